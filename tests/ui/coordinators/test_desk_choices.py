"""What the community chooses about hours: limits in words, the pot, and when a second person is needed."""

import pytest
from desk_town import DeskTown, Visit, press, words_on

from timebank.community.reads import community
from timebank.errors import InvalidInput
from ui.parts.amounts import amount_minutes, amount_words, limit_minutes, limit_words
from ui.words import service


def test_unlimited_is_a_word_and_stays_one(visit: Visit, town: DeskTown) -> None:
    page = visit("settings")
    assert page.text_input(key="set-floor").value == "unlimited"
    page.text_input(key="set-floor").set_value("-20")
    page.text_input(key="set-ceiling").set_value("Unlimited")
    press(page, service.Settings.save)
    chosen = town.world.app.see(town.cora, community)
    assert (chosen.floor_minutes, chosen.ceiling_minutes) == (-1200, None)
    assert visit("settings").text_input(key="set-floor").value == "-20"


def test_the_pot_and_the_second_person_are_chosen_in_words(visit: Visit, town: DeskTown) -> None:
    page = visit("settings")
    assert page.text_input(key="set-correction").value == "8 h"
    page.text_input(key="set-opening").set_value("2 h")
    page.text_input(key="set-correction").set_value("90 min")
    page.radio(key="set-pot").set_value("yes")
    page.radio(key="set-policy").set_value("ask")
    press(page, service.Settings.save)
    chosen = town.world.app.see(town.cora, community)
    assert (chosen.opening_grant_minutes, chosen.correction_limit_minutes) == (120, 90)
    assert (chosen.pot_below_zero, chosen.limit_policy) == ("yes", "ask")
    assert service.Settings.giving_lead in words_on(page)


def test_an_amount_that_is_none_is_asked_back_and_nothing_changes(visit: Visit, town: DeskTown) -> None:
    page = visit("settings")
    page.text_input(key="set-name").set_value("Elsewhere")
    page.text_input(key="set-opening").set_value("a few")
    press(page, service.Settings.save)
    assert "amount of hours" in page.error[0].value
    assert town.world.app.see(town.cora, community).name != "Elsewhere"


AMOUNTS = {
    "2 h": 120,
    "2": 120,
    "0": 0,
    "": 0,
    "nothing": 0,
    "1h30": 90,
    "1 h 30": 90,
    "1,5": 90,
    "90 min": 90,
    "1:15": 75,
    "50 h": 3000,
    "0 min": 0,
    "45 min": 45,
}


@pytest.mark.parametrize(("words", "minutes"), list(AMOUNTS.items()))
def test_an_amount_is_understood_as_people_write_it(words: str, minutes: int) -> None:
    assert amount_minutes(words, "?") == minutes
    assert amount_minutes(amount_words(minutes), "?") == minutes


@pytest.mark.parametrize("words", ["-2 h", "a few", "1h75", "½", "١"])
def test_what_is_no_amount_is_asked_back(words: str) -> None:
    with pytest.raises(InvalidInput):
        amount_minutes(words, "Please write an amount.")


def test_a_limit_reads_back_as_it_was_written() -> None:
    for minutes in (-1200, -90, 0):
        assert limit_minutes(limit_words(minutes), "?", is_floor=True) == str(minutes)
    for words in ("unlimited", " Unlimited ", ""):
        assert limit_minutes(words, "?", is_floor=False) == "unlimited"
    assert limit_minutes("37,5 h", "?", is_floor=False) == "2250"


@pytest.mark.parametrize(("words", "is_floor"), [("20", True), ("-1", False), ("low", True), ("1e99", False)])
def test_a_lowest_balance_above_zero_is_no_limit_nor_a_highest_one_below(words: str, is_floor: bool) -> None:
    with pytest.raises(InvalidInput):
        limit_minutes(words, "Please write a limit.", is_floor)


def test_more_than_may_be_chosen_is_asked_back_in_hours(visit: Visit, town: DeskTown) -> None:
    page = visit("settings")
    page.text_input(key="set-opening").set_value("101 h")
    press(page, service.Settings.save)
    assert "up to 100" in page.error[0].value
