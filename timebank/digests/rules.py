"""Who gets which kind idea and when, and when somebody is asked about what is not written down; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

NEW_FOR = timedelta(days=30)  # whoever has just come needs no ideas yet
LAPSED_AFTER = timedelta(days=120)
PAUSE = timedelta(days=60)
YEAR = timedelta(days=365)
MOST_A_YEAR = 2  # of the same idea

ASK_AFTER_DAYS = (7, 14)
ASKED_FOR_DAYS = 42  # what is older was before anybody here asked


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a member's part in the time bank."""

    joined_at: datetime
    has_given: bool
    has_received: bool
    has_offers: bool
    is_lately_here: bool  # an exchange, a sign-in or anything they said within LAPSED_AFTER


def ideas(facts: Facts, now: datetime) -> tuple[str, ...]:
    """The kinds of letters that would be right for somebody, the best first.

    >>> from datetime import UTC
    >>> joined, now = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 11, 2, tzinfo=UTC)
    >>> ideas(Facts(joined, True, False, False, True), now)
    ('nudge_only_given',)
    >>> ideas(Facts(joined, False, True, False, True), now)
    ('nudge_only_received', 'nudge_no_offers')
    """
    if now - facts.joined_at < NEW_FOR:
        return ()
    if not facts.is_lately_here:
        return ("nudge_lapsed",) if now - facts.joined_at >= LAPSED_AFTER else ()
    found = []
    if facts.has_given and not facts.has_received:
        found.append("nudge_only_given")
    if facts.has_received and not facts.has_given:
        found.append("nudge_only_received")
    if not facts.has_given and not facts.has_offers:
        found.append("nudge_no_offers")
    return tuple(found)


def idea_due(facts: Facts, told: Mapping[str, list[datetime]], now: datetime) -> str:
    """The kind of letter that is due, or nothing; `told`: when each kind was written before.

    At least PAUSE between any two, and the same at most MOST_A_YEAR times within a year.
    """
    if any(now - at < PAUSE for times in told.values() for at in times):
        return ""
    for kind in ideas(facts, now):
        if sum(now - at < YEAR for at in told.get(kind, ())) < MOST_A_YEAR:
            return kind
    return ""


def asking_due(age_days: int) -> int:
    """Which time somebody is asked about something agreed `age_days` ago and not written down; 0: not now.

    >>> [asking_due(age) for age in (0, 6, 7, 13, 14, 42, 43)]
    [0, 0, 1, 1, 2, 2, 0]
    """
    return sum(age_days >= days for days in ASK_AFTER_DAYS) if age_days <= ASKED_FOR_DAYS else 0
