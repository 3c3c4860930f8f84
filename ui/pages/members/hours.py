"""My hours: what waits for my word, what waits for others, and everything I gave and received."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.ledger import reads
from timebank.ledger.reads import Balance, HoursCard
from timebank.ledger.rules import say_minutes
from timebank.work import Look
from ui import context, words
from ui.parts.cards import balance_card
from ui.parts.dates import day
from ui.parts.entries import own_waiting_card, title_of, waiting_card
from ui.parts.head import head, part
from ui.parts.links import way_to
from ui.parts.tables import PAGE, table, turn_pages

_KEY = "statement"


@dataclass(frozen=True, slots=True)
class Seen:
    """All the page shows."""

    balance: Balance
    waiting: list[HoursCard]
    statement: list[HoursCard]
    length: int
    today: date


def page() -> None:
    """Draw my hours."""
    seen = context.see(_look, int(st.session_state.get(f"page of {_KEY}") or 1))
    head(words.TITLES["hours"], words.Hours.lead)
    balance_card(seen.balance)
    way_to("log_hours", words.Hours.log)
    way_to("reciprocity", words.Hours.reciprocity)
    part(words.Hours.waiting)
    if not seen.waiting:
        st.markdown(words.Hours.nothing_waits)
    for entry in seen.waiting:
        waiting_card(entry)
    _own(seen.statement)
    _statement(seen)


def _look(look: Look, number: int) -> Seen:
    me = look.actor.member_id or ""
    return Seen(
        reads.balance(look, me),
        reads.waiting_for(look, me),
        reads.statement(look, me, PAGE, (number - 1) * PAGE),
        reads.statement_length(look, me),
        local_date(look.now, community(look).zone),
    )


def _own(statement: list[HoursCard]) -> None:
    own = [entry for entry in statement if entry.may_withdraw]
    if own:
        part(words.Hours.mine_waiting)
        for entry in own:
            own_waiting_card(entry)


def _statement(seen: Seen) -> None:
    part(words.Hours.statement)
    if not seen.statement:
        st.markdown(words.Hours.empty)
        return
    rows = [
        (day(one.service_date, seen.today), _what(one), say_minutes(one.minutes), state_of(one))
        for one in seen.statement
    ]
    table(words.Hours.columns, rows, words.Hours.alt, _KEY, is_labelled=False)
    turn_pages(seen.length, _KEY)
    st.html(f'<p class="tb-links"><a href="/statement.csv" target="_self">{words.Hours.download}</a></p>')


def _what(entry: HoursCard) -> str:
    kind = entry.category if entry.kind == "exchange" else words.Hours.kinds[entry.kind]
    return f"{title_of(entry)}: {kind}" if kind else title_of(entry)


def state_of(entry: HoursCard) -> str:
    """How an entry stands, in words."""
    other = entry.helped if entry.given else entry.helper
    return words.Hours.states[entry.state].format(who=words.Hours.you if entry.answers else other)
