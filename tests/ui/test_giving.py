"""Giving hours away: on its way, taken with thanks, kindly left, or taken back."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest
from world import World

from timebank.ledger.donations import donate
from timebank.ledger.reads import Balance, balance, statement
from ui import words

Draw = Callable[[str, str], AppTest]
PAGE, HOURS, HOME = (f"ui.pages.members.{name}" for name in ("give_hours", "hours", "home"))
SAID, GIFT = words.Giving, words.Donation


def shown(page: AppTest) -> str:
    told = " ".join(one.value for kind in (page.markdown, page.html, page.success, page.error) for one in kind)
    return told.replace("\N{NO-BREAK SPACE}", " ").replace("\\", "")


def stands(town: World, name: str) -> Balance:
    return town.app.see(town.member(name), balance, town.ids[name])


def give(page: AppTest, to: tuple[str, str] | None, how_much: str, kind_words: str = "") -> AppTest:
    page.selectbox(key="give-to").set_value(to)
    page.text_input(key="give-long").set_value(how_much)
    page.text_input(key="give-words").set_value(kind_words)
    return page.button(key="give-send").click().run()


def gift(town: World, giver: str, receiver: str, minutes: int = 120) -> str:
    parties = {"giver": town.account(giver), "receiver": town.account(receiver)}
    return town.app.do(town.member(giver), donate, town.key(), **parties, minutes=minutes, words="With love")


def test_ann_gives_two_hours_and_ben_takes_them_with_thanks(open_page: Draw, town: World) -> None:
    page = give(open_page("Ann", PAGE), ("member", town.ids["Ben"]), "2", "For your move")
    assert "2 h are on their way to Ben." in shown(page)
    assert stands(town, "Ben").balance_minutes == 0
    home = open_page("Ben", HOME)
    assert "Ann would like to give you 2 h" in shown(home)
    assert "For your move" in shown(home)
    (accept,) = (one for one in home.button if one.label == GIFT.accept)
    accept.click().run()
    assert "Ann gets a message with your thanks." in shown(home)
    assert (stands(town, "Ben").balance_minutes, stands(town, "Ben").received_minutes) == (120, 0)
    assert (stands(town, "Ann").balance_minutes, stands(town, "Ann").given_minutes) == (-120, 0)
    assert "Ann gave hours to you" in shown(open_page("Ben", HOURS))
    assert "You gave hours to Ben" in shown(open_page("Ann", HOURS))


def test_ben_kindly_leaves_a_gift_and_nothing_changes(open_page: Draw, town: World) -> None:
    entry = gift(town, "Ann", "Ben")
    page = open_page("Ben", HOURS)
    assert not [one for one in page.expander if one.label == words.Hours.question]
    page.button(key=f"no-{entry}").click().run()
    assert "the hours stay there" in shown(page)
    assert (stands(town, "Ann").balance_minutes, stands(town, "Ben").balance_minutes) == (0, 0)
    assert "not taken" in shown(open_page("Ann", HOURS))


def test_a_gift_on_its_way_may_be_taken_back(open_page: Draw, town: World) -> None:
    entry = gift(town, "Ann", "Ben")
    page = open_page("Ann", PAGE)
    assert "You would like to give 2 h to Ben" in shown(page)
    page.button(key=f"back-{entry}").click().run()
    assert GIFT.withdrawn in shown(page)
    assert "You would like to give" not in shown(page)
    (card,) = town.app.see(town.member("Ann"), statement, town.ids["Ann"])
    assert card.state == "withdrawn"


def test_the_pot_has_a_gift_at_once(open_page: Draw, town: World) -> None:
    page = give(open_page("Ann", PAGE), ("pot", ""), "1h30")
    assert "1 h 30 are in the community pot now. Thank you." in shown(page)
    assert stands(town, "Ann").balance_minutes == -90


def test_hours_of_an_organisation_are_given_by_somebody_who_speaks_for_it(open_page: Draw, town: World) -> None:
    library = town.organisation("Library", "Ann")
    page = open_page("Ann", PAGE)
    page.selectbox(key="give-from").set_value(library.id)
    give(page, ("member", town.ids["Ben"]), "30 min")
    assert "Library would like to give you 30 min" in shown(open_page("Ben", HOURS))
    assert stands(town, "Ann").balance_minutes == 0


def test_what_is_missing_or_not_understood_is_asked_back(open_page: Draw, town: World) -> None:
    page = give(open_page("Ann", PAGE), None, "2")
    assert page.error[0].value == SAID.nobody
    for how_much in ("", "a few", "0", "5000 h"):
        assert give(page, ("member", town.ids["Ben"]), how_much).error
    assert not town.app.see(town.member("Ann"), statement, town.ids["Ann"])
