"""Kill -9 at any moment: what was acknowledged is there, nothing is there in halves, and trying again doubles nothing."""

import random

import pytest
from ledger_world import Ledger
from strong import sizes
from strong.kills import Victim, judge, kill_at_random, let_die
from world import World

POINTS_IN_ONE_ROUND = 120  # about as many moments as recording, confirming and correcting have, on either database


@pytest.fixture
def ledger(world: World) -> Ledger:
    ledger = Ledger(world)
    for name in ("Ann", "Ben"):
        ledger.person(name)
    world.coordinator("Cora")
    return ledger


def victim(ledger: Ledger, url: str, run: str, **told: object) -> Victim:
    people = (ledger.world.ids[name] for name in ("Ann", "Ben", "Cora"))
    return Victim(url, run, *people, **told)


def test_the_kill_finds_a_writer_that_tells_before_it_is_kept(ledger: Ledger, database_url: str) -> None:
    careless = victim(ledger, database_url, "careless", die_at_point=1, points=("commit",), is_careless=True)
    let_die(careless)
    findings = judge(ledger, careless)
    assert any("was told and is not kept" in finding for finding in findings)


def test_nothing_told_is_lost_when_a_writer_is_killed_at_a_random_moment(ledger: Ledger, database_url: str) -> None:
    chance = random.Random(20261102)
    told = 0
    for number in range(sizes.KILLS_AT_RANDOM):
        killed = victim(ledger, database_url, f"random-{number}")
        kill_at_random(killed, chance)
        assert judge(ledger, killed) == [], f"kill {number}"
        told += len(killed.told)
    print(f"{sizes.KILLS_AT_RANDOM} kills at random moments, {told} writes acknowledged before them")


def test_nothing_told_is_lost_when_a_writer_is_killed_at_any_statement(ledger: Ledger, database_url: str) -> None:
    for number in range(sizes.KILLS_AT_STATEMENTS):
        point = 1 + number * POINTS_IN_ONE_ROUND // sizes.KILLS_AT_STATEMENTS
        killed = victim(ledger, database_url, f"statement-{point}", die_at_point=point)
        let_die(killed)
        assert judge(ledger, killed) == [], f"killed at point {point}"
