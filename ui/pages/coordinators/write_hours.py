"""Hours written down for somebody else: for whom, with whom, when, how long, and how they told it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.errors import Refused
from timebank.ledger.actions import confirm, record
from timebank.ledger.recognising import Told, same_as
from timebank.ledger.rules import FURTHEST_BACK, Holder, parse_duration, say_minutes
from timebank.listings.reads import Category, categories
from timebank.members.directory import offline_names
from timebank.members.reads import organisations, others
from timebank.work import Look
from ui import context
from ui import words as member_words
from ui.parts.cards import buttons, card
from ui.parts.dates import long_day
from ui.parts.how_told import how_told, told
from ui.parts.text import plain
from ui.words import desk as words

_SAME = "same as what the other side wrote down"


@dataclass(frozen=True, slots=True)
class Seen:
    """All there is to choose from; members without e-mail first, because it is mostly for them."""

    today: date
    people: dict[tuple[str, str], str]
    for_whom: dict[str, str]
    categories: tuple[Category, ...]
    offline: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hours:
    """What the form said: for whom (`whom`, a member's id), with whom (`other`, a name), and the hours themselves."""

    form: str
    whom: str
    other: str
    giver: Holder
    receiver: Holder
    service_date: date
    minutes: int
    category_id: str | None
    note: str
    how_told: str


def draw(member_id: str = "") -> None:
    """Draw the form, for one member or with a choice of whom it is for."""
    seen = context.see(_look)
    form = f"write-hours-{member_id}"
    waiting: tuple[Hours, Told] | None = st.session_state.get(_SAME)
    if waiting and waiting[0].form == form:
        _draw_same(seen, *waiting)
    with st.form(form):
        if not member_id:
            _choose_from(words.Questions.for_whom, seen.for_whom, f"{form}-for")
        st.radio(words.Questions.way, (words.Questions.gave, words.Questions.received), key=f"{form}-way")
        others_only = {key: name for key, name in seen.people.items() if key != ("member", member_id)}
        _choose_from(words.Questions.who, others_only, f"{form}-who")
        earliest = seen.today - FURTHEST_BACK
        st.date_input(words.Questions.when, seen.today, earliest, seen.today, f"{form}-when", format="DD/MM/YYYY")
        st.text_input(
            words.Questions.how_long, "1 h", key=f"{form}-long", placeholder=member_words.Hours.example, max_chars=20
        )
        kinds = {one.category_id: one.name for one in seen.categories}
        _choose_from(words.Questions.kind, kinds, f"{form}-kind", words.Questions.any_kind)
        st.text_input(words.Questions.words, key=f"{form}-note", max_chars=600)
        how_told(f"{form}-told")
        st.caption(words.Questions.record_tells)
        st.form_submit_button(
            words.Questions.record, type="primary", key=f"{form}-send", on_click=_record, args=(seen, member_id, form)
        )


def _look(look: Look) -> Seen:
    members = others(look)
    people = {("member", one.member_id): one.name for one in members}
    for organisation_id, name in organisations(look):
        people["organisation", organisation_id] = member_words.LogHours.organisation.format(name=name)
    offline = dict(offline_names(look))
    for_whom = offline | {one.member_id: one.name for one in members if one.member_id not in offline}
    today = local_date(look.now, community(look).zone)
    return Seen(today, people, for_whom, categories(look), frozenset(offline))


def _choose_from(label: str, names: Mapping[Any, str], key: str, nothing: str = "") -> None:
    st.selectbox(
        label,
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=nothing or words.Questions.choose,
        key=key,
    )


def _record(seen: Seen, member_id: str, form: str) -> None:
    state = st.session_state
    whom, other = member_id or state[f"{form}-for"], state[f"{form}-who"]
    if not whom or not other:
        context.say("error", words.Questions.nobody)
        return
    try:
        minutes = parse_duration(state[f"{form}-long"] or "")
    except Refused as refusal:
        context.say("error", plain(str(refusal)))
        return
    gave = state[f"{form}-way"] == words.Questions.gave
    they, them = Holder("member", whom), Holder(*other)
    hours = Hours(
        form,
        whom,
        seen.people[other],
        giver=they if gave else them,
        receiver=them if gave else they,
        service_date=state[f"{form}-when"],
        minutes=minutes,
        category_id=state[f"{form}-kind"],
        note=state[f"{form}-note"] or "",
        how_told=told(f"{form}-told"),
    )
    same = context.app().see(context.caller(), _same, hours)
    if same is None:
        _write(seen, hours)
    else:
        state[_SAME] = (hours, same)


def _same(look: Look, hours: Hours) -> Told | None:
    told_of = {"service_date": hours.service_date, "minutes": hours.minutes}
    return same_as(look, giver=hours.giver, receiver=hours.receiver, **told_of)  # type: ignore[arg-type]  # of those two types


def _draw_same(seen: Seen, hours: Hours, same: Told) -> None:
    """Ask whether what the other side wrote down is the same, before anything is written."""
    when, minutes = long_day(same.service_date), say_minutes(same.minutes)
    sentence = member_words.LogHours.same.format(name=same.recorded_by, minutes=minutes, day=when)
    is_theirs = hours.whom in seen.offline
    details = "" if is_theirs else words.Questions.same_theirs
    with card(f"{hours.form}-same", sentence, details), buttons(f"{hours.form}-same-ways"):
        if is_theirs:
            st.button(words.Questions.is_same, type="primary", on_click=_confirm, args=(hours, same))
        st.button(member_words.LogHours.is_another, on_click=_write, args=(seen, hours, True))


def _confirm(hours: Hours, same: Told) -> None:
    if context.act(f"same {same.entry_id}", words.Questions.confirmed, confirm, same.entry_id, hours.how_told):
        _clear(hours.form)


def _write(seen: Seen, hours: Hours, is_another: bool = False) -> None:
    entry_id = context.do(
        hours.form,
        record,
        giver=hours.giver,
        receiver=hours.receiver,
        service_date=hours.service_date,
        minutes=hours.minutes,
        category_id=hours.category_id,
        note=hours.note,
        recorded_for_id=hours.whom,
        how_told=hours.how_told,
        is_another=is_another,
    )
    if entry_id is not None:
        names = seen.for_whom | {key: name for (_, key), name in seen.people.items()}
        said, who = words.Questions.recorded_done, plain(names[hours.whom])
        context.say("success", said.format(name=who, minutes=say_minutes(hours.minutes), other=plain(hours.other)))
        _clear(hours.form)


def _clear(form: str) -> None:
    state = st.session_state
    state.pop(_SAME, None)
    for field, blank in (("who", None), ("note", ""), ("kind", None)):
        state[f"{form}-{field}"] = blank
