"""The pages of one match: what its people do on theirs, what a coordinator does, and what the lead alone reads."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest
from together import Together
from world import World

from timebank.access import OPERATOR, Role
from timebank.community.actions import choose
from timebank.handover.actions import hand_over
from timebank.handover.holding import sensible_choices
from timebank.handover.holdings import holdings
from timebank.history.tables import event
from timebank.life import endings, rests, stopping, words
from timebank.life.tasks import KINDS
from timebank.safeguarding import notes
from ui import context
from ui.parts.dates import long_day
from ui.words.life import Agreement, Back, CareMatch, Goals, Match, Rest, Says, Stop
from ui.words.safeguarding import Concerns

PAGE = """
from importlib import import_module
from ui import context, shell
me, name = context.see(shell._who_and_where)
shell.frame(me, name, "A page")
import_module("ui.pages.{module}").page()
"""
Draw = Callable[..., AppTest]
MEMBERS, COORDINATORS = "members.match", "coordinators.care_match"


@pytest.fixture
def together(town: World) -> Together:
    return Together(town)


@pytest.fixture
def page_of(together: Together, secret_of: Callable[[str], str]) -> Draw:
    """Draw a page of the match for somebody, with some parts open: `page_of("Ann", MEMBERS, "stop-open")`."""

    def draw(name: str, module: str, *open_parts: str) -> AppTest:
        test = AppTest.from_string(PAGE.format(module=module), default_timeout=180)
        test.user = {context.SESSION_FIELD: secret_of(name)}
        test.query_params["id"] = together.match_id
        for part in open_parts:
            test.session_state[f"{part}-{together.match_id}"] = True
        test.run()
        assert not test.exception
        return test

    return draw


def said(page: AppTest) -> str:
    return " ".join(one.value for kind in (page.markdown, page.html, page.success, page.error) for one in kind)


def press(page: AppTest, label: str) -> AppTest:
    page = next(one for one in page.button if one.label == label).click().run()
    assert not page.exception
    return page


def test_one_writes_an_agreement_and_the_other_signs_it(together: Together, page_of: Draw) -> None:
    page = page_of("Ann", MEMBERS)
    form = f"agree-{together.match_id}-"
    page.session_state[f"{form}-open"] = True
    page.run()
    assert page.text_input(key=f"{form}-often").value == "every 2 weeks"
    page.text_area(key=f"{form}-private").set_value("What we talk about")
    page = press(page, Agreement.keep)
    assert Agreement.kept in said(page)
    assert Agreement.sign not in [one.label for one in page.button]
    theirs = page_of("Ben", MEMBERS)
    assert "What stays between us: What we talk about" in said(theirs)
    theirs = press(theirs, Agreement.sign)
    assert Agreement.signed_said in said(theirs)
    agreed = together.life(together.ann).agreement
    assert agreed
    assert agreed.stands


def test_a_goal_is_added_and_reached_by_a_tap(together: Together, page_of: Draw) -> None:
    page = page_of("Ann", MEMBERS)
    page.text_input(key=f"goal-add-{together.match_id}-words").set_value("Walk to the shop")
    page = press(press(page, Goals.save), Goals.reached)
    assert [goal.state for goal in together.life(together.ben).goals] == ["reached"]


def test_how_it_felt_is_asked_and_what_one_says_stays_from_the_others_page(together: Together, page_of: Draw) -> None:
    together.meet()
    page = page_of("Ann", MEMBERS)
    assert Match.asked in [one.value for one in page.header]
    page = press(page, Says.send)
    assert Says.choose in said(page)
    form = f"say-{together.match_id}-fit-"
    page.radio(key=f"{form}-answer").set_value("not_a_fit")
    page.text_area(key=f"{form}-words").set_value("Too loud")
    page = press(page, Says.send)
    assert "It is not a fit" in said(page)
    assert "loud" not in said(page_of("Ben", MEMBERS))
    assert "Too loud" in said(page_of("Cora", COORDINATORS))


def test_stopping_needs_no_words_and_the_others_page_says_nothing_of_it(together: Together, page_of: Draw) -> None:
    page = page_of("Ann", MEMBERS, "stop-open")
    assert "There is no safeguarding lead just now" in said(page)
    page.text_area(key=f"stop-{together.match_id}-words").set_value("He shouted")
    page = press(page, Stop.stop)
    assert Stop.stopped in said(page)
    for name, module in (("Ben", MEMBERS), ("Cora", COORDINATORS)):
        seen = said(page_of(name, module))
        assert "ended on" in seen
        assert "shouted" not in seen
        assert "stopped" not in seen


def test_a_worry_can_be_told_without_ending_anything(together: Together, page_of: Draw) -> None:
    together.world.holder("Lea", Role.SAFEGUARDING_LEAD)
    together.do(OPERATOR, choose, {"contact": "Cora, 01309 000 000"})
    page = page_of("Ann", MEMBERS, "worry-open")
    assert "Cora, 01309 000 000" in said(page).replace("\\", "")
    page.text_area(key=f"worry-{together.match_id}-words").set_value("He rings at night")
    page = press(page, Stop.report)
    assert Stop.reported in said(page)
    assert together.kept().state == "active"
    assert "concern_waits" in together.kinds("Lea")


def test_nobody_else_opens_the_page(together: Together, page_of: Draw) -> None:
    for name, module in (("Stranger Sam", MEMBERS), ("Cora", MEMBERS), ("Ann", COORDINATORS)):
        page = page_of(name, module)
        assert page.error
        assert not page.title


def test_a_coordinator_closes_a_task_and_writes_down_a_talk(together: Together, page_of: Draw) -> None:
    together.days(14)
    page = page_of("Cora", COORDINATORS)
    assert KINDS["first_meeting"] in said(page)
    (task,) = together.care().tasks
    page.text_input(key=f"task-{task.task_id}-words").set_value("They have a plan")
    page = press(page, CareMatch.close)
    assert CareMatch.nothing_waits in said(page)
    assert "They have a plan" in said(page)
    together.do(together.ann, endings.end_match, together.match_id, "moved_on")
    page = press(page_of("Cora", COORDINATORS), CareMatch.record_talk)
    assert "may be suggested to others again" in said(page)


def test_the_list_of_care_leads_to_each_match(together: Together, page_of: Draw) -> None:
    together.days(14)
    page = page_of("Cora", "coordinators.care")
    assert "Ann and Ben" in said(page)
    assert KINDS["first_meeting"] in said(page)


def test_the_lead_reads_a_concern_by_a_press_that_history_remembers(together: Together, page_of: Draw) -> None:
    world = together.world
    world.holder("Lea", Role.SAFEGUARDING_LEAD)
    together.do(together.ann, stopping.stop_match, together.match_id, "He shouted")
    page = page_of("Lea", "coordinators.concerns")
    assert "About the match of Ann and Ben" in said(page)
    assert "shouted" not in said(page)
    page = press(page, Concerns.read)
    assert "He shouted" in said(page)
    assert "shouted" not in str(page.session_state)
    with world.app.engine.connect() as connection:
        read = sa.select(sa.func.count()).where(event.c.action == "read_concern")
        assert connection.execute(read).scalar_one() == 1


def test_the_roles_page_says_that_a_lead_is_needed_and_not_why(together: Together, page_of: Draw) -> None:
    world = together.world
    world.holder("Ada", Role.ADMINISTRATOR)
    page = page_of("Ada", "coordinators.roles")
    assert [one.value for one in page.info] == [Concerns.lead_needed]
    world.holder("Lea", Role.SAFEGUARDING_LEAD)
    assert not page_of("Ada", "coordinators.roles").info


def test_whoever_was_away_says_that_they_are_back_by_one_tap_on_their_first_page(
    together: Together, page_of: Draw
) -> None:
    ben_id = together.world.ids["Ben"]
    held = together.world.app.see(together.cora, holdings, ben_id)
    until = together.today + timedelta(days=20)
    together.do(together.cora, hand_over, ben_id, "away", sensible_choices(held, "away"), until)
    assert Back.back not in [one.label for one in page_of("Ann", "members.home").button]
    page = page_of("Ben", "members.home")
    assert Back.away_until.format(day=long_day(until)) in said(page)
    page = press(page, Back.back)
    assert Back.back_said in said(page)
    assert Back.back not in [one.label for one in page.button]
    assert together.life(together.ann).rest is None


def test_a_match_on_hold_stands_on_both_first_pages_and_goes_on_by_one_tap(together: Together, page_of: Draw) -> None:
    together.do(together.ann, rests.put_on_hold, together.match_id, None, "An operation")
    assert Rest.resting in said(page_of("Ben", "members.matches"))
    page = page_of("Ben", "members.home")
    assert "You and Ann" in said(page)
    assert "operation" not in said(page)
    page = press(page, Back.go_on.format(names="Ann"))
    assert Rest.went_on in said(page)
    assert Back.go_on.format(names="Ben") not in [one.label for one in page_of("Ann", "members.home").button]


def test_after_a_planned_ending_thanks_stand_on_the_others_page(together: Together, page_of: Draw) -> None:
    together.do(together.ann, endings.plan_ending, together.match_id, together.today + timedelta(days=5))
    together.do(together.ann, words.say_at_ending, together.match_id, thanks="Thank you, Ben")
    assert "Thank you, Ben" not in said(page_of("Ben", MEMBERS))
    together.days(5)
    assert "Thank you, Ben" in said(page_of("Ben", MEMBERS)).replace("\\", "")
    assert notes.WAITS not in together.kinds("Ben")
