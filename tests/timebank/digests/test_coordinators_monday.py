"""A coordinator's Monday: what waits, who waits, what went quiet; counts in the letter, names behind the sign-in."""

import csv
import io

import pytest
import sqlalchemy as sa
from digest_world import Digests
from guiding import Guiding
from world import World

from timebank.access import OPERATOR, Role
from timebank.digests.monday import monday, monday_csv
from timebank.errors import NotFound
from timebank.handover.actions import come_back, hand_over
from timebank.history.actions import note
from timebank.ledger import questions
from timebank.mail.choices import choose_letters
from timebank.members.actions import add_area, end_role, grant
from timebank.members.tables import member
from timebank.programmes import running

JOB = "monday-digest"


def told(town: Digests, name: str = "Cora") -> str:
    return "\n".join(text for _, text in town.letters(name, "desk_monday"))


def rows(world: World, name: str = "Cora") -> list[tuple[str, str]]:
    return [(one.what, one.who) for one in world.app.see(world.coordinator(name), monday)]


def test_nothing_is_written_where_nothing_waits(town: Digests) -> None:
    town.world.coordinator("Cora")
    assert town.run(JOB) == "0 coordinators written to."


def test_drafts_questions_and_who_waits_are_counted_without_names(town: Digests) -> None:
    story = Guiding(town.world)
    for name in ("Ann", "Dora"):
        story.join(name, "mentee")
    story.join("Ben", "mentor")
    story.run()
    entry_id = town.helped("Ann", "Ben", confirmed=False)
    town.do(town.world.member("Ben"), questions.question, entry_id, 15, "A quarter of an hour, I think")
    assert town.run(JOB).endswith("written to.")
    text = told(town)
    assert "What waits for you:\n\n• Suggestions to look at: 1.\n\n• Questions about hours to settle: 1." in text
    assert "Who is waiting:\n\n• Guides: 3, the longest since 2 November 2026." in text
    assert not any(name in text for name in ("Ann", "Ben", "Dora"))
    assert ("Questions about hours to settle", "Ann, Ben") in rows(town.world)


def test_the_table_holds_names_for_coordinators_alone_and_no_cell_acts(town: Digests) -> None:
    story = Guiding(town.world)
    town.world.member("=Eve()", email="eve@example.org")
    story.join("=Eve()", "mentee")
    cora = town.world.coordinator("Cora")
    table = list(csv.reader(io.StringIO(town.world.app.see(cora, monday_csv))))
    assert table[0] == ["part", "what", "who", "since"]
    assert table[1] == ["Who is waiting", "Guides", "'=Eve()", "2026-11-02"]
    with pytest.raises(NotFound):
        town.world.app.see(town.world.member("Ann"), monday_csv)


def test_a_coordinator_reads_of_people_in_their_own_areas_only(town: Digests) -> None:
    world, story = town.world, Guiding(town.world)
    north = world.app.do(OPERATOR, add_area, world.key(), "North")
    south = world.app.do(OPERATOR, add_area, world.key(), "South")
    story.join("Ann", "mentee"), story.join("Ben", "mentor")
    with world.app.work(OPERATOR) as work:
        for name, area_id in (("Ann", north), ("Ben", south)):
            work.execute(sa.update(member).where(member.c.id == world.ids[name]).values(area_id=area_id))
    nora = world.member("Nora")
    world.app.do(OPERATOR, grant, world.key(), nora.member_id, Role.COORDINATOR, area_id=north)
    assert [who for _, who in rows(world, "Nora")] == ["Ann"]
    assert sorted(who for _, who in rows(world, "Cora")) == ["Ann", "Ben"]


def test_whoever_lost_the_role_or_wants_none_gets_none(town: Digests) -> None:
    world, story = town.world, Guiding(town.world)
    story.join("Ann", "mentee")
    cora, sam = world.coordinator("Cora"), world.ids["Stranger Coordinator"]
    world.app.do(OPERATOR, end_role, world.key(), sam, Role.COORDINATOR)
    town.do(cora, choose_letters, cora.member_id, True, {"desk": "never"})
    assert town.run(JOB) == "0 coordinators written to."


def test_members_gone_quiet_are_told_of_once(town: Digests) -> None:
    def is_here(work: object, name: str) -> None:
        note(work, "sign_in", "member", town.world.ids[name])

    story = Guiding(town.world)
    town.world.app.do(story.cora, running.set_open, "closed", story.programme_id, False)
    ann = town.world.member("Ann")
    town.clock.move(days=10)
    town.world.app.do(ann, is_here, "Ann")
    told_on = []
    for week in range(16, 22):
        town.clock.move(days=7 if week > 16 else 105)
        told_on += [week for what, who in rows(town.world) if who == "Ann"]
    assert len(told_on) == 1


def test_a_job_that_failed_is_told_of(town: Digests) -> None:
    cora = town.world.coordinator("Cora")
    (row,) = town.world.app.see(cora, monday, ["Copies everything."])
    assert row.what == "A job that did not go well: Copies everything."


def test_a_part_of_the_community_nobody_looks_after_is_told_of(town: Digests) -> None:
    world = town.world
    north = world.app.do(OPERATOR, add_area, world.key(), "North")
    south = world.app.do(OPERATOR, add_area, world.key(), "South")
    world.member("Ann")
    with world.app.work(OPERATOR) as work:
        work.execute(sa.update(member).where(member.c.id == world.ids["Ann"]).values(area_id=south))
    sam = world.ids["Stranger Coordinator"]
    nora = world.member("Nora")
    world.app.do(OPERATOR, grant, world.key(), nora.member_id, Role.COORDINATOR, area_id=north)
    world.app.do(OPERATOR, end_role, world.key(), sam, Role.COORDINATOR)
    assert [what for what, _ in rows(world, "Nora")] == [
        "Nobody looks after the area South at the moment: it has no coordinator."
    ]


def test_who_meant_to_be_back_by_now_is_told_of_until_it_is_brought_back(town: Digests) -> None:
    ann, cora = town.world.member("Ann"), town.world.coordinator("Cora")
    town.do(cora, hand_over, ann.member_id, "away", {}, town.today(5))
    assert rows(town.world) == []
    town.clock.move(days=5)
    assert rows(town.world) == [("People who meant to be back by now", "Ann")]
    town.do(ann, come_back, ann.member_id)
    assert rows(town.world) == []


def test_whoever_runs_it_again_on_one_day_sends_nobody_a_second_one(town: Digests) -> None:
    Guiding(town.world).join("Ann", "mentee")
    assert town.run(JOB) == "2 coordinators written to."
    assert town.run(JOB) == "0 coordinators written to."
    assert town.run(JOB, days=1) == "2 coordinators written to."
    assert len(town.letters("Cora", "desk_monday")) == 2
