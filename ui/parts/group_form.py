"""The form for hours of a group: who led it, who took part, who gives the hours, and what will be written down.

Members and coordinators fill in the same form; `form` names it, so that several may stand beside one another.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from timebank.errors import Refused
from timebank.ledger.group_rules import POT, Pays, Plan, plan
from timebank.ledger.rules import FURTHEST_BACK, Holder, parse_duration, say_minutes
from timebank.listings.reads import Category
from ui import words
from ui.parts.hours import echo, nudge
from ui.parts.html_table import html_table
from ui.parts.text import plain

SAID = words.Session
Key = tuple[str, str]  # the kind and the id of a holder


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from; `leading` are those who stand as leading it at first."""

    people: Mapping[Key, str]
    leading: tuple[Key, ...]
    today: date
    categories: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What the form says, complete and understood."""

    givers: tuple[Holder, ...]
    receivers: tuple[Holder, ...]
    service_date: date
    minutes: int
    pays: Pays
    giver_minutes: tuple[int, ...] | None
    receiver_minutes: tuple[int, ...] | None
    category_id: str | None
    note: str


def draw(form: str, choices: Choices) -> None:
    """Draw the fields, and below them what will be written down as soon as that is clear."""
    _people(form, choices)
    _when_and_how_long(form, choices.today)
    st.radio(
        SAID.who_gives,
        list(SAID.pays),
        format_func=SAID.pays.__getitem__,
        captions=list(SAID.pays_means.values()),
        key=f"{form}-pays",
    )
    _lengths(form, choices)
    _shares(form, choices)
    kinds = {one.category_id: one.name for one in choices.categories}
    st.selectbox(
        words.LogHours.what,
        list(kinds),
        index=None,
        format_func=kinds.__getitem__,
        placeholder=words.LogHours.any_kind,
        key=f"{form}-kind",
        on_change="ignore",
    )
    st.text_input(SAID.note, key=f"{form}-note", max_chars=600, help=words.LogHours.note_help, on_change="ignore")
    _what_will_be_written(form, choices)


def _people(form: str, choices: Choices) -> None:
    st.session_state.setdefault(f"{form}-givers", [one for one in choices.leading if one in choices.people])
    for said, key in ((SAID.givers, "givers"), (SAID.receivers, "receivers")):
        st.multiselect(
            said,
            list(choices.people),
            format_func=choices.people.__getitem__,
            placeholder=SAID.choose,
            key=f"{form}-{key}",
        )


def _when_and_how_long(form: str, today: date) -> None:
    earliest = today - FURTHEST_BACK
    st.date_input(SAID.when, today, earliest, today, format="DD/MM/YYYY", key=f"{form}-when", on_change="ignore")
    st.session_state.setdefault(_long(form), say_minutes(60))
    echo(st.text_input(SAID.how_long, key=_long(form), placeholder=words.Hours.example, max_chars=20))
    with st.container(horizontal=True, key=f"{form}-steps"):
        st.button(words.LogHours.less, key=f"{form}-less", on_click=nudge, args=(_long(form), -15))
        st.button(words.LogHours.more, key=f"{form}-more", on_click=nudge, args=(_long(form), 15))


def _lengths(form: str, choices: Choices) -> None:
    """Where several led it, how long each of them did, if not all the same."""
    givers, minutes = _chosen(form, "givers"), _minutes(form)
    if len(givers) < 2 or minutes is None:
        return
    if st.checkbox(SAID.lengths, key=f"{form}-lengths"):
        _own_figures(form, "length", SAID.length_of, givers, [minutes] * len(givers), choices)
        _say_sum(_figures(form, "length", givers), minutes * len(givers))


def _shares(form: str, choices: Choices) -> None:
    """Where those who took part share the time, how: equally, or each their own share."""
    receivers, minutes = _chosen(form, "receivers"), _minutes(form)
    if st.session_state[f"{form}-pays"] != "shared" or len(receivers) < 2 or minutes is None:
        return
    st.radio(SAID.shares, (SAID.equal, SAID.own), key=f"{form}-shares", horizontal=True)
    if st.session_state[f"{form}-shares"] == SAID.own:
        each, left = divmod(minutes, len(receivers))
        equal = [each + (place < left) for place in range(len(receivers))]
        _own_figures(form, "share", SAID.share_of, receivers, equal, choices)
        _say_sum(_figures(form, "share", receivers), minutes)


def _own_figures(
    form: str, kind: str, said: str, people: Sequence[Key], at_first: Sequence[int], choices: Choices
) -> None:
    for one, minutes in zip(people, at_first, strict=True):
        key = _figure(form, kind, one)
        st.session_state.setdefault(key, say_minutes(minutes))
        wrote = st.text_input(said.format(name=plain(choices.people[one])), key=key, max_chars=20)
        if wrote != say_minutes(minutes):
            echo(wrote)


def _say_sum(figures: tuple[int, ...] | None, total: int) -> None:
    """The running sum of the shares, and what is still missing or too much."""
    if figures is None:
        return
    so_far, rest = sum(figures), total - sum(figures)
    told = {"sum": say_minutes(so_far), "total": say_minutes(total), "rest": say_minutes(abs(rest))}
    said = SAID.sum_right if not rest else SAID.sum_short if rest > 0 else SAID.sum_long
    st.markdown(plain(said.format(**told)))


def _what_will_be_written(form: str, choices: Choices) -> None:
    st.subheader(SAID.table, anchor=False)
    try:
        told = read(form)
        comes_to = plan_of(told) if told else None
    except Refused as refusal:
        st.info(plain(str(refusal)))  # still being filled in, so nothing is wrong yet
        return
    if told is None or comes_to is None:
        st.markdown(SAID.first)
        return
    names = {Holder(*key): name for key, name in choices.people.items()} | {POT: SAID.pot}  # type: ignore[arg-type]  # keys of kinds
    rows = [(names[one.from_holder], names[one.to_holder], say_minutes(one.minutes)) for one in comes_to.parts]
    html_table(SAID.columns, rows, SAID.alt, 1)
    extra = {one.from_holder for one in comes_to.parts if one.extra_minutes}
    if extra:
        said = SAID.remainder_one if len(extra) == 1 else SAID.remainder_many
        st.markdown(plain(said.format(names=_in_words([names[one] for one in told.receivers if one in extra]))))
    in_all = say_minutes(sum(one.minutes for one in comes_to.parts))
    said = SAID.in_all_pot if told.pays == "pot" else SAID.in_all
    st.markdown(plain(said.format(minutes=in_all, people=len(told.givers) + len(told.receivers))))
    st.session_state[_shown(form)] = comes_to


def _in_words(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def plan_of(told: Told) -> Plan:
    """What it comes to, part by part; raises InvalidInput."""
    people, own = (told.givers, told.receivers), (told.giver_minutes, told.receiver_minutes)
    return plan(*people, told.minutes, told.pays, *own)


def read(form: str) -> Told | None:
    """What the form says at this moment; None while nobody is chosen. Raises InvalidInput."""
    state = st.session_state
    givers, receivers = _chosen(form, "givers"), _chosen(form, "receivers")
    if not givers or not receivers:
        return None
    minutes = parse_duration(str(state[_long(form)]))
    has_lengths = len(givers) > 1 and state.get(f"{form}-lengths")
    has_shares = state[f"{form}-pays"] == "shared" and len(receivers) > 1 and state.get(f"{form}-shares") == SAID.own
    return Told(
        _holders(givers),
        _holders(receivers),
        state[f"{form}-when"],
        minutes,
        state[f"{form}-pays"],
        _asked_figures(form, "length", givers) if has_lengths else None,
        _asked_figures(form, "share", receivers) if has_shares else None,
        state.get(f"{form}-kind"),
        state.get(f"{form}-note") or "",
    )


def was_shown(form: str, told: Told) -> bool:
    """Whether the table showed what the form says now."""
    return bool(st.session_state.get(_shown(form)) == plan_of(told))


def clear(form: str) -> None:
    """Empty the form for the next group."""
    state = st.session_state
    for key in [one for one in state if isinstance(one, str) and one.startswith((f"{form}-share-", f"{form}-length-"))]:
        del state[key]
    state[f"{form}-receivers"] = []
    state[f"{form}-note"] = ""
    state.pop(_shown(form), None)


def _long(form: str) -> str:
    return f"{form}-long"


def _shown(form: str) -> str:
    return f"{form} shown"


def _figure(form: str, kind: str, one: Key) -> str:
    return f"{form}-{kind}-{one[0]}-{one[1]}"


def _chosen(form: str, which: str) -> list[Key]:
    return list(st.session_state.get(f"{form}-{which}") or ())


def _holders(keys: Iterable[Key]) -> tuple[Holder, ...]:
    return tuple(Holder(*key) for key in keys)  # type: ignore[arg-type]  # the keys are made of holders' kinds


def _minutes(form: str) -> int | None:
    try:
        return parse_duration(str(st.session_state[_long(form)]))
    except Refused:
        return None


def _asked_figures(form: str, kind: str, people: Iterable[Key]) -> tuple[int, ...]:
    return tuple(parse_duration(str(st.session_state.get(_figure(form, kind, one), ""))) for one in people)


def _figures(form: str, kind: str, people: Iterable[Key]) -> tuple[int, ...] | None:
    try:
        return _asked_figures(form, kind, people)
    except Refused:
        return None
