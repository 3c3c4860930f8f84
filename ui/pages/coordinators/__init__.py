"""The pages of those who look after the community, in the order of the menu.

Each is (title, address, the function that draws it, whether it stands in the menu, the roles that see it).
"""

from collections.abc import Callable

from timebank.access import Role
from ui.pages.coordinators import (
    care,
    care_match,
    concerns,
    decisions,
    depends,
    everybody,
    first_meetings,
    handover,
    history,
    jobs,
    letters,
    members,
    organisations,
    participants,
    pot,
    programme_new,
    questions,
    review,
    roles,
    settings,
    sheets,
    today,
    unrecorded,
    waiting_list,
)
from ui.words import desk as words

COORDINATORS = frozenset({Role.COORDINATOR})
DECIDERS = COORDINATORS | {Role.SECOND_DECIDER}
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
LEADS = frozenset({Role.SAFEGUARDING_LEAD})
PAGES: tuple[tuple[str, str, Callable[[], None], bool, frozenset[Role]], ...] = tuple(
    (words.TITLES[path], path, draw, is_in_menu, seen_by)
    for path, draw, is_in_menu, seen_by in (
        ("today", today.page, True, DECIDERS),
        ("members", members.page, True, COORDINATORS),
        ("review", review.page, True, DECIDERS),
        ("care", care.page, True, DECIDERS),
        ("care_match", care_match.page, False, DECIDERS),
        ("questions", questions.page, True, DECIDERS),
        ("decisions", decisions.page, True, DECIDERS),
        ("first_meetings", first_meetings.page, False, COORDINATORS),
        ("unrecorded", unrecorded.page, True, COORDINATORS),
        ("pot", pot.page, True, COORDINATORS),
        ("organisations", organisations.page, True, COORDINATORS),
        ("everybody", everybody.page, True, COORDINATORS),
        ("letters", letters.page, True, COORDINATORS),
        ("sheets", sheets.page, True, COORDINATORS),
        ("participants", participants.page, True, COORDINATORS),
        ("programme_new", programme_new.page, False, COORDINATORS),
        ("waiting_list", waiting_list.page, False, COORDINATORS),
        ("handover", handover.page, True, COORDINATORS),
        ("depends", depends.page, False, COORDINATORS),
        ("settings", settings.page, True, COORDINATORS | ADMINISTRATORS),
        ("roles", roles.page, True, ADMINISTRATORS),
        ("history", history.page, True, ADMINISTRATORS),
        ("concerns", concerns.page, True, LEADS),
        ("jobs", jobs.page, False, COORDINATORS | ADMINISTRATORS),
    )
)
