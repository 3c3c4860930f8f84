"""Give hours away: to a member, an organisation or the community pot, with a kind word; and what is on its way."""

from dataclasses import dataclass

import streamlit as st

from timebank.errors import Refused
from timebank.ledger import reads
from timebank.ledger.donations import donate
from timebank.ledger.reads import HoursCard
from timebank.ledger.rules import Holder, say_minutes
from timebank.work import Look
from ui import context, words
from ui.parts.amounts import amount_minutes
from ui.parts.behalf import everybody_else, spoken_for
from ui.parts.entries import own_waiting_card
from ui.parts.head import head, part
from ui.parts.links import way_to
from ui.parts.text import plain

SAID = words.Giving
FORM = "give hours"
_FROM, _TO, _LONG, _WORDS = "give-from", "give-to", "give-long", "give-words"
_POT = ("pot", "")


@dataclass(frozen=True, slots=True)
class Seen:
    """What there is to give, from whom and to whom; `sent` are the gifts nobody has answered yet."""

    me: str
    balance_minutes: int
    mine: dict[str, str]
    people: dict[tuple[str, str], str]
    sent: list[HoursCard]


def page() -> None:
    """Draw the form, what giving means, and the gifts on their way."""
    seen = context.see(_look)
    head(words.TITLES["give_hours"], SAID.lead)
    st.markdown(SAID.means)
    if seen.balance_minutes > 0:
        st.markdown(plain(SAID.balance.format(minutes=say_minutes(seen.balance_minutes))))
    _form(seen)
    if seen.sent:
        part(SAID.waiting)
        for one in seen.sent:
            own_waiting_card(one)
    way_to("hours", SAID.back)


def _look(look: Look) -> Seen:
    me = look.actor.member_id or ""
    return Seen(
        me,
        reads.balance(look, me).balance_minutes,
        spoken_for(look),
        {_POT: SAID.to_pot} | everybody_else(look),
        [one for one in reads.waiting_for_others(look, me) if one.kind == "donation"],
    )


def _form(seen: Seen) -> None:
    with st.form("give-hours"):
        if seen.mine:
            names = {"": SAID.mine, **seen.mine}
            st.selectbox(SAID.from_whom, list(names), format_func=names.__getitem__, key=_FROM)
        st.selectbox(
            SAID.to,
            list(seen.people),
            index=None,
            format_func=seen.people.__getitem__,
            placeholder=SAID.to_person,
            key=_TO,
        )
        st.text_input(SAID.how_much, key=_LONG, placeholder=words.Hours.example, max_chars=20)
        st.text_input(SAID.words, key=_WORDS, max_chars=600, help=SAID.words_help)
        st.form_submit_button(SAID.send, type="primary", key="give-send", on_click=_give, args=(seen,))


def _give(seen: Seen) -> None:
    state = st.session_state
    chosen, behalf = state.get(_TO), state.get(_FROM) or ""
    if chosen is None:
        context.say("error", SAID.nobody)
        return
    try:
        minutes = amount_minutes(state[_LONG], SAID.amount)
    except Refused as refusal:
        context.say("error", plain(str(refusal)))
        return
    given = context.do(
        FORM,
        donate,
        giver=Holder("organisation", behalf) if behalf else Holder("member", seen.me),
        receiver=Holder(*chosen),
        minutes=minutes,
        words=state[_WORDS] or "",
    )
    if given is None:
        return
    said = SAID.sent_pot if chosen == _POT else SAID.sent
    context.say("success", said.format(minutes=say_minutes(minutes), name=plain(seen.people[chosen])))
    for key, blank in ((_TO, None), (_LONG, ""), (_WORDS, "")):
        state[key] = blank
