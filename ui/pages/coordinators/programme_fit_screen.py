"""The screen of a programme on who fits whom: which rules hold, and how much each thing counts."""

from dataclasses import replace

import streamlit as st

from matching import Rule
from timebank.programmes.definition import Definition
from timebank.programmes.setup import Setup, may_be_off, strengths_for
from ui.parts.text import plain
from ui.words.programmes import SetUp as said


def _rules(definition: Definition) -> list[Rule]:
    return [*definition.rules, *definition.rules_off]


def draw(form: str, definition: Definition, setup: Setup) -> None:
    """Draw a tick for each rule and a strength for each criterion with what it rests on."""
    st.subheader(said.rules, anchor=False)
    for rule in filter(may_be_off, _rules(definition)):
        label = said.rule.format(because=plain(rule.because))
        st.checkbox(label, setup.rules.get(rule.code, True), key=f"{form}-rule-{rule.code}")
    held = [rule for rule in definition.rules if not may_be_off(rule)]
    if held:
        st.markdown(said.rules_fixed)
        st.markdown("\n".join(f"- {said.rule.format(because=plain(rule.because))}" for rule in held))
    st.subheader(said.strengths, anchor=False)
    st.markdown(said.strengths_tell)
    for one in definition.criteria:
        now = setup.strengths.get(one.code, one.strength)
        ways = strengths_for(one, now)
        st.selectbox(
            f"**{plain(one.label)}**  {plain(one.note)}".strip(),
            ways,
            ways.index(now),
            format_func=said.strength_ways.__getitem__,
            key=f"{form}-strength-{one.code}",
        )


def take(form: str, definition: Definition, setup: Setup) -> Setup:
    """What that screen holds."""
    state = st.session_state
    rules = {one.code: bool(state[f"{form}-rule-{one.code}"]) for one in _rules(definition) if may_be_off(one)}
    strengths = {one.code: str(state[f"{form}-strength-{one.code}"]) for one in definition.criteria}
    return replace(setup, rules={**setup.rules, **rules}, strengths=strengths)
