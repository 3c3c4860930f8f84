"""The limits of one account: the community's, none, or its own, chosen by a coordinator in words."""

from dataclasses import dataclass

import streamlit as st

from timebank.community.reads import community
from timebank.errors import InvalidInput
from timebank.ledger.limits import own_limits_of, set_limits
from timebank.ledger.rules import Holder, Limits, OwnLimits, own_limits, say_minutes
from timebank.work import Look
from ui import context
from ui.parts.amounts import limit_minutes, limit_words
from ui.parts.text import plain, together
from ui.words.desk_ledger import Limits as said

COMMUNITY = "community"


@dataclass(frozen=True, slots=True)
class Seen:
    """What was chosen for the account, and what is in force."""

    own: OwnLimits
    in_force: Limits


def folded_limits(holder: Holder, name: str) -> None:
    """Draw the limits of an account that is somebody else's, behind a line that opens them."""
    form = f"limits-{holder.id}"
    opened = st.expander(said.part, key=f"{form}-fold", on_change="rerun")
    if opened.open:
        with opened:
            _draw(holder, name, form)


def _draw(holder: Holder, name: str, form: str) -> None:
    seen = context.see(_look, holder)
    st.markdown(said.tells)
    st.markdown(together(_stands(seen.in_force)))
    with st.form(form, border=False):
        own = seen.own
        st.text_input(said.floor, _words(own.floor_kind, own.floor_minutes), key=f"{form}-floor", max_chars=12)
        st.text_input(said.ceiling, _words(own.ceiling_kind, own.ceiling_minutes), key=f"{form}-ceiling", max_chars=12)
        st.caption(plain(said.letter.format(name=name)) if holder.kind == "member" else said.letter_many)
        st.form_submit_button(said.save, key=f"{form}-send", on_click=_save, args=(holder, name, form))


def _look(look: Look, holder: Holder) -> Seen:
    own = own_limits_of(look, holder)
    return Seen(own, own_limits(community(look), holder.kind, own))


def _stands(limits: Limits) -> str:
    floor, ceiling = limits.floor_minutes, limits.ceiling_minutes
    return said.stands.format(
        floor=said.no_floor if floor is None else said.a_floor.format(minutes=say_minutes(floor)),
        ceiling=said.no_ceiling if ceiling is None else said.a_ceiling.format(minutes=say_minutes(ceiling)),
    )


def _words(kind: str, minutes: int | None) -> str:
    return COMMUNITY if kind == COMMUNITY else limit_words(minutes)


def _save(holder: Holder, name: str, form: str) -> None:
    try:
        floor, ceiling = (_chosen(f"{form}-{one}", one == "floor") for one in ("floor", "ceiling"))
    except InvalidInput as refusal:
        context.say("error", plain(str(refusal)))
        return
    context.act(form, said.saved.format(name=plain(name)), set_limits, holder, floor, ceiling)


def _chosen(key: str, is_floor: bool) -> str:
    wrote = str(st.session_state[key] or "").strip()
    if wrote.lower() in ("", COMMUNITY):
        return COMMUNITY
    return limit_minutes(wrote, said.bad_floor if is_floor else said.bad_ceiling, is_floor)
