"""What people see of the life of a match: its own people their part, whoever looks after it what needs a look."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from timebank.access import May
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.errors import NotFound
from timebank.life.cards import (
    AgreementCard,
    CareCard,
    CareRow,
    GoalCard,
    Life,
    RestCard,
    TalkCard,
    TaskCard,
    Terms,
    WordCard,
)
from timebank.life.matched import Matched, load, may_judge, require, require_judge, today_of
from timebank.life.needs import Standing, needs, occasions
from timebank.life.rules import GOAL_STATES, say_every
from timebank.life.standing import ACTIVE, standing, standings
from timebank.life.tables import agreement, goal, match_rest, match_task, match_word, signature
from timebank.life.words import passes_thanks
from timebank.matches.rules import UNDONE
from timebank.matches.tables import ending_talk, match
from timebank.matches.titles import titles
from timebank.meetings.lately import NotHeld, often_not_held
from timebank.members.tables import member
from timebank.work import Look


def life_of(look: Look, match_id: str) -> Life:
    """A match as one of its people sees it, or a coordinator who helps them; what others said of it is left out.

    Raises NotFound, also for a match whose acceptance was taken back.
    """
    one = load(look, match_id)
    require(look, one)
    return _life(look, one, _standing(look, match_id), frozenset([look.actor.member_id or ""]), is_judge=False)


def care_of_match(look: Look, match_id: str) -> CareCard:
    """A match for a coordinator who is not in it, or a second decider where a coordinator is in it. Raises NotFound.

    It holds what everybody said for the coordinator; why a match was stopped at once is nowhere in it.
    """
    one = load(look, match_id)
    require_judge(look, one)
    now = _standing(look, match_id)
    tasks = _tasks(look, now)
    shown = needs(now, today_of(look))
    return CareCard(
        life=_life(look, one, now, one.people.ids, is_judge=True),
        tasks=tuple(card for card, about in tasks if card.closed_at is None and about in shown),
        looked_at=tuple(card for card, _ in reversed(tasks) if card.closed_at and card.closed_by),
        talks=_talks(look, one) if one.care.ending_talk and not one.is_active else (),
        ending_code=one.ending_code,
        ending_words=one.ending_words,
        not_held=often_not_held(look, [match_id]).get(match_id),
    )


def care_list(look: Look, programme_id: str = "") -> tuple[CareRow, ...]:
    """The matches the reader looks after, those with something to look at first, then the longest first.

    Active ones, and ended ones with a talk still to be had; never one the reader is in. Raises NotFound.
    """
    look.require(May.REVIEW_SUGGESTION)
    today, named = today_of(look), titles(look)
    opened: dict[str, datetime] = {}
    open_tasks = sa.select(match_task).where(match_task.c.closed_at.is_(None))
    for row in look.rows(open_tasks.order_by(match_task.c.opened_at.desc())):
        opened[row.match_id] = row.opened_at  # the oldest stays
    with_tasks = sa.select(match_task.c.match_id).where(match_task.c.closed_at.is_(None))
    which = sa.or_(ACTIVE, match.c.id.in_(with_tasks))
    if programme_id:
        which = sa.and_(which, match.c.programme_id == programme_id)
    found = standings(look, which)
    not_held = often_not_held(look, [match_id for match_id, one in found.items() if one.is_active])
    rows = []
    for match_id, one in found.items():
        tasks = sorted(one.open_tasks & needs(one, today))
        if (one.is_active or tasks) and may_judge(look, one.ids, one.area_ids):
            missed = not_held.get(match_id)
            rows.append(_care_row(one, named[one.programme_id], tasks, opened.get(match_id), missed))
    return tuple(sorted(rows, key=lambda row: (row.oldest_task_at is None, row.oldest_task_at or row.started)))


def _care_row(
    one: Standing, title: str, tasks: list[tuple[str, str]], oldest: datetime | None, not_held: NotHeld | None
) -> CareRow:
    return CareRow(
        match_id=one.match_id,
        programme_id=one.programme_id,
        programme=title,
        people=tuple(who.name for who in one.people),
        is_active=one.is_active,
        started=one.started,
        tasks=tuple((kind, _name_in(one, occasion)) for kind, occasion in tasks),
        oldest_task_at=oldest if tasks else None,
        is_resting=one.is_resting and one.is_active,
        ends_on=one.ends_on if one.is_active else None,
        last_held=one.last_held,
        has_planned=one.has_planned,
        not_held=not_held,
    )


def _standing(look: Look, match_id: str) -> Standing:
    now = standing(look, match_id)
    if now is None:
        raise NotFound
    return now


def _life(look: Look, one: Matched, now: Standing, readers: frozenset[str], is_judge: bool) -> Life:
    today = today_of(look)
    newest, stands = _agreements(look, one)
    said = _said(look, one)
    # Nobody else learns whether any pass: that would tell a match that was stopped at once from all others.
    is_between_them = look.actor.member_id in one.people.ids and not one.is_active
    passed = is_between_them and passes_thanks(look, one)
    return Life(
        match_id=one.match_id,
        programme_id=one.programme_id,
        programme=one.people.programme,
        kind=one.people.kind,
        is_active=one.is_active,
        started=now.started,
        ended=now.ended,
        people=now.people,
        agreement=newest,
        stands=stands,
        terms=Terms(say_every(one.care.meet_every_days), one.care.meeting_minutes, one.care.ends(now.started)),
        asks_agreement=one.care.agreement,
        goals=_goals(look, one.match_id),
        rest=_rest(look, one.match_id, is_judge),
        ends_on=now.ends_on,
        meant_until=one.care.ends(now.started),
        said=tuple(_without_thanks(card) if is_judge else card for card in said if card.member_id in readers),
        asked=_asked(now, occasions(now, today), readers),
        thanks=tuple(
            (card.name, card.thanks) for card in said if passed and card.thanks and {card.member_id} != readers
        ),
    )


def _without_thanks(card: WordCard) -> WordCard:
    """What somebody said for the coordinator: thanks are for the others, and whether they were passed on tells why."""
    return replace(card, thanks="")


def _asked(now: Standing, about: list[str], readers: frozenset[str]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (who.member_id, occasion)
        for who in now.people
        for occasion in about
        if who.member_id in readers and (who.member_id, occasion) not in now.said
    )


def _agreements(look: Look, one: Matched) -> tuple[AgreementCard | None, AgreementCard | None]:
    """The newest version, and the last one that everybody signed where that is another."""
    zone = community(look).zone
    versions = sa.select(agreement).where(agreement.c.match_id == one.match_id).order_by(agreement.c.version)
    rows = look.rows(versions)
    signed: dict[str, dict[str, datetime]] = {row.id: {} for row in rows}
    for row in look.rows(sa.select(signature).where(signature.c.agreement_id.in_(sorted(signed)))):
        signed[row.agreement_id][row.member_id] = row.signed_at
    cards = [_agreement(row, one, signed[row.id], zone) for row in rows]
    standing_ones = [card for card in cards[:-1] if card.stands]
    newest = cards[-1] if cards else None
    earlier = standing_ones[-1] if standing_ones and newest and not newest.stands else None
    return newest, earlier


def _agreement(row: "sa.Row[Any]", one: Matched, signed: dict[str, datetime], zone: str) -> AgreementCard:
    people = [(member_id, name) for member_id, _, name in one.people.people]
    return AgreementCard(
        agreement_id=row.id,
        version=row.version,
        how_often=row.how_often,
        minutes=row.minutes,
        until=row.until,
        private_words=row.private_words,
        words=row.words,
        written_at=row.written_at,
        signed=tuple((who, name, local_date(signed[who], zone)) for who, name in people if who in signed),
        unsigned=tuple((who, name) for who, name in people if who not in signed),
    )


def _goals(look: Look, match_id: str) -> tuple[GoalCard, ...]:
    """Open ones first, then in the order they were added; one whose writer has left for good has no words any more."""
    theirs = sa.select(goal).where(goal.c.match_id == match_id, goal.c.words != "")
    rows = look.rows(theirs.order_by(goal.c.made_at, goal.c.id))
    order = list(GOAL_STATES)
    return tuple(GoalCard(row.id, row.words, row.state) for row in sorted(rows, key=lambda row: order.index(row.state)))


def _rest(look: Look, match_id: str, is_judge: bool) -> RestCard | None:
    row = look.row(sa.select(match_rest).where(match_rest.c.match_id == match_id, match_rest.c.over_at.is_(None)))
    if row is None:
        return None
    return RestCard(local_date(row.since_at, community(look).zone), row.until, row.words if is_judge else "")


def _said(look: Look, one: Matched) -> list[WordCard]:
    rows = look.rows(sa.select(match_word).where(match_word.c.match_id == one.match_id).order_by(match_word.c.said_at))
    return [
        WordCard(
            row.member_id, one.name_of(row.member_id), row.occasion, row.answer, row.words, row.thanks, row.said_at
        )
        for row in rows
    ]


def _tasks(look: Look, now: Standing) -> list[tuple[TaskCard, tuple[str, str]]]:
    """Every task of a match, the oldest first, with what it is about."""
    rows = look.rows(
        sa.select(match_task, member.c.name)
        .outerjoin(member, member.c.id == match_task.c.closed_by_id)
        .where(match_task.c.match_id == now.match_id)
        .order_by(match_task.c.opened_at, match_task.c.kind, match_task.c.occasion)
    )
    found = [
        (
            TaskCard(
                row.id,
                row.kind,
                _whom(now, row.occasion),
                _name_in(now, row.occasion),
                row.opened_at,
                row.closed_at,
                row.name or "",
                row.closing_words,
            ),
            (row.kind, row.occasion),
        )
        for row in rows
    ]
    return sorted(found, key=lambda each: (each[0].opened_at, each[0].kind, each[0].name))


def _whom(now: Standing, occasion: str) -> str:
    """The one of them whom an occasion is about, or nothing."""
    about = occasion.rpartition(":")[2]
    return about if about in now.ids else ""


def _name_in(now: Standing, occasion: str) -> str:
    whom = _whom(now, occasion)
    return next((who.name for who in now.people if who.member_id == whom), "")


def _talks(look: Look, one: Matched) -> tuple[TalkCard, ...]:
    if one.ending_code == UNDONE:
        return ()
    rows = {
        row.member_id: row
        for row in look.rows(
            sa.select(ending_talk, member.c.name)
            .outerjoin(member, member.c.id == ending_talk.c.talked_by_id)
            .where(ending_talk.c.match_id == one.match_id)
        )
    }
    found = []
    for member_id, _, name in one.people.people:
        row = rows.get(member_id)
        found.append(
            TalkCard(member_id, name, row.talked_at, row.name or "", row.words)
            if row
            else TalkCard(member_id, name, None, "", "")
        )
    return tuple(found)
