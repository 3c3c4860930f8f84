"""Whom somebody should not be matched with: what they said, a way to take it back, and a form to say more."""

from dataclasses import dataclass

import streamlit as st

from timebank.matches.apart import say_bond
from timebank.members.bonds import BONDS, BondCard, bonds_of, take_back_bond
from timebank.members.reads import MemberCard, others
from timebank.work import Look
from ui import context
from ui.parts.how_told import how_told, told
from ui.parts.text import plain
from ui.words.whom import Whom


@dataclass(frozen=True, slots=True)
class Seen:
    """What was said, and whom there is to choose from."""

    bonds: tuple[BondCard, ...]
    others: tuple[MemberCard, ...]


def draw(member_id: str, is_offline: bool = False, name: str = "") -> None:
    """Draw it for oneself, or for an offline member, which asks how they told it."""
    seen = context.see(_look, member_id)
    form = f"bond-{member_id}"
    st.markdown(Whom.offline_lead.format(name=plain(name)) if is_offline else Whom.bonds_lead)
    if not seen.bonds and not is_offline:
        st.markdown(Whom.bonds_none)
    if is_offline:
        how_told(f"{form}-told")
    for one in seen.bonds:
        st.markdown(f"**{plain(one.other_name)}**: {plain(BONDS[one.kind])}")
        said = Whom.take_back.format(name=one.other_name)
        key = f"{form}-{one.other_id}-{one.kind}"
        st.button(plain(said), key=key, on_click=_take_back, args=(member_id, one.other_id, one.kind))
    names = {one.member_id: one.name for one in seen.others}
    with st.form(form):
        st.selectbox(
            Whom.other,
            list(names),
            index=None,
            format_func=names.__getitem__,
            placeholder=Whom.choose,
            key=f"{form}-other",
        )
        st.radio(Whom.what, list(BONDS), format_func=BONDS.__getitem__, key=f"{form}-kind")
        st.form_submit_button(Whom.save_bond, type="primary", key=f"{form}-send", on_click=_say, args=(member_id,))


def _look(look: Look, member_id: str) -> Seen:
    found = tuple(one for one in others(look) if one.member_id != member_id)
    return Seen(bonds_of(look, member_id), found)


def _say(member_id: str) -> None:
    form = f"bond-{member_id}"
    other_id = st.session_state[f"{form}-other"]
    if not other_id:
        context.say("error", Whom.no_other)
        return
    how = told(f"{form}-told")
    context.act(form, Whom.bond_saved, say_bond, member_id, other_id, st.session_state[f"{form}-kind"], how)


def _take_back(member_id: str, other_id: str, kind: str) -> None:
    form = f"bond-{member_id}"
    how = told(f"{form}-told")
    context.act(f"{form} back {other_id}", Whom.taken_back, take_back_bond, member_id, other_id, kind, how)
