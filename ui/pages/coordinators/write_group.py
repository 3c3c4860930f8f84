"""Hours of a group written down by a coordinator who had no part in it."""

from dataclasses import dataclass

import streamlit as st

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.errors import Refused
from timebank.ledger.groups import record_group
from timebank.listings.reads import categories
from timebank.members.directory import offline_names
from timebank.members.reads import organisations, others
from timebank.work import Look
from ui import context
from ui import words as member_words
from ui.parts import group_form
from ui.parts.how_told import how_told, told
from ui.parts.text import plain
from ui.words import desk as words

FORM = "desk-group"
SAID = words.Questions


@dataclass(frozen=True, slots=True)
class Seen:
    """What there is to choose from: everybody but the reader, and who of them has no e-mail."""

    choices: group_form.Choices
    offline: frozenset[str]


def draw() -> None:
    """Draw the form, what will be written down, and the button that sends it."""
    seen = context.see(_look)
    st.markdown(SAID.group_lead)
    group_form.draw(FORM, seen.choices)
    if _is_told_by_somebody_offline(seen):
        how_told(f"{FORM}-told")
    is_pots = st.session_state[f"{FORM}-pays"] == "pot"
    st.caption(SAID.group_pot_tells if is_pots else SAID.group_tells)
    st.button(SAID.record, type="primary", key=f"{FORM}-send", on_click=_send)


def _look(look: Look) -> Seen:
    people = {("member", one.member_id): one.name for one in others(look)}
    for organisation_id, name in organisations(look):
        people["organisation", organisation_id] = member_words.LogHours.organisation.format(name=name)
    today = local_date(look.now, community(look).zone)
    offline = frozenset(member_id for member_id, _ in offline_names(look))
    return Seen(group_form.Choices(people, (), today, categories(look)), offline)


def _is_told_by_somebody_offline(seen: Seen) -> bool:
    """Whether the first member who led it, for whom it is written down, has no e-mail."""
    chosen = st.session_state.get(f"{FORM}-givers") or ()
    return next((one in seen.offline for kind, one in chosen if kind == "member"), False)


def _send() -> None:
    try:
        session = group_form.read(FORM)
        is_shown = session is not None and group_form.was_shown(FORM, session)
    except Refused as refusal:
        context.say("error", plain(str(refusal)))
        return
    if session is None:
        context.say("error", member_words.Session.nobody)
        return
    if not is_shown:
        context.say("info", member_words.Session.look_again)
        return
    sent = context.do(
        FORM,
        record_group,
        givers=session.givers,
        receivers=session.receivers,
        service_date=session.service_date,
        minutes=session.minutes,
        pays=session.pays,
        giver_minutes=session.giver_minutes,
        receiver_minutes=session.receiver_minutes,
        category_id=session.category_id,
        note=session.note,
        how_told=told(f"{FORM}-told"),
    )
    if sent is not None:
        context.say("success", SAID.group_sent_pot if session.pays == "pot" else SAID.group_sent)
        group_form.clear(FORM)
        st.session_state[f"{FORM}-givers"] = []
