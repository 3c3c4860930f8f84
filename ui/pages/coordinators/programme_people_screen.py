"""The first two screens of a programme: its name, and who takes part."""

from dataclasses import replace

import streamlit as st

from timebank.members.checks import CHECKS
from timebank.programmes.definition import Definition
from timebank.programmes.parts import Role
from timebank.programmes.setup import LONGEST_LABEL, LONGEST_TITLE, Setup
from ui.parts.text import plain
from ui.words.programmes import SetUp as said

REGULATED = ("pvg", "dbs")  # what the law asks for, one or the other by where it is
SEEN = tuple(kind for kind in CHECKS if kind not in REGULATED)


def draw_name(form: str, definition: Definition, setup: Setup) -> None:
    """Draw its name and what it is about."""
    st.text_input(said.title, setup.title, max_chars=LONGEST_TITLE, key=f"{form}-title", autocomplete="off")
    st.text_area(said.about, setup.about, max_chars=600, key=f"{form}-about", help=said.about_help)


def take_name(form: str, definition: Definition, setup: Setup) -> Setup:
    """What that screen holds."""
    state = st.session_state
    return replace(setup, title=state[f"{form}-title"] or "", about=state[f"{form}-about"] or "")


def draw(form: str, definition: Definition, setup: Setup) -> None:
    """Draw who takes part, and what is seen of them before."""
    st.checkbox(said.screening, setup.needs_screening, key=f"{form}-screening", help=said.screening_help)
    for role, now in zip(definition.roles, setup.roles, strict=True):
        _role(f"{form}-{role.name}", role, now)
    st.subheader(said.checks_part, anchor=False)
    st.caption(said.checks_tells)
    st.number_input(said.months, 0, 120, setup.check_months, key=f"{form}-months")


def _role(form: str, role: Role, now: Role) -> None:
    st.subheader(said.role.format(label=plain(role.label)), anchor=False)
    first, second, third = st.columns(3)
    first.text_input(said.label, now.label, max_chars=LONGEST_LABEL, key=f"{form}-label", autocomplete="off")
    second.text_input(said.plural, now.plural, max_chars=LONGEST_LABEL, key=f"{form}-plural", autocomplete="off")
    third.number_input(said.capacity, 1, 10, min(max(now.capacity, 1), 10), key=f"{form}-capacity")
    ways = list(said.regulated_ways)
    law = next((kind for kind in REGULATED if kind in now.checks), "")
    st.radio(
        said.regulated,
        ways,
        ways.index(law),
        format_func=said.regulated_ways.__getitem__,
        key=f"{form}-law",
    )
    st.caption(said.regulated_help)
    st.markdown(said.checks)
    for kind in SEEN:
        st.checkbox(CHECKS[kind].capitalize(), kind in now.checks, key=f"{form}-{kind}")


def take(form: str, definition: Definition, setup: Setup) -> Setup:
    """What that screen holds."""
    state = st.session_state
    return replace(
        setup,
        needs_screening=bool(state[f"{form}-screening"]),
        check_months=int(state[f"{form}-months"]),
        roles=tuple(_take_role(f"{form}-{one.name}", one) for one in setup.roles),
    )


def _take_role(form: str, before: Role) -> Role:
    state = st.session_state
    law = str(state[f"{form}-law"] or "")
    both = law and set(REGULATED) <= set(before.checks)  # a file can ask for both, and then keeps both
    asked = set(REGULATED) if both else {law}
    checks = tuple(kind for kind in CHECKS if kind in asked or (kind in SEEN and state[f"{form}-{kind}"]))
    words = (state[f"{form}-label"] or "", state[f"{form}-plural"] or "")
    return Role(before.name, *words, int(state[f"{form}-capacity"]), checks)
