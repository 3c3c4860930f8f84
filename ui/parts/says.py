"""What each says of a match: asked in a small form, and shown to whoever may read it."""

from collections.abc import Iterable

import streamlit as st

from timebank.life import words as actions
from timebank.life.cards import WordCard
from timebank.life.needs import ENDING, FIT
from timebank.life.rules import FIT_ANSWERS, LONGEST_HALF, REVIEW_ANSWERS
from ui import context
from ui.parts.how_told import how_told, told
from ui.parts.text import plain
from ui.words.life import Says as SAID


def question(match_id: str, occasion: str, names: str, member_id: str = "", name: str = "") -> None:
    """Ask about an occasion: the reader of `names`, or (`member_id`, `name`) what a member without e-mail told."""
    form = f"say-{match_id}-{occasion}-{member_id}"
    with st.form(form):
        st.markdown(f"**{plain(_title(occasion, names, name))}**")
        if occasion == ENDING:
            st.text_area(SAID.went_well, max_chars=LONGEST_HALF, key=f"{form}-well")
            st.text_area(SAID.better, max_chars=LONGEST_HALF, key=f"{form}-better")
            st.text_area(plain(SAID.thanks.format(names=names)), max_chars=600, key=f"{form}-thanks")
            st.caption(SAID.thanks_tells)
        else:
            known = FIT_ANSWERS if occasion == FIT else REVIEW_ANSWERS
            label = SAID.answer_of if name else SAID.answer
            st.radio(label, list(known), index=None, format_func=known.__getitem__, key=f"{form}-answer")
            st.text_area(SAID.words, max_chars=600, key=f"{form}-words")
        if member_id:
            how_told(f"{form}-told")
        st.form_submit_button(
            SAID.send, type="primary", key=f"{form}-send", on_click=_say, args=(match_id, occasion, form, member_id)
        )


def _title(occasion: str, names: str, name: str) -> str:
    asked = {FIT: (SAID.fit, SAID.fit_of), ENDING: (SAID.ending, SAID.ending_of)}
    own, of_other = asked.get(occasion, (SAID.review, SAID.review_of))
    return of_other.format(name=name) if name else own.format(names=names)


def _say(match_id: str, occasion: str, form: str, member_id: str) -> None:
    state = st.session_state
    who = {"member_id": member_id, "how_told": told(f"{form}-told")} if member_id else {}
    if occasion == ENDING:
        said = (state[f"{form}-well"] or "", state[f"{form}-better"] or "", state[f"{form}-thanks"] or "")
        context.act(form, SAID.sent, actions.say_at_ending, match_id, *said, **who)
        return
    answer, words = state[f"{form}-answer"], state[f"{form}-words"] or ""
    if not answer:
        context.say("error", SAID.choose)
    elif occasion == FIT:
        context.act(form, SAID.sent, actions.say_fit, match_id, answer, words, **who)
    else:
        context.act(form, SAID.sent, actions.say_review, match_id, occasion, answer, words, **who)


def said_lines(cards: Iterable[WordCard], with_names: bool = False) -> str:
    """What was said, as Markdown."""
    lines = []
    for one in cards:
        answer = FIT_ANSWERS.get(one.answer) or REVIEW_ANSWERS.get(one.answer) or ""
        when = when_said(one.occasion)
        parts = [SAID.line.format(when=when, answer=answer).rstrip(": ") if answer else when]
        parts += [one.words] if one.words else []
        parts += [SAID.said_thanks.format(words=one.thanks)] if one.thanks else []
        told_of = f"**{plain(one.name)}**  \n" if with_names else ""
        lines.append(told_of + "  \n".join(plain(part) for part in parts))
    return "\n\n".join(lines)


def when_said(occasion: str) -> str:
    """An occasion in words: after the first meeting, after 12 weeks, at the end."""
    if occasion in (FIT, ENDING):
        return SAID.after_first if occasion == FIT else SAID.at_end
    return SAID.after_weeks.format(weeks=occasion.rpartition("-")[2])
