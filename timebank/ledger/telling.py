"""Who hears of hours: writes the letters of this room to the people of a side, naming the other side."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from timebank.access import Role, Thing
from timebank.community.reads import community
from timebank.ledger import letters
from timebank.ledger.letters import Hours
from timebank.ledger.parties import Parties, Side, is_for_second_deciders, side
from timebank.ledger.rules import Holder
from timebank.mail.actions import write
from timebank.mail.rules import Draft
from timebank.members import links
from timebank.roles import coordinators_of, holders
from timebank.work import Work

ANSWER_LASTS = timedelta(days=90)  # longer than hours usually wait; each reminder brings a fresh link
ASKING = frozenset(
    {
        letters.please_confirm,
        letters.please_confirm_meeting,
        letters.please_confirm_session,
        letters.still_to_confirm,
        letters.gift,
        letters.gift_still_waits,
    }
)


def tell(
    work: Work,
    whom: Side,
    parties: Parties,
    fact: str,
    letter: Callable[[Hours], Draft],
    minutes: int,
    day: date,
    words: str = "",
) -> None:
    """Write one letter to each person of a side except the actor; its link leads to the entry itself.

    `fact` is the letter's key: what happened and to which entry, with a colon between. In a letter that asks, the link
    answers without signing in.
    """
    entry_id = fact.split(":")[1]
    other = parties.helped_person if whom.holder == parties.helper.holder else parties.helper
    place, link = community(work).name, f"{work.settings.address}/hours?entry={entry_id}"
    for person in sorted(whom.people - {work.actor.member_id}):
        name = whom.name if whom.holder.kind == "member" else _name(work, person)
        hours = Hours(place, name, other.name, minutes, day, link, words)
        to_answer = partial(_to_answer, work, person, entry_id) if letter in ASKING else None
        write(work, f"{fact}:{person}", person, f"hours_{letter.__name__}", letter(hours), to_answer)


def _to_answer(work: Work, person: str, entry_id: str, draft: Draft) -> Draft:
    """The draft with a link of this person's own, by which they answer for this entry."""
    secret = links.make(work, links.HOURS, person, entry_id, ANSWER_LASTS)
    return letters.to_be_answered(draft, f"{work.settings.address}/hours-answer/{secret}")


def tell_of_recording(
    work: Work, entry_id: str, parties: Parties, minutes: int, day: date, who_gives: str = ""
) -> None:
    """Ask the answering side to confirm; tell the member on whose behalf it was recorded.

    `who_gives`: a sentence on what comes from whom, where the pot gives.
    """
    letter = letters.please_confirm_meeting if who_gives else letters.please_confirm
    tell(work, parties.asked_side, parties, f"confirm:{entry_id}", letter, minutes, day, who_gives)
    if parties.recorded_for_id:
        tell(work, parties.recording_side, parties, f"behalf:{entry_id}", letters.recorded_for_you, minutes, day)


def tell_judges(work: Work, entry_id: str, parties: Parties) -> None:
    """Tell those who may settle a question, and have no part in it, that it waits for them."""
    _tell_third_people(work, f"settle:{entry_id}", parties.to_judge, letters.please_settle)


def tell_pot_keepers(work: Work, exchange_id: str, about: Thing) -> None:
    """Tell those who may say yes for the pot, and have no part in a session, that it waits for them."""
    _tell_third_people(work, f"pot:{exchange_id}", about, letters.please_confirm_for_pot)


def _tell_third_people(work: Work, fact: str, about: Thing, letter: Callable[[str, str, str], Draft]) -> None:
    judges = set(coordinators_of(work.connection, work.now, about.owners | about.involved))
    if is_for_second_deciders(work, about):
        judges |= set(holders(work.connection, Role.SECOND_DECIDER, work.now))
    place, link = community(work).name, f"{work.settings.address}/questions"
    for person in sorted(judges - about.owners - about.involved):
        draft = letter(place, _name(work, person), link)
        write(work, f"{fact}:{person}", person, f"hours_{letter.__name__}", draft)


def _name(work: Work, member_id: str) -> str:
    return side(work, Holder("member", member_id)).name
