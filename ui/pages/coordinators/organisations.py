"""Partner organisations: how each stands, who speaks for it, its hours, and a way to add one."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.ledger.holdings import Holding, organisation_holdings, organisation_hours, organisation_hours_count
from timebank.ledger.reads import HoursCard
from timebank.ledger.rules import Holder, say_minutes
from timebank.members.organisations import (
    OrganisationCard,
    add_agent,
    add_organisation,
    organisation_cards,
    remove_agent,
)
from timebank.members.reads import others
from timebank.work import Look
from ui import context
from ui import words as member_words
from ui.pages.coordinators.corrections import folded_corrections, row_of
from ui.parts.desk import asked_for, desk_head, names_in_words, page_foot, page_number
from ui.parts.head import part
from ui.parts.html_table import html_table
from ui.parts.links import way_to
from ui.parts.own_limits import folded_limits
from ui.parts.text import plain, together
from ui.words import desk as words
from ui.words.desk_ledger import Organisations as said

PER_PAGE = 20
NONE = Holding(0, 0)


@dataclass(frozen=True, slots=True)
class Seen:
    """All organisations by name, and how each stands."""

    cards: tuple[OrganisationCard, ...]
    holdings: dict[str, Holding]


@dataclass(frozen=True, slots=True)
class SeenOne:
    """One page of an organisation's hours, and the people who could speak for it."""

    people: dict[str, str]
    rows: list[HoursCard]
    total: int
    today: date
    me: str


def page() -> None:
    """Draw all organisations, or the one that was asked for."""
    seen = context.see(_look)
    asked = asked_for("organisation")
    chosen = next((one for one in seen.cards if one.organisation_id == asked), None)
    if chosen is not None:
        _one(chosen, seen.holdings.get(chosen.organisation_id, NONE))
        return
    desk_head(words.TITLES["organisations"], said.lead)
    if not seen.cards:
        st.markdown(said.none)
    with st.container(key="tb-list-organisations", gap=None):
        for one in seen.cards:
            way_to("organisations", _line(one, seen.holdings), organisation=one.organisation_id)
    _add()


def _look(look: Look) -> Seen:
    return Seen(organisation_cards(look), organisation_holdings(look))


def _line(one: OrganisationCard, holdings: dict[str, Holding]) -> str:
    balance = say_minutes(holdings.get(one.organisation_id, NONE).balance_minutes)
    told = said.line.format(name=plain(one.name), balance=plain(balance), speaks=plain(_speaks(one)))
    return together(told)


def _speaks(one: OrganisationCard) -> str:
    if not one.agents:
        return said.speaks_none
    sentence = said.speaks_one if len(one.agents) == 1 else said.speaks_many
    return sentence.format(names=names_in_words([who.name for who in one.agents]))


def _add() -> None:
    opened = st.expander(said.add, key="add-organisation", on_change="rerun")
    if opened.open:
        with opened, st.form("organisation-form", border=False):
            st.text_input(said.name, key="organisation-name", max_chars=80)
            st.caption(said.add_tells)
            st.form_submit_button(said.save, type="primary", key="organisation-send", on_click=_do_add)


def _do_add() -> None:
    name = str(st.session_state["organisation-name"] or "")
    if context.act("add organisation", said.added.format(name=plain(name)), add_organisation, name):
        st.session_state["organisation-name"] = ""


def _one(card: OrganisationCard, holding: Holding) -> None:
    key = f"organisation {card.organisation_id}"
    seen = context.see(_look_at, card.organisation_id, page_number(key))
    way_to("organisations", said.back)
    desk_head(plain(card.name))
    lines = [said.balance.format(minutes=say_minutes(holding.balance_minutes))]
    if holding.reserved_minutes:
        lines.append(said.pending.format(minutes=say_minutes(holding.reserved_minutes)))
    st.markdown("  \n".join([*map(together, lines), plain(_speaks(card))]))
    part(said.people)
    _let_speak(card, seen)
    _no_longer(card)
    if seen.me not in {who.member_id for who in card.agents}:
        folded_limits(Holder("organisation", card.organisation_id), card.name)
    part(said.hours)
    if not seen.rows:
        st.markdown(said.no_hours)
        return
    rows = [row_of(one, seen.today) for one in seen.rows]
    html_table(member_words.Hours.columns, rows, said.caption, is_labelled=False)
    page_foot(seen.total, key, PER_PAGE)
    folded_corrections(seen.rows, seen.today, f"right-{card.organisation_id}")


def _look_at(look: Look, organisation_id: str, number: int) -> SeenOne:
    return SeenOne(
        {one.member_id: one.name for one in others(look)},
        organisation_hours(look, organisation_id, PER_PAGE, (number - 1) * PER_PAGE),
        organisation_hours_count(look, organisation_id),
        local_date(look.now, community(look).zone),
        look.actor.member_id or "",
    )


def _let_speak(card: OrganisationCard, seen: SeenOne) -> None:
    speaking = {who.member_id for who in card.agents}
    free = {one: name for one, name in seen.people.items() if one not in speaking}
    form = f"agent-{card.organisation_id}"
    with st.form(form, border=False):
        _choose(said.agent, free, f"{form}-who")
        st.caption(said.agent_tells)
        arguments = (card, free, form)
        st.form_submit_button(said.agent_save, key=f"{form}-send", on_click=_do_let_speak, args=arguments)


def _choose(label: str, names: dict[str, str], key: str) -> None:
    st.selectbox(label, list(names), index=None, format_func=names.__getitem__, placeholder=words.CHOOSE, key=key)


def _do_let_speak(card: OrganisationCard, names: dict[str, str], form: str) -> None:
    member_id = st.session_state[f"{form}-who"]
    if not member_id:
        context.say("error", said.agent_nobody)
        return
    done = said.agent_added.format(name=plain(names[member_id]), organisation=plain(card.name))
    if context.act(form, done, add_agent, card.organisation_id, member_id):
        st.session_state[f"{form}-who"] = None


def _no_longer(card: OrganisationCard) -> None:
    if not card.agents:
        return
    names = {who.member_id: who.name for who in card.agents}
    form = f"no-agent-{card.organisation_id}"
    with st.form(form, border=False):
        _choose(said.stop, names, f"{form}-who")
        st.caption(said.stop_tells)
        arguments = (card, names, form)
        st.form_submit_button(said.stop_save, key=f"{form}-send", on_click=_do_stop, args=arguments)


def _do_stop(card: OrganisationCard, names: dict[str, str], form: str) -> None:
    member_id = st.session_state[f"{form}-who"]
    if not member_id:
        context.say("error", said.agent_nobody)
        return
    done = said.stopped.format(name=plain(names[member_id]), organisation=plain(card.name))
    if context.act(form, done, remove_agent, card.organisation_id, member_id):
        st.session_state[f"{form}-who"] = None
