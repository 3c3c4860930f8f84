"""How a programme is set up: what it looks at in words, its file as text, open or closed; and starting another."""

from collections.abc import Set

import streamlit as st

from matching import Criterion
from timebank.community.reads import community
from timebank.programmes import actions
from timebank.programmes.definition import Definition, load, starter_names, starter_text
from timebank.programmes.reads import ProgrammeCard, definition_of
from timebank.programmes.version_reads import ProgrammeFile, programme_file
from timebank.work import Look
from ui import context
from ui.parts.dates import moment
from ui.parts.head import part
from ui.parts.html_table import html_table
from ui.parts.text import plain
from ui.words.service import Participants as said

STRENGTHS = ("must", "high", "medium", "low", "off")
FOR_FILES_ONLY = ("mentor-match",)  # its answers come from a file, so nobody can join it here


def criteria(programme_id: str) -> None:
    """Draw in words whom a programme brings together, and how strongly each thing counts."""
    found = context.see(definition_of, programme_id)
    st.markdown(said.objectives[found.objective])
    part(said.roles)
    lines = [said.role_line.format(plural=one.plural.capitalize(), capacity=one.capacity) for one in found.roles]
    _list(lines)
    part(said.rules)
    _list([said.rule_line.format(because=one.because) for one in found.rules])
    part(said.criteria)
    ordered = sorted(found.criteria, key=lambda one: (STRENGTHS.index(one.strength), -max(one.points, default=0)))
    rows = [(_label(one), said.strengths[one.strength], _points(one)) for one in ordered]
    html_table(said.criteria_columns, rows, said.criteria_caption, is_wordy=True)


def _list(lines: list[str]) -> None:
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))


def _label(one: Criterion) -> str:
    return f"{one.label}. {one.note}" if one.note else one.label


def _points(one: Criterion) -> str:
    if one.strength == "off":
        return "0"
    if len(one.points) > 1 or one.most == 1:
        return said.points.format(points=", ".join(map(str, one.points)))
    return said.points_each.format(points=one.points[0], most=one.points[0] * one.most)


def file(one: ProgrammeCard) -> None:
    """Draw the switch between open and closed, the file with a way to change it, and its versions."""
    found, zone = context.see(_look, one.programme_id)
    is_open = one.state == "open"
    st.markdown(said.open if is_open else said.closed)
    st.caption(said.open_tells)
    st.button(
        said.close if is_open else said.reopen,
        key=f"open-{one.programme_id}",
        on_click=_set_open,
        args=(one.programme_id, not is_open),
    )
    with st.form(f"file-{one.programme_id}"):
        st.text_area(
            said.file, found.text, height=420, key=f"text-{one.programme_id}-{found.version}", help=said.file_help
        )
        st.caption(said.save_tells)
        st.form_submit_button(said.save, type="primary", on_click=_change, args=(one.programme_id, found.version))
    rows = [
        (str(each.version), moment(each.made_at, zone), each.made_by or said.by_operator)
        for each in found.versions[:20]
    ]
    html_table(said.versions_columns, rows, said.versions_caption)


def _look(look: Look, programme_id: str) -> tuple[ProgrammeFile, str]:
    return programme_file(look, programme_id), community(look).zone


def _set_open(programme_id: str, is_open: bool) -> None:
    done = said.reopen_done if is_open else said.close_done
    context.act(f"open {programme_id} {is_open}", done, actions.set_open, programme_id, is_open)


def _change(programme_id: str, before: int) -> None:
    text = st.session_state[f"text-{programme_id}-{before}"] or ""
    version = context.do(f"change {programme_id}", actions.change, programme_id, text, before)
    if version is not None:
        context.say("success", said.saved.format(version=version))


def start(taken: Set[str]) -> None:
    """Draw the programmes that come with the time bank and have not been started yet."""
    waiting = {name: load(name) for name in starter_names() if name not in FOR_FILES_ONLY}
    titles = {name: _title(one) for name, one in waiting.items() if one.name not in taken}
    if not titles:
        st.markdown(said.start_none)
        return
    with st.form("start"):
        st.radio(said.start_from, list(titles), format_func=titles.__getitem__, key="start-from")
        st.caption(said.open_tells)
        st.form_submit_button(said.start_save, type="primary", on_click=_start)


def _title(one: Definition) -> str:
    return f"{one.title}: {one.about}"


def _start() -> None:
    text = starter_text(st.session_state["start-from"])
    context.act("start programme", said.started, actions.start, text)
