"""What was agreed for a day that has passed and is written down nowhere: four sources as one list, nobody asked twice.

Reads and actions of `unrecorded` ask for permission first; nothing here does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.members.tables import member
from timebank.reports.due_hours import Hours, Together, hours_now
from timebank.reports.due_listings import agreed_listings, days_talked_about
from timebank.reports.due_meetings import MeetingsNow, meetings_now, passed_meetings, quiet_matches
from timebank.reports.due_pairs import regular_pairs
from timebank.reports.found import Found
from timebank.work import Look

KEPT = "what is due"
ABOUT = timedelta(days=1)  # hours written down for the day before or after are those of that day


@dataclass(frozen=True, slots=True)
class Someone:
    """One of the people something was agreed between."""

    member_id: str
    name: str
    is_offline: bool
    area_id: str | None


@dataclass(frozen=True, slots=True)
class Unrecorded:
    """One thing that was agreed, or that two people usually do, with nothing written down for its day.

    `source_kind`: listing (an answer), meeting, match (nothing planned or written down for `days` days) or pair (who
    usually meet every `days` days). `minutes` is the best figure there is. `helper_id` and `helped_id` are empty where
    it is not clear who helped whom. `what` is the listing's or the programme's title, or the usual kind of help.
    """

    source_kind: str
    source_id: str
    due_on: date
    what: str
    minutes: int
    people: tuple[Someone, ...]
    helper_id: str
    helped_id: str
    category_id: str | None
    days: int

    @property
    def ids(self) -> frozenset[str]:
        """Everybody's ids."""
        return frozenset(one.member_id for one in self.people)

    @property
    def area_ids(self) -> frozenset[str]:
        """The areas its people live in."""
        return frozenset(one.area_id for one in self.people if one.area_id)

    def others(self, member_id: str | None) -> tuple[Someone, ...]:
        """Everybody but one."""
        return tuple(one for one in self.people if one.member_id != member_id)

    def name_of(self, member_id: str) -> str:
        """What one of its people is called."""
        return next(one.name for one in self.people if one.member_id == member_id)


def due(look: Look, member_id: str | None = None) -> tuple[Unrecorded, ...]:
    """All of it, or one member's, longest ago first; only between people who are all still here.

    Whoever reads it twice in one look gets what was read first.
    """
    if member_id is None or KEPT in look.kept:
        if KEPT not in look.kept:
            look.kept[KEPT] = _due(look, None)
        everything: tuple[Unrecorded, ...] = look.kept[KEPT]
        return everything if member_id is None else tuple(one for one in everything if member_id in one.ids)
    return _due(look, member_id)


def _due(look: Look, member_id: str | None) -> tuple[Unrecorded, ...]:
    today = local_date(look.now, community(look).zone)
    hours, meetings = hours_now(look, today, member_id), meetings_now(look, member_id)
    agreed = (*agreed_listings(look, today, member_id), *passed_meetings(look, meetings))
    found = [one for one in agreed if not _has_hours(one, hours)]
    pairs = _not_asked_otherwise(look, regular_pairs(look, hours, today), found, meetings)
    asked = {one.people for one in pairs}
    matches = quiet_matches(look, meetings, hours, today)
    found += [one for one in matches if one.people not in asked] + pairs
    return _with_names(look, found)


def _has_hours(found: Found, hours: Hours) -> bool:
    """Whether the same two wrote hours down by themselves, about that day and the same way round."""
    by_hand = (one for one in hours.get(found.people, ()) if one.source_kind not in ("listing", "meeting"))
    return any(_is_about(found, one) for one in by_hand)


def _is_about(one: Found, together: Together) -> bool:
    same_way = not one.helper_id or one.helper_id == together.helper_id
    return same_way and abs(together.day - one.due_on) <= ABOUT


def _not_asked_otherwise(
    look: Look, pairs: Iterable[Found], asked: Iterable[Found], meetings: MeetingsNow
) -> list[Found]:
    """The pairs whose day is not that of something else the two had agreed, whatever became of that."""
    pairs = list(pairs)
    if not pairs:
        return []
    days: dict[tuple[str, ...], set[date]] = {}
    for people, day in (
        *days_talked_about(look, min(one.due_on for one in pairs)),
        *meetings.days({one.people for one in pairs}),
    ):
        days.setdefault(people, set()).add(day)
    for one in asked:
        days.setdefault(one.people, set()).add(one.due_on)
    ahead = meetings.planned_ahead(look.now)
    return [
        one
        for one in pairs
        if one.people not in ahead and all(abs((day - one.due_on).days) > one.slack for day in days.get(one.people, ()))
    ]


def _with_names(look: Look, found: list[Found]) -> tuple[Unrecorded, ...]:
    ids = {one for item in found for one in item.people}
    if not ids:
        return ()
    columns = (member.c.id, member.c.name, member.c.is_offline, member.c.area_id)
    here = sa.select(*columns).where(member.c.id.in_(sorted(ids)), member.c.state == "active")
    people = {row.id: Someone(*tuple(row)) for row in look.rows(here)}
    cards = [
        Unrecorded(
            *(item.source_kind, item.source_id, item.due_on, item.what, item.minutes),
            tuple(sorted((people[one] for one in item.people), key=lambda one: (one.name.casefold(), one.member_id))),
            *(item.helper_id, item.helped_id, item.category_id, item.days),
        )
        for item in found
        if people.keys() >= set(item.people)
    ]
    return tuple(sorted(cards, key=lambda card: (card.due_on, card.source_kind, card.source_id)))
