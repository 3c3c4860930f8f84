"""The first step of a programme in two: short meetings to look at and ask for, what people said, and its end."""

from collections.abc import Mapping
from datetime import date, timedelta

import streamlit as st

from timebank.access import May
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.matches import tasters
from timebank.matches.approving import SentOut
from timebank.matches.taster_reads import FirstStep, TasterCard, first_step, steps_of_programme
from timebank.matches.taster_rules import FURTHEST, USUAL
from timebank.work import Look
from ui import context
from ui.parts.dates import local_day
from ui.parts.desk import names_in_words, page_foot, page_number
from ui.parts.head import part
from ui.parts.html_table import html_table
from ui.parts.links import way_to
from ui.parts.text import plain
from ui.words import desk as words
from ui.words.tasters import FirstStep as SAID

VIEW = "first"
LONG_PAGE = 50


def label(programme_id: str) -> str:
    """What the part is called, with how much waits in it; empty where a programme has no first step."""
    found = context.see(steps_of_programme, programme_id)
    return f"{SAID.part} ({found.drafts})" if found.most or found.has_run else ""


def draw(programme_id: str, zone: str) -> None:
    """Draw the first step of a programme."""
    most, runs, today, step = context.see(_look, programme_id)
    if most:
        st.markdown(SAID.lead.format(most=most))
    if runs and most and not (step and step.asked):
        st.caption(SAID.run_tells)
        st.button(SAID.run, key=f"first-step-{programme_id}", on_click=_run, args=(programme_id,))
    if step is None:
        st.markdown(SAID.none)
        return
    if step.nobody:
        st.markdown(plain(SAID.nobody.format(names=names_in_words(list(step.nobody)))))
    part(SAID.drafts.format(count=len(step.drafts)))
    _drafts(step, today)
    if step.asked:
        part(SAID.asked.format(count=len(step.asked)))
        _asked(programme_id, step, zone, runs)
    if step.closed:
        part(SAID.closed.format(count=len(step.closed)))
        _said(step.closed, SAID.closed_caption, is_closed=True)
        if runs and not step.asked:
            st.markdown(SAID.final)
    _aside([one for one in (*step.drafts, *step.asked) if one.may_decide])


def _look(look: Look, programme_id: str) -> tuple[int, bool, date, FirstStep | None]:
    most = steps_of_programme(look, programme_id).most
    today = local_date(look.now, community(look).zone)
    return most, look.allows(May.RUN_MATCHING), today, first_step(look, programme_id)


def _run(programme_id: str) -> None:
    context.act(f"first step {programme_id}", SAID.ran, tasters.run_first_step, programme_id)


def _pair(one: TasterCard) -> str:
    return SAID.pair.format(first=one.people[0].name, second=one.people[1].name)


def _drafts(step: FirstStep, today: date) -> None:
    if not step.drafts:
        st.markdown(SAID.no_drafts)
        return
    key = f"tasters {step.round_id}"
    number = min(page_number(key), -(-len(step.drafts) // LONG_PAGE))
    rows = [_row(one) for one in step.drafts[(number - 1) * LONG_PAGE : number * LONG_PAGE]]
    html_table(SAID.columns, rows, SAID.drafts_caption, is_wordy=True)
    page_foot(len(step.drafts), key, LONG_PAGE)
    ours = {one.taster_id: one for one in step.drafts if one.may_decide}
    if ours:
        _ask_form(step, ours, today)


def _row(one: TasterCard) -> tuple[str, str, str]:
    if not one.may_decide:
        return _pair(one), "", SAID.not_yours
    return _pair(one), f"{one.points:g}", "; ".join(reason.words for reason in one.reasons)


def _ask_form(step: FirstStep, ours: dict[str, TasterCard], today: date) -> None:
    form = f"ask-tasters-{step.round_id}"
    with st.form(form, border=True):
        st.multiselect(
            SAID.which,
            list(ours),
            list(ours),
            format_func=lambda one: _pair(ours[one]) if one in ours else one,
            placeholder=words.CHOOSE,
            help=SAID.which_tells,
            key=f"{form}-which",
        )
        st.text_area(SAID.how, max_chars=600, placeholder=SAID.how_example, key=f"{form}-how")
        st.caption(SAID.how_tells)
        first, last = today + timedelta(days=1), today + FURTHEST
        st.date_input(SAID.until, today + USUAL, first, last, format="DD/MM/YYYY", key=f"{form}-until")
        st.caption(plain(_tells(ours)))
        st.form_submit_button(SAID.ask, type="primary", key=f"{form}-send", on_click=_ask, args=(form, ours))


def _tells(ours: dict[str, TasterCard]) -> str:
    offline = sorted({who.name for one in ours.values() for who in one.people if who.is_offline}, key=str.casefold)
    more = [SAID.offline.format(names=names_in_words(offline))] if offline else []
    return " ".join([SAID.ask_tells, *more])


def _ask(form: str, ours: dict[str, TasterCard]) -> None:
    state = st.session_state
    wanted = [one for one in state[f"{form}-which"] if one in ours]
    if not wanted:
        context.say("error", SAID.choose)
        return
    answer = context.do(form, tasters.ask, wanted, state[f"{form}-how"] or "", state[f"{form}-until"])
    if answer is None:
        return
    sent = SentOut.read(answer)
    if sent.asked:
        context.say("success", SAID.done.format(count=len(sent.asked)))
    for one, why in sent.kept_back:
        context.say("info", plain(SAID.kept_back.format(names=_pair(ours[one]), why=why)))


def _asked(programme_id: str, step: FirstStep, zone: str, runs: bool) -> None:
    closes_at = max(one.closes_at for one in step.asked if one.closes_at is not None)
    _said(step.asked, SAID.asked_caption.format(day=local_day(closes_at, zone)), is_closed=False)
    unheard = {
        who.member_id: who.name
        for one in step.asked
        for who in one.people
        if one.may_decide and who.is_offline and not who.said
    }
    for member_id, name in sorted(unheard.items(), key=lambda item: item[1].casefold()):
        way_to("members", SAID.ask_offline.format(name=plain(name)), member=member_id, show="matches")
    if runs:
        st.caption(SAID.close_tells)
        st.button(SAID.close, key=f"close-first-{programme_id}", on_click=_close, args=(programme_id,))


def _close(programme_id: str) -> None:
    context.act(f"close first {programme_id}", SAID.close_done, tasters.close_first_step, programme_id)


def _said(cards: tuple[TasterCard, ...], caption: str, *, is_closed: bool) -> None:
    says = SAID.says_closed if is_closed else SAID.says
    rows = [_heard(one, says) for one in cards]
    html_table(SAID.said_columns, rows, caption, is_labelled=False, is_wordy=True)


def _heard(one: TasterCard, says: Mapping[str, str]) -> tuple[str, str, str, str]:
    if not one.may_decide:
        return _pair(one), "", "", SAID.not_yours
    first, second = (SAID.says_line.format(name=who.name, said=says[who.said]) for who in one.people)
    own = [SAID.words_line.format(name=who.name, words=who.words) for who in one.people if who.words]
    return _pair(one), first, second, " ".join(own)


def _aside(cards: list[TasterCard]) -> None:
    if not cards:
        return
    opened = st.expander(SAID.aside, key="taster-aside", on_change="rerun")
    if not opened.open:
        return
    named = {one.taster_id: _pair(one) for one in cards}
    with opened, st.form("taster-aside-form", border=False):
        st.selectbox(
            SAID.aside_which,
            list(named),
            None,
            format_func=lambda one: named.get(one, one),
            placeholder=words.CHOOSE,
            key="taster-aside-which",
        )
        st.caption(SAID.aside_tells)
        st.form_submit_button(SAID.aside_now, key="taster-aside-send", on_click=_set_aside)


def _set_aside() -> None:
    taster_id = st.session_state["taster-aside-which"]
    if not taster_id:
        context.say("error", SAID.aside_which)
        return
    context.act(f"taster aside {taster_id}", SAID.aside_done, tasters.set_aside, taster_id)
