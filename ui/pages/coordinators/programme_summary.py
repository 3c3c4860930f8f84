"""A whole programme in words: who takes part, what is seen first, who fits whom, and how matches are looked after."""

import streamlit as st

from matching import Criterion
from timebank.members.checks import CHECKS
from timebank.programmes.definition import Definition
from timebank.programmes.setup import STRENGTHS
from timebank.programmes.setup_words import LETTERS_IN_WORDS, say_care, say_changes
from ui.parts.head import part
from ui.parts.html_table import html_table
from ui.parts.text import plain
from ui.words.programmes import SetUp
from ui.words.service import Participants as said


def head(before: Definition, after: Definition, version: int) -> bool:
    """Draw what a new programme or a new version would mean; answers whether anything has changed."""
    if not version:
        st.markdown(SetUp.summary_new)
        st.caption(SetUp.summary_new_tells)
        return True
    changes = say_changes(before, after)
    if not changes:
        st.markdown(SetUp.unchanged)
        return False
    st.subheader(SetUp.changes, anchor=False)
    _list(changes)
    st.caption(SetUp.keeps.format(version=version + 1))
    return True


def who_would_wait(count: int) -> None:
    """Say how many would have to wait for a check, where somebody would."""
    if count:
        st.warning(SetUp.would_wait_one if count == 1 else SetUp.would_wait.format(count=count))


def draw(found: Definition) -> None:
    """Draw the whole of it."""
    st.subheader(plain(found.title), anchor=False)
    if found.about:
        st.markdown(plain(found.about))
    criteria(found)
    part(SetUp.care)
    _list(say_care(found))
    if found.letters:
        own = ", ".join(LETTERS_IN_WORDS[name] for name in found.letters)
        st.markdown(SetUp.own_words.format(letters=plain(own)))


def criteria(found: Definition) -> None:
    """Draw in words whom a programme brings together, and how strongly each thing counts."""
    st.markdown(said.objectives[found.objective])
    part(said.roles)
    lines = [said.role_line.format(plural=one.plural.capitalize(), capacity=one.capacity) for one in found.roles]
    screened = found.settings.get("needs_screening") is True
    lines.append(SetUp.screened if screened else SetUp.not_screened)
    for role in found.roles:
        if role.checks:
            checks = ", ".join(CHECKS.get(kind, kind) for kind in role.checks)
            lines.append(SetUp.checks_line.format(role=role.label.capitalize(), checks=checks))
    _list(lines)
    part(said.rules)
    _list([said.rule_line.format(because=one.because) for one in found.rules])
    if found.rules_off:
        _list([SetUp.rules_off.format(because=one.because) for one in found.rules_off])
    part(said.criteria)
    ordered = sorted(found.criteria, key=lambda one: (STRENGTHS.index(one.strength), -max(one.points, default=0)))
    rows = [(_label(one), said.strengths[one.strength], _points(one)) for one in ordered]
    html_table(said.criteria_columns, rows, said.criteria_caption, is_wordy=True)


def _list(lines: tuple[str, ...] | list[str]) -> None:
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))


def _label(one: Criterion) -> str:
    return f"{one.label}. {one.note}" if one.note else one.label


def _points(one: Criterion) -> str:
    if one.strength == "off":
        return "0"
    if len(one.points) > 1 or one.most == 1:
        return said.points.format(points=", ".join(map(str, one.points)))
    return said.points_each.format(points=one.points[0], most=one.points[0] * one.most)
