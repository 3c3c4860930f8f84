"""Bringing in members from a file: tried first, then all of it or its good rows, and the bad rows back."""

from dataclasses import dataclass

import streamlit as st

from timebank import tabular
from timebank.bringing import ImportReport
from timebank.members import imports
from timebank.work import Work
from ui import context
from ui.parts.html_table import html_table
from ui.words import desk as words

FORM = "bring members"
TRIED = "members file as it was tried"
FILE = "members-file"
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Tried:
    """A file and what would happen with it; it stays in this browser's session only."""

    name: str
    content: bytes
    report: ImportReport
    invited: int


def draw() -> None:
    """Draw the upload, and what trying the file has shown."""
    st.markdown(words.Bring.lead)
    st.file_uploader(words.Bring.file, type=["csv"], key=FILE, on_change=_try)
    tried: Tried | None = st.session_state.get(TRIED)
    if tried is not None:
        _show(tried)


def _try() -> None:
    """Read the file and try it; a file that cannot be read is said in one sentence."""
    st.session_state.pop(TRIED, None)
    uploaded = st.session_state.get(FILE)
    if uploaded is None:
        return
    name, content = str(uploaded.name), bytes(uploaded.getvalue())
    found = context.do("try members", _bring, name, content, True, False, False)
    if found is not None:
        st.session_state[TRIED] = Tried(name, content, found, _with_email(name, content, found))


def _bring(
    work: Work, key: str, name: str, content: bytes, dry_run: bool, good_rows_only: bool, invite: bool
) -> ImportReport:
    records = tabular.read(name, content)
    return imports.bring_members(work, key, records, dry_run=dry_run, good_rows_only=good_rows_only, invite=invite)


def _with_email(name: str, content: bytes, report: ImportReport) -> int:
    """At most how many of the rows that would be added have an e-mail address."""
    failed = {one.record.number for one in report.failed}
    rows = (one for one in tabular.read(name, content) if one.number not in failed)
    return min(sum(bool(one.cells.get("email", "").strip()) for one in rows), report.written)


def _show(tried: Tried) -> None:
    report = tried.report
    counts = {"rows": report.rows, "written": report.written, "already": report.already, "failed": len(report.failed)}
    st.markdown(words.Bring.tried.format(**counts))
    if report.failed:
        _show_failed(report)
    if not report.written:
        st.markdown(words.Bring.nothing)
        return
    invite = st.checkbox(words.Bring.invite, value=True, key="bring-invite")
    is_telling = invite and tried.invited
    st.caption(words.Bring.tells.format(count=tried.invited) if is_telling else words.Bring.tells_nobody)
    said = words.Bring.bring_good if report.failed else words.Bring.bring_all
    st.button(said.format(count=report.written), type="primary", key="bring-now", on_click=_bring_now, args=(tried,))


def _show_failed(report: ImportReport) -> None:
    shown = report.failed[:MOST_SHOWN]
    rows = [(str(one.record.number), one.record.cells.get("name", ""), one.reason) for one in shown]
    html_table(words.Bring.failed_columns, rows, words.Bring.failed_caption)
    if len(report.failed) > MOST_SHOWN:
        st.caption(words.Bring.more_failed.format(count=len(report.failed)))
    st.download_button(
        words.Bring.download, report.failed_csv(), "failed-rows.csv", "text/csv", key="bring-failed", on_click="ignore"
    )


def _bring_now(tried: Tried) -> None:
    invite = bool(st.session_state["bring-invite"])
    report = context.do(FORM, _bring, tried.name, tried.content, False, bool(tried.report.failed), invite)
    if report is None:
        return
    st.session_state.pop(TRIED, None)
    context.say("success", words.Bring.brought.format(written=report.written, already=report.already))
