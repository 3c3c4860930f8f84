"""What people do with hours: record, confirm, decline, withdraw; what follows a question stands in questions.py."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from timebank.access import May, Thing, thing
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.errors import InvalidInput, NotFound
from timebank.history.actions import note as remember
from timebank.ledger import letters
from timebank.ledger.answering import require_answer
from timebank.ledger.asking import ask_if_past, counts_now, has_counted
from timebank.ledger.meeting_parts import MEETING, POT_PART, Pays, other_part, pot_source, split
from timebank.ledger.parties import (
    ANSWERED,
    Parties,
    both_sides,
    entry_and_parties,
    exchanging_side,
    met_side,
    side,
)
from timebank.ledger.posting import NewEntry, NewExchange, Pen, take_pen
from timebank.ledger.promises import promise_stands_again
from timebank.ledger.recognising import refuse_what_was_told
from timebank.ledger.room import must_have_room
from timebank.ledger.rules import Holder, check_recording
from timebank.ledger.telling import tell, tell_of_recording
from timebank.listings.answering import mark_recorded
from timebank.listings.tables import category
from timebank.members.rules import clean_words
from timebank.work import Work


@dataclass(frozen=True, slots=True)
class Told:
    """Hours as somebody tells them, before they are kept; `source_kind`: person, listing (an answer's id), meeting."""

    giver: Holder
    receiver: Holder
    service_date: date
    minutes: int
    category_id: str | None
    note: str
    source_kind: str
    source_id: str
    recorded_for_id: str | None
    how_told: str
    is_another: bool  # than what the other side has written down and waits for a word
    who_gives: str = ""  # in words, where the pot gives all or half
    is_told: bool = True  # the other half of a meeting's hours tells of both


def record(
    work: Work,
    key: str,
    *,
    giver: Holder,
    receiver: Holder,
    service_date: date,
    minutes: int,
    category_id: str | None = None,
    note: str = "",
    source_kind: str = "person",
    source_id: str = "",
    recorded_for_id: str | None = None,
    how_told: str = "",
    is_another: bool = False,
) -> str:
    """Write down that `giver` helped `receiver`; it counts once the other side confirms. Answers the entry's id.

    Either side may record, or a coordinator for a member who is one of them (`recorded_for_id`). What was agreed on
    the noticeboard is named by `source_kind` "listing" and the answer's id. When the other side wrote the same down
    and it waits for this one's word, AlreadyToldByOther, unless `is_another`. Raises InvalidInput, OutOfRoom, NotFound.
    """
    if source_kind not in ("person", "listing") or (source_kind == "person") != (source_id == ""):
        raise InvalidInput("Hours come from a person, or from what was agreed on the noticeboard.")
    told = (service_date, minutes, category_id, note, source_kind, source_id, recorded_for_id, how_told, is_another)
    return _record(work, key, Told(giver, receiver, *told))


def record_of_meeting(
    work: Work,
    key: str,
    *,
    meeting_id: str,
    giver: Holder,
    receiver: Holder,
    service_date: date,
    minutes: int,
    category_id: str | None = None,
    note: str = "",
    recorded_for_id: str | None = None,
    how_told: str = "",
    pays: Pays = "by_mentee",
) -> str:
    """Like `record`, for a meeting; only the room of meetings calls it, which knows that these two met.

    Where the pot gives all or half, that waits for the same person's word, and both halves are answered together.
    Raises PotTooSmall where it has not enough.
    """
    own, from_pot = split(minutes, pays)
    sources = [(own, receiver, MEETING, meeting_id, key)] if own else []
    if from_pot:
        source = (POT_PART, pot_source(receiver.id, meeting_id))
        sources.append((from_pot, Holder("pot"), *source, f"{key}:pot" if own else key))
    if from_pot and receiver.kind != "member":
        raise InvalidInput("The community pot gives for members only.")
    is_asked = receiver.id != (recorded_for_id or work.actor.member_id)
    whom = "you" if is_asked else side(work, receiver).name
    words = letters.who_gives(own, from_pot, whom) if from_pot else ""
    entries: list[str] = []
    for part, payer, kind, source_id, its_key in sources:
        told = (service_date, part, category_id, note, kind, source_id, recorded_for_id, how_told, True)
        entries.append(_record(work, its_key, Told(giver, payer, *told, words, not entries), minutes))
    return entries[0]


def _record(work: Work, key: str, told: Told, whole_minutes: int | None = None) -> str:
    """`whole_minutes`: what its letter tells, where this is the first half."""
    behalf, minutes, day = told.recorded_for_id, told.minutes, told.service_date
    met = met_side(work, told.source_kind, told.source_id)
    sides = (side(work, told.receiver), exchanging_side(work, told.giver)) if met else None
    sides = sides or both_sides(work, told.receiver, told.giver)
    parties = Parties(*sides, work.actor.member_id, behalf, source_kind=told.source_kind, met=met)
    _require_recording(work, parties, told.how_told)
    content = {
        "giver": [told.giver.kind, told.giver.id],
        "receiver": [told.receiver.kind, told.receiver.id],
        "date": day,
        "minutes": minutes,
        "category": told.category_id,
        "note": told.note,
        "source": [told.source_kind, told.source_id],
        "for": behalf,
        "told": told.how_told,
        "another": told.is_another,
    }
    entry_id = work.ids.new()

    def do() -> str:
        check_recording(minutes, day, local_date(work.now, community(work).zone))
        if not (parties.helped_person.is_here and parties.helper.is_here):
            raise NotFound
        new = NewExchange(known_category(work, told.category_id), told.source_kind, told.source_id)
        if told.source_kind == "listing":
            mark_recorded(work, told.source_id, told.giver.id, told.receiver.id)
        _write_pending(work, key, entry_id, parties, new, told)
        remember(work, "record_hours", "entry", entry_id, reason=told.how_told, on_behalf_of_id=behalf)
        if told.is_told:
            tell_of_recording(work, entry_id, parties, whole_minutes or minutes, day, told.who_gives)
        return entry_id

    return work.once(key, "record_hours", content, do, answer=entry_id)


def known_category(work: Work, category_id: str | None) -> str | None:
    """The category as it is kept, None where there is none; raises InvalidInput for one we do not have."""
    if category_id and work.value(sa.select(category.c.id).where(category.c.id == category_id)) is None:
        raise InvalidInput("We do not know this kind of help. Please choose another, or none.")
    return category_id or None


def _require_recording(work: Work, parties: Parties, how_told: str) -> None:
    if parties.helped_person.holder == parties.helper.holder:
        raise InvalidInput("Hours are given by one person to another. Please choose somebody else.")
    if parties.recorded_for_id is None:
        work.require(May.RECORD_HOURS, Thing(owners=parties.everybody))
        return
    work.require(May.RECORD_HOURS_FOR_MEMBER, Thing(owners=parties.everybody))
    if parties.recorded_for_id not in parties.everybody:
        raise NotFound
    if parties.recording_side.is_offline and not how_told.strip():
        raise InvalidInput("Please say how the member told you: by phone, on paper, face to face.")


def _write_pending(work: Work, key: str, entry_id: str, parties: Parties, exchange: NewExchange, told: Told) -> None:
    pen, minutes, day = take_pen(work), told.minutes, told.service_date
    payer, helper = must_have_room(pen, parties, minutes, day)
    if not told.is_another and payer.has_waiting is not False:
        refuse_what_was_told(work, payer.id, helper.id, day, minutes, told.recorded_for_id or work.actor.member_id)
    new = NewEntry(
        kind="exchange",
        from_account_id=payer.id,
        to_account_id=helper.id,
        minutes=minutes,
        state="pending",
        service_date=day,
        key=f"entry:{key}",
        note=clean_words(told.note),
        recorded_for_id=parties.recorded_for_id,
        id=entry_id,
    )
    pen.write_entry(new, pen.write_exchange(exchange))
    ask_if_past(work, pen, entry_id, parties, payer, helper, minutes)


def confirm(work: Work, key: str, entry_id: str, how_told: str = "") -> str:
    """Agree to hours the other side recorded, or take a gift: from now on they count. Answers the entry's id.

    For an offline member (or an organisation nobody speaks for) a coordinator who has no part in it, with how it was
    told; for the pot such a coordinator alone. Past a limit, where the community asks first, the yes is kept until a
    coordinator agrees. Raises AlreadyDecided, NotFound, OutOfRoom.
    """
    found, parties = entry_and_parties(work, entry_id, ANSWERED)
    behalf = require_answer(work, parties, how_told)

    def do() -> str:
        pen = take_pen(work)
        parts = [(found, parties), *_other_part(work, found)]
        counted = [one for one, sides in parts if _let_count(work, pen, one, sides, how_told, behalf)]
        if found not in counted:
            return entry_id
        minutes = sum(one.minutes for one in counted)
        letter = letters.gift_taken if parties.kind == "donation" else letters.confirmed
        for one in (parties.telling_side, parties.answering_side) if behalf else (parties.telling_side,):
            tell(work, one, parties, f"confirmed:{entry_id}", letter, minutes, found.service_date)
        return entry_id

    return work.once(key, "confirm_hours", {"entry": entry_id, "told": how_told}, do, answer=entry_id)


def _other_part(work: Work, found: "sa.Row[Any]") -> "list[tuple[sa.Row[Any], Parties]]":
    """The other half of a meeting's hours, where that waits as well: one word is for both."""
    other = other_part(work, found)
    return [entry_and_parties(work, other)] if other else []


def _let_count(work: Work, pen: Pen, found: "sa.Row[Any]", parties: Parties, how_told: str, behalf: str | None) -> bool:
    remember(work, "confirm_hours", "entry", found.id, reason=how_told, on_behalf_of_id=behalf)
    if not counts_now(work, found, parties, behalf):
        return False
    pen.move_entry(found, "posted", moved_for_id=behalf)
    has_counted(work, found)
    return True


def decline(work: Work, key: str, entry_id: str, reason: str = "", how_told: str = "") -> str:
    """Say that this did not happen, or kindly not take a gift; it never counts. Answers the entry's id."""
    found, parties = entry_and_parties(work, entry_id, ANSWERED)
    behalf = require_answer(work, parties, how_told)
    words = clean_words(reason)

    def do() -> str:
        pen, parts = take_pen(work), [found, *(one for one, _ in _other_part(work, found))]
        for one in parts:
            pen.move_entry(one, "declined", words, moved_for_id=behalf)
            remember(work, "decline_hours", "entry", one.id, reason=how_told, on_behalf_of_id=behalf)
        promise_stands_again(work, found.exchange_id)
        letter = letters.gift_not_taken if parties.kind == "donation" else letters.declined
        whom = parties.telling_side
        tell(work, whom, parties, f"declined:{entry_id}", letter, found.minutes, found.service_date)
        return entry_id

    content = {"entry": entry_id, "reason": reason, "told": how_told}
    return work.once(key, "decline_hours", content, do, answer=entry_id)


def withdraw(work: Work, key: str, entry_id: str) -> str:
    """Take back hours one recorded, or a gift, as long as nobody has answered. Answers the entry's id.

    Of a session also the one who helped may, where somebody else wrote it down.
    """
    found, parties = entry_and_parties(work, entry_id, ANSWERED)
    work.require(May.WITHDRAW_HOURS, thing(owners=parties.withdrawers))

    def do() -> str:
        pen, parts = take_pen(work), [found, *(one for one, _ in _other_part(work, found))]
        for one in parts:
            pen.move_entry(one, "withdrawn")
            remember(work, "withdraw_hours", "entry", one.id)
        promise_stands_again(work, found.exchange_id)
        letter = letters.gift_taken_back if parties.kind == "donation" else letters.withdrawn
        told_too = parties.recorded_for_id or parties.source_kind == "group"
        minutes = sum(one.minutes for one in parts)
        for whom in (parties.asked_side, *([parties.telling_side] if told_too else [])):
            tell(work, whom, parties, f"withdrawn:{entry_id}", letter, minutes, found.service_date)
        return entry_id

    return work.once(key, "withdraw_hours", {"entry": entry_id}, do, answer=entry_id)
