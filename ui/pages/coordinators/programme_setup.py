"""How a programme is set up: whom it brings together in words, open or closed, its screens, its versions, its file."""

import streamlit as st

from timebank.community.reads import community
from timebank.programmes import actions
from timebank.programmes.reads import ProgrammeCard, definition_of
from timebank.programmes.setup import written
from timebank.programmes.version_reads import ProgrammeFile, programme_file
from timebank.work import Look
from ui import context
from ui.pages.coordinators import programme_screens, programme_summary
from ui.pages.coordinators.programme_screens import Draft
from ui.parts.cards import buttons
from ui.parts.dates import moment
from ui.parts.html_table import html_table
from ui.words.programmes import SetUp
from ui.words.service import Participants as said


def criteria(programme_id: str) -> None:
    """Draw in words whom a programme brings together, and how strongly each thing counts."""
    programme_summary.criteria(context.see(definition_of, programme_id))


def file(one: ProgrammeCard) -> None:
    """Draw the screens of a programme once they are asked for; else open or closed, its versions and its file."""
    found, zone = context.see(_look, one.programme_id)
    draft = programme_screens.begun(one.programme_id)
    if draft is not None:
        st.markdown(SetUp.change_lead)
        st.button(SetUp.again, key=f"forget-{one.programme_id}", on_click=_forget, args=(one.programme_id,))
        programme_screens.draw(one.programme_id, draft, _save)
        return
    is_open = one.state == "open"
    st.markdown(said.open if is_open else said.closed)
    st.caption(said.open_tells)
    with buttons(f"set-up-{one.programme_id}"):
        st.button(
            SetUp.change,
            type="primary",
            key=f"change-{one.programme_id}",
            on_click=programme_screens.begin,
            args=(one.programme_id, found.text, found.version),
        )
        st.button(
            said.close if is_open else said.reopen,
            key=f"open-{one.programme_id}",
            on_click=_set_open,
            args=(one.programme_id, not is_open),
        )
    _versions(found, zone)
    opened = st.expander(SetUp.expert, key=f"expert-{one.programme_id}", on_change="rerun")
    if opened.open:
        with opened:
            _text(one.programme_id, found)


def _look(look: Look, programme_id: str) -> tuple[ProgrammeFile, str]:
    return programme_file(look, programme_id), community(look).zone


def _versions(found: ProgrammeFile, zone: str) -> None:
    rows = [
        (
            str(each.version),
            moment(each.made_at, zone),
            each.made_by or said.by_operator,
            " ".join(each.changes) or (SetUp.first_version if each.version == 1 else ""),
        )
        for each in found.versions
    ]
    html_table(SetUp.versions_columns, rows, said.versions_caption)


def _text(programme_id: str, found: ProgrammeFile) -> None:
    st.markdown(SetUp.expert_tells)
    with st.form(f"file-{programme_id}", border=False):
        st.text_area(said.file, found.text, height=420, key=f"text-{programme_id}-{found.version}", help=said.file_help)
        st.caption(said.save_tells)
        st.form_submit_button(said.save, on_click=_change, args=(programme_id, found.version))


def _set_open(programme_id: str, is_open: bool) -> None:
    done = said.reopen_done if is_open else said.close_done
    context.act(f"open {programme_id} {is_open}", done, actions.set_open, programme_id, is_open)


def _change(programme_id: str, before: int) -> None:
    text = st.session_state[f"text-{programme_id}-{before}"] or ""
    version = context.do(f"change {programme_id}", actions.change, programme_id, text, before)
    if version is not None:
        context.say("success", said.saved.format(version=version))


def _save(programme_id: str, draft: Draft) -> None:
    text = written(draft.text, draft.setup)
    version = context.do(f"set up {programme_id}", actions.change, programme_id, text, draft.version)
    if version is not None:
        programme_screens.forget(programme_id)
        context.say("success", SetUp.saved.format(version=version))


def _forget(programme_id: str) -> None:
    programme_screens.forget(programme_id)
    context.say("info", SetUp.again_done)
