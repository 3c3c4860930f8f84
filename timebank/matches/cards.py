"""What reads of matching hand over: frozen cards, those for members without scores and without others' answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from timebank.matches.rules import State


@dataclass(frozen=True, slots=True)
class RoundCard:
    """One run of the matcher, for coordinators; `people` and `covered` are counts by role.

    `minutes` are those that all circles of help move, of at most `minutes_bound`; `missed` the names of pairs that a
    coordinator wanted together and no circle could hold, without the reader's own. Of `drafts_before`, which no
    coordinator had decided on, `drafts_stand` were found again.
    """

    round_id: str
    programme_id: str
    turn: int
    ran_at: datetime
    ran_by: str  # a name; empty for the worker and the operator
    people: Mapping[str, int]
    feasible_pairs: int
    suggestions: int
    unmatched: int
    score: float
    bound: float
    covered: Mapping[str, int]
    minutes: int = 0
    minutes_bound: int = 0
    missed: tuple[tuple[str, ...], ...] = ()
    drafts_before: int = 0
    drafts_stand: int = 0


@dataclass(frozen=True, slots=True)
class ReasonCard:
    """One criterion's points for a suggestion, with both answers to read side by side.

    `between` holds the ids of the two members it is about, in a trio or circle only: there each link has reasons of
    its own.
    """

    code: str
    points: int
    words: str
    first_answer: str
    second_answer: str
    between: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewPerson:
    """One person of a suggestion, for coordinators; the answer is None until there is one."""

    member_id: str
    name: str
    role: str
    is_offline: bool
    answer: str | None
    answered_at: datetime | None
    reason_code: str
    reason: str
    sentences: tuple[str, ...]  # what this person reads


@dataclass(frozen=True, slots=True)
class HelpingCard:
    """One step around a circle: who would help whom, for how long, and with what, where both let it be shown."""

    helper_id: str
    helper: str
    helped_id: str
    helped: str
    minutes: int
    words: str


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """One suggestion for whoever decides on it; without reasons and points for somebody who is one of its people.

    In a pair `people` stand in the order of each reason's first and second answer, in a circle as each helps the next.
    """

    suggestion_id: str
    round_id: str
    programme_id: str
    programme: str
    kind: str
    state: State
    people: tuple[ReviewPerson, ...]
    reasons: tuple[ReasonCard, ...]
    points: float
    made_at: datetime
    offered_at: datetime | None
    closes_at: datetime | None
    may_decide: bool
    helpings: tuple[HelpingCard, ...] = ()


@dataclass(frozen=True, slots=True)
class UnmatchedCard:
    """Somebody a round found nobody for, and why, for coordinators."""

    member_id: str
    name: str
    role: str
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class MoveCard:
    """One step in the life of a suggestion, for coordinators; `by` is empty for the worker and the operator."""

    before: State
    after: State
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Met:
    """Another person, as the members of a suggestion or match know them."""

    member_id: str
    name: str
    about: str
    role: str


@dataclass(frozen=True, slots=True)
class MySuggestion:
    """A suggestion for the member it was made to: who, why, the own answer and until when; never a score."""

    suggestion_id: str
    programme: str
    my_role: str
    others: tuple[Met, ...]
    sentences: tuple[str, ...]
    my_answer: str | None
    closes_at: datetime
    undo_until: datetime | None


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody in a match; e-mail and phone are empty once it has ended."""

    member_id: str
    name: str
    about: str
    role: str
    email: str
    phone: str
    is_offline: bool


@dataclass(frozen=True, slots=True)
class MyMatch:
    """One of a member's matches."""

    match_id: str
    suggestion_id: str
    programme: str
    kind: str  # mentoring or buddying
    my_role: str
    others: tuple[Contact, ...]
    is_active: bool
    started_at: datetime
    ended_at: datetime | None
    undo_until: datetime | None


@dataclass(frozen=True, slots=True)
class MatchRow:
    """One match in the coordinator's list."""

    match_id: str
    programme_id: str
    programme: str
    people: tuple[tuple[str, str, str], ...]  # member id, name, role
    is_active: bool
    started_at: datetime
    ended_at: datetime | None
    ending_code: str
    ending_words: str


@dataclass(frozen=True, slots=True)
class MatchedPeople:
    """A match as the room of meetings needs it."""

    match_id: str
    programme: str
    kind: str  # mentoring or buddying
    is_active: bool
    started_at: datetime
    ended_at: datetime | None
    people: tuple[tuple[str, str, str], ...]  # member id, role, name
    area_ids: frozenset[str]

    @property
    def ids(self) -> frozenset[str]:
        """Everybody's ids."""
        return frozenset(member_id for member_id, _, _ in self.people)

    def others(self, member_id: str | None) -> list[tuple[str, str]]:
        """The id and name of everybody but one."""
        return [(one, name) for one, _, name in self.people if one != member_id]
