"""What people see of hours: their balance and statement, what waits for whom, and for coordinators what to settle."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from timebank.access import May, Thing
from timebank.community.reads import community
from timebank.ledger.answering import may_answer_for_them
from timebank.ledger.parties import ANSWERED, POT_NAME, Parties, Side, may_judge, who_questioned
from timebank.ledger.rules import OPEN_STATES, Holder
from timebank.ledger.tables import account, entry, entry_move, exchange
from timebank.listings.tables import category
from timebank.members.tables import member, organisation, organisation_agent
from timebank.work import Look

_from, _to = account.alias("from_account"), account.alias("to_account")
_from_member, _to_member = member.alias("from_member"), member.alias("to_member")
_from_organisation, _to_organisation = organisation.alias("from_organisation"), organisation.alias("to_organisation")
_recorder = member.alias("recorder")
_PENDING = (entry.c.state == "pending", entry.c.kind.in_(ANSWERED))


@dataclass(frozen=True, slots=True)
class Balance:
    """Where somebody stands, in minutes; given and received count exchanges only, pending ones stand apart."""

    balance_minutes: int
    given_minutes: int
    received_minutes: int
    pending_given_minutes: int
    pending_received_minutes: int


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


def balance(look: Look, member_id: str) -> Balance:
    """A member's balance, for themself and for coordinators."""
    _require_hours_of(look, member_id)
    mine = look.row(sa.select(account.c.id, account.c.balance_minutes).where(account.c.member_id == member_id))
    if mine is None:
        return Balance(0, 0, 0, 0, 0)
    sums = {
        (row.given, row.state): int(row.minutes)
        for row in look.rows(
            sa.select(
                (entry.c.to_account_id == mine.id).label("given"),
                sa.case((entry.c.state == "posted", "posted"), else_="pending").label("state"),
                sa.func.sum(entry.c.minutes).label("minutes"),
            )
            .where(
                entry.c.kind == "exchange",
                entry.c.state.in_(("posted", *OPEN_STATES)),
                sa.or_(entry.c.from_account_id == mine.id, entry.c.to_account_id == mine.id),
            )
            .group_by(sa.literal_column("1"), sa.literal_column("2"))
        )
    }
    return Balance(
        balance_minutes=mine.balance_minutes,
        given_minutes=sums.get((True, "posted"), 0),
        received_minutes=sums.get((False, "posted"), 0),
        pending_given_minutes=sums.get((True, "pending"), 0),
        pending_received_minutes=sums.get((False, "pending"), 0),
    )


def statement(look: Look, member_id: str, most: int = 200, skip: int = 0) -> list[HoursCard]:
    """A member's entries, the newest service date first."""
    _require_hours_of(look, member_id)
    mine = sa.or_(_from.c.member_id == member_id, _to.c.member_id == member_id)
    chosen = _cards().where(mine).order_by(entry.c.service_date.desc(), entry.c.position.desc())
    return _read(look, chosen.limit(most).offset(skip), member_id)


def statement_length(look: Look, member_id: str) -> int:
    """How many entries a member's statement has."""
    _require_hours_of(look, member_id)
    mine = sa.select(account.c.id).where(account.c.member_id == member_id).scalar_subquery()
    count = sa.select(sa.func.count()).where(sa.or_(entry.c.from_account_id == mine, entry.c.to_account_id == mine))
    return int(look.value(count) or 0)


def waiting_for(look: Look, member_id: str) -> list[HoursCard]:
    """Pending entries that wait for this member's word, the oldest first."""
    _require_hours_of(look, member_id)
    rows = _cards().where(_spoken_for(member_id), *_PENDING).order_by(entry.c.position)
    return [one for one, parties in _read_with_parties(look, rows, member_id) if member_id in parties.answerers]


def one_entry(look: Look, entry_id: str, member_id: str) -> HoursCard | None:
    """One entry of a member's own, or of an organisation they speak for; or None."""
    _require_hours_of(look, member_id)
    found = _read(look, _cards().where(_spoken_for(member_id), entry.c.id == entry_id), member_id)
    return found[0] if found else None


def to_settle(look: Look) -> list[HoursCard]:
    """Questions, and entries unanswered for too long, that the actor may settle (they have no part in them)."""
    rows = [(row, parties) for row, parties in _unsettled(look) if may_judge(look, parties.to_judge)]
    questions = _questions(look, [row.id for row, _ in rows])
    return [_card(row, parties, None, questions) for row, parties in rows]


def settled_by_others(look: Look) -> list[tuple[HoursCard, frozenset[str]]]:
    """Those the actor may not settle, because they have a part in them; each with all members who have one."""
    me = look.actor.member_id
    rows = [(row, parties, parties.to_judge.owners | parties.to_judge.involved) for row, parties in _unsettled(look)]
    mine = [one for one in rows if me in one[2]]
    questions = _questions(look, [row.id for row, _, _ in mine])
    return [(_card(row, parties, me, questions), part) for row, parties, part in mine]


def _unsettled(look: Look) -> "list[tuple[sa.Row[Any], Parties]]":
    look.require(May.SETTLE_QUESTION)
    limit = look.now - timedelta(days=community(look).unanswered_days)
    waits = sa.or_(entry.c.state == "questioned", sa.and_(entry.c.state == "pending", entry.c.recorded_at <= limit))
    return _with_parties(look, _cards().where(waits, entry.c.kind == "exchange").order_by(entry.c.position))


def to_answer_for_offline(look: Look) -> list[HoursCard]:
    """Pending entries whose answer a third person has to bring, because the other side cannot give it here."""
    if not look.allows(May.SETTLE_QUESTION):
        look.require(May.RECORD_FOR_OFFLINE)
    rows = _with_parties(look, _cards().where(*_PENDING).order_by(entry.c.position))
    return [_card(row, parties, None, {}) for row, parties in rows if may_answer_for_them(look, parties)]


def _require_hours_of(look: Look, member_id: str) -> None:
    if look.actor.member_id == member_id:
        look.require(May.SEE_OWN_HOURS, Thing(owners=frozenset({member_id})))
    else:
        look.require(May.SEE_MEMBERS_HOURS, Thing(counterparties=frozenset()))


def _spoken_for(member_id: str) -> "sa.ColumnElement[bool]":
    organisations = sa.select(organisation_agent.c.organisation_id).where(organisation_agent.c.member_id == member_id)
    return sa.or_(
        _from.c.member_id == member_id,
        _to.c.member_id == member_id,
        _from.c.organisation_id.in_(organisations),
        _to.c.organisation_id.in_(organisations),
    )


def _cards() -> "sa.Select[Any]":
    return (
        sa.select(
            entry,
            _from.c.kind.label("from_kind"),
            _to.c.kind.label("to_kind"),
            _from.c.member_id.label("from_member_id"),
            _to.c.member_id.label("to_member_id"),
            _from.c.organisation_id.label("from_organisation_id"),
            _to.c.organisation_id.label("to_organisation_id"),
            sa.func.coalesce(_from_member.c.name, _from_organisation.c.name).label("from_name"),
            sa.func.coalesce(_to_member.c.name, _to_organisation.c.name).label("to_name"),
            _from_member.c.is_offline.label("from_offline"),
            _to_member.c.is_offline.label("to_offline"),
            category.c.name.label("category"),
            exchange.c.source_kind,
            _recorder.c.name.label("recorder"),
        )
        .join(_from, _from.c.id == entry.c.from_account_id)
        .join(_to, _to.c.id == entry.c.to_account_id)
        .outerjoin(_from_member, _from_member.c.id == _from.c.member_id)
        .outerjoin(_to_member, _to_member.c.id == _to.c.member_id)
        .outerjoin(_from_organisation, _from_organisation.c.id == _from.c.organisation_id)
        .outerjoin(_to_organisation, _to_organisation.c.id == _to.c.organisation_id)
        .outerjoin(exchange, exchange.c.id == entry.c.exchange_id)
        .outerjoin(category, category.c.id == exchange.c.category_id)
        .outerjoin(_recorder, _recorder.c.id == entry.c.recorded_by_id)
    )


def _read(look: Look, statement: "sa.Select[Any]", member_id: str) -> list[HoursCard]:
    return [card for card, _ in _read_with_parties(look, statement, member_id)]


def _read_with_parties(look: Look, statement: "sa.Select[Any]", member_id: str) -> list[tuple[HoursCard, Parties]]:
    rows = _with_parties(look, statement)
    questions = _questions(look, [row.id for row, _ in rows if row.state in ("questioned", "closed", "declined")])
    return [(_card(row, parties, member_id, questions, look.actor.member_id), parties) for row, parties in rows]


def _with_parties(look: Look, statement: "sa.Select[Any]") -> "list[tuple[sa.Row[Any], Parties]]":
    rows = look.rows(statement)
    named = {row.from_organisation_id for row in rows} | {row.to_organisation_id for row in rows}
    agents: dict[str, set[str]] = {}
    if named - {None}:
        for one in look.rows(
            sa.select(organisation_agent).where(organisation_agent.c.organisation_id.in_(named - {None}))
        ):
            agents.setdefault(one.organisation_id, set()).add(one.member_id)
    questioned = [row.id for row in rows if row.state in ("questioned", "closed")]
    questioners = {
        one.entry_id: one.moved_by_id
        for one in (look.rows(who_questioned().where(entry_move.c.entry_id.in_(questioned))) if questioned else ())
    }
    return [
        (
            row,
            Parties(
                _side(
                    row.from_kind, row.from_member_id, row.from_organisation_id, row.from_name, row.from_offline, agents
                ),
                _side(row.to_kind, row.to_member_id, row.to_organisation_id, row.to_name, row.to_offline, agents),
                row.recorded_by_id,
                row.recorded_for_id,
                questioners.get(row.id),
                row.kind,
                row.source_kind or "",
            ),
        )
        for row in rows
    ]


def _side(
    kind: Any, member_id: str | None, organisation_id: str | None, name: str, offline: bool, agents: dict[str, set[str]]
) -> Side:
    people = frozenset({member_id} if member_id else agents.get(organisation_id or "", ()))
    if kind == "pot":
        return Side(Holder("pot"), POT_NAME, people, is_offline=False)
    return Side(Holder(kind, member_id or organisation_id or ""), name or kind, people, bool(offline) or not people)


def _questions(look: Look, entry_ids: list[str]) -> dict[str, tuple[int | None, str]]:
    if not entry_ids:
        return {}
    moves = sa.select(entry_move.c.entry_id, entry_move.c.other_minutes, entry_move.c.reason).where(
        entry_move.c.entry_id.in_(entry_ids), entry_move.c.from_state == "pending"
    )
    return {row.entry_id: (row.other_minutes, row.reason) for row in look.rows(moves)}


def _card(
    row: "sa.Row[Any]",
    parties: Parties,
    member_id: str | None,
    questions: dict[str, tuple[int | None, str]],
    reader_id: str | None = None,
) -> HoursCard:
    """One card of a member's entries; what may be done with it is said for whoever reads."""
    is_open = row.state == "pending" and reader_id is not None
    other_minutes, words = questions.get(row.id, (None, ""))
    return HoursCard(
        entry_id=row.id,
        kind=row.kind,
        state=row.state,
        service_date=row.service_date,
        recorded_at=row.recorded_at,
        minutes=row.minutes,
        helper=parties.helper.name,
        helped=parties.helped.name,
        given=_given(parties, member_id),
        category=row.category or "",
        note=row.note,
        recorded_by=row.recorder or "",
        on_behalf=row.recorded_for_id is not None,
        answers=is_open and row.kind in ANSWERED and reader_id in parties.answerers,
        may_withdraw=is_open and reader_id in parties.withdrawers,
        other_minutes=other_minutes,
        question=words,
    )


def _given(parties: Parties, reader_id: str | None) -> bool | None:
    if reader_id == parties.helped.holder.id or reader_id not in parties.everybody:
        return False if reader_id in parties.everybody else None
    return reader_id in parties.helper.people
