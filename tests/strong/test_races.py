"""Two people at the same moment: confirming, recording, taking the last hour, settling. Exactly one of them is first."""

import pytest
from ledger_world import Ledger
from strong import sizes
from strong.careless import decide_carelessly, once_carelessly, reserve_carelessly
from strong.crew import a_day
from strong.races import Step, carefully, newcomers, pending, proved, race, wrong_rounds
from world import World

from timebank.access import OPERATOR
from timebank.ledger import actions, questions

FLOOR_MINUTES = -60


@pytest.fixture
def ledger(world: World) -> Ledger:
    ledger = Ledger(world)
    for name in ("Ann", "Ben", "Cat"):
        ledger.person(name)
    return ledger


def test_the_race_finds_hours_confirmed_twice(ledger: Ledger, database_url: str) -> None:
    hours = pending(ledger, sizes.CARELESS_RACE_ROUNDS)
    steps = [Step(decide_carelessly, OPERATOR, (one,)) for one in hours]
    endings = race(database_url, [(step, step) for step in steps])
    assert wrong_rounds(endings, "AlreadyDecided")
    assert not ledger.proof().ok


def test_hours_confirmed_from_two_screens_at_once_count_once(ledger: Ledger, database_url: str) -> None:
    ben = ledger.person("Ben")
    rounds = [
        tuple(Step(carefully, ben, (actions.confirm, f"{one}:{screen}", one)) for screen in (1, 2))
        for one in pending(ledger, sizes.RACE_ROUNDS)
    ]
    assert wrong_rounds(race(database_url, rounds), "AlreadyDecided") == []
    assert (ledger.balance("Ann"), ledger.balance("Ben")) == (60 * len(rounds), -60 * len(rounds))
    proved(ledger)


def test_confirming_and_withdrawing_at_once_end_in_one_of_the_two(ledger: Ledger, database_url: str) -> None:
    ann, ben = ledger.person("Ann"), ledger.person("Ben")
    rounds = [
        (
            Step(carefully, ben, (actions.confirm, f"{one}:confirm", one)),
            Step(carefully, ann, (actions.withdraw, f"{one}:withdraw", one)),
        )
        for one in pending(ledger, sizes.RACE_ROUNDS)
    ]
    endings = race(database_url, rounds)
    assert wrong_rounds(endings, "AlreadyDecided") == []
    assert ledger.balance("Ann") == 60 * sum(confirming.kind == "done" for confirming, _ in endings)
    proved(ledger)


def test_the_race_finds_one_key_that_wrote_twice(ledger: Ledger, database_url: str) -> None:
    steps = [Step(once_carelessly, OPERATOR, (f"race-{number}",)) for number in range(sizes.CARELESS_RACE_ROUNDS)]
    endings = race(database_url, [(step, step) for step in steps])
    assert any(one.words != other.words for one, other in endings)


def test_one_key_sent_twice_at_once_writes_once_and_answers_both(ledger: Ledger, database_url: str) -> None:
    told = {"giver": ledger.of("Ann"), "receiver": ledger.of("Ben"), "minutes": 60}
    steps = [
        Step(
            carefully, ledger.person("Ann"), (actions.record, f"race-{number}"), told | {"service_date": a_day(number)}
        )
        for number in range(sizes.RACE_ROUNDS)
    ]
    endings = race(database_url, [(step, step) for step in steps])
    assert [both for both in endings if both[0] != both[1] or both[0].kind != "done"] == []
    assert ledger.stands("Ann").pending_given_minutes == 60 * sizes.RACE_ROUNDS
    assert len(ledger.waiting("Ben")) == sizes.RACE_ROUNDS
    proved(ledger)


def test_the_race_finds_the_last_hour_taken_twice(ledger: Ledger, database_url: str) -> None:
    names = newcomers(ledger, sizes.CARELESS_RACE_ROUNDS)
    steps = [Step(reserve_carelessly, OPERATOR, (ledger.world.ids[name], 60, FLOOR_MINUTES)) for name in names]
    endings = race(database_url, [(step, step) for step in steps])
    assert wrong_rounds(endings, "OutOfRoom")


def test_the_last_hour_above_a_blocking_floor_goes_to_one_of_two(ledger: Ledger, database_url: str) -> None:
    ledger.choose(floor_minutes=str(FLOOR_MINUTES), limit_policy="block")
    rounds = []
    for number, name in enumerate(newcomers(ledger, sizes.RACE_ROUNDS)):
        both = []
        for giver in ("Ann", "Cat"):
            told = {"giver": ledger.of(giver), "receiver": ledger.of(name), "minutes": 60}
            both.append(
                Step(
                    carefully,
                    ledger.person(giver),
                    (actions.record, f"{name}:{giver}"),
                    told | {"service_date": a_day(number)},
                )
            )
        rounds.append((both[0], both[1]))
    assert wrong_rounds(race(database_url, rounds), "OutOfRoom") == []
    proved(ledger)


def questioned(ledger: Ledger, rounds: int) -> list[str]:
    """Hours Ann and Ben remember differently, one for each round."""
    hours = pending(ledger, rounds, minutes=120)
    for one in hours:
        ledger.world.app.do(ledger.person("Ben"), questions.question, f"{one}:question", one, 20, "")
    return hours


def test_the_race_finds_a_question_settled_twice(ledger: Ledger, database_url: str) -> None:
    rounds = [
        tuple(Step(decide_carelessly, OPERATOR, (one, "questioned", "closed", minutes)) for minutes in (60, 61))
        for one in questioned(ledger, sizes.CARELESS_RACE_ROUNDS)
    ]
    assert wrong_rounds(race(database_url, rounds), "AlreadyDecided")
    assert not ledger.proof().ok


def test_two_coordinators_who_settle_at_once_end_in_one_figure(ledger: Ledger, database_url: str) -> None:
    judges = [ledger.world.coordinator(name) for name in ("Cora", "Cleo")]
    rounds = [
        tuple(
            Step(carefully, judge, (questions.settle, f"{one}:{minutes}", one, minutes, "we talked"))
            for judge, minutes in zip(judges, (60, 61), strict=True)
        )
        for one in questioned(ledger, sizes.RACE_ROUNDS)
    ]
    endings = race(database_url, rounds)
    assert wrong_rounds(endings, "AlreadyDecided") == []
    assert ledger.balance("Ann") == sum(60 if first.kind == "done" else 61 for first, _ in endings)
    proved(ledger)
