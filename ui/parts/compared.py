"""Two results of the matcher side by side: the difference in a sentence, then what is new and what is gone."""

import streamlit as st

from timebank.ledger.rules import say_minutes
from timebank.matches.explaining_cards import ComparedCard, MatchLine
from ui.parts.desk import names_in_words
from ui.parts.html_table import table_html
from ui.parts.text import plain
from ui.words.circles import Circles
from ui.words.explaining import AND_MORE, NAMES_LISTED, Explaining

SAID = Explaining


def draw(one: ComparedCard, *, are_rounds: bool = False) -> None:
    """Draw a comparison; of two kept rounds (`are_rounds`), or of what would be beside what stands today."""
    if one.is_same:
        st.markdown(SAID.same_rounds if are_rounds else SAID.same)
        return
    lines = [f"{_hours(one)}{_points(one)}, {_people(one, are_rounds)}.", _stayed(one)]
    if one.gained:
        lines.append((SAID.gained_then if are_rounds else SAID.gained).format(names=listed(one.gained)))
    if one.lost:
        lines.append((SAID.lost_then if are_rounds else SAID.lost).format(names=listed(one.lost)))
    if one.kept_back:
        lines.append(SAID.own)
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    st.html(_table(SAID.new_caption, one.new) + _table(SAID.gone_caption, one.gone))


def listed(names: tuple[str, ...]) -> str:
    """Names in words; of very many only the first, and how many more there are."""
    if len(names) <= NAMES_LISTED:
        return names_in_words(list(names))
    return AND_MORE.format(names=", ".join(names[:NAMES_LISTED]), count=len(names) - NAMES_LISTED)


def _stayed(one: ComparedCard) -> str:
    said = Circles if one.minutes_before or one.minutes_after else SAID
    return said.stayed_one if one.stayed == 1 else said.stayed_many.format(count=one.stayed)


def _hours(one: ComparedCard) -> str:
    """What circles of help come to, which counts before any points."""
    if not (one.minutes_before or one.minutes_after):
        return ""
    more = one.minutes_after - one.minutes_before
    said = (Circles.more if more > 0 else Circles.fewer).format(time=say_minutes(abs(more))) if more else Circles.same
    return f"{said[0].upper()}{said[1:]}; "


def _points(one: ComparedCard) -> str:
    more = one.points_after - one.points_before
    said = (SAID.points_more if more > 0 else SAID.points_fewer).format(count=abs(more)) if more else SAID.points_same
    return said if one.minutes_before or one.minutes_after else said[0].upper() + said[1:]


def _people(one: ComparedCard, are_rounds: bool) -> str:
    """How many more people a result has; a later round leaves out those who were matched after the earlier one."""
    more = one.covered_after - one.covered_before
    same, more_said, fewer_said = (
        (SAID.people_same_rounds, SAID.people_more_rounds, SAID.people_fewer_rounds)
        if are_rounds
        else (SAID.people_same, SAID.people_more, SAID.people_fewer)
    )
    return (more_said if more > 0 else fewer_said).format(count=abs(more)) if more else same


def _table(caption: str, lines: tuple[MatchLine, ...]) -> str:
    if not lines:
        return ""
    rows = [
        (names_in_words(list(one.names)), f"{one.why[0].upper()}{one.why[1:]}", f"{_points_of(one)}") for one in lines
    ]
    return table_html(SAID.change_columns, rows, caption, number_columns=1)


def _points_of(one: MatchLine) -> int:
    return (one.points_after if one.points_after is not None else one.points_before) or 0
