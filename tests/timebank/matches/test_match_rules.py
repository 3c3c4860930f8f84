"""What is true of suggestions: every move stands in one table, and letters say nothing they should not."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from timebank.access import May
from timebank.errors import AlreadyDecided, InvalidInput
from timebank.mail.rules import Draft
from timebank.matches import letters, rules
from timebank.matches.rules import MOVES, STATES, State

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize(("before", "after"), list(product(STATES, STATES)))
def test_a_move_goes_through_only_when_it_stands_in_the_table(before: State, after: State) -> None:
    for may in May:
        if MOVES.get((before, after)) == may:
            rules.check_move(before, after, may)
        else:
            with pytest.raises(AlreadyDecided):
                rules.check_move(before, after, may)


def test_nothing_leaves_a_closed_state_but_an_acceptance_taken_back() -> None:
    closed = {"accepted", "discarded", "declined", "expired", "superseded"}
    assert {move for move in MOVES if move[0] in closed} == {("accepted", "declined")}


def test_only_a_person_brings_a_draft_to_people() -> None:
    assert [may for (_, after), may in MOVES.items() if after == "offered"] == [
        May.APPROVE_SUGGESTION,
        May.ANSWER_SUGGESTION,
    ]


def test_a_no_needs_no_reason_but_an_ending_has_one() -> None:
    assert rules.clean_decline("", "") == ("", "")
    with pytest.raises(InvalidInput):
        rules.clean_decline("because", "")
    with pytest.raises(InvalidInput):
        rules.clean_ending("", "")
    with pytest.raises(InvalidInput):
        rules.clean_ending(rules.UNDONE, "nobody chooses this one")


def test_a_no_keeps_two_people_apart_everywhere_and_a_rest_only_for_a_while() -> None:
    week, year = timedelta(days=7), timedelta(days=365)
    assert rules.is_apart("declined", ("accepted", "declined"), same_programme=False, since_decided=year)
    assert rules.is_apart("discarded", (None, None), same_programme=True, since_decided=week)
    assert not rules.is_apart("discarded", (None, None), same_programme=True, since_decided=year)
    assert not rules.is_apart("expired", ("accepted", None), same_programme=False, since_decided=week)


def test_of_three_who_were_asked_those_who_said_yes_may_be_asked_to_meet_otherwise() -> None:
    week = timedelta(days=7)
    assert not rules.is_apart("declined", ("accepted", None), same_programme=True, since_decided=week)
    assert not rules.is_apart("expired", ("accepted", "accepted"), same_programme=True, since_decided=week)
    assert rules.is_apart("expired", ("accepted", None), same_programme=True, since_decided=week)


def test_how_a_match_ended_says_whether_its_people_may_meet_again() -> None:
    assert rules.ending_keeps_apart("concern", same_programme=False)
    assert not rules.ending_keeps_apart("planned", same_programme=False)


def test_the_worker_reminds_after_a_week_and_closes_after_two() -> None:
    closes = NOW + rules.OFFER_LASTS
    for days, due in [(0, ""), (6, ""), (7, "remind"), (13, "remind"), (14, "expire"), (30, "expire")]:
        assert rules.may_be_due("offered", closes, NOW + timedelta(days=days)) == due
    assert rules.may_be_due("accepted", closes, NOW + timedelta(days=30)) == ""


@pytest.mark.parametrize("offered", ["2026-11-02 00:05", "2026-11-02 17:30", "2026-03-23 23:50", "2026-10-19 12:00"])
def test_a_job_in_the_morning_reminds_on_the_seventh_day_and_closes_on_the_fourteenth(offered: str) -> None:
    zone = ZoneInfo("Europe/London")
    at = datetime.fromisoformat(offered).replace(tzinfo=zone)
    closes = rules.closes_at(at, "Europe/London")
    mornings = [datetime.combine(at.date() + timedelta(days=days), time(9, 15), zone) for days in range(1, 15)]
    due = [rules.may_be_due("offered", closes, morning.astimezone(UTC)) for morning in mornings]
    assert due == [""] * 6 + ["remind"] * 7 + ["expire"]


def all_letters() -> list[Draft]:
    reach = [letters.Reach("Ben Bolt", "ben@example.org", "")]
    day = date(2026, 11, 16)
    return [
        letters.offered("Ann", "Elm Street", "Guides", ["Ben Bolt"], day, "link"),
        letters.reminder("Ann", "Elm Street", "Guides", ["Ben Bolt"], day, "link"),
        letters.not_going_ahead("Ann", "Elm Street", "Guides"),
        letters.matched("Ann", "Elm Street", "Guides", reach, "link"),
        letters.ended("Ann", "Elm Street", "Guides", ["Ben Bolt"]),
        letters.drafts_wait("Cora", "Elm Street", "Guides", 2, "link"),
    ]


def test_no_subject_names_anybody_or_anything() -> None:
    assert {draft.subject for draft in all_letters()} == {"You have a message from Elm Street"}


def test_only_the_letter_of_a_match_says_how_to_reach_somebody() -> None:
    telling = [draft for draft in all_letters() if "ben@example.org" in " ".join(draft.paragraphs)]
    assert telling == [
        letters.matched("Ann", "Elm Street", "Guides", [letters.Reach("Ben Bolt", "ben@example.org", "")], "link")
    ]


def test_a_suggestion_that_goes_no_further_names_nobody() -> None:
    words = " ".join(letters.not_going_ahead("Ann", "Elm Street", "Guides").paragraphs)
    assert "Ben" not in words
    assert "declined" not in words


def test_somebody_without_phone_or_email_is_reached_through_the_coordinator() -> None:
    assert "coordinator" in letters.say_reach(letters.Reach("Ola", "", ""))
    assert letters.say_reach(letters.Reach("Ola", "o@example.org", "0131")).endswith("0131 or o@example.org.")


def test_names_are_said_as_people_say_them() -> None:
    assert letters.say_names(["Ann"]) == "Ann"
    assert letters.say_names(["Ann", "Ben", "Cem"]) == "Ann, Ben and Cem"
