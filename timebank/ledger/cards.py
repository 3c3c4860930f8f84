"""One entry of hours as people see it: who helped whom, how it stands, what was put right, what the reader may do."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from timebank.ledger.meeting_parts import POT_PART, helped_in, meeting_in
from timebank.ledger.parties import ANSWERED, POT_NAME, Parties, Side, who_questioned
from timebank.ledger.rules import Holder
from timebank.ledger.sides import from_member, from_name, from_side, to_member, to_name, to_side, with_sides
from timebank.ledger.tables import decision, entry, entry_move, exchange
from timebank.listings.tables import category
from timebank.members.tables import member, organisation_agent
from timebank.work import Look

_recorder, _correcting, _corrected = member.alias("recorder"), entry.alias("correcting"), entry.alias("corrected")


@dataclass(frozen=True, slots=True)
class Correction:
    """How an entry was put right: from which figure to which (0: nothing stands), when and why.

    `entry_id` is the other entry of the two: the correcting one as seen from the corrected, and the other way round.
    """

    entry_id: str
    kind: str  # of what was corrected
    was_minutes: int
    minutes: int
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class HoursCard:
    """One entry as one of its people sees it; `given` is None when seen by neither side."""

    entry_id: str
    kind: str
    state: str
    service_date: date
    recorded_at: datetime
    minutes: int
    helper: str
    helped: str
    given: bool | None
    category: str
    note: str
    recorded_by: str
    on_behalf: bool
    answers: bool  # whether the reader's word is what it waits for
    may_withdraw: bool
    other_minutes: int | None  # the figure of the one who questioned it
    question: str
    source_kind: str = ""
    people: int = 1
    given_minutes: int = 0  # what it adds to what the reader has given; below zero where it was put right
    received_minutes: int = 0
    corrected_by: Correction | None = None
    corrects: Correction | None = None
    past_limit: bool = False  # a coordinator looks at it first
    is_agreed: bool = False  # both sides have spoken, so nothing but the coordinator's word is missing
    correction_waits: bool = False  # a second person looks at a correction of it
    is_from_pot: bool = False  # the pot gives them for a meeting
    meeting_id: str = ""
    pot_minutes: int = 0  # the pot's of the same meeting, which wait for the same word

    @property
    def standing_minutes(self) -> int:
        """What stands of it after it was put right."""
        return self.corrected_by.minutes if self.corrected_by else self.minutes


@cache
def select_cards() -> "sa.Select[Any]":
    """The query behind every card; narrow it down on `entry`, `from_side` and `to_side`."""
    waiting = sa.and_(decision.c.entry_id == entry.c.id, decision.c.state == "waiting")
    return (
        with_sides(
            sa.select(
                entry,
                *_columns_of(from_side, from_member, from_name, "from"),
                *_columns_of(to_side, to_member, to_name, "to"),
                category.c.name.label("category"),
                exchange.c.source_kind,
                exchange.c.source_id,
                exchange.c.people,
                _recorder.c.name.label("recorder"),
                *_columns_about(_correcting, "correcting"),
                *_columns_about(_corrected, "corrected"),
                decision.c.kind.label("waits_for"),
                decision.c.confirmed_at,
            )
        )
        .outerjoin(exchange, exchange.c.id == entry.c.exchange_id)
        .outerjoin(category, category.c.id == exchange.c.category_id)
        .outerjoin(_recorder, _recorder.c.id == entry.c.recorded_by_id)
        .outerjoin(_correcting, _correcting.c.corrects_id == entry.c.id)
        .outerjoin(_corrected, _corrected.c.id == entry.c.corrects_id)
        .outerjoin(decision, waiting)
    )


def _columns_of(side: Any, its_member: Any, its_name: Any, name: str) -> list[Any]:
    return [
        side.c.kind.label(f"{name}_kind"),
        side.c.member_id.label(f"{name}_member_id"),
        side.c.organisation_id.label(f"{name}_organisation_id"),
        its_name.label(f"{name}_name"),
        its_member.c.is_offline.label(f"{name}_offline"),
    ]


def _columns_about(other: Any, name: str) -> list[Any]:
    columns = ("id", "kind", "minutes", "to_account_id", "recorded_at", "note")
    return [other.c[column].label(f"{name}_{column}") for column in columns]


def read_cards(look: Look, statement: "sa.Select[Any]", member_id: str) -> list[HoursCard]:
    """The cards of a query as a member sees them; what may be done is said for whoever reads."""
    return [card for card, _ in read_with_parties(look, statement, member_id)]


def read_with_parties(look: Look, statement: "sa.Select[Any]", member_id: str) -> list[tuple[HoursCard, Parties]]:
    """The cards of a query, each with both its sides."""
    rows = rows_with_parties(look, statement)
    questions = questions_of(look, [row.id for row, _ in rows if row.state in ("questioned", "closed", "declined")])
    return [(card_of(row, parties, member_id, questions, look.actor.member_id), parties) for row, parties in rows]


def rows_with_parties(look: Look, statement: "sa.Select[Any]") -> "list[tuple[sa.Row[Any], Parties]]":
    """The rows of a query, each with both its sides."""
    rows = look.rows(statement)
    named = ({row.from_organisation_id for row in rows} | {row.to_organisation_id for row in rows}) - {None}
    agents: dict[str, set[str]] = {}
    if named:
        for one in look.rows(sa.select(organisation_agent).where(organisation_agent.c.organisation_id.in_(named))):
            agents.setdefault(one.organisation_id, set()).add(one.member_id)
    questioned = [row.id for row in rows if row.state in ("questioned", "closed")]
    questioners = {
        one.entry_id: one.moved_by_id
        for one in (look.rows(who_questioned().where(entry_move.c.entry_id.in_(questioned))) if questioned else ())
    }
    met = _met(look, rows)
    return [(row, _parties(row, agents, questioners.get(row.id), met.get(row.id))) for row in rows]


def _met(look: Look, rows: "list[sa.Row[Any]]") -> dict[str, Side]:
    """By entry, who was helped where the pot gives for a meeting."""
    named = {row.id: helped_in(row.source_kind, row.source_id) for row in rows if row.source_kind == POT_PART}
    if not named:
        return {}
    columns = (member.c.id, member.c.name, member.c.is_offline)
    people = {
        one.id: Side(Holder("member", one.id), one.name, frozenset({one.id}), one.is_offline)
        for one in look.rows(sa.select(*columns).where(member.c.id.in_(set(named.values()))))
    }
    return {entry_id: people[one] for entry_id, one in named.items() if one in people}


def _parties(
    row: "sa.Row[Any]", agents: dict[str, set[str]], questioner_id: str | None, met: Side | None = None
) -> Parties:
    helped = (row.from_kind, row.from_member_id, row.from_organisation_id, row.from_name, row.from_offline)
    helper = (row.to_kind, row.to_member_id, row.to_organisation_id, row.to_name, row.to_offline)
    told = (row.recorded_by_id, row.recorded_for_id, questioner_id, row.kind, row.source_kind or "")
    return Parties(_side(*helped, agents), _side(*helper, agents), *told, met)


def _side(
    kind: Any,
    member_id: str | None,
    organisation_id: str | None,
    name: str | None,
    offline: bool,
    agents: dict[str, set[str]],
) -> Side:
    people = frozenset({member_id} if member_id else agents.get(organisation_id or "", ()))
    if kind == "pot":
        return Side(Holder("pot"), POT_NAME, people, is_offline=False)
    return Side(Holder(kind, member_id or organisation_id or ""), name or kind, people, bool(offline) or not people)


def questions_of(look: Look, entry_ids: list[str]) -> dict[str, tuple[int | None, str]]:
    """The other figure and the words of each entry that was answered with more than a yes."""
    if not entry_ids:
        return {}
    moves = sa.select(entry_move.c.entry_id, entry_move.c.other_minutes, entry_move.c.reason).where(
        entry_move.c.entry_id.in_(entry_ids), entry_move.c.from_state == "pending"
    )
    return {row.entry_id: (row.other_minutes, row.reason) for row in look.rows(moves)}


def card_of(
    row: "sa.Row[Any]",
    parties: Parties,
    member_id: str | None,
    questions: dict[str, tuple[int | None, str]],
    reader_id: str | None = None,
) -> HoursCard:
    """One card of a member's entries; what may be done with it is said for whoever reads."""
    is_agreed = row.confirmed_at is not None
    is_open = row.state == "pending" and reader_id is not None and not is_agreed
    other_minutes, words = questions.get(row.id, (None, ""))
    given = _given(parties, member_id)
    had_from_pot = parties.met is not None and member_id in parties.met.people  # which is nobody's to have received
    given_minutes, received_minutes = _counted(row, None if had_from_pot else given)
    return HoursCard(
        entry_id=row.id,
        kind=row.kind,
        state=row.state,
        service_date=row.service_date,
        recorded_at=row.recorded_at,
        minutes=row.minutes,
        helper=parties.helper.name,
        helped=parties.helped_person.name,
        given=given,
        category=row.category or "",
        note=row.note,
        recorded_by=row.recorder or "",
        on_behalf=row.recorded_for_id is not None,
        answers=is_open and row.kind in ANSWERED and reader_id in parties.answerers,
        may_withdraw=is_open and reader_id in parties.withdrawers,
        other_minutes=other_minutes,
        question=words,
        source_kind=row.source_kind or "",
        people=row.people or 1,
        given_minutes=given_minutes,
        received_minutes=received_minutes,
        corrected_by=_corrected_by(row),
        corrects=_corrects(row),
        past_limit=row.waits_for == "over_limit",
        is_agreed=is_agreed,
        correction_waits=row.waits_for == "correction",
        is_from_pot=parties.met is not None,
        meeting_id=meeting_in(row.source_id) if (row.source_kind or "").startswith("meeting") else "",
    )


def _given(parties: Parties, reader_id: str | None) -> bool | None:
    if reader_id == parties.helped.holder.id or reader_id not in parties.everybody:
        return False if reader_id in parties.everybody else None
    return reader_id in parties.helper.people


def _counted(row: "sa.Row[Any]", given: bool | None) -> tuple[int, int]:
    """What an entry adds to what the reader has given and received."""
    if given is None or row.state != "posted" or "exchange" not in (row.kind, row.corrected_kind):
        return 0, 0
    if row.corrected_id is not None and row.corrected_to_account_id != row.to_account_id:
        return (0, -row.minutes) if given else (-row.minutes, 0)
    return (row.minutes, 0) if given else (0, row.minutes)


def _corrected_by(row: "sa.Row[Any]") -> Correction | None:
    if row.correcting_id is None:
        return None
    change = row.correcting_minutes if row.correcting_to_account_id == row.to_account_id else -row.correcting_minutes
    stands = row.minutes + change
    told = (row.correcting_recorded_at, row.correcting_note)
    return Correction(row.correcting_id, row.kind, row.minutes, stands, *told)


def _corrects(row: "sa.Row[Any]") -> Correction | None:
    if row.corrected_id is None:
        return None
    change = row.minutes if row.corrected_to_account_id == row.to_account_id else -row.minutes
    was = row.corrected_minutes
    return Correction(row.corrected_id, row.corrected_kind, was, was + change, row.recorded_at, row.note)
