"""The screen of a programme on how its matches are looked after."""

from dataclasses import replace

import streamlit as st

from timebank.programmes.care import FLAGS, WHOLE, Care
from timebank.programmes.definition import MOST_IN_CIRCLE, MOST_MINUTES_EACH, Definition
from timebank.programmes.setup import Circles, Setup, weeks_of
from ui.words.programmes import SetUp as said


def draw(form: str, definition: Definition, setup: Setup) -> None:
    """Draw every question on meetings, hours, reviews and endings."""
    care = setup.care
    st.subheader(said.first_meeting, anchor=False)
    for name in ("accompany_first", "agreement", "fit_check"):
        _tick(form, name, care)
    st.subheader(said.meetings, anchor=False)
    _number(form, "meeting_minutes", care)
    _number(form, "meet_every_days", care)
    ways = list(said.hours_ways)
    st.radio(said.hours, ways, ways.index(care.hours), format_func=said.hours_ways.__getitem__, key=f"{form}-hours")
    if definition.kind == "help":
        _circles(form, setup.circles)
    st.subheader(said.time, anchor=False)
    _number(form, "lasts_weeks", care)
    weeks = ", ".join(map(str, care.review_weeks))
    st.text_input(
        said.review_weeks, weeks, max_chars=80, key=f"{form}-weeks", help=said.review_weeks_help, autocomplete="off"
    )
    _number(form, "quiet_days", care)
    st.subheader(said.endings, anchor=False)
    _tick(form, "ending_talk", care)
    _number(form, "shortlist", care)


def _tick(form: str, name: str, care: Care) -> None:
    st.checkbox(getattr(said, name), getattr(care, name), key=f"{form}-{name}")


def _number(form: str, name: str, care: Care) -> None:
    least, most = WHOLE[name]
    st.number_input(getattr(said, name), least, most, getattr(care, name), key=f"{form}-{name}")


def _circles(form: str, circles: Circles) -> None:
    st.subheader(said.circles, anchor=False)
    st.number_input(said.minutes_each, 1, MOST_MINUTES_EACH, circles.minutes_each, key=f"{form}-minutes_each")
    st.number_input(said.most_in_circle, 2, MOST_IN_CIRCLE, circles.most_in_circle, key=f"{form}-most_in_circle")
    st.checkbox(said.evens_out, circles.evens_out, key=f"{form}-evens_out")


def take(form: str, definition: Definition, setup: Setup) -> Setup:
    """What that screen holds; raises InvalidInput."""
    state = st.session_state
    whole = {name: int(state[f"{form}-{name}"]) for name in WHOLE}
    flags = {name: bool(state[f"{form}-{name}"]) for name in FLAGS}
    weeks = weeks_of(str(state[f"{form}-weeks"] or ""))
    care = Care(**flags, **whole, hours=str(state[f"{form}-hours"]), review_weeks=weeks)  # type: ignore[arg-type]  # each name is a field of its type
    circles = setup.circles
    if definition.kind == "help":
        circles = Circles(
            int(state[f"{form}-minutes_each"]), int(state[f"{form}-most_in_circle"]), bool(state[f"{form}-evens_out"])
        )
    return replace(setup, care=care, circles=circles)
