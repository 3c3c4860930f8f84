"""What reads of matching hand over: frozen cards, those for members without scores and without others' answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from timebank.matches.rules import RoundState, State


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
    state: RoundState = "solved"


@dataclass(frozen=True, slots=True)
class RoundStep:
    """One step in the life of a round, for coordinators; `by` is empty for the worker and the operator."""

    before: RoundState
    after: RoundState
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class PreparedCard:
    """A round that is prepared and has not run: who is in it (counts by role), who is not and why, pairs said of.

    The rest is what changed since the last round that ran, by name; `is_stale` says that people or answers have
    changed since it was prepared, so that running it prepares it anew.
    """

    round_id: str
    prepared_at: datetime
    prepared_by: str
    people: Mapping[str, int]
    places: Mapping[str, int]
    not_in: tuple[tuple[str, str], ...]  # name, the end of "is in no round because"
    pinned: tuple[tuple[str, str], ...]
    kept_apart: tuple[tuple[str, str], ...]
    joined: tuple[str, ...]
    gone: tuple[str, ...]
    more_room: tuple[str, ...]
    less_room: tuple[str, ...]
    other_answers: bool
    is_first: bool
    is_stale: bool


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
class ProposedCard:
    """People who are, or could be, suggested to one another, by name, with points and reasons; for coordinators."""

    names: tuple[str, ...]
    points: int
    reasons: tuple[ReasonCard, ...] = ()


@dataclass(frozen=True, slots=True)
class SwapCard:
    """Two drafts and what they would be with two of their people changing places.

    `refused` says, where it cannot be, why, in sentences; then `after` holds only what could be.
    """

    before: tuple[ProposedCard, ...]
    after: tuple[ProposedCard, ...]
    refused: tuple[str, ...]


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
    letter_words: str = ""  # what the coordinator added to the letter


@dataclass(frozen=True, slots=True)
class ByLink:
    """What the link of a letter opens now: a suggestion to answer, or one's own yes, which can be taken back.

    `taken_back` counts how often this person has taken a yes back: a page that asks knows by it whether it is out of
    date. `is_match` says that everybody has said yes.
    """

    programme: str
    names: tuple[str, ...]
    sentences: tuple[str, ...]
    letter_words: str
    may_answer: bool
    taken_back: int
    is_match: bool


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
