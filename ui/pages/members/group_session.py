"""Hours of a group: one or several led it, several took part; everybody confirms their own part."""

from dataclasses import dataclass
from typing import Literal

import streamlit as st

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.errors import Refused
from timebank.ledger.groups import record_group
from timebank.ledger.rules import Holder
from timebank.listings.reads import categories
from timebank.work import Look
from ui import context, words
from ui.parts import group_form
from ui.parts.behalf import everybody_else, spoken_for
from ui.parts.head import head
from ui.parts.links import way_to
from ui.parts.text import plain

SAID = words.Session
FORM = "group"


@dataclass(frozen=True, slots=True)
class Seen:
    """What there is to choose from, and for whom the reader may tell it."""

    choices: group_form.Choices
    mine: frozenset[Holder]
    may_tell_for_others: bool


def page() -> None:
    """Draw the form, what will be written down, and the button that sends it."""
    seen = context.see(_look)
    head(words.TITLES["group_session"], SAID.lead)
    group_form.draw(FORM, seen.choices)
    st.button(SAID.send, type="primary", key="group-send", on_click=_send, args=(seen,))
    way_to("log_hours", SAID.back)


def _look(look: Look) -> Seen:
    me: tuple[Literal["member"], str] = ("member", look.actor.member_id or "")
    people = {me: SAID.me.format(name=look.actor.name)} | everybody_else(look)
    today = local_date(look.now, community(look).zone)
    mine = frozenset({Holder(*me), *(Holder("organisation", one) for one in spoken_for(look))})
    choices = group_form.Choices(people, (me,), today, categories(look))
    return Seen(choices, mine, look.actor.is_coordinator)


def _send(seen: Seen) -> None:
    try:
        told = group_form.read(FORM)
        is_shown = told is not None and group_form.was_shown(FORM, told)
    except Refused as refusal:
        context.say("error", plain(str(refusal)))
        return
    if told is None:
        context.say("error", SAID.nobody)
        return
    if not (seen.may_tell_for_others or seen.mine & set(told.givers)):
        context.say("error", SAID.not_yours)
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
