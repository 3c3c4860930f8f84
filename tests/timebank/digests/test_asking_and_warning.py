"""People are asked twice about what they had agreed and nobody wrote down; and told before a listing comes down."""

import shutil
from pathlib import Path

import pytest
from digest_world import Digests

from timebank.listings import actions as listings
from timebank.listings.answering import did_not_happen

ASK, WARN = "ask-unrecorded", "warn-of-listings"


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """SQLite: these stories go through many days; on both each is asked once in test_said_twice."""
    path = tmp_path / "timebank.db"
    shutil.copy(request.getfixturevalue("sqlite_template"), path)
    return f"sqlite:///{path}"


def agreed(town: Digests, name: str = "Ben") -> str:
    """Tea that Ann offers and somebody has agreed to have with her tomorrow."""
    listing_id = town.write("Ann", "offer", "Tea and talk", "company")
    answer_id = town.do(town.world.member(name), listings.ask, listing_id, "Please")
    return str(town.do(town.world.member("Ann"), listings.agree, answer_id, town.today(1)))


def days_with_letters(town: Digests, job: str, name: str, kind: str, days: int) -> list[int]:
    found: list[int] = []
    for day in range(1, days + 1):
        before = len(town.letters(name, kind))
        town.run(job, days=1)
        found += [day] * (len(town.letters(name, kind)) - before)
    return found


def test_both_are_asked_after_a_week_and_after_two_and_then_no_more(town: Digests) -> None:
    agreed(town)
    assert days_with_letters(town, ASK, "Ben", "waits_unrecorded", 24) == [8, 15]
    texts = [text for _, text in town.letters("Ann", "waits_unrecorded")]
    assert len(texts) == 2
    assert "• “Tea and talk” with Ben, on 3 November 2026." in texts[0]


def test_what_is_written_down_or_did_not_happen_is_not_asked_about(town: Digests) -> None:
    answer_id = agreed(town, "Cem")
    town.clock.move(days=2)
    town.do(town.world.member("Cem"), did_not_happen, answer_id)
    assert days_with_letters(town, ASK, "Cem", "waits_unrecorded", 16) == []


def test_after_weeks_off_there_is_one_letter_and_not_two(town: Digests) -> None:
    agreed(town)
    assert town.run(ASK, days=20) == "2 members asked."
    assert town.run(ASK, days=1) == "0 members asked."
    assert len(town.letters("Ben", "waits_unrecorded")) == 1


def test_several_things_come_in_one_letter(town: Digests) -> None:
    for name in ("Ben", "Cem", "Dot"):
        agreed(town, name)
    town.run(ASK, days=8)
    ((_, text),) = town.letters("Ann", "waits_unrecorded")
    assert text.count("• ") == 3


def test_a_listing_is_warned_of_a_week_before_once_and_again_when_it_was_kept_up(town: Digests) -> None:
    listing_id = town.write("Ann", "offer", "Tea and talk", "company")
    town.write("Ann", "request", "Hedges")
    town.clock.move(days=170)
    assert days_with_letters(town, WARN, "Ann", "listing_ends", 10) == [3]
    ((_, text),) = town.letters("Ann", "listing_ends")
    assert "These stand on the noticeboard until 1 May 2027:" in text
    town.do(town.world.member("Ann"), listings.renew, listing_id)
    town.clock.move(days=172)
    assert days_with_letters(town, WARN, "Ann", "listing_ends", 3) == [1]
