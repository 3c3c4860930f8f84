"""Handing over from the desk: find somebody, see all they hold, hand it over, bring them back; who we depend on."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from desk_town import DeskTown, Visit, press, read_aloud

from timebank.access import OPERATOR, Role
from timebank.handover.holdings import holdings
from timebank.listings import actions as listings
from timebank.listings.categories import plant_categories
from timebank.matches import actions as matches
from timebank.matches.review_reads import review
from timebank.members import actions as members
from timebank.members.tables import member
from ui.words.handover import Depends, Handover


def matched(town: DeskTown) -> None:
    """Everybody the round puts forward is matched, and Quin offers a lift nobody else offers."""
    world = town.world
    world.app.do(town.cora, lambda work: plant_categories(work))
    world.app.do(town.cora, matches.run_round, world.key(), town.programmes["mentoring"])
    for one in world.app.see(town.cora, review, "", "", ("draft",)):
        world.app.do(town.cora, matches.approve, world.key(), one.suggestion_id)
        for who in one.people:
            actor, told = (town.cora, "by phone") if who.is_offline else (town.one(who.name), "")
            behalf = {"member_id": town.id(who.name), "how_told": told} if told else {}
            world.app.do(actor, matches.answer, world.key(), one.suggestion_id, True, **behalf)
    world.app.do(
        *(town.one("Quin Quill"), listings.write_listing, world.key(), "offer", "lifts", "A lift to the shops")
    )


def links(page: Any) -> list[str]:
    return [link.proto.label.replace("\\", "") for link in page.get("page_link")]


def held(town: DeskTown) -> Any:
    return town.world.app.see(town.cora, holdings, town.id("Quin Quill"))


def test_a_leaving_mentor_is_found_and_handed_over_with_one_press(visit: Visit, town: DeskTown) -> None:
    matched(town)
    page = visit("handover")
    assert Handover.nobody_away in read_aloud(page)
    page.text_input(key="handover-find").set_value("quin").run()
    assert "Quin Quill" in links(page)
    page = visit("handover", member=town.id("Quin Quill"))
    said = read_aloud(page)
    labels = [box.label for box in page.selectbox]
    assert any(label.startswith("Match with") for label in labels)
    assert any("A lift to the shops" in label and "nobody else does" in label for label in labels)
    press(page, Handover.send)
    assert Handover.done in page.success[0].value
    assert [one.kind for one in held(town).held if one.ways] == []
    assert Handover.holds_nothing in read_aloud(visit("handover", member=town.id("Quin Quill")))
    assert "trusted" not in said


def test_somebody_who_is_away_comes_back_by_one_press(visit: Visit, town: DeskTown) -> None:
    matched(town)
    page = visit("handover", member=town.id("Quin Quill"))
    page.radio(key="handover-goes").set_value("away").run()
    back_on = held(town).today + timedelta(days=20)
    page.date_input(key="handover-until").set_value(back_on).run()
    press(page, Handover.send_away)
    assert held(town).back_on == back_on
    assert "Quin" not in read_aloud(visit("today"))
    town.world.app.clock.move(days=20)
    page = visit("today")
    assert "Quin Quill meant to be back on" in read_aloud(page)
    assert Handover.today_back in links(page)
    page = visit("handover")
    press(page, "Quin Quill is back")
    assert Handover.back_said in page.success[0].value
    assert held(town).goes is None
    assert "meant to be back" not in read_aloud(visit("today"))


def test_who_we_depend_on_is_told_in_sentences_with_whom_to_ask(visit: Visit, town: DeskTown) -> None:
    matched(town)
    said = read_aloud(visit("depends"))
    assert "Lifts by car would have nobody (“A lift to the shops”)." in said
    assert "The community: only Cora Cole." not in said  # there is the stranger as well
    assert Depends.areas_fine in said
    assert "Administrator: only Ada Admin." in said


def test_a_coordinator_reads_their_own_with_what_waits_and_their_roles(visit: Visit, town: DeskTown) -> None:
    world = town.world
    world.app.do(town.cora, matches.run_round, world.key(), town.programmes["mentoring"])
    said = read_aloud(visit("handover", member=town.id("Cora Cole")))
    assert "Suggestions wait for their decision" in said
    assert "They are trusted as coordinator until" in said


def test_today_says_which_part_of_the_community_nobody_looks_after(visit: Visit, town: DeskTown) -> None:
    world = town.world
    north, south = (world.app.do(OPERATOR, members.add_area, world.key(), name) for name in ("North", "South"))
    world.app.do(OPERATOR, lambda work: work.execute(sa.update(member).values(area_id=south)))
    nora = world.member("Nora Nunn")
    world.app.do(OPERATOR, members.grant, world.key(), nora.member_id, Role.COORDINATOR, north)
    assert "Nobody looks after" not in read_aloud(visit("today", nora))
    for member_id in (town.id("Cora Cole"), world.ids["Stranger Coordinator"]):
        world.app.do(OPERATOR, members.end_role, world.key(), member_id, Role.COORDINATOR)
    page = visit("today", nora)
    assert "Nobody looks after the area South at the moment: it has no coordinator." in read_aloud(page)
    assert Handover.to_depends in links(page)
    (warned,) = visit("roles", world.holder("Ada Admin", Role.ADMINISTRATOR)).warning
    assert "area South" in warned.value
