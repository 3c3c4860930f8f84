"""Things agreed and never written down: the line beside a total, and a card with one tap for yes and one for no."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from timebank.errors import Refused
from timebank.ledger.rules import FURTHEST_BACK, parse_duration, say_minutes
from timebank.reports import unrecorded
from timebank.reports.unrecorded import Unrecorded
from ui import context
from ui import words as all_words
from ui.parts.cards import buttons, card
from ui.parts.dates import long_day
from ui.parts.head import part
from ui.parts.links import way_to
from ui.parts.text import plain
from ui.words.unrecorded import Unrecorded as words

WEEK = 7
Way = tuple[str, str]  # the ids of who helped and who was helped; two empty ones where neither did


def line(found: tuple[int, int] | None) -> str:
    """What stands beside a total: how many agreed things are not written down; nothing where there are none."""
    if found is None:
        return words.few
    count, minutes = found
    if not count:
        return ""
    return (words.one if count == 1 else words.many).format(count=count, minutes=say_minutes(minutes))


def own_line(found: tuple[int, int]) -> str:
    """The same beside one's own figures."""
    count, minutes = found
    if not count:
        return ""
    return (words.yours_one if count == 1 else words.yours_many).format(count=count, minutes=say_minutes(minutes))


def draw_line(said: str) -> None:
    """Draw such a line, where there is one."""
    if said:
        st.markdown(plain(said))


def why(item: Unrecorded, theirs: bool = False) -> str:
    """Why somebody is asked about it; for others than its people with the best figure there is."""
    said = words.why_theirs if theirs and item.source_kind == "pair" else words.why[item.source_kind]
    often = words.every_week if item.days == WEEK else words.every_days.format(days=item.days)
    told = said.format(what=item.what, days=item.days, often=often)
    return f"{told} {words.figure.format(minutes=say_minutes(item.minutes))}" if theirs else told


def own_due(items: Sequence[Unrecorded], me: str, today: date, most: int = 20) -> None:
    """The part of a page that asks about one's own, longest ago first; all of them stand among one's hours."""
    if not items:
        return
    part(words.section)
    for item in items[:most]:
        own_card(item, me, today)
    if len(items) > most:
        st.markdown(words.more.format(count=len(items) - most))
        way_to("hours", words.more_link)


def own_card(item: Unrecorded, me: str, today: date) -> None:
    """One of one's own: yes with the usual figure, a little different, or no."""
    form = form_of(item)
    with card(form, _title(item, me), why(item)):
        with buttons(f"{form}-ways"):
            if item.source_kind == "match":
                way_to("matches", words.plan)
            else:
                _yes_buttons(item, me, form)
            no = words.no_match if item.source_kind == "match" else words.no
            st.button(no, key=f"{form}-no", on_click=say_no, args=(item,))
        said = words.send if item.source_kind == "match" else words.different
        opened = st.expander(said, key=f"{form}-open", on_change="rerun")
        if opened.open:
            with opened, st.form(f"{form}-form", border=False):
                details(item, form, today, ways(item, me))
                st.form_submit_button(words.send, key=f"{form}-send", on_click=_send, args=(item, me, form))


def form_of(item: Unrecorded) -> str:
    """The name of everything on the screen that belongs to it."""
    return f"due-{item.source_kind}-{item.source_id}-{item.due_on}".replace(":", "-")


def _title(item: Unrecorded, me: str) -> str:
    names = " and ".join(one.name for one in item.others(me))
    said = getattr(words, item.source_kind)
    return str(said.format(what=item.what, names=names, day=long_day(item.due_on)))


def ways(item: Unrecorded, me: str = "") -> dict[Way, str]:
    """Who may have helped whom, in words; only one where that is clear. With `me` only the ways with this member."""
    if item.helper_id:
        pairs = [(item.helper_id, item.helped_id)]
    else:
        ids = [one.member_id for one in item.people]
        pairs = [(one, other) for one in ids for other in ids if one != other and (not me or me in (one, other))]
    return {pair: _way_in_words(item, *pair, me) for pair in pairs}


def _way_in_words(item: Unrecorded, helper_id: str, helped_id: str, me: str) -> str:
    if me == helper_id:
        return words.own_way.format(name=item.name_of(helped_id))
    if me == helped_id:
        return words.their_way.format(name=item.name_of(helper_id))
    return words.way.format(helper=item.name_of(helper_id), helped=item.name_of(helped_id))


def _yes_buttons(item: Unrecorded, me: str, form: str) -> None:
    minutes = say_minutes(item.minutes)
    found = list(ways(item, me))
    for place, (helper_id, helped_id) in enumerate(found):
        if len(found) == 1:
            said = words.yes.format(minutes=minutes)
        elif helper_id == me:
            said = words.i_helped.format(name=item.name_of(helped_id), minutes=minutes)
        else:
            said = words.helped_me.format(name=item.name_of(helper_id), minutes=minutes)
        args = (item, (helper_id, helped_id), item.due_on, item.minutes)
        key, is_clear = f"{form}-yes-{place}", len(found) == 1
        st.button(plain(said), type="primary" if is_clear else "secondary", key=key, on_click=say_yes, args=args)
    if item.source_kind == "meeting" and not item.helper_id:
        args = (item, ("", ""), item.due_on, item.minutes)
        st.button(words.no_hours, key=f"{form}-met", on_click=say_yes, args=args)


def details(item: Unrecorded, form: str, today: date, found: dict[Way, str]) -> None:
    """The fields of a form for what was a little different; a meeting keeps its day."""
    if len(found) > 1:
        st.radio(words.which_way, list(found), format_func=lambda way: plain(found[way]), key=f"{form}-way")
    if item.source_kind != "meeting":
        first = today - FURTHEST_BACK
        day = today if item.source_kind == "match" else max(item.due_on, first)
        st.date_input(words.when, day, first, today, key=f"{form}-when", format="DD/MM/YYYY")
    st.text_input(
        words.how_long, say_minutes(item.minutes), key=f"{form}-long", placeholder=all_words.Hours.example, max_chars=20
    )
    st.text_input(words.note, key=f"{form}-note", max_chars=600)


def said_in(item: Unrecorded, form: str, found: dict[Way, str]) -> tuple[Way, date, int, str] | None:
    """What was filled in: the way, the day, the minutes, the note; or None, with the reason shown."""
    state = st.session_state
    try:
        minutes = parse_duration(state[f"{form}-long"] or "")
    except Refused as refusal:
        context.say("error", plain(str(refusal)))
        return None
    way = state[f"{form}-way"] if len(found) > 1 else next(iter(found))
    return tuple(way), state.get(f"{form}-when", item.due_on), minutes, state[f"{form}-note"] or ""


def _send(item: Unrecorded, me: str, form: str) -> None:
    said = said_in(item, form, ways(item, me))
    if said:
        way, day, minutes, note = said
        say_yes(item, way, day, minutes, note)


def say_yes(
    item: Unrecorded,
    way: Way,
    day: date,
    minutes: int,
    note: str = "",
    recorded_for_id: str | None = None,
    how_told: str = "",
) -> None:
    """Write it down, for oneself or (`recorded_for_id`, `how_told`) for somebody else."""
    with_hours = way != ("", "")
    said = words.logged.format(minutes=say_minutes(minutes), day=long_day(day)) if with_hours else words.met
    context.act(
        f"{form_of(item)} yes",
        plain(said),
        unrecorded.write_down,
        item.source_kind,
        item.source_id,
        helper_id=way[0],
        helped_id=way[1],
        day=day,
        minutes=minutes,
        category_id=item.category_id,
        note=note,
        with_hours=with_hours,
        recorded_for_id=recorded_for_id,
        how_told=how_told,
    )


def say_no(item: Unrecorded) -> None:
    """Say that it did not happen."""
    source = (item.source_kind, item.source_id, item.due_on)
    context.act(f"{form_of(item)} no", words.noted, unrecorded.did_not_happen, *source)
