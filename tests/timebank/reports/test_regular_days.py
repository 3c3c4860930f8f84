"""An even rhythm between two people: found where there is one, and its missed days named, whatever the days are."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timebank.reports.regular import LONGEST_GAP, MOST_MISSED, SHORTEST_GAP, missed, rhythm

FIRST = date(2026, 3, 2)
gaps = st.integers(SHORTEST_GAP, LONGEST_GAP)
days = st.lists(st.integers(0, 400).map(lambda n: FIRST + timedelta(days=n)), max_size=20)


def every(gap: int, times: int) -> list[date]:
    return [FIRST + timedelta(days=gap * n) for n in range(times)]


def test_every_monday_with_one_tuesday_is_still_every_week() -> None:
    found = rhythm([*every(7, 3), FIRST + timedelta(days=22)])
    assert found is not None
    assert found.gap == 7


def test_two_times_are_no_rhythm_and_neither_is_every_day() -> None:
    assert rhythm(every(7, 2)) is None
    assert rhythm(every(1, 10)) is None


def test_uneven_days_are_no_rhythm() -> None:
    assert rhythm([FIRST + timedelta(days=n) for n in (0, 7, 31, 39, 90)]) is None


def test_a_week_left_out_between_two_meetings_is_missed_too() -> None:
    met = [FIRST + timedelta(days=7 * n) for n in (0, 1, 2, 4, 5)]
    assert missed(met, met[-1] + timedelta(days=1)) == (FIRST + timedelta(days=21),)


def test_nobody_is_asked_for_more_than_three_days_in_a_row() -> None:
    assert len(missed(every(7, 4), FIRST + timedelta(days=400))) == MOST_MISSED


@given(gaps, st.integers(3, 12))
def test_evenly_spaced_days_have_their_gap_as_rhythm(gap: int, times: int) -> None:
    found = rhythm(every(gap, times))
    assert found is not None
    assert found.gap == gap
    assert 2 * found.slack < gap  # a day never belongs to two dates


@given(days, st.randoms())
def test_order_and_doubled_days_do_not_matter(met: list[date], chance: object) -> None:
    mixed = sorted([*met, *met[:3]], key=lambda _: chance.random())
    today = FIRST + timedelta(days=500)
    assert rhythm(mixed) == rhythm(met)
    assert missed(mixed, today) == missed(met, today)


@given(days, st.integers(0, 500))
def test_a_missed_day_has_passed_and_nobody_met_about_then(met: list[date], ago: int) -> None:
    today = FIRST + timedelta(days=ago)
    found = rhythm(met)
    for day in missed(met, today):
        assert found is not None
        assert day < today
        assert all(abs((day - one).days) > found.slack for one in sorted(set(met))[-7:])


@given(gaps, st.integers(3, 12), st.integers(-1, 1))
def test_hours_written_down_about_the_missed_day_end_the_question(gap: int, times: int, early: int) -> None:
    met = every(gap, times)
    today = met[-1] + timedelta(days=gap + 1)
    (day,) = missed(met, today)
    assert missed([*met, day + timedelta(days=early)], today) == ()


@pytest.mark.parametrize("ago", [0, 6, 7])
def test_nobody_is_asked_before_the_day_has_passed(ago: int) -> None:
    met = every(7, 3)
    assert missed(met, met[-1] + timedelta(days=ago)) == ()
