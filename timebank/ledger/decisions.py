"""The word of a second person: what waits for it, agreeing and refusing; never by anybody who had a part in it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from timebank.access import May, Thing
from timebank.community.reads import community
from timebank.errors import AlreadyDecided, InvalidInput, NotFound
from timebank.history.actions import note as remember
from timebank.ledger import deciding_letters
from timebank.ledger import letters as hours_letters
from timebank.ledger.asking import RIGHTS, about, deciders, has_counted, involved, may_decide, must_hold
from timebank.ledger.cards import rows_with_parties, select_cards
from timebank.ledger.corrections import KINDS, put_right
from timebank.ledger.parties import ANSWERED, Parties, entry_and_parties, side
from timebank.ledger.posting import Pen, take_pen
from timebank.ledger.promises import promise_stands_again
from timebank.ledger.rules import Holder
from timebank.ledger.sides import from_side, to_side
from timebank.ledger.tables import decision
from timebank.ledger.telling import tell
from timebank.mail.actions import write
from timebank.members.reads import names
from timebank.members.rules import clean_words
from timebank.work import Look, Work


@dataclass(frozen=True, slots=True)
class DecisionCard:
    """What waits for a second person, side by side: what was written down, what should stand, who may give the word.

    `new_minutes`: for a correction, what should stand instead (0: nothing). The balances are None for a reader who has
    a part in it. `waits_for`: the names of all who may decide; empty until somebody new holds the right.
    """

    decision_id: str
    kind: str  # correction, over_limit
    entry_id: str
    entry_kind: str
    helper: str
    helped: str
    service_date: date
    minutes: int
    new_minutes: int | None
    note: str
    reason: str
    asked_at: datetime
    asked_by: str
    is_agreed: bool  # past a limit: the other side has said yes already
    helper_balance_minutes: int | None
    helped_balance_minutes: int | None
    may_decide: bool
    waits_for: tuple[str, ...]


def waiting(look: Look) -> tuple[DecisionCard, ...]:
    """All that waits for the word of a second person, the oldest first, for those who may give such a word."""
    look.require(May.DECIDE_OVER_LIMIT)
    statement = select_cards().add_columns(
        *(decision.c.id.label("decision_id"), decision.c.minutes.label("new_minutes"), decision.c.reason),
        *(decision.c.asked_at, decision.c.asked_by_id, decision.c.confirmed_by_id),
        from_side.c.balance_minutes.label("helped_balance"),
        to_side.c.balance_minutes.label("helper_balance"),
    )
    ordered = statement.where(decision.c.id.is_not(None)).order_by(decision.c.asked_at, decision.c.id)
    rows = rows_with_parties(look, ordered)
    hands = involved(look, [row.id for row, _ in rows])
    called = names(look) if rows else {}
    return tuple(_card(look, row, parties, hands[row.id], called) for row, parties in rows)


def _card(
    look: Look, row: "sa.Row[Any]", parties: Parties, hands: frozenset[str], called: dict[str, str]
) -> DecisionCard:
    concerning = about(parties, hands, row.asked_by_id, row.confirmed_by_id)
    is_outside = look.actor.member_id not in concerning.owners | concerning.involved
    return DecisionCard(
        decision_id=row.decision_id,
        kind=row.waits_for,
        entry_id=row.id,
        entry_kind=row.kind,
        helper=parties.helper.name,
        helped=parties.helped.name,
        service_date=row.service_date,
        minutes=row.minutes,
        new_minutes=row.new_minutes,
        note=row.note,
        reason=row.reason,
        asked_at=row.asked_at,
        asked_by=called.get(row.asked_by_id, ""),
        is_agreed=row.confirmed_at is not None,
        helper_balance_minutes=row.helper_balance if is_outside else None,
        helped_balance_minutes=row.helped_balance if is_outside else None,
        may_decide=may_decide(look, row.waits_for, concerning, row.asked_by_id),
        waits_for=tuple(sorted(called[one] for one in deciders(look, row.waits_for, concerning))),
    )


@dataclass(frozen=True, slots=True)
class _Case:
    """One decision with its entry and both sides."""

    row: "sa.Row[Any]"
    found: "sa.Row[Any]"
    parties: Parties


def _case(work: Work, decision_id: str) -> _Case:
    """The decision, for somebody who may give the word on it; raises NotFound."""
    row = work.row(sa.select(decision).where(decision.c.id == decision_id))
    if row is None:
        raise NotFound
    found, parties = entry_and_parties(work, row.entry_id, KINDS if row.kind == "correction" else ANSWERED)
    hands = involved(work, [row.entry_id])[row.entry_id] - {row.decided_by_id}  # who decided may say it again
    concerning: Thing = about(parties, hands, row.asked_by_id, row.confirmed_by_id)
    work.require(RIGHTS[row.kind], concerning)
    if not may_decide(work, row.kind, concerning, row.asked_by_id):
        raise NotFound
    return _Case(row, found, parties)


def agree(work: Work, key: str, decision_id: str, words: str = "") -> str:
    """Give the second word: the correction is written, or the hours past a limit may count. Answers the entry's id.

    Hours count at once where both sides have spoken, else as soon as they do. Raises NotFound, AlreadyDecided.
    """
    case = _case(work, decision_id)
    kept = clean_words(words)

    def do() -> str:
        pen = take_pen(work)
        _decide(work, decision_id, "agreed", kept)
        remember(work, "agree_decision", "decision", decision_id)
        if case.row.kind == "correction":
            return put_right(work, pen, key, case.found, case.parties, case.row.minutes, case.row.reason)
        return _let_count(work, pen, decision_id, case)

    return work.once(key, "agree_decision", {"decision": decision_id, "words": words}, do)


def _let_count(work: Work, pen: Pen, decision_id: str, case: _Case) -> str:
    now = work.connection.execute(sa.select(decision).where(decision.c.id == decision_id)).one()
    if now.confirmed_at is not None:
        must_hold(work, case.found, case.found.minutes)
        pen.move_entry(case.found, "posted", moved_for_id=now.confirmed_for_id)
        stayed_silent = case.parties.answerers and not (now.confirmed_by_id or now.confirmed_for_id)
        letter = hours_letters.accepted_unanswered if stayed_silent else hours_letters.confirmed
        if case.parties.kind == "donation":
            to_pot = case.parties.helper.holder.kind == "pot"
            letter = hours_letters.gift_to_pot if to_pot else hours_letters.gift_taken
        for whom in (case.parties.telling_side, case.parties.answering_side):
            fact = f"confirmed:{case.found.id}"
            tell(work, whom, case.parties, fact, letter, case.found.minutes, case.found.service_date)
        has_counted(work, case.found)
    return str(case.found.id)


def refuse(work: Work, key: str, decision_id: str, words: str) -> str:
    """Do not agree, and say why: nothing is corrected, or the hours past a limit do not count. Answers the entry's id.

    Raises NotFound, InvalidInput, AlreadyDecided.
    """
    case = _case(work, decision_id)
    kept = clean_words(words)
    if not kept:
        raise InvalidInput("Please write in a few words why, so that everybody can understand it.")

    def do() -> str:
        pen = take_pen(work)
        _decide(work, decision_id, "refused", kept)
        remember(work, "refuse_decision", "decision", decision_id)
        if case.row.kind == "correction":
            _tell_asker(work, case, kept)
        else:
            _let_go(work, pen, case, kept)
        return str(case.found.id)

    return work.once(key, "refuse_decision", {"decision": decision_id, "words": words}, do)


def _let_go(work: Work, pen: Pen, case: _Case, words: str) -> None:
    pen.move_entry(case.found, "declined", words)
    promise_stands_again(work, case.found.exchange_id)
    for whom in (case.parties.telling_side, case.parties.answering_side):
        fact, letter = f"declined:{case.found.id}", deciding_letters.not_past_limit
        tell(work, whom, case.parties, fact, letter, case.found.minutes, case.found.service_date, words)


def _tell_asker(work: Work, case: _Case, words: str) -> None:
    if case.row.asked_by_id is None:
        return
    name = side(work, Holder("member", case.row.asked_by_id)).name
    place, link = community(work).name, f"{work.settings.address}/decisions"
    draft = deciding_letters.correction_not_agreed(place, name, link, words)
    fact = f"not-agreed:{case.row.id}:{case.row.asked_by_id}"
    write(work, fact, case.row.asked_by_id, "hours_correction_not_agreed", draft)


def _decide(work: Work, decision_id: str, state: str, words: str) -> None:
    is_waiting = (decision.c.id == decision_id, decision.c.state == "waiting")
    decided = {
        "state": state,
        "decided_at": work.now,
        "decided_by_id": work.actor.member_id,
        "decided_reason": words,
    }
    if not work.claim(sa.update(decision).where(*is_waiting).values(decided)):
        raise AlreadyDecided
