"""What needs the word of a second person, hours past a limit and large corrections: who is asked, who may give it."""

from typing import Any

import sqlalchemy as sa

from timebank.access import May, Role, Thing
from timebank.community.reads import community
from timebank.errors import AlreadyDecided
from timebank.ledger import deciding_letters as letters
from timebank.ledger.limits import both, friendly_word
from timebank.ledger.parties import Parties, is_for_second_deciders, side
from timebank.ledger.posting import Account, Pen
from timebank.ledger.promises import promise_is_kept
from timebank.ledger.rules import Holder, OutOfRoom, PotTooSmall, is_past
from timebank.ledger.tables import decision, entry, entry_move
from timebank.mail.actions import write
from timebank.roles import coordinators_of, holders
from timebank.work import Look, Work

RIGHTS = {"correction": May.CORRECT_HOURS, "over_limit": May.DECIDE_OVER_LIMIT}
_closed = entry.alias("closed")


def involved(look: Look, entry_ids: list[str]) -> dict[str, frozenset[str]]:
    """By entry, the members whose hands were in it: who recorded, confirmed or settled it, and what it settles."""
    of_entry = sa.or_(entry_move.c.entry_id == entry.c.id, entry_move.c.entry_id == entry.c.settles_id)
    found: dict[str, set[str | None]] = {one: set() for one in entry_ids}
    moved = sa.select(entry.c.id, entry_move.c.moved_by_id, entry_move.c.moved_for_id).join(entry_move, of_entry)
    columns = (entry.c.recorded_by_id, entry.c.recorded_for_id, _closed.c.recorded_by_id, _closed.c.recorded_for_id)
    recorded = sa.select(entry.c.id, *columns).outerjoin(_closed, _closed.c.id == entry.c.settles_id)
    for start in range(0, len(entry_ids), 500):
        some = entry.c.id.in_(entry_ids[start : start + 500])
        for row in (*look.rows(moved.where(some)), *look.rows(recorded.where(some))):
            found[row[0]] |= set(row[1:])
    return {one: frozenset(who for who in people if who) for one, people in found.items()}


def about(parties: Parties, hands: frozenset[str], *others: str | None) -> Thing:
    """Whom a decision concerns: nobody of either side, nor anybody whose hands were in it, gives the word."""
    return Thing(owners=parties.everybody, involved=hands | {one for one in others if one})


def may_decide(look: Look, kind: str, concerning: Thing, asked_by_id: str | None) -> bool:
    """Whether the actor may give the word; second deciders on corrections, and where a coordinator has a part in it."""
    if not look.allows(RIGHTS[kind], concerning):
        return False
    if look.actor.member_id is None:
        return asked_by_id is not None  # whoever holds the machine is one person, too
    return look.actor.is_coordinator or kind == "correction" or is_for_second_deciders(look, concerning)


def deciders(look: Look, kind: str, concerning: Thing) -> tuple[str, ...]:
    """The ids of all who may give the word now; none: it waits until somebody new holds the right."""
    found = set(coordinators_of(look.connection, look.now, concerning.owners | concerning.involved))
    if kind == "correction" or is_for_second_deciders(look, concerning):
        found |= set(holders(look.connection, Role.SECOND_DECIDER, look.now))
    return tuple(sorted(found - concerning.owners - concerning.involved))


def ask(work: Work, kind: str, entry_id: str, concerning: Thing, minutes: int | None = None, reason: str = "") -> str:
    """Let something wait for a second person, and tell all who may give the word. Answers the decision's id."""
    decision_id = work.ids.new()
    row = {
        "id": decision_id,
        "kind": kind,
        "entry_id": entry_id,
        "minutes": minutes,
        "reason": reason,
        "asked_at": work.now,
        "asked_by_id": work.actor.member_id,
        "state": "waiting",
    }
    work.execute(sa.insert(decision), row)
    place, link = community(work).name, f"{work.settings.address}/decisions"
    for person in deciders(work, kind, concerning):
        draft = letters.please_decide(place, side(work, Holder("member", person)).name, link)
        write(work, f"decide:{decision_id}:{person}", person, "hours_please_decide", draft)
    return decision_id


def ask_if_past(
    work: Work, pen: Pen, entry_id: str, parties: Parties, payer: Account, helper: Account, minutes: int
) -> None:
    """Ask a coordinator about a pending entry just written that goes past a limit, where the community chose that.

    `payer` and `helper`: their accounts as they stood before it.
    """
    if community(work).limit_policy != "ask":
        return
    its, theirs = both(work, payer.id, helper.id)
    free_minutes = payer.balance_minutes - payer.reserved_minutes
    coming_minutes = helper.balance_minutes + pen.waiting_to_come(helper.id) - minutes
    if is_past(its.limits, theirs.limits, free_minutes, coming_minutes, minutes):
        ask(work, "over_limit", entry_id, about(parties, frozenset(), parties.recorder_id, parties.recorded_for_id))


def counts_now(work: Work, found: "sa.Row[Any]", parties: Parties, behalf: str | None = None) -> bool:
    """Whether an entry both sides agree on may be posted at once; otherwise their yes is kept for the coordinator's.

    `found` is a row of `entry_and_parties`; the head of the chain is held. Raises OutOfRoom where a limit blocks.
    """
    chosen = community(work)
    if found.word is None and chosen.limit_policy != "ask" and not _may_block(work, found):
        return True
    word = work.row(
        sa.select(decision.c.state, entry.c.state.label("entry_state"))
        .select_from(entry)
        .outerjoin(decision, _word_on())
        .where(entry.c.id == found.id)
    )
    if word is None or word.entry_state != "pending":
        raise AlreadyDecided
    if word.state == "waiting":
        _keep_yes(work, found.id, behalf)
        return False
    if not must_hold(work, found, found.minutes) or chosen.limit_policy != "ask" or word.state == "agreed":
        return True
    ask(work, "over_limit", found.id, about(parties, frozenset(), parties.recorder_id, work.actor.member_id))
    _keep_yes(work, found.id, behalf)
    return False


def _word_on() -> "sa.ColumnElement[bool]":
    is_given = decision.c.state.in_(("waiting", "agreed"))
    return sa.and_(decision.c.entry_id == entry.c.id, decision.c.kind == "over_limit", is_given)


def _keep_yes(work: Work, entry_id: str, behalf: str | None) -> None:
    waits = (decision.c.entry_id == entry_id, decision.c.kind == "over_limit", decision.c.state == "waiting")
    yes = {"confirmed_at": work.now, "confirmed_by_id": work.actor.member_id, "confirmed_for_id": behalf}
    if not work.claim(sa.update(decision).where(*waits, decision.c.confirmed_at.is_(None)).values(yes)):
        raise AlreadyDecided


def must_hold(work: Work, found: "sa.Row[Any]", minutes: int) -> bool:
    """Whether posting `minutes` of an entry goes past a limit; raises OutOfRoom where that limit blocks.

    Room was kept when it was recorded; since then a correction or another choice of limits may have taken it.
    """
    payer, helper = both(work, found.from_account_id, found.to_account_id)
    floor = payer.limits.floor_minutes
    if payer.holder.kind == "pot" and floor is not None and payer.balance_minutes - minutes < floor:
        raise PotTooSmall
    if not is_past(payer.limits, helper.limits, payer.balance_minutes, helper.balance_minutes, minutes):
        return False
    if community(work).limit_policy == "block":
        raise OutOfRoom
    return True


def needs_word(work: Work, found: "sa.Row[Any]", minutes: int) -> bool:
    """Whether another figure two people agree on would need a coordinator's word first; raises OutOfRoom."""
    if found.word == "agreed":
        return False
    return must_hold(work, found, minutes) and community(work).limit_policy == "ask"


def waits_for_word_only(look: Look, entry_id: str) -> bool:
    """Whether both sides have spoken and only a coordinator's word is missing."""
    kept = (decision.c.entry_id == entry_id, decision.c.state == "waiting", decision.c.confirmed_at.is_not(None))
    return look.value(sa.select(decision.c.id).where(*kept)) is not None


def _may_block(work: Work, found: "sa.Row[Any]") -> bool:
    chosen = community(work)
    if found.from_kind == "pot" and chosen.pot_below_zero != "yes":
        return True
    return chosen.limit_policy == "block" and _has_limits(work, found)


def _has_limits(work: Work, found: "sa.Row[Any]") -> bool:
    chosen = community(work)
    return bool(found.has_own_limits) or chosen.floor_minutes is not None or chosen.ceiling_minutes is not None


def has_counted(work: Work, found: "sa.Row[Any]") -> None:
    """What follows a posting: a promise is kept; whom it took past a limit hears a friendly word, where that is chosen.

    `found` is a row of `entry_and_parties`.
    """
    if found.has_promise and found.kind == "exchange" and found.source_kind == "person":
        promise_is_kept(work, found.exchange_id, found.to_member_id, found.from_member_id, found.service_date)
    if _has_limits(work, found):
        friendly_word(work, found.from_account_id, found.to_account_id)
