"""One member's hours for a coordinator: where they stand, their statement, and hours written down for them."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.ledger.reads import Balance, HoursCard, balance, statement, statement_length
from timebank.ledger.rules import Holder, say_minutes
from timebank.members.reads import MemberRow
from timebank.reports.unrecorded import mine, totals_of
from timebank.work import Look
from ui import context
from ui import words as member_words
from ui.pages.coordinators import write_hours
from ui.pages.coordinators.corrections import folded_corrections, row_of
from ui.parts.desk import page_foot, page_number
from ui.parts.head import part
from ui.parts.html_table import html_table
from ui.parts.links import way_to
from ui.parts.own_limits import folded_limits
from ui.parts.text import plain
from ui.parts.unrecorded import line as unrecorded_line
from ui.words import desk as words

SAID = words.Member
PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a member stands, and one page of their statement."""

    balance: Balance
    rows: list[HoursCard]
    total: int
    unrecorded: tuple[int, int]
    today: date


def draw(row: MemberRow, is_self: bool) -> None:
    """Draw the balance and the statement; writing hours down is for others than oneself."""
    key = f"statement {row.member_id}"
    seen = context.see(_look, row.member_id, page_number(key))
    part(SAID.statement)
    st.markdown(plain(" ".join(_stands(seen))))
    way_to("statement", member_words.Statement.their_link, member=row.member_id)
    if seen.rows:
        rows = [row_of(one, seen.today) for one in seen.rows]
        html_table(member_words.Hours.columns, rows, SAID.newest, is_labelled=False)
        page_foot(seen.total, key, PER_PAGE)
        folded_corrections(seen.rows, seen.today, f"right-{row.member_id}")
    else:
        st.markdown(SAID.no_statement)
    if not is_self:
        folded_limits(Holder("member", row.member_id), row.name)
        part(SAID.record.format(name=plain(row.name)))
        write_hours.draw(row.member_id)


def _look(look: Look, member_id: str, number: int) -> Seen:
    return Seen(
        balance(look, member_id),
        statement(look, member_id, PER_PAGE, (number - 1) * PER_PAGE),
        statement_length(look, member_id),
        totals_of(mine(look, member_id)),
        local_date(look.now, community(look).zone),
    )


def _stands(seen: Seen) -> list[str]:
    found = seen.balance
    given, received = found.given_minutes, found.received_minutes
    difference = given - received
    more = SAID.more_given if difference > 0 else SAID.more_received
    lines = [SAID.stands.format(given=say_minutes(given), received=say_minutes(received))]
    lines.append(more.format(minutes=say_minutes(abs(difference))) if difference else SAID.even)
    if difference != found.balance_minutes:
        lines.append(SAID.apart.format(balance=say_minutes(found.balance_minutes)))
    pending = found.pending_given_minutes + found.pending_received_minutes
    if pending:
        lines.append(SAID.pending.format(minutes=say_minutes(pending)))
    if seen.unrecorded[0]:
        lines.append(unrecorded_line(seen.unrecorded))
    return lines
