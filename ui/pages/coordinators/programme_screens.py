"""The screens on which a programme is set up, one after another; nothing is lost before it is saved at the end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import streamlit as st

from timebank.errors import Refused
from timebank.programmes.definition import Definition, parse
from timebank.programmes.pool_reads import would_wait
from timebank.programmes.setup import Setup, clean, setup_of, written
from ui import context
from ui.pages.coordinators import (
    programme_care_screen,
    programme_fit_screen,
    programme_letters_screen,
    programme_people_screen,
    programme_summary,
)
from ui.parts.cards import buttons
from ui.parts.head import part
from ui.parts.text import plain
from ui.words.programmes import SetUp as said


@dataclass(frozen=True, slots=True)
class Draft:
    """What was chosen so far; `text` and `version` are those of the file it began from (version 0: a new one)."""

    text: str
    version: int
    setup: Setup
    screen: str

    @property
    def definition(self) -> Definition:
        """The programme it began from."""
        return parse(self.text)


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen: `draw` its fields into the open form, `take` what they hold."""

    draw: Callable[[str, Definition, Setup], None]
    take: Callable[[str, Definition, Setup], Setup]


SCREENS: Mapping[str, Screen] = {
    "name": Screen(programme_people_screen.draw_name, programme_people_screen.take_name),
    "people": Screen(programme_people_screen.draw, programme_people_screen.take),
    "fit": Screen(programme_fit_screen.draw, programme_fit_screen.take),
    "care": Screen(programme_care_screen.draw, programme_care_screen.take),
    "letters": Screen(programme_letters_screen.draw, programme_letters_screen.take),
}
ORDER = (*SCREENS, "summary")


def begin(place: str, text: str, version: int) -> None:
    """Begin with a programme's file; what was chosen at this place before is forgotten."""
    st.session_state[_key(place)] = Draft(text, version, setup_of(parse(text)), ORDER[0])


def begun(place: str) -> Draft | None:
    """What was chosen so far at a place, if anything."""
    found: Draft | None = st.session_state.get(_key(place))
    return found


def forget(place: str) -> None:
    """Forget what was chosen at a place."""
    st.session_state.pop(_key(place), None)


def draw(place: str, draft: Draft, finish: Callable[[str, Draft], None]) -> None:
    """Draw the screen that is next; at the end `finish` saves."""
    number = ORDER.index(draft.screen)
    part(said.step.format(place=number + 1, count=len(ORDER), title=said.screens[draft.screen]))
    st.progress(number / (len(ORDER) - 1))
    if draft.screen == "summary":
        _summary(place, draft, finish)
        return
    form = f"{place}-{draft.screen}"
    with st.form(form, border=False):
        SCREENS[draft.screen].draw(form, draft.definition, draft.setup)
        if draft.screen == "letters":
            st.form_submit_button(said.preview, key=f"{form}-look", on_click=_go, args=(place, 0))
        with buttons(f"{form}-ways"):
            if number:
                st.form_submit_button(said.back, key=f"{form}-back", on_click=_go, args=(place, -1))
            st.form_submit_button(said.go_on, type="primary", key=f"{form}-on", on_click=_go, args=(place, 1))
    if draft.screen == "letters":
        programme_letters_screen.previews(draft.setup)


def _go(place: str, by: int) -> None:
    """Keep what the screen holds and turn to another; a field that cannot be kept is said, and the screen stays."""
    draft = begun(place)
    if draft is None:
        return
    try:
        setup = SCREENS[draft.screen].take(f"{place}-{draft.screen}", draft.definition, draft.setup)
        clean(draft.definition, setup)
    except Refused as refusal:
        context.say("error", plain(str(refusal)))
        return
    _keep(place, replace(draft, setup=setup, screen=ORDER[ORDER.index(draft.screen) + by]))


def _turn(place: str, screen: str) -> None:
    draft = begun(place)
    if draft is not None:
        _keep(place, replace(draft, screen=screen))


def _keep(place: str, draft: Draft) -> None:
    st.session_state[_key(place)] = draft


def _summary(place: str, draft: Draft, finish: Callable[[str, Draft], None]) -> None:
    """Draw the whole of it, ways back to each screen, and the button at the end."""
    before, after = draft.definition, parse(written(draft.text, draft.setup))
    is_new = not draft.version
    is_changed = programme_summary.head(before, after, draft.version)
    if is_new:
        programme_summary.draw(after)
    elif [role.checks for role in before.roles] != [role.checks for role in after.roles]:
        programme_summary.who_would_wait(context.see(would_wait, place, after))
    with buttons(f"{place}-end"):
        st.button(said.back, key=f"{place}-end-back", on_click=_turn, args=(place, ORDER[-2]))
        if is_new or is_changed:
            label = said.start if is_new else said.save.format(version=draft.version + 1)
            st.button(label, type="primary", key=f"{place}-finish", on_click=finish, args=(place, draft))
    with buttons(f"{place}-parts"):
        for screen in ORDER[:-1]:
            label = said.to.format(title=said.screens[screen])
            st.button(label, key=f"{place}-to-{screen}", on_click=_turn, args=(place, screen))
    if not is_new:
        with st.expander(said.whole, key=f"{place}-whole"):
            programme_summary.draw(after)


def _key(place: str) -> str:
    return f"set-up of {place}"
