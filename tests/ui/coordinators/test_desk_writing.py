"""Hours a coordinator writes down for others: of a group, and what the other side wrote down already."""

from typing import Any

from desk_town import DeskTown, Visit, press, read_aloud, record

from timebank.ledger.donations import donate
from timebank.ledger.holdings import pot_holding
from timebank.ledger.reads import balance, statement, waiting_for
from timebank.ledger.rules import Holder
from ui import words as member_words
from ui.words.desk import Questions

GROUP = "desk-group"


def group(visit: Visit, town: DeskTown, givers: tuple[str, ...], receivers: tuple[str, ...], pays: str) -> Any:
    page = visit("questions", show="group")
    for field, names in (("givers", givers), ("receivers", receivers)):
        page.multiselect(key=f"{GROUP}-{field}").set_value([("member", town.id(name)) for name in names])
    page.radio(key=f"{GROUP}-pays").set_value(pays)
    return page.run()


def test_a_session_is_written_down_for_all_and_each_says_yes_to_their_own(visit: Visit, town: DeskTown) -> None:
    page = group(visit, town, ("Ann Archer",), ("Mina Moss", "Noor Nash", "Pam Pike"), "shared")
    said = read_aloud(page)
    assert Questions.group_tells in said
    assert "20 min" in said
    press(page, Questions.record)
    assert Questions.group_sent in read_aloud(page)
    app = town.world.app
    for name in ("Mina Moss", "Noor Nash", "Pam Pike"):
        (waits,) = (one for one in app.see(town.one(name), waiting_for, town.id(name)) if one.minutes == 20)
        assert (waits.helper, waits.people, waits.on_behalf) == ("Ann Archer", 3, True)
    assert page.multiselect(key=f"{GROUP}-receivers").value == []


def test_what_somebody_without_email_led_needs_how_they_told_it(visit: Visit, town: DeskTown) -> None:
    page = group(visit, town, ("Old Tom",), ("Mina Moss", "Noor Nash"), "each")
    press(page, Questions.record)
    assert "how the member told you" in page.error[0].value
    page.selectbox(key=f"{GROUP}-told").set_value("by phone")
    press(page, Questions.record)
    assert Questions.group_sent in read_aloud(page)


def test_what_the_pot_gives_counts_at_once_when_a_coordinator_without_a_part_writes_it(
    visit: Visit, town: DeskTown
) -> None:
    app, world = town.world.app, town.world
    giver = {"giver": world.account("Quin Quill"), "receiver": Holder("pot"), "minutes": 90}
    app.do(town.one("Quin Quill"), donate, world.key(), **giver)
    page = group(visit, town, ("Rosa Reed",), ("Mina Moss", "Noor Nash"), "pot")
    assert Questions.group_pot_tells in read_aloud(page)
    press(page, Questions.record)
    assert Questions.group_sent_pot in read_aloud(page)
    assert app.see(town.cora, pot_holding).balance_minutes == 30
    assert app.see(town.cora, balance, town.id("Rosa Reed")).given_minutes == 120


def test_the_coordinator_cannot_be_chosen_for_a_session(visit: Visit, town: DeskTown) -> None:
    page = visit("questions", show="group")
    assert "Cora Cole" not in page.multiselect(key=f"{GROUP}-givers").options


def writing(visit: Visit, town: DeskTown, name: str, other: str, long: str) -> Any:
    form = f"write-hours-{town.id(name)}"
    page = visit("members", member=town.id(name), show="hours")
    page.radio(key=f"{form}-way").set_value(Questions.received)
    page.selectbox(key=f"{form}-who").set_value(("member", town.id(other)))
    page.text_input(key=f"{form}-long").set_value(long)
    if name == "Old Tom":
        page.selectbox(key=f"{form}-told").set_value("by phone")
    return press(page, Questions.record)


def test_what_the_other_side_wrote_down_already_is_only_said_yes_to(visit: Visit, town: DeskTown) -> None:
    page = writing(visit, town, "Old Tom", "Ann Archer", "1h30")
    assert "Ann Archer already wrote this down: 1 h 30" in read_aloud(page)
    press(page, Questions.is_same)
    app = town.world.app
    assert app.see(town.cora, balance, town.id("Old Tom")).received_minutes == 90
    assert len(app.see(town.cora, statement, town.id("Old Tom"))) == 1
    assert "already wrote this down" not in read_aloud(page)


def test_another_hour_of_the_same_two_is_written_down_beside_it(visit: Visit, town: DeskTown) -> None:
    page = writing(visit, town, "Old Tom", "Ann Archer", "1h30")
    press(page, member_words.LogHours.is_another)
    assert "It waits for Ann Archer to confirm." in read_aloud(page)
    assert len(town.world.app.see(town.cora, statement, town.id("Old Tom"))) == 2


def test_for_somebody_with_email_the_word_stays_their_own(visit: Visit, town: DeskTown) -> None:
    record(town, "Rosa Reed", "Pam Pike", 60, 0)
    page = writing(visit, town, "Pam Pike", "Rosa Reed", "1 h")
    assert "Rosa Reed already wrote this down" in read_aloud(page)
    assert Questions.is_same not in [one.label for one in page.button]
    assert Questions.same_theirs in read_aloud(page)
