"""What people say of whom they may meet reaches the round, counts only where they allow it, and stays private."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from ledger_world import TODAY, Ledger
from world import World

from matching import solve
from timebank.access import OPERATOR, WORKER, Role
from timebank.clock import HandClock, local_date
from timebank.community.actions import choose
from timebank.errors import InvalidInput, NotFound
from timebank.history.reads import recent
from timebank.history.tables import event
from timebank.listings.categories import plant_categories
from timebank.matches import apart as keeping_apart
from timebank.matches.pool import Gathered, gather
from timebank.members import bonds, checks, leaving, reach
from timebank.members.tables import member_bond, member_check, member_reach
from timebank.programmes import actions, pairs, pool_reads, reads
from timebank.programmes.definition import ProgrammeUnreadable, parse, starter_text
from timebank.programmes.rules import Given
from timebank.programmes.tables import programme_pair

WISH = Given("company_wished", ("woman",), may_be_used=True, is_essential=True)


@pytest.fixture
def town(world: World) -> World:
    """A mentoring programme in which Ann would like guidance, and Ben and Bea give some."""
    world.app.do(OPERATOR, plant_categories)
    text = starter_text("mentoring").replace(
        'code = "slot"\nkind = "slot"', 'code = "slot"\nkind = "slot"\nunknown = "allow"'
    )
    world.ids["mentoring"] = world.app.do(world.coordinator(), actions.start, "start", text)
    join(world, "Ann", "mentee")
    for name in ("Ben", "Bea"):
        join(world, name, "mentor")
    return world


def join(world: World, name: str, role: str, *given: Given) -> str:
    return world.app.do(world.member(name), actions.join, world.key(), world.ids["mentoring"], role, given)


def say(world: World, name: str, *given: Given) -> None:
    world.app.do(world.member(name), actions.change_answers, world.key(), world.ids["mentoring"], given)


def gathered(world: World) -> Gathered:
    programme_id = world.ids["mentoring"]
    return world.app.see(WORKER, lambda look: gather(look, programme_id, reads.definition_of(look, programme_id), 1))


def met(world: World) -> set[str]:
    """With whom the round puts Ann."""
    found = gathered(world)
    names = {member_id: name for name, member_id in world.ids.items()}
    called = [names[one] for one in found.member_ids]
    pairs = [{called[pair.first], called[pair.second]} for pair in solve(found.pool).pairs]
    return set().union(*(pair - {"Ann"} for pair in pairs if "Ann" in pair))


def bond(world: World, name: str, other: str, kind: str) -> str:
    who = world.member(name)
    return world.app.do(who, keeping_apart.say_bond, world.key(), who.member_id, world.ids[other], kind)


def pair(world: World, kind: str, *names: str) -> str:
    both = [world.ids[name] for name in names]
    return world.app.do(world.coordinator(), keeping_apart.say_pair, world.key(), world.ids["mentoring"], *both, kind)


def pool(world: World) -> dict[str, reads.PoolMember]:
    names = {member_id: name for name, member_id in world.ids.items()}
    return {names[one.member_id]: one for one in world.app.see(WORKER, reads.pool_members, world.ids["mentoring"])}


def test_what_ann_will_not_do_without_keeps_her_from_whoever_did_not_say_it(town: World) -> None:
    say(town, "Bea", Given("gender", ("woman",), may_be_used=True))
    say(town, "Ann", WISH)
    assert pool(town)["Ann"].essential == {"company_wished"}
    pair(town, "forbidden", "Ann", "Bea")
    assert met(town) == set()
    pair(town, "pinned", "Ann", "Bea")
    assert met(town) == {"Bea"}


def test_an_essential_answer_counts_only_where_it_may_be_used_and_where_a_rule_asks(town: World) -> None:
    often = Given("how_often", ("weekly",), may_be_used=True, is_essential=True)
    say(town, "Ann", Given("company_wished", ("woman",), is_essential=True), often)
    assert pool(town)["Ann"].essential == frozenset()
    part = town.app.see(town.member("Ann"), reads.my_part, town.ids["mentoring"])
    assert part
    cards = {card.question: card for card in part.answers}
    assert (cards["company_wished"].may_be_essential, cards["company_wished"].is_essential) == (True, True)
    assert (cards["how_often"].may_be_essential, cards["how_often"].is_essential) == (False, False)


def test_where_ann_lives_and_how_far_she_goes_count_only_with_her_tick(town: World) -> None:
    ann = town.member("Ann")
    town.app.do(ann, reach.set_reach, town.key(), ann.member_id, "iv30 1ab", 10, 1980)
    assert town.app.see(ann, reach.reach, ann.member_id) == reach.Reach("IV30", 10, 1980)
    assert (pool(town)["Ann"].place, pool(town)["Ann"].travel_kilometres) == (None, None)
    say(town, "Ann", Given("place", may_be_used=True, may_be_shown=True), Given("age_group", may_be_used=True))
    one = pool(town)["Ann"]
    assert (one.place, one.travel_kilometres) == ((57.65, -3.33), 10)
    assert one.answers == {"place": ("IV30",), "age_group": ("adult",)}
    for name, postcode in (("Ben", "IV1"), ("Bea", "IV36")):
        mentor = town.member(name)
        town.app.do(mentor, reach.set_reach, town.key(), mentor.member_id, postcode, 15)
        say(town, name, Given("place", may_be_used=True))
    assert met(town) == {"Bea"}


def test_who_is_under_18_meets_nobody_who_is_not(town: World) -> None:
    for name, born in (("Ann", 2010), ("Ben", 1980), ("Bea", 2009)):
        who = town.member(name)
        town.app.do(who, reach.set_reach, town.key(), who.member_id, "", None, born)
        say(town, name, Given("age_group", may_be_used=True))
    assert met(town) == {"Bea"}


@pytest.mark.parametrize(
    "said", [{"postcode": "XX99"}, {"travel_kilometres": -1}, {"travel_kilometres": 501}, {"birth_year": 1820}]
)
def test_places_ways_and_years_that_make_no_sense_are_refused(town: World, said: dict[str, object]) -> None:
    ann = town.member("Ann")
    with pytest.raises(InvalidInput):
        town.app.do(ann, reach.set_reach, town.key(), ann.member_id, **said)


def test_somebody_ann_would_rather_not_meet_is_never_suggested_and_nobody_learns_why(town: World) -> None:
    pair(town, "forbidden", "Ann", "Bea")
    bond(town, "Ann", "Ben", "rather_not")
    assert met(town) == set()
    result = gathered(town)
    ann = next(one for one in solve(result.pool).unmatched if one.role == "mentee")
    assert ann.removed == (("set_aside", 2),)
    assert ann.words.endswith("2 because they have met before or are not put forward together.")
    (kept,) = town.app.see(OPERATOR, lambda look: look.rows(sa.select(event).where(event.c.action == "say_bond")))
    assert kept.subject_id == town.ids["Ann"]
    assert town.ids["Ben"] not in str(kept)
    assert "rather" not in str(kept)
    admin = town.app.see(town.holder("Ada", Role.ADMINISTRATOR), recent)
    assert admin
    assert not [one for one in admin if "bond" in one.action]
    for who in (town.coordinator(), town.member("Ben"), town.holder("Ada", Role.ADMINISTRATOR)):
        with pytest.raises(NotFound):
            town.app.see(who, bonds.bonds_of, town.ids["Ann"])
    assert [one.other_name for one in town.app.see(town.member("Ann"), bonds.bonds_of, town.ids["Ann"])] == ["Ben"]
    assert town.app.see(town.member("Ben"), bonds.bonds_of, town.ids["Ben"]) == ()
    both = (town.ids["Ann"], town.ids["Ben"], "rather_not")
    town.app.do(town.member("Ann"), bonds.take_back_bond, town.key(), *both)
    with pytest.raises(NotFound):
        town.app.do(town.member("Ann"), bonds.take_back_bond, town.key(), *both)
    assert met(town) == {"Ben"}


@pytest.mark.parametrize(
    ("kind", "code"),
    [("household", "same_household"), ("cares_for", "conflict_of_interest"), ("manages", "conflict_of_interest")],
)
def test_a_household_and_a_conflict_of_interest_have_a_reason_of_their_own(town: World, kind: str, code: str) -> None:
    pair(town, "forbidden", "Ann", "Bea")
    bond(town, "Ben", "Ann", kind)
    ann = next(one for one in solve(gathered(town).pool).unmatched if one.role == "mentee")
    assert dict(ann.removed) == {code: 1, "set_aside": 1}


def test_what_somebody_says_of_another_is_theirs_to_say(town: World) -> None:
    ann, ben = town.ids["Ann"], town.ids["Ben"]
    for who in (town.member("Ben"), town.coordinator()):
        with pytest.raises(NotFound):
            town.app.do(who, bonds.say_bond, town.key(), ann, ben, "rather_not")
    for other, kind in ((ann, "household"), (ben, "enemies")):
        with pytest.raises(InvalidInput):
            town.app.do(town.member("Ann"), bonds.say_bond, town.key(), ann, other, kind)
    with pytest.raises(NotFound):
        town.app.do(town.member("Ann"), bonds.say_bond, town.key(), ann, "nobody", "household")
    with pytest.raises(NotFound):
        town.app.see(town.member("Ben"), reach.reach, ann)


def test_a_coordinator_writes_down_what_an_offline_member_says(town: World) -> None:
    olive, cora = town.member("Olive", offline=True).member_id, town.coordinator()
    told = {"how_told": "by phone"}
    town.app.do(cora, keeping_apart.say_bond, town.key(), olive, town.ids["Ben"], "rather_not", **told)
    town.app.do(cora, reach.set_reach, town.key(), olive, "IV30", 5, 1940, **told)
    assert town.app.see(cora, bonds.bonds_of, olive)[0].kind == "rather_not"
    assert town.app.see(cora, reach.reach, olive).birth_year == 1940
    with pytest.raises(InvalidInput):
        town.app.do(cora, reach.set_reach, town.key(), olive, "IV30")


def test_what_an_offline_member_says_of_a_coordinator_another_one_writes_down(town: World) -> None:
    olive, cora, dan = town.member("Olive", offline=True).member_id, town.coordinator(), town.coordinator("Dan")
    said = (olive, cora.member_id, "rather_not", "by phone")
    with pytest.raises(NotFound):
        town.app.do(cora, bonds.say_bond, town.key(), *said)
    town.app.do(dan, bonds.say_bond, town.key(), *said)
    assert [one.other_name for one in town.app.see(dan, bonds.bonds_of, olive)] == ["Cora"]
    assert town.app.see(cora, bonds.bonds_of, olive) == ()
    with pytest.raises(NotFound):
        town.app.do(cora, bonds.take_back_bond, town.key(), *said)
    town.app.do(dan, bonds.take_back_bond, town.key(), *said)


def test_nobody_is_in_a_round_before_their_checks_are_seen_or_after_they_run_out(town: World, clock: HandClock) -> None:
    cora, programme = town.coordinator(), town.ids["mentoring"]
    text = starter_text("mentoring").replace('label = "mentor"\n', 'label = "mentor"\nchecks = ["pvg", "references"]\n')
    town.app.do(cora, actions.change, town.key(), programme, text, 1)
    town.app.do(town.member("Bea"), actions.pause, town.key(), programme)
    assert set(pool(town)) == {"Ann"}
    waiting = {one.name: (one.code, one.words) for one in town.app.see(cora, pool_reads.not_in_round, programme)}
    assert waiting == {
        "Bea": ("paused", "they are taking a break"),
        "Ben": ("checks", "this has not been seen, or is out of date: PVG scheme and references"),
    }
    until = TODAY + timedelta(days=20)
    for kind, expires in (("pvg", until), ("references", None)):
        clock.move(minutes=1)
        town.app.do(cora, checks.record_check, town.key(), town.ids["Ben"], kind, True, TODAY, expires, "A-1")
    assert set(pool(town)) == {"Ann", "Ben"}
    clock.move(days=20)
    assert set(pool(town)) == {"Ann", "Ben"}
    clock.move(days=1)
    assert set(pool(town)) == {"Ann"}
    town.app.do(cora, checks.record_check, town.key(), town.ids["Ben"], "pvg", True, until)
    assert set(pool(town)) == {"Ann", "Ben"}
    clock.move(minutes=1)
    town.app.do(cora, checks.record_check, town.key(), town.ids["Ben"], "references", False, until)
    assert set(pool(town)) == {"Ann"}
    seen = town.app.see(cora, checks.checks_of, town.ids["Ben"], until)
    assert [(one.kind, one.holds, one.recorded_by) for one in seen] == [
        ("references", False, "Cora"),
        ("pvg", True, "Cora"),
        ("references", False, "Cora"),
        ("pvg", False, "Cora"),  # there is a newer one
    ]


def test_a_check_seen_this_morning_far_to_the_east_is_written_down(town: World, clock: HandClock) -> None:
    town.app.do(OPERATOR, choose, town.key(), {"zone": "Pacific/Auckland"})
    seen = (town.ids["Ben"], "pvg", True, local_date(clock.now() + timedelta(hours=6), "Pacific/Auckland"))
    clock.move(hours=6)
    town.app.do(town.coordinator(), checks.record_check, town.key(), *seen)
    with pytest.raises(InvalidInput):
        town.app.do(town.coordinator(), checks.record_check, town.key(), *seen[:3], seen[3] + timedelta(days=1))


def test_checks_are_written_down_by_coordinators_and_never_of_oneself(town: World) -> None:
    cora = town.coordinator()
    said = ("pvg", True, TODAY)
    for who in (town.member("Ben"), town.member("Ann"), town.holder("Ada", Role.ADMINISTRATOR)):
        with pytest.raises(NotFound):
            town.app.do(who, checks.record_check, town.key(), town.ids["Ben"], *said)
        with pytest.raises(NotFound):
            town.app.see(who, checks.checks_of, town.ids["Ben"], TODAY)
    with pytest.raises(NotFound):
        town.app.do(cora, checks.record_check, town.key(), cora.member_id, *said)
    for wrong in (
        ("magic", True, TODAY),
        ("pvg", True, TODAY + timedelta(days=1)),
        ("pvg", True, TODAY, date(2020, 1, 1)),
    ):
        with pytest.raises(InvalidInput):
            town.app.do(cora, checks.record_check, town.key(), town.ids["Ben"], *wrong)
    with pytest.raises(ProgrammeUnreadable, match="no check called 'magic'"):
        parse(starter_text("mentoring").replace('label = "mentor"\n', 'label = "mentor"\nchecks = ["magic"]\n'))


def test_a_coordinator_pins_and_forbids_pairs_and_takes_it_back(town: World) -> None:
    cora, programme = town.coordinator(), town.ids["mentoring"]
    pair(town, "pinned", "Bea", "Ann")
    assert met(town) == {"Bea"}
    pair(town, "forbidden", "Ann", "Bea")
    assert met(town) == {"Ben"}
    (said,) = town.app.see(cora, pairs.pairs, programme)
    assert ({said.first_name, said.second_name}, said.kind) == ({"Ann", "Bea"}, "forbidden")
    both = (town.ids["Ann"], town.ids["Bea"])
    town.app.do(cora, pairs.take_back_pair, town.key(), programme, *both)
    with pytest.raises(NotFound):
        town.app.do(cora, pairs.take_back_pair, town.key(), programme, *both)
    with pytest.raises(InvalidInput):
        pair(town, "married", "Ann", "Bea")
    with pytest.raises(NotFound):
        pair(town, "pinned", "Ann", "Cora")
    join(town, "Cora", "mentor")
    with pytest.raises(NotFound):
        pair(town, "pinned", "Ann", "Cora")
    for who in (town.member("Ann"), town.holder("Ada", Role.ADMINISTRATOR)):
        with pytest.raises(NotFound):
            town.app.do(who, pairs.say_pair, town.key(), programme, *both, "pinned")
        with pytest.raises(NotFound):
            town.app.see(who, pairs.pairs, programme)


def test_a_pin_that_cannot_hold_stops_no_round_and_tells_nobody_why(town: World) -> None:
    pair(town, "pinned", "Ann", "Ben")
    bond(town, "Ben", "Ann", "rather_not")
    assert met(town) == {"Bea"}
    pair(town, "pinned", "Ann", "Bea")
    assert met(town) == {"Bea"}
    say(town, "Ann", WISH)
    assert met(town) == set()


def test_hours_say_only_who_has_given_or_received_and_only_with_a_tick(town: World) -> None:
    town.found()
    ledger = Ledger(town)
    ledger.confirm("Ben", ledger.record("Ann", "Ann", "Ben", 60))
    assert "hours" not in pool(town)["Ann"].answers
    for name in ("Ann", "Ben", "Bea"):
        say(town, name, Given("hours", may_be_used=True))
    found = pool(town)
    assert [found[name].answers.get("hours") for name in ("Ann", "Ben", "Bea")] == [
        ("only_given",),
        ("only_received",),
        None,
    ]
    assert met(town) == {"Ben"}  # she has only given, he has only received
    ledger.confirm("Ann", ledger.record("Ben", "Ben", "Ann", 30))
    assert pool(town)["Ann"].answers["hours"] == ("both",)


def test_whoever_leaves_leaves_nothing_private_behind(town: World) -> None:
    cora, ben = town.coordinator(), town.ids["Ben"]
    bond(town, "Ben", "Ann", "household"), bond(town, "Ann", "Ben", "rather_not"), pair(town, "pinned", "Ann", "Ben")
    town.app.do(town.member("Ben"), reach.set_reach, town.key(), ben, "IV30", 10, 1980)
    town.app.do(cora, checks.record_check, town.key(), ben, "pvg", True, TODAY)
    town.app.do(town.member("Ben"), actions.leave, town.key(), town.ids["mentoring"])
    town.app.do(OPERATOR, leaving.say_goodbye, ben)
    for table in (member_reach, member_bond, member_check, programme_pair):
        assert town.app.see(OPERATOR, lambda look, table=table: look.rows(sa.select(table))) == []
