"""One member: what a coordinator may know, and for members without e-mail everything that is written down for them."""

from dataclasses import dataclass

import streamlit as st

from timebank.community.reads import community
from timebank.members.directory import listed
from timebank.members.doors import change_email, invite_again
from timebank.members.reads import MemberRow
from timebank.work import Look
from ui import context
from ui.pages.coordinators import member_hours, member_matches, member_profile, member_programmes
from ui.parts import bond_form, reach_form
from ui.parts.dates import local_day
from ui.parts.desk import desk_head, switch
from ui.parts.head import part
from ui.parts.links import way_to
from ui.parts.text import plain
from ui.words import desk as words
from ui.words.handover import Handover
from ui.words.whom import Whom

SAID = words.Member


@dataclass(frozen=True, slots=True)
class Seen:
    """The member, where the reader lives, and whether it is the reader."""

    row: MemberRow
    zone: str
    is_self: bool


def page(member_id: str) -> None:
    """Draw one member's page."""
    seen = context.see(_look, member_id)
    row = seen.row
    way_to("members", words.Members.back)
    way_to("handover", Handover.to_page, member=member_id)
    desk_head(plain(row.name), (SAID.offline if row.is_offline else SAID.online).format(name=plain(row.name)))
    if not row.is_offline:
        _facts(seen)
        _invite(row)
        member_hours.draw(row, seen.is_self)
        return
    view = switch(SAID.part, SAID.parts, f"member-part {member_id}")
    if view == "about":
        _facts(seen)
        _email(row)
        member_profile.about(row)
        part(Whom.reach)
        reach_form.draw(row.member_id, is_offline=True)
    elif view == "week":
        member_profile.week(row)
    elif view == "programmes":
        member_programmes.draw(row)
        part(Whom.bonds)
        bond_form.draw(row.member_id, is_offline=True, name=row.name)
    elif view == "matches":
        member_matches.draw(row)
    else:
        member_hours.draw(row, seen.is_self)


def _look(look: Look, member_id: str) -> Seen:
    return Seen(listed(look, member_id), community(look).zone, look.actor.member_id == member_id)


def _facts(seen: Seen) -> None:
    row = seen.row
    joined = f"{local_day(row.joined_at, seen.zone)} {row.joined_at.year}"
    lines = [SAID.since.format(day=joined)]
    if row.phone:
        lines.append(SAID.phone.format(phone=row.phone))
    if row.email:
        lines.append(SAID.email.format(email=row.email))
    if row.roles:
        lines.append(SAID.roles.format(roles=", ".join(words.Members.roles.get(one, one) for one in row.roles)))
    st.markdown("  \n".join(map(plain, lines)))


def _invite(row: MemberRow) -> None:
    if row.has_password:
        return
    st.caption(plain(SAID.invite_tells.format(name=row.name)))
    st.button(SAID.invite_again, key=f"invite-{row.member_id}", on_click=_do_invite, args=(row,))
    _email(row)


def _email(row: MemberRow) -> None:
    form = f"email-{row.member_id}"
    with st.expander(SAID.give_email if row.is_offline else SAID.change_email), st.form(form):
        st.text_input(SAID.new_email, row.email, key=f"{form}-new", max_chars=254, autocomplete="off")
        st.caption(plain(SAID.email_tells.format(name=row.name)))
        st.form_submit_button(SAID.save_email, key=f"{form}-send", on_click=_keep_email, args=(row, form))


def _keep_email(row: MemberRow, form: str) -> None:
    done = SAID.email_saved.format(name=plain(row.name))
    context.act(form, done, change_email, row.member_id, str(st.session_state[f"{form}-new"] or ""))


def _do_invite(row: MemberRow) -> None:
    done = SAID.invited.format(name=plain(row.name))
    context.act(f"invite {row.member_id}", done, invite_again, row.member_id)
