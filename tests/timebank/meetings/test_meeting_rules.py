"""What is true of meetings: local times, clock changes, and who helped whom."""

from datetime import UTC, datetime, timedelta

import pytest

from timebank.errors import AlreadyDecided, InvalidInput
from timebank.meetings import letters, rules

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
PAIR = [("ann", "mentee"), ("ben", "mentor")]
BUDDIES = [("ann", "buddy"), ("ben", "buddy")]
TRIO = [*BUDDIES, ("cem", "buddy")]


def test_ten_oclock_stays_ten_oclock_in_summer_and_winter() -> None:
    summer = rules.moment_of(datetime(2026, 7, 1, 10), "Europe/London")
    winter = rules.moment_of(datetime(2026, 12, 1, 10), "Europe/London")
    assert (summer.hour, winter.hour) == (9, 10)
    assert letters.say_when(summer, "Europe/London") == "Wednesday 1 July 2026 at 10:00"
    assert letters.say_when(winter, "Europe/London") == "Tuesday 1 December 2026 at 10:00"


def test_a_time_that_the_clocks_skip_is_asked_back() -> None:
    with pytest.raises(InvalidInput, match="skip"):
        rules.moment_of(datetime(2027, 3, 28, 1, 30), "Europe/London")


def test_a_time_that_comes_twice_means_the_first() -> None:
    assert rules.moment_of(datetime(2026, 10, 25, 1, 30), "Europe/London") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_meeting_lies_within_a_month_back_and_a_year_ahead() -> None:
    for days in (-30, 0, 365):
        rules.check_start(NOW + timedelta(days=days), NOW)
    for days in (-32, 367):
        with pytest.raises(InvalidInput):
            rules.check_start(NOW + timedelta(days=days), NOW)


@pytest.mark.parametrize("minutes", [0, -5, 4, 721, True])
def test_a_length_nobody_means_is_asked_back(minutes: int) -> None:
    with pytest.raises(InvalidInput):
        rules.clean_minutes(minutes)


@pytest.mark.parametrize("before", ["held", "not_held", "moved", "cancelled"])
def test_a_meeting_that_was_decided_stays_decided(before: str) -> None:
    for after in ("planned", "held", "not_held", "moved", "cancelled"):
        with pytest.raises(AlreadyDecided):
            rules.check_move(before, after)


def test_the_mentor_gives_whoever_writes_it_down() -> None:
    for recorder in ("ann", "ben"):
        assert rules.who_helped("mentoring", PAIR, recorder, "", "") == ("ben", "ann")


def test_among_equals_the_other_helped_me_unless_i_say_otherwise() -> None:
    assert rules.who_helped("buddying", BUDDIES, "ann", "", "") == ("ben", "ann")
    assert rules.who_helped("buddying", BUDDIES, "ann", "ann", "") == ("ann", "ben")
    assert rules.who_helped("buddying", BUDDIES, "ann", "", "ben") == ("ann", "ben")


def test_of_three_somebody_has_to_be_named() -> None:
    assert rules.who_helped("buddying", TRIO, "ann", "cem", "") == ("cem", "ann")
    assert rules.who_helped("buddying", TRIO, "ann", "ann", "ben") == ("ann", "ben")
    for helper, helped in [("", ""), ("ann", ""), ("ben", "cem"), ("ann", "ann"), ("zoe", "")]:
        with pytest.raises(InvalidInput):
            rules.who_helped("buddying", TRIO, "ann", helper, helped)


def test_no_subject_says_who_meets_whom() -> None:
    drafts = [
        letters.planned("Ann", "Elm Street", "Ben", "Tuesday", "Library", "link"),
        letters.moved("Ann", "Elm Street", "Ben", "Tuesday", "Wednesday", "", "", "link"),
        letters.cancelled("Ann", "Elm Street", "Ben", "Tuesday", "a cold", "link"),
    ]
    assert {draft.subject for draft in drafts} == {"You have a message from Elm Street"}
