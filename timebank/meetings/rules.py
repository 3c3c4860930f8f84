"""What is true of meetings: when they can be, how they move on, and who helped whom; pure."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from timebank.clock import local_date
from timebank.errors import AlreadyDecided, InvalidInput, Refused
from timebank.members.rules import clean_words, clean_zone

SHORTEST_MINUTES = 5
LONGEST_MINUTES = 720
FURTHEST_AHEAD = timedelta(days=366)
FURTHEST_BACK = timedelta(days=31)
ASKED_FOR = timedelta(days=7)  # how long after a meeting somebody is asked how it went
CHANGE_REASONS = {  # of a meeting moved or called off
    "ill": "somebody is not well",
    "came_up": "something came up",
    "closed": "the place is not open",
    "other": "something else",
}
NOT_HELD_REASONS = {
    "ill": "somebody was not well",
    "came_up": "something came up",
    "missed": "we missed each other",
    "closed": "the place was not open",
    "other": "something else",
}
REASONS = {"moved": CHANGE_REASONS, "cancelled": CHANGE_REASONS, "not_held": NOT_HELD_REASONS}
MOVES: dict[str, frozenset[str]] = {"planned": frozenset({"held", "not_held", "moved", "cancelled"})}


class NotYet(Refused):
    """This meeting has not begun yet. Please say how it went once it has taken place, or cancel it."""


class MatchOver(Refused):
    """This match has ended, so there are no more meetings in it."""


def moment_of(local: datetime, zone: str) -> datetime:
    """The moment at which the clocks in a zone show a local date and time; the first of two, where it comes twice.

    Raises InvalidInput for a time that the clocks skip.

    >>> moment_of(datetime(2026, 7, 1, 10), "Europe/London").isoformat()
    '2026-07-01T09:00:00+00:00'
    """
    if local.tzinfo is not None:
        raise ValueError("a planned meeting is said in local time")
    moment = local.replace(tzinfo=ZoneInfo(clean_zone(zone))).astimezone(UTC)
    if moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local:
        raise InvalidInput("The clocks go forward that night and skip this time. Please choose another.")
    return moment


def check_start(starts_at: datetime, now: datetime) -> None:
    """Whether a meeting can be kept: planned up to a year ahead, or written down up to 31 days afterwards."""
    if starts_at > now + FURTHEST_AHEAD:
        raise InvalidInput("Please choose a day within the next year.")
    if starts_at < now - FURTHEST_BACK:
        raise InvalidInput("This was more than a month ago. Please record the hours by hand.")


def check_since(day: date, match_began: date) -> None:
    """Whether a meeting belongs to its match: not on a day before that began."""
    if day < match_began:
        raise InvalidInput("This was before your match began. Please record the hours by hand.")


def clean_minutes(minutes: int) -> int:
    """How long a meeting takes; raises InvalidInput."""
    if isinstance(minutes, bool) or not isinstance(minutes, int) or not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
        raise InvalidInput("Please give a length between 5 minutes and 12 hours.")
    return minutes


def clean_place(words: str) -> str:
    """Where people meet, on one line; may be blank."""
    return " ".join(clean_words(words, 200).split())


def check_move(before: str, after: str) -> None:
    """Whether a meeting can go from one state to another; raises AlreadyDecided."""
    if after not in MOVES.get(before, frozenset()):
        raise AlreadyDecided


def clean_reason(after: str, code: str) -> str:
    """Why a meeting moved on, by its code; nobody has to say. Raises InvalidInput for one we do not know."""
    if code and code not in REASONS[after]:
        raise InvalidInput("Please choose one of the reasons, or none.")
    return code


def say_reason(state: str, code: str, words: str = "") -> str:
    """A reason as people read it, with the own words beside it.

    >>> say_reason("not_held", "missed", "I was at the other door")
    'we missed each other: I was at the other door'
    """
    said = REASONS.get(state, {}).get(code, "") if code != "other" or not words else ""
    return ": ".join(filter(None, [said, words]))


def check_begun(starts_at: datetime, now: datetime) -> None:
    """Whether it is time to say how a meeting went; raises NotYet."""
    if starts_at > now:
        raise NotYet


def is_to_remind(planned_at: datetime, starts_at: datetime, zone: str, now: datetime) -> bool:
    """Whether people should hear now of a meeting: the day before, or on the day where that was missed.

    What was planned or moved the day before, or later, needs no reminder.
    """
    day, today = local_date(starts_at, zone), local_date(now, zone)
    is_known = local_date(planned_at, zone) >= day - timedelta(days=1)
    return starts_at > now and day - today <= timedelta(days=1) and not is_known


def is_to_ask(starts_at: datetime, zone: str, now: datetime) -> bool:
    """Whether people should be asked now how a meeting went: from the day after, for a week."""
    return timedelta(0) < local_date(now, zone) - local_date(starts_at, zone) <= ASKED_FOR


def who_helped(
    kind: str, people: Sequence[tuple[str, str]], recorder: str, helper_id: str, helped_id: str
) -> tuple[str, str]:
    """The ids of the one who helped and the one who was helped, from people as (id, role).

    In mentoring the mentor helped the mentee. Among equals the recorder says; left unsaid, the other helped the
    recorder. Raises InvalidInput when that is still unclear.
    """
    ids = [member_id for member_id, _ in people]
    mentors = [member_id for member_id, role in people if role == "mentor"]
    if kind == "mentoring" and len(people) == 2 and len(mentors) == 1:
        return mentors[0], next(one for one in ids if one != mentors[0])
    others = [one for one in ids if one != recorder]
    only = others[0] if len(others) == 1 else ""
    helper = helper_id or (only if helped_id in ("", recorder) else recorder)
    helped = helped_id or (recorder if helper != recorder else only)
    if helper not in ids or helped not in ids or helper == helped or recorder not in (helper, helped):
        raise InvalidInput("Please say who helped whom.")
    return helper, helped
