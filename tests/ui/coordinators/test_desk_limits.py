"""Limits of one member, and whom to have a friendly word with."""

from typing import Any

from desk_town import DeskTown, Visit, press, read_aloud

from timebank.community.actions import choose
from timebank.ledger.limits import own_limits_of
from timebank.ledger.rules import Holder, OwnLimits
from timebank.mail.reads import register
from ui.words import service
from ui.words.desk_ledger import Limits


def limits_of(visit: Visit, town: DeskTown, name: str) -> tuple[Any, str]:
    """Their page with the limits opened, and how its fields are called."""
    form = f"limits-{town.id(name)}"
    page = visit("members", member=town.id(name), show="hours")
    page.session_state[f"{form}-fold"] = True
    return page.run(), form


def test_a_member_gets_limits_of_their_own_in_words_and_is_told(visit: Visit, town: DeskTown) -> None:
    app = town.world.app
    app.do(town.cora, choose, town.world.key(), {"floor_minutes": "-1200"})
    page, form = limits_of(visit, town, "Noor Nash")
    assert "down to -20 h, no highest balance" in read_aloud(page)
    assert page.text_input(key=f"{form}-floor").value == "community"
    page.text_input(key=f"{form}-floor").set_value("Unlimited")
    page.text_input(key=f"{form}-ceiling").set_value("37,5")
    press(page, Limits.save)
    assert page.success[0].value == Limits.saved.format(name="Noor Nash")
    chosen = app.see(town.cora, own_limits_of, Holder("member", town.id("Noor Nash")))
    assert chosen == OwnLimits("unlimited", None, "minutes", 2250)
    assert "no lowest balance, up to 37 h 30" in read_aloud(page)
    kinds = [(one.addressee, one.kind) for one in app.see(town.cora, register).rows]
    assert ("Noor Nash", "hours_limits_chosen") in kinds


def test_a_limit_that_is_none_is_asked_back(visit: Visit, town: DeskTown) -> None:
    page, form = limits_of(visit, town, "Noor Nash")
    page.text_input(key=f"{form}-floor").set_value("low")
    press(page, Limits.save)
    assert "the lowest balance as community, unlimited, or hours" in read_aloud(page)
    assert town.world.app.see(town.cora, own_limits_of, Holder("member", town.id("Noor Nash"))) == OwnLimits()


def test_nobody_chooses_their_own_limits(visit: Visit, town: DeskTown) -> None:
    page = visit("members", member=town.id("Cora Cole"))
    assert Limits.part not in [one.label for one in page.expander]


def test_whoever_is_past_a_limit_is_named_for_a_friendly_word(visit: Visit, town: DeskTown) -> None:
    assert service.Everybody.talk not in read_aloud(visit("everybody"))
    town.world.app.do(town.cora, choose, town.world.key(), {"floor_minutes": "-300", "ceiling_minutes": "6000"})
    page, form = limits_of(visit, town, "Rosa Reed")
    page.text_input(key=f"{form}-ceiling").set_value("0,5")
    press(page, Limits.save)
    page = visit("everybody")
    assert service.Everybody.talk in read_aloud(page)
