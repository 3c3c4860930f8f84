"""Programmes: join with answers and two ticks for each, change them, pause, go on, leave."""

import streamlit as st

from timebank.matches import taking_part
from timebank.programmes import actions, reads
from timebank.programmes.reads import AnswerCard, MyPart, ProgrammeCard
from ui import context, words
from ui.parts import bond_form, questions
from ui.parts.cards import buttons, card
from ui.parts.head import head, part
from ui.parts.links import way_to
from ui.words.programmes import Interest
from ui.words.whom import Whom

SAID = words.Programmes
NOT_YET_IN = ("", "interested")


def page() -> None:
    """Draw the programmes one takes part in, then those one can join."""
    found = context.see(reads.programmes)
    mine = [one for one in found if one.my_state not in NOT_YET_IN]
    others = [one for one in found if one.my_state in NOT_YET_IN]
    head(words.TITLES["programmes"], SAID.lead)
    part(SAID.mine)
    if not mine:
        st.markdown(SAID.not_yet)
    for one in mine:
        _mine(one)
    if mine:
        way_to("matches", SAID.matches)
    part(SAID.open)
    if not others:
        st.markdown(SAID.none)
    for one in others:
        _open(one)
    if mine:
        part(Whom.bonds)
        opened = st.expander(Whom.open_bonds, key="bonds", on_change="rerun")
        if opened.open:
            with opened:
                bond_form.draw(context.me().member_id or "")


def _mine(one: ProgrammeCard) -> None:
    role = next((role.label for role in one.roles if role.name == one.my_role), one.my_role)
    told = SAID.your_part if one.my_state == "ready" else SAID.your_step
    said = told.format(role=role, state=SAID.states[one.my_state])
    with card(f"mine-{one.programme_id}", one.title, said):
        with buttons(f"ways-{one.programme_id}"):
            paused = one.my_state == "paused"
            st.button(
                SAID.resume if paused else SAID.pause,
                key=f"pause-{one.programme_id}",
                on_click=_resume if paused else _pause,
                args=(one.programme_id,),
            )
            st.button(SAID.leave, key=f"leave-{one.programme_id}", on_click=_leave, args=(one.programme_id,))
        opened = st.expander(SAID.change, key=f"answers-{one.programme_id}", on_change="rerun")
        if opened.open:
            with opened:
                _change(one.programme_id)


def _change(programme_id: str) -> None:
    mine = context.see(reads.my_part, programme_id)
    if mine is None:
        return
    form = f"part-{programme_id}"
    with st.form(form, border=False):
        _capacity(form, mine.capacity)
        questions.draw(mine.answers, form)
        st.form_submit_button(SAID.save, type="primary", key=f"save-{form}", on_click=_keep, args=(mine, form))


def _capacity(form: str, usual: int) -> None:
    st.number_input(SAID.capacity, min_value=1, max_value=10, value=usual, key=f"{form}-capacity")


def _open(one: ProgrammeCard) -> None:
    is_interested = one.my_state == "interested"
    role = next((role.label for role in one.roles if role.name == one.my_role), one.my_role)
    told = Interest.told.format(role=role) if is_interested else ""
    with card(f"open-{one.programme_id}", one.title, one.about, told):
        if is_interested:
            st.button(SAID.leave, key=f"leave-{one.programme_id}", on_click=_leave, args=(one.programme_id,))
        opened = st.expander(SAID.join, key=f"join-{one.programme_id}", on_change="rerun")
        if opened.open:
            with opened:
                _join_form(one)


def _join_form(one: ProgrammeCard) -> None:
    labels = {role.name: role.label for role in one.roles}
    role = one.roles[0].name
    if len(labels) > 1:
        role = st.radio(
            SAID.role,
            list(labels),
            list(labels).index(one.my_role or role),
            format_func=lambda name: labels[name].capitalize(),
            horizontal=True,
            key=f"role-{one.programme_id}",
        )
    if not one.my_state:
        st.button(Interest.offer, key=f"interest-{one.programme_id}", on_click=_interest, args=(one.programme_id, role))
    asked = context.see(reads.questions, one.programme_id, role)
    form = f"join-{one.programme_id}-{role}"
    usual = next(each.capacity for each in one.roles if each.name == role)
    with st.form(form, border=False):
        _capacity(form, usual)
        questions.draw(asked, form)
        st.form_submit_button(
            SAID.save_join, type="primary", key=f"send-{form}", on_click=_join, args=(one, role, asked, form)
        )


def _interest(programme_id: str, role: str) -> None:
    context.act(f"interest {programme_id}", Interest.done, actions.show_interest, programme_id, role)


def _join(one: ProgrammeCard, role: str, asked: tuple[AnswerCard, ...], form: str) -> None:
    given, capacity = questions.given(asked, form), int(st.session_state[f"{form}-capacity"])
    if context.do(form, actions.join, one.programme_id, role, given, capacity) is not None:
        mine = context.see(reads.my_part, one.programme_id)
        context.say("success", SAID.joined if mine and mine.state == "ready" else SAID.applied)


def _keep(mine: MyPart, form: str) -> None:
    given, capacity = questions.given(mine.answers, form), int(st.session_state[f"{form}-capacity"])
    context.act(form, SAID.saved, taking_part.change_answers, mine.programme_id, given, capacity)


def _pause(programme_id: str) -> None:
    context.act(f"pause {programme_id}", SAID.paused, taking_part.pause, programme_id)


def _resume(programme_id: str) -> None:
    context.act(f"resume {programme_id}", SAID.resumed, actions.resume, programme_id)


def _leave(programme_id: str) -> None:
    context.act(f"leave {programme_id}", SAID.left, taking_part.leave, programme_id)
