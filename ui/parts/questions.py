"""The questions of a programme, each with its answer and ticks: may it be used, may it be shown, is it essential."""

from collections.abc import Iterable

import streamlit as st

from timebank.programmes.reads import AnswerCard
from timebank.programmes.rules import Given
from ui import words
from ui.parts.text import plain
from ui.words.whom import Whom

SAID = words.Programmes


def draw(cards: Iterable[AnswerCard], form: str) -> None:
    """Draw every question; the answers are read by `given` when the form is sent."""
    st.markdown(SAID.consent)
    for card in cards:
        with st.container(border=True, key=f"{form}-{card.question}-box"):
            st.markdown(f"**{plain(card.label)}**" + (f"  \n{plain(card.help)}" if card.help else ""))
            _answer(card, _key(form, card))
            st.checkbox(SAID.use, value=card.may_be_used, key=f"{_key(form, card)}-used")
            st.checkbox(SAID.show, value=card.may_be_shown, key=f"{_key(form, card)}-shown")
            if card.may_be_essential:
                st.checkbox(Whom.essential, value=card.is_essential, key=f"{_key(form, card)}-essential")


def _key(form: str, card: AnswerCard) -> str:
    return f"{form}-{card.question}"


def _answer(card: AnswerCard, key: str) -> None:
    names = {option.value: option.label for option in card.options} or {"yes": SAID.yes, "no": SAID.no}
    if card.kind == "kept":
        st.markdown(SAID.from_profile.format(said=plain(", ".join(card.said)) or SAID.nothing_yet))
    elif card.kind == "choices":
        st.multiselect(
            card.label,
            list(names),
            default=card.values,
            format_func=names.__getitem__,
            placeholder=SAID.choose,
            key=key,
            label_visibility="collapsed",
        )
    elif card.kind in ("choice", "yes_no"):
        chosen = card.values[0] if card.values else None
        st.selectbox(
            card.label,
            list(names),
            index=list(names).index(chosen) if chosen in names else None,
            format_func=names.__getitem__,
            placeholder=SAID.choose,
            key=key,
            label_visibility="collapsed",
        )
    else:
        said = (", " if card.kind == "list" else "\n").join(card.values)
        st.text_area(card.label, value=said, key=key, max_chars=600, label_visibility="collapsed", height=80)


def given(cards: Iterable[AnswerCard], form: str) -> list[Given]:
    """What was answered and ticked."""
    state = st.session_state
    return [
        Given(
            card.question,
            _values(card, state.get(_key(form, card))),
            bool(state.get(f"{_key(form, card)}-used")),
            bool(state.get(f"{_key(form, card)}-shown")),
            bool(state.get(f"{_key(form, card)}-essential")),
        )
        for card in cards
    ]


def _values(card: AnswerCard, answered: object) -> tuple[str, ...]:
    if card.kind == "kept" or not answered:
        return ()
    if card.kind == "choices":
        assert isinstance(answered, list)
        return tuple(map(str, answered))
    if card.kind == "list":
        return tuple(one.strip() for one in str(answered).replace("\n", ",").split(",") if one.strip())
    return (str(answered),)
