"""A draft is changed before anybody is asked: two change places, the next best, two held together or kept apart."""

from collections.abc import Sequence

import streamlit as st

from timebank.matches import next_best, swapping
from timebank.matches.apart import say_pair
from timebank.matches.cards import ProposedCard, ReviewCard
from ui import context
from ui.parts import compared
from ui.parts.desk import names_in_words
from ui.parts.html_table import table_html
from ui.parts.text import plain
from ui.words import desk as words
from ui.words.review import Change as said


def draw(one: ReviewCard, drafts: Sequence[ReviewCard]) -> None:
    """Draw what can be changed about a draft; `drafts` are all of its programme."""
    opened = st.expander(said.part, key=f"change-{one.suggestion_id}", on_change="rerun")
    if not opened.open:
        return
    with opened:
        hows = dict(said.hows) if one.kind == "pair" else {how: said.hows[how] for how in ("next", "pair")}
        how = st.selectbox(
            said.how,
            list(hows),
            index=None,
            format_func=lambda which: hows.get(which, which),
            placeholder=words.CHOOSE,
            key=f"how-{one.suggestion_id}",
        )
        if how == "swap":
            _swap(one, drafts)
        elif how == "next":
            _next_best(one)
        elif how == "pair":
            _pair(one)


def _swap(one: ReviewCard, drafts: Sequence[ReviewCard]) -> None:
    others = {
        who.member_id: (other, who)
        for other in drafts
        if other.round_id == one.round_id and other.kind == "pair" and other.may_decide and other is not one
        for who in other.people
    }
    of_these = _person(said.swap_one, {who.member_id: who.name for who in one.people}, f"swap-{one.suggestion_id}")
    if not of_these:
        return
    role = next(who.role for who in one.people if who.member_id == of_these)
    beside = {member_id: who.name for member_id, (_, who) in others.items() if who.role == role}
    if not beside:
        st.markdown(said.swap_none)
        return
    with_whom = _person(said.swap_other, beside, f"swap-with-{one.suggestion_id}-{of_these}")
    if not with_whom:
        return
    what = (one.suggestion_id, others[with_whom][0].suggestion_id, of_these, with_whom)
    told = context.see(swapping.try_swap, *what)
    st.html(_table(said.before, told.before) + _table(said.after, told.after))
    if told.refused:
        st.markdown("\n".join([said.refused, "", *(f"- {plain(why)}" for why in told.refused)]))
        return
    st.caption(said.swap_tells)
    st.button(said.swap, type="primary", key=f"swap-now-{one.suggestion_id}", on_click=_do_swap, args=what)


def _person(label: str, names: dict[str, str], key: str) -> str:
    chosen = st.selectbox(
        label,
        list(names),
        index=None,
        format_func=lambda one: names.get(one, one),
        placeholder=words.CHOOSE,
        key=key,
    )
    return str(chosen or "")


def _table(caption: str, proposed: Sequence[ProposedCard]) -> str:
    rows = [
        (names_in_words(list(one.names)), "; ".join(reason.words for reason in one.reasons), str(one.points))
        for one in proposed
    ]
    return table_html(said.columns, rows, caption, number_columns=1, is_wordy=True) if rows else ""


def _do_swap(*what: str) -> None:
    context.act(f"swap {what}", said.swapped, swapping.swap, *what)


def _next_best(one: ReviewCard) -> None:
    told = context.see(next_best.try_next_best, one.suggestion_id)
    st.caption(said.next_lead)
    if told.found:
        lines = (
            said.next_line.format(names=names_in_words(list(names)), points=points, now=f"{one.points:g}")
            for names, points in told.found
        )
        found = "\n".join(f"- {plain(line)}" for line in lines)
        st.markdown(f"{said.next_found}\n\n{found}")
    else:
        st.markdown(said.next_none)
    if told.without:
        st.markdown(said.next_without.format(names=plain(names_in_words(list(told.without)))))
    if told.mark:
        args = (one.suggestion_id, told.mark)
        st.button(said.next_take, type="primary", key=f"next-{one.suggestion_id}", on_click=_take, args=args)
    if told.rearranged:
        st.markdown(said.rearranged)
        compared.draw(told.rearranged)
        args = (one.suggestion_id, told.rearranged_mark)
        st.button(said.rearranged_take, key=f"rearrange-{one.suggestion_id}", on_click=_take, args=args)


def _take(suggestion_id: str, mark: str) -> None:
    context.act(f"next best {suggestion_id}", said.taken, next_best.next_best, suggestion_id, mark)


def _pair(one: ReviewCard) -> None:
    people = {who.member_id: who.name for who in one.people}
    both = list(people)
    if len(both) > 2:
        both = st.multiselect(
            said.pair_two,
            list(people),
            format_func=lambda who: people.get(who, who),
            max_selections=2,
            key=f"pair-of-{one.suggestion_id}",
        )
    st.caption(said.pair_tells)
    for kind, label in (("pinned", said.pair_hold), ("forbidden", said.pair_apart)):
        st.button(
            label,
            key=f"{kind}-{one.suggestion_id}",
            on_click=_say_pair,
            args=(one.programme_id, tuple(both), kind),
            disabled=len(both) != 2,
        )


def _say_pair(programme_id: str, both: tuple[str, str], kind: str) -> None:
    done = said.held if kind == "pinned" else said.kept_apart
    context.act(f"pair {both}", done, say_pair, programme_id, *both, kind)
