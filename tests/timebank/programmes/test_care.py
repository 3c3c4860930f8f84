"""How a programme looks after its matches: read from its settings, with one sentence for what cannot be read."""

from dataclasses import replace
from datetime import date

import pytest

from timebank.programmes.care import Care, care_of
from timebank.programmes.definition import ProgrammeUnreadable, load, parse, starter_text

BEGUN = date(2026, 1, 5)


def test_a_programme_that_says_nothing_asks_for_nothing_unusual() -> None:
    assert care_of({}, "This programme", ProgrammeUnreadable) == Care()
    assert Care().reviews(BEGUN) == ()
    assert Care().ends(BEGUN) is None


def test_mentoring_is_looked_at_after_four_twelve_and_twenty_four_weeks_and_ends_after_half_a_year() -> None:
    care = load("mentoring").care
    assert care.reviews(BEGUN) == (date(2026, 2, 2), date(2026, 3, 30), date(2026, 6, 22))
    assert care.ends(BEGUN) == date(2026, 7, 6)
    assert (care.accompany_first, care.agreement, care.ending_talk) == (True, True, True)


def test_a_setting_of_care_can_be_changed_by_its_name() -> None:
    before = load("mentoring")
    after = before.with_settings({"quiet_days": "45", "review_weeks": "6,2", "agreement": "no"})
    assert after.care == replace(before.care, quiet_days=45, review_weeks=(2, 6), agreement=False)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("quiet_days", "366", "quiet_days must be a whole number from 0 to 365"),
        ("shortlist", "4", "shortlist must be a whole number from 0 to 3"),
        ("review_weeks", "4; 12", "weeks with commas between them"),
        ("review_weeks", "0, 4", "must be from 1 to 260"),
        ("hours_recorded", "by_magic", "must be one of by_mentee, by_pot, shared, none"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(name: str, value: str, said: str) -> None:
    with pytest.raises(ProgrammeUnreadable, match=said):
        load("mentoring").with_settings({name: value})


def test_a_programme_may_add_its_own_words_to_its_letters() -> None:
    text = starter_text("buddying")
    found = parse(text + '\n[letters]\noffered = "We meet first at the library."\n')
    assert found.letters == {"offered": "We meet first at the library."}
    with pytest.raises(ProgrammeUnreadable, match="surprise"):
        parse(text + '\n[letters]\nsurprise = "x"\n')
    with pytest.raises(ProgrammeUnreadable, match="600"):
        parse(text + f'\n[letters]\noffered = "{"x" * 601}"\n')
