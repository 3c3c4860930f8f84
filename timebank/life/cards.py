"""What reads of the life of a match hand over: frozen cards; what one says of a match is on no card of the other's."""

from dataclasses import dataclass
from datetime import date, datetime

from timebank.life.needs import Person
from timebank.meetings.lately import NotHeld


@dataclass(frozen=True, slots=True)
class AgreementCard:
    """One version of an agreement; `signed` and `unsigned` hold (member id, name)."""

    agreement_id: str
    version: int
    how_often: str
    minutes: int
    until: date | None
    private_words: str
    words: str
    written_at: datetime
    signed: tuple[tuple[str, str, date], ...]  # member id, name, day
    unsigned: tuple[tuple[str, str], ...]

    @property
    def stands(self) -> bool:
        """Whether everybody has signed."""
        return not self.unsigned


@dataclass(frozen=True, slots=True)
class Terms:
    """What a new agreement starts from, as the programme means it."""

    how_often: str
    minutes: int
    until: date | None


@dataclass(frozen=True, slots=True)
class GoalCard:
    """Something the people of a match would like to reach."""

    goal_id: str
    words: str
    state: str  # one of GOAL_STATES


@dataclass(frozen=True, slots=True)
class RestCard:
    """A match on hold; `words` are empty for everybody but a coordinator who is not in the match."""

    since: date
    until: date | None
    words: str


@dataclass(frozen=True, slots=True)
class WordCard:
    """What one person said of a match; on a member's page only their own."""

    member_id: str
    name: str
    occasion: str
    answer: str
    words: str
    thanks: str
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Life:
    """A match as its people live it. `asked` holds (member id, occasion) of what there is to say and nobody has said.

    `thanks` holds (name, words) of what others passed on to the reader. `meant_until` is the day the programme means
    it to last until, `asks_agreement` whether it asks for one.
    """

    match_id: str
    programme_id: str
    programme: str
    kind: str
    is_active: bool
    started: date
    ended: date | None
    people: tuple[Person, ...]
    agreement: AgreementCard | None
    stands: AgreementCard | None  # the last version everybody signed, where that is an earlier one
    terms: Terms
    asks_agreement: bool
    goals: tuple[GoalCard, ...]
    rest: RestCard | None
    ends_on: date | None
    meant_until: date | None
    said: tuple[WordCard, ...]
    asked: tuple[tuple[str, str], ...]
    thanks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TaskCard:
    """Something a coordinator should look at; `name` is whom it is about, where it is about one of them."""

    task_id: str
    kind: str
    member_id: str
    name: str
    opened_at: datetime
    closed_at: datetime | None
    closed_by: str
    words: str


@dataclass(frozen=True, slots=True)
class TalkCard:
    """Whether somebody was talked with about an ended match: `at` is empty while they were not."""

    member_id: str
    name: str
    at: datetime | None
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class CareCard:
    """A match for whoever looks after it: its life with what each said, its tasks, and how it ended."""

    life: Life
    tasks: tuple[TaskCard, ...]
    looked_at: tuple[TaskCard, ...]  # closed ones, the newest first
    talks: tuple[TalkCard, ...]  # none where the programme asks for none, or the match goes on
    ending_code: str
    ending_words: str
    not_held: NotHeld | None  # where meetings often did not take place lately


@dataclass(frozen=True, slots=True)
class CareRow:
    """One match in the list of care; `tasks` holds (kind, name) of what needs a look, the oldest first."""

    match_id: str
    programme_id: str
    programme: str
    people: tuple[str, ...]
    is_active: bool
    started: date
    tasks: tuple[tuple[str, str], ...]
    oldest_task_at: datetime | None
    is_resting: bool
    ends_on: date | None
    last_held: date | None
    has_planned: bool
    not_held: NotHeld | None
