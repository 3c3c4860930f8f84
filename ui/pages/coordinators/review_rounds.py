"""The rounds of a programme: when they ran, two of them side by side, and how good the result is as things stand."""

import streamlit as st

from timebank.ledger.rules import say_minutes
from timebank.matches import trying
from timebank.matches.cards import RoundCard
from timebank.matches.comparing import compare_rounds
from timebank.matches.explaining_cards import CoveredLine, Figures
from ui import context
from ui.parts import compared
from ui.parts.dates import moment
from ui.parts.desk import names_in_words
from ui.parts.html_table import html_table
from ui.parts.text import plain
from ui.words import desk as words
from ui.words.circles import Circles
from ui.words.explaining import Explaining

SAID = Explaining


def draw(programme_id: str, rounds: list[RoundCard], zone: str, *, is_open: bool) -> None:
    """Draw the list of rounds, newest first, and what may be asked of them."""
    if not rounds:
        st.markdown(words.Review.no_round)
        return
    rows = [
        (moment(one.ran_at, zone), one.ran_by or words.Review.by_itself, str(one.suggestions), str(one.unmatched))
        for one in rounds
    ]
    html_table(words.Review.rounds_columns, rows, words.Review.rounds_caption, number_columns=2)
    if is_open:
        opened = st.expander(SAID.figures, key=f"figures-{programme_id}", on_change="rerun")
        if opened.open:
            with opened:
                _figures(context.see(trying.figures, programme_id))
    opened = st.expander(SAID.compare, key=f"compare-{programme_id}", on_change="rerun")
    if opened.open:
        with opened:
            _compare(rounds, zone)


def _figures(told: Figures) -> None:
    st.caption(SAID.today)
    lines = [_covered(one) for one in told.covered]
    if told.minutes:
        said = Circles.bound_met if told.minutes == told.minutes_bound else Circles.bound_left
        lines.append(said.format(time=say_minutes(told.minutes), bound=say_minutes(told.minutes_bound)))
    else:
        said = SAID.bound_met if told.score == told.bound else SAID.bound_left
        lines.append(said.format(score=told.score, bound=told.bound))
        if any(one.covered < one.people for one in told.covered):
            lines.append(_more(told))
    if not told.weak:
        lines.append((Circles if told.minutes else SAID).weak_none)
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    if told.weak:
        rows = [(names_in_words(list(names)), str(points)) for names, points in told.weak]
        html_table(SAID.weak_columns, rows, (Circles if told.minutes else SAID).weak_caption, number_columns=1)


def _covered(one: CoveredLine) -> str:
    said = SAID.covered_more if one.already else SAID.covered
    role = one.role[0].upper() + one.role[1:]
    return said.format(role=role, count=one.covered, total=one.people, already=one.already)


def _more(told: Figures) -> str:
    if not told.more_people:
        return SAID.more_none
    each = -(-told.more_cost // told.more_people)
    return SAID.more_some.format(people=told.more_people, cost=told.more_cost, each=each)


def _compare(rounds: list[RoundCard], zone: str) -> None:
    if len(rounds) < 2:
        st.markdown(SAID.compare_one)
        return
    names = {
        one.round_id: SAID.round_named.format(day=moment(one.ran_at, zone), count=one.suggestions) for one in rounds
    }
    ids = list(names)
    programme_id = rounds[0].programme_id
    before = st.selectbox(SAID.earlier, ids, 1, format_func=names.__getitem__, key=f"compare-before {programme_id}")
    after = st.selectbox(SAID.later, ids, 0, format_func=names.__getitem__, key=f"compare-after {programme_id}")
    compared.draw(context.see(compare_rounds, str(before), str(after)), are_rounds=True)
