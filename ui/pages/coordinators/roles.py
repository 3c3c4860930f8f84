"""Roles: who is trusted with what; given for a year, ended at any time, by administrators."""

from dataclasses import dataclass

import streamlit as st

from timebank.access import Role
from timebank.community.reads import community
from timebank.handover.reads import orphans
from timebank.handover.rules import Orphan, say_orphan
from timebank.members.actions import end_role, grant
from timebank.members.directory import RoleHolder, role_holders
from timebank.members.reads import others
from timebank.safeguarding.reads import is_lead_needed
from timebank.work import Look
from ui import context
from ui.parts.dates import local_day
from ui.parts.desk import desk_head
from ui.parts.head import part
from ui.parts.html_table import html_table
from ui.parts.text import plain
from ui.words import desk as words
from ui.words.safeguarding import Concerns
from ui.words.service import Roles as said


@dataclass(frozen=True, slots=True)
class Seen:
    """All the page shows."""

    holders: tuple[RoleHolder, ...]
    people: dict[str, str]
    zone: str
    is_lead_needed: bool
    orphans: tuple[Orphan, ...]


def page() -> None:
    """Draw the roles held, a form to give one and a form to end one."""
    seen = context.see(_look)
    desk_head(words.TITLES["roles"], said.lead)
    if seen.is_lead_needed:
        st.info(Concerns.lead_needed)
    for orphan in seen.orphans:
        st.warning(plain(say_orphan(orphan)))
    rows = [(one.name, said.labels[one.role], _until(one, seen.zone)) for one in seen.holders]
    html_table(said.columns, rows, said.caption)
    part(said.give)
    _give(seen)
    part(said.end)
    _end(seen)


def _look(look: Look) -> Seen:
    people = {one.member_id: one.name for one in others(look)}
    return Seen(role_holders(look), people, community(look).zone, is_lead_needed(look), orphans(look))


def _until(one: RoleHolder, zone: str) -> str:
    return f"{local_day(one.expires_at, zone)} {one.expires_at.year}"


def _give(seen: Seen) -> None:
    with st.form("give-role"):
        st.selectbox(
            said.who,
            list(seen.people),
            index=None,
            format_func=seen.people.__getitem__,
            placeholder=words.CHOOSE,
            key="give-who",
        )
        st.radio(said.role, list(said.labels), key="give-what", format_func=_role_line)
        st.caption(said.give_tells)
        st.form_submit_button(said.give_save, type="primary", on_click=_save, args=(seen,))


def _role_line(role: str) -> str:
    return said.role_line.format(label=said.labels[role], meaning=said.meaning[role])


def _save(seen: Seen) -> None:
    member_id, role = st.session_state["give-who"], st.session_state["give-what"]
    if not member_id:
        context.say("error", said.nobody)
        return
    done = said.given.format(name=plain(seen.people[member_id]), role=said.labels[role].lower())
    if context.act("give role", done, grant, member_id, Role(role)):
        st.session_state["give-who"] = None


def _end(seen: Seen) -> None:
    held = {f"{one.member_id} {one.role}": one for one in seen.holders}
    with st.form("end-role"):
        st.selectbox(
            said.which,
            list(held),
            index=None,
            format_func=lambda one: said.held.format(name=held[one].name, role=said.labels[held[one].role].lower()),
            placeholder=words.CHOOSE,
            key="end-which",
        )
        st.caption(f"{said.end_tells} {said.own}")
        st.form_submit_button(said.end_save, on_click=_stop, args=(held,))


def _stop(held: dict[str, RoleHolder]) -> None:
    one = held.get(st.session_state["end-which"] or "")
    if one is None:
        context.say("error", said.nobody)
    elif context.act("end role", said.ended, end_role, one.member_id, one.role):
        st.session_state["end-which"] = None
