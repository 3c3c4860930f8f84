"""Giving and receiving: my months as a chart and a table, and all of us together."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from timebank.ledger.reads import Balance, balance
from timebank.ledger.rules import say_minutes
from timebank.reports.reciprocity import Month, months
from timebank.reports.totals import Totals, totals
from timebank.reports.unrecorded import mine, totals_of, unrecorded_totals
from timebank.work import Look
from ui import context, words
from ui.parts.cards import balance_card
from ui.parts.charts import MONTHS, chart
from ui.parts.head import head, part
from ui.parts.links import way_to
from ui.parts.tables import table
from ui.parts.unrecorded import draw_line, line, own_line
from ui.words.proof import Proof
from ui.words.unrecorded import Statement

SAID = words.Reciprocity
YEAR = 12


@dataclass(frozen=True, slots=True)
class Seen:
    """All the page shows."""

    balance: Balance
    months: list[Month]
    totals: Totals
    own_unrecorded: tuple[int, int]
    unrecorded: tuple[int, int] | None


def page() -> None:
    """Draw giving and receiving."""
    seen = context.see(_look)
    head(words.TITLES["reciprocity"], SAID.lead)
    balance_card(seen.balance)
    draw_line(own_line(seen.own_unrecorded))
    way_to("statement", Statement.link)
    part(SAID.own)
    _months(seen.months)
    part(SAID.community)
    _totals(seen.totals)
    if seen.totals.minutes is not None:
        draw_line(line(seen.unrecorded))
    way_to("proof", Proof.link)


def _look(look: Look) -> Seen:
    me = look.actor.member_id or ""
    everybodys = unrecorded_totals(look)  # first, because what it reads holds one's own too
    return Seen(balance(look, me), months(look, me), totals(look), totals_of(mine(look)), everybodys)


def _months(found: list[Month]) -> None:
    if not found:
        st.markdown(SAID.empty)
        return
    shown = found[-YEAR:]
    names = [f"{one.first_day:%b %y}" for one in shown]
    hours = {
        "given": [one.given_minutes / 60 for one in shown],
        "received": [one.received_minutes / 60 for one in shown],
        "balance": [one.balance_minutes / 60 for one in shown],
    }
    columns: dict[str, Sequence[object]] = {
        "month": names * len(hours),
        "kind": [kind for kind in hours for _ in shown],
        "hours": [one for kind in hours for one in hours[kind]],
    }
    takeaway = SAID.takeaway.format(
        count=len(shown),
        given=say_minutes(sum(one.given_minutes for one in shown)),
        received=say_minutes(sum(one.received_minutes for one in shown)),
    )
    st.markdown(takeaway)
    chart(MONTHS, columns, f"{SAID.chart}. {takeaway}")
    st.caption(SAID.dashed)
    rows = [
        (f"{one.first_day:%B %Y}", say_minutes(one.given_minutes), say_minutes(one.received_minutes), _stands(one))
        for one in reversed(found)
    ]
    table(SAID.columns, rows, SAID.alt, "months", YEAR)


def _stands(one: Month) -> str:
    if not one.balance_minutes:
        return SAID.even
    said = SAID.more_given if one.balance_minutes > 0 else SAID.more_received
    return said.format(minutes=say_minutes(abs(one.balance_minutes)))


def _totals(found: Totals) -> None:
    if found.minutes is None or found.members is None:
        st.markdown(SAID.few)
        return
    st.markdown(SAID.totals.format(members=found.members, hours=say_minutes(found.minutes), exchanges=found.exchanges))
    st.markdown(SAID.both.format(gave=found.people_who_gave, received=found.people_who_received))
