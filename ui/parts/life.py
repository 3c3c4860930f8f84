"""Goals, rests and endings of a match: the parts of its page that its people and its coordinators share."""

from collections.abc import Callable

import streamlit as st

from timebank.life import endings, goals, rests
from timebank.life.cards import GoalCard, Life
from timebank.matches.rules import ENDING_REASONS
from ui import context, words
from ui.parts.cards import buttons
from ui.parts.dates import long_day
from ui.parts.resting import go_on, said_until
from ui.parts.text import plain
from ui.words.life import Ending, Goals, Rest


def folded(title: str, key: str, draw: Callable[[Life], None], life: Life) -> None:
    """A part that is drawn only once it is opened."""
    opened = st.expander(title, key=key, on_change="rerun")
    if opened.open:
        with opened:
            draw(life)


def draw_goals(life: Life, may_change: bool = True) -> None:
    """Draw the goals: open ones with what can be said of them, then those that are closed."""
    may_change = may_change and life.is_active
    open_ones = [one for one in life.goals if one.state == "open"]
    if not life.goals:
        st.markdown(Goals.none)
    for one in open_ones:
        with st.container(border=True, key=f"goal-{one.goal_id}"):
            st.markdown(plain(one.words))
            if may_change:
                with buttons(f"goal-ways-{one.goal_id}"):
                    st.button(
                        Goals.reached, key=f"reached-{one.goal_id}", on_click=_close, args=(one.goal_id, "reached")
                    )
                    st.button(Goals.let_go, key=f"go-{one.goal_id}", on_click=_close, args=(one.goal_id, "let_go"))
    if may_change:
        form = f"goal-add-{life.match_id}"
        with st.form(form, border=False, clear_on_submit=True):
            st.text_input(Goals.add, max_chars=300, key=f"{form}-words")
            st.form_submit_button(Goals.save, key=f"{form}-send", on_click=_add, args=(life.match_id, form))
    closed = [one for one in life.goals if one.state != "open"]
    if closed:
        st.markdown(f"**{Goals.closed}**")
    for one in closed:
        _closed(one, may_change)


def _closed(one: GoalCard, may_open: bool) -> None:
    with st.container(border=True, key=f"goal-{one.goal_id}"):
        st.markdown(f"{plain(one.words)} ({Goals.states[one.state]})")
        if may_open:
            st.button(Goals.again, key=f"again-{one.goal_id}", on_click=_again, args=(one.goal_id,))


def _add(match_id: str, form: str) -> None:
    context.act(form, Goals.added, goals.add_goal, match_id, st.session_state[f"{form}-words"] or "")


def _close(goal_id: str, state: str) -> None:
    said = Goals.reached_said if state == "reached" else Goals.let_go_said
    context.act(f"goal {goal_id}", said, goals.close_goal, goal_id, state)


def _again(goal_id: str) -> None:
    context.act(f"goal again {goal_id}", Goals.again_said, goals.open_goal_again, goal_id)


def draw_rest(life: Life) -> None:
    """Say that the match rests, with the way to go on."""
    rest = life.rest
    if rest is None:
        return
    with st.container(border=True, key=f"rest-{life.match_id}"):
        st.markdown(said_until(rest.until))
        if rest.words:
            st.markdown(plain(Rest.why.format(words=rest.words)))
        st.button(Rest.go_on, key=f"go-on-{life.match_id}", on_click=go_on, args=(life.match_id,))


def rest_form(life: Life) -> None:
    """Put the match on hold."""
    form = f"hold-{life.match_id}"
    with st.form(form, border=False):
        st.markdown(Rest.lead)
        st.date_input(Rest.until, value=None, format="DD/MM/YYYY", key=f"{form}-until")
        st.text_area(Rest.words, max_chars=600, key=f"{form}-words")
        st.form_submit_button(Rest.save, key=f"{form}-send", on_click=_hold, args=(life.match_id, form))


def _hold(match_id: str, form: str) -> None:
    until, said = st.session_state[f"{form}-until"], st.session_state[f"{form}-words"] or ""
    context.act(form, Rest.saved, rests.put_on_hold, match_id, until, said)


def draw_ending(life: Life) -> None:
    """Say which day is to be the last, with the way to take it back."""
    if life.ends_on is None:
        return
    with st.container(border=True, key=f"last-day-{life.match_id}"):
        st.markdown(Ending.planned.format(day=long_day(life.ends_on)))
        st.button(Ending.take_back, key=f"take-back-{life.match_id}", on_click=_take_back, args=(life.match_id,))


def _take_back(match_id: str) -> None:
    context.act(f"take back {match_id}", Ending.taken_back, endings.take_back_ending, match_id)


def ending_form(life: Life) -> None:
    """Name the last day, or another one."""
    form = f"last-{life.match_id}"
    with st.form(form, border=False):
        st.markdown(Ending.lead)
        if life.meant_until:
            st.caption(Ending.meant.format(day=long_day(life.meant_until)))
        st.date_input(Ending.day, value=life.ends_on, format="DD/MM/YYYY", key=f"{form}-day")
        st.form_submit_button(Ending.save, key=f"{form}-send", on_click=_plan, args=(life.match_id, form))


def _plan(match_id: str, form: str) -> None:
    day = st.session_state[f"{form}-day"]
    if day is None:
        context.say("error", Ending.day)
    else:
        context.act(form, Ending.saved, endings.plan_ending, match_id, day)


def end_form(match_id: str, lead: str = words.Matches.end_lead) -> None:
    """End the match at once."""
    said, form = words.Matches, f"end-{match_id}"
    with st.form(form, border=False):
        st.markdown(lead)
        st.selectbox(
            said.end_reason,
            list(ENDING_REASONS),
            index=None,
            format_func=ENDING_REASONS.__getitem__,
            placeholder=words.Listings.choose,
            key=f"{form}-code",
        )
        st.text_area(said.end_words, key=f"{form}-words", max_chars=600)
        st.form_submit_button(said.save_end, key=f"{form}-send", on_click=_end, args=(match_id, form))


def _end(match_id: str, form: str) -> None:
    code, said = st.session_state[f"{form}-code"] or "", st.session_state[f"{form}-words"]
    context.act(form, words.Matches.ended_said, endings.end_match, match_id, code, said)
