"""Letters about hours: what they say, and what they never say."""

from datetime import date

from timebank.ledger import letters
from timebank.ledger.letters import Hours

HOURS = Hours("Northside", "Ann", "Ben", 60, date(2026, 11, 3), "https://example.org/hours", "We met at the hub.")


def test_the_words_of_whoever_settled_a_question_reach_both() -> None:
    assert any("We met at the hub." in one for one in letters.settled(HOURS).paragraphs)


def test_no_other_letter_carries_them() -> None:
    assert not any("We met at the hub." in one for one in letters.confirmed(HOURS).paragraphs)


def test_a_settled_question_is_told_without_names_in_the_subject() -> None:
    assert letters.settled(HOURS).subject == "You have a message from Northside"
