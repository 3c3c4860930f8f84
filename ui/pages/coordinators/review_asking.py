"""Asking the matcher: why not these two, or why one does not help the other, and what if; nothing is kept of it."""

from collections.abc import Mapping

import streamlit as st

from timebank.matches import explaining, trying
from timebank.matches.explaining_cards import Choices, Trial, WhyNotCard
from ui import context
from ui.parts import compared
from ui.parts.text import plain
from ui.words import desk as words
from ui.words.circles import Circles
from ui.words.explaining import Explaining

SAID = Explaining


def draw(programme_id: str) -> None:
    """Draw both questions for a programme."""
    choices = context.see(explaining.choices, programme_id)
    said = Circles if choices.is_help else SAID
    st.caption(SAID.today)
    st.subheader(said.why_not)
    st.markdown(said.why_not_tells)
    one, other = _two(choices, f"why-not {programme_id}")
    if one and other:
        _why_not(context.see(explaining.why_not_these, programme_id, one, other), said)
    st.subheader(SAID.what_if)
    trial = _trial(choices, programme_id)
    if trial:
        compared.draw(context.see(trying.try_out, programme_id, trial))


def _two(choices: Choices, key: str) -> tuple[str, str]:
    """Two people whom the programme could bring together; the second is asked for once the first is known."""
    said = Circles if choices.is_help else SAID
    one = _person(choices.people, said.one, f"one of {key}")
    return (one, _person(choices.beside(one), said.other, f"other of {key} {one}")) if one else ("", "")


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


def _why_not(told: WhyNotCard, said: type[Circles | Explaining]) -> None:
    names = {"first": plain(told.first), "second": plain(told.second)}
    if told.code == "kept_apart":
        st.markdown(said.kept_apart.format(**names))
        st.markdown("\n".join(f"- {plain(one[0].upper() + one[1:])}." for one in told.obstacles))
        _remedies(told)
    elif told.code == "no_circle":
        st.markdown(Circles.no_circle.format(**names))
        _remedies(told)
    elif told.code == "pinned_otherwise":
        st.markdown(said.pinned.format(**names))
    elif told.code == "suggested" or told.compared is None:
        st.markdown(said.suggested.format(**names))
    else:
        st.markdown(said.possible.format(**names))
        compared.draw(told.compared)


def _remedies(told: WhyNotCard) -> None:
    remedies = [f"- {plain(one)}" for one in told.remedies]
    st.markdown("\n".join(remedies) if remedies else SAID.no_remedy)


def _trial(choices: Choices, programme_id: str) -> Trial | None:
    """What is to be tried, once all of it has been chosen."""
    said = Circles if choices.is_help else SAID
    kind = st.selectbox(
        SAID.what,
        list(said.trials),
        index=None,
        format_func=lambda one: said.trials.get(one, one),
        placeholder=words.CHOOSE,
        key=f"what-if {programme_id}",
    )
    if kind == "weigh":
        return _weighing(choices, programme_id)
    if kind == "together":
        one, other = _two(choices, f"together {programme_id}")
        return Trial(kind, one_id=one, other_id=other) if one and other else None
    if kind in ("places", "another"):
        label = said.who_places if kind == "places" else SAID.who_like
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
