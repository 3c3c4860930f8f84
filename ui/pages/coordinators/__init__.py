"""The pages of those who look after the community, in the order of the menu.

Each is (title, address, icon, the function that draws it, whether it stands in the menu, the roles that see it).
"""

from collections.abc import Callable

from timebank.access import Role
from ui.pages.coordinators import (
    everybody,
    history,
    jobs,
    letters,
    members,
    participants,
    questions,
    review,
    roles,
    settings,
    today,
)
from ui.words import desk as words

COORDINATORS = frozenset({Role.COORDINATOR})
DECIDERS = COORDINATORS | {Role.SECOND_DECIDER}
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
PAGES: tuple[tuple[str, str, str, Callable[[], None], bool, frozenset[Role]], ...] = tuple(
    (words.TITLES[path], path, f":material/{icon}:", draw, is_in_menu, seen_by)
    for path, icon, draw, is_in_menu, seen_by in (
        ("today", "today", today.page, True, DECIDERS),
        ("members", "group", members.page, True, COORDINATORS),
        ("review", "handshake", review.page, True, DECIDERS),
        ("questions", "schedule", questions.page, True, DECIDERS),
        ("everybody", "sync_alt", everybody.page, True, COORDINATORS),
        ("letters", "mail", letters.page, True, COORDINATORS),
        ("participants", "diversity_3", participants.page, True, COORDINATORS),
        ("settings", "tune", settings.page, True, COORDINATORS | ADMINISTRATORS),
        ("roles", "badge", roles.page, True, ADMINISTRATORS),
        ("history", "history", history.page, True, ADMINISTRATORS),
        ("jobs", "event_repeat", jobs.page, False, COORDINATORS | ADMINISTRATORS),
    )
)
