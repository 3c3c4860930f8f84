"""A round again after one person in a hundred has changed, beside a round from nothing in the same run."""

import math
import random
import statistics
import time
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from bench.worlds import pool_of

from matching import Pool, Proposal, Standing, again, assign, begin, solve
from matching.candidates import find

SIZE, SHARE, WEEKS = 10_000, 0.01, 4
LOST = Fraction(1, 200)
BONUSES = (7, 8, 9, 10)
FEWEST = 10**6
"""A bonus above any gain: with it only those are parted whom a rule parts, or who cost somebody else any match."""


def a_week_later(pool: Pool, week: int, *, local: bool) -> tuple[Pool, set[int]]:
    """One in a hundred has answered all anew, left or come; everybody else has waited a week longer."""
    chance = random.Random(week)
    strangers = pool_of(SIZE, seed=100 + week, local=local).people
    chosen = chance.sample(range(len(pool.people)), round(len(pool.people) * SHARE))
    others = {role: [one for one in strangers if one.role == role] for role in pool.programme.roles}
    people = list(pool.people)
    touched = {people[place].number for place in chosen}
    for at, place in enumerate(chosen):
        person = people[place]
        other = others[person.role][at]
        town = {"town": person.answers["town"]}
        number = person.number if at % 5 else max(one.number for one in people) + 1
        people[place] = replace(other, number=number, answers={**other.answers, **town})
    waited = [replace(one, waiting_days=one.waiting_days + 7) if one.number not in touched else one for one in people]
    return replace(pool, people=tuple(waited)), touched


def parted(before: Standing, after: Standing, touched: set[int]) -> int:
    """How many pairs of people who have not changed were together before and are not after."""
    stood, stands = ({(one.first, one.second) for one in each.proposal.pairs} for each in (before, after))
    return sum(not touched & set(pair) for pair in stood - stands)


def least_parted(before: Standing, after: Standing, touched: set[int], best: Proposal) -> int:
    """How many pairs of unchanged people anybody must part who loses less than LOST of the score, as many covered.

    With a bonus on those pairs no choice is worth more than the best with it, so at least so many are parted; each
    bonus proves a number, and the highest holds (Lagrange's bound).
    """
    candidates = find(after.pool)
    stood = {(one.first, one.second) for one in before.proposal.pairs if not touched & {one.first, one.second}}
    numbers = ([person.number for person in side] for side in (candidates.firsts, candidates.seconds))
    first, second = (
        np.array(side)[of] for side, of in zip(numbers, (candidates.first, candidates.second), strict=True)
    )
    stands = np.array([pair in stood for pair in zip(first.tolist(), second.tolist(), strict=True)])
    found = 0
    for bonus in BONUSES:
        total = assign(
            candidates.first,
            candidates.second,
            candidates.score + bonus * stands,
            left_capacity=[max(person.capacity, 0) for person in candidates.firsts],
            right_capacity=[max(person.capacity, 0) for person in candidates.seconds],
            objective=after.pool.programme.objective,
        ).total
        may_stay = (int(total) - math.ceil((1 - LOST) * best.score)) // bonus
        found = max(found, len(stood) - may_stay)
    return found


def timed(standing: Standing, later: Pool, *, times: int) -> tuple[float, float, Standing]:
    """The best of a few times of a round again, and one from nothing, and what the round again found."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        after = again(standing, later)
        taken.append(time.perf_counter() - begun)
    nothing = []
    for _ in range(2):
        begun = time.perf_counter()
        solve(after.pool)
        nothing.append(time.perf_counter() - begun)
    return min(taken), min(nothing), after


@pytest.mark.parametrize("world", ["open", "local"])
def test_a_round_again_beside_a_round_from_nothing(world: str) -> None:
    local = world == "local"
    pool = pool_of(SIZE, local=local)
    standing = begin(pool)  # compiles what is not compiled yet
    again(standing, a_week_later(pool, 0, local=local)[0])
    pairs = len(standing.proposal.pairs)
    print(f"\n{SIZE:,} people who meet {'only within their towns' if local else 'wherever they live'}, {pairs:,} pairs")
    ratios = []
    for week in range(1, WEEKS + 1):
        later, touched = a_week_later(pool, week, local=local)
        taken, nothing, after = timed(standing, later, times=5)
        best, fewest = solve(after.pool), again(standing, later, stay_bonus=FEWEST)
        broken, needed = parted(standing, after, touched), parted(standing, fewest, touched)
        price = 1 - after.proposal.score / best.score
        least = least_parted(standing, after, touched, best) if local else 0
        ratios.append(nothing / taken)
        print(
            f"change {week}: {taken:.3f} s, from nothing {nothing:.2f} s ({ratios[-1]:.1f} times); bonus "
            f"{after.stay_bonus}: of unchanged people {broken} pairs parted ({broken / pairs:.2%}), {needed} of them so "
            f"that others have a match at all, {broken - needed} for a better one ({(broken - needed) / pairs:.2%}), "
            f"{price:.2%} of the score left"
            + f"; for less than {float(LOST):.1%} nobody could part fewer than {least} ({least / pairs:.2%})"
            * local
        )
        assert dict(best.covered) == dict(after.proposal.covered)
        assert after.proposal.whole
        assert broken - needed < 0.01 * pairs
        assert price < LOST
        assert least <= broken
        assert local or broken < 0.01 * pairs
    print(f"{statistics.median(ratios):.1f} times as fast as from nothing")


@pytest.mark.parametrize("world", ["open", "local"])
def test_what_many_rounds_again_one_after_the_other_leave(world: str) -> None:
    pool = pool_of(SIZE, local=world == "local")
    standing = begin(pool)
    print(f"\nrounds again one after the other, {world}")
    for week in range(1, 9):
        standing = again(standing, a_week_later(standing.pool, week, local=world == "local")[0])
        if week % 4 == 0:
            best = solve(standing.pool)
            print(f"after {week}: {1 - standing.proposal.score / best.score:.2%} of the score left")
