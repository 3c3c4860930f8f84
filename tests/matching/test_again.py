"""A round again after a few changes: as good as one from nothing with the same bonus, and nobody moved without need."""

import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from round_pools import persons, pools

from matching import Bond, Programme, again, assign, begin, solve, two_sides
from matching import candidates as candidates_module
from matching import changes as changes_module
from matching.candidates import Limits, find
from matching.pins import pins_that_hold
from matching.verify import verify

MENTORING = Programme("p", "mentoring", ("mentee", "mentor"))


def as_dictionary(proposal):
    return {(pair.first, pair.second): pair for pair in proposal.pairs}


def full_total(pool, before, stay_bonus):
    """What the best round from nothing is worth, each pair of `before` counting `stay_bonus` more."""
    found = find(pool)
    stood = {(pair.first, pair.second) for pair in before.pairs}
    numbers = [
        (found.firsts[i].number, found.seconds[j].number) for i, j in zip(found.first, found.second, strict=True)
    ]
    stands = np.array([pair in stood for pair in numbers], dtype=bool)
    pinned = {tuple(sorted((bond.first, bond.second))) for bond in pool.bonds if bond.kind == "pinned"}
    return assign(
        found.first,
        found.second,
        found.score + stay_bonus * stands,
        left_capacity=[max(one.capacity, 0) for one in found.firsts],
        right_capacity=[max(one.capacity, 0) for one in found.seconds],
        objective=pool.programme.objective,
        pinned=[place for place, pair in enumerate(numbers) if tuple(sorted(pair)) in pinned],
    ).total


@st.composite
def later(draw, pool):
    """The pool after some people have left, come, answered again or waited, and bonds have come or gone."""
    places = draw(st.sets(st.tuples(st.integers(1, 9), st.sampled_from(pool.programme.roles)), max_size=3))
    other = {place: draw(persons(place[1], place[0])) for place in sorted(places)}
    people = []
    for person in pool.people:
        what = draw(st.sampled_from(["stays", "stays", "stays", "waits", "answers", "leaves"]))
        if what == "waits":
            people.append(replace(person, waiting_days=person.waiting_days + 40))
        elif what == "answers":
            people.append(other.pop((person.number, person.role), person))
        elif what == "stays":
            people.append(draw(st.sampled_from([person, replace(person)])))
    here = {(person.number, person.role) for person in people}
    people += [person for key, person in other.items() if key not in here][: draw(st.integers(0, 2))]
    numbers = st.integers(1, 8)
    bonds = draw(st.lists(st.builds(Bond, numbers, numbers, st.sampled_from(["past", "household"])), max_size=2))
    kept = tuple(bond for bond in pool.bonds if bond.kind != "pinned" and draw(st.booleans())) + tuple(bonds)
    wanted = draw(st.lists(st.tuples(numbers, numbers), max_size=1))
    pinned = pins_that_hold(pool.programme, people, kept, wanted)
    return replace(pool, people=tuple(people), bonds=(*kept, *pinned), turn=draw(st.integers(0, 1)))


@pytest.mark.parametrize("large", [False, True])
@given(st.data(), st.sampled_from([None, 0, 3]))
@settings(max_examples=60)
def test_a_round_again_is_as_good_as_one_from_nothing_with_the_same_bonus(large, data, stay_bonus):
    with pytest.MonkeyPatch.context() as patch:
        if large:
            widened = Limits(ask_plainly=0, keep_all=0, most=1)
            for module, name, value in (
                (two_sides, "LARGE_EDGES", 0),
                (two_sides, "LARGE_PEOPLE", 0),
                (candidates_module, "LIMITS", widened),
                (changes_module, "LIMITS", widened),
            ):
                patch.setattr(module, name, value)
        patch.setattr(sys.modules["matching.again"], "FEW", 2.0)
        pool = data.draw(pools("mentoring"))
        standing = begin(pool)
        plain = solve(pool).score
        assert standing.proposal.score == plain
        for _ in range(2):
            pool = data.draw(later(pool))
            before, standing = standing, again(standing, pool, stay_bonus=stay_bonus)
            patch.setattr(candidates_module, "LIMITS", Limits())
            total = full_total(standing.pool, before.proposal, standing.stay_bonus)
            if large:
                patch.setattr(candidates_module, "LIMITS", widened)
            assert standing.total == total
            assert standing.proposal.score == standing.proposal.bound == total - standing.stayed * standing.stay_bonus
            assert standing.proposal.whole
            verify(standing.pool, standing.proposal)
            stayed = as_dictionary(before.proposal).keys() & as_dictionary(standing.proposal).keys()
            assert (standing.stayed, standing.parted) == (len(stayed), len(before.proposal.pairs) - len(stayed))
            fresh = {(one.number, one.role): one.code for one in solve(standing.pool).unmatched}
            for one in standing.proposal.unmatched:
                assert fresh.get((one.number, one.role), one.code) == one.code
