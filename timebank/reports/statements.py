"""A member's statement over some time: where they stood, each entry with the balance after it, where they stand."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from timebank import tabular
from timebank.access import May
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.errors import InvalidInput, NotFound
from timebank.ledger.cards import HoursCard, read_cards, select_cards
from timebank.ledger.counting import of_account
from timebank.ledger.rules import OPEN_STATES
from timebank.ledger.tables import account, entry
from timebank.members.rules import folded
from timebank.members.tables import member
from timebank.reports.unrecorded import mine, require_hours_of, totals_of
from timebank.work import Look

COLUMNS = (
    *("service_date", "recorded_at", "given", "received", "with", "what", "other", "balance", "state", "note"),
    "entry",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a statement, in minutes.

    A correction stands in the column it puts right, below zero where less stands; `other_minutes` holds all that is
    neither given nor received, below zero where it went out.
    """

    entry_id: str
    kind: str
    state: str
    service_date: date
    written_on: date  # the day it was written down
    other: str  # with whom
    category: str
    note: str
    people: int
    given_minutes: int
    received_minutes: int
    other_minutes: int
    balance_minutes: int  # after it; for what does not count yet, as it stands at the end


@dataclass(frozen=True, slots=True)
class Statement:
    """What happened from `from_day` (None: the beginning) to `to_day`, both included, by the day of service.

    `lines` are those that count, the oldest first; `pending` those that do not count yet. `unrecorded` is how many
    agreed things are not written down at this moment, with their minutes.
    """

    member_id: str
    name: str
    community: str
    from_day: date | None
    to_day: date
    made_on: date
    opening_minutes: int
    lines: tuple[Line, ...]
    closing_minutes: int
    pending: tuple[Line, ...]
    unrecorded: tuple[int, int]

    @property
    def sums(self) -> tuple[int, int, int]:
        """What was given, received, and neither, in this time."""
        return (
            sum(line.given_minutes for line in self.lines),
            sum(line.received_minutes for line in self.lines),
            sum(line.other_minutes for line in self.lines),
        )


def statement(look: Look, member_id: str, from_day: date | None = None, to_day: date | None = None) -> Statement:
    """A member's statement, for them and for coordinators. Raises InvalidInput where it ends before it begins."""
    require_hours_of(look, member_id)
    chosen, today = community(look), local_date(look.now, community(look).zone)
    last = to_day or today
    if from_day is not None and from_day > last:
        raise InvalidInput("A statement ends on the day it begins or later. Please look at the two days again.")
    name = look.value(sa.select(member.c.name).where(member.c.id == member_id))
    if name is None:
        raise NotFound
    account_id = look.value(sa.select(account.c.id).where(account.c.member_id == member_id))
    opening = _balance_before(look, account_id, from_day) if account_id and from_day else 0
    cards = _cards(look, account_id, member_id, from_day, last) if account_id else []
    lines, standing = [], opening
    for card in cards:
        if card.state == "posted":
            standing += card.minutes if card.given else -card.minutes
            lines.append(_line(card, standing, chosen.zone))
    pending = tuple(_line(card, standing, chosen.zone) for card in cards if card.state != "posted")
    return Statement(
        *(member_id, str(name), chosen.name, from_day, last, today),
        *(opening, tuple(lines), standing, pending, totals_of(mine(look, member_id))),
    )


def _balance_before(look: Look, account_id: str, day: date) -> int:
    signed = sa.case((entry.c.to_account_id == account_id, entry.c.minutes), else_=-entry.c.minutes)
    counts = (of_account(account_id), entry.c.state == "posted", entry.c.service_date < day)
    return int(look.value(sa.select(sa.func.coalesce(sa.func.sum(signed), 0)).where(*counts)))


def _cards(look: Look, account_id: str, member_id: str, from_day: date | None, to_day: date) -> list[HoursCard]:
    conditions: list[Any] = [
        of_account(account_id),
        entry.c.state.in_(("posted", *OPEN_STATES)),
        entry.c.service_date <= to_day,
    ]
    if from_day is not None:
        conditions.append(entry.c.service_date >= from_day)
    ordered = select_cards().where(*conditions).order_by(entry.c.service_date, entry.c.position)
    return read_cards(look, ordered, member_id)


def _line(card: HoursCard, standing: int, zone: str) -> Line:
    signed = card.minutes if card.given else -card.minutes
    given, received = card.given_minutes, card.received_minutes
    if card.state != "posted" and card.kind == "exchange":
        given, received = (card.minutes, 0) if card.given else (0, card.minutes)
    return Line(
        *(card.entry_id, card.kind, card.state, card.service_date, local_date(card.recorded_at, zone)),
        *(card.helped if card.given else card.helper, card.category, card.note, card.people),
        *(given, received, signed - given + received, standing),
    )


def statement_csv(look: Look, member_id: str, from_day: date | None = None, to_day: date | None = None) -> str:
    """A member's statement as CSV, in minutes, the oldest service date first; what does not count yet comes last."""
    return as_csv(statement(look, member_id, from_day, to_day))


def as_csv(found: Statement) -> str:
    """A statement as CSV: what counts with the balance after it, then what does not count yet, without one."""
    return tabular.write(
        COLUMNS,
        (
            (
                *(line.service_date, line.written_on, line.given_minutes, line.received_minutes, line.other),
                *(line.category if line.kind == "exchange" else line.kind, line.other_minutes),
                *(line.balance_minutes if line.state == "posted" else "", line.state, line.note, line.entry_id),
            )
            for line in (*found.lines, *found.pending)
        ),
    )


def member_named(look: Look, words: str) -> str:
    """Whose statement is meant by an id, an e-mail address or a name; for coordinators. Raises InvalidInput, NotFound.

    Small and capital letters and accents do not matter in a name.
    """
    look.require(May.SEE_MEMBERS_HOURS)
    said = words.strip()
    same = sa.or_(member.c.id == said, member.c.email == said.lower(), member.c.search_name == folded(said))
    found = look.rows(sa.select(member.c.id, member.c.name).where(same).order_by(member.c.id))
    if not found:
        raise NotFound(f"There is no member with the name, e-mail address or id {words!r}.")
    if len(found) > 1:
        ids = ", ".join(row.id for row in found)
        raise InvalidInput(f"There is more than one member called {words!r}. Please name one by id: {ids}.")
    return str(found[0].id)
