"""Fair over many weeks of circles: nobody waits for ever whom a circle could hold, and ties do not go to the same people."""

import random
from dataclasses import replace

import pytest

from matching import Criterion, Person, Pool, Programme, solve
from matching.candidates import find
from matching.closing import Around
from matching.exchange import arcs_pool, patience
from matching.why_no_circle import whom_each_helps

WEEKS = 30
ASKS = Criterion("help", "meets", "Help", (4,), first="requests", second="offers", most=3)
WAITING = Criterion("waiting", "waiting", "Waiting", (1,), days=14, most=4)
HELP = Programme("help", "help", ("member",), criteria=(ASKS, WAITING))
LONGEST = 8  # weeks, until the points for waiting grow no further


def member(number: int, offers: str, requests: str, weeks: int = 0) -> Person:
    """Somebody who has waited for some weeks."""
    answers = {"offers": tuple(offers.split()), "requests": tuple(requests.split())}
    return Person(number, "member", 1, answers, waiting_days=7 * weeks)


def weeks_of_the_unlucky(programme: Programme) -> list[int]:
    """How long three people waited whose only swap would each time take somebody from a circle of three."""
    waiting, waited = dict.fromkeys(range(3), 0), {}
    for week in range(WEEKS):
        ring = [
            member(100 + 3 * week, "garden", "lifts cooking"),
            member(101 + 3 * week, "law", "garden"),
            member(102 + 3 * week, "lifts", "law"),
        ]
        unlucky = [member(number, "cooking", "garden", weeks) for number, weeks in waiting.items()]
        for circle in solve(Pool((*unlucky, *ring), (), programme, turn=week + 1)).circles:
            waited |= {number: waiting.pop(number) for number in circle.people if number in waiting}
        waiting = {number: weeks + 1 for number, weeks in waiting.items()}
    return sorted((waited | waiting).values())


def test_whom_more_hours_for_others_would_leave_out_for_ever_has_a_turn() -> None:
    assert patience(HELP) == 7 * LONGEST
    assert weeks_of_the_unlucky(HELP) == [LONGEST, LONGEST + 1, LONGEST + 2]


def test_without_points_for_waiting_most_hours_would_leave_them_out_for_ever() -> None:
    assert weeks_of_the_unlucky(replace(HELP, criteria=(ASKS,))) == [WEEKS] * 3


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.prove) for seed in range(1, 8))])
def test_in_a_community_that_stays_nobody_whom_a_circle_could_hold_waits_for_long(seed: int) -> None:
    kinds = ("garden", "lifts", "law", "cooking", "sewing", "forms", "company", "dogs")
    chance = random.Random(seed)
    said = [(" ".join(chance.sample(kinds, 2)), chance.choice(kinds)) for _ in range(30)]
    waits, longest = [0] * 30, [0] * 30
    for week in range(WEEKS):
        people = tuple(member(at, *said[at], waits[at]) for at in range(30))
        pool = Pool(people, (), HELP, turn=week + 1)
        in_one = {number for circle in solve(pool).circles for number in circle.people}
        waits = [0 if at in in_one else wait + 1 for at, wait in enumerate(waits)]
        longest = [max(pair) for pair in zip(longest, waits, strict=True)]
    candidates = find(arcs_pool(replace(pool, turn=0)))
    around = Around(whom_each_helps(candidates), HELP.most_in_circle)
    possible = {at for at in range(30) if around.closes(at)}
    assert len(possible) >= 20
    assert max(longest[at] for at in possible) <= LONGEST + 2
    assert all(longest[at] == WEEKS for at in range(30) if at not in possible)


def test_of_four_who_are_alike_none_always_loses() -> None:
    people = (member(0, "garden", "law"), *(member(at, "law", "garden") for at in range(1, 5)))
    won = [
        next(number for number in solve(Pool(people, (), HELP, turn)).circles[0].people if number) for turn in range(40)
    ]
    assert min(won.count(at) for at in range(1, 5)) >= 3
