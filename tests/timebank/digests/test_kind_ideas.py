"""Kind ideas come with long pauses between them, stop when they are not wanted, and never make anybody feel guilty."""

import shutil
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from digest_world import Digests
from hypothesis import given, settings
from hypothesis import strategies as st

from timebank.digests.rules import MOST_A_YEAR, PAUSE, YEAR, Facts, idea_due
from timebank.handover.actions import come_back, hand_over
from timebank.ledger import corrections
from timebank.listings import actions as listings
from timebank.mail.choices import choose_letters

JOB = "kind-ideas"
KINDS = ("nudge_only_given", "nudge_only_received", "nudge_no_offers", "nudge_lapsed")


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """SQLite: whose idea is due is one query, and it is asked on both in test_said_twice."""
    path = tmp_path / "timebank.db"
    shutil.copy(request.getfixturevalue("sqlite_template"), path)
    return f"sqlite:///{path}"


def kinds(town: Digests, name: str) -> list[str]:
    return [kind for kind, _ in town.letters(name, *KINDS)]


def test_who_has_only_given_is_asked_what_they_would_like_and_the_other_what_they_could_offer(town: Digests) -> None:
    town.helped("Ann", "Ben")
    assert town.run(JOB) == "0 ideas written.", "whoever has just come needs none"
    town.run(JOB, days=31)
    assert kinds(town, "Ann") == ["nudge_only_given"]
    assert kinds(town, "Ben") == ["nudge_only_received"]


def test_both_given_and_received_is_left_in_peace(town: Digests) -> None:
    town.helped("Ann", "Ben")
    town.helped("Ben", "Ann")
    town.run(JOB, days=31)
    assert kinds(town, "Ann") == kinds(town, "Ben") == []


def test_hours_put_right_count_as_they_stand(town: Digests) -> None:
    entry_id = town.helped("Ann", "Ben")
    town.do(town.world.coordinator("Cora"), corrections.correct, entry_id, 0, "It was another day")
    town.write("Ann", "offer", "Hedges")
    town.run(JOB, days=31)
    assert kinds(town, "Ann") == []


def test_over_two_years_there_are_long_pauses_and_the_same_comes_twice_a_year(town: Digests) -> None:
    town.helped("Ann", "Ben")
    came = []
    for week in range(104):
        town.run(JOB, days=7)
        if len(kinds(town, "Ann")) > len(came):
            came.append(week * 7)
        if week % 10 == 0:
            town.do(town.world.member("Ann"), listings.write_listing, "offer", "gardening", f"Hedges {week}")
    assert 3 <= len(came) <= 4
    assert all(later - sooner >= PAUSE.days for sooner, later in pairwise(came))


def test_who_has_not_been_heard_of_is_welcomed_back(town: Digests) -> None:
    town.helped("Ann", "Ben")
    town.helped("Ben", "Ann")
    town.run(JOB, days=119)
    assert kinds(town, "Ann") == []
    town.run(JOB, days=2)
    assert kinds(town, "Ann") == ["nudge_lapsed"]
    ((_, text),) = town.letters("Ann", "nudge_lapsed")
    assert "hope you are well" in text
    assert not any(word in text.lower() for word in ("should", "must", "owe", "still have not", "sorry"))


def test_who_wants_none_gets_none(town: Digests) -> None:
    town.helped("Ann", "Ben")
    ann = town.world.member("Ann")
    town.do(ann, choose_letters, ann.member_id, True, {"nudges": "never"})
    town.run(JOB, days=31)
    assert kinds(town, "Ann") == []


def test_who_is_away_is_left_in_peace_until_they_are_back(town: Digests) -> None:
    town.helped("Ann", "Ben")
    ann = town.world.member("Ann")
    town.do(town.world.coordinator("Cora"), hand_over, ann.member_id, "away", {})
    town.run(JOB, days=31)
    assert kinds(town, "Ann") == []
    town.do(ann, come_back, ann.member_id)
    town.run(JOB, days=7)
    assert kinds(town, "Ann") == ["nudge_only_given"]


NOW = datetime(2026, 11, 2, tzinfo=UTC)
TIMES = st.dictionaries(st.sampled_from(KINDS), st.lists(st.integers(0, 800), max_size=6))


@given(told=TIMES, joined=st.integers(0, 900), flags=st.tuples(*[st.booleans()] * 4))
@settings(max_examples=200, deadline=None)
def test_whatever_came_before_no_two_are_close_and_none_comes_a_third_time(told, joined, flags) -> None:
    before = {kind: [NOW - timedelta(days=days) for days in ages] for kind, ages in told.items()}
    kind = idea_due(Facts(NOW - timedelta(days=joined), *flags), before, NOW)
    if kind:
        assert all(NOW - at >= PAUSE for times in before.values() for at in times)
        assert sum(NOW - at < YEAR for at in before.get(kind, [])) < MOST_A_YEAR


@pytest.mark.parametrize(("given_", "received"), [(True, True), (True, False)])
def test_nobody_new_is_nudged(given_: bool, received: bool) -> None:
    assert idea_due(Facts(NOW - timedelta(days=29), given_, received, False, True), {}, NOW) == ""
