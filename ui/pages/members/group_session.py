"""Hours of a group: one or several led it, several took part; everybody confirms their own part."""

from dataclasses import dataclass

import streamlit as st

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.errors import Refused
from timebank.ledger.groups import record_group
from timebank.listings.reads import categories
from timebank.members.reads import organisations, others
from timebank.work import Look
from ui import context, words
from ui.parts import group_form
from ui.parts.head import head
from ui.parts.links import way_to
from ui.parts.text import plain

SAID = words.Session
FORM = "group"


@dataclass(frozen=True, slots=True)
class Seen:
    """What there is to choose from."""

    choices: group_form.Choices


def page() -> None:
    """Draw the form, what will be written down, and the button that sends it."""
    seen = context.see(_look)
    head(words.TITLES["group_session"], SAID.lead)
    group_form.draw(FORM, seen.choices)
    st.button(SAID.send, type="primary", key="group-send", on_click=_send)
    way_to("log_hours", SAID.back)


def _look(look: Look) -> Seen:
    me = ("member", look.actor.member_id or "")
    people = {me: SAID.me.format(name=look.actor.name)}
    people |= {("member", one.member_id): one.name for one in others(look)}
    for organisation_id, name in organisations(look):
        people["organisation", organisation_id] = words.LogHours.organisation.format(name=name)
    today = local_date(look.now, community(look).zone)
    return Seen(group_form.Choices(people, (me,), today, categories(look)))


def _send() -> None:
    try:
        told = group_form.read(FORM)
        is_shown = told is not None and group_form.was_shown(FORM, told)
    except Refused as refusal:
        context.say("error", plain(str(refusal)))
        return
    if told is None:
        context.say("error", SAID.nobody)
        return
    if not is_shown:
        context.say("info", SAID.look_again)
        return
    sent = context.do(
        FORM,
        record_group,
        givers=told.givers,
        receivers=told.receivers,
        service_date=told.service_date,
        minutes=told.minutes,
        pays=told.pays,
        giver_minutes=told.giver_minutes,
        receiver_minutes=told.receiver_minutes,
        category_id=told.category_id,
        note=told.note,
    )
    if sent is not None:
        context.say("success", SAID.sent_pot if told.pays == "pot" else SAID.sent)
        group_form.clear(FORM)
