"""Whom people may meet, on the screens: where they live, whom they would rather not meet, checks, pairs, essentials."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest
from world import World

from timebank.access import WORKER
from timebank.members import bonds, reach
from timebank.programmes import actions, pairs, pool_reads, reads
from timebank.programmes.definition import starter_text

Open = Callable[[str, str], AppTest]
PROGRAMMES, PROFILE = "ui.pages.members.programmes", "ui.pages.members.profile"
PARTICIPANTS = "ui.pages.coordinators.participants"


@pytest.fixture
def guided(town: World) -> World:
    """Ann is a mentee and Ben a mentor, who needs a check; Cora coordinates."""
    text = starter_text("mentoring").replace('label = "mentor"\n', 'label = "mentor"\nchecks = ["pvg"]\n')
    town.ids["mentoring"] = town.app.do(town.coordinator(), actions.start, "start", text)
    for name, role in (("Ann", "mentee"), ("Ben", "mentor")):
        town.app.do(town.member(name), actions.join, town.key(), town.ids["mentoring"], role, [])
    return town


def opened(test: AppTest, key: str) -> AppTest:
    test.session_state[key] = True
    return test.run()


def press(test: AppTest, label: str) -> AppTest:
    button = next(one for one in test.button if one.label.replace("\\", "") == label)
    done = button.click().run()
    assert not done.exception
    return done


def test_ann_says_where_she_lives_and_only_the_district_is_kept(town: World, open_page: Open) -> None:
    page = open_page("Ann", PROFILE)
    page.text_input(f"reach-{town.ids['Ann']}-postcode").set_value("iv30 1ab")
    page.number_input(f"reach-{town.ids['Ann']}-travel").set_value(12)
    page = press(page, "Keep where and how far")
    assert town.app.see(town.member("Ann"), reach.reach, town.ids["Ann"]) == reach.Reach("IV30", 12, None)
    page.text_input(f"reach-{town.ids['Ann']}-postcode").set_value("nowhere")
    page = press(page, "Keep where and how far")
    assert "We do not know the postcode" in page.error[0].value


def test_ann_names_somebody_she_would_rather_not_meet_and_takes_it_back(guided: World, open_page: Open) -> None:
    page = open_page("Ann", PROGRAMMES)
    page = opened(page, "bonds")
    ann, ben = guided.ids["Ann"], guided.ids["Ben"]
    page = press(page, "Keep us apart")
    assert "choose somebody" in page.error[0].value
    page.selectbox(f"bond-{ann}-other").select(ben)
    page = press(page, "Keep us apart")
    assert [one.kind for one in guided.app.see(guided.member("Ann"), bonds.bonds_of, ann)] == ["rather_not"]
    press(opened(page, "bonds"), "Take this back: Ben")
    assert guided.app.see(guided.member("Ann"), bonds.bonds_of, ann) == ()


def test_ann_marks_an_answer_as_essential(guided: World, open_page: Open) -> None:
    page = open_page("Ann", PROGRAMMES)
    page = opened(page, f"answers-{guided.ids['mentoring']}")
    form = f"part-{guided.ids['mentoring']}"
    page.multiselect(f"{form}-way_to_meet").select("phone")
    page.checkbox(f"{form}-way_to_meet-used").check()
    page.checkbox(f"{form}-way_to_meet-essential").check()
    assert f"{form}-how_often-essential" not in {one.key for one in page.checkbox}
    press(page, "Keep my answers")
    (ann,) = guided.app.see(WORKER, reads.pool_members, guided.ids["mentoring"])
    assert ann.essential == {"way_to_meet"}


def test_a_coordinator_writes_down_a_check_and_the_mentor_is_in_the_next_round(guided: World, open_page: Open) -> None:
    cora, programme = guided.coordinator(), guided.ids["mentoring"]
    assert [one.name for one in guided.app.see(cora, pool_reads.not_in_round, programme)] == ["Ben"]
    page = open_page("Cora", PARTICIPANTS)
    (ben,) = (one for one in guided.app.see(cora, reads.participants, programme) if one.name == "Ben")
    page = next(one for one in page.selectbox if one.label == "Who?").select(ben.participation_id).run()
    assert any("Mentor needs: PVG scheme." in one.value for one in page.markdown)
    page.selectbox(f"check-{ben.member_id}-kind").select("pvg")
    page = press(page, "Write it down")
    assert guided.app.see(cora, pool_reads.not_in_round, programme) == ()


def test_a_coordinator_sees_who_is_in_no_round_and_pins_two_people(guided: World, open_page: Open) -> None:
    cora, programme = guided.coordinator(), guided.ids["mentoring"]
    page = open_page("Cora", PARTICIPANTS)
    page = opened(page, f"pairs-fold-{programme}")
    assert any("PVG scheme" in one.value for one in page.markdown)
    for field, name in (("first", "Ann"), ("second", "Ben")):
        page.selectbox(f"pairs-{programme}-{field}").select(guided.ids[name])
    page = press(page, "Keep this")
    assert [one.kind for one in guided.app.see(cora, pairs.pairs, programme)] == ["pinned"]
    page = opened(page, f"pairs-fold-{programme}")
    next(one for one in page.button if one.label.startswith("Take this back")).click().run()
    assert guided.app.see(cora, pairs.pairs, programme) == ()


def test_a_coordinator_writes_down_what_an_offline_member_says(guided: World, open_page: Open) -> None:
    olive = guided.member("Olive", offline=True).member_id or ""
    guided.coordinator()
    draw = f"""
from ui.parts import bond_form, reach_form
reach_form.draw("{olive}", is_offline=True)
bond_form.draw("{olive}", is_offline=True, name="Olive")
"""
    page = open_page("Cora", PARTICIPANTS)
    test = AppTest.from_string(draw, default_timeout=180)
    test.user = page.user
    test.run()
    test.text_input(f"reach-{olive}-postcode").set_value("IV36")
    test.selectbox(f"reach-{olive}-told").select_index(0)
    test = press(test, "Keep where and how far")
    assert guided.app.see(guided.coordinator(), reach.reach, olive).district == "IV36"
    test.selectbox(f"bond-{olive}-other").select(guided.ids["Ben"])
    test.selectbox(f"bond-{olive}-told").select_index(0)
    press(test, "Keep us apart")
    assert len(guided.app.see(guided.coordinator(), bonds.bonds_of, olive)) == 1
