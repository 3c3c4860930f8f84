"""People to meet briefly: each a card that says how and why, and asks how it was; also of one without e-mail."""

import streamlit as st

from timebank.matches import taster_saying
from timebank.matches.taster_reads import MyTaster
from timebank.matches.taster_rules import SAYS
from ui import context
from ui.parts.cards import card
from ui.parts.contact import coordinator
from ui.parts.dates import local_day
from ui.parts.head import part
from ui.parts.how_told import how_told, told
from ui.parts.text import plain
from ui.words.tasters import Tasters as SAID


def draw(tasters: list[MyTaster], zone: str, member_id: str = "", name: str = "", contact: str = "") -> None:
    """Draw them for the reader, or (`member_id`, `name`) to write down what a member without e-mail told.

    `contact`: how the reader reaches a coordinator, who sees to these meetings.
    """
    if not tasters:
        return
    part(SAID.title)
    if not member_id:
        st.markdown(SAID.lead)
        coordinator(contact)
    for one in tasters:
        _card(one, zone, member_id, name)


def _card(one: MyTaster, zone: str, member_id: str, name: str) -> None:
    form = f"taster-{one.taster_id}-{member_id}"
    until = SAID.until.format(day=local_day(one.closes_at, zone))
    with card(form, SAID.card.format(name=one.name, programme=one.programme), until):
        st.markdown(f"**{plain(SAID.meet.format(arrangement=one.arrangement))}**")
        if one.about and not member_id:
            st.markdown(f"**{plain(one.name)}**: {plain(one.about)}")
        if one.sentences:
            st.markdown(f"**{SAID.why}**")
            st.markdown("\n".join(f"- {plain(sentence)}" for sentence in one.sentences))
        if one.said:
            line = SAID.said_so_far_of if member_id else SAID.said_so_far
            st.markdown(plain(line.format(name=name, said=SAYS[one.said])))
        _form(one, form, member_id, name)


def _form(one: MyTaster, form: str, member_id: str, name: str) -> None:
    ways = list(SAYS)
    with st.form(f"{form}-form", border=False):
        asked = SAID.how_of.format(name=name, other=one.name) if member_id else SAID.how.format(name=one.name)
        index = ways.index(one.said) if one.said else None
        st.radio(plain(asked), ways, index, format_func=SAYS.__getitem__, key=f"{form}-said", horizontal=True)
        st.text_area(SAID.words, value=one.words, max_chars=600, key=f"{form}-words")
        st.caption(plain((SAID.who_reads_of if member_id else SAID.who_reads).format(name=one.name)))
        if member_id:
            how_told(f"{form}-told")
        st.form_submit_button(SAID.send, key=f"{form}-send", on_click=_say, args=(one.taster_id, form, member_id))


def _say(taster_id: str, form: str, member_id: str) -> None:
    state = st.session_state
    said, words = state[f"{form}-said"], state[f"{form}-words"] or ""
    if not said:
        context.say("error", SAID.choose)
        return
    who = {"member_id": member_id, "how_told": told(f"{form}-told")} if member_id else {}
    context.act(form, SAID.said, taster_saying.say, taster_id, said, words, **who)
