"""The frame around every page: who is here, the menu, the line at the top, what was just said, then the page itself."""

import streamlit as st

from timebank.access import Actor
from timebank.community.reads import community
from timebank.errors import SignInNeeded
from timebank.work import Look
from ui import context, words
from ui.look import ICON, PAGE_STYLE
from ui.pages import Place, places
from ui.parts.head import head
from ui.parts.html_table import STYLE as TABLES
from ui.parts.links import remember, way_to
from ui.parts.text import html


def show() -> None:
    """Draw the page that was asked for, for the person who asks."""
    me, name = context.see(_who_and_where)
    mine = [place for place in places() if place.is_for(me)]
    is_coordinating = any(place.path == _path() and place.is_for_coordinators for place in mine)
    pages = {place.path: _page(place, _is_listed(place, is_coordinating)) for place in mine}
    remember(pages)
    chosen = st.navigation([*pages.values(), *_not_theirs(mine)], position="top")
    # A link to another view of the same page leaves the browser's address behind, and the next tap would go back.
    st.query_params.from_dict(st.query_params.to_dict())
    frame(me, name, chosen.title, is_coordinating)
    chosen.run()


def _who_and_where(look: Look) -> tuple[Actor, str]:
    if look.actor.member_id is None:
        raise SignInNeeded
    return look.actor, community(look).name


def _path() -> str:
    return (st.context.url or "").split("?")[0].rsplit("/", 1)[-1]


def _not_theirs(mine: list[Place]) -> list[st.Page]:
    """In place of a page that belongs to others, the sentence that there is nothing here."""
    asked = [place for place in places() if place.path == _path() and place not in mine]
    return [st.Page(_nothing_here, title=words.NOT_HERE, url_path=place.path, visibility="hidden") for place in asked]


def _nothing_here() -> None:
    head(words.NOT_HERE, words.NOT_HERE_LEAD)
    way_to("", words.TITLES["home"])


def _is_listed(place: Place, is_coordinating: bool) -> bool:
    return place.is_in_menu and place.is_for_coordinators == is_coordinating


def _page(place: Place, is_listed: bool) -> st.Page:
    return st.Page(
        place.draw,
        title=place.title,
        url_path=place.path,
        default=not place.path,
        visibility="visible" if is_listed else "hidden",
    )


def frame(me: Actor, name: str, title: str, is_coordinating: bool = False) -> None:
    """The name in the browser, the line at the top, and whatever was just said."""
    st.set_page_config(page_title=f"{title} - {name}", page_icon=ICON)
    st.html(PAGE_STYLE + f"<style>{TABLES}</style>")
    with st.container(key="top-line"):
        st.html(_line(name, me, is_coordinating))
    with st.container(key="said"):  # stays in sight on a long page
        for kind, sentence in context.hear():
            {"success": st.success, "error": st.error, "info": st.info}[kind](sentence)


def _line(name: str, me: Actor, is_coordinating: bool) -> str:
    ways = [("/profile", me.name)]
    desk = _desk(me)
    if desk:
        ways.insert(0, ("/", words.Shell.own_pages) if is_coordinating else (desk, words.Shell.coordinate))
    ways += [("/sign-out", words.Shell.sign_out), (words.LEAVE_ADDRESS, words.LEAVE)]
    links = "".join(f'<a href="{where}" target="_self" rel="noreferrer">{html(said)}</a>' for where, said in ways)
    return f'<div class="tb-line"><strong>{html(name)}</strong>{links}</div>'


def _desk(me: Actor) -> str:
    """The first page for those who look after the community, or nothing for somebody who has none."""
    mine = (place for place in places() if place.is_for_coordinators and place.is_for(me))
    return next((f"/{place.path}" for place in mine), "")
