"""What a match needs: when a coordinator should look at it, and what its people are asked, from how it stands; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from timebank.programmes.care import Care

FIT, ENDING = "fit", "ending"
FIRST_MEETING_DAYS, AGREEMENT_DAYS, REVIEW_DAYS = 14, 21, 7
ASKED_FOR = timedelta(days=60)  # after so long nobody is asked about a day any more
ENDING_ASKED_FOR = timedelta(days=30)
ENDING_ASKED_BEFORE = timedelta(days=14)
NOT_A_FIT, WOULD_TALK = "not_a_fit", "talk"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a match; `takes_part` in its programme still, `has_talked` with a coordinator since it ended."""

    member_id: str
    name: str
    role: str
    is_offline: bool
    is_here: bool
    takes_part: bool
    has_talked: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How a match stands; days are those of the community's calendar.

    `said` holds each (member id, occasion) with its answer, `open_tasks` and `closed_tasks` (kind, occasion).
    """

    match_id: str
    programme_id: str
    care: Care
    people: tuple[Person, ...]
    area_ids: frozenset[str]
    is_active: bool
    started: date
    ended: date | None
    ended_by_id: str | None
    first_held: date | None
    last_held: date | None
    has_planned: bool  # a meeting is planned and still to come
    has_met_or_planned: bool  # there was ever one planned that was not called off, or one held
    is_resting: bool
    rested_until: date | None  # when the last rest was over
    version: int  # of the agreement; 0: none
    written: date | None
    unsigned: frozenset[str]
    said: Mapping[tuple[str, str], str]
    ends_on: date | None
    open_tasks: frozenset[tuple[str, str]]
    closed_tasks: frozenset[tuple[str, str]]
    quiet_closed: date | None

    @property
    def ids(self) -> frozenset[str]:
        """Everybody's ids."""
        return frozenset(one.member_id for one in self.people)


def review_name(week: int) -> str:
    """What the review after so many weeks is called, also when the programme changes its weeks.

    >>> review_name(12)
    'review-12'
    """
    return f"review-{week}"


def due_review(care: Care, started: date, today: date) -> tuple[str, date] | None:
    """The last review whose day has come, and that day; earlier ones are past."""
    for week, day in zip(reversed(care.review_weeks), reversed(care.reviews(started)), strict=True):
        if day <= today:
            return review_name(week), day
    return None


def needs(one: Standing, today: date) -> frozenset[tuple[str, str]]:
    """What a coordinator should look at, as (kind, occasion); each occasion comes up once.

    While a match rests only what its people have said counts. Nothing here ever changes a match.
    """
    if not one.is_active:
        return frozenset(
            ("ending", who.member_id)
            for who in one.people
            if one.care.ending_talk and who.is_here and who.takes_part and not who.has_talked
        )
    found = {("fit", who) for (who, about), answer in one.said.items() if about == FIT and answer == NOT_A_FIT}
    found |= {("talk", f"{about}:{who}") for (who, about), answer in one.said.items() if answer == WOULD_TALK}
    if not one.is_resting:
        found |= {*_first_meeting(one, today), *_quiet(one, today), *_agreement(one, today), *_review(one, today)}
    return frozenset(found)


def _first_meeting(one: Standing, today: date) -> list[tuple[str, str]]:
    since = _latest(one.started, one.rested_until)
    is_due = not one.has_met_or_planned and (today - since).days >= FIRST_MEETING_DAYS
    return [("first_meeting", "first")] if is_due else []


def _quiet(one: Standing, today: date) -> list[tuple[str, str]]:
    """No meeting for long; once a coordinator has looked, it counts afresh from that day."""
    since = _latest(one.started, one.last_held, one.rested_until, one.quiet_closed)
    if ("first_meeting", "first") in one.open_tasks and not one.has_met_or_planned:
        return []
    is_due = one.care.quiet_days and not one.has_planned and (today - since).days >= one.care.quiet_days
    return [("quiet", since.isoformat())] if is_due else []


def _agreement(one: Standing, today: date) -> list[tuple[str, str]]:
    since = _latest(one.written or one.started, one.rested_until)
    is_open = one.care.agreement and (not one.version or one.unsigned)
    return [("agreement", f"version-{one.version}")] if is_open and (today - since).days >= AGREEMENT_DAYS else []


def _review(one: Standing, today: date) -> list[tuple[str, str]]:
    """The last review, still unanswered after a week; what was opened once stays until it is answered or looked at."""
    due = due_review(one.care, one.started, today)
    if due is None or ENDING in occasions(one, today):
        return []
    waited = today - _latest(due[1], one.rested_until)
    unanswered = [who.member_id for who in one.people if (who.member_id, due[0]) not in one.said]
    found = [("review", f"{due[0]}:{who}") for who in unanswered]
    return [each for each in found if each in one.open_tasks or REVIEW_DAYS <= waited.days <= ASKED_FOR.days]


def still(one: Standing, today: date) -> frozenset[tuple[str, str]]:
    """What would need a look if the match did not rest: an open task that is not among it has been met."""
    return needs(replace(one, is_resting=False), today)


def may_say(one: Standing, about: str, today: date) -> bool:
    """Whether somebody in the match can say something about an occasion: it has come, and is not over."""
    if about == ENDING:
        return not one.is_active or one.ends_on is not None
    if not one.is_active:
        return False
    if about == FIT:
        return one.care.fit_check and one.first_held is not None
    weeks = zip(one.care.review_weeks, one.care.reviews(one.started), strict=True)
    return about in {review_name(week) for week, day in weeks if day <= today}


def questions(one: Standing, today: date) -> list[tuple[str, str]]:
    """What its people are asked by letter now, as (occasion, member id); nobody twice, nobody while it rests.

    Whoever ended a match at once was asked there and then, so no letter asks them.
    """
    return [
        (about, who.member_id)
        for about in occasions(one, today)
        for who in one.people
        if who.is_here and (who.member_id, about) not in one.said
        if one.is_active or who.member_id != one.ended_by_id
    ]


def occasions(one: Standing, today: date) -> list[str]:
    """What there is to say of a match at the moment: one question at a time, the latest."""
    if not one.is_active:
        return [ENDING] if one.ended and today - one.ended <= ENDING_ASKED_FOR else []
    if one.is_resting:
        return []
    found = []
    if one.care.fit_check and one.first_held and today - _latest(one.first_held, one.rested_until) <= ASKED_FOR:
        found.append(FIT)
    due = due_review(one.care, one.started, today)
    if due and today - _latest(due[1], one.rested_until) <= ASKED_FOR:
        found.append(due[0])
    if one.ends_on and one.ends_on - today <= ENDING_ASKED_BEFORE:
        found.append(ENDING)
    return found[-1:]


def _latest(first: date, *others: date | None) -> date:
    return max([first, *filter(None, others)])
