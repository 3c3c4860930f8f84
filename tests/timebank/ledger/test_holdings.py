"""What coordinators see of the pot and of organisations, and of questions that are not theirs to settle."""

import pytest
from ledger_world import POT, TODAY, Ledger

from timebank.access import Caller
from timebank.community.actions import choose
from timebank.errors import NotFound
from timebank.ledger import grants, holdings
from timebank.ledger.corrections import correct, may_correct
from timebank.ledger.questions import question
from timebank.ledger.reads import settled_by_others, to_settle
from timebank.work import Look


def cora(ledger: Ledger) -> Caller:
    return ledger.world.coordinator("Cora")


def test_what_waits_to_leave_the_pot_is_not_there_to_be_given_again(ledger: Ledger) -> None:
    cora(ledger)
    ledger.give("Ann", "Ann", POT, 120)
    ledger.give("Cora", POT, "Ben", 50)
    found = ledger.world.app.see(cora(ledger), holdings.pot_holding)
    assert (found.balance_minutes, found.reserved_minutes, found.free_minutes) == (120, 50, 70)


def test_the_newest_movement_stands_first_and_names_the_other_side(ledger: Ledger) -> None:
    app, world = ledger.world.app, ledger.world
    library = world.organisation("Library")
    ledger.give("Ann", "Ann", POT, 120)
    app.do(cora(ledger), choose, world.key(), {"pot_below_zero": "yes"})
    ben = (world.member("Ben") and world.ids["Ben"],)
    told = {"minutes": 30, "service_date": TODAY, "reason": "Coming"}
    (granted,) = app.do(cora(ledger), grants.grant, world.key(), member_ids=ben, **told).split(",")
    ledger.give("Cora", POT, library, 20, "For the chairs")
    found = app.see(cora(ledger), holdings.pot_movements)
    lines = [(one.kind, one.state, one.came_in, one.other, one.minutes, one.note) for one in found]
    assert lines == [
        ("donation", "pending", False, "Library", 20, "For the chairs"),
        ("grant", "posted", False, "Ben", 30, "Coming"),
        ("donation", "posted", True, "Ann", 120, ""),
    ]
    assert [one.may_withdraw for one in found] == [True, False, False]
    assert [one.entry_id for one in app.see(cora(ledger), holdings.pot_movements, 1, 1)] == [granted]
    assert app.see(cora(ledger), holdings.pot_movement_count) == 3
    (gift,) = app.see(cora(ledger), holdings.organisation_hours, library.id)
    assert (gift.kind, gift.helper, gift.helped, gift.given) == ("donation", "Library", "the community pot", None)
    assert app.see(cora(ledger), holdings.organisation_hours_count, library.id) == 1


def test_an_organisation_has_its_own_balance_and_strangers_change_nothing(ledger: Ledger) -> None:
    world = ledger.world
    world.member("Ann")
    library, _ = world.organisation("Library", "Ann"), world.organisation("Clinic")
    ledger.confirm("Ann", ledger.record("Ben", "Ben", library, 90))
    found = world.app.see(cora(ledger), holdings.organisation_holdings)
    assert {one: its.balance_minutes for one, its in found.items()} == {library.id: -90}


def test_no_member_looks_into_the_pot_or_an_organisation(ledger: Ledger) -> None:
    ann = ledger.person("Ann")
    for read in (
        holdings.pot_holding,
        holdings.organisation_holdings,
        holdings.pot_movements,
        holdings.pot_movement_count,
    ):
        with pytest.raises(NotFound):
            ledger.world.app.see(ann, read)
    for some in (holdings.organisation_hours, holdings.organisation_hours_count):
        with pytest.raises(NotFound):
            ledger.world.app.see(ann, some, "library")


def test_a_question_with_a_part_of_ones_own_waits_for_others(ledger: Ledger) -> None:
    world = ledger.world
    cora(ledger)
    mine = ledger.record("Cora", "Cora", "Ben", 180)
    theirs = ledger.record("Ann", "Ann", "Ben", 180)
    for entry_id in (mine, theirs):
        world.app.do(ledger.person("Ben"), question, world.key(), entry_id, 30, "Half an hour.")
    ((card, part),) = world.app.see(cora(ledger), settled_by_others)
    assert card.entry_id == mine
    assert part == {world.ids["Cora"], world.ids["Ben"]}
    assert [one.entry_id for one in world.app.see(cora(ledger), to_settle)] == [theirs]
    assert world.app.see(world.coordinator("Otto"), settled_by_others) == []
    with pytest.raises(NotFound):
        world.app.see(ledger.person("Ann"), settled_by_others)


def test_who_could_agree_to_a_correction_is_known_before_it_begins(ledger: Ledger) -> None:
    world = ledger.world
    cora(ledger), world.coordinator("Otto")
    entry_id = ledger.record("Otto", "Otto", "Ben", 700)
    ledger.confirm("Ben", entry_id)

    def asked(look: Look) -> tuple[bool, tuple[str, ...]]:
        found = may_correct(look, entry_id)
        return found.may, found.second

    assert world.app.see(cora(ledger), asked) == (True, ("Stranger Coordinator",))
    world.coordinator("Una")
    assert world.app.see(cora(ledger), asked) == (True, ("Stranger Coordinator", "Una"))
    assert world.app.see(world.coordinator("Otto"), asked) == (False, ())
    world.app.do(cora(ledger), correct, world.key(), entry_id, 0, "Another day.")
    assert world.app.see(world.coordinator("Una"), asked) == (False, ())
