"""A round again after one person in a hundred has changed, beside a round from nothing in the same run."""

import random
import statistics
import time
from dataclasses import replace

import pytest
from bench.worlds import pool_of

from matching import Pool, again, begin, solve

SIZE, SHARE, WEEKS = 10_000, 0.01, 3


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


@pytest.mark.parametrize("world", ["open", "local"])
def test_a_round_again_beside_a_round_from_nothing(world: str) -> None:
    pool = pool_of(SIZE, local=world == "local")
    standing = begin(pool)  # compiles what is not compiled yet
    again(standing, a_week_later(pool, 0, local=world == "local")[0])
    print(f"\n{SIZE:,} people who meet {'only within their towns' if world == 'local' else 'wherever they live'}")
    ratios = []
    for week in range(1, WEEKS + 1):
        later, touched = a_week_later(standing.pool, week, local=world == "local")
        begun = time.perf_counter()
        after = again(standing, later)
        taken = time.perf_counter() - begun
        begun = time.perf_counter()
        best = solve(after.pool)
        nothing = time.perf_counter() - begun
        stood, stands = ({(one.first, one.second) for one in each.proposal.pairs} for each in (standing, after))
        parted = sum(not touched & set(pair) for pair in stood - stands)
        price = 1 - after.proposal.score / best.score
        covered = "as many" if dict(best.covered) == dict(after.proposal.covered) else "NOT as many"
        ratios.append(nothing / taken)
        print(
            f"week {week}: {taken:.2f} s, from nothing {nothing:.2f} s ({ratios[-1]:.1f} times); bonus "
            f"{after.stay_bonus}: of {len(stood):,} pairs {parted} of unchanged people parted "
            f"({parted / len(stood):.2%}), for {price:.2%} of the score; {covered} covered, whole: {after.proposal.whole}"
        )
        standing = after
    print(f"{statistics.median(ratios):.1f} times as fast as from nothing")
