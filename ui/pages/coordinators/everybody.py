"""Everybody: who gives, who receives, who does both, from the spread of balances down to the people behind it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from timebank.access import May
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.ledger.limits import Conversation, conversations
from timebank.ledger.rules import say_minutes
from timebank.reports.reciprocity import Band, Standing, bands, standings
from timebank.reports.totals import Totals, totals
from timebank.reports.unrecorded import unrecorded_totals
from timebank.work import Look
from ui import context
from ui.parts.charts import BARS, chart
from ui.parts.dates import day
from ui.parts.desk import choose, desk_head, page_foot, page_number
from ui.parts.head import part
from ui.parts.html_table import html_table
from ui.parts.links import way_to
from ui.parts.text import plain
from ui.parts.unrecorded import draw_line
from ui.parts.unrecorded import line as unrecorded_line
from ui.words import desk as words
from ui.words.service import Everybody as said

KEY = "standings"
PER_PAGE = 50
MOST_TO_TALK_TO = 10


@dataclass(frozen=True, slots=True)
class Seen:
    """All the page shows."""

    totals: Totals
    unrecorded: tuple[int, int] | None
    standings: list[Standing]
    conversations: tuple[Conversation, ...]
    today: date
    may_export: bool


def page() -> None:
    """Draw totals, the spread, the people behind it, and whom to talk to."""
    seen = context.see(_look)
    desk_head(words.TITLES["everybody"], said.lead)
    _totals(seen.totals)
    draw_line(unrecorded_line(seen.unrecorded))
    spread = bands(seen.standings)
    _spread(spread, len(seen.standings))
    _talk(seen)
    _people(seen, spread)
    if seen.may_export:
        st.html(f'<p class="tb-links"><a href="/ledger.csv" target="_self">{said.download}</a></p>')
        st.caption(said.download_tells)


def _look(look: Look) -> Seen:
    chosen = community(look)
    may_export = look.allows(May.EXPORT_LEDGER)
    today = local_date(look.now, chosen.zone)
    stand = (standings(look), conversations(look))
    return Seen(totals(look), unrecorded_totals(look), *stand, today, may_export)


def _totals(found: Totals) -> None:
    lines = [said.members.format(count=found.members or 0)]
    if found.minutes is not None and found.pending_minutes is not None:
        pending = say_minutes(found.pending_minutes)
        told = said.exchanged.format(hours=say_minutes(found.minutes), exchanges=found.exchanges, pending=pending)
        lines.append(told)
        lines.append(said.people.format(gave=found.people_who_gave, received=found.people_who_received))
    st.markdown("  \n".join(lines))


def _spread(spread: list[Band], total: int) -> None:
    part(said.spread)
    if not spread:
        st.markdown(said.nobody_yet)
        return
    most = max(spread, key=lambda one: one.people)
    takeaway = said.spread_alt.format(most=most.people, total=total, band=most.words)
    st.markdown(takeaway)
    columns: dict[str, Sequence[object]] = {
        "name": [one.words for one in spread],
        "count": [one.people for one in spread],
    }
    chart(BARS, columns, f"{said.spread}. {takeaway}")
    rows = [(one.words, str(one.people)) for one in spread]
    html_table(said.spread_columns, rows, said.spread_caption, number_columns=1)


def _talk(seen: Seen) -> None:
    if not seen.conversations:
        return
    part(said.talk)
    st.markdown(said.talk_lead)
    furthest_first = sorted(seen.conversations, key=lambda one: -abs(one.balance_minutes))
    with st.container(key="tb-list-talk", gap=None):
        for one in furthest_first[:MOST_TO_TALK_TO]:
            told = said.talk_below if _is_below(one) else said.talk_above
            told = told.format(name=plain(one.name), balance=plain(say_minutes(one.balance_minutes)))
            if one.holder.kind == "member":
                way_to("members", told, member=one.holder.id, show="hours")
            else:
                way_to("organisations", told, organisation=one.holder.id)
    if len(furthest_first) > MOST_TO_TALK_TO:
        st.caption(said.talk_more.format(count=len(furthest_first) - MOST_TO_TALK_TO))


def _is_below(one: Conversation) -> bool:
    return one.limits.floor_minutes is not None and one.balance_minutes < one.limits.floor_minutes


def _people(seen: Seen, spread: list[Band]) -> None:
    part(said.people_part)
    counts = Counter(one.part for one in seen.standings)
    names = {"": said.all.format(count=len(seen.standings))}
    names |= {kind: label.format(count=counts[kind]) for kind, label in said.parts.items()}
    kind = choose(said.show, names, "which-part")
    places = {"": said.any_band} | {str(place): one.words for place, one in enumerate(spread)}
    place = choose(said.band, places, "which-band")
    found = [one for one in seen.standings if kind in ("", one.part)]
    if place:
        found = [one for one in found if _is_in(one, spread[int(place)])]
    _table(found, seen.today)


def _is_in(one: Standing, band: Band) -> bool:
    above = band.from_hours is None or one.balance_minutes >= band.from_hours * 60
    return above and (band.to_hours is None or one.balance_minutes < band.to_hours * 60)


def _table(found: Sequence[Standing], today: date) -> None:
    if not found:
        st.markdown(said.none)
        return
    number = min(page_number(KEY), -(-len(found) // PER_PAGE))
    shown = found[(number - 1) * PER_PAGE : number * PER_PAGE]
    rows = [
        (
            one.name,
            say_minutes(one.given_minutes),
            say_minutes(one.received_minutes),
            say_minutes(one.balance_minutes),
            day(one.last_day, today) if one.last_day else said.never,
        )
        for one in shown
    ]
    html_table(said.columns, rows, said.caption.format(count=len(found)), number_columns=4)
    page_foot(len(found), KEY, PER_PAGE)
    names = {"": words.CHOOSE} | {one.member_id: one.name for one in shown}
    member_id = choose(said.open_member, names, f"open-{number}")
    if member_id:
        way_to("members", said.open, member=member_id)
