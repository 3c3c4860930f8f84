"""The one who tells the story of the demo: people by name, a clock moved by hand, a fresh key for each action."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from timebank.access import Caller, as_member
from timebank.app import App
from timebank.clock import HandClock
from timebank.demo.people import CORA, PEOPLE, Person

T = TypeVar("T")
HOW_TOLD = "by phone"


@dataclass(slots=True)
class Story:
    """The telling: a time bank whose clock is moved by hand from a year ago to now."""

    app: App
    clock: HandClock
    now: datetime
    tell: Callable[[str], None]
    ids: dict[str, str] = field(default_factory=dict)
    count: int = 0

    def key(self) -> str:
        """A fresh key for each action."""
        self.count += 1
        return f"demo:{self.count}"

    def who(self, name: str) -> Caller:
        """A member by name, acting for themself."""
        return as_member(self.ids[name])

    def person(self, name: str) -> Person:
        """Somebody by name."""
        return next(one for one in PEOPLE if one.name == name)

    def acting_for(self, person: Person) -> tuple[Caller, dict[str, Any]]:
        """Who acts for a person, and what the action is told: they themself, or Cora for an offline member."""
        if person.is_offline:
            return self.who(CORA.name), {"how_told": HOW_TOLD}
        return self.who(person.name), {}

    def do(self, caller: Caller, action: Callable[..., T], *args: Any, **given: Any) -> T:
        """One action with a fresh key."""
        return self.app.do(caller, action, self.key(), *args, **given)

    def go_to(self, days_ago: int, hour: int = 10) -> None:
        """Move the clock to a day in the past, never back."""
        day = (self.now - timedelta(days=days_ago)).replace(hour=hour, minute=0, second=0, microsecond=0)
        self.clock.moment = max(self.clock.moment, min(day, self.now))


def pick(options: Sequence[T], *about: object) -> T:
    """One of the options, always the same one for the same words: the demo needs variety, not chance."""
    return options[int.from_bytes(hashlib.sha256(repr(about).encode()).digest()[:4]) % len(options)]
