"""The community pot on the desk: thanks for coming, a start for somebody new, a gift, and never more than there is."""

from datetime import timedelta
from typing import Any

from desk_town import DeskTown, Visit, press, read_aloud

from timebank.clock import HandClock
from timebank.community.actions import choose
from timebank.ledger import actions
from timebank.ledger.donations import donate
from timebank.ledger.holdings import pot_holding, pot_movements
from timebank.ledger.reads import balance, waiting_for
from timebank.ledger.rules import Holder
from timebank.mail.reads import register
from ui.words.desk_ledger import Pot

POT = Holder("pot")


def fill(town: DeskTown, minutes: int) -> None:
    world, giver = town.world, town.one("Quin Quill")
    world.app.do(giver, donate, world.key(), giver=world.account("Quin Quill"), receiver=POT, minutes=minutes)


def opened(visit: Visit, *folded: str) -> Any:
    page = visit("pot")
    for key in folded:
        page.session_state[key] = True
    return page.run() if folded else page


def test_the_pot_says_what_is_in_it_and_where_it_came_from(visit: Visit, town: DeskTown) -> None:
    assert Pot.holds_none in read_aloud(visit("pot"))
    assert Pot.nothing in read_aloud(visit("pot"))
    fill(town, 150)
    said = read_aloud(visit("pot"))
    assert Pot.holds.format(minutes="2 h 30") in said
    assert "A gift from Quin Quill" in said


def test_several_people_get_hours_for_coming_and_each_is_told(visit: Visit, town: DeskTown) -> None:
    fill(town, 150)
    page = opened(visit, "pot-grant")
    page.multiselect(key="grant-who").set_value([town.id("Mina Moss"), town.id("Pam Pike")])
    page.date_input(key="grant-when").set_value(page.date_input(key="grant-when").value - timedelta(days=2))
    page.text_input(key="grant-long").set_value("1 h")
    page.text_input(key="grant-why").set_value("Coming to the autumn meeting")
    press(page, Pot.grant_save)
    assert "Mina Moss and Pam Pike" in page.success[0].value
    app = town.world.app
    assert app.see(town.cora, balance, town.id("Pam Pike")).balance_minutes == 60
    pam = read_aloud(visit("members", member=town.id("Pam Pike")))
    assert "Given 0 h, received 0 h. It evens out over time. The balance is 1 h, with hours that were passed on" in pam
    assert app.see(town.cora, pot_holding).balance_minutes == 30
    told = {one.addressee for one in app.see(town.cora, register).rows if one.kind == "hours_granted"}
    assert told == {"Mina Moss", "Pam Pike"}


def test_more_than_there_is_is_said_with_both_figures_and_nobody_gets_any(visit: Visit, town: DeskTown) -> None:
    fill(town, 90)
    page = opened(visit, "pot-grant")
    page.multiselect(key="grant-who").set_value([town.id("Mina Moss"), town.id("Pam Pike")])
    page.text_input(key="grant-why").set_value("Helping with the newsletter")
    press(page, Pot.grant_save)
    said = page.error[0].value.replace("\N{NO-BREAK SPACE}", " ")
    assert "2 h in all" in said
    assert "1 h 30 in the pot" in said
    assert town.world.app.see(town.cora, pot_holding).balance_minutes == 90


def test_somebody_new_gets_the_hours_everybody_starts_with_once(visit: Visit, town: DeskTown, clock: HandClock) -> None:
    app, world = town.world.app, town.world
    clock.move(hours=1)  # only who comes after the choice is new
    app.do(town.cora, choose, world.key(), {"opening_grant_minutes": "120", "pot_below_zero": "yes"})
    world.member("Una New")
    said = read_aloud(visit("pot"))
    assert "Una New" in said
    page = press(visit("pot"), Pot.due_give)
    assert "Una New" in page.success[0].value
    assert Pot.due not in read_aloud(page)
    assert app.see(town.cora, balance, world.ids["Una New"]).balance_minutes == 120
    assert "2 h more than came in" in read_aloud(page)


def test_a_gift_from_the_pot_waits_until_it_is_accepted(visit: Visit, town: DeskTown) -> None:
    fill(town, 60)
    page = opened(visit, "pot-gift")
    press(page, Pot.gift_save)
    assert page.error[0].value == Pot.gift_nobody
    page.selectbox(key="gift-who").set_value(("member", town.id("Olga Orr")))
    press(page, Pot.gift_save)
    assert "Olga Orr" in page.success[0].value
    app = town.world.app
    (waits,) = app.see(town.one("Olga Orr"), waiting_for, town.id("Olga Orr"))
    assert app.see(town.cora, pot_holding).free_minutes == 0
    assert Pot.none_left in read_aloud(visit("pot"))
    app.do(town.one("Olga Orr"), actions.confirm, town.world.key(), waits.entry_id)
    newest = app.see(town.cora, pot_movements)[0]
    assert (newest.kind, newest.state, newest.came_in, newest.other) == ("donation", "posted", False, "Olga Orr")


def test_a_gift_nobody_has_answered_is_taken_back_by_whoever_offered_it(visit: Visit, town: DeskTown) -> None:
    fill(town, 60)
    app, world = town.world.app, town.world
    app.do(town.cora, donate, world.key(), giver=POT, receiver=world.account("Olga Orr"), minutes=30)
    other = visit("pot", world.coordinator("Otto Other"))
    assert Pot.take_back not in [one.label for one in other.button]
    page = press(visit("pot"), Pot.take_back)
    assert page.success[0].value == Pot.taken_back
    assert app.see(town.cora, pot_holding).free_minutes == 60
