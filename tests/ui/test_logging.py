"""Writing hours down: for an organisation too, from a link, and when the other person was quicker."""

from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa
from streamlit.testing.v1 import AppTest
from world import START, World

from timebank.ledger import actions as ledger
from timebank.ledger.reads import statement, waiting_for
from timebank.mail.tables import letter
from ui import words

Draw = Callable[[str, str], AppTest]
PAGE = "ui.pages.members.log_hours"
HOURS = "ui.pages.members.hours"
TODAY = START.date()
SAID = words.LogHours


def record(town: World, giver: str, receiver: str, minutes: int = 60, by: str = "") -> str:
    parties = {"giver": town.account(giver), "receiver": town.account(receiver)}
    about = {"service_date": TODAY, "minutes": minutes}
    return town.app.do(town.member(by or giver), ledger.record, town.key(), **parties, **about)


def shown(page: AppTest) -> str:
    told = " ".join(one.value for kind in (page.markdown, page.html, page.success, page.caption) for one in kind)
    return told.replace("\N{NO-BREAK SPACE}", " ").replace("\\", "")


def ben_tells(open_page: Draw, town: World, how_long: str) -> AppTest:
    """Ben writes down that Ann helped him."""
    page = open_page("Ben", PAGE)
    page.radio(key="log-way").set_value("received")
    page.selectbox(key="log-who").set_value(("member", town.ids["Ann"]))
    page.text_input(key="log-how-long").set_value(how_long).run()
    return page.button(key="log-send").click().run()


def test_the_same_hours_told_by_both_are_recognised_and_confirmed(open_page: Draw, town: World) -> None:
    entry = record(town, "Ann", "Ben")
    page = ben_tells(open_page, town, "1h15")
    assert "Ann already wrote this down: 1 h on Monday 2 November 2026. Is it the same?" in shown(page)
    assert len(town.app.see(town.member("Ben"), statement, town.ids["Ben"])) == 1
    page.button(key="log-is-same").click().run()
    assert page.success[0].value == words.Hours.confirmed
    (mine,) = town.app.see(town.member("Ben"), statement, town.ids["Ben"])
    assert (mine.entry_id, mine.state, mine.minutes) == (entry, "posted", 60)
    assert page.selectbox(key="log-who").value is None


def test_another_hour_with_the_same_person_is_sent_as_another(open_page: Draw, town: World) -> None:
    record(town, "Ann", "Ben")
    page = ben_tells(open_page, town, "1 h")
    page.button(key="log-is-another").click().run()
    assert "Sent to Ann to confirm" in page.success[0].value
    assert [one.state for one in town.app.see(town.member("Ben"), statement, town.ids["Ben"])] == ["pending", "pending"]


def test_changing_the_form_takes_the_question_away(open_page: Draw, town: World) -> None:
    record(town, "Ann", "Ben")
    page = ben_tells(open_page, town, "1 h")
    page.text_input(key="log-how-long").set_value("4 h").run()
    assert "Is it the same?" not in shown(page)
    page.button(key="log-send").click().run()
    assert "Sent to Ann to confirm" in page.success[0].value


def test_somebody_who_speaks_for_an_organisation_writes_down_its_hours(open_page: Draw, town: World) -> None:
    library = town.organisation("Library", "Ann")
    page = open_page("Ann", PAGE)
    page.selectbox(key="log-behalf").set_value(library.id).run()
    assert page.radio(key="log-way").options == ["Library helped somebody", "Somebody helped Library"]
    page.selectbox(key="log-who").set_value(("member", town.ids["Ben"]))
    page.button(key="log-send").click().run()
    (waiting,) = town.app.see(town.member("Ben"), waiting_for, town.ids["Ben"])
    assert (waiting.helper, waiting.helped) == ("Library", "Ben")


def test_nobody_is_asked_for_whom_where_they_speak_for_themselves_alone(open_page: Draw, town: World) -> None:
    town.organisation("Library", "Ben")
    assert not [one for one in open_page("Ann", PAGE).selectbox if one.key == "log-behalf"]


def test_a_link_fills_the_form_in_and_writes_nothing(open_page: Draw, town: World) -> None:
    page = open_page("Ann", PAGE)
    on = TODAY - timedelta(days=3)
    for name, asked in {"with": town.ids["Ben"], "way": "received", "day": str(on), "minutes": "75"}.items():
        page.query_params[name] = asked
    page.run()
    assert page.selectbox(key="log-who").value == ("member", town.ids["Ben"])
    assert page.radio(key="log-way").value == "received"
    assert page.date_input(key="log-when").value == on
    assert page.text_input(key="log-how-long").value == "1 h 15"
    assert not town.app.see(town.member("Ann"), statement, town.ids["Ann"])
    page.text_input(key="log-how-long").set_value("2 h").run()
    assert page.text_input(key="log-how-long").value == "2 h"


def test_a_link_that_asks_for_what_is_not_there_leaves_the_form_as_it_is(open_page: Draw, town: World) -> None:
    page = open_page("Ann", PAGE)
    for name, asked in {"with": "nobody", "way": "up", "day": "2019-01-01", "minutes": "99999"}.items():
        page.query_params[name] = asked
    page.run()
    assert not page.exception
    assert page.selectbox(key="log-who").value is None
    assert (page.date_input(key="log-when").value, page.text_input(key="log-how-long").value) == (TODAY, "1 h")


def test_the_entry_a_letter_told_of_stands_first_with_its_buttons(open_page: Draw, town: World) -> None:
    entries = [record(town, "Ann", "Ben", minutes) for minutes in (30, 45)]
    page = open_page("Ben", HOURS)
    page.query_params["entry"] = entries[1]
    page.run()
    assert words.Hours.asked in [one.value for one in page.header]
    assert [one.key for one in page.button if one.key and one.key.startswith("yes-")] == [
        f"yes-{one}" for one in (entries[1], entries[0])
    ]
    page.button(key=f"yes-{entries[1]}").click().run()
    assert page.success[0].value == words.Hours.confirmed
    assert "How it stands: counts." in shown(page)


def test_the_letter_of_an_answer_leads_to_its_entry(town: World) -> None:
    entry = record(town, "Ann", "Ben")
    town.app.do(town.member("Ben"), ledger.confirm, town.key(), entry)
    with town.app.engine.connect() as connection:
        told = connection.execute(sa.select(letter.c.text).where(letter.c.member_id == town.ids["Ann"])).scalar_one()
    assert f"/hours?entry={entry}\n" in told


def test_a_letter_of_somebody_else_shows_nothing_of_theirs(open_page: Draw, town: World) -> None:
    town.member("Cat")
    entry = record(town, "Ann", "Ben")
    page = open_page("Cat", HOURS)
    page.query_params["entry"] = entry
    page.run()
    assert not page.exception
    assert words.Hours.asked not in [one.value for one in page.header]
    assert "Ann" not in shown(page)
