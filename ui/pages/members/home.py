"""Home: where I stand, what waits for me, and a next step."""

from dataclasses import dataclass

import streamlit as st

from timebank.ledger.reads import Balance, HoursCard, balance, waiting_for
from timebank.listings.answer_reads import AnswerCard, agreed_not_recorded, answers_waiting
from timebank.listings.reads import my_listings
from timebank.matches.reads import my_suggestions
from timebank.meetings.reads import MeetingCard, Meetings, meetings_of
from timebank.members.reads import free_times
from timebank.work import Look
from ui import context, words
from ui.parts.cards import balance_card, card
from ui.parts.dates import moment
from ui.parts.entries import waiting_card
from ui.parts.head import head, part
from ui.parts.links import way_to
from ui.parts.text import plain


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
    meetings: Meetings
    has_listing: bool
    has_week: bool


def page() -> None:
    """Draw the first page."""
    seen = context.see(_look)
    head(words.Home.hello.format(name=plain(seen.name.split()[0])))
    balance_card(seen.balance)
    way_to("log_hours", words.Home.log)
    part(words.Home.waits)
    _waiting(seen)
    _coming(seen.meetings.to_come[:3])
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
        meetings=meetings_of(look, me),
        has_listing=any(one.is_up for one in my_listings(look)),
        has_week=bool(free_times(look, me)),
    )


def _waiting(seen: Seen) -> None:
    if not (seen.hours or seen.suggestions or seen.asked or seen.agreed or seen.meetings.waiting):
        st.markdown(words.Home.nothing)
    for entry in seen.hours:
        waiting_card(entry)
    if seen.suggestions:
        many = words.Home.suggestions_many.format(count=seen.suggestions)
        with card("suggestions", words.Home.suggestions_one if seen.suggestions == 1 else many):
            way_to("matches", words.Home.see_suggestions)
    for meeting in seen.meetings.waiting:
        with card(f"meeting-{meeting.meeting_id}", _did_it(meeting)):
            way_to("matches", words.Home.see_meeting)
    for one in seen.asked:
        with card(f"asked-{one.answer_id}", words.Home.asked_one.format(name=one.asker_name, title=one.title)):
            way_to("noticeboard", words.Home.see_asked)
    for one in seen.agreed:
        other = one.asker_name if one.owner_id == seen.me else one.owner_name
        with card(f"agreed-{one.answer_id}", words.Home.agreed.format(name=other, title=one.title)):
            way_to("log_hours", words.Home.record, answer=one.answer_id)


def _did_it(meeting: MeetingCard) -> str:
    names = " and ".join(name for _, name in meeting.others)
    return words.Home.meeting.format(names=names, day=moment(meeting.starts_at, meeting.zone))


def _coming(meetings: tuple[MeetingCard, ...]) -> None:
    if not meetings:
        return
    part(words.Home.coming)
    for meeting in meetings:
        names = " and ".join(name for _, name in meeting.others)
        place = f", {meeting.place}" if meeting.place else ""
        said = words.Home.meeting_coming.format(names=names, when=moment(meeting.starts_at, meeting.zone), place=place)
        with card(f"coming-{meeting.meeting_id}", said):
            way_to("matches", words.Home.see_meeting)


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
