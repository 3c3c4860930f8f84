"""What waits for a coordinator at this moment, read through the same reads as their pages, so it tells nothing more."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.handover.reads import due_back
from timebank.ledger.decisions import waiting as decisions
from timebank.ledger.reads import to_answer_for_offline, to_settle
from timebank.life.reads import care_list
from timebank.life.tasks import KINDS
from timebank.mail.reads import register
from timebank.matches.review_reads import review
from timebank.matches.taster_reads import first_steps_waiting
from timebank.meetings.company import without_company
from timebank.programmes.checks_due import checks_ending
from timebank.programmes.newcomers import newcomers, without_a_check
from timebank.work import Look

Told = tuple[str, str, date | None]
LETTERS_FOR = timedelta(days=14)
NO_EMAIL = "has no e-mail"
QUIET = "quiet"  # a task of its own part
LETTERS_LOOKED_AT = 500
CHECKS_WITHIN_DAYS = 30


def what_waits(look: Look) -> Iterator[Told]:
    """What waits, each with whom it is about and since when; for coordinators, as each read sees to."""
    yield from _matching(look)
    yield from _matches(look)
    yield from _hours(look)
    yield from _newcomers(look)
    yield from (("People who meant to be back by now", one.name, one.back_on) for one in due_back(look))
    yield from _checks(look)
    yield from _letters(look)


def _matching(look: Look) -> Iterator[Told]:
    for one in review(look):
        if one.state == "draft" and one.may_decide:
            names = _names([who.name for who in one.people])
            yield "Suggestions to look at", names, _day(look, one.made_at)
        elif one.may_decide:
            for who in one.people:
                if who.is_offline and who.answer is None:
                    asked = "Members without e-mail to ask about a suggestion"
                    yield asked, who.name, _day(look, one.offered_at or one.made_at)
    for step in first_steps_waiting(look):
        if step.drafts:
            yield "Short meetings to look at", step.title, _day(look, step.since)
        for name in step.to_ask:
            yield "Members without e-mail to ask how a short meeting was", name, _day(look, step.since)


def _matches(look: Look) -> Iterator[Told]:
    for one in care_list(look):
        kinds = dict.fromkeys(kind for kind, _ in one.tasks if kind != QUIET)
        for kind in kinds:
            since = _day(look, one.oldest_task_at) if one.oldest_task_at else None
            yield f"Matches to look after: {KINDS[kind].lower()}", _names(list(one.people)), since
    for meeting in without_company(look):
        names = _names([name for _, name in meeting.people])
        yield "First meetings nobody comes along to yet", names, _day(look, meeting.matched_at)


def _hours(look: Look) -> Iterator[Told]:
    for one in to_settle(look):
        yield "Questions about hours to settle", _names([one.helper, one.helped]), _day(look, one.recorded_at)
    for other in decisions(look):
        if other.may_decide:
            names = _names([other.helper, other.helped])
            yield "Matters about hours for a second person", names, _day(look, other.asked_at)
    for one in to_answer_for_offline(look):
        names = _names([one.helper, one.helped])
        yield "Hours that wait for the word of a member without e-mail", names, _day(look, one.recorded_at)


def _newcomers(look: Look) -> Iterator[Told]:
    for one in newcomers(look):
        yield f"People to get to know for {one.title}", one.name, _day(look, one.since)


def _checks(look: Look) -> Iterator[Told]:
    """Whoever waits for a check, and checks that end; one that has ended is told with whoever waits for it."""
    waiting = without_a_check(look)
    for one in waiting:
        yield f"People with a check to be seen for {one.title}", f"{one.name} ({one.checks})", _day(look, one.since)
    told = {one.member_id for one in waiting}
    for check in checks_ending(look):
        if check.days_left <= CHECKS_WITHIN_DAYS and not (check.days_left < 0 and check.member_id in told):
            yield "Checks that have ended or end within a month", f"{check.name} ({check.words})", check.expires_on


def _letters(look: Look) -> Iterator[Told]:
    for state, what in (
        ("skipped", "Members without e-mail to tell something"),
        ("failed", "Members a letter did not reach"),
    ):
        since: dict[str, date] = {}
        for row in register(look, state, per_page=LETTERS_LOOKED_AT).rows:
            is_meant = state == "failed" or row.reason.startswith(NO_EMAIL)
            if is_meant and row.written_at > look.now - LETTERS_FOR:
                since[row.addressee] = _day(look, row.written_at)  # newest first, so the oldest stays
        yield from ((what, name, day) for name, day in since.items())


def _names(names: list[str]) -> str:
    return ", ".join(name for name in names if name)


def _day(look: Look, moment: datetime) -> date:
    return local_date(moment, community(look).zone)
