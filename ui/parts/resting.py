"""Somebody who was away says that they are back; a match on hold goes on by one tap."""

from datetime import date

import streamlit as st

from timebank.handover.actions import come_back
from timebank.handover.reads import Absence
from timebank.life import rests
from timebank.life.own_rests import OwnRest
from ui import context
from ui.parts.cards import card_text
from ui.parts.dates import long_day
from ui.parts.desk import names_in_words
from ui.parts.text import plain
from ui.words.life import Back, Rest


def draw_absence(absence: Absence | None) -> None:
    """Say that the reader is away, where they are, with the way back."""
    if absence is None:
        return
    said = Back.away_due if absence.is_due else Back.away_until
    until = said.format(day=long_day(absence.back_on)) if absence.back_on else Back.away
    with st.container(border=True, key="absence"):
        card_text(until, Back.tells)
        st.button(Back.back, type="primary", key="come-back", on_click=_back)


def _back() -> None:
    context.act("come back", Back.back_said, come_back, context.me().member_id or "")


def draw_own_rest(rest: OwnRest) -> None:
    """One match that rests, on a page that is not its own."""
    names = names_in_words(list(rest.others))
    with st.container(border=True, key=f"own-rest-{rest.match_id}"):
        card_text(Back.rests.format(names=names), said_until(rest.until))
        st.button(
            plain(Back.go_on.format(names=names)), key=f"go-on-{rest.match_id}", on_click=go_on, args=(rest.match_id,)
        )


def said_until(until: date | None) -> str:
    """That a match rests, and until when."""
    return Rest.resting_until.format(day=long_day(until)) if until else Rest.resting


def go_on(match_id: str) -> None:
    """Let a match go on."""
    context.act(f"go on {match_id}", Rest.went_on, rests.go_on, match_id)
