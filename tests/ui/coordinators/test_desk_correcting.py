"""Putting hours right on the desk, alone or with a second person, and hours past a limit."""

import re
from typing import Any

from desk_town import DeskTown, Visit, press, read_aloud, record

from timebank.access import Caller, Role
from timebank.community.actions import choose
from timebank.ledger import actions
from timebank.ledger.corrections import correct
from timebank.ledger.decisions import waiting
from timebank.ledger.reads import balance, statement
from ui.words import desk as words
from ui.words.desk_ledger import Corrections, Decisions


def putting_right(visit: Visit, town: DeskTown, name: str, minutes: int, who: Caller | None = None) -> tuple[Any, str]:
    """Their page with the one entry of so many minutes chosen, and how the fields are called."""
    member_id = town.id(name)
    (one,) = (card for card in town.world.app.see(town.cora, statement, member_id) if card.minutes == minutes)
    key = f"right-{member_id}"
    page = visit("members", who, member=member_id, show="hours")
    page.session_state[f"{key}-fold"] = True
    page.run()
    page.selectbox(key=f"{key}-which").set_value(one.entry_id).run()
    return page, f"{key}-form-{one.entry_id}"


def side_by_side(page: Any) -> list[list[str]]:
    """The rows of the table that shows what is now and what would be."""
    (table,) = (one.body for one in page.html if Decisions.caption in one.body)
    rows = re.findall("<tr.*?</tr>", table)[1:]
    return [re.findall(">([^<]+)<", row.replace("\N{NO-BREAK SPACE}", " ")) for row in rows]


def test_a_figure_is_put_right_with_a_reason_and_both_stand_right(visit: Visit, town: DeskTown) -> None:
    app = town.world.app
    page, form = putting_right(visit, town, "Noor Nash", 90)
    assert "more than 8 h waits until a second person agrees: Stranger Coordinator" in read_aloud(page)
    page.text_input(key=f"{form}-figure").set_value("1 h")
    press(page, Corrections.save)
    assert "in a few words why" in page.error[0].value
    page.text_input(key=f"{form}-reason").set_value("We looked at the diary.")
    press(page, Corrections.save)
    assert "1 h count now" in read_aloud(page)
    said = read_aloud(visit("members", member=town.id("Noor Nash")))
    assert "corrected to 1 h: We looked at the diary." in said
    assert "Ben Brook helped Noor Nash" in said
    assert app.see(town.cora, balance, town.id("Noor Nash")).received_minutes == 60
    assert app.see(town.cora, balance, town.id("Ben Brook")).given_minutes == 60


def test_what_was_put_right_is_not_offered_again(visit: Visit, town: DeskTown) -> None:
    app = town.world.app
    (one,) = (card for card in app.see(town.cora, statement, town.id("Noor Nash")) if card.minutes == 90)
    app.do(town.cora, correct, town.world.key(), one.entry_id, 0, "It was cancelled.")
    page = visit("members", member=town.id("Noor Nash"))
    assert Corrections.part not in [one.label for one in page.expander]
    assert "corrected, counts no longer: It was cancelled." in read_aloud(page)


def test_a_figure_that_is_none_is_asked_back(visit: Visit, town: DeskTown) -> None:
    page, form = putting_right(visit, town, "Noor Nash", 90)
    page.text_input(key=f"{form}-figure").set_value("less")
    page.text_input(key=f"{form}-reason").set_value("So it was.")
    press(page, Corrections.save)
    assert "what should stand instead" in read_aloud(page)


def test_a_large_correction_waits_for_a_second_person_who_agrees(visit: Visit, town: DeskTown) -> None:
    app = town.world.app
    page, form = putting_right(visit, town, "Olga Orr", 600)
    page.text_input(key=f"{form}-figure").set_value("0")
    page.text_input(key=f"{form}-reason").set_value("It was another day, and somebody else.")
    press(page, Corrections.save)
    assert Corrections.waits in read_aloud(page)
    assert app.see(town.cora, balance, town.id("Olga Orr")).received_minutes == 600
    own = read_aloud(visit("decisions"))
    assert Decisions.others in own
    assert "It waits for Stranger Coordinator." in own
    assert "Balance of" not in own
    other = town.world.coordinator("Otto Other")
    page = visit("decisions", other)
    said = read_aloud(page)
    assert "To put right: Quin Quill helped Olga Orr" in said
    assert side_by_side(page) == [
        ["These hours", "10 h", "0 h"],
        ["Balance of Quin Quill", "9 h 15", "-45 min"],
        ["Balance of Olga Orr", "-10 h", "0 h"],
    ]
    assert "It was another day, and somebody else." in said
    press(page, Decisions.agree)
    assert Decisions.agreed_correction_nothing in read_aloud(page)
    assert app.see(town.cora, balance, town.id("Olga Orr")).received_minutes == 0
    assert Decisions.none in read_aloud(visit("decisions", other))


def test_a_second_decider_may_leave_it_as_it_is_with_a_reason(visit: Visit, town: DeskTown) -> None:
    app = town.world.app
    (one,) = (card for card in app.see(town.cora, statement, town.id("Olga Orr")) if card.minutes == 600)
    app.do(town.cora, correct, town.world.key(), one.entry_id, 60, "A slip of the pen.")
    sal = town.world.holder("Sal Second", Role.SECOND_DECIDER)
    assert words.Today.decisions_one in read_aloud(visit("today", sal))
    assert words.Today.decisions_one not in read_aloud(visit("today"))
    page = visit("decisions", sal)
    press(page, Decisions.refuse)
    assert "in a few words why" in page.error[0].value
    (card,) = app.see(town.cora, waiting)
    page.text_input(key=f"decide-form-{card.decision_id}-words").set_value("I was there: it was ten hours.")
    press(page, Decisions.refuse)
    assert Decisions.refused_correction in read_aloud(page)
    assert app.see(town.cora, balance, town.id("Olga Orr")).received_minutes == 600


def test_hours_past_a_limit_wait_until_a_coordinator_has_looked(visit: Visit, town: DeskTown) -> None:
    app, key = town.world.app, town.world.key
    app.do(town.cora, choose, key(), {"floor_minutes": "-60", "limit_policy": "ask"})
    entry = record(town, "Rosa Reed", "Pam Pike", 120, 1)
    page = visit("decisions")
    said = read_aloud(page)
    assert "Past a limit: Rosa Reed helped Pam Pike" in said
    assert Decisions.not_confirmed in said
    assert side_by_side(page)[0] == ["These hours", "0 h", "2 h"]
    assert side_by_side(page)[2] == ["Balance of Pam Pike", "0 h", "-2 h"]
    app.do(town.one("Pam Pike"), actions.confirm, key(), entry)
    page = visit("decisions")
    assert Decisions.confirmed in read_aloud(page)
    press(page, Decisions.agree)
    assert Decisions.agreed_limit in read_aloud(page)
    assert app.see(town.cora, balance, town.id("Pam Pike")).balance_minutes == -120


def test_a_member_finds_no_decisions(visit: Visit, town: DeskTown) -> None:
    assert visit("decisions", town.one("Noor Nash")).title[0].value != Decisions.title
