"""Drafts to look at: found by name or by what deserves a second look, and many of them sent out at once."""

import streamlit as st

from timebank.matches import approving
from timebank.matches.attention import fitting
from timebank.matches.cards import ReviewCard
from timebank.matches.rules import MOST_LETTER_WORDS
from ui import context
from ui.parts.desk import names_in_words
from ui.parts.text import plain
from ui.words.review import Many as said

FEW = 3


def found(programme_id: str, drafts: list[ReviewCard]) -> list[ReviewCard]:
    """Draw what can be looked for where there are many drafts, and answer those that are to be shown."""
    if len(drafts) <= FEW:
        return drafts
    left, right = st.columns(2)
    name = left.text_input(said.name, key=f"find-name-{programme_id}")
    which = right.selectbox(
        said.which, list(said.whiches), format_func=said.whiches.__getitem__, key=f"find-which-{programme_id}"
    )
    shown = fitting(drafts, name or "", which or "")
    if len(shown) < len(drafts):
        st.caption(said.found.format(count=len(shown), total=len(drafts)))
        if not shown:
            st.markdown(said.none)
    return shown


def draw(programme_id: str, drafts: list[ReviewCard]) -> None:
    """Draw a form to ask the people of many drafts at once, with words for the letter."""
    names = {one.suggestion_id: _named(one) for one in drafts if one.may_decide}
    if len(names) < 2:
        return
    opened = st.expander(said.send, key=f"many-{programme_id}", on_change="rerun")
    if not opened.open:
        return
    form = f"ask-many-{programme_id}"
    with opened, st.form(form, border=False):
        st.multiselect(
            said.choose, list(names), list(names), format_func=lambda one: names.get(one, one), key=f"{form}-which"
        )
        letter_words(form, programme_id)
        st.caption(said.send_tells)
        st.form_submit_button(
            said.send_now, type="primary", key=f"{form}-send", on_click=_send, args=(programme_id, names)
        )


def letter_words(form: str, programme_id: str) -> None:
    """Draw the box for what a coordinator adds to a letter, with the words of the programme in it."""
    own = context.see(approving.words_of_programme, programme_id)
    st.text_area(said.letter, own, key=f"{form}-words", max_chars=MOST_LETTER_WORDS, help=said.letter_tells)


def _named(one: ReviewCard) -> str:
    return names_in_words([who.name for who in one.people])


def _send(programme_id: str, names: dict[str, str]) -> None:
    form, state = f"ask-many-{programme_id}", st.session_state
    chosen = state[f"{form}-which"]
    if not chosen:
        context.say("error", said.choose_some)
        return
    answer = context.do(form, approving.approve_many, list(chosen), state[f"{form}-words"] or "")
    if answer is None:
        return
    told = approving.SentOut.read(answer)
    for suggestion_id, why in told.kept_back:
        context.say("info", plain(said.stayed.format(names=names.get(suggestion_id, ""), why=why)))
    if told.asked:
        count = len(told.asked)
        context.say("success", said.sent_one if count == 1 else said.sent_many.format(count=count))
