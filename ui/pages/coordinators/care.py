"""Care: every match that goes on, those that need a look first, each with the way to its own page."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.life.cards import CareRow
from timebank.life.reads import care_list
from timebank.work import Look
from ui import context
from ui.parts.cards import card
from ui.parts.care import often_missed, task_in_words
from ui.parts.dates import day, local_day
from ui.parts.desk import choose, desk_head, names_in_words, page_foot, page_number
from ui.parts.head import part
from ui.parts.html_table import html_table
from ui.parts.links import way_to
from ui.parts.text import plain
from ui.words import desk as words
from ui.words.life import Care as SAID
from ui.words.life import CareMatch

EVERY = ""
WAITING, GOING = "care-waiting", "care-going"
PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Seen:
    """The matches the reader looks after."""

    rows: tuple[CareRow, ...]
    zone: str
    today: date


def page() -> None:
    """Draw what needs a look, then the others in a table, and a way to each."""
    seen = context.see(_look)
    desk_head(words.TITLES["care"], SAID.lead)
    programmes = {EVERY: SAID.every} | {one.programme_id: one.programme for one in seen.rows}
    chosen = choose(SAID.programme, programmes, "care-programme") if len(programmes) > 2 else EVERY
    rows = [one for one in seen.rows if chosen in (EVERY, one.programme_id)]
    waiting, going = [one for one in rows if one.tasks], [one for one in rows if not one.tasks]
    if not rows:
        st.markdown(SAID.none)
    if waiting:
        part(SAID.waits)
    for one in _part_of(waiting, WAITING):
        _card(one, seen)
    page_foot(len(waiting), WAITING, PER_PAGE)
    if going:
        part(SAID.well)
        _table(going, seen)


def _look(look: Look) -> Seen:
    zone = community(look).zone
    return Seen(care_list(look), zone, local_date(look.now, zone))


def _part_of(rows: list[CareRow], key: str) -> list[CareRow]:
    number = min(page_number(key), max(1, -(-len(rows) // PER_PAGE)))
    return rows[(number - 1) * PER_PAGE : number * PER_PAGE]


def _card(one: CareRow, seen: Seen) -> None:
    details = SAID.since.format(programme=one.programme, day=day(one.started, seen.today))
    with card(f"care-{one.match_id}", names_in_words(list(one.people)), details):
        since = CareMatch.opened.format(day=local_day(one.oldest_task_at, seen.zone)) if one.oldest_task_at else ""
        told = [*(task_in_words(kind, name) for kind, name in one.tasks), often_missed(one.not_held)]
        st.markdown("\n".join(f"- {plain(line)}" for line in told if line) + f"\n\n{since}")
        way_to("care_match", SAID.open, id=one.match_id)


def _table(going: list[CareRow], seen: Seen) -> None:
    shown = _part_of(going, GOING)
    rows = [
        (
            names_in_words(list(one.people)),
            one.programme,
            day(one.started, seen.today),
            day(one.last_held, seen.today) if one.last_held else SAID.not_met,
            _stands(one, seen.today),
        )
        for one in shown
    ]
    html_table(SAID.columns, rows, SAID.caption)
    page_foot(len(going), GOING, PER_PAGE)
    names = {EVERY: words.CHOOSE} | {one.match_id: names_in_words(list(one.people)) for one in shown}
    match_id = choose(SAID.which, names, "care-which")
    if match_id:
        way_to("care_match", plain(names[match_id]), id=match_id)


def _stands(one: CareRow, today: date) -> str:
    stands = SAID.planned if one.has_planned else SAID.running
    if one.is_resting:
        stands = SAID.resting
    elif one.ends_on:
        stands = SAID.ends.format(day=day(one.ends_on, today))
    return "; ".join(filter(None, [stands, often_missed(one.not_held)]))
