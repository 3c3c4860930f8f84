"""The part a member without e-mail takes in programmes: joined, answered, paused and left as they tell it."""

from dataclasses import dataclass

import streamlit as st

from timebank.matches import taking_part
from timebank.members.reads import MemberRow
from timebank.programmes import actions
from timebank.programmes.reads import AnswerCard, MyPart, ProgrammeCard, my_part, programmes, questions
from timebank.programmes.rules import STEP_WORDS
from timebank.work import Look
from ui import context
from ui.parts import questions as question_form
from ui.parts.cards import buttons, card
from ui.parts.how_told import how_told, told
from ui.parts.text import plain
from ui.words import desk as words

SAID = words.Member


@dataclass(frozen=True, slots=True)
class Seen:
    """The open programmes, each with the member's part in it."""

    programmes: tuple[tuple[ProgrammeCard, MyPart | None], ...]


def draw(row: MemberRow) -> None:
    """Draw a card for each programme: the part they take, or a way to join."""
    seen = context.see(_look, row.member_id)
    if not any(mine for _, mine in seen.programmes):
        st.markdown(SAID.in_none.format(name=plain(row.name)))
    for one, mine in sorted(seen.programmes, key=lambda pair: pair[1] is None):
        if mine and mine.state != "interested":
            _takes_part(row, mine)
        else:
            _may_join(row, one)


def _look(look: Look, member_id: str) -> Seen:
    return Seen(tuple((one, my_part(look, one.programme_id, member_id)) for one in programmes(look)))


def _takes_part(row: MemberRow, mine: MyPart) -> None:
    said = SAID.takes_part.format(role=mine.role_label, state=STEP_WORDS[mine.state])
    form = f"part-{row.member_id}-{mine.programme_id}"
    with card(form, mine.title, said):
        opened = st.expander(SAID.answers, key=f"{form}-open", on_change="rerun")
        if opened.open:
            with opened, st.form(f"{form}-answers", border=False):
                _capacity(form, mine.capacity)
                question_form.draw(mine.answers, form)
                how_told(f"{form}-told")
                st.form_submit_button(
                    SAID.save, type="primary", key=f"{form}-send", on_click=_keep, args=(row, mine, form)
                )
        moved = st.expander(SAID.moves, key=f"{form}-moves", on_change="rerun")
        if moved.open:
            with moved:
                _moves(row, mine, f"{form}-move")


def _capacity(form: str, usual: int) -> None:
    st.number_input(SAID.capacity, min_value=1, max_value=10, value=usual, key=f"{form}-capacity")


def _keep(row: MemberRow, mine: MyPart, form: str) -> None:
    answers, capacity = question_form.given(mine.answers, form), int(st.session_state[f"{form}-capacity"])
    how = told(f"{form}-told")
    done = SAID.answers_saved
    context.act(form, done, taking_part.change_answers, mine.programme_id, answers, capacity, row.member_id, how)


def _moves(row: MemberRow, mine: MyPart, form: str) -> None:
    with st.form(form, border=False):
        how_told(f"{form}-told")
        with buttons(f"{form}-ways"):
            is_paused = mine.state == "paused"
            said, act = (SAID.resume, _resume) if is_paused else (SAID.pause, _pause)
            st.form_submit_button(said, key=f"{form}-pause", on_click=act, args=(row, mine, form))
            st.form_submit_button(SAID.leave, key=f"{form}-leave", on_click=_leave, args=(row, mine, form))


def _pause(row: MemberRow, mine: MyPart, form: str) -> None:
    how = told(f"{form}-told")
    context.act(f"{form} pause", SAID.paused, taking_part.pause, mine.programme_id, row.member_id, how)


def _resume(row: MemberRow, mine: MyPart, form: str) -> None:
    done, how = SAID.resumed.format(name=plain(row.name)), told(f"{form}-told")
    context.act(f"{form} resume", done, actions.resume, mine.programme_id, row.member_id, how)


def _leave(row: MemberRow, mine: MyPart, form: str) -> None:
    done, how = SAID.left.format(name=plain(row.name)), told(f"{form}-told")
    context.act(f"{form} leave", done, taking_part.leave, mine.programme_id, row.member_id, how)


def _may_join(row: MemberRow, one: ProgrammeCard) -> None:
    with card(f"open-{row.member_id}-{one.programme_id}", one.title, one.about):
        opened = st.expander(
            SAID.join.format(title=plain(one.title)), key=f"join-{one.programme_id}", on_change="rerun"
        )
        if opened.open:
            with opened:
                _join_form(row, one)


def _join_form(row: MemberRow, one: ProgrammeCard) -> None:
    labels = {role.name: role.label for role in one.roles}
    role = one.roles[0].name
    if len(labels) > 1:
        key = f"role-{row.member_id}-{one.programme_id}"
        role = st.radio(SAID.role, list(labels), format_func=labels.__getitem__, horizontal=True, key=key)
    asked = context.see(questions, one.programme_id, role, row.member_id)
    form = f"join-{row.member_id}-{one.programme_id}-{role}"
    with st.form(form, border=False):
        _capacity(form, next(each.capacity for each in one.roles if each.name == role))
        question_form.draw(asked, form)
        how_told(f"{form}-told")
        st.form_submit_button(
            SAID.join.format(title=one.title),
            type="primary",
            key=f"{form}-send",
            on_click=_join,
            args=(row, one.programme_id, role, asked, form),
        )


def _join(row: MemberRow, programme_id: str, role: str, asked: tuple[AnswerCard, ...], form: str) -> None:
    answers, capacity = question_form.given(asked, form), int(st.session_state[f"{form}-capacity"])
    how = told(f"{form}-told")
    if context.do(form, actions.join, programme_id, role, answers, capacity, row.member_id, how) is not None:
        mine = context.see(my_part, programme_id, row.member_id)
        done = SAID.joined if mine and mine.state == "ready" else SAID.applied
        context.say("success", done.format(name=plain(row.name)))
