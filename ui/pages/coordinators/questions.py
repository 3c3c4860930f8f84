"""Hours that need a third person: questions to settle, the word of members without e-mail, hours written for others."""

from dataclasses import dataclass

import streamlit as st

from timebank.access import May
from timebank.community.reads import community
from timebank.errors import Refused
from timebank.ledger import actions
from timebank.ledger.parties import POT_NAME
from timebank.ledger.questions import question, settle
from timebank.ledger.reads import HoursCard, settled_by_others, to_answer_for_offline, to_settle
from timebank.ledger.rules import parse_duration, say_minutes
from timebank.members.directory import deciders
from timebank.work import Look
from ui import context
from ui import words as member_words
from ui.pages.coordinators import write_group, write_hours
from ui.parts.cards import buttons, card
from ui.parts.dates import local_day
from ui.parts.desk import desk_head, switch, waits_for
from ui.parts.entries import details_of, title_of
from ui.parts.head import part
from ui.parts.how_told import how_told, told
from ui.parts.text import plain
from ui.words import desk as words

MOST = 20
NOTHING = ("0", "0 min", "0 h", "none", "nothing")


@dataclass(frozen=True, slots=True)
class Seen:
    """What waits, and where the reader lives."""

    settle: list[HoursCard]
    bring: list[HoursCard]
    others: list[tuple[HoursCard, list[str]]]  # with the names of those who may settle it
    zone: str
    may_record: bool


def page() -> None:
    """Draw one of the three parts."""
    seen = context.see(_look)
    desk_head(words.TITLES["questions"], words.Questions.lead)
    parts = dict(words.Questions.parts)
    parts["settle"] += f" ({len(seen.settle)})"
    parts["bring"] += f" ({len(seen.bring)})"
    if not seen.may_record:
        del parts["record"], parts["group"]
    view = switch(words.Questions.part, parts, "questions-part")
    if view == "settle":
        _draw_settle(seen)
    elif view == "bring":
        _draw_bring(seen)
    elif view == "record":
        write_hours.draw()
    else:
        write_group.draw()


def _look(look: Look) -> Seen:
    may_record = look.allows(May.RECORD_HOURS_FOR_MEMBER)
    others = settled_by_others(look)
    could = deciders(look) if others else ()
    waits = [(one, list(dict.fromkeys(who.name for who in could if who.member_id not in part))) for one, part in others]
    return Seen(to_settle(look), to_answer_for_offline(look), waits, community(look).zone, may_record)


def _draw_settle(seen: Seen) -> None:
    if not seen.settle:
        st.markdown(words.Questions.settle_none)
    for one in seen.settle[:MOST]:
        with card(f"settle-{one.entry_id}", title_of(one), details_of(one), one.note):
            _sides(one, seen.zone, is_late=one.state == "pending")
            _settle_form(one)
    if seen.others:
        part(words.Questions.others)
        st.markdown(words.Questions.others_lead)
    for one, names in seen.others[:MOST]:
        with card(f"theirs-{one.entry_id}", title_of(one), details_of(one), one.note):
            _sides(one, seen.zone, is_late=one.state == "pending")
            st.markdown(waits_for(names))


def _sides(one: HoursCard, zone: str, is_late: bool = False) -> None:
    recorded = local_day(one.recorded_at, zone)
    said = words.Questions.recorded.format(who=one.recorded_by, minutes=say_minutes(one.minutes), day=recorded)
    lines = [plain(said)]
    if one.other_minutes is not None:
        lines.append(words.Questions.other.format(minutes=say_minutes(one.other_minutes)))
    elif is_late:
        lines.append(words.Questions.unanswered.format(day=recorded))
    if one.question:
        lines.append(plain(f"“{one.question}”"))
    st.markdown("  \n".join(lines))


def _settle_form(one: HoursCard) -> None:
    form = f"settle-form-{one.entry_id}"
    with st.form(form, border=False):
        first = one.minutes if one.other_minutes is None else min(one.minutes, one.other_minutes)
        st.text_input(words.Questions.figure, say_minutes(first), key=f"{form}-figure", max_chars=20)
        st.text_input(words.Questions.note, key=f"{form}-note", max_chars=600)
        tells = words.Questions.settle_tells.format(helper=plain(one.helper), helped=plain(one.helped))
        st.caption(tells)
        st.form_submit_button(
            words.Questions.settle, type="primary", key=f"{form}-send", on_click=_settle, args=(one.entry_id, form)
        )


def _settle(entry_id: str, form: str) -> None:
    figure = str(st.session_state[f"{form}-figure"] or "")
    minutes = 0 if figure.strip().lower() in NOTHING else _minutes(figure)
    if minutes is None:
        return
    done = words.Questions.settled.format(minutes=say_minutes(minutes)) if minutes else words.Questions.settled_nothing
    context.act(form, done, settle, entry_id, minutes, st.session_state[f"{form}-note"] or "")


def _minutes(figure: str) -> int | None:
    try:
        return parse_duration(figure)
    except Refused as refusal:
        context.say("error", plain(str(refusal)))
        return None


def _draw_bring(seen: Seen) -> None:
    if not seen.bring:
        st.markdown(words.Questions.bring_none)
    for one in seen.bring[:MOST]:
        with card(f"bring-{one.entry_id}", title_of(one), details_of(one), one.note):
            _sides(one, seen.zone)
            _bring_form(one)


def _bring_form(one: HoursCard) -> None:
    form = f"bring-form-{one.entry_id}"
    kind = "gift" if one.kind == "donation" else "pot" if one.helped == POT_NAME else "hours"
    with st.form(form, border=False):
        if kind != "pot":
            how_told(f"{form}-told")
        st.caption(words.Questions.bring_tells[kind])
        yes, no = words.Questions.bring_ways[kind]
        with buttons(f"{form}-ways"):
            arguments = (one.entry_id, form)
            st.form_submit_button(yes, type="primary", key=f"{form}-primary", on_click=_confirm, args=arguments)
            st.form_submit_button(no, key=f"{form}-secondary", on_click=_decline, args=arguments)
        if kind == "hours":
            figure = say_minutes(one.minutes)
            st.text_input(member_words.Hours.how_long_really, figure, key=f"{form}-figure", max_chars=20)
            st.form_submit_button(
                words.Questions.differs, key=f"{form}-differs", on_click=_differs, args=(one.entry_id, form)
            )


def _confirm(entry_id: str, form: str) -> None:
    context.act(form, words.Questions.confirmed, actions.confirm, entry_id, told(f"{form}-told"))


def _decline(entry_id: str, form: str) -> None:
    context.act(f"{form} no", words.Questions.declined, actions.decline, entry_id, "", told(f"{form}-told"))


def _differs(entry_id: str, form: str) -> None:
    minutes = _minutes(str(st.session_state[f"{form}-figure"] or ""))
    if minutes is not None:
        done = words.Questions.questioned
        context.act(f"{form} other", done, question, entry_id, minutes, "", told(f"{form}-told"))
