"""What asking why and what if costs in a community of 500, and why nobody in one of 10,000, beside one whole round.

`python -m pytest tests/bench/bench_whatif.py -s -q -o python_files="bench_*.py"` prints seconds and ratios.
"""

import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TypeVar

import numpy as np
import pytest
from bench.worlds import pool_of

from matching import Person, Pool, solve
from matching.exchange_recruit import whom_circles_need
from matching.hours import parse, week_bits
from matching.quality import quality
from matching.questions import questions_of
from matching.rarity import weighed
from matching.recruit import whom_to_look_for
from matching.whatif import Lift, Recruit, Weigh, what_if
from matching.why_nobody import rule_effects
from matching.why_not import why_not
from matching.why_pair import why_pairs
from timebank.programmes.definition import load

Answer = TypeVar("Answer")

PEOPLE = 500
TIMES = 3
JUNE = date(2026, 6, 1)
WEEKS = (
    "Mon 09:00-12:00",
    "Tue 10:00-12:00; Thu 14:00-17:00",
    "Wed 18:00-20:00",
    "Sat 10:00-14:00",
    "Fri 09:00-12:00; Mon 18:00-20:00",
)


@cache
def community(name: str) -> Pool:
    """Half a thousand people of a starter programme, six in ten of them mentees."""
    chance = random.Random(7)
    programme = load(name).programme()
    weeks = [week_bits(parse(text), "Europe/London", JUNE) for text in WEEKS]
    questions = {one.name: [option.value for option in one.options] for one in load(name).questions if one.options}
    people = []
    for number in range(PEOPLE):
        answers = {name: (chance.choice(values),) for name, values in questions.items()}
        answers |= {
            "languages": tuple(chance.sample(("en", "gd", "pl", "bfi"), chance.choice((1, 1, 2)))),
            "interests": tuple(chance.sample(("walks", "tea", "music", "games", "art", "law"), 2)),
            "offers": tuple(chance.sample(("garden", "lifts", "forms", "company"), 2)),
            "requests": tuple(chance.sample(("garden", "lifts", "forms", "company"), 2)),
        }
        role = programme.roles[0 if chance.random() < 0.6 else -1]
        week = chance.choice(weeks) | chance.choice(weeks)
        people.append(Person(number, role, 1, answers, week, chance.randint(0, 90)))
    return Pool(tuple(people), (), weighed(programme, people), 1)


def seconds(do: Callable[[], object]) -> float:
    """The best of a few times, after one that warms up."""
    do()
    taken = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        do()
        taken.append(time.perf_counter() - begun)
    return min(taken)


def test_asking_about_circles_costs_little_more_than_a_round() -> None:
    pool = community("help")
    proposal = solve(pool)
    link = proposal.circles[0].links[0]
    other = next(one for one in proposal.circles[-1].people if one not in proposal.circles[0].people)
    asked: dict[str, Callable[[], object]] = {
        "what if: a strength, nothing known before": lambda: what_if(pool, Weigh("time", "high")),
        "what if: one more person": lambda: what_if(
            pool, Recruit(replace(pool.people[0], number=PEOPLE)), before=proposal
        ),
        "what if: a rule less": lambda: what_if(pool, Lift(pool.programme.rules[0].code), before=proposal),
        "why one does not help another": lambda: why_not(pool, other, link.first, proposal),
        "the same, nothing known before": lambda: why_not(pool, other, link.first),
        "how good it is": lambda: quality(pool, proposal),
        "why nobody, each rule tried": lambda: rule_effects(pool, proposal),
        "whom to look for": lambda: whom_circles_need(pool, proposal),
    }
    whole = seconds(lambda: solve(pool))
    print(f"\nhelp, {PEOPLE} people, {proposal.feasible_pairs} ways of helping, a round: {whole:.3f} s", end=" ")
    print(f"{100 * proposal.minutes / proposal.minutes_bound:.1f} % of the most")
    for said, do in asked.items():
        taken = seconds(do)
        print(f"  {said}: {taken:.3f} s, {taken / whole:.1f} of a round")


@pytest.mark.parametrize("name", ["mentoring", "buddying"])
def test_asking_costs_little_more_than_a_round(name: str) -> None:
    pool = community(name)
    proposal = solve(pool)
    one, other, person = proposal.pairs[0], proposal.pairs[-1], pool.people[0]
    code = next(criterion.code for criterion in pool.programme.criteria if criterion.strength != "off")
    rule = pool.programme.rules[0].code
    recruit = Person(PEOPLE, pool.programme.roles[-1], 1, person.answers, person.week)
    asked: dict[str, Callable[[], object]] = {
        "what if: a strength": lambda: what_if(pool, Weigh(code, "low"), before=proposal),
        "what if: a pinned pair": lambda: why_not(pool, one.first, other.second, proposal),
        "what if: one more person": lambda: what_if(pool, Recruit(recruit), before=proposal),
        "what if: a rule less": lambda: what_if(pool, Lift(rule), before=proposal),
        "the same, nothing known before": lambda: what_if(pool, Weigh(code, "low")),
        "why each pair": lambda: why_pairs(pool, [(pair.first, pair.second) for pair in proposal.pairs]),
        "how good it is": lambda: quality(pool, proposal),
        "why nobody, each rule tried": lambda: rule_effects(pool, proposal),
        "whom to look for": lambda: whom_to_look_for(pool, proposal),
    }
    whole = seconds(lambda: solve(pool))
    print(f"\n{name}, {PEOPLE} people, {proposal.feasible_pairs} pairs may meet, a round: {whole:.3f} s")
    for said, do in asked.items():
        taken = seconds(do)
        print(f"  {said}: {taken:.3f} s, {taken / whole:.1f} of a round")


@pytest.mark.parametrize("mentors", [0.5, 0.3])
@pytest.mark.parametrize("size", [500, 10_000])
def test_why_nobody_costs_less_than_a_round(size: int, mentors: float) -> None:
    pool = pool_of(size, mentors=mentors)
    whole, proposal = timed(lambda: solve(pool))
    rules, _ = timed(lambda: rule_effects(pool, proposal))
    hints, _ = timed(lambda: whom_to_look_for(pool, proposal))
    one, _ = timed(lambda: questions_of(pool).removed(0, np.array([0])))
    print(
        f"\n{size} people, {mentors:.0%} of them mentors, {len(proposal.unmatched)} left over: a round {whole:.2f} s;"
    )
    print(f"  each rule {rules:.2f} s, whom to look for {hints:.2f} s, one person's counts {one:.2f} s")


def timed(do: Callable[[], Answer]) -> tuple[float, Answer]:
    """The seconds the processor took the second time, and what came of it."""
    do()
    begun = time.process_time()
    answer = do()
    return time.process_time() - begun, answer
