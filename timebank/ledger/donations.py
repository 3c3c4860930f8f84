"""Gifts of hours, to and from people, organisations and the pot: never counted as given or received."""

from dataclasses import dataclass
from datetime import timedelta

from timebank.access import May, thing
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.errors import InvalidInput, NotFound
from timebank.history.actions import note as remember
from timebank.ledger import letters
from timebank.ledger.asking import ask_if_past, counts_now, has_counted, waits_for_word_only
from timebank.ledger.parties import Parties, entry_and_parties, side
from timebank.ledger.posting import NewEntry, Pen, take_pen
from timebank.ledger.room import must_have_room
from timebank.ledger.rules import Holder, check_gift
from timebank.ledger.telling import tell
from timebank.members.rules import clean_words
from timebank.work import Work


@dataclass(frozen=True, slots=True)
class Gift:
    """A gift as somebody tells it, before it is kept."""

    giver: Holder
    receiver: Holder
    minutes: int
    words: str
    recorded_for_id: str | None
    how_told: str


def donate(
    work: Work,
    key: str,
    *,
    giver: Holder,
    receiver: Holder,
    minutes: int,
    words: str = "",
    recorded_for_id: str | None = None,
    how_told: str = "",
) -> str:
    """Give hours away, just like that. Answers the entry's id. Raises InvalidInput, OutOfRoom, NotFound.

    From oneself, from an organisation one speaks for, or as a coordinator from the pot, or for an offline member
    (`recorded_for_id`) who told it; to anybody else or to the pot. The pot has it at once; others take it
    or kindly leave it.
    """
    gift = Gift(giver, receiver, minutes, words, recorded_for_id, how_told)
    parties = Parties(
        side(work, giver), side(work, receiver), work.actor.member_id, recorded_for_id, kind="donation", source_kind=""
    )
    _require_giving(work, parties, how_told)
    content = {
        "giver": [giver.kind, giver.id],
        "receiver": [receiver.kind, receiver.id],
        "minutes": minutes,
        "words": words,
        "for": recorded_for_id,
        "told": how_told,
    }
    return work.once(key, "donate_hours", content, lambda: _give(work, key, parties, gift))


def _require_giving(work: Work, parties: Parties, how_told: str) -> None:
    """Givers give for themselves; what is not one's own is given by somebody who gets nothing of it."""
    if parties.helped.holder == parties.helper.holder:
        raise InvalidInput("A gift goes to somebody else. Please choose to whom.")
    if parties.helped.holder.kind == "pot":
        work.require(May.RECORD_HOURS_FOR_MEMBER, thing(owners=parties.helper.people))
        if parties.recorded_for_id is not None:
            raise InvalidInput("A gift from the pot is the community's own: nobody else is giving it.")
        return
    if parties.recorded_for_id is None:
        work.require(May.DONATE_HOURS, thing(owners=parties.helped.people))
        return
    work.require(May.RECORD_HOURS_FOR_MEMBER, thing(owners=parties.everybody))
    if parties.recorded_for_id not in parties.helped.people:
        raise NotFound
    if not parties.helped.is_offline:
        raise InvalidInput("This member can give hours away here themself, so nobody does it for them.")
    if not how_told.strip():
        raise InvalidInput("Please say how the member told you: by phone, on paper, face to face.")


def _give(work: Work, key: str, parties: Parties, gift: Gift) -> str:
    check_gift(gift.minutes)
    if not (parties.helped.is_here and parties.helper.is_here):
        raise NotFound
    today, words = local_date(work.now, community(work).zone), clean_words(gift.words)
    pen = take_pen(work)
    payer, receiver = must_have_room(pen, parties, gift.minutes, None)
    to_pot = gift.receiver.kind == "pot"
    counts = to_pot and community(work).limit_policy != "ask"
    new = NewEntry(
        kind="donation",
        from_account_id=payer.id,
        to_account_id=receiver.id,
        minutes=gift.minutes,
        state="posted" if counts else "pending",
        service_date=today,
        key=f"entry:{key}",
        note=words,
        recorded_for_id=gift.recorded_for_id,
    )
    entry_id = pen.write_entry(new)
    remember(work, "donate_hours", "entry", entry_id, reason=gift.how_told, on_behalf_of_id=gift.recorded_for_id)
    is_there = to_pot and _let_pot_take_it(work, pen, entry_id)
    if not to_pot:
        ask_if_past(work, pen, entry_id, parties, payer, receiver, gift.minutes)
        tell(work, parties.asked_side, parties, f"gift:{entry_id}", letters.gift, gift.minutes, today, words)
    if gift.recorded_for_id:
        letter = letters.gift_for_you_to_give
        tell(work, parties.helped, parties, f"behalf:{entry_id}", letter, gift.minutes, today)
    elif is_there:
        tell(work, parties.helped, parties, f"gift:{entry_id}", letters.gift_to_pot, gift.minutes, today)
    return entry_id


def _let_pot_take_it(work: Work, pen: Pen, entry_id: str) -> bool:
    """The pot takes every gift at once, unless the giver's limit asks for a coordinator's word first; has it?"""
    found, parties = entry_and_parties(work, entry_id, ("donation",))
    if found.state == "pending":
        if not counts_now(work, found, parties):
            return False
        pen.move_entry(found, "posted")
    has_counted(work, found)
    return True


def expire(work: Work, key: str, entry_id: str) -> str:
    """End a gift nobody answered in time, and tell both kindly; only the worker does this. Answers the entry's id.

    The hours are free for the giver again. Raises NotFound while there is still time, AlreadyDecided.
    """
    work.require(May.LET_LAPSE)
    found, parties = entry_and_parties(work, entry_id, ("donation",))

    def do() -> str:
        is_young = found.recorded_at > work.now - timedelta(days=community(work).unanswered_days)
        if is_young or waits_for_word_only(work, entry_id):
            raise NotFound
        take_pen(work).move_entry(found, "expired", "nobody answered in time")
        remember(work, "expire_donation", "entry", entry_id)
        for whom in (parties.telling_side, parties.asked_side):
            letter, day = letters.gift_lapsed, found.service_date
            tell(work, whom, parties, f"expired:{entry_id}", letter, found.minutes, day)
        return entry_id

    return work.once(key, "expire_donation", {"entry": entry_id}, do)
