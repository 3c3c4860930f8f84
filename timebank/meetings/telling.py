"""Who is told what of meetings, each at the hour of their own clocks and with a calendar file of their own."""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa

from timebank.access import May
from timebank.community.reads import community
from timebank.errors import AlreadyDecided
from timebank.ids import digest
from timebank.mail.actions import write
from timebank.mail.rules import Draft
from timebank.matches.cards import MatchedPeople
from timebank.meetings import letters, rules
from timebank.meetings.calendar import Event, calendar_file
from timebank.meetings.due import HOW, REMINDER, fact
from timebank.meetings.moves import care_of, chain_of, companions, load
from timebank.members.tables import member
from timebank.work import Look, Work

COORDINATOR = "Your coordinator"
Row = sa.Row[Any]
Reading = Callable[[str, str, str], Draft]  # from a name, a zone, and whom they meet


def planned(work: Work, people: MatchedPeople, row: Row) -> None:
    """A meeting is planned; whoever planned it knows."""
    by_one_of_them = work.actor.member_id in people.ids

    def draft(name: str, zone: str, beside: str) -> Draft:
        others = "" if by_one_of_them else beside
        when, by = _when(row, zone), _by(work, people)
        return letters.planned(name, community(work).name, by, when, _where(work, row), _link(work), others)

    _tell(work, people, "meeting_planned", row, draft)


def moved(work: Work, people: MatchedPeople, before: Row, row: Row, reason: str) -> None:
    """A meeting has another time, length or place."""
    where = _where(work, row)

    def draft(name: str, zone: str, _: str) -> Draft:
        was, when, by = _when(before, zone), _when(row, zone), _by(work, people)
        return letters.moved(name, community(work).name, by, was, when, where, reason, _link(work))

    _tell(work, people, "meeting_moved", row, draft)
    for coordinator_id, name in _company(work, row):
        if coordinator_id != work.actor.member_id:
            zone = _zones(work, [coordinator_id])[coordinator_id]
            when = (_when(before, zone), _when(row, zone))
            told = letters.come_along_moved(name, community(work).name, _all(people), *when, where, _desk(work))
            _write(work, people, "meeting_come_along_moved", row, coordinator_id, told)


def cancelled(work: Work, people: MatchedPeople, row: Row, reason: str) -> None:
    """A meeting is called off."""

    def draft(name: str, zone: str, _: str) -> Draft:
        return letters.cancelled(name, community(work).name, _by(work, people), _when(row, zone), reason, _link(work))

    _tell(work, people, "meeting_cancelled", row, draft)
    for coordinator_id, _ in _company(work, row):
        need_not_come(work, people, row, coordinator_id)


def come_along(work: Work, people: MatchedPeople, row: Row, coordinator_id: str, key: str) -> None:
    """To a coordinator: they come along to a first meeting; `key` is that of the action, for it may be said again."""
    if coordinator_id == work.actor.member_id:
        return
    name, zone = _name_and_zone(work, coordinator_id)
    where = letters.say_where(row.place, row.access)
    told = (community(work).name, work.actor.name, _all(people), _when(row, zone), where, _desk(work))
    _write(work, people, f"meeting_come_along:{digest(key)[:12]}", row, coordinator_id, letters.come_along(name, *told))


def need_not_come(work: Work, people: MatchedPeople, row: Row, coordinator_id: str, key: str = "") -> None:
    """To a coordinator: they need not come along any more."""
    if coordinator_id == work.actor.member_id:
        return
    name, zone = _name_and_zone(work, coordinator_id)
    told = letters.need_not_come(name, community(work).name, _all(people), _when(row, zone), _desk(work))
    kind = f"meeting_need_not_come:{digest(key)[:12]}" if key else "meeting_need_not_come"
    _write(work, people, kind, row, coordinator_id, told, is_cancelled=True)


def remind_of(work: Work, key: str, meeting_id: str) -> str:
    """Remind everybody of a meeting that is close, once; by the worker. Answers the meeting's id.

    Raises NotFound, AlreadyDecided for one that is not to come any more.
    """
    work.require(May.SEND_LETTERS)
    kept = load(work, meeting_id)

    def do() -> str:
        row = load(work, meeting_id).row
        if row.state != "planned" or row.starts_at <= work.now or not kept.people.is_active:
            raise AlreadyDecided
        where = _where(work, row)

        def draft(name: str, zone: str, beside: str) -> Draft:
            return letters.tomorrow(name, community(work).name, beside, _when(row, zone), where, _link(work))

        _tell(work, kept.people, REMINDER, row, draft)
        return meeting_id

    return work.once(key, "remind_of_meeting", {"meeting": meeting_id}, do)


def ask_how(work: Work, key: str, meeting_id: str) -> str:
    """Ask everybody how a meeting went of which nobody has said so, once; by the worker. Answers the meeting's id.

    Raises NotFound, AlreadyDecided where somebody has said it, NotYet.
    """
    work.require(May.SEND_LETTERS)
    kept = load(work, meeting_id)

    def do() -> str:
        row = load(work, meeting_id).row
        rules.check_begun(row.starts_at, work.now)
        if row.state != "planned" or not kept.people.is_active:
            raise AlreadyDecided
        with_hours = care_of(work, row.match_id).hours != "none"

        def draft(name: str, zone: str, beside: str) -> Draft:
            return letters.how_did_it_go(name, community(work).name, beside, _when(row, zone), with_hours, _link(work))

        _tell(work, kept.people, HOW, row, draft, with_calendar=False)
        return meeting_id

    return work.once(key, "ask_how_meeting_went", {"meeting": meeting_id}, do)


def event_of(look: Look, people: MatchedPeople, row: Row, reader_id: str, is_cancelled: bool = False) -> Event:
    """A meeting as it stands in the calendar of one of its people, or of a coordinator who comes along."""
    return Event(
        chain_of(look, row.id),
        row.calendar_number,
        row.starts_at,
        row.minutes,
        tuple(name for _, name in people.others(reader_id)),
        row.place,
        row.access,
        _link(look) if reader_id in people.ids else _desk(look),
        row.decided_at or row.planned_at,
        is_cancelled or row.state == "cancelled",
    )


def _tell(work: Work, people: MatchedPeople, kind: str, row: Row, draft: Reading, with_calendar: bool = True) -> None:
    """One letter to everybody in the match but whoever is acting."""
    zones = _zones(work, sorted(people.ids))
    for member_id, name in people.others(work.actor.member_id):
        beside = _in_words([other for _, other in people.others(member_id)])
        _write(work, people, kind, row, member_id, draft(name, zones[member_id], beside), with_calendar)


def _write(
    work: Work,
    people: MatchedPeople,
    kind: str,
    row: Row,
    member_id: str,
    draft: Draft,
    with_calendar: bool = True,
    is_cancelled: bool = False,
) -> None:
    """One letter; `kind` may go on with what tells it from another of its kind about the same meeting."""
    calendar = calendar_file(event_of(work, people, row, member_id, is_cancelled)) if with_calendar else ""
    write(work, fact(kind, row.id, member_id), member_id, kind.split(":")[0], draft, calendar=calendar)


def _company(work: Work, row: Row) -> Sequence[tuple[str, str]]:
    return list(companions(work, [row.id]).values())


def _where(work: Work, row: Row) -> str:
    names = [name for _, name in _company(work, row)]
    return letters.say_where(row.place, row.access, names[0] if names else "")


def _when(row: Row, zone: str) -> str:
    return letters.say_when_to(row.starts_at, row.zone, zone)


def _zones(work: Work, member_ids: Sequence[str]) -> dict[str, str]:
    statement = sa.select(member.c.id, member.c.zone).where(member.c.id.in_(member_ids))
    return {row.id: row.zone for row in work.rows(statement)}


def _name_and_zone(work: Work, member_id: str) -> tuple[str, str]:
    row = work.connection.execute(sa.select(member.c.name, member.c.zone).where(member.c.id == member_id)).one()
    return row.name, row.zone


def _all(people: MatchedPeople) -> str:
    return _in_words([name for _, _, name in people.people])


def _in_words(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _by(work: Work, people: MatchedPeople) -> str:
    return work.actor.name if work.actor.member_id in people.ids else f"{COORDINATOR} {work.actor.name}"


def _link(work: Look) -> str:
    return f"{work.settings.address}/matches"


def _desk(work: Look) -> str:
    return f"{work.settings.address}/first_meetings"
