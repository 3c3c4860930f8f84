"""The small parts: people's words made safe, days and weeks said, and the colours that have to be read."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timebank.members.rules import Window, clean_windows
from ui.look import DARK, LIGHT
from ui.parts.text import html, plain
from ui.parts.week_grid import _outside, _places, _window
from ui.routes.cookies import Cookies

MARKS = "\\`*_{}[]()<>#+-.!|~$:&\"'=^@/%;?,"


@given(st.text(max_size=200))
def test_every_mark_people_write_is_escaped(words: str) -> None:
    shown = plain(words)
    bare = re.sub(r"\\[" + re.escape(MARKS) + "]", "", shown)
    assert not set(bare) & set(MARKS)


@given(st.text(max_size=200))
def test_words_for_html_hold_no_tags(words: str) -> None:
    assert not set(html(words)) & set("<>\"'")


def test_figures_stay_with_their_units() -> None:
    assert html("4 h 30 and 45 min") == "4\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}30 and 45\N{NO-BREAK SPACE}min"


WINDOWS = st.builds(
    lambda day, start, length: Window(day, start * 30, min((start + length) * 30, 1440)),
    st.integers(0, 6),
    st.integers(0, 47),
    st.integers(1, 20),
)


@given(st.lists(WINDOWS, max_size=12), st.booleans())
def test_a_week_that_is_kept_unchanged_stays_as_it_was(windows: list[Window], is_whole_day: bool) -> None:
    known = clean_windows(windows)
    step = 60 if all(one.start_minute % 60 == 0 and one.end_minute % 60 == 0 for one in known) else 30
    first, last = (0, 1440) if is_whole_day else (420, 1320)
    ticked = [_window(place, step) for place in _places(known, step, first, last)]
    hidden = [piece for one in known for piece in _outside(one, first, last)]
    assert clean_windows([*ticked, *hidden]) == known


def test_a_form_token_fits_only_the_browser_it_was_made_for() -> None:
    cookies = Cookies(is_secure=False, form_secret=b"one")
    assert cookies.is_token("mark", cookies.token("mark"))
    assert not cookies.is_token("other", cookies.token("mark"))
    assert not cookies.is_token("", cookies.token(""))
    assert not Cookies(False, b"two").is_token("mark", cookies.token("mark"))


def brightness(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((brightness(one), brightness(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_text_and_links_are_readable_on_both_backgrounds(theme: dict[str, str]) -> None:
    backs = (theme["backgroundColor"], theme["secondaryBackgroundColor"])
    for text, back in itertools.product((theme["textColor"], theme["linkColor"]), backs):
        assert contrast(text, back) >= 4.5
    assert contrast(theme["primaryColor"], "#ffffff" if theme is LIGHT else "#101010") >= 4.5
