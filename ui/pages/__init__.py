"""The pages of the dashboard: which there are, under which address, and who sees them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from timebank.access import Actor, Role
from ui import words


@dataclass(frozen=True, slots=True)
class Place:
    """One page: its name, its address, and the function that draws it."""

    title: str
    path: str
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
    ("home", "", True),
    ("log_hours", "log_hours", True),
    ("group_session", "group_session", False),
    ("hours", "hours", True),
    ("give_hours", "give_hours", False),
    ("noticeboard", "noticeboard", True),
    ("my_listings", "my_listings", False),
    ("programmes", "programmes", True),
    ("matches", "matches", True),
    ("match", "match", False),
    ("my_week", "my_week", False),
    ("reciprocity", "reciprocity", True),
    ("statement", "statement", False),
    ("proof", "proof", False),
    ("profile", "profile", False),
)


@cache
def places() -> tuple[Place, ...]:
    """Every page, members' pages first; the first is where people arrive."""
    members = (
        Place(words.TITLES[name], path, import_module(f"ui.pages.members.{name}").page, is_in_menu=is_in_menu)
        for name, path, is_in_menu in MEMBER_PAGES
    )
    coordinators = (
        Place(title, path, draw, is_in_menu, roles)
        for title, path, draw, is_in_menu, roles in import_module("ui.pages.coordinators").PAGES
    )
    return (*members, *coordinators)


def paths() -> frozenset[str]:
    """The addresses of all pages, each with its slash."""
    return frozenset(f"/{place.path}" for place in places())
