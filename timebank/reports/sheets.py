"""Sheets on paper for members without e-mail: what waits for their word, what is to come, and what they should know."""

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import Any

import sqlalchemy as sa

from timebank.access import May, Thing
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.errors import NotFound
from timebank.ledger.reads import to_answer_for_offline, waiting_for
from timebank.ledger.tables import entry
from timebank.life.needs import Standing, occasions
from timebank.life.standing import standings
from timebank.life.tables import agreement
from timebank.listings.fitting import fitting
from timebank.mail.told import Untold, untold
from timebank.matches.reads import my_suggestions
from timebank.matches.tables import match, match_person
from timebank.matches.taster_reads import my_tasters
from timebank.meetings.reads import MeetingCard, meetings_of
from timebank.members.directory import offline_names
from timebank.reports import sheet_lines as lines
from timebank.reports.seen import seen_by
from timebank.reports.sheet_lines import Line, News, Sheet, ToSay, ToSign, as_number, number_of
from timebank.work import Look

MOST_LISTINGS, MOST_FITTING = 3, 2
# Letters that ask, or that tell of a day to come: the lines of the sheet stand for them, and once a line is gone so is
# what the letter asked.
ASKS_ABOUT_HOURS = ("hours_please_*", "hours_still_*", "hours_gift", "hours_gift_still_waits")
STANDS_ALREADY = (
    *ASKS_ABOUT_HOURS,
    *("suggestion", "suggestion_reminder", "taster_asked", "taster_reminder"),
    *("meeting_planned", "meeting_moved", "meeting_reminder", "meeting_how_it_went"),
    *("agreement_to_sign", "care_question*", "digest*", "nudge*", "waits_*"),
)
MATCHED = "matched"  # how to reach somebody is told only while the match goes on


def sheets(look: Look, member_id: str = "") -> tuple[Sheet, ...]:
    """The sheet of each member without e-mail who has anything on it, by name; or the one of `member_id`, even empty.

    Where nothing but old questions waited to be told, a sheet is empty and has letters all the same.
    For coordinators, of their own area. What a coordinator is part of is left out: they decide nothing there, and do
    not read the other side of it. Raises NotFound.
    """
    chosen = {one: name for one, name in offline_names(look) if member_id in ("", one)}
    if member_id and not chosen:
        raise NotFound
    found = _Found(look, chosen)
    made = (_sheet(look, one, name, found) for one, name in chosen.items())
    return tuple(one for one in made if member_id or one.letters or not one.is_empty)


def sheet(look: Look, member_id: str) -> Sheet:
    """The sheet of one member without e-mail. Raises NotFound."""
    return sheets(look, member_id)[0]


def whose(look: Look, typed: str) -> tuple[tuple[str, str], ...]:
    """The members, as (id, name), on whose sheet a number stands now: at its head, or at one of its lines.

    Nearly always one. Nobody where there is no such line any more: it was answered since, or it has changed.
    """
    number = as_number(typed)
    names = offline_names(look)
    if not number:
        return ()
    at_head = tuple(each for each in names if number_of(each[0], lines.SHEET) == number)
    return at_head or tuple(
        (one.member_id, one.name) for one in sheets(look) if number in {each.number for each in one.lines}
    )


class _Found:
    """What is read once for all sheets."""

    def __init__(self, look: Look, chosen: Iterable[str]) -> None:
        ids = sorted(chosen)
        theirs = sa.select(match_person.c.match_id).where(match_person.c.member_id.in_(ids))
        every = standings(look, match.c.id.in_(theirs)).values() if ids else ()
        self.standings = tuple(
            one for one in every if look.allows(May.RECORD_FOR_OFFLINE, Thing(involved=one.ids, area_ids=one.area_ids))
        )
        self.agreements = _newest(look, [one.match_id for one in self.standings if one.version])
        self.answerable = _answerable(look) if ids else frozenset()
        self.letters = _tellable(look, ids, self.answerable) if ids else ()
        self.active = {one.match_id for one in every if one.is_active}


def to_hand_over(look: Look) -> tuple[tuple[str, str], ...]:
    """The members without e-mail, as (id, name), who were written to and whom nobody has told of it yet."""
    names = offline_names(look)
    waiting = {one.member_id for one in letters_told(look, [one for one, _ in names])}
    return tuple(one for one in names if one[0] in waiting)


def letters_told(look: Look, member_ids: Iterable[str]) -> tuple[Untold, ...]:
    """The letters that the sheets of these members stand for, as the reader would print them; for those who asked."""
    return _tellable(look, sorted(member_ids), _answerable(look))


def _answerable(look: Look) -> frozenset[str]:
    """The hours whose answer the reader may bring."""
    return frozenset(one.entry_id for one in to_answer_for_offline(look))


def _tellable(look: Look, member_ids: list[str], answerable: frozenset[str]) -> tuple[Untold, ...]:
    """Without letters that ask about hours which are the reader's own: another coordinator tells of those."""
    found = untold(look, member_ids)
    asked = {subject for one in found if _is_one_of(one, ASKS_ABOUT_HOURS) for subject in one.subjects}
    pending = sa.select(entry.c.id).where(entry.c.id.in_(sorted(asked)), entry.c.state == "pending")
    kept_back = {row.id for row in look.rows(pending)} - answerable if asked else set()
    return tuple(one for one in found if kept_back.isdisjoint(one.subjects) or not _is_one_of(one, ASKS_ABOUT_HOURS))


def _newest(look: Look, match_ids: list[str]) -> "dict[str, sa.Row[Any]]":
    """The newest version of each agreement, by match."""
    rows = look.rows(sa.select(agreement).where(agreement.c.match_id.in_(match_ids)).order_by(agreement.c.version))
    return {row.match_id: row for row in rows}


def _sheet(look: Look, member_id: str, name: str, found: _Found) -> Sheet:
    meetings = meetings_of(look, member_id)
    made = (
        *_suggestions(look, member_id),
        *_tasters(look, member_id),
        *_hours(look, member_id, found),
        *_met(look, member_id, meetings.waiting),
        *_signing(member_id, found),
        *_saying(look, member_id, found),
        *_fitting(look, member_id),
    )
    mine = [one for one in found.letters if one.member_id == member_id]
    news = tuple(News(one.letter_id, one.written_at, one.paragraphs) for one in mine if _is_news(one, found))
    return Sheet(member_id, name, number_of(member_id, lines.SHEET), made, meetings.to_come, news, len(mine))


def _is_news(one: Untold, found: _Found) -> bool:
    if one.kind == MATCHED and one.subjects.isdisjoint(found.active):
        return False
    return not _is_one_of(one, STANDS_ALREADY)


def _is_one_of(one: Untold, kinds: tuple[str, ...]) -> bool:
    return any(fnmatchcase(one.kind, pattern) for pattern in kinds)


def _suggestions(look: Look, member_id: str) -> Iterator[Line]:
    for one in my_suggestions(look, member_id, on_paper=True):
        if one.my_answer is None:
            yield lines.line(member_id, lines.SUGGESTION, one.suggestion_id, one, (lines.YES, lines.NO, lines.AGAIN))


def _tasters(look: Look, member_id: str) -> Iterator[Line]:
    ways = (lines.YES, lines.PERHAPS, lines.NO, lines.AGAIN)
    for one in my_tasters(look, member_id, on_paper=True):
        if not one.said:
            yield lines.line(member_id, lines.TASTER, one.taster_id, one, ways)


def _hours(look: Look, member_id: str, found: _Found) -> Iterator[Line]:
    for one in waiting_for(look, member_id):
        if one.entry_id in found.answerable:
            yield lines.line(member_id, lines.HOURS, one.entry_id, one, lines.answers_to_hours(one))


def _met(look: Look, member_id: str, waiting: tuple[MeetingCard, ...]) -> Iterator[Line]:
    for one in waiting:
        if look.actor.member_id not in {other for other, _ in one.others}:
            yield lines.line(member_id, lines.MEETING, one.meeting_id, one, lines.answers_to_meeting(one))


def _signing(member_id: str, found: _Found) -> Iterator[Line]:
    for one in found.standings:
        if one.is_active and one.version and member_id in one.unsigned:
            row = found.agreements[one.match_id]
            terms = (row.how_often, row.minutes, row.until, row.private_words, row.words)
            about = ToSign(row.id, one.match_id, _beside(one, member_id), *terms)
            yield lines.line(member_id, lines.SIGN, row.id, about, (lines.YES, lines.AGAIN))


def _saying(look: Look, member_id: str, found: _Found) -> Iterator[Line]:
    today = local_date(look.now, community(look).zone)
    for one in found.standings:
        for occasion in occasions(one, today) if member_id in one.ids else ():
            if (member_id, occasion) not in one.said:
                about = ToSay(one.match_id, occasion, _beside(one, member_id))
                subject = f"{one.match_id}:{occasion}"
                yield lines.line(member_id, lines.SAY, subject, about, lines.answers_to_say(occasion))


def _beside(one: Standing, member_id: str) -> tuple[str, ...]:
    return tuple(who.name for who in one.people if who.member_id != member_id)


def _fitting(look: Look, member_id: str) -> Iterator[Line]:
    """What stands on the noticeboard and may fit, as the member themself would see it; one's own offers for nobody."""
    seen = set()
    for own in fitting(seen_by(look, member_id), MOST_LISTINGS, MOST_FITTING):
        for one in own.found:
            if one.card.listing_id not in seen and one.card.member_id != look.actor.member_id:
                seen.add(one.card.listing_id)
                yield lines.line(member_id, lines.LISTING, one.card.listing_id, one, (lines.YES,))
