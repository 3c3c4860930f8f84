"""One entry of hours: what it is and how it stands in words, and plain ways to answer where it waits for a word."""

from dataclasses import replace

import streamlit as st

from timebank.errors import Refused
from timebank.ledger import actions
from timebank.ledger.parties import POT_NAME
from timebank.ledger.questions import question
from timebank.ledger.reads import HoursCard
from timebank.ledger.rules import parse_duration, say_minutes
from ui import context, words
from ui.parts.cards import buttons, card
from ui.parts.dates import long_day
from ui.parts.text import plain

SAID, GIFT = words.Hours, words.Donation


def title_of(entry: HoursCard) -> str:
    """Who helped whom, or which hours these are, as the reader says it."""
    if entry.kind == "correction" and entry.corrects:
        return SAID.put_right.format(what=title_of(_as_it_was(entry)))
    if entry.kind == "donation":
        return _gift_title(entry)
    if entry.kind != "exchange":
        return SAID.kinds[entry.kind]
    if POT_NAME in (entry.helped, entry.helper):
        return SAID.you_led if entry.given else SAID.led.format(helper=entry.helper)
    if entry.given is None:
        return SAID.between.format(helper=entry.helper, helped=entry.helped)
    said = SAID.you_helped if entry.given else SAID.helped_you
    return said.format(other=other_of(entry))


def other_of(entry: HoursCard) -> str:
    """The name of the other side."""
    return entry.helped if entry.given else entry.helper


def _gift_title(entry: HoursCard) -> str:
    is_open = entry.state == "pending"
    told = {"giver": entry.helped, "receiver": entry.helper, "minutes": say_minutes(entry.minutes)}
    if entry.given is None:
        return (GIFT.offered_other if is_open else GIFT.between).format(**told)
    if entry.given:
        return (GIFT.offered if is_open else GIFT.to_you).format(**told)
    return (GIFT.on_its_way if is_open else GIFT.from_you).format(**told)


def _as_it_was(entry: HoursCard) -> HoursCard:
    """The entry that a correction puts right, as far as its title needs it."""
    found = entry.corrects
    assert found is not None  # asked for corrections alone
    if found.minutes > found.was_minutes:
        return replace(entry, kind=found.kind, corrects=None)
    given = None if entry.given is None else not entry.given
    return replace(entry, kind=found.kind, corrects=None, given=given, helper=entry.helped, helped=entry.helper)


def what_of(entry: HoursCard) -> str:
    """The title, with the kind of help and the size of the group where there is one."""
    more = ", ".join(one for one in (_session(entry), entry.category, from_pot(entry)) if one)
    return f"{title_of(entry)}: {more}" if more else title_of(entry)


def _session(entry: HoursCard) -> str:
    if entry.source_kind != "group":
        return ""
    return SAID.session.format(people=entry.people) if entry.people > 1 else SAID.session_of_one


def from_pot(entry: HoursCard) -> str:
    """What of a meeting's hours comes from the community pot, in words; nothing where none does."""
    if entry.is_from_pot:
        return SAID.from_pot
    if not entry.pot_minutes:
        return ""
    whom = SAID.you if entry.given is False else entry.helped
    return SAID.partly_from_pot.format(own=say_minutes(entry.minutes), helped=whom, pot=say_minutes(entry.pot_minutes))


def state_of(entry: HoursCard) -> str:
    """How an entry stands, in words."""
    if entry.kind == "correction" and entry.corrects:
        was, stands = say_minutes(entry.corrects.was_minutes), entry.corrects.minutes
        said = SAID.instead if stands else SAID.instead_nothing
        return _with_reason(said.format(was=was, minutes=say_minutes(stands)), entry.corrects.reason)
    if entry.corrected_by:
        stands = entry.corrected_by.minutes
        said = SAID.corrected.format(minutes=say_minutes(stands)) if stands else SAID.corrected_to_nothing
        return _with_reason(said, entry.corrected_by.reason)
    if entry.state == "posted" and entry.correction_waits:
        return SAID.correction_waits
    if entry.state == "pending" and entry.is_agreed:
        return SAID.past_limit
    states = GIFT.states if entry.kind == "donation" else SAID.states
    said = states[entry.state].format(who=_who_is_asked(entry))
    if entry.state == "pending" and entry.past_limit:
        return f"{said}; {SAID.then_past_limit}"
    return _with_reason(said, entry.question) if entry.state == "declined" else said


def _with_reason(said: str, reason: str) -> str:
    return f"{said}: {reason}" if reason else said


def _who_is_asked(entry: HoursCard) -> str:
    if entry.answers:
        return SAID.you
    if entry.given is None:
        return SAID.an_answer
    return SAID.a_coordinator if other_of(entry) == POT_NAME else other_of(entry)


def details_of(entry: HoursCard) -> str:
    """How long, when, what kind of help, and with how many."""
    parts = [say_minutes(entry.minutes + entry.pot_minutes), long_day(entry.service_date)]
    parts += [entry.category, _session(entry), from_pot(entry)]
    return " · ".join(part for part in parts if part)


def asked_card(entry: HoursCard) -> None:
    """The entry a letter told of: with ways to answer where it waits for the reader, else how it stands."""
    if entry.answers:
        waiting_card(entry)
    elif entry.may_withdraw:
        own_waiting_card(entry)
    else:
        with card(f"asked-{entry.entry_id}", title_of(entry), details_of(entry), entry.note):
            st.caption(plain(SAID.stands.format(state=state_of(entry))))


def waiting_card(entry: HoursCard) -> None:
    """An entry that waits for the reader: yes, another figure, or no; for a gift: thank you, or no."""
    if entry.kind == "donation":
        _gift_card(entry)
        return
    with card(f"entry-{entry.entry_id}", title_of(entry), details_of(entry), entry.note):
        with buttons(f"answers-{entry.entry_id}"):
            st.button(
                words.Hours.confirm,
                type="primary",
                key=f"yes-{entry.entry_id}",
                on_click=_confirm,
                args=(entry,),
            )
        opened = st.expander(words.Hours.question, key=f"other-{entry.entry_id}", on_change="rerun")
        if opened.open:
            with opened:
                if entry.is_from_pot or entry.pot_minutes:
                    _not_right(entry)
                else:
                    _other_figure(entry)


def _not_right(entry: HoursCard) -> None:
    """Where the pot gives, another figure is said by no, and the meeting is written down again."""
    with st.form(f"question-{entry.entry_id}", border=False):
        st.caption(SAID.pot_no)
        st.text_input(SAID.why, key=f"why-{entry.entry_id}", max_chars=600)
        st.form_submit_button(SAID.decline, key=f"no-{entry.entry_id}", on_click=_decline, args=(entry.entry_id,))


def _gift_card(entry: HoursCard) -> None:
    with card(f"entry-{entry.entry_id}", title_of(entry), entry.note, GIFT.means), buttons(f"gift-{entry.entry_id}"):
        st.button(GIFT.accept, type="primary", key=f"yes-{entry.entry_id}", on_click=_confirm, args=(entry,))
        st.button(GIFT.decline, key=f"no-{entry.entry_id}", on_click=_decline_gift, args=(entry,))


def _other_figure(entry: HoursCard) -> None:
    with st.form(f"question-{entry.entry_id}", border=False):
        st.text_input(words.Hours.how_long_really, value=say_minutes(entry.minutes), key=f"figure-{entry.entry_id}")
        st.text_input(words.Hours.why, key=f"why-{entry.entry_id}", max_chars=600)
        with buttons(f"ways-{entry.entry_id}"):
            st.form_submit_button(
                words.Hours.send_question, key=f"send-{entry.entry_id}", on_click=_question, args=(entry.entry_id,)
            )
            st.form_submit_button(
                words.Hours.decline, key=f"no-{entry.entry_id}", on_click=_decline, args=(entry.entry_id,)
            )


def own_waiting_card(entry: HoursCard) -> None:
    """An entry the reader wrote down that nobody has answered: it may be taken back."""
    is_gift = entry.kind == "donation"
    details = long_day(entry.service_date) if is_gift else details_of(entry)
    with card(f"own-{entry.entry_id}", title_of(entry), details, entry.note):
        said = GIFT.withdraw if is_gift else SAID.withdraw
        st.button(said, key=f"back-{entry.entry_id}", on_click=_withdraw, args=(entry,))


def _confirm(entry: HoursCard) -> None:
    said = SAID.confirmed_past_limit if entry.past_limit else SAID.confirmed
    if entry.kind == "donation":
        said = GIFT.accepted.format(giver=plain(entry.helped))
    context.act(f"confirm {entry.entry_id}", said, actions.confirm, entry.entry_id)


def _decline(entry_id: str) -> None:
    reason = st.session_state[f"why-{entry_id}"]
    context.act(f"decline {entry_id}", words.Hours.declined, actions.decline, entry_id, reason)


def _decline_gift(entry: HoursCard) -> None:
    said = GIFT.declined.format(giver=plain(entry.helped))
    context.act(f"decline {entry.entry_id}", said, actions.decline, entry.entry_id)


def _withdraw(entry: HoursCard) -> None:
    said = GIFT.withdrawn if entry.kind == "donation" else SAID.withdrawn
    context.act(f"withdraw {entry.entry_id}", said, actions.withdraw, entry.entry_id)


def _question(entry_id: str) -> None:
    try:
        minutes = parse_duration(st.session_state[f"figure-{entry_id}"])
    except Refused as refusal:
        context.say("error", plain(str(refusal)))
        return
    reason = st.session_state[f"why-{entry_id}"]
    context.act(f"question {entry_id}", words.Hours.questioned, question, entry_id, minutes, reason)
