"""What people see of hours: their balance and statement, what waits for whom, and for coordinators what to settle."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from timebank.access import May, Thing
from timebank.community.reads import community
from timebank.ledger.answering import may_answer_for_them
from timebank.ledger.cards import HoursCard as HoursCard
from timebank.ledger.cards import (
    card_of,
    questions_of,
    read_cards,
    read_with_parties,
    rows_with_parties,
    select_cards,
)
from timebank.ledger.counting import counted, of_account
from timebank.ledger.meeting_parts import other_part, theirs
from timebank.ledger.parties import ANSWERED, Parties, entry_and_parties, may_judge
from timebank.ledger.rules import OPEN_STATES
from timebank.ledger.tables import account, decision, entry
from timebank.members.reads import concerning
from timebank.members.tables import organisation_agent
from timebank.work import Look

_NEWEST_FIRST = (entry.c.service_date.desc(), entry.c.position.desc())
_PENDING = (entry.c.state == "pending", entry.c.kind.in_(ANSWERED), decision.c.confirmed_at.is_(None))


@dataclass(frozen=True, slots=True)
class Balance:
    """Where somebody stands, in minutes; given and received count exchanges only, net of what was put right."""

    balance_minutes: int
    given_minutes: int
    received_minutes: int
    pending_given_minutes: int
    pending_received_minutes: int


def balance(look: Look, member_id: str) -> Balance:
    """A member's balance, for themself and for coordinators."""
    _require_hours_of(look, member_id)
    mine = look.row(sa.select(account.c.id, account.c.balance_minutes).where(account.c.member_id == member_id))
    if mine is None:
        return Balance(0, 0, 0, 0, 0)
    found = counted(of_account(mine.id), states=("posted", *OPEN_STATES))
    sums = {
        (bool(row.given), bool(row.posted)): int(row.minutes)
        for row in look.rows(
            sa.select(
                (found.c.to_account_id == mine.id).label("given"),
                (found.c.state == "posted").label("posted"),
                sa.func.sum(found.c.minutes).label("minutes"),
            ).group_by(sa.literal_column("1"), sa.literal_column("2"))
        )
    }
    return Balance(
        balance_minutes=mine.balance_minutes,
        given_minutes=sums.get((True, True), 0),
        received_minutes=sums.get((False, True), 0),
        pending_given_minutes=sums.get((True, False), 0),
        pending_received_minutes=sums.get((False, False), 0),
    )


def statement(look: Look, member_id: str, most: int = 200, skip: int = 0) -> list[HoursCard]:
    """A member's entries, the newest service date first."""
    _require_hours_of(look, member_id)
    newest = sa.select(entry.c.id).where(_of(member_id)).order_by(*_NEWEST_FIRST).limit(most).offset(skip)
    return read_cards(look, select_cards().where(entry.c.id.in_(newest)).order_by(*_NEWEST_FIRST), member_id)


def statement_length(look: Look, member_id: str) -> int:
    """How many entries a member's statement has."""
    _require_hours_of(look, member_id)
    return int(look.value(sa.select(sa.func.count()).select_from(entry).where(_of(member_id))) or 0)


def _of(member_id: str) -> "sa.ColumnElement[bool]":
    """Entries of a member's own account, each side found by its index."""
    mine = sa.select(account.c.id).where(account.c.member_id == member_id).scalar_subquery()
    return sa.or_(entry.c.from_account_id == mine, entry.c.to_account_id == mine)


def waiting_for(look: Look, member_id: str) -> list[HoursCard]:
    """Pending entries that wait for this member's word, the oldest first."""
    _require_hours_of(look, member_id)
    rows = select_cards().where(_spoken_for(member_id), *_PENDING).order_by(entry.c.position)
    found = read_with_parties(look, rows, member_id)
    return together([one for one, parties in found if member_id in parties.answerers])


def waiting_for_others(look: Look, member_id: str) -> list[HoursCard]:
    """Pending entries this member may still take back, because nobody has answered; the oldest first."""
    _require_hours_of(look, member_id)
    rows = select_cards().where(_spoken_for(member_id), *_PENDING).order_by(entry.c.position)
    found = read_with_parties(look, rows, member_id)
    return together([one for one, parties in found if member_id in parties.withdrawers])


def one_entry(look: Look, entry_id: str, member_id: str) -> HoursCard | None:
    """One entry of a member's own, or of an organisation they speak for; or None."""
    _require_hours_of(look, member_id)
    found = read_cards(look, select_cards().where(_spoken_for(member_id), entry.c.id == entry_id), member_id)
    if not found or not found[0].meeting_id or found[0].state != "pending":
        return found[0] if found else None
    other = other_part(look, entry_and_parties(look, entry_id)[0])
    parts = select_cards().where(entry.c.id.in_([entry_id, *([other] if other else [])]))
    return together(read_cards(look, parts, member_id))[0]


def together(cards: list[HoursCard]) -> list[HoursCard]:
    """Cards of what waits, both halves of a meeting's hours on one: the half of whoever was helped, with the pot's."""
    own = {one.meeting_id for one in cards if one.meeting_id and not one.is_from_pot}
    from_pot = {one.meeting_id: one.minutes for one in cards if one.is_from_pot}
    return [
        replace(one, pot_minutes=from_pot[one.meeting_id])
        if one.meeting_id in from_pot and not one.is_from_pot
        else one
        for one in cards
        if not (one.is_from_pot and one.meeting_id in own)
    ]


def to_settle(look: Look) -> list[HoursCard]:
    """Questions, and entries unanswered for too long, that the actor may settle (they have no part in them)."""
    rows = [(row, parties) for row, parties in _unsettled(look) if may_judge(look, parties.to_judge)]
    questions = questions_of(look, [row.id for row, _ in rows])
    return [card_of(row, parties, None, questions) for row, parties in rows]


def settled_by_others(look: Look) -> list[tuple[HoursCard, frozenset[str]]]:
    """Those the actor may not settle, because they have a part in them; each with all members who have one."""
    me = look.actor.member_id
    rows = [(row, parties, parties.to_judge.owners | parties.to_judge.involved) for row, parties in _unsettled(look)]
    mine = [one for one in rows if me in one[2]]
    questions = questions_of(look, [row.id for row, _, _ in mine])
    return [(card_of(row, parties, me, questions), part) for row, parties, part in mine]


def _unsettled(look: Look) -> "list[tuple[sa.Row[Any], Parties]]":
    look.require(May.SETTLE_QUESTION)
    limit = look.now - timedelta(days=community(look).unanswered_days)
    waits = sa.or_(entry.c.state == "questioned", sa.and_(entry.c.state == "pending", entry.c.recorded_at <= limit))
    waits = sa.and_(waits, entry.c.kind == "exchange", decision.c.confirmed_at.is_(None))
    return rows_with_parties(look, select_cards().where(waits).order_by(entry.c.position))


def to_answer_for_offline(look: Look) -> list[HoursCard]:
    """Pending entries whose answer a third person has to bring, because the other side cannot give it here."""
    if not look.allows(May.SETTLE_QUESTION):
        look.require(May.RECORD_FOR_OFFLINE)
    rows = rows_with_parties(look, select_cards().where(*_PENDING).order_by(entry.c.position))
    return [card_of(row, parties, None, {}) for row, parties in rows if may_answer_for_them(look, parties)]


def _require_hours_of(look: Look, member_id: str) -> None:
    if look.actor.member_id == member_id:
        look.require(May.SEE_OWN_HOURS, Thing(owners=frozenset({member_id})))
    else:
        look.require(May.SEE_MEMBERS_HOURS, concerning(look, member_id))


def _spoken_for(member_id: str) -> "sa.ColumnElement[bool]":
    organisations = sa.select(organisation_agent.c.organisation_id).where(organisation_agent.c.member_id == member_id)
    own = sa.or_(account.c.member_id == member_id, account.c.organisation_id.in_(organisations))
    accounts = sa.select(account.c.id).where(own)
    return sa.or_(entry.c.from_account_id.in_(accounts), entry.c.to_account_id.in_(accounts), theirs(member_id))
