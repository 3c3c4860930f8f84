"""The agreement of a match: read, signed and written anew, by its people or for one of them without e-mail."""

from collections.abc import Sequence

import streamlit as st

from timebank.errors import Refused
from timebank.ledger.rules import parse_duration, say_minutes
from timebank.life import agreements
from timebank.life.cards import AgreementCard, Life
from timebank.life.needs import Person
from ui import context
from ui.parts.cards import card_text
from ui.parts.dates import long_day
from ui.parts.how_told import how_told, told
from ui.parts.text import plain
from ui.words.life import Agreement as SAID

NOBODY = ""


def draw(life: Life, reader_id: str = NOBODY, offline: Sequence[Person] = ()) -> None:
    """Draw it for one of its people (`reader_id`), or for a coordinator with those of them who have no e-mail."""
    found = life.agreement
    if found is None:
        st.markdown(SAID.none if reader_id else SAID.none_of)
    else:
        _show(found, life.stands)
    if not life.is_active:
        return
    unsigned = {member_id for member_id, _ in found.unsigned} if found else set()
    if found and reader_id in unsigned:
        st.button(SAID.sign, type="primary", key=f"sign-{found.agreement_id}", on_click=_sign, args=(found,))
    for one in offline:
        if found and one.member_id in unsigned:
            _sign_for(found, one)
    title = SAID.change if found else SAID.write
    if reader_id:
        _opened(life, title)
    for one in offline:
        _opened(life, SAID.write_for.format(name=plain(one.name)), one.member_id)


def _show(found: AgreementCard, stands: AgreementCard | None) -> None:
    until = SAID.until.format(day=long_day(found.until)) if found.until else SAID.open_ended
    lines = [f"{SAID.often.format(often=found.how_often, long=say_minutes(found.minutes))} {until}"]
    if found.private_words:
        lines.append(SAID.private.format(words=found.private_words))
    if found.words:
        lines.append(SAID.more.format(words=found.words))
    signed = [SAID.signed.format(name=name, day=long_day(day)) for _, name, day in found.signed]
    lines.append(" ".join([*signed, *(SAID.unsigned.format(name=name) for _, name in found.unsigned)]))
    if stands:
        lines.append(SAID.earlier.format(often=stands.how_often, long=say_minutes(stands.minutes)))
    with st.container(border=True, key=f"agreement-{found.agreement_id}"):
        card_text(SAID.version.format(version=found.version), *lines)


def _sign_for(found: AgreementCard, one: Person) -> None:
    form = f"sign-{found.agreement_id}-{one.member_id}"
    with st.form(form):
        how_told(f"{form}-told")
        label = SAID.sign_for.format(name=plain(one.name))
        st.form_submit_button(label, key=f"{form}-send", on_click=_sign, args=(found, one.member_id, form))


def _sign(found: AgreementCard, member_id: str | None = None, form: str = "") -> None:
    how = told(f"{form}-told") if member_id else ""
    key = form or f"sign {found.agreement_id}"
    context.act(key, SAID.signed_said, agreements.sign, found.agreement_id, member_id, how)


def _opened(life: Life, title: str, member_id: str = NOBODY) -> None:
    form = f"agree-{life.match_id}-{member_id}"
    opened = st.expander(title, key=f"{form}-open", on_change="rerun")
    if not opened.open:
        return
    terms, found = life.terms, life.agreement
    with opened, st.form(form, border=False):
        st.text_input(SAID.how_often, found.how_often if found else terms.how_often, max_chars=120, key=f"{form}-often")
        st.text_input(SAID.how_long, say_minutes(found.minutes if found else terms.minutes), key=f"{form}-long")
        st.date_input(SAID.last, value=found.until if found else terms.until, format="DD/MM/YYYY", key=f"{form}-until")
        st.text_area(
            SAID.what_private,
            found.private_words if found else "",
            placeholder=SAID.private_example,
            max_chars=600,
            key=f"{form}-private",
        )
        st.text_area(SAID.anything, found.words if found else "", max_chars=600, key=f"{form}-words")
        st.caption(SAID.change_tells if found else SAID.write_tells)
        if member_id:
            how_told(f"{form}-told")
        st.form_submit_button(
            SAID.keep, type="primary", key=f"{form}-send", on_click=_write, args=(life.match_id, form, member_id)
        )


def _write(match_id: str, form: str, member_id: str) -> None:
    state = st.session_state
    try:
        minutes = parse_duration(state[f"{form}-long"] or "")
    except Refused as refusal:
        context.say("error", plain(str(refusal)))
        return
    said = (state[f"{form}-often"], minutes, state[f"{form}-until"], state[f"{form}-private"], state[f"{form}-words"])
    who = (member_id, told(f"{form}-told")) if member_id else ()
    if context.act(form, SAID.kept, agreements.write_agreement, match_id, *said, *who):
        state[f"{form}-open"] = False
