"""What is true of the life of a match: what can be agreed, aimed at and said, and how long; pure."""

from datetime import date, timedelta

from timebank.errors import InvalidInput, Refused
from timebank.meetings.rules import clean_minutes
from timebank.members.rules import clean_words

MOST_GOALS = 10
LONGEST_WORDS = 600
LONGEST_HALF = 280  # of the two halves of what is said at an ending
FURTHEST = timedelta(days=5 * 366)
GOAL_STATES = {"open": "open", "reached": "reached", "let_go": "let go"}
FIT_ANSWERS = {"good": "It feels right", "too_early": "Too early to say", "not_a_fit": "It is not a fit"}
REVIEW_ANSWERS = {"well": "It is going well", "better": "It could be better", "talk": "I would like to talk"}
WENT_WELL, BETTER = "What went well", "What could be better"
RATHER_NOT_TALK = "They would rather not talk about it."
STOPPED = "other"  # a match stopped at once looks like any other whose people gave no reason
NO_THANKS = ("concern",)  # after such an ending no words go from one to the other


class TooManyGoals(Refused):
    """Ten open goals are plenty. Please mark one as reached or let one go first."""


class NothingToSay(Refused):
    """There is nothing to say about this just now. Please reload the page to see how it stands."""


class NewerVersion(Refused):
    """Somebody has written a newer version of this agreement. Please reload the page and read that one."""


def clean_agreement(how_often: str, minutes: int, until: date | None, today: date) -> tuple[str, int, date | None]:
    """What is agreed as it is kept; raises InvalidInput."""
    often = " ".join(clean_words(how_often, 120).split())
    if not often:
        raise InvalidInput("Please say how often you would like to meet, for example every two weeks.")
    return often, clean_minutes(minutes), clean_day(until, today) if until else None


def clean_day(day: date, today: date) -> date:
    """A day to come, not further than five years ahead; raises InvalidInput."""
    if not today < day <= today + FURTHEST:
        raise InvalidInput("Please choose a day after today, within the next five years.")
    return day


def clean_goal(words: str) -> str:
    """A goal on one line; raises InvalidInput when it is blank or too long."""
    kept = " ".join(clean_words(words, 300).split())
    if not kept:
        raise InvalidInput("Please say in a few words what you would like to reach.")
    return kept


def clean_answer(answer: str, known: dict[str, str]) -> str:
    """One of the answers there are; raises InvalidInput."""
    if answer not in known:
        raise InvalidInput("Please choose one of the answers. There is no wrong one.")
    return answer


def clean_closing(words: str) -> str:
    """What a coordinator did about a task; raises InvalidInput when nothing is said."""
    kept = clean_words(words)
    if not kept:
        raise InvalidInput("Please say in a few words what you found or did.")
    return kept


def said_at_ending(went_well: str, better: str) -> str:
    """Both halves of what somebody says at an ending, as one text for the coordinator."""
    halves = ((WENT_WELL, clean_words(went_well, LONGEST_HALF)), (BETTER, clean_words(better, LONGEST_HALF)))
    return "\n".join(f"{title}: {words}" for title, words in halves if words)


def say_every(days: int) -> str:
    """How often, in words, as a programme's settings mean it.

    >>> say_every(7), say_every(14), say_every(10), say_every(1)
    ('every week', 'every 2 weeks', 'every 10 days', 'every day')
    """
    if days % 7 == 0:
        return "every week" if days == 7 else f"every {days // 7} weeks"
    return "every day" if days == 1 else f"every {days} days"
