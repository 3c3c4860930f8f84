"""Log hours: who, which way, when, how long; then it is sent to the other person to confirm."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import streamlit as st

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.errors import Refused
from timebank.ledger.actions import record
from timebank.ledger.rules import FURTHEST_BACK, Holder, parse_duration, say_minutes
from timebank.listings.answer_reads import AnswerCard, agreed_not_recorded
from timebank.listings.reads import Category, categories
from timebank.members.reads import organisations, others
from timebank.work import Look
from ui import context, words
from ui.parts.dates import long_day
from ui.parts.head import head
from ui.parts.hours import echo, nudge
from ui.parts.text import plain

FORM = "log hours"
LONG = "log-how-long"


@dataclass(frozen=True, slots=True)
class Seen:
    """All the page offers to choose from."""

    me: str
    today: date
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
        _free(seen)


def _look(look: Look, answer_id: str) -> Seen:
    people = {("member", one.member_id): one.name for one in others(look)}
    for organisation_id, name in organisations(look):
        people["organisation", organisation_id] = words.LogHours.organisation.format(name=name)
    agreed = agreed_not_recorded(look) if answer_id else ()
    return Seen(
        look.actor.member_id or "",
        local_date(look.now, community(look).zone),
        people,
        categories(look),
        next((one for one in agreed if one.answer_id == answer_id), None),
    )


def _free(seen: Seen) -> None:
    st.radio(
        words.LogHours.which_way,
        (words.LogHours.gave, words.LogHours.received),
        key="log-way",
        horizontal=True,
        on_change="ignore",
    )
    st.selectbox(
        words.LogHours.who,
        list(seen.people),
        index=None,
        format_func=seen.people.__getitem__,
        placeholder=words.LogHours.who_help,
        key="log-who",
        on_change="ignore",
    )
    _when_and_how_long(seen)
    names = {one.category_id: one.name for one in seen.categories}
    st.selectbox(
        words.LogHours.what,
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=words.LogHours.any_kind,
        key="log-what",
        on_change="ignore",
    )
    _note_and_send(_send_free, seen)


def _agreed(seen: Seen, answer: AnswerCard) -> None:
    gives = answer.giver_id == seen.me
    other = answer.asker_name if answer.owner_id == seen.me else answer.owner_name
    st.markdown(words.LogHours.agreed.format(title=plain(answer.title), name=plain(other)))
    st.markdown((words.LogHours.you_give if gives else words.LogHours.you_receive).format(name=plain(other)))
    _when_and_how_long(seen, answer.agreed_on)
    _note_and_send(_send_agreed, seen)


def _when_and_how_long(seen: Seen, on: date | None = None) -> None:
    st.date_input(
        words.LogHours.when,
        value=min(on or seen.today, seen.today),
        min_value=seen.today - FURTHEST_BACK,
        max_value=seen.today,
        format="DD/MM/YYYY",
        key="log-when",
        on_change="ignore",
    )
    st.session_state.setdefault(LONG, say_minutes(60))
    said = st.text_input(words.LogHours.how_long, key=LONG, placeholder=words.Hours.example)
    echo(said)
    with st.container(horizontal=True, key="log-steps"):
        st.button(words.LogHours.less, on_click=nudge, args=(LONG, -15))
        st.button(words.LogHours.more, on_click=nudge, args=(LONG, 15))


def _note_and_send(send: Callable[[Seen], None], seen: Seen) -> None:
    st.text_input(words.LogHours.note, key="log-note", max_chars=600, help=words.LogHours.note_help, on_change="ignore")
    st.button(words.LogHours.send, type="primary", key="log-send", on_click=send, args=(seen,))


def _send_free(seen: Seen) -> None:
    chosen = st.session_state.get("log-who")
    if chosen is None:
        context.say("error", words.LogHours.nobody)
        return
    i, other = Holder("member", seen.me), Holder(*chosen)
    gives = st.session_state["log-way"] == words.LogHours.gave
    giver, receiver = (i, other) if gives else (other, i)
    _send(seen, seen.people[chosen], giver, receiver, st.session_state.get("log-what"))


def _send_agreed(seen: Seen) -> None:
    answer = seen.agreed
    assert answer is not None  # this button is only drawn with it
    other = answer.asker_name if answer.owner_id == seen.me else answer.owner_name
    giver, receiver = Holder("member", answer.giver_id), Holder("member", answer.receiver_id)
    if _send(seen, other, giver, receiver, answer.category_id, "listing", answer.answer_id):
        st.query_params.clear()


def _send(
    seen: Seen,
    name: str,
    giver: Holder,
    receiver: Holder,
    category_id: str | None,
    source_kind: str = "person",
    source_id: str = "",
) -> bool:
    on = st.session_state["log-when"]
    try:
        minutes = parse_duration(st.session_state[LONG])
    except Refused as refusal:
        context.say("error", plain(str(refusal)))
        return False
    entry_id = context.do(
        FORM,
        record,
        giver=giver,
        receiver=receiver,
        service_date=on,
        minutes=minutes,
        category_id=category_id,
        note=st.session_state["log-note"],
        source_kind=source_kind,
        source_id=source_id,
    )
    if entry_id is None:
        return False
    told = words.LogHours.sent.format(name=plain(name), minutes=say_minutes(minutes), day=long_day(on))
    context.say("success", told)
    for key, blank in (("log-who", None), ("log-what", None), ("log-note", "")):
        st.session_state[key] = blank
    return True
