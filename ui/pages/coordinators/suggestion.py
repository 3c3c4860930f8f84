"""One suggestion for whoever decides on it: both answers side by side, what each will read, approve or set aside."""

from collections import Counter
from collections.abc import Mapping, Sequence

import streamlit as st

from timebank.ledger.rules import say_minutes
from timebank.matches import actions, review_reads
from timebank.matches.cards import ReviewCard, ReviewPerson
from timebank.matches.rules import TAKEN_BACK
from ui import context
from ui.pages.coordinators import review_many, suggestion_change, suggestion_why
from ui.parts.cards import card, listed
from ui.parts.dates import local_day, moment
from ui.parts.desk import names_in_words
from ui.parts.html_table import table_html
from ui.parts.links import way_to
from ui.parts.text import html, plain
from ui.words import desk as words
from ui.words.review import Many, Round, Steps

SAID = words.Review


def draw(
    one: ReviewCard,
    roles: Mapping[str, str],
    deciders: str,
    zone: str,
    drafts: Sequence[ReviewCard] = (),
    *,
    explains: bool = False,
) -> None:
    """Draw a suggestion; `roles` are role labels, `deciders` those who decide where the reader may not.

    With `explains` a draft can be asked how it stands among all that its people could have, and be changed beside the
    other `drafts`.
    """
    title = names_in_words([_titled(who, roles) for who in one.people])
    if not one.may_decide:
        with card(f"suggestion-{one.suggestion_id}", title, one.programme):
            st.markdown(SAID.not_yours.format(names=plain(deciders)))
        return
    details = SAID.title_points.format(programme=_programme(one, zone), points=f"{one.points:g}")
    with card(f"suggestion-{one.suggestion_id}", title, details):
        st.html(_around(one) + _reasons(one) + "".join(map(_what_they_read, one.people)))
        if one.state == "draft":
            if explains:
                suggestion_why.draw(one.suggestion_id)
            _approve(one)
            if explains:
                suggestion_change.draw(one, drafts)
        else:
            _answers(one)
            _steps(one, zone)
        _discard(one)


def _titled(who: ReviewPerson, roles: Mapping[str, str]) -> str:
    return f"{who.name} ({roles.get(who.role, who.role)})" if len(roles) > 1 else who.name


def _programme(one: ReviewCard, zone: str) -> str:
    return SAID.until.format(day=local_day(one.closes_at, zone)) if one.closes_at else one.programme


def _reasons(one: ReviewCard) -> str:
    if not one.reasons:
        return ""
    if one.kind == "circle":
        return _circle_reasons(one)
    if len(one.people) > 2:  # a trio's reasons are those of its three pairs together
        points: Counter[str] = Counter()
        for reason in one.reasons:
            points[reason.words] += reason.points
        return table_html(SAID.trio_columns, [(said, f"{sum_:g}") for said, sum_ in points.items()], SAID.reasons, 1)
    first, second = (who.name for who in one.people)
    columns = [column.format(first=first, second=second) for column in SAID.reason_columns]
    rows = [(reason.words, reason.first_answer, reason.second_answer, f"{reason.points:g}") for reason in one.reasons]
    return table_html(columns, rows, SAID.reasons, number_columns=1)


def _around(one: ReviewCard) -> str:
    """Who would help whom, in the order of the circle."""
    lines = []
    for step in one.helpings:
        said = (SAID.helps_with if step.words else SAID.helps).format(
            helper=step.helper, helped=step.helped, words=step.words
        )
        lines.append(SAID.helps_for.format(said=said, time=say_minutes(step.minutes)))
    return f'<div class="tb-card">{listed(lines)}</div>' if lines else ""


def _circle_reasons(one: ReviewCard) -> str:
    """Each reason beside the two it is about; the one who is helped stands first in it."""
    names = {who.member_id: who.name for who in one.people}
    rows = []
    for reason in one.reasons:
        helped, helper = (names.get(member_id, "") for member_id in reason.between)
        rows.append((SAID.helps.format(helper=helper, helped=helped), reason.words, f"{reason.points:g}"))
    return table_html(SAID.circle_columns, rows, SAID.reasons, number_columns=1)


def _what_they_read(who: ReviewPerson) -> str:
    if not who.sentences:
        return ""
    told = html(SAID.reads.format(name=who.name))
    return f'<div class="tb-card"><details><summary>{told}</summary>{listed(who.sentences)}</details></div>'


def _approve(one: ReviewCard) -> None:
    lettered = [who.name for who in one.people if not who.is_offline]
    offline = [who.name for who in one.people if who.is_offline]
    tells = []
    if lettered:
        said = SAID.approve_tells_one if len(lettered) == 1 else SAID.approve_tells
        tells.append(said.format(name=lettered[0], names=names_in_words(lettered)))
    if offline:
        said = SAID.approve_offline if len(offline) == 1 else SAID.approve_offline_many
        tells.append(said.format(names=names_in_words(offline)))
    st.caption(plain(" ".join(tells)))
    opened = st.expander(Many.own_words, key=f"words-open-{one.suggestion_id}", on_change="rerun")
    if opened.open:
        with opened:
            review_many.letter_words(f"approve-{one.suggestion_id}", one.programme_id)
    st.button(SAID.approve, type="primary", key=f"approve-{one.suggestion_id}", on_click=_do_approve, args=(one,))


def _do_approve(one: ReviewCard) -> None:
    done = SAID.approved.format(names=plain(names_in_words([who.name for who in one.people])))
    added = st.session_state.get(f"approve-{one.suggestion_id}-words")  # None leaves it to the programme
    context.act(f"approve {one.suggestion_id}", done, actions.approve, one.suggestion_id, added)


def _answers(one: ReviewCard) -> None:
    lines = [SAID.answered.get(who.answer, "{name}").format(name=who.name) for who in one.people]
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    for who in one.people:
        if who.is_offline and who.answer is None:
            way_to("members", SAID.ask_offline.format(name=plain(who.name)), member=who.member_id, show="matches")


def _steps(one: ReviewCard, zone: str) -> None:
    opened = st.expander(Steps.title, key=f"steps-{one.suggestion_id}", on_change="rerun")
    if not opened.open:
        return
    lines = []
    for step in context.see(review_reads.moves_of, one.suggestion_id):
        what = Steps.asked if step.before == "draft" else Steps.said_yes
        what = Steps.taken_back if step.reason == TAKEN_BACK else what
        line = (Round.step if step.by else Round.step_alone).format(what=what, day=moment(step.at, zone), name=step.by)
        lines.append(f"{line}.")
    with opened:
        st.html(f'<div class="tb-card">{listed(lines)}</div>')


def _discard(one: ReviewCard) -> None:
    names = names_in_words([who.name for who in one.people])
    opened = st.expander(SAID.discard, key=f"aside-{one.suggestion_id}", on_change="rerun")
    if not opened.open:
        return
    with opened, st.form(f"discard-{one.suggestion_id}", border=False):
        st.text_input(SAID.discard_reason, key=f"why-{one.suggestion_id}", max_chars=600)
        st.caption(SAID.discard_tells_nobody if one.state == "draft" else plain(SAID.discard_tells.format(names=names)))
        st.form_submit_button(
            SAID.discard, key=f"discard-now-{one.suggestion_id}", on_click=_do_discard, args=(one.suggestion_id,)
        )


def _do_discard(suggestion_id: str) -> None:
    reason = st.session_state[f"why-{suggestion_id}"] or ""
    context.act(f"discard {suggestion_id}", SAID.discarded, actions.discard, suggestion_id, reason)
