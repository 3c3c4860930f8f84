"""What can stand on a member's sheet, and what can be ticked for each line; each line has a small number. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from timebank.ids import digest
from timebank.ledger.reads import HoursCard
from timebank.life.needs import ENDING, FIT
from timebank.life.rules import FIT_ANSWERS, REVIEW_ANSWERS
from timebank.listings.fitting import FittingCard
from timebank.matches.cards import MySuggestion
from timebank.matches.taster_reads import MyTaster
from timebank.meetings.reads import MeetingCard

SUGGESTION, TASTER, HOURS, MEETING = "suggestion", "taster", "hours", "meeting"
SIGN, SAY, LISTING = "sign", "say", "listing"
SHEET = "sheet"
AGAIN = "again"  # ask me again: nothing is written down, and the line stands on the next sheet, too
YES, PERHAPS, NO, NOT_QUITE, SAID = "yes", "perhaps", "no", "not_quite", "said"
HELD, NOT_HELD, NO_HOURS = "held", "not_held", "no_hours"
HELPED, WAS_HELPED = "helped:", "was_helped:"  # go on with the id of the other


@dataclass(frozen=True, slots=True)
class ToSign:
    """The newest version of an agreement, which this member has not signed."""

    agreement_id: str
    match_id: str
    names: tuple[str, ...]
    how_often: str
    minutes: int
    until: date | None
    private_words: str
    words: str


@dataclass(frozen=True, slots=True)
class ToSay:
    """A question about a match: after its first meeting, at a review, at its end."""

    match_id: str
    occasion: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line to tick: its kind, what it is about, its number, and the codes of what can be ticked."""

    kind: str
    subject_id: str
    number: str
    about: MySuggestion | MyTaster | HoursCard | MeetingCard | ToSign | ToSay | FittingCard
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class News:
    """A letter that was not sent because its addressee has no e-mail."""

    letter_id: str
    written_at: datetime
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All there is to tell and to ask one member; it stands for as many `letters` as were not sent."""

    member_id: str
    name: str
    number: str
    lines: tuple[Line, ...]
    to_come: tuple[MeetingCard, ...]
    news: tuple[News, ...]
    letters: int

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell and nothing to ask, so that it need not be printed."""
        return not (self.lines or self.to_come or self.news)


def number_of(member_id: str, kind: str, subject_id: str = "") -> str:
    """Six figures for a sheet or a line of it, the same each time and for everybody who looks.

    >>> number_of("ann", "hours", "e1") == number_of("ann", "hours", "e1"), len(number_of("ann", "sheet"))
    (True, 7)
    """
    figures = f"{int(digest(f'{member_id}:{kind}:{subject_id}')[:12], 16) % 1_000_000:06d}"
    return f"{figures[:3]} {figures[3:]}"


def as_number(typed: str) -> str:
    """A number as it is printed, however it was typed; nothing for what is none.

    >>> as_number("no. 048-210"), as_number("12")
    ('048 210', '')
    """
    figures = "".join(sign for sign in typed if sign in "0123456789")
    return f"{figures[:3]} {figures[3:]}" if len(figures) == 6 else ""


def line(
    member_id: str,
    kind: str,
    subject_id: str,
    about: MySuggestion | MyTaster | HoursCard | MeetingCard | ToSign | ToSay | FittingCard,
    answers: Iterable[str],
) -> Line:
    """A line with its number."""
    return Line(kind, subject_id, number_of(member_id, kind, subject_id), about, tuple(answers))


def answers_to_hours(one: HoursCard) -> tuple[str, ...]:
    """A gift is taken or left, and so are hours that the pot helps with; of others the time may have been different."""
    if one.kind == "donation" or one.is_from_pot or one.pot_minutes:
        return YES, NO, AGAIN
    return YES, NOT_QUITE, NO, AGAIN


def answers_to_meeting(one: MeetingCard) -> tuple[str, ...]:
    """Whether it took place, and among equals who helped whom."""
    if one.kind == "mentoring" or one.hours == "none":
        return HELD, NOT_HELD, AGAIN
    ways = (way + other for other, _ in one.others for way in (HELPED, WAS_HELPED))
    return *ways, NO_HOURS, NOT_HELD, AGAIN


def answers_to_say(occasion: str) -> tuple[str, ...]:
    """The answers to a question about a match; of an ending there are own words only."""
    if occasion == ENDING:
        return SAID, AGAIN
    return *(FIT_ANSWERS if occasion == FIT else REVIEW_ANSWERS), AGAIN
