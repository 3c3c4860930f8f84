"""Home: where I stand, what waits for me, and a next step."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.handover.reads import Absence, own_absence
from timebank.ledger.reads import Balance, HoursCard, balance, waiting_for
from timebank.life.own_rests import OwnRest, own_rests
from timebank.listings.answer_reads import AnswerCard, agreed_not_recorded, answers_waiting
from timebank.listings.reads import my_listings
from timebank.matches.reads import my_suggestions
from timebank.meetings.reads import Meetings, meetings_of
from timebank.members.reads import free_times
from timebank.reports.unrecorded import Unrecorded, mine, totals_of
from timebank.work import Look
from ui import context, words
from ui.parts.cards import balance_card, card
from ui.parts.dates import long_day, moment
from ui.parts.desk import names_in_words
from ui.parts.entries import waiting_card
from ui.parts.head import head, part
from ui.parts.links import way_to
from ui.parts.resting import draw_absence, draw_own_rest
from ui.parts.text import plain
from ui.parts.unrecorded import draw_line, own_due, own_line
from ui.words.unrecorded import Unrecorded as due_words

MOST_DUE = 3


@dataclass(frozen=True, slots=True)
class Seen:
    """All the page shows."""

    name: str
    me: str
    balance: Balance
    hours: list[HoursCard]
    suggestions: int
    asked: tuple[AnswerCard, ...]
    agreed: tuple[AnswerCard, ...]
    due: tuple[Unrecorded, ...]
    meetings: Meetings
    today: date
    has_listing: bool
    has_week: bool
    absence: Absence | None
    rests: tuple[OwnRest, ...]


def page() -> None:
    """Draw the first page."""
    seen = context.see(_look)
    head(words.Home.hello.format(name=plain(seen.name.split()[0])))
    draw_absence(seen.absence)
    balance_card(seen.balance)
    draw_line(own_line(totals_of(seen.due)))
    way_to("log_hours", words.Home.log)
    part(words.Home.waits)
    _waiting(seen)
    _coming(seen)
    part(words.Home.next_step)
    _next_step(seen)


def _look(look: Look) -> Seen:
    me = look.actor.member_id or ""
    return Seen(
        name=look.actor.name,
        me=me,
        balance=balance(look, me),
        hours=waiting_for(look, me),
        suggestions=sum(one.my_answer is None for one in my_suggestions(look, me)),
        asked=answers_waiting(look),
        agreed=agreed_not_recorded(look),
        due=mine(look),
        meetings=meetings_of(look, me),
        today=local_date(look.now, community(look).zone),
        has_listing=any(one.is_up for one in my_listings(look)),
        has_week=bool(free_times(look, me)),
        absence=own_absence(look),
        rests=own_rests(look),
    )


def _waiting(seen: Seen) -> None:
    today = [one for one in seen.agreed if one.agreed_on in (None, seen.today)]
    if not (seen.hours or seen.suggestions or seen.asked or seen.due or today):
        st.markdown(words.Home.nothing)
    for entry in seen.hours:
        waiting_card(entry)
    if seen.suggestions:
        many = words.Home.suggestions_many.format(count=seen.suggestions)
        with card("suggestions", words.Home.suggestions_one if seen.suggestions == 1 else many):
            way_to("matches", words.Home.see_suggestions)
    for one in seen.asked:
        with card(f"asked-{one.answer_id}", words.Home.asked_one.format(name=one.asker_name, title=one.title)):
            way_to("noticeboard", words.Home.see_asked)
    for one in today:
        with card(f"agreed-{one.answer_id}", words.Home.agreed.format(name=_other(one, seen.me), title=one.title)):
            way_to("log_hours", words.Home.record, answer=one.answer_id)
    own_due(seen.due, seen.me, seen.today, MOST_DUE)


def _other(one: AnswerCard, me: str) -> str:
    return one.asker_name if one.owner_id == me else one.owner_name


def _coming(seen: Seen) -> None:
    meetings = seen.meetings.to_come[:3]
    agreed = [one for one in seen.agreed if one.agreed_on is not None and one.agreed_on > seen.today][:3]
    if not meetings and not agreed and not seen.rests:
        return
    part(words.Home.coming)
    for meeting in meetings:
        names = names_in_words([name for _, name in meeting.others])
        place = f", {meeting.place}" if meeting.place else ""
        said = words.Home.meeting_coming.format(names=names, when=moment(meeting.starts_at, meeting.zone), place=place)
        with card(f"coming-{meeting.meeting_id}", said):
            way_to("matches", words.Home.see_meeting)
    for one in agreed:
        names, on = _other(one, seen.me), long_day(one.agreed_on or seen.today)
        with card(f"agreed-{one.answer_id}", due_words.listing.format(what=one.title, names=names, day=on)):
            way_to("noticeboard", due_words.noticeboard)
    for rest in seen.rests:
        draw_own_rest(rest)


def _next_step(seen: Seen) -> None:
    if not seen.has_listing:
        st.markdown(words.Home.write_offer)
        way_to("my_listings", words.Home.write_offer_link)
    elif not seen.has_week:
        st.markdown(words.Home.mark_week)
        way_to("my_week", words.Home.mark_week_link)
    else:
        st.markdown(words.Home.look_round)
        way_to("noticeboard", words.Home.look_round_link)
