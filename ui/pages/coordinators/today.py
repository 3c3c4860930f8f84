"""Today: what waits for a coordinator, each with the way to it, and what waits for somebody else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

import streamlit as st

from timebank.access import May
from timebank.handover.reads import AwayCard, due_back, orphans
from timebank.handover.rules import Orphan, say_orphan
from timebank.jobs.reads import JobCard, overview
from timebank.ledger.decisions import waiting as decisions
from timebank.ledger.reads import to_answer_for_offline, to_settle
from timebank.life.reads import care_list
from timebank.mail.reads import register
from timebank.matches.cards import ReviewCard
from timebank.matches.review_reads import review
from timebank.matches.taster_reads import FirstStepWaits, first_steps_waiting
from timebank.meetings.company import where_i_come_along, without_company
from timebank.members.directory import deciders
from timebank.programmes.newcomers import Newcomer, newcomers, without_a_check
from timebank.reports.unrecorded import unrecorded_totals
from timebank.safeguarding.reads import is_lead_needed
from timebank.work import Look
from ui import context
from ui.pages.coordinators.handover_lines import away_line
from ui.pages.coordinators.review_tasters import VIEW
from ui.parts.desk import desk_head, names_in_words
from ui.parts.head import part
from ui.parts.links import way_to
from ui.parts.text import plain
from ui.parts.unrecorded import line
from ui.words import desk as words
from ui.words.handover import Handover
from ui.words.jobs import TITLES
from ui.words.life import Care
from ui.words.meeting import FirstMeetings
from ui.words.safeguarding import Concerns
from ui.words.tasters import FirstStep
from ui.words.unrecorded import Unrecorded

NO_EMAIL = "has no e-mail"
LETTERS_FOR = timedelta(days=14)
MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class Seen:
    """All the page shows: counts and names."""

    drafts: int
    own_drafts: int
    to_care_for: int
    is_lead_needed: bool
    first_meetings: tuple[int, int]  # those the reader comes along to, and those nobody comes along to yet
    deciders: list[str]
    settle: int
    offline_hours: int
    decisions: int
    unrecorded: tuple[int, int]
    to_ask: list[str]
    to_tell: list[str]
    failed_letters: int
    first_steps: list[FirstStepWaits]
    newcomers: list[tuple[str, str, list[str]]]  # programme id, title, names
    checks: list[tuple[str, str, list[str]]]
    orphans: tuple[Orphan, ...]
    due_back: tuple[AwayCard, ...]
    failed_jobs: list[JobCard]


def page() -> None:
    """Draw what waits."""
    seen = context.see(_look)
    desk_head(words.TITLES["today"], words.Today.lead)
    parts = (_draw_cover, _draw_matching, _draw_hours, _draw_newcomers, _draw_letters, _draw_jobs)
    drawn = [draw(seen) for draw in parts]
    if not any(drawn):
        st.markdown(words.Today.nothing)
    if seen.own_drafts:
        part(words.Today.others)
        names = names_in_words(seen.deciders) or words.NOBODY_ELSE
        said = words.Today.other_drafts_one if seen.own_drafts == 1 else words.Today.other_drafts_many
        st.markdown(said.format(count=seen.own_drafts, names=plain(names)))


def _look(look: Look) -> Seen:
    waiting = review(look)
    drafts = [one for one in waiting if one.state == "draft"]
    coordinates = look.allows(May.ADD_MEMBER)
    jobs = overview(look) if coordinates else []
    return Seen(
        drafts=sum(one.may_decide for one in drafts),
        own_drafts=sum(not one.may_decide for one in drafts),
        to_care_for=sum(bool(one.tasks) for one in care_list(look)),
        is_lead_needed=look.allows(May.GRANT_ROLE) and is_lead_needed(look),
        first_meetings=(len(where_i_come_along(look)), len(without_company(look))) if coordinates else (0, 0),
        deciders=[one.name for one in deciders(look) if one.member_id != look.actor.member_id],
        settle=len(to_settle(look)),
        offline_hours=len(to_answer_for_offline(look)),
        decisions=sum(one.may_decide for one in decisions(look)),
        unrecorded=(unrecorded_totals(look) if coordinates else None) or (0, 0),
        to_ask=_to_ask(waiting),
        to_tell=_to_tell(look) if coordinates else [],
        failed_letters=register(look, per_page=1).counts["failed"] if coordinates else 0,
        first_steps=first_steps_waiting(look),
        newcomers=_by_programme(newcomers(look)) if coordinates else [],
        checks=_by_programme(without_a_check(look)) if coordinates else [],
        orphans=orphans(look) if coordinates else (),
        due_back=due_back(look) if coordinates else (),
        failed_jobs=[one for one in jobs if one.has_failed],
    )


def _to_ask(waiting: Iterable[ReviewCard]) -> list[str]:
    open_ones = [one for one in waiting if one.state != "draft" and one.may_decide]
    names = {who.name for one in open_ones for who in one.people if who.is_offline and who.answer is None}
    return sorted(names, key=str.casefold)


def _to_tell(look: Look) -> list[str]:
    rows = register(look, "skipped").rows
    recent = (one for one in rows if one.reason.startswith(NO_EMAIL) and one.written_at > look.now - LETTERS_FOR)
    return sorted({one.addressee for one in recent}, key=str.casefold)


def _by_programme(waiting: Iterable[Newcomer]) -> list[tuple[str, str, list[str]]]:
    found: dict[tuple[str, str], list[str]] = {}
    for one in waiting:
        found.setdefault((one.programme_id, one.title), []).append(one.name)
    return [(programme_id, title, names) for (programme_id, title), names in found.items()]


def _draw_cover(seen: Seen) -> bool:
    """Parts of the community nobody looks after, and people who meant to be back and for whom things still rest."""
    for orphan in seen.orphans:
        said = plain(say_orphan(orphan))
        _item(f"orphan-{orphan.area_id}", said, "depends", Handover.to_depends)
    for one in seen.due_back:
        said = plain(away_line(one))
        _item(f"back-{one.member_id}", said, "handover", Handover.today_back, member=one.member_id)
    return bool(seen.orphans or seen.due_back)


def _draw_matching(seen: Seen) -> bool:
    if seen.drafts:
        said = _counted(seen.drafts, words.Today.drafts_one, words.Today.drafts_many)
        _item("drafts", said, "review", words.Today.drafts_link)
    if seen.to_ask:
        said = words.Today.offline_answers.format(names=_names(seen.to_ask))
        _item("ask", said, "review", words.Today.offline_answers_link, show="asked")
    if seen.to_care_for:
        _item("care", _counted(seen.to_care_for, Care.today_one, Care.today_many), "care", Care.today_link)
    if seen.is_lead_needed:
        _item("lead", Concerns.lead_needed, "roles", Concerns.go_to_roles)
    _draw_first_steps(seen)
    has_first_meetings = _draw_first_meetings(seen) or bool(seen.first_steps)
    return bool(seen.drafts or seen.to_ask or seen.to_care_for or seen.is_lead_needed or has_first_meetings)


def _draw_first_steps(seen: Seen) -> None:
    for one in seen.first_steps:
        where = {"programme": one.programme_id, "show": VIEW}
        if one.drafts:
            said = FirstStep.today_one if one.drafts == 1 else FirstStep.today_many
            said = plain(said.format(count=one.drafts, programme=one.title))
            _item(f"first-{one.programme_id}", said, "review", FirstStep.today_link, **where)
        if one.to_ask:
            said = FirstStep.today_ask.format(names=_names(list(one.to_ask)))
            _item(f"heard-{one.programme_id}", said, "review", FirstStep.today_link, **where)


def _draw_first_meetings(seen: Seen) -> bool:
    mine, without = seen.first_meetings
    said = [_counted(mine, FirstMeetings.today_mine_one, FirstMeetings.today_mine_many)] if mine else []
    if without:
        said.append(_counted(without, FirstMeetings.today_without_one, FirstMeetings.today_without_many))
    if said:
        _item("first-meetings", " ".join(said), "first_meetings", FirstMeetings.today_link)
    return bool(said)


def _draw_hours(seen: Seen) -> bool:
    if seen.settle:
        said = _counted(seen.settle, words.Today.settle_one, words.Today.settle_many)
        _item("settle", said, "questions", words.Today.settle_link)
    if seen.offline_hours:
        said = _counted(seen.offline_hours, words.Today.offline_hours_one, words.Today.offline_hours_many)
        _item("bring", said, "questions", words.Today.offline_hours_link, show="bring")
    if seen.decisions:
        said = _counted(seen.decisions, words.Today.decisions_one, words.Today.decisions_many)
        _item("decisions", said, "decisions", words.Today.decisions_link)
    if seen.unrecorded[0]:
        _item("unrecorded", plain(line(seen.unrecorded)), "unrecorded", Unrecorded.today_link)
    return bool(seen.settle or seen.offline_hours or seen.decisions or seen.unrecorded[0])


def _draw_newcomers(seen: Seen) -> bool:
    for programme_id, title, names in seen.newcomers:
        said = words.Today.newcomers if len(names) == 1 else words.Today.newcomers_many
        said = said.format(names=_names(names), programme=plain(title))
        _item(f"new-{programme_id}", said, "participants", words.Today.newcomers_link, programme=programme_id)
    for programme_id, title, names in seen.checks:
        said = words.Today.checks if len(names) == 1 else words.Today.checks_many
        said = said.format(names=_names(names), programme=plain(title))
        _item(f"checks-{programme_id}", said, "participants", words.Today.newcomers_link, programme=programme_id)
    return bool(seen.newcomers or seen.checks)


def _draw_letters(seen: Seen) -> bool:
    if seen.to_tell:
        said = words.Today.letters.format(names=_names(seen.to_tell))
        _item("tell", said, "sheets", words.Today.letters_link)
    if seen.failed_letters:
        said = _counted(seen.failed_letters, words.Today.failed_one, words.Today.failed_many)
        _item("failed", said, "letters", words.Today.failed_link, show="failed")
    return bool(seen.to_tell or seen.failed_letters)


def _draw_jobs(seen: Seen) -> bool:
    for job in seen.failed_jobs:
        said = words.Today.jobs.format(job=plain(TITLES[job.name]), words=plain(job.last.words if job.last else ""))
        _item(f"job-{job.name}", said, "jobs", words.Today.jobs_link)
    return bool(seen.failed_jobs)


def _item(key: str, said: str, path: str, link: str, **query: str) -> None:
    with st.container(border=True, key=f"today-{key}"):
        st.markdown(said)
        way_to(path, link, **query)


def _counted(count: int, one: str, many: str) -> str:
    return one if count == 1 else many.format(count=count)


def _names(names: list[str]) -> str:
    shown = names[:MOST_NAMES]
    if len(names) > MOST_NAMES:
        shown.append(words.Today.more.format(count=len(names) - MOST_NAMES))
        return plain(" ".join([", ".join(shown[:-1]), shown[-1]]))
    return plain(names_in_words(shown))
