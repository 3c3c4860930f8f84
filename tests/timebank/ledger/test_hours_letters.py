"""Letters about hours: what they say, and what they never say."""

from dataclasses import replace
from datetime import date

from timebank.ledger import deciding_letters, letters
from timebank.ledger.letters import Hours
from timebank.ledger.rules import Limits

HOURS = Hours("Northside", "Ann", "Ben", 60, date(2026, 11, 3), "https://example.org/hours", "We met at the hub.")


def test_the_words_of_whoever_settled_a_question_reach_both() -> None:
    assert any("We met at the hub." in one for one in letters.settled(HOURS).paragraphs)


def test_no_other_letter_carries_them() -> None:
    assert not any("We met at the hub." in one for one in letters.confirmed(HOURS).paragraphs)


def test_a_settled_question_is_told_without_names_in_the_subject() -> None:
    assert letters.settled(HOURS).subject == "You have a message from Northside"


def test_a_balance_is_told_without_a_minus_sign() -> None:
    friendly = deciding_letters.friendly_word("Northside", "Ann", "https://example.org", -700, Limits(-600, None))
    chosen = deciding_letters.limits_chosen("Northside", "Ann", "https://example.org", 0, Limits(-600, 1200))
    assert "your balance is 11 h 40 below even" in friendly.paragraphs[0]
    assert "down to 10 h below even, and up to 20 h. It is even now." in chosen.paragraphs[0]


def test_a_sentence_about_the_pot_begins_like_a_sentence() -> None:
    assert letters.gift(replace(HOURS, other="the community pot")).paragraphs[0].startswith("The community pot would")
