"""One round as a whole: prepared and looked at, run, looked through, set aside, and each of its steps."""

from collections.abc import Mapping

import streamlit as st

from timebank.matches import preparing, round_reads
from timebank.matches.cards import PreparedCard, RoundCard
from timebank.matches.rules import REVIEWABLE
from ui import context
from ui.parts.cards import card, listed
from ui.parts.dates import moment
from ui.parts.desk import names_in_words
from ui.parts.links import way_to
from ui.parts.text import html, plain
from ui.words.review import Round as said


def draw_prepared(programme_id: str, roles: Mapping[str, str], zone: str) -> None:
    """Draw the round that is prepared, or a way to prepare one."""
    found = context.see(round_reads.prepared, programme_id)
    if found is None:
        st.caption(said.prepare_tells)
        st.button(said.prepare, key=f"prepare-{programme_id}", on_click=_prepare, args=(programme_id,))
        return
    details = said.details.format(day=moment(found.prepared_at, zone), name=found.prepared_by or said.by_itself)
    with card(f"prepared-{found.round_id}", said.title, details):
        not_in = [said.not_in_line.format(name=name, words=why) for name, why in found.not_in]
        folded = said.not_in.format(count=len(not_in))
        left_out = f"<details><summary>{html(folded)}</summary>{listed(not_in)}</details>" if not_in else ""
        st.html(f'<div class="tb-card">{listed(_lines(found, roles))}{left_out}</div>')
        if found.is_stale:
            st.markdown(said.stale)
        st.button(said.solve, type="primary", key=f"solve-{found.round_id}", on_click=_solve, args=(found.round_id,))
        opened = st.expander(said.aside, key=f"aside-{found.round_id}", on_change="rerun")
        if opened.open:
            with opened:
                _aside(found.round_id)


def _lines(found: PreparedCard, roles: Mapping[str, str]) -> list[str]:
    order = {role: place for place, role in enumerate(roles)}
    lines = [
        said.people.format(role=roles.get(role, role).capitalize(), count=count, places=found.places[role])
        for role, count in sorted(found.people.items(), key=lambda one: order.get(one[0], len(order)))
    ] or [said.nobody]
    changes = [
        words.format(names=names_in_words(list(names)))
        for words, names in (
            (said.joined, found.joined),
            (said.gone, found.gone),
            (said.more_room, found.more_room),
            (said.less_room, found.less_room),
        )
        if names
    ]
    if found.other_answers:
        changes.append(said.answers)
    lines += [said.first] if found.is_first else changes or [said.same]
    for words, pairs in ((said.pinned, found.pinned), (said.kept_apart, found.kept_apart)):
        if pairs:
            lines.append(words.format(pairs="; ".join(names_in_words(list(two)) for two in pairs)))
    return lines


def draw_last(last: RoundCard, zone: str, has_earlier: bool) -> None:
    """Draw how the last round stands, and what a coordinator can do with it as a whole."""
    opened = st.expander(f"{said.steps}: {said.states[last.state]}", key=f"round-{last.round_id}", on_change="rerun")
    if not opened.open:
        return
    with opened:
        steps = []
        for one in context.see(round_reads.steps_of, last.round_id):
            what, day = said.states[one.after], moment(one.at, zone)
            line = (said.step if one.by else said.step_alone).format(what=what, day=day, name=one.by)
            steps.append(f"{line}. {one.reason}" if one.reason else f"{line}.")
        st.html(f'<div class="tb-card">{listed(steps)}</div>')
        if has_earlier:
            way_to("review", said.compare, programme=last.programme_id, show="rounds")
        if last.state == "solved":
            st.button(said.finish, key=f"finish-{last.round_id}", on_click=_finish, args=(last.round_id,))
        if last.state in REVIEWABLE:
            _aside(last.round_id)


def _aside(round_id: str) -> None:
    with st.form(f"round-aside-{round_id}", border=False):
        st.text_input(said.aside_reason, key=f"round-why-{round_id}", max_chars=600)
        st.caption(said.aside_tells)
        st.form_submit_button(said.aside, key=f"round-aside-now-{round_id}", on_click=_set_aside, args=(round_id,))


def _prepare(programme_id: str) -> None:
    context.act(f"prepare round {programme_id}", said.prepared_done, preparing.prepare_round, programme_id)


def _solve(round_id: str) -> None:
    if context.do(f"solve round {round_id}", preparing.solve_round, round_id) is None:
        return
    reasons = [one.reason for one in context.see(round_reads.steps_of, round_id) if one.after == "solved"]
    context.say("success", " ".join(filter(None, (said.solved, plain(reasons[-1])))))


def _finish(round_id: str) -> None:
    context.act(f"finish review {round_id}", said.finished, preparing.finish_review, round_id)


def _set_aside(round_id: str) -> None:
    reason = st.session_state[f"round-why-{round_id}"] or ""
    context.act(f"set round aside {round_id}", said.aside_done, preparing.discard_round, round_id, reason)
