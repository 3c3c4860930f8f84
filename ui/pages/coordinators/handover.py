"""Handing over: everything one person holds, what becomes of each thing, and one button; and who is away."""

from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from timebank.access import Role
from timebank.handover.actions import come_back, hand_over
from timebank.handover.holding import Goes, Holding, Holdings, sensible
from timebank.handover.holdings import holdings
from timebank.handover.reads import AwayCard, orphans, who_is_away
from timebank.handover.rules import Orphan, say_orphan
from timebank.members.directory import Directory, directory
from timebank.work import Look
from ui import context
from ui.pages.coordinators.handover_lines import away_line, choices_of, label_of, named_line
from ui.parts.desk import asked_for, desk_head
from ui.parts.head import part
from ui.parts.links import way_to
from ui.parts.text import plain
from ui.words import desk as words
from ui.words.handover import Handover as SAID

FOUND = 8


@dataclass(frozen=True, slots=True)
class Seen:
    """Who is away, and which parts of the community have nobody."""

    away: tuple[AwayCard, ...]
    orphans: tuple[Orphan, ...]


def page() -> None:
    """Draw what one person holds when a link names them, else the way to choose one and who is away."""
    member_id = asked_for("member")
    if member_id:
        _one(member_id)
        return
    seen = context.see(_look)
    desk_head(words.TITLES["handover"], SAID.lead)
    for one in seen.orphans:
        st.warning(plain(say_orphan(one)))
    _find()
    part(SAID.away)
    if not seen.away:
        st.markdown(SAID.nobody_away)
    for card in seen.away:
        _away(card)
    way_to("depends", SAID.to_depends)


def _look(look: Look) -> Seen:
    return Seen(who_is_away(look), orphans(look))


def _find() -> None:
    said = st.text_input(SAID.find, key="handover-find", help=SAID.find_help)
    way_to("handover", SAID.myself, member=context.me().member_id or "")
    if not said:
        return
    found = context.see(_directory, said)
    if not found.total:
        st.markdown(SAID.nobody)
    for row in found.rows:
        way_to("handover", plain(row.name), member=row.member_id)


def _directory(look: Look, said: str) -> Directory:
    return directory(look, said, per_page=FOUND)


def _away(one: AwayCard) -> None:
    st.markdown(plain(away_line(one)))
    form = f"back-{one.member_id}"
    st.button(plain(SAID.back.format(name=one.name)), key=form, on_click=_back, args=(form, one.member_id))


def _back(form: str, member_id: str) -> None:
    context.act(form, SAID.back_said, come_back, member_id)


def _one(member_id: str) -> None:
    held = context.see(holdings, member_id)
    way_to("handover", SAID.to_list)
    desk_head(plain(held.name), plain(SAID.lead_of.format(name=held.name)))
    if held.goes == "leaves":
        st.info(plain(SAID.has_left.format(name=held.name)))
    elif held.goes == "away":
        is_due = held.back_on is not None and held.back_on <= held.today
        _away(AwayCard(member_id, held.name, held.back_on, is_due))
    _choose(held)
    _named(held)
    way_to("members", plain(SAID.to_member.format(name=held.name)), member=member_id)
    way_to("depends", SAID.to_depends)


def _choose(held: Holdings) -> None:
    first_way = list(SAID.goes_ways).index(held.goes or "leaves")
    way = st.radio(
        SAID.goes, list(SAID.goes_ways), first_way, format_func=SAID.goes_ways.__getitem__, key="handover-goes"
    )
    goes: Goes = "away" if way == "away" else "leaves"
    until = None
    if goes == "away":
        first = held.today + timedelta(days=1)
        until = st.date_input(
            SAID.until, None, min_value=first, format="DD/MM/YYYY", key="handover-until", help=SAID.until_help
        )
    part(SAID.holds)
    form = f"handover-{held.member_id}"
    with st.form(form, border=False):
        for one in held.to_choose:
            _line(one, goes, until)
        if held.to_choose:
            st.caption(SAID.tells)
            said = SAID.send if goes == "leaves" else SAID.send_away
        else:
            st.markdown(SAID.holds_nothing)
            said = SAID.note if goes == "leaves" else SAID.note_away
        st.form_submit_button(
            said,
            type="primary",
            key=f"{form}-send",
            on_click=_send,
            args=(form, held, goes, until),
        )


def _line(one: Holding, goes: Goes, until: date | None) -> None:
    names = choices_of(one, goes)
    first = list(names).index(sensible(one, goes, until))
    key = _key(one, goes, until)
    st.selectbox(label_of(one), list(names), first, format_func=names.__getitem__, key=key)


def _key(one: Holding, goes: Goes, until: date | None) -> str:
    """A field of its own for each way of going, so that what is sensible then is chosen at first."""
    return f"handover {one.line} {goes} {until}"


def _send(form: str, held: Holdings, goes: Goes, until: date | None) -> None:
    chosen = {one.line: str(st.session_state[_key(one, goes, until)]) for one in held.to_choose}
    context.act(form, SAID.done, hand_over, held.member_id, goes, chosen, until)


def _named(held: Holdings) -> None:
    lines = [(one, named_line(one)) for one in held.held if not one.ways]
    if not lines:
        return
    part(SAID.to_see_to)
    st.caption(SAID.to_see_to_lead)
    st.markdown("\n".join(f"- {plain(said)}" for _, said in lines))
    kinds = {one.kind for one, _ in lines} | {one.subject_id for one, _ in lines if one.kind == "desk"}
    if "role" in kinds and Role.ADMINISTRATOR in context.me().roles:
        way_to("roles", SAID.to_roles)
    for what, (path, said) in SAID.to_pages.items():
        if what in kinds:
            way_to(path, said)
