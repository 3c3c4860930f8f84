"""The proof page: that all balances together are zero, that totals agree, and when everything was last checked."""

import secrets
from dataclasses import dataclass

import streamlit as st

from timebank.access import May
from timebank.community.reads import community
from timebank.errors import Refused
from timebank.ledger.proving import LastProof, last_proof
from timebank.ledger.rules import say_minutes
from timebank.reports.agreement import Standing, check_now, standing
from timebank.work import Look
from ui import context, words
from ui.parts.dates import moment
from ui.parts.head import head, part
from ui.parts.text import html, plain
from ui.words.proof import Proof as SAID


@dataclass(frozen=True, slots=True)
class Seen:
    """All the page shows."""

    standing: Standing
    last: LastProof | None
    zone: str
    may_keep_heads: bool


def page() -> None:
    """Draw the proof page."""
    seen = context.see(_look)
    head(words.TITLES["proof"], SAID.lead)
    part(SAID.now)
    _standing(seen.standing)
    part(SAID.last)
    _last(seen)
    st.button(SAID.check, type="primary", key="check-now", on_click=_check)
    part(SAID.does)
    st.markdown("\n".join(f"- {one}" for one in SAID.steps))
    st.markdown(SAID.nightly)
    if seen.may_keep_heads:
        part(SAID.keep)
        st.markdown(SAID.keep_tells)
        st.html(f'<a href="/ledger-heads.json" target="_self" download>{html(SAID.keep_link)}</a>')
        st.caption(plain(SAID.keep_later))


def _look(look: Look) -> Seen:
    may_keep_heads = look.allows(May.EXPORT_LEDGER) or look.allows(May.KEEP_COPIES)
    return Seen(standing(look), last_proof(look), community(look).zone, may_keep_heads)


def _standing(found: Standing) -> None:
    if found.sum_minutes == 0:
        is_counted = found.exchanged_minutes is not None  # enough people stand behind it for this reader
        st.markdown(SAID.zero + (f" {SAID.accounts.format(accounts=f'{found.accounts:,}')}" if is_counted else ""))
    else:
        st.error(SAID.not_zero)
    if not found.is_reported_the_same:
        st.error(SAID.differs)
    elif found.exchanged_minutes is None:
        st.markdown(SAID.same_few)
    else:
        st.markdown(SAID.same.format(hours=plain(say_minutes(found.exchanged_minutes))))


def _last(seen: Seen) -> None:
    last = seen.last
    if last is None:
        st.markdown(SAID.never)
        return
    told = {"when": plain(moment(last.proved_at, seen.zone)), "who": plain(_who(last))}
    if last.is_sound:
        is_counted = seen.standing.exchanged_minutes is not None and last.entries > 1
        entries = SAID.entries.format(count=f"{last.entries:,}") if is_counted else SAID.every_entry
        st.markdown(SAID.sound.format(**told, entries=entries))
        return
    st.error(SAID.broken.format(**told))
    if seen.may_keep_heads:
        st.markdown("\n".join(f"- {plain(one)}" for one in last.findings))
    else:
        st.markdown(SAID.broken_tells)


def _who(last: LastProof) -> str:
    return SAID.who["me"] if last.is_mine else last.by_name or SAID.who.get(last.by_kind, SAID.who["member"])


def _check() -> None:
    before = context.see(last_proof)
    try:
        last = check_now(context.app(), context.caller(), secrets.token_hex(16))
    except Refused as refusal:
        context.say("error", plain(str(refusal)))
        return
    if last == before:
        context.say("info", SAID.checked_before)
    elif last.is_sound:
        context.say("success", SAID.checked)
    else:
        context.say("error", SAID.checked_broken)
