"""What people do with meetings: plan, move or cancel one, and say afterwards whether it took place."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.errors import InvalidInput, NotFound
from timebank.history.actions import note as remember
from timebank.ledger import actions as ledger
from timebank.ledger.rules import Holder
from timebank.matches.cards import MatchedPeople
from timebank.matches.reads import people_of
from timebank.meetings import rules, telling
from timebank.meetings.moves import Kept, decide, load, require
from timebank.meetings.tables import meeting
from timebank.members.rules import clean_words
from timebank.members.tables import member
from timebank.work import Work


def plan(work: Work, key: str, match_id: str, starts: datetime, minutes: int, place: str = "", zone: str = "") -> str:
    """Plan a meeting of two matched people; answers its id.

    `starts` is local wall time (naive) in `zone`, or in the zone of the member who plans it. A meeting that took
    place up to 31 days ago may be written down too, to record its hours; nobody gets a letter about that.
    Raises InvalidInput, MatchOver, NotFound.
    """
    people = people_of(work, match_id)
    require(work, people)
    content = {"match": match_id, "starts": starts, "minutes": minutes, "place": place, "zone": zone}

    def do() -> str:
        meeting_id = _insert(work, people, starts, minutes, place, zone or _own_zone(work))
        row = load(work, meeting_id).row
        if row.starts_at > work.now:
            telling.planned(work, people, row)
        return meeting_id

    return work.once(key, "plan_meeting", content, do)


def move(
    work: Work, key: str, meeting_id: str, starts: datetime, minutes: int | None = None, place: str | None = None
) -> str:
    """Give a planned meeting another time, length or place; answers the id of the new one, the old stays as moved."""
    kept = load(work, meeting_id)
    require(work, kept.people)
    content = {"meeting": meeting_id, "starts": starts, "minutes": minutes, "place": place}

    def do() -> str:
        before = load(work, meeting_id).row
        new_id = _insert(
            work,
            kept.people,
            starts,
            before.minutes if minutes is None else minutes,
            before.place if place is None else place,
            before.zone,
        )
        decide(work, before, "moved", moved_to_id=new_id)
        telling.moved(work, kept.people, before, load(work, new_id).row)
        return new_id

    return work.once(key, "move_meeting", content, do)


def cancel(work: Work, key: str, meeting_id: str, reason: str = "") -> str:
    """Call a planned meeting off; a reason is told to the others when there is one.

    Once their match has ended nobody gets a letter about it, and no words pass between them.
    """
    kept = load(work, meeting_id)
    require(work, kept.people)

    def do() -> str:
        said = _words_between(kept, reason)
        decide(work, load(work, meeting_id).row, "cancelled", reason=said)
        if kept.people.is_active:
            telling.cancelled(work, kept.people, kept.row, said)
        return meeting_id

    return work.once(key, "cancel_meeting", {"meeting": meeting_id, "reason": reason}, do)


def not_held(work: Work, key: str, meeting_id: str, reason: str = "") -> str:
    """Say that a meeting did not take place, once its time has come. Raises NotYet, AlreadyDecided."""
    kept = load(work, meeting_id)
    require(work, kept.people)

    def do() -> str:
        rules.check_begun(kept.row.starts_at, work.now)
        decide(work, load(work, meeting_id).row, "not_held", reason=_words_between(kept, reason))
        return meeting_id

    return work.once(key, "meeting_not_held", {"meeting": meeting_id, "reason": reason}, do)


def held(
    work: Work,
    key: str,
    meeting_id: str,
    minutes: int,
    *,
    helper_id: str = "",
    helped_id: str = "",
    with_hours: bool = True,
    category_id: str | None = None,
    note: str = "",
    recorded_for_id: str | None = None,
    how_told: str = "",
) -> str:
    """Say that a meeting took place and for how long; its hours wait at once for the other to confirm them.

    The same again where its hours were declined or taken back: they can be written down once more.

    In mentoring the mentor gave the hours; among equals `helper_id` and `helped_id` say who helped whom (unsaid: the
    other helped the recorder), and `with_hours=False` records none. A coordinator records for an offline member with
    `recorded_for_id` and `how_told`. Raises NotYet, AlreadyDecided, InvalidInput and whatever the ledger refuses.
    """
    kept = load(work, meeting_id)
    require(work, kept.people)
    recorder = recorded_for_id or work.actor.member_id or ""
    if recorder not in kept.people.ids:
        raise NotFound
    content = {
        "meeting": meeting_id,
        "minutes": minutes,
        "who": [helper_id, helped_id, recorder],
        "with_hours": with_hours,
        "category": category_id,
        "note": note,
        "told": how_told,
    }

    def do() -> str:
        rules.check_begun(kept.row.starts_at, work.now)
        if kept.people.ended_at is not None and kept.row.starts_at > kept.people.ended_at:
            raise rules.MatchOver
        decide(work, load(work, meeting_id).row, "held", minutes=rules.clean_minutes(minutes))
        if with_hours:
            roles = [(one, role) for one, role, _ in kept.people.people]
            helper, helped = rules.who_helped(kept.people.kind, roles, recorder, helper_id, helped_id)
            said = {"note": note, "recorded_for_id": recorded_for_id, "how_told": how_told, "category_id": category_id}
            _write_hours(work, f"{key}:hours", kept.row, minutes, helper, helped, said)
        return meeting_id

    return work.once(key, "meeting_held", content, do)


def _write_hours(
    work: Work, key: str, row: "sa.Row[Any]", minutes: int, helper: str, helped: str, said: dict[str, Any]
) -> None:
    """Record the hours of a meeting in the ledger, where they wait for the other's word."""
    ledger.record_of_meeting(
        work,
        key,
        giver=Holder("member", helper),
        receiver=Holder("member", helped),
        service_date=local_date(row.starts_at, community(work).zone),
        minutes=minutes,
        meeting_id=row.id,
        **said,
    )


def _words_between(kept: Kept, reason: str) -> str:
    """What one says to the other about a meeting; after an ending nothing passes between them any more."""
    return clean_words(reason) if kept.people.is_active else ""


def _own_zone(work: Work) -> str:
    zone = work.value(sa.select(member.c.zone).where(member.c.id == work.actor.member_id))
    return str(zone) if zone else community(work).zone


def _insert(work: Work, people: MatchedPeople, starts: datetime, minutes: int, place: str, zone: str) -> str:
    if work.actor.member_id is None:
        raise InvalidInput("A meeting is planned by one of its people or by a coordinator.")
    if not people.is_active:
        raise rules.MatchOver
    starts_at = rules.moment_of(starts, zone)
    rules.check_start(starts_at, work.now)
    rules.check_since(local_date(starts_at, zone), local_date(people.started_at, zone))
    meeting_id = work.ids.new()
    work.execute(
        sa.insert(meeting).values(
            id=meeting_id,
            match_id=people.match_id,
            state="planned",
            starts_at=starts_at,
            zone=zone,
            minutes=rules.clean_minutes(minutes),
            place=rules.clean_place(place),
            planned_at=work.now,
            planned_by_id=work.actor.member_id,
        )
    )
    remember(work, "plan_meeting", "meeting", meeting_id)
    return meeting_id
