"""Partner organisations on the desk: added, spoken for by several people, with hours of their own."""

from desk_town import DeskTown, Visit, press, read_aloud

from timebank.clock import local_date
from timebank.ledger import actions
from timebank.ledger.rules import Holder
from timebank.mail.reads import register
from timebank.members.organisations import add_agent, add_organisation, organisation_cards
from ui.words.desk_ledger import Corrections, Organisations


def library(town: DeskTown, *names: str) -> str:
    """The library, with those who speak for it."""
    app, key = town.world.app, town.world.key
    organisation_id = app.do(town.cora, add_organisation, key(), "Elm Library")
    for name in names:
        app.do(town.cora, add_agent, key(), organisation_id, town.id(name))
    return organisation_id


def test_an_organisation_is_added_once(visit: Visit, town: DeskTown) -> None:
    assert Organisations.none in read_aloud(visit("organisations"))
    for said in (Organisations.added.format(name="Elm Library"), "of this name already"):
        page = visit("organisations")
        page.session_state["add-organisation"] = True
        page.run()
        page.text_input(key="organisation-name").set_value("Elm Library")
        press(page, Organisations.save)
        assert said in read_aloud(page)
    assert [one.name for one in town.world.app.see(town.cora, organisation_cards)] == ["Elm Library"]


def test_several_people_speak_for_it_until_they_no_longer_do(visit: Visit, town: DeskTown) -> None:
    app, its = town.world.app, library(town, "Rosa Reed")
    page = visit("organisations", organisation=its)
    assert "Rosa Reed speaks for it." in read_aloud(page)
    page.selectbox(key=f"agent-{its}-who").set_value(town.id("Pam Pike"))
    press(page, Organisations.agent_save)
    assert "Pam Pike and Rosa Reed speak for it." in read_aloud(page)
    told = {one.addressee for one in app.see(town.cora, register).rows if one.kind.startswith("speaks")}
    assert told == {"Pam Pike", "Rosa Reed"}
    page.selectbox(key=f"no-agent-{its}-who").set_value(town.id("Rosa Reed"))
    press(page, Organisations.stop_save)
    assert "Pam Pike speaks for it." in read_aloud(page)


def test_coordinators_do_not_choose_themselves(visit: Visit, town: DeskTown) -> None:
    its = library(town)
    page = visit("organisations", organisation=its)
    assert "Cora Cole" not in page.selectbox(key=f"agent-{its}-who").options
    assert Organisations.speaks_none in read_aloud(page)
    press(page, Organisations.agent_save)
    assert page.error[0].value == Organisations.agent_nobody


def test_its_hours_and_how_it_stands_are_shown(visit: Visit, town: DeskTown) -> None:
    app, world, its = town.world.app, town.world, library(town, "Rosa Reed")
    entry = app.do(
        town.one("Noor Nash"),
        actions.record,
        world.key(),
        giver=world.account("Noor Nash"),
        receiver=Holder("organisation", its),
        service_date=local_date(app.clock.now(), "Europe/London"),
        minutes=90,
    )
    said = read_aloud(visit("organisations", organisation=its))
    assert "Noor Nash helped Elm Library" in said
    assert "Another 1 h 30 wait to be confirmed." in said
    app.do(town.one("Rosa Reed"), actions.confirm, world.key(), entry)
    assert "Its balance is -1 h 30." in read_aloud(visit("organisations", organisation=its))
    page = visit("organisations", organisation=its)
    page.session_state[f"right-{its}-fold"] = True
    page.run()
    page.selectbox(key=f"right-{its}-which").set_value(entry).run()
    page.text_input(key=f"right-{its}-form-{entry}-figure").set_value("1 h")
    page.text_input(key=f"right-{its}-form-{entry}-reason").set_value("The diary says one hour.")
    press(page, Corrections.save)
    assert "corrected to 1 h: The diary says one hour." in read_aloud(page)
