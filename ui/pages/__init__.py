"""The pages of the dashboard: which there are, under which address, and who sees them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from timebank.access import Actor, Role
from ui import words


@dataclass(frozen=True, slots=True)
class Place:
    """One page: its name, its address, its sign in the menu, and the function that draws it."""

    title: str
    path: str
    icon: str
    draw: Callable[[], None]
    is_in_menu: bool = True
    roles: frozenset[Role] = frozenset()  # who sees it; empty: every member

    @property
    def is_for_coordinators(self) -> bool:
        """Whether it belongs to those who look after the community."""
        return bool(self.roles)

    def is_for(self, me: Actor) -> bool:
        """Whether this person sees it."""
        return not self.roles or not self.roles.isdisjoint(me.roles)


MEMBER_PAGES = (
    ("home", "", ":material/home:", True),
    ("log_hours", "log_hours", ":material/add_circle:", True),
    ("hours", "hours", ":material/schedule:", True),
    ("noticeboard", "noticeboard", ":material/dashboard:", True),
    ("my_listings", "my_listings", ":material/edit_note:", False),
    ("programmes", "programmes", ":material/diversity_3:", True),
    ("matches", "matches", ":material/handshake:", True),
    ("my_week", "my_week", ":material/calendar_month:", False),
    ("reciprocity", "reciprocity", ":material/sync_alt:", True),
    ("profile", "profile", ":material/person:", False),
)


@cache
def places() -> tuple[Place, ...]:
    """Every page, members' pages first; the first is where people arrive."""
    members = (
        Place(words.TITLES[name], path, icon, import_module(f"ui.pages.members.{name}").page, is_in_menu=is_in_menu)
        for name, path, icon, is_in_menu in MEMBER_PAGES
    )
    coordinators = (
        Place(title, path, icon, draw, is_in_menu, roles)
        for title, path, icon, draw, is_in_menu, roles in import_module("ui.pages.coordinators").PAGES
    )
    return (*members, *coordinators)


def paths() -> frozenset[str]:
    """The addresses of all pages, each with its slash."""
    return frozenset(f"/{place.path}" for place in places())
