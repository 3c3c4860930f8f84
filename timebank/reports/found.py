"""One thing that is due, as its source tells it: people by id only."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Found:
    """Something agreed or usual whose day has passed; `people` are in order of their ids. See `due.Unrecorded`."""

    source_kind: str
    source_id: str
    due_on: date
    what: str
    minutes: int
    people: tuple[str, ...]
    helper_id: str = ""
    helped_id: str = ""
    category_id: str | None = None
    days: int = 0
    slack: int = 0  # how many days early or late are still about that day
