"""Who everything depends on: what would have nobody without one person, and whom to ask so that it has two."""

import streamlit as st

from timebank.handover.depends import Depends, Leaned, depends
from ui import context
from ui.parts.cards import card_text, listed
from ui.parts.dates import long_day
from ui.parts.desk import desk_head, names_in_words
from ui.parts.head import part
from ui.parts.languages import LANGUAGES
from ui.parts.links import way_to
from ui.parts.text import plain
from ui.words import desk as words
from ui.words.handover import Depends as SAID
from ui.words.handover import Handover


def page() -> None:
    """Draw the people by name, then areas and roles that hang on one."""
    seen = context.see(depends)
    desk_head(words.TITLES["depends"], SAID.lead)
    part(SAID.people)
    if not seen.people:
        st.markdown(SAID.none)
    for one in seen.people:
        with st.container(border=True, key=f"leaned-{one.member_id}"):
            card_text(one.name, more=listed(_lines(one)))
            way_to("handover", SAID.rest, member=one.member_id)
    _thin(seen)
    way_to("handover", words.TITLES["handover"])


def _lines(one: Leaned) -> list[str]:
    lines = []
    for offer, ask in one.offers:
        told = SAID.offer.format(category=offer.category, title=offer.title)
        lines.append(f"{told} {SAID.ask.format(names=names_in_words(list(ask))) if ask else SAID.ask_nobody}")
    for place, coming in one.places:
        said = SAID.place_language if place.language else SAID.place
        language = LANGUAGES.get(place.language, place.language)
        told = said.format(programme=place.programme, role=place.role.lower(), language=language)
        lines.append(f"{told} {SAID.coming.format(names=names_in_words(list(coming)))}" if coming else told)
    if one.cut_off != 0:
        lines.append(SAID.cut_off.format(count=one.cut_off) if one.cut_off else SAID.cut_off_few)
    if one.carries_much:
        lines.append(SAID.much)
    return lines


def _thin(seen: Depends) -> None:
    part(SAID.areas)
    _list([_one_or_none(name or SAID.whole, names) for name, names in seen.thin_areas], SAID.areas_fine)
    part(SAID.roles)
    roles = [(words.Members.roles.get(role, role), names) for role, names in seen.thin_roles]
    _list([_one_or_none(role[:1].upper() + role[1:], names) for role, names in roles], SAID.roles_fine)
    part(SAID.ending)
    ending = []
    for one in seen.ending:
        area = Handover.in_area.format(area=one.area) if one.area else ""
        role = words.Members.roles.get(one.role, one.role)
        ending.append(SAID.ends.format(name=one.name, role=role, area=area, day=long_day(one.day)))
    _list(ending, SAID.ending_none)


def _one_or_none(what: str, names: tuple[str, ...]) -> str:
    return (SAID.area_one if names else SAID.area_none).format(area=what, names=names_in_words(list(names)))


def _list(lines: list[str], fine: str) -> None:
    st.markdown("\n".join(f"- {plain(line)}" for line in lines) if lines else fine)
