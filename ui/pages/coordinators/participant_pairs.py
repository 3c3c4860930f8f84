"""What a coordinator says of two people in a programme: match them, or never put them forward together."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from timebank.matches.apart import say_pair
from timebank.matches.ending_talks import not_in_round
from timebank.programmes.pairs import PAIRS, PairCard, pairs, take_back_pair
from timebank.programmes.pool_reads import NotInRound
from timebank.work import Look
from ui import context
from ui.parts.head import part
from ui.parts.text import plain
from ui.words import desk as words
from ui.words.whom import Checks
from ui.words.whom import Pairs as said


@dataclass(frozen=True, slots=True)
class Seen:
    """What was said of pairs, and who is in no round just now."""

    pairs: tuple[PairCard, ...]
    waiting: tuple[NotInRound, ...]


def draw(programme_id: str, names: Mapping[str, str]) -> None:
    """Draw who is in no round and why, what was said of two people, and a form to say more; `names` by member."""
    seen = context.see(_look, programme_id)
    if seen.waiting:
        part(Checks.waiting)
        lines = (Checks.waiting_line.format(name=one.name, words=one.words) for one in seen.waiting)
        st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    part(said.part)
    st.markdown(said.lead if seen.pairs else f"{said.lead} {said.none}")
    for one in seen.pairs:
        kind = PAIRS[one.kind][0].lower() + PAIRS[one.kind][1:]
        st.markdown(plain(said.line.format(first=one.first_name, second=one.second_name, kind=kind)))
        back = said.take_back.format(first=one.first_name, second=one.second_name)
        both = (programme_id, one.first_id, one.second_id)
        st.button(plain(back), key=f"pair-{one.first_id}-{one.second_id}", on_click=_take_back, args=both)
    form = f"pairs-{programme_id}"
    with st.form(form):
        for label, field in ((said.first, "first"), (said.second, "second")):
            st.selectbox(
                label,
                list(names),
                index=None,
                format_func=names.__getitem__,
                placeholder=words.CHOOSE,
                key=f"{form}-{field}",
            )
        st.radio(said.what, list(PAIRS), format_func=PAIRS.__getitem__, key=f"{form}-kind")
        st.form_submit_button(said.save, type="primary", key=f"{form}-send", on_click=_say, args=(programme_id,))


def _look(look: Look, programme_id: str) -> Seen:
    return Seen(pairs(look, programme_id), not_in_round(look, programme_id))


def _say(programme_id: str) -> None:
    form, state = f"pairs-{programme_id}", st.session_state
    both = (state[f"{form}-first"], state[f"{form}-second"])
    if not all(both):
        context.say("error", said.choose)
        return
    context.act(form, said.saved, say_pair, programme_id, *both, state[f"{form}-kind"])


def _take_back(programme_id: str, first_id: str, second_id: str) -> None:
    context.act(f"pair back {first_id} {second_id}", said.taken_back, take_back_pair, programme_id, first_id, second_id)
