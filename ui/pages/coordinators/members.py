"""Members: a searched list, a form to add somebody, a file to bring in many; and the page of one member."""

from dataclasses import dataclass
from typing import cast

import streamlit as st

from timebank.members.actions import add
from timebank.members.directory import Directory, Which, directory
from timebank.members.reads import MemberRow
from timebank.members.rules import ACCESS_NEEDS
from timebank.work import Look
from ui import context
from ui.pages.coordinators import bring_members, member
from ui.parts.desk import asked_for, desk_head, page_foot, page_number
from ui.parts.languages import LANGUAGES
from ui.parts.links import way_to
from ui.parts.text import plain
from ui.words import desk as words

KEY = "directory"
PER_PAGE = 25
NEW = ("new-name", "new-email", "new-phone", "new-languages", "new-access")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for."""

    words: str
    which: Which


def page() -> None:
    """Draw the list, or one member when a link names them."""
    member_id = asked_for("member")
    if member_id:
        member.page(member_id)
        return
    desk_head(words.TITLES["members"], words.Members.lead)
    asked = _ask()
    found = context.see(_look, asked, page_number(KEY))
    _list(found)
    with st.expander(words.Members.add, key="add-member"):
        _add()
    with st.expander(words.Members.bring, key="bring-members"):
        bring_members.draw()


def _look(look: Look, asked: Asked, number: int) -> Directory:
    return directory(look, asked.words, asked.which, number, PER_PAGE)


def _ask() -> Asked:
    said = st.text_input(words.Members.search, key="find-members", on_change=_from_the_first)
    which = st.segmented_control(
        words.Members.which,
        list(words.Members.whiches),
        default="",
        required=True,
        format_func=words.Members.whiches.__getitem__,
        key="which-members",
        on_change=_from_the_first,
    )
    return Asked(said or "", cast(Which, which or ""))


def _from_the_first() -> None:
    st.session_state.pop(f"page of {KEY}", None)


def _list(found: Directory) -> None:
    if not found.total:
        st.markdown(words.Members.nobody)
        return
    said = words.Members.found_one if found.total == 1 else words.Members.found_many.format(count=found.total)
    st.caption(said)
    with st.container(key="tb-list", gap=None):
        for row in found.rows:
            way_to("members", _line(row), member=row.member_id)
    page_foot(found.total, KEY, PER_PAGE)


def _line(row: MemberRow) -> str:
    facts = [row.email or words.Members.no_email]
    facts += [words.Members.roles.get(role, role) for role in row.roles]
    if row.email and not row.has_password:
        facts.append(words.Members.not_yet)
    return f"**{plain(row.name)}** · {plain(', '.join(facts))}"


def _add() -> None:
    with st.form("new-member", border=False):
        st.text_input(words.Members.name, key="new-name", max_chars=80, autocomplete="off")
        st.text_input(words.Members.email, key="new-email", max_chars=254, autocomplete="off")
        st.text_input(words.Members.phone, key="new-phone", max_chars=40, autocomplete="off")
        st.multiselect(
            words.Members.languages,
            list(LANGUAGES),
            format_func=LANGUAGES.__getitem__,
            key="new-languages",
            placeholder=words.CHOOSE,
        )
        st.multiselect(
            words.Members.access,
            list(ACCESS_NEEDS),
            format_func=ACCESS_NEEDS.__getitem__,
            key="new-access",
            placeholder=words.CHOOSE,
        )
        st.checkbox(words.Members.invite, value=True, key="new-invite")
        st.caption(words.Members.tells)
        st.form_submit_button(words.Members.save, type="primary", on_click=_save)


def _save() -> None:
    state = st.session_state
    name, email, invite = state["new-name"] or "", state["new-email"] or "", bool(state["new-invite"])
    added = context.do(
        "add member",
        add,
        name,
        email=email,
        phone=state["new-phone"] or "",
        languages=list(state["new-languages"]),
        access=list(state["new-access"]),
        invite=invite,
    )
    if added is None:
        return
    said = words.Members.added_invited if invite and email.strip() else words.Members.added
    context.say("success", said.format(name=plain(name)))
    for key in NEW:
        state[key] = [] if key in NEW[3:] else ""
