"""What coordinators see of the accounts that are nobody's own: the community pot's and the organisations'."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from timebank.access import May
from timebank.ledger.cards import HoursCard, card_of, rows_with_parties, select_cards
from timebank.ledger.rules import OPEN_STATES
from timebank.ledger.sides import from_name, to_name, with_sides
from timebank.ledger.tables import account, entry
from timebank.work import Look

_POT = sa.select(account.c.id).where(account.c.kind == "pot").scalar_subquery()
_COUNTED = (
    entry.c.state.in_(("posted", *OPEN_STATES)),
    sa.or_(entry.c.from_account_id == _POT, entry.c.to_account_id == _POT),
)
_NEWEST_FIRST = (entry.c.service_date.desc(), entry.c.position.desc())


@dataclass(frozen=True, slots=True)
class Holding:
    """How an account stands, in minutes; `reserved_minutes` wait for an answer and are on their way out."""

    balance_minutes: int
    reserved_minutes: int

    @property
    def free_minutes(self) -> int:
        """What can still be given from it."""
        return self.balance_minutes - self.reserved_minutes


@dataclass(frozen=True, slots=True)
class Movement:
    """One entry of the pot; `came_in` says whether the minutes came to it."""

    entry_id: str
    kind: str
    state: str
    service_date: date
    minutes: int
    came_in: bool
    other: str  # the name of the other side; empty for the pot and the opening account
    note: str
    may_withdraw: bool  # the reader wrote it down, and nobody has answered yet


def pot_holding(look: Look) -> Holding:
    """How the community pot stands, for coordinators."""
    look.require(May.SEE_MEMBERS_HOURS)
    row = look.row(sa.select(account.c.balance_minutes, account.c.reserved_minutes).where(account.c.kind == "pot"))
    return Holding(row.balance_minutes, row.reserved_minutes) if row else Holding(0, 0)


def organisation_holdings(look: Look) -> dict[str, Holding]:
    """How each organisation stands that has an account yet, by its id, for coordinators."""
    look.require(May.SEE_MEMBERS_HOURS)
    columns = (account.c.organisation_id, account.c.balance_minutes, account.c.reserved_minutes)
    rows = look.rows(sa.select(*columns).where(account.c.kind == "organisation"))
    return {row.organisation_id: Holding(row.balance_minutes, row.reserved_minutes) for row in rows}


def pot_movements(look: Look, most: int = 20, skip: int = 0) -> tuple[Movement, ...]:
    """The entries of the pot that count or wait, the newest first, for coordinators."""
    look.require(May.SEE_MEMBERS_HOURS)
    rows = look.rows(
        with_sides(
            sa.select(
                *(entry.c.id, entry.c.kind, entry.c.state, entry.c.service_date, entry.c.minutes, entry.c.note),
                entry.c.recorded_by_id,
                (entry.c.to_account_id == _POT).label("came_in"),
                from_name.label("from_name"),
                to_name.label("to_name"),
            )
        )
        .where(*_COUNTED)
        .order_by(entry.c.position.desc())
        .limit(most)
        .offset(skip)
    )
    return tuple(
        Movement(
            *(row.id, row.kind, row.state, row.service_date, row.minutes, bool(row.came_in)),
            *((row.from_name if row.came_in else row.to_name) or "", row.note),
            row.state == "pending" and row.recorded_by_id is not None and row.recorded_by_id == look.actor.member_id,
        )
        for row in rows
    )


def pot_movement_count(look: Look) -> int:
    """How many entries `pot_movements` has in all, for coordinators."""
    look.require(May.SEE_MEMBERS_HOURS)
    return int(look.value(sa.select(sa.func.count()).where(*_COUNTED)) or 0)


def organisation_hours(look: Look, organisation_id: str, most: int = 20, skip: int = 0) -> list[HoursCard]:
    """The entries of an organisation, the newest service date first, for coordinators."""
    look.require(May.SEE_MEMBERS_HOURS)
    newest = sa.select(entry.c.id).where(_of(organisation_id)).order_by(*_NEWEST_FIRST).limit(most).offset(skip)
    rows = rows_with_parties(look, select_cards().where(entry.c.id.in_(newest)).order_by(*_NEWEST_FIRST))
    return [card_of(row, parties, None, {}) for row, parties in rows]


def organisation_hours_count(look: Look, organisation_id: str) -> int:
    """How many entries an organisation has, for coordinators."""
    look.require(May.SEE_MEMBERS_HOURS)
    return int(look.value(sa.select(sa.func.count()).select_from(entry).where(_of(organisation_id))) or 0)


def _of(organisation_id: str) -> "sa.ColumnElement[bool]":
    its = sa.select(account.c.id).where(account.c.organisation_id == organisation_id).scalar_subquery()
    return sa.or_(entry.c.from_account_id == its, entry.c.to_account_id == its)
