"""What people do with meetings: plan, move or cancel one, and say afterwards whether it took place."""

from dataclasses import dataclass
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
from timebank.meetings import places, rules, telling
from timebank.meetings.company import note_company
from timebank.meetings.moves import Kept, care_of, companions, decide, held_people, load, require
from timebank.meetings.tables import meeting
from timebank.members.rules import clean_words
from timebank.members.tables import member
from timebank.work import Work


def plan(
    work: Work,
    key: str,
    match_id: str,
    starts: datetime,
    minutes: int,
    place: str = "",
    zone: str = "",
    access: tuple[str, ...] = (),
    company_id: str = "",
) -> str:
    """Plan a meeting of two matched people; answers its id.

    `starts` is local wall time (naive) in `zone`, or in the zone of the member who plans it. A meeting that took
    place up to 31 days ago may be written down too, to record its hours; nobody gets a letter about that.
    `access`: what the place offers, of places.FEATURES. `company_id`: the coordinator who comes along, who is told.
    Raises InvalidInput, MatchOver, NotFound.
    """
    require(work, people_of(work, match_id))
    content = {"match": match_id, "starts": starts, "minutes": minutes, "place": place, "zone": zone}
    content |= {"access": sorted(access), "company": company_id}

    def do() -> str:
        people = held_people(work, match_id)
        what = What(starts, minutes, place, places.in_words(access), zone or _own_zone(work))
        meeting_id = _insert(work, people, what)
        row = load(work, meeting_id).row
        if row.starts_at > work.now:
            if company_id:
                note_company(work, people, row, company_id, key)
            telling.planned(work, people, row)
        return meeting_id

    return work.once(key, "plan_meeting", content, do)


def move(
    work: Work,
    key: str,
    meeting_id: str,
    starts: datetime,
    minutes: int | None = None,
    place: str | None = None,
    access: tuple[str, ...] | None = None,
    reason: str = "",
    code: str = "",
) -> str:
    """Give a planned meeting another time, length or place; answers the id of the new one, the old stays as moved.

    `code`: of rules.CHANGE_REASONS; it and own words are told to the others. Whoever comes along comes along still.
    """
    kept = load(work, meeting_id)
    require(work, kept.people)
    content = {"meeting": meeting_id, "starts": starts, "minutes": minutes, "place": place, "reason": [code, reason]}
    content |= {"access": None if access is None else sorted(access)}

    def do() -> str:
        people = held_people(work, kept.people.match_id)
        before, why = load(work, meeting_id).row, _why_between(kept, "moved", code, reason)
        new_id = _insert(work, people, _changed(before, starts, minutes, place, access), before.calendar_number + 1)
        decide(work, before, "moved", moved_to_id=new_id, **why)
        row = load(work, new_id).row
        for coordinator_id, _ in companions(work, [before.id]).values():
            note_company(work, kept.people, row, coordinator_id)
        telling.moved(work, kept.people, before, row, rules.say_reason("moved", why["reason_code"], why["reason"]))
        return new_id

    return work.once(key, "move_meeting", content, do)


def cancel(work: Work, key: str, meeting_id: str, reason: str = "", code: str = "") -> str:
    """Call a planned meeting off; `code` (of rules.CHANGE_REASONS) and own words are told to the others, if any.

    Once their match has ended nobody gets a letter about it, and no words pass between them.
    """
    kept = load(work, meeting_id)
    require(work, kept.people)

    def do() -> str:
        before, why = load(work, meeting_id).row, _why_between(kept, "cancelled", code, reason)
        decide(work, before, "cancelled", calendar_number=before.calendar_number + 1, **why)
        if kept.people.is_active:
            said = rules.say_reason("cancelled", why["reason_code"], why["reason"])
            telling.cancelled(work, kept.people, load(work, meeting_id).row, said)
        return meeting_id

    return work.once(key, "cancel_meeting", {"meeting": meeting_id, "reason": [code, reason]}, do)


def not_held(work: Work, key: str, meeting_id: str, reason: str = "", code: str = "") -> str:
    """Say that a meeting did not take place, once its time has come; `code`: of rules.NOT_HELD_REASONS.

    Raises NotYet, AlreadyDecided, InvalidInput.
    """
    kept = load(work, meeting_id)
    require(work, kept.people)

    def do() -> str:
        rules.check_begun(kept.row.starts_at, work.now)
        decide(work, load(work, meeting_id).row, "not_held", **_why_between(kept, "not_held", code, reason))
        return meeting_id

    return work.once(key, "meeting_not_held", {"meeting": meeting_id, "reason": [code, reason]}, do)


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
    other helped the recorder), and `with_hours=False` records none. Where the programme writes no hours down, none are
    ever; where the pot gives them or half, it has to have them. A coordinator records for an offline member with
    `recorded_for_id` and `how_told`. Raises NotYet, AlreadyDecided, InvalidInput and whatever the ledger refuses.
    """
    kept = load(work, meeting_id)
    require(work, kept.people)
    recorder = recorded_for_id or work.actor.member_id or ""
    if recorder not in kept.people.ids:
        raise NotFound
    content = {
        **{"meeting": meeting_id, "minutes": minutes, "who": [helper_id, helped_id, recorder]},
        **{"with_hours": with_hours, "category": category_id, "note": note, "told": how_told},
    }

    def do() -> str:
        rules.check_begun(kept.row.starts_at, work.now)
        if kept.people.ended_at is not None and kept.row.starts_at > kept.people.ended_at:
            raise rules.MatchOver
        decide(work, load(work, meeting_id).row, "held", minutes=rules.clean_minutes(minutes))
        pays = care_of(work, kept.people.match_id).hours
        if with_hours and pays != "none":
            roles = [(one, role) for one, role, _ in kept.people.people]
            helper, helped = rules.who_helped(kept.people.kind, roles, recorder, helper_id, helped_id)
            said = {"note": note, "recorded_for_id": recorded_for_id, "how_told": how_told, "category_id": category_id}
            said["pays"] = pays
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


def _why_between(kept: Kept, after: str, code: str, reason: str) -> dict[str, str]:
    """What one says to the other about a meeting; after an ending nothing passes between them any more."""
    code, words = rules.clean_reason(after, code), clean_words(reason)
    return {"reason_code": code, "reason": words} if kept.people.is_active else {"reason_code": "", "reason": ""}


@dataclass(frozen=True, slots=True)
class What:
    """A meeting before it is kept: `starts` by the clocks of `zone`."""

    starts: datetime
    minutes: int
    place: str
    access: str
    zone: str


def _changed(
    before: "sa.Row[Any]",
    starts: datetime,
    minutes: int | None,
    place: str | None,
    access: tuple[str, ...] | None,
) -> What:
    """What is left unsaid stays as it was; what the place offers only where the place stays."""
    where = before.place if place is None else place
    kept = before.access if rules.clean_place(where) == before.place else ""
    there = kept if access is None else places.in_words(access)
    return What(starts, before.minutes if minutes is None else minutes, where, there, before.zone)


def _own_zone(work: Work) -> str:
    zone = work.value(sa.select(member.c.zone).where(member.c.id == work.actor.member_id))
    return str(zone) if zone else community(work).zone


def _insert(work: Work, people: MatchedPeople, what: What, calendar_number: int = 0) -> str:
    if work.actor.member_id is None:
        raise InvalidInput("A meeting is planned by one of its people or by a coordinator.")
    if not people.is_active:
        raise rules.MatchOver
    starts_at = rules.moment_of(what.starts, what.zone)
    rules.check_start(starts_at, work.now)
    rules.check_since(local_date(starts_at, what.zone), local_date(people.started_at, what.zone))
    meeting_id = work.ids.new()
    work.execute(
        sa.insert(meeting).values(
            id=meeting_id,
            match_id=people.match_id,
            state="planned",
            starts_at=starts_at,
            zone=what.zone,
            minutes=rules.clean_minutes(what.minutes),
            place=rules.clean_place(what.place),
            access=what.access,
            calendar_number=calendar_number,
            planned_at=work.now,
            planned_by_id=work.actor.member_id,
        )
    )
    remember(work, "plan_meeting", "meeting", meeting_id)
    return meeting_id
