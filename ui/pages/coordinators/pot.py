"""The community pot: what is in it, hours for coming or helping, for somebody new, and gifts from it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import streamlit as st

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.errors import InvalidInput
from timebank.ledger.actions import withdraw
from timebank.ledger.donations import donate
from timebank.ledger.grants import Due, give_opening, grant, opening_due
from timebank.ledger.holdings import Holding, Movement, pot_holding, pot_movement_count, pot_movements
from timebank.ledger.rules import FURTHEST_BACK, Holder, say_minutes
from timebank.members.reads import organisations, others
from timebank.work import Look
from ui import context
from ui import words as member_words
from ui.parts.amounts import amount_minutes
from ui.parts.cards import card
from ui.parts.dates import day
from ui.parts.desk import desk_head, names_in_words, page_foot, page_number
from ui.parts.head import part
from ui.parts.html_table import html_table
from ui.parts.text import plain, together
from ui.words import desk as words
from ui.words.desk_ledger import Pot as said

KEY = "pot-movements"
POT = Holder("pot")
PER_PAGE = 20
MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class Seen:
    """All the page shows; the people are everybody but the reader, who gives nothing to themself."""

    pot: Holding
    may_go_below: bool
    due: tuple[Due, ...]
    people: dict[str, str]
    organisations: dict[str, str]
    rows: tuple[Movement, ...]
    total: int
    today: date


def page() -> None:
    """Draw what the pot holds, the ways to give from it, and what came and went."""
    seen = context.see(_look, page_number(KEY))
    desk_head(words.TITLES["pot"], said.lead)
    st.markdown(together("  \n".join(_stands(seen))))
    if seen.due:
        _due(seen)
    for key, title, draw in (("pot-grant", said.grant, _grant), ("pot-gift", said.gift, _gift)):
        _folded(key, title, draw, seen)
    part(said.movements)
    _movements(seen)
    for one in seen.rows:
        if one.may_withdraw and one.kind == "donation":
            with card(f"gift-{one.entry_id}", said.on_its_way.format(minutes=say_minutes(one.minutes), name=one.other)):
                st.button(said.take_back, key=f"back-{one.entry_id}", on_click=_take_back, args=(one.entry_id,))


def _look(look: Look, number: int) -> Seen:
    chosen = community(look)
    return Seen(
        pot_holding(look),
        chosen.pot_below_zero == "yes",
        tuple(one for one in opening_due(look) if one.member_id != look.actor.member_id),
        {one.member_id: one.name for one in others(look)},
        dict(organisations(look)),
        pot_movements(look, PER_PAGE, (number - 1) * PER_PAGE),
        pot_movement_count(look),
        local_date(look.now, chosen.zone),
    )


def _stands(seen: Seen) -> list[str]:
    minutes = seen.pot.balance_minutes
    if minutes < 0:
        lines = [said.below.format(minutes=say_minutes(-minutes))]
    else:
        lines = [said.holds.format(minutes=say_minutes(minutes)) if minutes else said.holds_none]
    if seen.pot.reserved_minutes:
        lines.append(said.reserved.format(minutes=say_minutes(seen.pot.reserved_minutes)))
    if seen.pot.free_minutes <= 0 and not seen.may_go_below:
        lines.append(said.none_left)
    return lines


def _folded(key: str, title: str, draw: Callable[[Seen], None], seen: Seen) -> None:
    opened = st.expander(title, key=key, on_change="rerun")
    if opened.open:
        with opened:
            draw(seen)


def _due(seen: Seen) -> None:
    part(said.due)
    sentence = said.due_one if len(seen.due) == 1 else said.due_many
    minutes = say_minutes(seen.due[0].minutes)
    st.markdown(together(sentence.format(names=plain(_names([one.name for one in seen.due])), minutes=minutes)))
    st.caption(said.due_tells)
    st.button(said.due_give, type="primary", key="pot-due", on_click=_give_due, args=(seen,))


def _give_due(seen: Seen) -> None:
    given = []
    for one in seen.due:
        if context.do(f"opening {one.member_id}", give_opening, one.member_id) is None:
            break  # the pot has not enough for the next one either
        given.append(one.name)
    if given:
        done = said.due_given.format(minutes=say_minutes(seen.due[0].minutes), names=plain(_names(given)))
        context.say("success", done)


def _grant(seen: Seen) -> None:
    with st.form("pot-grant-form", border=False):
        st.multiselect(
            said.grant_who,
            list(seen.people),
            format_func=seen.people.__getitem__,
            placeholder=words.CHOOSE,
            key="grant-who",
        )
        earliest = seen.today - FURTHEST_BACK
        st.date_input(said.grant_when, seen.today, earliest, seen.today, "grant-when", format="DD/MM/YYYY")
        st.text_input(said.grant_long, "1 h", key="grant-long", max_chars=20, placeholder=member_words.Hours.example)
        st.text_input(said.grant_why, key="grant-why", max_chars=600, placeholder=said.grant_why_example)
        st.caption(said.grant_tells)
        st.form_submit_button(said.grant_save, type="primary", key="grant-send", on_click=_send_grant, args=(seen,))


def _send_grant(seen: Seen) -> None:
    state = st.session_state
    who = tuple(state["grant-who"])
    minutes = _amount("grant-long")
    if minutes is None:
        return
    if not who:
        context.say("error", said.grant_nobody)
    elif _is_enough(seen, minutes * len(who)):
        names = plain(_names([seen.people[one] for one in who]))
        done = (said.granted_one if len(who) == 1 else said.granted_many).format(
            minutes=say_minutes(minutes), names=names
        )
        when, why = state["grant-when"], state["grant-why"] or ""
        if context.act("pot grant", done, grant, member_ids=who, minutes=minutes, service_date=when, reason=why):
            state["grant-who"], state["grant-why"] = [], ""


def _gift(seen: Seen) -> None:
    receivers = {("member", one): name for one, name in seen.people.items()}
    for one, name in seen.organisations.items():
        receivers["organisation", one] = member_words.LogHours.organisation.format(name=name)
    with st.form("pot-gift-form", border=False):
        st.selectbox(
            said.gift_who,
            list(receivers),
            index=None,
            format_func=receivers.__getitem__,
            placeholder=words.CHOOSE,
            key="gift-who",
        )
        st.text_input(said.gift_long, "1 h", key="gift-long", max_chars=20, placeholder=member_words.Hours.example)
        st.text_input(said.gift_words, key="gift-words", max_chars=600)
        st.caption(said.gift_tells)
        arguments = (seen, receivers)
        st.form_submit_button(said.gift_save, type="primary", key="gift-send", on_click=_send_gift, args=arguments)


def _send_gift(seen: Seen, receivers: dict[tuple[str, str], str]) -> None:
    state = st.session_state
    chosen, minutes = state["gift-who"], _amount("gift-long")
    if minutes is None:
        return
    if chosen is None:
        context.say("error", said.gift_nobody)
    elif _is_enough(seen, minutes):
        done = said.gifted.format(minutes=say_minutes(minutes), name=plain(receivers[chosen]))
        to, kind_words = Holder(*chosen), state["gift-words"] or ""
        if context.act("pot gift", done, donate, giver=POT, receiver=to, minutes=minutes, words=kind_words):
            state["gift-who"], state["gift-words"] = None, ""


def _is_enough(seen: Seen, minutes: int) -> bool:
    """Say beforehand, with both figures, what the action would refuse with one sentence."""
    if seen.may_go_below or minutes <= seen.pot.free_minutes:
        return True
    free = say_minutes(max(0, seen.pot.free_minutes))
    context.say("error", together(said.not_enough.format(wanted=say_minutes(minutes), free=free)))
    return False


def _amount(key: str) -> int | None:
    try:
        return amount_minutes(st.session_state[key], said.bad_amount)
    except InvalidInput as refusal:
        context.say("error", plain(str(refusal)))
        return None


def _movements(seen: Seen) -> None:
    if not seen.rows:
        st.markdown(said.nothing)
        return
    rows = [_row(one, seen.today) for one in seen.rows]
    html_table(said.columns, rows, said.caption, number_columns=1)
    page_foot(seen.total, KEY, PER_PAGE)


def _take_back(entry_id: str) -> None:
    context.act(f"withdraw {entry_id}", said.taken_back, withdraw, entry_id)


def _row(one: Movement, today: date) -> tuple[str, str, str, str]:
    sentence = said.came.get(one.kind, said.from_somebody) if one.came_in else said.went.get(one.kind, said.to_somebody)
    what = sentence.format(name=one.other or said.inside)
    if one.note:
        what += f": {one.note}"
    state = {"pending": said.waits, "questioned": said.questioned}.get(one.state, said.counts)
    return day(one.service_date, today), what, state, say_minutes(one.minutes)


def _names(names: list[str]) -> str:
    shown = names[:MOST_NAMES]
    if len(names) > MOST_NAMES:
        shown.append(said.more.format(count=len(names) - MOST_NAMES))
    return names_in_words(shown)
