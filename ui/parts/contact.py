"""How to reach somebody one is matched with, and the coordinator."""

import streamlit as st

from timebank.matches.cards import Contact
from ui import words
from ui.parts.text import plain

SAID = words.Matches


def coordinator(contact: str) -> None:
    """How to reach the coordinator, where the community has said so."""
    if contact:
        st.markdown(plain(words.contact_line(contact)))


def contact(other: Contact) -> None:
    """Draw a name with phone and e-mail, or the way through a coordinator."""
    lines = [f"**{SAID.reach.format(name=plain(other.name))}**"]
    if other.phone:
        lines.append(SAID.phone.format(phone=plain(other.phone)))
    if other.email:
        lines.append(SAID.email.format(email=plain(other.email)))
    if other.is_offline:
        lines.append(SAID.offline.format(name=plain(other.name)))
    st.markdown("  \n".join(lines))
