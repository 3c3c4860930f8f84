"""Whoever coordinates one area reads nothing of the people of another: no ending, no letter, no newcomer, no check, no hours."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from guiding import GUIDES, Guiding, mine, pair
from world import World

from timebank.access import OPERATOR, Caller, Role
from timebank.digests.monday import monday
from timebank.errors import NotFound
from timebank.ledger.reads import balance, statement, waiting_for
from timebank.life import endings
from timebank.mail import reads as letters
from timebank.matches.ending_talks import not_in_round
from timebank.matches.preparing import RoundElsewhere, discard_round
from timebank.matches.review_reads import all_matches, unmatched_people
from timebank.members import actions as members
from timebank.members.tables import member
from timebank.programmes.newcomers import newcomers
from timebank.programmes.pool_reads import missing_of
from timebank.programmes.reads import participants
from timebank.reports.reciprocity import months, standings
from timebank.work import Work

SCREENED = GUIDES + "\n[settings]\nneeds_screening = true\nending_talk = true\n"


def coordinator_of(world: World, area: str, *people: str) -> Caller:
    """A coordinator of an area, and the people who live in it."""
    area_id = world.app.do(OPERATOR, members.add_area, world.key(), area)
    keeper = world.member(f"Keeper of {area}")
    world.app.do(OPERATOR, members.grant, world.key(), keeper.member_id or "", Role.COORDINATOR, area_id)

    def settle(work: Work) -> None:
        some = [world.ids[name] for name in people]
        work.execute(sa.update(member).where(member.c.id.in_(some)).values(area_id=area_id))

    world.app.do(OPERATOR, settle)
    return keeper


def test_how_a_match_ended_is_read_where_its_people_live(world: World) -> None:
    guiding = Guiding(world)
    ann, ben = pair(guiding)
    match_id = guiding.match(ann, ben)
    north, south = coordinator_of(world, "North", "Ann", "Ben"), coordinator_of(world, "South")
    world.app.do(ann, endings.end_match, world.key(), match_id, "not_a_fit", "He shouts")
    assert [one.ending_words for one in world.app.see(north, all_matches)] == ["He shouts"]
    assert world.app.see(south, all_matches) == []
    world.app.do(OPERATOR, members.grant, world.key(), world.ids["Ann"], Role.COORDINATOR)
    assert [one.ending_words for one in world.app.see(ann, all_matches)] == [""]


def test_letters_are_registered_and_printed_where_their_readers_live(world: World) -> None:
    guiding = Guiding(world)
    guiding.join("Ann", "mentee")
    guiding.join("Olga", "mentor", offline=True)
    guiding.offer()
    north, south = coordinator_of(world, "North", "Ann", "Olga"), coordinator_of(world, "South")
    (olgas,) = [row for row in world.app.see(north, letters.register).rows if row.addressee == "Olga"]
    assert "Ann" in world.app.see(north, letters.sheet, olgas.letter_id).text
    seen = world.app.see(south, letters.register)
    assert (seen.rows, seen.total, sum(seen.counts.values())) == ((), 0, 0)
    with pytest.raises(NotFound):
        world.app.see(south, letters.sheet, olgas.letter_id)


def test_a_round_is_set_aside_by_nobody_who_may_not_decide_on_its_drafts(world: World) -> None:
    guiding = Guiding(world)
    pair(guiding)
    round_id = guiding.run()
    north, south = coordinator_of(world, "North", "Ann", "Ben"), coordinator_of(world, "South")
    with pytest.raises(RoundElsewhere):
        world.app.do(south, discard_round, world.key(), round_id, "not now")
    assert len(guiding.drafts()) == 1
    world.app.do(north, discard_round, world.key(), round_id, "not now")
    assert guiding.drafts() == []


def test_who_waits_to_hear_and_who_is_in_no_round_is_told_where_they_live(world: World) -> None:
    guiding = Guiding(world, SCREENED)
    guiding.join("Ann", "mentee")
    north, south = coordinator_of(world, "North", "Ann"), coordinator_of(world, "South")
    for keeper, names in ((north, ["Ann"]), (south, [])):
        assert [one.name for one in world.app.see(keeper, newcomers)] == names
        assert [one.name for one in world.app.see(keeper, not_in_round, guiding.programme_id)] == names
        assert ("Ann" in [row.who for row in world.app.see(keeper, monday)]) == bool(names)


def test_whom_a_round_found_nobody_for_is_told_where_they_live(world: World) -> None:
    guiding = Guiding(world)
    ann = guiding.join("Ann", "mentee")
    round_id = guiding.run()
    north, south = coordinator_of(world, "North", "Ann"), coordinator_of(world, "South")
    assert [one.member_id for one in world.app.see(north, unmatched_people, round_id)] == [mine(guiding, ann)]
    assert world.app.see(south, unmatched_people, round_id) == []


def test_who_takes_part_and_what_is_missing_of_them_is_read_where_they_live(world: World) -> None:
    guiding = Guiding(world, GUIDES.replace('name = "mentee"', 'name = "mentee"\nchecks = ["pvg"]', 1))
    ann = guiding.join("Ann", "mentee")
    north, south = coordinator_of(world, "North", "Ann"), coordinator_of(world, "South")
    asked = (guiding.programme_id, mine(guiding, ann))
    assert [one.name for one in world.app.see(north, participants, guiding.programme_id)] == ["Ann"]
    assert world.app.see(south, participants, guiding.programme_id) == ()
    assert world.app.see(north, missing_of, *asked)
    with pytest.raises(NotFound):
        world.app.see(south, missing_of, *asked)


@pytest.mark.parametrize("read", [balance, statement, waiting_for, months])
def test_hours_are_read_where_their_people_live(world: World, read: Callable[..., object]) -> None:
    ann = world.member("Ann")
    north, south = coordinator_of(world, "North", "Ann"), coordinator_of(world, "South")
    world.app.see(north, read, ann.member_id)
    with pytest.raises(NotFound):
        world.app.see(south, read, ann.member_id)
    assert "Ann" in [one.name for one in world.app.see(north, standings)]
    assert "Ann" not in [one.name for one in world.app.see(south, standings)]
