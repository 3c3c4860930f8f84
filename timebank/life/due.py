"""What the jobs of this room find to do today; each list goes with one action that does it."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa

from timebank.access import May
from timebank.life.matched import today_of
from timebank.life.needs import needs, questions, still
from timebank.life.rests import resting_now
from timebank.life.standing import ACTIVE, standings
from timebank.life.tables import match_rest, match_task, planned_ending
from timebank.mail.tables import letter
from timebank.matches.rules import UNDONE
from timebank.matches.tables import match
from timebank.matches.titles import definitions
from timebank.meetings import due as meetings
from timebank.work import Look

AGAIN_AFTER = timedelta(days=7)
ENDED_SINCE = timedelta(days=31)
QUESTION, QUESTION_AGAIN = "care_question", "care_question_again"  # kinds of letters


def matches_needing_care(look: Look) -> list[str]:
    """The matches with something for a coordinator to look at that has not been opened, or that has been met since.

    Each goes to `tasks.open_due`.
    """
    look.require(May.RUN_MATCHING)
    today = today_of(look)
    talking = sorted(programme_id for programme_id, one in definitions(look).items() if one.care.ending_talk)
    open_ones = sa.select(match_task.c.match_id).where(match_task.c.closed_at.is_(None))
    found = standings(look, sa.or_(ACTIVE, match.c.programme_id.in_(talking), match.c.id.in_(open_ones)))
    due = [
        match_id
        for match_id, one in found.items()
        if needs(one, today) - one.open_tasks - one.closed_tasks or one.open_tasks - still(one, today)
    ]
    undone = open_ones.where(match_task.c.match_id.in_(sa.select(match.c.id).where(match.c.ending_code == UNDONE)))
    return [*due, *sorted({row.match_id for row in look.rows(undone)})]


def reviews_due(look: Look) -> list[str]:
    """What people are to be asked by letter today, as "OCCASION:MATCH:MEMBER"; each goes to `words.ask`.

    Each question is asked once, and once again a week later while it is unanswered.
    """
    look.require(May.RUN_MATCHING)
    today = today_of(look)
    ended = sa.and_(match.c.state == "ended", match.c.ended_at >= look.now - ENDED_SINCE)
    items = [
        f"{about}:{one.match_id}:{who}"
        for one in standings(look, sa.or_(ACTIVE, ended)).values()
        for about, who in questions(one, today)
    ]
    statement = sa.select(letter.c.key, letter.c.written_at).where(letter.c.kind.in_((QUESTION, QUESTION_AGAIN)))
    written = {row.key: row.written_at for row in look.rows(statement)} if items else {}
    return [item for item in items if letter_due(item, written, look.now)]


def letter_due(item: str, written: Mapping[str, datetime], now: datetime) -> str:
    """The key of the letter that is due for a question, or nothing: the first at once, the second a week later."""
    first, again = f"{QUESTION}:{item}", f"{QUESTION_AGAIN}:{item}"
    if first not in written:
        return first
    return again if again not in written and written[first] <= now - AGAIN_AFTER else ""


def endings_due(look: Look) -> list[str]:
    """The active matches whose planned last day has come; each goes to `endings.carry_out`."""
    look.require(May.RUN_MATCHING)
    statement = (
        sa.select(planned_ending.c.match_id)
        .join(match, match.c.id == planned_ending.c.match_id)
        .where(ACTIVE, planned_ending.c.ends_on <= today_of(look))
        .order_by(planned_ending.c.match_id)
    )
    return [row.match_id for row in look.rows(statement)]


def rests_over(look: Look) -> list[str]:
    """The rests of active matches whose day has come; each goes to `rests.wake`."""
    look.require(May.RUN_MATCHING)
    statement = (
        sa.select(match_rest.c.id)
        .join(match, match.c.id == match_rest.c.match_id)
        .where(ACTIVE, match_rest.c.over_at.is_(None), match_rest.c.until <= today_of(look))
        .order_by(match_rest.c.id)
    )
    return [row.id for row in look.rows(statement)]


def meetings_to_remind(look: Look) -> tuple[str, ...]:
    """The meetings to remind people of; nobody while their match rests. Each goes to `meetings.telling.remind_of`."""
    look.require(May.SEND_LETTERS)
    return meetings.to_remind(look, resting_now(look))


def meetings_to_ask(look: Look) -> tuple[str, ...]:
    """The meetings to ask about; nobody while their match rests. Each goes to `meetings.telling.ask_how`."""
    look.require(May.SEND_LETTERS)
    return meetings.to_ask(look, resting_now(look))
