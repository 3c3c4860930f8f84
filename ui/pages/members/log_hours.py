"""Log hours: who, which way, when, how long; then it is sent to the other person to confirm.

A link may fill the form in: `?with=MEMBER&way=gave&day=2026-11-02&minutes=60` (`received` is the other way), or
`?answer=ID` for what was agreed on the noticeboard. Opening it writes nothing.
"""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.ledger.rules import FURTHEST_BACK, LONGEST_MINUTES, Holder, say_minutes
from timebank.listings.answer_reads import AnswerCard, agreed_not_recorded
from timebank.listings.reads import Category, categories
from timebank.work import Look
from ui import context, words
from ui.parts.behalf import everybody_else, spoken_for
from ui.parts.head import head
from ui.parts.hours import echo, nudge
from ui.parts.links import way_to
from ui.parts.sending import LONG, WHEN, Form, send_button
from ui.parts.text import plain

_WHO, _WAY, _BEHALF, _KIND = "log-who", "log-way", "log-behalf", "log-what"
GAVE, RECEIVED = "gave", "received"


@dataclass(frozen=True, slots=True)
class Seen:
    """All the page offers to choose from; `mine` are the organisations the reader speaks for."""

    me: str
    today: date
    mine: dict[str, str]
    people: dict[tuple[str, str], str]
    categories: tuple[Category, ...]
    agreed: AnswerCard | None


def page() -> None:
    """Draw the form, or the short one for something agreed on the noticeboard."""
    seen = context.see(_look, str(st.query_params.get("answer", "")))
    head(words.TITLES["log_hours"], words.LogHours.lead)
    if seen.agreed:
        _agreed(seen, seen.agreed)
    else:
        _fill_in(seen)
        _free(seen)
    way_to("group_session", words.LogHours.group)


def _look(look: Look, answer_id: str) -> Seen:
    agreed = agreed_not_recorded(look) if answer_id else ()
    return Seen(
        look.actor.member_id or "",
        local_date(look.now, community(look).zone),
        spoken_for(look),
        everybody_else(look),
        categories(look),
        next((one for one in agreed if one.answer_id == answer_id), None),
    )


def _fill_in(seen: Seen) -> None:
    """Choose what the link asks for, once a visit; what does not fit is left out."""
    asked = tuple(st.query_params.get(name, "") for name in ("with", "way", "day", "minutes"))
    state = st.session_state
    if not any(asked) or (LONG in state and state.get("log-asked") == asked):
        return
    state["log-asked"] = asked
    who, way, day, minutes = asked
    if ("member", who) in seen.people:
        state[_WHO] = ("member", who)
    if way in (GAVE, RECEIVED):
        state[_WAY] = way
    if minutes.isdecimal() and 1 <= int(minutes) <= LONGEST_MINUTES:
        state[LONG] = say_minutes(int(minutes))
    try:
        on = date.fromisoformat(day)
    except ValueError:
        return
    if seen.today - FURTHEST_BACK <= on <= seen.today:
        state[WHEN] = on


def _free(seen: Seen) -> None:
    behalf = ""
    if seen.mine:
        names = {"": words.LogHours.myself, **seen.mine}
        behalf = st.selectbox(words.LogHours.behalf, list(names), format_func=names.__getitem__, key=_BEHALF)
    us = plain(seen.mine.get(behalf, ""))
    ways = {
        GAVE: words.LogHours.they_gave.format(name=us) if us else words.LogHours.gave,
        RECEIVED: words.LogHours.they_received.format(name=us) if us else words.LogHours.received,
    }
    st.radio(
        words.LogHours.which_way,
        list(ways),
        format_func=ways.__getitem__,
        key=_WAY,
        horizontal=True,
        on_change="ignore",
    )
    st.selectbox(
        words.LogHours.who,
        list(seen.people),
        index=None,
        format_func=seen.people.__getitem__,
        placeholder=words.LogHours.who_help,
        key=_WHO,
        on_change="ignore",
    )
    _when_and_how_long(seen, seen.today)
    names = {one.category_id: one.name for one in seen.categories}
    st.selectbox(
        words.LogHours.what,
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=words.LogHours.any_kind,
        key=_KIND,
        on_change="ignore",
    )
    send_button(_free_form, seen)


def _free_form(seen: Seen) -> Form | None:
    """What the form says at this moment, or None while nobody is chosen."""
    state = st.session_state
    chosen = state.get(_WHO)
    if chosen is None:
        return None
    behalf = state.get(_BEHALF) or ""
    mine, other = Holder("organisation", behalf) if behalf else Holder("member", seen.me), Holder(*chosen)
    giver, receiver = (mine, other) if state[_WAY] == GAVE else (other, mine)
    return Form(seen.people[chosen], giver, receiver, state.get(_KIND), blank=(_WHO, _KIND))


def _agreed(seen: Seen, answer: AnswerCard) -> None:
    gives = answer.giver_id == seen.me
    other = answer.asker_name if answer.owner_id == seen.me else answer.owner_name
    st.markdown(words.LogHours.agreed.format(title=plain(answer.title), name=plain(other)))
    st.markdown((words.LogHours.you_give if gives else words.LogHours.you_receive).format(name=plain(other)))
    _when_and_how_long(seen, min(answer.agreed_on or seen.today, seen.today))
    send_button(_agreed_form, seen)


def _agreed_form(seen: Seen) -> Form | None:
    answer = seen.agreed
    assert answer is not None  # this form is only drawn with it
    other = answer.asker_name if answer.owner_id == seen.me else answer.owner_name
    giver, receiver = Holder("member", answer.giver_id), Holder("member", answer.receiver_id)
    return Form(other, giver, receiver, answer.category_id, answer.answer_id)


def _when_and_how_long(seen: Seen, on: date) -> None:
    st.session_state.setdefault(WHEN, max(on, seen.today - FURTHEST_BACK))
    st.date_input(
        words.LogHours.when,
        min_value=seen.today - FURTHEST_BACK,
        max_value=seen.today,
        format="DD/MM/YYYY",
        key=WHEN,
        on_change="ignore",
    )
    st.session_state.setdefault(LONG, say_minutes(60))
    echo(st.text_input(words.LogHours.how_long, key=LONG, placeholder=words.Hours.example))
    with st.container(horizontal=True, key="log-steps"):
        st.button(words.LogHours.less, on_click=nudge, args=(LONG, -15))
        st.button(words.LogHours.more, on_click=nudge, args=(LONG, 15))
