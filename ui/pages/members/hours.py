"""My hours: what waits for my word, what waits for others, and everything I gave and received.

With `?entry=ID`, as letters lead here, that entry comes first; looking at it changes nothing.
"""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.ledger import reads
from timebank.ledger.reads import Balance, HoursCard
from timebank.ledger.rules import say_minutes
from timebank.reports.unrecorded import Unrecorded, mine
from timebank.work import Look
from ui import context, words
from ui.parts.cards import balance_card, buttons
from ui.parts.dates import day
from ui.parts.entries import asked_card, own_waiting_card, state_of, waiting_card, what_of
from ui.parts.head import head, part
from ui.parts.links import way_to
from ui.parts.tables import PAGE, table, turn_pages
from ui.parts.unrecorded import own_due

_KEY = "statement"


@dataclass(frozen=True, slots=True)
class Seen:
    """All the page shows."""

    asked: HoursCard | None
    balance: Balance
    waiting: list[HoursCard]
    own: list[HoursCard]
    statement: list[HoursCard]
    length: int
    today: date
    me: str
    due: tuple[Unrecorded, ...]


def page() -> None:
    """Draw my hours."""
    number = int(st.session_state.get(f"page of {_KEY}") or 1)
    seen = context.see(_look, number, str(st.query_params.get("entry", "")))
    head(words.TITLES["hours"], words.Hours.lead)
    if seen.asked:
        part(words.Hours.asked)
        asked_card(seen.asked)
    balance_card(seen.balance)
    with buttons("hours-ways"):
        way_to("log_hours", words.Hours.log)
        way_to("give_hours", words.Hours.give)
        way_to("reciprocity", words.Hours.reciprocity)
    part(words.Hours.waiting)
    waiting = [entry for entry in seen.waiting if not _is_asked(seen, entry)]
    if not waiting:
        st.markdown(words.Hours.nothing_else_waits if seen.asked else words.Hours.nothing_waits)
    for entry in waiting:
        waiting_card(entry)
    own_due(seen.due, seen.me, seen.today)
    _own(seen)
    _statement(seen)


def _look(look: Look, number: int, entry_id: str) -> Seen:
    me = look.actor.member_id or ""
    return Seen(
        reads.one_entry(look, entry_id, me) if entry_id else None,
        reads.balance(look, me),
        reads.waiting_for(look, me),
        reads.waiting_for_others(look, me),
        reads.statement(look, me, PAGE, (number - 1) * PAGE),
        reads.statement_length(look, me),
        local_date(look.now, community(look).zone),
        me,
        mine(look),
    )


def _own(seen: Seen) -> None:
    own = [entry for entry in seen.own if not _is_asked(seen, entry)]
    if own:
        part(words.Hours.mine_waiting)
        for entry in own:
            own_waiting_card(entry)


def _is_asked(seen: Seen, entry: HoursCard) -> bool:
    """Whether this is the one the letter told of, which stands at the top already."""
    return seen.asked is not None and seen.asked.entry_id == entry.entry_id


def _statement(seen: Seen) -> None:
    part(words.Hours.statement)
    if not seen.statement:
        st.markdown(words.Hours.empty)
        return
    rows = [
        (day(one.service_date, seen.today), what_of(one), say_minutes(one.minutes), state_of(one))
        for one in seen.statement
    ]
    table(words.Hours.columns, rows, words.Hours.alt, _KEY, is_labelled=False)
    turn_pages(seen.length, _KEY)
    way_to("statement", words.Statement.link)
    st.html(f'<p class="tb-links"><a href="/statement.csv" target="_self">{words.Hours.download}</a></p>')
