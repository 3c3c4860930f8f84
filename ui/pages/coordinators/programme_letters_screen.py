"""The screen of a programme on its letters: a paragraph of its own for each, and how members then read it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import streamlit as st

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.mail.rules import Draft
from timebank.matches import letters
from timebank.programmes.definition import LETTERS, LONGEST_LETTER, Definition
from timebank.programmes.setup import Setup
from timebank.work import Look
from ui import context
from ui.parts.cards import card_text
from ui.words.programmes import SetUp as said


def draw(form: str, definition: Definition, setup: Setup) -> None:
    """Draw a field for each letter."""
    st.markdown(said.letters_tell)
    for name in LETTERS:
        hint = said.letters_of_approval if name == "offered" else None
        own = setup.letters.get(name, "")
        st.text_area(said.letters[name], own, max_chars=LONGEST_LETTER, key=f"{form}-{name}", help=hint)


def take(form: str, definition: Definition, setup: Setup) -> Setup:
    """What that screen holds."""
    found = {name: str(st.session_state[f"{form}-{name}"] or "").strip() for name in LETTERS}
    return replace(setup, letters={name: words for name, words in found.items() if words})


def previews(setup: Setup) -> None:
    """Draw each letter as a member reads it, with people who do not exist."""
    st.subheader(said.previews, anchor=False)
    for name, draft in context.see(_drafts, setup.title, setup.letters).items():
        with st.expander(said.letters[name], key=f"preview-{name}"):
            link = f"{draft.link_words} (…)" if draft.link else ""
            card_text(draft.subject, draft.greeting, *draft.paragraphs, link, draft.closing)


def _drafts(look: Look, title: str, own: Mapping[str, str]) -> dict[str, Draft]:
    """Each letter of a programme called `title` to somebody made up."""
    chosen = community(look)
    until = local_date(look.now, chosen.zone) + timedelta(days=14)
    reader, other, address = said.sample_reader, said.sample, look.settings.address
    asking = (reader, chosen.name, title, [other], until, address)
    reach = letters.Reach(other, "sam@example.org", "")
    return {
        "offered": letters.offered(*asking, own.get("offered", "")),
        "reminder": letters.reminder(*asking, own.get("reminder", "")),
        "matched": letters.matched(reader, chosen.name, title, [reach], address, own.get("matched", "")),
        "ended": letters.ended(reader, chosen.name, title, [other], own.get("ended", "")),
    }
