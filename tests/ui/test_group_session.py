"""Hours of a group, told on one page: what will be written down is shown before it is sent."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest
from world import START, World

from timebank.ledger.donations import donate
from timebank.ledger.reads import HoursCard, statement, waiting_for
from timebank.ledger.rules import Holder
from ui import words
from ui.parts.entries import state_of, what_of

Draw = Callable[[str, str], AppTest]
PAGE = "ui.pages.members.group_session"
SAID = words.Session


def key_of(town: World, name: str) -> tuple[str, str]:
    return ("member", town.ids[name])


def said(page: AppTest) -> str:
    return " ".join(one.value for kind in (page.markdown, page.html, page.success, page.error) for one in kind)


def plainly(words_shown: str) -> str:
    return words_shown.replace("\N{NO-BREAK SPACE}", " ").replace("\\", "")


def waits(town: World, name: str) -> list[HoursCard]:
    return town.app.see(town.member(name), waiting_for, town.ids[name])


@pytest.fixture
def session(open_page: Draw, town: World) -> AppTest:
    """The page as Ann sees it, with Ben, Cat and Dan chosen as those who took part."""
    for name in ("Cat", "Dan"):
        town.member(name)
    page = open_page("Ann", PAGE)
    assert SAID.first in said(page)
    return page.multiselect(key="group-receivers").set_value([key_of(town, one) for one in ("Ben", "Cat", "Dan")]).run()


def send(page: AppTest) -> AppTest:
    return page.button(key="group-send").click().run()


def test_everybody_gives_the_whole_time_and_confirms_their_own_part(session: AppTest, town: World) -> None:
    session.text_input(key="group-long").set_value("1h30").run()
    shown = plainly(said(session))
    assert shown.count("1 h 30</td>") == 3
    assert "4 h 30 in all, for 4 people" in shown
    send(session)
    assert session.success[0].value == SAID.sent
    for name in ("Ben", "Cat", "Dan"):
        (card,) = waits(town, name)
        assert (card.minutes, card.helper, card.people, card.source_kind) == (90, "Ann", 3, "group")
    assert SAID.first in said(session)


def test_an_hour_shared_among_three_adds_up_and_the_remainder_is_named(session: AppTest, town: World) -> None:
    session.text_input(key="group-long").set_value("1h01").run()
    session.radio(key="group-pays").set_value("shared").run()
    shown = plainly(said(session))
    assert "21 min</td>" in shown
    assert shown.count("20 min</td>") == 2
    assert "It does not divide evenly: Ben gives 1 minute more." in shown
    send(session)
    assert [waits(town, name)[0].minutes for name in ("Ben", "Cat", "Dan")] == [21, 20, 20]


def test_own_shares_are_counted_along_and_must_add_up(session: AppTest, town: World) -> None:
    session.radio(key="group-pays").set_value("shared").run()
    session.radio(key="group-shares").set_value(SAID.own).run()
    assert "The shares add up to 1 h." in plainly(said(session))
    ben = session.text_input(key=f"group-share-member-{town.ids['Ben']}")
    ben.set_value("30 min").run()
    assert "So far 1 h 10 of 1 h: that is 10 min too much." in plainly(said(session))
    assert "1 h 10 together" in plainly(session.info[0].value)
    assert "together" in send(session).error[0].value
    assert not waits(town, "Ben")
    session.text_input(key=f"group-share-member-{town.ids['Cat']}").set_value("10 min").run()
    send(session)
    assert session.success[0].value == SAID.sent
    assert [waits(town, name)[0].minutes for name in ("Ben", "Cat", "Dan")] == [30, 10, 20]


def test_what_the_pot_gives_waits_for_a_coordinator_and_asks_nothing_of_those_who_came(
    session: AppTest, town: World
) -> None:
    session.radio(key="group-pays").set_value("pot").run()
    assert "1 h in all from the community pot" in plainly(said(session))
    assert "pot" in send(session).error[0].value
    giving = {"giver": town.account("Ben"), "receiver": Holder("pot"), "minutes": 120}
    town.app.do(town.member("Ben"), lambda work: donate(work, town.key(), **giving))
    assert send(session).success[0].value == SAID.sent_pot
    assert not waits(town, "Ben")
    (mine,) = town.app.see(town.member("Ann"), statement, town.ids["Ann"])
    assert (mine.state, mine.minutes) == ("pending", 60)
    assert (what_of(mine), state_of(mine)) == ("You helped a group: session for 3 people", "waits for a coordinator")


def test_two_who_led_it_may_have_helped_for_different_lengths(session: AppTest, town: World) -> None:
    town.member("Eve")
    session = session.run()
    session.multiselect(key="group-receivers").set_value([key_of(town, "Ben")]).run()
    session.multiselect(key="group-givers").set_value([key_of(town, "Ann"), key_of(town, "Cat")]).run()
    session.checkbox(key="group-lengths").check().run()
    session.text_input(key=f"group-length-member-{town.ids['Ann']}").set_value("1h30").run()
    assert "that is 30 min too much" in plainly(said(session))
    session.text_input(key=f"group-length-member-{town.ids['Cat']}").set_value("30 min").run()
    send(session)
    assert sorted((one.helper, one.minutes) for one in waits(town, "Ben")) == [("Ann", 90), ("Cat", 30)]


def test_nobody_stands_on_both_sides_and_nothing_is_sent_by_accident(session: AppTest, town: World) -> None:
    session.multiselect(key="group-receivers").set_value([key_of(town, "Ann"), key_of(town, "Ben")]).run()
    assert "both as helping and as taking part" in session.info[0].value
    send(session)
    assert not waits(town, "Ben")
    session.multiselect(key="group-receivers").set_value([]).run()
    send(session)
    assert session.error[0].value == SAID.nobody


def test_a_second_tap_writes_the_session_once(session: AppTest, town: World) -> None:
    send(session)
    session.button(key="group-send").click().run()
    assert len(waits(town, "Ben")) == 1
    assert waits(town, "Ben")[0].service_date == START.date()
