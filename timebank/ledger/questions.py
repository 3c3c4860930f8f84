"""What happens when two people remember hours differently, or nobody answers: question, settle, remind, accept."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from timebank.access import May
from timebank.community.reads import community
from timebank.errors import AlreadyDecided, InvalidInput, NotFound
from timebank.history.actions import note as remember
from timebank.ids import digest
from timebank.ledger import letters
from timebank.ledger.answering import require_answer
from timebank.ledger.asking import counts_now, has_counted, must_hold, needs_word, waits_for_word_only
from timebank.ledger.meeting_parts import POT_PART, is_from_pot, other_part
from timebank.ledger.parties import ANSWERED, Parties, entry_and_parties, may_judge, who_questioned
from timebank.ledger.posting import NewEntry, Pen, take_pen
from timebank.ledger.promises import promise_stands_again
from timebank.ledger.room import must_have_room
from timebank.ledger.rules import agreed_minutes, check_recording, check_settled
from timebank.ledger.tables import entry_move, exchange
from timebank.ledger.telling import tell, tell_judges
from timebank.members.rules import clean_words
from timebank.work import Work


def question(work: Work, key: str, entry_id: str, minutes: int, reason: str, how_told: str = "") -> str:
    """Say that it was another time. Close figures agree on the lower one; others wait for a third person.

    Answers the id of the entry that stands in the end: the same one, or the new one both agree on.
    """
    found, parties = entry_and_parties(work, entry_id, ANSWERED)
    behalf = require_answer(work, parties, how_told)
    words = clean_words(reason)

    def do() -> str:
        if parties.kind == "donation":
            raise InvalidInput("A gift is taken with thanks or kindly left; how much it is, the giver says.")
        if is_from_pot(work, found):
            raise InvalidInput(
                "The community pot gives some of these hours. If the time was different, please say no to them; then"
                " the meeting can be written down again."
            )
        check_recording(minutes, found.service_date, found.service_date)
        pen = take_pen(work)
        remember(work, "question_hours", "entry", entry_id, reason=how_told, on_behalf_of_id=behalf)
        agreed = agreed_minutes(found.minutes, minutes, community(work).tolerance_minutes)
        if agreed == found.minutes:
            if counts_now(work, found, parties, behalf):
                pen.move_entry(found, "posted", words, minutes, behalf)
                _tell_both(work, parties, f"confirmed:{entry_id}", letters.confirmed, found.minutes, found)
                has_counted(work, found)
            return entry_id
        if agreed is not None and needs_word(work, found, agreed):
            agreed = None  # past a limit a third person looks at it, who then settles it with one figure
        pen.move_entry(found, "questioned", words, minutes, behalf)
        if agreed is not None:
            return _close(work, pen, key, entry_id, parties, agreed, words, letters.confirmed)
        whom = parties.recording_side
        tell(work, whom, parties, f"questioned:{entry_id}", letters.questioned, found.minutes, found.service_date)
        tell_judges(work, entry_id, replace(parties, questioner_id=work.actor.member_id))
        return entry_id

    content = {"entry": entry_id, "minutes": minutes, "reason": reason, "told": how_told}
    return work.once(key, "question_hours", content, do)


def settle(work: Work, key: str, entry_id: str, minutes: int, reason: str) -> str:
    """Settle a question, or hours that stayed unanswered too long, as a third person; 0 minutes when nothing counts.

    At most the larger of the two figures.
    The old entry is closed and a new one with the settled figure is posted. Answers the id of the entry that stands.
    Raises NotFound, InvalidInput, AlreadyDecided, OutOfRoom.
    """
    found, parties = entry_and_parties(work, entry_id)
    work.require(May.SETTLE_QUESTION, parties.to_judge)
    if not may_judge(work, parties.to_judge):
        raise NotFound
    words = clean_words(reason)
    if not words:
        raise InvalidInput("Please write a short note on how this was settled, so that both can understand it.")

    def do() -> str:
        other = work.row(who_questioned().where(entry_move.c.entry_id == entry_id))
        check_settled(minutes, found.minutes, other.other_minutes if other else None)
        pen = take_pen(work)
        if found.state == "pending":
            _must_be_old(work, found)
            pen.move_entry(found, "questioned", "nobody answered")
        if minutes:
            must_hold(work, found, minutes)
        if minutes > found.minutes:  # no more than what was reserved for it needs no room but that
            must_have_room(pen, parties, minutes, found.service_date, found.minutes)
        return _close(work, pen, key, entry_id, parties, minutes, words, letters.settled)

    return work.once(key, "settle_question", {"entry": entry_id, "minutes": minutes, "reason": reason}, do)


def accept_unanswered(work: Work, key: str, entry_id: str) -> str:
    """Let hours count that nobody answered in time, where the community chose that; only the worker does this."""
    work.require(May.LET_LAPSE)
    found, parties = entry_and_parties(work, entry_id)

    def do() -> str:
        if community(work).unanswered_policy != "accept":
            raise NotFound
        _must_be_old(work, found)
        pen = take_pen(work)
        remember(work, "accept_unanswered", "entry", entry_id)
        if counts_now(work, found, parties):
            pen.move_entry(found, "posted", "nobody answered in time")
            _tell_both(work, parties, f"accepted:{entry_id}", letters.accepted_unanswered, found.minutes, found)
            has_counted(work, found)
        return entry_id

    return work.once(key, "accept_unanswered", {"entry": entry_id}, do)


def remind(work: Work, key: str, entry_id: str) -> str:
    """Remind the side whose word is still needed; only the worker does this. Answers the entry's id."""
    work.require(May.LET_LAPSE)
    found, parties = entry_and_parties(work, entry_id, ANSWERED)

    def do() -> str:
        if found.state != "pending" or waits_for_word_only(work, entry_id):
            raise AlreadyDecided
        if found.source_kind == POT_PART and other_part(work, found):
            return entry_id  # the half of whoever was helped is reminded of, and one word is for both
        fact = f"remind:{entry_id}:{digest(key)[:20]}"
        letter = letters.gift_still_waits if parties.kind == "donation" else letters.still_to_confirm
        tell(work, parties.asked_side, parties, fact, letter, found.minutes, found.service_date)
        return entry_id

    return work.once(key, "remind", {"entry": entry_id}, do)


def _must_be_old(work: Work, found: "sa.Row[Any]") -> None:
    if found.recorded_at > work.now - timedelta(days=community(work).unanswered_days):
        raise NotFound("This still waits for the other person's answer, so there is nothing to settle yet.")


def _close(
    work: Work, pen: Pen, key: str, entry_id: str, parties: Parties, minutes: int, words: str, letter: Any
) -> str:
    """Close a questioned entry; where minutes stand, a new one is posted in its place. Answers the one that stands."""
    found, _ = entry_and_parties(work, entry_id)
    pen.move_entry(found, "closed", words)
    standing = entry_id
    if minutes:
        told = work.connection.execute(sa.select(exchange).where(exchange.c.id == found.exchange_id)).one()
        new = NewEntry(
            kind="exchange",
            from_account_id=found.from_account_id,
            to_account_id=found.to_account_id,
            minutes=minutes,
            state="posted",
            service_date=found.service_date,
            key=f"entry:{key}",
            note=found.note,
            recorded_for_id=found.recorded_for_id,
            settles_id=entry_id,
        )
        standing = pen.write_entry(new, dict(told._mapping))
        has_counted(work, found)
    else:
        promise_stands_again(work, found.exchange_id)
    remember(work, "settle_question", "entry", entry_id)
    _tell_both(work, parties, f"settled:{entry_id}", letter, minutes, found, words)
    return standing


def _tell_both(
    work: Work, parties: Parties, fact: str, letter: Any, minutes: int, found: "sa.Row[Any]", words: str = ""
) -> None:
    for whom in (parties.recording_side, parties.answering_side):
        tell(work, whom, parties, fact, letter, minutes, found.service_date, words)
