"""Weeks of real quarter-hours: right in every zone and in the weeks when the clocks change."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import MatchingError
from matching.hours import (
    QUARTERS,
    WHOLE_WEEK,
    Window,
    erode,
    hours_in_common,
    parse,
    say,
    say_together,
    share_slot,
    week_bits,
)

SUMMER, WINTER = date(2026, 6, 3), date(2026, 12, 2)
SPRING_FORWARD, AUTUMN_BACK = date(2026, 3, 29), date(2026, 10, 25)
LONDON = "Europe/London"


def week(text, zone=LONDON, reference=SUMMER):
    return week_bits(parse(text), zone, reference)


def test_both_free_is_said_in_the_readers_own_time():
    fiona, jan = week("Tue 10:00-12:00"), week("Tue 10:00-14:00", "Europe/Amsterdam")
    assert say_together(fiona, jan, LONDON, SUMMER) == "both free Tuesday 10:00 to 12:00"
    assert say_together(fiona, jan, "Europe/Amsterdam", SUMMER) == "both free Tuesday 11:00 to 13:00"


def test_a_window_over_midnight_and_over_the_end_of_the_week_holds_together():
    night = week("Sun 22:00-02:00", reference=SUMMER)
    assert hours_in_common(night, WHOLE_WEEK) == 4
    assert say(night, LONDON, SUMMER) == "Sunday 22:00 to Monday 02:00"
    assert share_slot(night, night, 240)
    assert not share_slot(night, night, 255)


def test_the_hour_that_spring_skips_is_nobodys():
    assert hours_in_common(week("Sun 00:30-03:00", reference=SPRING_FORWARD), WHOLE_WEEK) == 1.5
    assert week("Sun 01:00-02:00", reference=SPRING_FORWARD) == 0


def test_the_hour_that_autumn_repeats_counts_twice():
    assert hours_in_common(week("Sun 01:00-02:00", reference=AUTUMN_BACK), WHOLE_WEEK) == 2


@pytest.mark.parametrize("reference", [SUMMER, WINTER, SPRING_FORWARD, AUTUMN_BACK])
def test_an_ordinary_morning_is_the_same_length_all_year(reference):
    morning = week("Wed 09:00-11:30", reference=reference)
    assert hours_in_common(morning, WHOLE_WEEK) == 2.5
    assert say(morning, LONDON, reference) == "Wednesday 09:00 to 11:30"


def test_the_same_wall_clock_time_is_another_real_time_after_the_change():
    assert week("Mon 10:00-11:00", reference=SUMMER) != week("Mon 10:00-11:00", reference=WINTER)
    assert week("Mon 10:00-11:00", "UTC", SUMMER) == week("Mon 10:00-11:00", "UTC", WINTER)


def test_a_quarter_hour_counts_only_whole():
    assert hours_in_common(week("Mon 10:05-11:00"), WHOLE_WEEK) == 0.75


def test_words_for_none_of_the_week_all_of_it_and_many_times():
    assert say(0, LONDON, SUMMER) == "at no time"
    assert say(WHOLE_WEEK, LONDON, SUMMER) == "at any time"
    many = week("Mon 09:00-10:00; Tue 09:00-11:00; Wed 09:00-11:00; Thu 20:00-24:00; Fri 09:00-10:00")
    assert say(many, LONDON, SUMMER) == (
        "Tuesday 09:00 to 11:00, Wednesday 09:00 to 11:00, Thursday 20:00 to midnight and 2 more times"
    )


def test_short_times_in_common_are_left_out_of_a_slot():
    together = week("Mon 09:00-09:30; Tue 09:00-10:00")
    assert say_together(together, together, LONDON, SUMMER, minutes=60) == "both free Tuesday 09:00 to 10:00"


@pytest.mark.parametrize("text", ["Blue 10:00-11:00", "T 10:00-11:00", "Mon 25:00-26:00", "Mon 10:61-11:00", "Mon"])
def test_times_that_cannot_be_read_are_named(text):
    with pytest.raises(MatchingError, match=text.split()[0]):
        parse(text)


def test_an_unknown_zone_is_one_clear_sentence():
    with pytest.raises(MatchingError, match="not a time zone"):
        week("Mon 10:00-11:00", "Europe/Atlantis")
    with pytest.raises(MatchingError):
        Window(7, 0, 60)


weeks = st.lists(st.integers(0, QUARTERS - 1), max_size=40).map(lambda bits: sum({1 << b for b in bits}))


@given(weeks, weeks, st.sampled_from([15, 30, 50, 60, 120]))
def test_eroding_first_and_comparing_then_is_the_same_as_a_slot_in_common(first, second, minutes):
    stretched = first | first << 1 & WHOLE_WEEK | first << 2 & WHOLE_WEEK
    assert bool(erode(stretched, minutes) & erode(second, minutes)) == share_slot(stretched, second, minutes)
    quarters = -(-minutes // 15)
    common = stretched & second
    slow = any(all(common >> (s + q) % QUARTERS & 1 for q in range(quarters)) for s in range(QUARTERS))
    assert share_slot(stretched, second, minutes) == slow
