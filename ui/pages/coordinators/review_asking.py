"""Asking the matcher: why not these two, and what if; nothing is kept, so nothing here is a form."""

from collections.abc import Mapping

import streamlit as st

from timebank.matches import explaining, trying
from timebank.matches.explaining_cards import Choices, Trial, WhyNotCard
from ui import context
from ui.parts import compared
from ui.parts.text import plain
from ui.words import desk as words
from ui.words.explaining import Explaining

SAID = Explaining


def draw(programme_id: str) -> None:
    """Draw both questions for a programme."""
    choices = context.see(explaining.choices, programme_id)
    st.caption(SAID.today)
    st.subheader(SAID.why_not)
    st.markdown(SAID.why_not_tells)
    one, other = _two(choices, f"why-not {programme_id}")
    if one and other:
        _why_not(context.see(explaining.why_not_these, programme_id, one, other))
    st.subheader(SAID.what_if)
    trial = _trial(choices, programme_id)
    if trial:
        compared.draw(context.see(trying.try_out, programme_id, trial))


def _two(choices: Choices, key: str) -> tuple[str, str]:
    """Two people whom the programme could bring together; the second is asked for once the first is known."""
    one = _person(choices.people, SAID.one, f"one of {key}")
    return (one, _person(choices.beside(one), SAID.other, f"other of {key} {one}")) if one else ("", "")


def _person(people: Mapping[str, str], label: str, key: str) -> str:
    chosen = st.selectbox(
        label,
        list(people),
        index=None,
        format_func=lambda one: people.get(one, one),
        placeholder=words.CHOOSE,
        key=key,
    )
    return str(chosen or "")


def _why_not(told: WhyNotCard) -> None:
    names = {"first": plain(told.first), "second": plain(told.second)}
    if told.code == "kept_apart":
        st.markdown(SAID.kept_apart.format(**names))
        st.markdown("\n".join(f"- {plain(one[0].upper() + one[1:])}." for one in told.obstacles))
        remedies = [f"- {plain(one)}" for one in told.remedies]
        st.markdown("\n".join(remedies) if remedies else SAID.no_remedy)
    elif told.code == "pinned_otherwise":
        st.markdown(SAID.pinned.format(**names))
    elif told.code == "suggested" or told.compared is None:
        st.markdown(SAID.suggested.format(**names))
    else:
        st.markdown(SAID.possible.format(**names))
        compared.draw(told.compared)


def _trial(choices: Choices, programme_id: str) -> Trial | None:
    """What is to be tried, once all of it has been chosen."""
    kind = st.selectbox(
        SAID.what,
        list(SAID.trials),
        index=None,
        format_func=lambda one: SAID.trials.get(one, one),
        placeholder=words.CHOOSE,
        key=f"what-if {programme_id}",
    )
    if kind == "weigh":
        return _weighing(choices, programme_id)
    if kind == "together":
        one, other = _two(choices, f"together {programme_id}")
        return Trial(kind, one_id=one, other_id=other) if one and other else None
    if kind in ("places", "another"):
        label = SAID.who_places if kind == "places" else SAID.who_like
        one = _person(choices.people, label, f"{kind} {programme_id}")
        return Trial(kind, one_id=one) if one else None
    return None


def _weighing(choices: Choices, programme_id: str) -> Trial | None:
    def named(code: str) -> str:
        label, strength = choices.criteria[code]
        return SAID.counts_now.format(label=label, strength=SAID.strengths[strength])

    code = st.selectbox(
        SAID.criterion,
        list(choices.criteria),
        index=None,
        format_func=named,
        placeholder=words.CHOOSE,
        key=f"weigh-code {programme_id}",
    )
    strength = st.selectbox(
        SAID.strength,
        list(SAID.strengths),
        index=None,
        format_func=lambda one: SAID.strengths.get(one, one),
        placeholder=words.CHOOSE,
        key=f"weigh-strength {programme_id}",
    )
    return Trial("weigh", code=code, strength=strength) if code and strength else None
