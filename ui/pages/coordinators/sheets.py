"""Sheets for members without e-mail: printed here, and what was ticked on them written down, all lines at once."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import streamlit as st

from timebank.community.reads import community
from timebank.errors import Refused
from timebank.ledger.rules import parse_duration, say_minutes
from timebank.life.needs import ENDING
from timebank.mail.told import KEPT_FOR
from timebank.meetings.reads import MeetingCard
from timebank.members.directory import offline_names
from timebank.reports.sheet_answers import ON_PAPER, Ticked, record_line, told_on_paper
from timebank.reports.sheet_lines import AGAIN, NOT_QUITE, Line, Sheet, ToSay
from timebank.reports.sheets import sheet, to_hand_over, whose
from timebank.work import Look
from ui import context
from ui.parts.cards import card_text
from ui.parts.dates import long_day
from ui.parts.desk import asked_for, choose, desk_head, names_in_words
from ui.parts.head import part
from ui.parts.sheets import asks_for_words, asks_how_long, block
from ui.parts.text import html, plain
from ui.words import desk
from ui.words.sheets import Sheets as words

PRINTED = "printed"


@dataclass(frozen=True, slots=True)
class Seen:
    """All the page shows before a person is chosen."""

    to_hand_over: dict[str, str]  # who was written to and not told of it yet: names by id
    names: dict[str, str]
    zone: str
    now: datetime


def page() -> None:
    """Draw what can be printed, the answers of one person, and the press that says they were handed over."""
    seen = context.see(_look)
    desk_head(desk.TITLES["sheets"], words.lead)
    if not seen.names:
        st.markdown(words.nobody)
        return
    named = list(seen.to_hand_over.values())
    if named:
        st.markdown(plain(words.waiting.format(names=names_in_words(named))))
    _print_links("", words.print_all, words.print_all_large)
    part(words.record)
    member_id = _person(seen)
    if member_id:
        _draw_sheet(context.see(sheet, member_id), seen)
    part(words.hand_over)
    _draw_handing_over(seen)


def _look(look: Look) -> Seen:
    return Seen(dict(to_hand_over(look)), dict(offline_names(look)), community(look).zone, look.now)


def _print_links(member_id: str, usual: str, large: str) -> None:
    whom = {"member": member_id} if member_id else {}
    ways: tuple[tuple[dict[str, str], str], ...] = (({}, usual), ({"large": "1"}, large))
    links = (
        f'<a href="/sheets/print?{html(urlencode({**whom, **size}))}" target="_self">{html(said)}</a>'
        for size, said in ways
    )
    st.html(f'<p class="tb-links">{" &nbsp; ".join(links)}</p>')


def _person(seen: Seen) -> str:
    """The id of the person whose answers are written down, by a number or by name; nothing while none is chosen."""
    typed = st.text_input(words.number, key="sheet-number", help=words.number_help, max_chars=20)
    found = context.see(whose, typed) if typed else ()
    if len(found) == 1:
        return found[0][0]
    if typed:
        st.warning(words.many if found else words.unknown)
    people = dict(found) or seen.names
    return choose(words.or_person, {"": desk.CHOOSE, **people}, "sheet-person", asked_for("member"))


def _draw_sheet(one: Sheet, seen: Seen) -> None:
    st.subheader(plain(one.name), anchor=False)
    _print_links(one.member_id, words.print_one, words.print_one_large)
    if not one.lines:
        st.markdown(plain(words.nothing.format(name=one.name)))
        return
    form = f"sheet-{one.member_id}"
    with st.form(form):
        st.markdown(words.optional)
        for line in one.lines:
            _draw_line(form, line, seen.zone)
        ways = list(desk.WAYS_TOLD)
        st.selectbox(desk.HOW_TOLD, ways, index=ways.index(ON_PAPER), key=f"{form}-how")
        st.date_input(words.day, value=_local(seen.now, seen.zone).date(), format="DD/MM/YYYY", key=f"{form}-day")
        st.form_submit_button(words.save, type="primary", key=f"{form}-send", on_click=_save, args=(one, form))


def _draw_line(form: str, line: Line, zone: str) -> None:
    found, key = block(line, zone), _key(form, line)
    card_text(f"{line.number}: {found.title}", *found.details)
    names = {"": words.not_ticked} | {code: _without_blank(one) for code, one in found.answers.items()}
    st.radio(
        f"{words.answer} ({line.number})",
        list(names),
        format_func=lambda code: plain(names[code]),
        key=f"{key}-answer",
        horizontal=True,
    )
    if asks_how_long(line):
        length = say_minutes(line.about.minutes) if isinstance(line.about, MeetingCard) else ""
        st.text_input(words.minutes.format(number=line.number), length, key=f"{key}-long", max_chars=20)
    if label := asks_for_words(line):
        st.text_input(label, key=f"{key}-words", max_chars=600)
    if isinstance(line.about, ToSay) and line.about.occasion == ENDING:
        thanks = words.thanks.format(names=names_in_words(list(line.about.names)), number=line.number)
        labels = (words.went_well.format(number=line.number), words.better.format(number=line.number), thanks)
        for name, one in zip(("words", "better", "thanks"), labels, strict=True):
            st.text_input(plain(one), key=f"{key}-{name}", max_chars=280)
    st.divider()


def _without_blank(said: str) -> str:
    """What can be ticked, without the words before a blank: those stand at a field of their own here."""
    return said.rpartition(". ")[0] if said.endswith(":") else said


def _key(form: str, line: Line) -> str:
    return f"{form}-{line.kind}-{line.subject_id}"


def _save(one: Sheet, form: str) -> None:
    """Write down each line by itself: what is refused is said with its number, and the others stay."""
    state = st.session_state
    how = words.how_and_when.format(how=state[f"{form}-how"], day=long_day(state[f"{form}-day"]))
    ticked = [(line, str(state.get(f"{_key(form, line)}-answer") or "")) for line in one.lines]
    done = again = refused = 0
    for line, answer in ticked:
        again += answer == AGAIN
        if answer in ("", AGAIN):
            continue
        try:
            said = _ticked(form, line, answer)
            context.attempt(_key(form, line), record_line, one.member_id, said, how)
            done += 1
        except Refused as refusal:
            refused += 1
            context.say("error", plain(words.refused.format(number=line.number, reason=refusal)))
    if done and state.get("sheet-number"):
        state["sheet-number"] = one.number  # the line that was typed is gone, and its person stays on the page
    if done:
        said_done = words.saved_one if done == 1 else words.saved_many
        context.say("success", plain(said_done.format(count=done, name=one.name)))
    if again:
        context.say("info", words.again_one if again == 1 else words.again_many.format(count=again))
    if not (done or again or refused):
        context.say("error", words.none_ticked)


def _ticked(form: str, line: Line, answer: str) -> Ticked:
    """What was ticked, with what was written beside it. Raises InvalidInput for a length nobody understands."""
    key = _key(form, line)
    beside = {name: st.session_state.get(f"{key}-{name}") or "" for name in ("long", "words", "better", "thanks")}
    has_length = answer == NOT_QUITE or (isinstance(line.about, MeetingCard) and line.about.hours != "none")
    minutes = parse_duration(beside["long"]) if has_length and (beside["long"] or answer == NOT_QUITE) else 0
    return Ticked(line.kind, line.subject_id, answer, minutes, beside["words"], beside["better"], beside["thanks"])


def _draw_handing_over(seen: Seen) -> None:
    st.markdown(words.hand_over_lead)
    names = seen.to_hand_over
    if not names:
        st.markdown(words.all_told)
        return
    asked = asked_for("member")
    printed_at = _printed_at(seen)
    printed = _local(printed_at, seen.zone)
    with st.form("hand-over"):
        chosen = [asked] if asked in names else list(names)
        st.multiselect(words.who, list(names), chosen, format_func=names.__getitem__, key=f"handed {asked}")
        st.date_input(words.printed_day, value=printed.date(), format="DD/MM/YYYY", key="handed-day")
        st.time_input(words.printed_time, value=printed.time(), step=60, key="handed-time")
        st.form_submit_button(words.handed, key="handed-send", on_click=_handed, args=(asked, seen.zone, printed_at))


def _printed_at(seen: Seen) -> datetime:
    """When the sheets were printed: as the page of paper says that led here, or when this page was first opened."""
    asked = asked_for(PRINTED)
    try:
        told = datetime.fromisoformat(asked) if asked else None
    except ValueError:
        told = None
    opened: datetime = st.session_state.setdefault("sheets opened", seen.now)
    return told if told and told.tzinfo and abs(seen.now - told) < KEPT_FOR else opened


def _local(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone)).replace(second=0, microsecond=0)


def _handed(asked: str, zone: str, printed_at: datetime) -> None:
    """Mark it; where the minute was left as it was shown, the very moment counts."""
    state = st.session_state
    minute = datetime.combine(state["handed-day"], state["handed-time"], ZoneInfo(zone))
    printed = printed_at if minute == _local(printed_at, zone) else minute
    context.act("hand over", words.handed_said, told_on_paper, tuple(state[f"handed {asked}"]), printed)
