"""One suggestion with its people as an action sees it, and the only way its state ever changes."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from timebank.access import May, Thing
from timebank.db import lock_rows
from timebank.errors import AlreadyDecided, NotFound
from timebank.history.actions import note
from timebank.matches.ending_talks import waiting_for_talk
from timebank.matches.rules import OPEN_STATES, NoLongerPossible, State, check_move
from timebank.matches.tables import match, match_person, suggestion, suggestion_move, suggestion_person
from timebank.members.judging import may_judge
from timebank.members.tables import member, member_bond
from timebank.programmes.pool_reads import waiting_for_checks
from timebank.programmes.reads import definition_of
from timebank.programmes.tables import participation, programme_pair
from timebank.work import Look, Work


@dataclass(frozen=True, slots=True)
class Side:
    """One person of a suggestion and what they have answered."""

    member_id: str
    name: str
    role: str
    area_id: str | None
    is_here: bool
    answer: str | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Case:
    """One suggestion and its people, in order of their ids."""

    suggestion_id: str
    programme_id: str
    programme: str
    state: State
    offered_at: datetime | None
    closes_at: datetime | None
    sides: tuple[Side, ...]
    round_id: str
    kind: str
    letter_words: str

    @property
    def people(self) -> frozenset[str]:
        """Everybody's ids."""
        return frozenset(side.member_id for side in self.sides)

    def owned(self) -> Thing:
        """The suggestion as a thing of its people."""
        return Thing(owners=self.people, area_ids=self._areas())

    def judged(self) -> Thing:
        """The suggestion as a thing in which none of its people is a judge."""
        return Thing(involved=self.people, area_ids=self._areas())

    def _areas(self) -> frozenset[str]:
        return frozenset(side.area_id for side in self.sides if side.area_id)

    def side(self, member_id: str | None) -> Side:
        """One of its people; raises NotFound for anybody else."""
        for side in self.sides:
            if side.member_id == member_id:
                return side
        raise NotFound

    def others(self, member_id: str) -> tuple[Side, ...]:
        """Everybody but one."""
        return tuple(side for side in self.sides if side.member_id != member_id)

    def names_beside(self, member_id: str) -> list[str]:
        """The others' names."""
        return [side.name for side in self.others(member_id)]


def belonging_to(look: Look, member_id: str) -> Thing:
    """What one member's own page is about: them, in their area."""
    area_id = look.value(sa.select(member.c.area_id).where(member.c.id == member_id))
    return Thing(owners=frozenset({member_id}), area_ids=frozenset({area_id} if area_id else ()))


def load(look: Look, suggestion_id: str) -> Case:
    """A suggestion with its people; raises NotFound. Asked by actions before they ask for permission."""
    head = look.row(sa.select(suggestion).where(suggestion.c.id == suggestion_id))
    if head is None:
        raise NotFound
    people = look.rows(
        sa.select(suggestion_person, member.c.name, member.c.area_id, member.c.state.label("member_state"))
        .join(member, member.c.id == suggestion_person.c.member_id)
        .where(suggestion_person.c.suggestion_id == suggestion_id)
        .order_by(suggestion_person.c.member_id)
    )
    sides = tuple(
        Side(row.member_id, row.name, row.role, row.area_id, row.member_state == "active", row.answer, row.answered_at)
        for row in people
    )
    title = definition_of(look, head.programme_id).title
    state = cast(State, head.state)
    more = (head.round_id, head.kind, head.letter_words)
    return Case(head.id, head.programme_id, title, state, head.offered_at, head.closes_at, sides, *more)


def locked(work: Work, suggestion_id: str) -> Case:
    """The suggestion as it stands, held until the end of this work, so that two answers come one after the other."""
    work.row(lock_rows(sa.select(suggestion.c.id).where(suggestion.c.id == suggestion_id)))
    return load(work, suggestion_id)


def move(work: Work, case: Case, after: State, may: May, reason: str = "", **values: object) -> None:
    """Move a suggestion along the table, with who, when and why; raises AlreadyDecided."""
    check_move(case.state, after, may)
    claimed = work.claim(
        sa.update(suggestion)
        .where(suggestion.c.id == case.suggestion_id, suggestion.c.state == case.state)
        .values(state=after, **values)
    )
    if not claimed:
        raise AlreadyDecided
    work.execute(
        sa.insert(suggestion_move).values(
            id=work.ids.new(),
            suggestion_id=case.suggestion_id,
            from_state=case.state,
            to_state=after,
            moved_at=work.now,
            moved_by_id=work.actor.member_id,
            reason=reason,
        )
    )
    note(work, f"suggestion_{after}", "suggestion", case.suggestion_id)


def require_judge(work: Look, may: May, case: Case) -> None:
    """Go on for a coordinator who is not one of them, or for a second decider where a coordinator is one of them."""
    work.require(may, case.judged())
    if not may_judge(work, may, case.judged()):
        raise NotFound


def check_all_taking_part(work: Look, case: Case) -> None:
    """Whether everybody in a suggestion is here, ready in the role it gives them with checks in date, and has room.

    While it is a draft, what else they are asked at the moment takes room too. Two who are kept apart by now cannot go
    on either: while a round runs, somebody may say so unseen. Raises NoLongerPossible, in the same words for all.
    """
    ready = work.rows(
        sa.select(participation.c.member_id, participation.c.role, participation.c.capacity).where(
            participation.c.programme_id == case.programme_id,
            participation.c.member_id.in_(sorted(case.people)),
            participation.c.state == "ready",
        )
    )
    found = {row.member_id: row for row in ready}
    taken: sa.Select[tuple[str]] | sa.CompoundSelect[tuple[str]] = matches_now(case.programme_id)
    if case.state == "draft":
        taken = sa.union_all(taken, asked_now(case.programme_id))
    busy = Counter(row.member_id for row in work.rows(taken))
    definition = definition_of(work, case.programme_id)
    waiting = waiting_for_checks(work, case.programme_id, definition)
    if (waiting.keys() | waiting_for_talk(work, case.programme_id, definition)) & case.people:
        raise NoLongerPossible
    for side in case.sides:
        now = found.get(side.member_id)
        if now is None or not side.is_here or now.role != side.role or busy[side.member_id] >= now.capacity:
            raise NoLongerPossible
    if _has_two_apart(work, case):
        raise NoLongerPossible


def _has_two_apart(look: Look, case: Case) -> bool:
    """Whether one of them said something of another, or a coordinator keeps two of them apart in this programme."""
    people = sorted(case.people)
    said = sa.select(member_bond.c.kind).where(member_bond.c.member_id.in_(people), member_bond.c.other_id.in_(people))
    forbidden = sa.select(programme_pair.c.kind).where(
        programme_pair.c.programme_id == case.programme_id,
        programme_pair.c.kind == "forbidden",
        programme_pair.c.first_id.in_(people),
        programme_pair.c.second_id.in_(people),
    )
    return bool(look.value(sa.select(sa.or_(said.exists(), forbidden.exists()))))


def matches_now(programme_id: str) -> "sa.Select[tuple[str]]":
    """The member of each place in the active matches of a programme."""
    return (
        sa.select(match_person.c.member_id)
        .join(match, match.c.id == match_person.c.match_id)
        .where(match.c.programme_id == programme_id, match.c.state == "active")
    )


def asked_now(programme_id: str) -> "sa.Select[tuple[str]]":
    """The member of each place in the open suggestions of a programme."""
    return (
        sa.select(suggestion_person.c.member_id)
        .join(suggestion, suggestion.c.id == suggestion_person.c.suggestion_id)
        .where(suggestion.c.programme_id == programme_id, suggestion.c.state.in_(OPEN_STATES))
    )
