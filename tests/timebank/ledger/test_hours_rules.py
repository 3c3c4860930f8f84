"""The rules of hours by themselves: how a time is understood, limits, states and what two people agree on."""

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from timebank.errors import InvalidInput
from timebank.ledger.rules import (
    MOVES,
    Limits,
    OutOfRoom,
    WhatUnit,
    agreed_minutes,
    check_recording,
    check_room,
    may_move,
    minutes_of_hours,
    parse_duration,
    say_minutes,
)

ANY_MINUTES = st.integers(1, 1440)


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("1h30", 90),
        ("1 h 30", 90),
        ("1h 30min", 90),
        ("1 hour and 5 minutes", 65),
        ("1.5", 90),
        ("1,5", 90),
        ("1,5 h", 90),
        ("2", 120),
        ("0.25", 15),
        ("90 min", 90),
        ("90m", 90),
        ("1:30", 90),
        ("0:05", 5),
        ("24", 1440),
        ("24:00", 1440),
        ("  2 Hours ", 120),
    ],
)
def test_time_is_understood_as_people_write_it(words: str, minutes: int) -> None:
    assert parse_duration(words) == minutes


@pytest.mark.parametrize("words", ["25", "90", "24.5", "24,01", "1440", "9999"])
def test_a_bare_number_above_24_is_asked_back(words: str) -> None:
    with pytest.raises(WhatUnit, match="minutes or hours"):
        parse_duration(words)


@pytest.mark.parametrize(
    "words",
    [
        *("", " ", "NaN", "Infinity", "-1", "-1:30", "1e400", "1e2", "१", "１h３０", "²", "0", "0 min", "0.001"),
        *("1441 min", "24:01", "25h", "1:60", "1h60", "1h99", "two", "1.5.5", "1h30h", "1\n30", "0x10", "1_000"),
        *("+2", "99999999999"),
    ],
)
def test_what_cannot_be_meant_is_refused(words: str) -> None:
    with pytest.raises(InvalidInput):
        parse_duration(words)


@given(ANY_MINUTES)
def test_what_we_say_is_what_we_understand(minutes: int) -> None:
    assert parse_duration(say_minutes(minutes)) == minutes
    hours, rest = divmod(minutes, 60)
    assert parse_duration(f"{hours}:{rest:02d}") == parse_duration(f"{minutes} min") == minutes


@given(st.text(max_size=12))
def test_any_words_give_a_time_within_a_day_or_a_kind_refusal(words: str) -> None:
    with suppress(InvalidInput):
        assert 1 <= parse_duration(words) <= 1440


@given(st.decimals(min_value=0, max_value=24, places=2))
def test_a_point_and_a_comma_mean_the_same_and_half_a_minute_goes_up(hours: Decimal) -> None:
    expected = int((hours * 60 + Decimal("0.5")) // 1)
    assert minutes_of_hours(hours) == expected
    assume(expected >= 1)
    assert parse_duration(str(hours)) == parse_duration(str(hours).replace(".", ",")) == expected


@pytest.mark.parametrize("hours", ["NaN", "sNaN", "Infinity", "-Infinity", "1E+400", "10000001"])
def test_numbers_that_are_no_time_are_refused(hours: str) -> None:
    with pytest.raises(InvalidInput):
        minutes_of_hours(Decimal(hours))


@given(st.integers(-3000, 3000), st.integers(-200, 200))
def test_only_a_real_time_on_a_day_within_90_days_is_recorded(minutes: int, days_ago: int) -> None:
    today = date(2026, 11, 2)
    fits = 1 <= minutes <= 1440 and 0 <= days_ago <= 90
    if fits:
        check_recording(minutes, today - timedelta(days=days_ago), today)
    else:
        with pytest.raises(InvalidInput):
            check_recording(minutes, today - timedelta(days=days_ago), today)


@given(ANY_MINUTES, ANY_MINUTES, st.integers(0, 120))
def test_agreement_is_the_lower_figure_and_the_same_from_either_side(one: int, other: int, tolerance: int) -> None:
    agreed = agreed_minutes(one, other, tolerance)
    assert agreed == agreed_minutes(other, one, tolerance)
    assert agreed == (min(one, other) if abs(one - other) <= tolerance else None)


@given(st.integers(-2000, 2000), st.integers(-2000, 2000), ANY_MINUTES, st.integers(-2000, 0), st.integers(0, 2000))
def test_a_blocking_limit_is_never_passed_and_towards_zero_is_always_open(
    payer: int, helper: int, minutes: int, floor: int, ceiling: int
) -> None:
    limits = Limits(floor, None), Limits(None, ceiling)
    try:
        check_room("block", *limits, payer, helper, minutes)
    except OutOfRoom:
        assert payer - minutes < floor or helper + minutes > ceiling
    else:
        assert payer - minutes >= floor
        assert helper + minutes <= ceiling
    if payer - minutes >= 0 and helper + minutes <= 0:
        check_room("block", *limits, payer, helper, minutes)
    check_room("talk", *limits, payer, helper, minutes)
    check_room("block", Limits(None, ceiling), Limits(floor, None), payer, helper, minutes)


def test_no_state_goes_back() -> None:
    order = {"pending": 0, "questioned": 1, "posted": 2, "declined": 2, "expired": 2, "withdrawn": 2, "closed": 2}
    for before in order:
        for after in order:
            assert may_move(before, after) == (after in MOVES.get(before, ()))
            assert not may_move(before, after) or order[before] < order[after]
