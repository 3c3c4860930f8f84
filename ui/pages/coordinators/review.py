"""Matching: run a round, look at suggestions, follow those being asked, and see who is matched and who is not."""

from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from timebank.access import May
from timebank.community.reads import community
from timebank.ledger.rules import say_minutes
from timebank.life.endings import end_match
from timebank.matches import actions
from timebank.matches.cards import MatchRow, ReviewCard, RoundCard, UnmatchedCard
from timebank.matches.review_reads import all_matches, review, rounds, unmatched_people
from timebank.matches.rules import ENDING_REASONS, OPEN_STATES, UNDONE
from timebank.members.directory import deciders
from timebank.programmes.reads import ProgrammeCard, programmes
from timebank.work import Look
from ui import context
from ui.pages.coordinators import (
    review_asking,
    review_closed,
    review_many,
    review_nobody,
    review_round,
    review_rounds,
    review_tasters,
    suggestion,
)
from ui.parts.dates import local_day, moment
from ui.parts.desk import asked_for, choose, desk_head, names_in_words, page_foot, page_number, switch
from ui.parts.html_table import html_table
from ui.parts.text import plain
from ui.words import desk as words
from ui.words.circles import Circles

KEY = "review-programme"
PER_PAGE = 10
LONG_PAGE = 50
NO_ROOM = "no_room"


@dataclass(frozen=True, slots=True)
class Seen:
    """One programme's matching: its rounds, and how much waits in each part."""

    programme: ProgrammeCard
    rounds: list[RoundCard]
    waiting: list[ReviewCard]
    deciders: dict[str, str]
    zone: str

    @property
    def explains(self) -> bool:
        """Whether why and what if can be asked: in an open programme."""
        return self.programme.state == "open"

    @property
    def drafts(self) -> list[ReviewCard]:
        """Those nobody has decided on."""
        return [one for one in self.waiting if one.state == "draft"]

    @property
    def asked(self) -> list[ReviewCard]:
        """Those whose people are being asked."""
        return [one for one in self.waiting if one.state in OPEN_STATES]


def page() -> None:
    """Draw one part of one programme's matching."""
    asked = asked_for("programme")
    found = context.see(_look, str(st.session_state.get(f"{KEY} {asked}") or asked))
    desk_head(words.TITLES["review"], words.Review.lead)
    if found is None:
        st.markdown(words.Review.none)
        return
    seen, names, runs = found
    chosen = choose(words.Review.programme, names, KEY, asked)
    if runs:
        _round(seen)
    views = _views(seen, runs)
    if first := review_tasters.label(seen.programme.programme_id):
        views = {review_tasters.VIEW: first, **views}
    view = switch(words.Review.part, views, f"review-part {chosen}")
    if view == review_tasters.VIEW:
        review_tasters.draw(seen.programme.programme_id, seen.zone)
        return
    parts = {"drafts": _drafts, "asked": _asked, "unmatched": _unmatched, "matches": _matches, "why": _why}
    {**parts, "closed": _closed, "rounds": _rounds}[view](seen)


def _look(look: Look, chosen: str) -> tuple[Seen, dict[str, str], bool] | None:
    """The chosen programme, or the first; all by id, those with something to decide first; whether one runs rounds."""
    look.require(May.REVIEW_SUGGESTION)
    waiting = review(look)
    drafted = {one.programme_id for one in waiting if one.state == "draft"}
    cards = sorted(programmes(look, closed_too=True), key=lambda one: one.programme_id not in drafted)
    if not cards:
        return None
    runs = look.allows(May.RUN_MATCHING)
    programme = next((one for one in cards if one.programme_id == chosen), cards[0])
    seen = Seen(
        programme,
        rounds(look, programme.programme_id) if runs else [],
        [one for one in waiting if one.programme_id == programme.programme_id],
        {one.member_id: one.name for one in deciders(look)},
        community(look).zone,
    )
    return seen, {one.programme_id: one.title for one in cards}, runs


def _views(seen: Seen, runs: bool) -> dict[str, str]:
    views = dict(words.Review.parts)
    views["drafts"] += f" ({len(seen.drafts)})"
    views["asked"] += f" ({len(seen.asked)})"
    if not runs:
        return {name: views[name] for name in ("drafts", "asked")}
    if not seen.explains:
        del views["why"]
    if seen.rounds:
        views["unmatched"] += f" ({seen.rounds[0].unmatched})"
    return views


def _round(seen: Seen) -> None:
    if seen.rounds:
        last = seen.rounds[0]
        st.markdown(words.Review.last.format(day=moment(last.ran_at, seen.zone), **_counted(last)))
        if last.drafts_before:
            st.markdown(_standing(last))
        if last.missed:
            st.markdown(Circles.missed.format(names=plain("; ".join(names_in_words(list(two)) for two in last.missed))))
        review_round.draw_last(last, seen.zone, has_earlier=len(seen.rounds) > 1)
    else:
        st.markdown(words.Review.no_round)
    if seen.programme.state != "open":
        st.markdown(words.Review.closed)
        return
    st.caption(words.Review.run_tells)
    st.button(
        words.Review.run,
        key=f"run-round-{seen.programme.programme_id}",
        on_click=_run,
        args=(seen.programme.programme_id,),
    )
    labels = {role.name: role.plural for role in seen.programme.roles}
    review_round.draw_prepared(seen.programme.programme_id, labels, seen.zone)


def _counted(last: RoundCard) -> dict[str, str]:
    said = words.Review
    suggested = said.suggested_one if last.suggestions == 1 else said.suggested_many.format(count=last.suggestions)
    if last.minutes:
        circles = Circles.found_one if last.suggestions == 1 else Circles.found_many
        suggested = circles.format(count=last.suggestions, time=say_minutes(last.minutes))
    few = {0: said.left_none, 1: said.left_one}
    return {"suggested": suggested, "left": few.get(last.unmatched, said.left_many.format(count=last.unmatched))}


def _standing(last: RoundCard) -> str:
    """How many of the drafts that waited when a round was run were found again."""
    before, stand = last.drafts_before, last.drafts_stand
    if before == 1:
        return words.Review.stands_one if stand else words.Review.stands_none_one
    said = words.Review.stands_all if stand == before else words.Review.stands_many
    return said.format(before=before, stand=stand or "none")


def _run(programme_id: str) -> None:
    context.act(f"run round {programme_id}", words.Review.ran, actions.run_round, programme_id)


def _drafts(seen: Seen) -> None:
    if seen.drafts:
        review_many.draw(seen.programme.programme_id, seen.drafts)
        _cards(seen, review_many.found(seen.programme.programme_id, seen.drafts), "")
    else:
        st.markdown(words.Review.no_drafts)


def _asked(seen: Seen) -> None:
    _cards(seen, seen.asked, words.Review.no_asked)


def _cards(seen: Seen, found: list[ReviewCard], nothing: str) -> None:
    if not found:
        if nothing:
            st.markdown(nothing)
        return
    key = f"suggestions {found[0].state} {seen.programme.programme_id}"
    number = min(page_number(key), -(-len(found) // PER_PAGE))
    labels = {role.name: role.label for role in seen.programme.roles}
    for one in found[(number - 1) * PER_PAGE : number * PER_PAGE]:
        others = [
            name for member_id, name in seen.deciders.items() if member_id not in {p.member_id for p in one.people}
        ]
        explains = bool(seen.rounds) and seen.explains
        waits_for = names_in_words(others) or words.NOBODY_ELSE
        suggestion.draw(one, labels, waits_for, seen.zone, seen.drafts, explains=explains)
    page_foot(len(found), key, PER_PAGE)


def _unmatched(seen: Seen) -> None:
    everybody = context.see(unmatched_people, seen.rounds[0].round_id) if seen.rounds else []
    found = [one for one in everybody if one.code != NO_ROOM]
    if not found:
        st.markdown(words.Review.unmatched_none if seen.rounds else words.Review.no_round)
    else:
        _unmatched_table(seen, found)
    full = names_in_words([one.name for one in everybody if one.code == NO_ROOM])
    if full:
        st.markdown(words.Review.unmatched_full.format(names=plain(full)))
    if seen.explains:
        review_nobody.draw(seen.programme.programme_id)


def _unmatched_table(seen: Seen, found: list[UnmatchedCard]) -> None:
    key = "unmatched"
    number = min(page_number(key), -(-len(found) // LONG_PAGE))
    labels = {role.name: role.label for role in seen.programme.roles}
    shown = found[(number - 1) * LONG_PAGE : number * LONG_PAGE]
    rows = [(one.name, labels.get(one.role, one.role), one.words) for one in shown]
    html_table(words.Review.unmatched_columns, rows, words.Review.unmatched_caption, is_wordy=True)
    page_foot(len(found), key, LONG_PAGE)


def _matches(seen: Seen) -> None:
    found = context.see(all_matches, seen.programme.programme_id)
    if not found:
        st.markdown(words.Review.matches_none)
        return
    key = "matches"
    number = min(page_number(key), -(-len(found) // LONG_PAGE))
    shown = found[(number - 1) * LONG_PAGE : number * LONG_PAGE]
    rows = [(_who(one), local_day(one.started_at, seen.zone), _stands(one, seen.zone)) for one in shown]
    html_table(words.Review.matches_columns, rows, words.Review.matches_caption)
    page_foot(len(found), key, LONG_PAGE)
    active = {one.match_id: _who(one) for one in found if one.is_active}
    if active:
        opened = st.expander(words.Review.end, key="end-match", on_change="rerun")
        if opened.open:
            with opened:
                _end_form(active)


def _who(one: MatchRow) -> str:
    return names_in_words([name for _, name, _ in one.people])


def _stands(one: MatchRow, zone: str) -> str:
    if one.is_active or one.ended_at is None:
        return words.Review.running
    ended: datetime = one.ended_at
    why = words.Review.undone if one.ending_code == UNDONE else ENDING_REASONS.get(one.ending_code, "")
    if not why:
        return words.Review.ended.format(day=local_day(ended, zone))
    told = f"{why}. {one.ending_words}" if one.ending_words else why
    return words.Review.ended_why.format(day=local_day(ended, zone), why=told)


def _end_form(active: dict[str, str]) -> None:
    with st.form("end-match-form", border=False):
        st.selectbox(
            words.Review.end_which,
            list(active),
            index=None,
            format_func=active.__getitem__,
            placeholder=words.CHOOSE,
            key="end-match-which",
        )
        st.selectbox(
            words.Review.end_why, list(ENDING_REASONS), format_func=ENDING_REASONS.__getitem__, key="end-match-why"
        )
        st.text_input(words.Review.end_words, key="end-match-words", max_chars=600)
        st.caption(words.Review.end_tells)
        st.form_submit_button(words.Review.end_save, on_click=_end)


def _end() -> None:
    state = st.session_state
    match_id = state["end-match-which"]
    if not match_id:
        context.say("error", words.Review.end_which)
        return
    code, said = state["end-match-why"], state["end-match-words"] or ""
    if context.act(f"end match {match_id}", words.Review.end_done, end_match, match_id, code, said):
        state["end-match-which"] = None


def _rounds(seen: Seen) -> None:
    review_rounds.draw(seen.programme.programme_id, seen.rounds, seen.zone, is_open=seen.explains)


def _closed(seen: Seen) -> None:
    review_closed.draw(seen.programme.programme_id, seen.zone)


def _why(seen: Seen) -> None:
    review_asking.draw(seen.programme.programme_id)
