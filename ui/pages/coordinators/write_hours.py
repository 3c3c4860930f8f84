"""Hours written down for somebody else: for whom, with whom, when, how long, and how they told it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.errors import Refused
from timebank.ledger.actions import record
from timebank.ledger.rules import FURTHEST_BACK, Holder, parse_duration, say_minutes
from timebank.listings.reads import Category, categories
from timebank.members.directory import offline_names
from timebank.members.reads import organisations, others
from timebank.work import Look
from ui import context
from ui import words as member_words
from ui.parts.how_told import how_told, told
from ui.parts.text import plain
from ui.words import desk as words


@dataclass(frozen=True, slots=True)
class Seen:
    """All there is to choose from; members without e-mail first, because it is mostly for them."""

    today: date
    people: dict[tuple[str, str], str]
    for_whom: dict[str, str]
    categories: tuple[Category, ...]


def draw(member_id: str = "") -> None:
    """Draw the form, for one member or with a choice of whom it is for."""
    seen = context.see(_look)
    form = f"write-hours-{member_id}"
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
    return Seen(local_date(look.now, community(look).zone), people, for_whom, categories(look))


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
    entry_id = context.do(
        form,
        record,
        giver=they if gave else them,
        receiver=them if gave else they,
        service_date=state[f"{form}-when"],
        minutes=minutes,
        category_id=state[f"{form}-kind"],
        note=state[f"{form}-note"] or "",
        recorded_for_id=whom,
        how_told=told(f"{form}-told"),
    )
    if entry_id is not None:
        names = seen.for_whom | {key: name for (_, key), name in seen.people.items()}
        said = words.Questions.recorded_done
        other_name = seen.people[other]
        done = said.format(name=plain(names[whom]), minutes=say_minutes(minutes), other=plain(other_name))
        context.say("success", done)
        for field, blank in (("who", None), ("note", ""), ("kind", None)):
            state[f"{form}-{field}"] = blank
