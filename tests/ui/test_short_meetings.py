"""Short first meetings on the screens: looked at, asked, spoken of on the page, by letter, and for somebody offline."""

import re
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest
from tasting import WHERE, Tasting, names
from world import World

from timebank.access import OPERATOR
from timebank.digests.what_waits import what_waits
from timebank.members.sign_in import keep_password
from ui.words.tasters import FirstStep, Tasters

Draw = Callable[[str, str], AppTest]
MATCHES, REVIEW, MEMBERS = "ui.pages.members.matches", "ui.pages.coordinators.review", "ui.pages.coordinators.members"
ORIGIN = {"origin": "http://127.0.0.1:8501"}


@pytest.fixture
def tasting(town: World) -> Tasting:
    made = Tasting(town)
    town.app.do(OPERATOR, keep_password, town.ids["Cora"], "not a real hash")
    return made


def button(page: AppTest, label: str):
    return next(one for one in page.button if one.label == label)


def told(page: AppTest) -> str:
    assert not page.exception
    kinds = (page.markdown, page.html, page.caption, page.subheader)
    return " ".join(one.value for kind in kinds for one in kind if "<style>" not in one.value).replace("\\", "")


def first_step(page: AppTest) -> AppTest:
    """The part of the page of matching about short meetings."""
    return page.segmented_control[0].set_value("first").run()


def test_a_coordinator_runs_the_first_step_and_asks_with_a_place_and_a_day(open_page: Draw, tasting: Tasting) -> None:
    tasting.people("Ann", "Ben Bea")
    page = first_step(open_page("Cora", REVIEW))
    assert FirstStep.none in told(page)
    button(page, FirstStep.run).click().run()
    assert page.success[0].value == FirstStep.ran
    assert "Ann and Bea" in told(page)
    assert "Topics: both cooking" in told(page)
    button(page, FirstStep.ask).click().run()
    assert "how they come to meet" in page.error[0].value
    page.text_area[0].set_value(WHERE)
    page.multiselect[0].set_value(page.multiselect[0].value[:1])
    button(page, FirstStep.ask).click().run()
    assert page.success[0].value == FirstStep.done.format(count=1)
    assert len(tasting.step().asked) == 1
    assert len(tasting.mine("Ann")) == 1


def test_a_coordinator_reads_what_was_said_closes_the_step_and_sets_a_meeting_aside(
    open_page: Draw, tasting: Tasting
) -> None:
    tasting.people("Ann", "Ben Bea")
    tasting.asked()
    tasting.say("Ann", "Ben", "no", "He talks a lot")
    page = first_step(open_page("Cora", REVIEW))
    shown = told(page)
    for words in ("Ann: no", "He talks a lot", "Bea: nothing yet"):
        assert words in shown
    page.session_state["taster-aside"] = True
    page.run()
    page.selectbox(key="taster-aside-which").set_value(
        next(one.taster_id for one in tasting.step().asked if one.people[1].name == "Bea")
    )
    button(page, FirstStep.aside_now).click().run()
    assert page.success[0].value == FirstStep.aside_done
    assert names(tasting.step().asked) == [("Ann", "Ben")]
    button(page, FirstStep.close).click().run()
    assert page.success[0].value == FirstStep.close_done
    assert FirstStep.final in told(page)


def test_a_programme_with_one_step_has_no_such_part(open_page: Draw, town: World) -> None:
    plain = Tasting(town, Tasting.__dataclass_fields__["definition"].default.replace("shortlist = 2", "shortlist = 0"))
    town.app.do(OPERATOR, keep_password, town.ids["Cora"], "not a real hash")
    page = open_page("Cora", REVIEW)
    assert plain.guiding.programme_id
    assert "first" not in page.segmented_control[0].options
    assert not any(FirstStep.part in one for one in page.segmented_control[0].options)


def test_a_member_says_how_it_was_on_their_page_and_can_change_it(open_page: Draw, tasting: Tasting) -> None:
    tasting.people("Ann", "Ben")
    tasting.asked()
    page = open_page("Ann", MATCHES)
    shown = told(page)
    for words in (WHERE, "Topics: you both said cooking.", Tasters.lead):
        assert words in shown
    assert "ben@example" not in shown
    button(page, Tasters.send).click().run()
    assert page.error[0].value == Tasters.choose
    page.radio[0].set_value("no")
    page.text_area[0].set_value("We did not laugh")
    button(page, Tasters.send).click().run()
    assert page.success[0].value == Tasters.said
    assert "Rather not" in told(page)
    page.radio[0].set_value("perhaps")
    button(page, Tasters.send).click().run()
    assert tasting.mine("Ann")[0].said == "perhaps"
    other = told(open_page("Ben", MATCHES))
    assert "laugh" not in other
    assert "You have said" not in other


def press(client: TestClient, path: str, button: str, **words: str):
    found = re.search(r'name="token" value="([0-9a-f]{64})"', client.get(path).text)
    sent = {"button": button, "token": found[1] if found else "", **words}
    return client.post(path, data=sent, headers=ORIGIN)


def test_the_link_of_a_letter_opens_a_page_with_three_buttons_for_each_and_looking_says_nothing(
    client: TestClient, tasting: Tasting
) -> None:
    tasting.people("Ann", "Ben Bea")
    tasting.asked()
    path = f"/short-meetings/{tasting.secret('Ann')}"
    for _ in range(100):
        assert client.get(path).status_code == 200
        assert client.head(path).status_code in (200, 405)
    assert "Why Bea: Topics: you both said cooking." in client.get(path).text
    bea, ben = tasting.mine("Ann")
    assert (bea.said, ben.said) == ("", "")
    assert client.post(path, data={"button": f"yes-{bea.taster_id}"}, headers=ORIGIN).status_code == 403
    press(client, path, "yes-nobody")
    press(client, path, f"maybe-{bea.taster_id}")
    assert [one.said for one in tasting.mine("Ann")] == ["", ""]
    said = press(client, path, f"yes-{bea.taster_id}", **{f"words-{bea.taster_id}": "Lovely"})
    assert Tasters.link_next in said.text
    assert "Bea" not in said.text
    press(client, path, f"no-{bea.taster_id}")
    assert [(one.said, one.words) for one in tasting.mine("Ann")] == [("yes", "Lovely"), ("", "")]
    assert Tasters.link_done in press(client, path, f"perhaps-{ben.taster_id}").text
    assert client.get(path).status_code == 410
    assert client.get("/short-meetings/made-up").status_code == 410


def test_today_says_what_waits_in_a_first_step_and_whom_to_ask(open_page: Draw, tasting: Tasting) -> None:
    tasting.guiding.join("Olga", "mentee", offline=True)
    tasting.guiding.join("Ben", "mentor")
    tasting.run()
    waits = FirstStep.today_one.format(programme="Guides")
    assert waits in told(open_page("Cora", "ui.pages.coordinators.today"))
    tasting.ask()
    shown = told(open_page("Cora", "ui.pages.coordinators.today"))
    assert waits not in shown
    assert FirstStep.today_ask.format(names="Olga") in shown
    waiting = [
        (what, whom) for what, whom, _ in tasting.world.app.see(tasting.cora, lambda look: list(what_waits(look)))
    ]
    assert ("Members without e-mail to ask how a short meeting was", "Olga") in waiting
