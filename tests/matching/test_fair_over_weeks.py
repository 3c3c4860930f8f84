"""Fair over many weeks: nobody waits for ever while somebody could meet them, and ties do not go to the same people."""

import random
from dataclasses import replace

from matching import Criterion, Person, Pool, Programme, solve

WEEKS = 30
LIKES = Criterion("likes", "share", "Likes", (4,), first="likes", second="likes", most=2)
WAITING = Criterion("waiting", "waiting", "Waiting", (1,), days=7, most=52)
PROGRAMME = Programme("p", "mentoring", ("mentee", "mentor"), (), (LIKES, WAITING), "coverage")
UNLUCKY = range(5)
"""The first to come, who like nothing that any mentor likes."""


def longest_waits(programme: Programme, seed: int) -> dict[int, int]:
    """For each mentee how many weeks they waited, with as many places each week as people who come."""
    chance = random.Random(seed)
    waiting = dict.fromkeys(UNLUCKY, 0)
    waited: dict[int, int] = {}
    likes: dict[int, tuple[str, ...]] = dict.fromkeys(UNLUCKY, ("nothing",))
    newest = len(waiting)
    for week in range(1, WEEKS + 1):
        for number in range(newest, newest + 3):
            waiting[number], likes[number] = 0, tuple(chance.sample(("tea", "walks", "music"), 2))
        newest += 3
        mentees = [
            Person(number, "mentee", answers={"likes": likes[number]}, waiting_days=7 * weeks)
            for number, weeks in waiting.items()
        ]
        mentors = [Person(1000 + number, "mentor", answers={"likes": ("tea", "walks", "music")}) for number in range(3)]
        proposal = solve(Pool((*mentees, *mentors), (), programme, turn=week))
        for pair in proposal.pairs:
            waited[pair.first] = waiting.pop(pair.first)
        waiting = {number: weeks + 1 for number, weeks in waiting.items()}
    return waited | waiting


def test_nobody_waits_for_ever_while_there_is_room_and_somebody_they_may_meet() -> None:
    for seed in range(3):
        waits = longest_waits(PROGRAMME, seed)
        # Points for waiting grow until nobody who has just come has more: eight weeks for eight points, and then
        # the queue of five in front, three a week.
        assert max(waits.values()) <= 11
        assert max(waits[number] for number in UNLUCKY) >= 1


def test_without_points_for_waiting_somebody_would_wait_for_ever() -> None:
    without = replace(PROGRAMME, criteria=(LIKES,))
    waits = longest_waits(without, 0)
    assert all(waits[number] == WEEKS for number in UNLUCKY)


def test_of_two_who_are_alike_neither_always_loses() -> None:
    people = (Person(1, "mentee"), Person(2, "mentee"), Person(9, "mentor"))
    won = [solve(Pool(people, (), PROGRAMME, turn)).pairs[0].first for turn in range(1, 2 * WEEKS + 1)]
    assert WEEKS / 2 <= won.count(1) <= WEEKS * 3 / 2
    streaks = "".join(map(str, won)).replace("12", "1 2").replace("21", "2 1").split()
    assert max(map(len, streaks)) <= 9


def test_of_five_who_are_alike_each_has_a_turn_among_equals_too() -> None:
    programme = Programme("b", "buddying", ("buddy",), (), (), "pairs", trio=False)
    people = tuple(Person(number, "buddy") for number in range(5))
    left = [solve(Pool(people, (), programme, turn)).unmatched[0].number for turn in range(1, WEEKS + 1)]
    assert set(left) == set(range(5))
    assert max(left.count(number) for number in range(5)) <= WEEKS / 2
