"""A round after another starts from what is known, ends with the best, and moves nobody without need."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import MatchingError, assign, two_sides
from matching.repair import keep, reassign

OBJECTIVES = ("score", "pairs", "coverage")
ONE_EACH = {"left_capacity": [1, 1], "right_capacity": [1, 1]}


class Community:
    """Two sides of people who change their answers, leave and come."""

    def __init__(self, seed):
        self.random = np.random.default_rng(seed)
        self.meets = np.zeros((0, 0), bool)
        self.score = np.zeros((0, 0), int)
        self.rooms = [np.zeros(0, int), np.zeros(0, int)]
        self.renew(*self.random.integers(1, 11, 2))

    def renew(self, lefts, rights):
        """Keep as many people as fit, in another order, and say who they were."""
        was = [
            self.random.permutation(max(old, new))[:new]
            for old, new in zip(self.meets.shape, (lefts, rights), strict=True)
        ]
        was = [np.where(side < old, side, -1) for side, old in zip(was, self.meets.shape, strict=True)]
        shape, density = (lefts, rights), self.random.random()
        meets, score = self.random.random(shape) < density, self.random.integers(-3, 10, shape)
        rooms = [self.random.integers(0, 3, size) for size in shape]
        old = [np.flatnonzero(side >= 0) for side in was]
        kept = [side[places] for side, places in zip(was, old, strict=True)]
        meets[np.ix_(*old)], score[np.ix_(*old)] = self.meets[np.ix_(*kept)], self.score[np.ix_(*kept)]
        for side in (0, 1):
            rooms[side][old[side]] = self.rooms[side][kept[side]]
        self.meets, self.score, self.rooms = meets, score, rooms
        return was

    def change_somebody(self):
        """One person on each side answers again and has other room."""
        one, other = self.random.integers(self.meets.shape)
        self.meets, self.score, self.rooms = self.meets.copy(), self.score.copy(), [r.copy() for r in self.rooms]
        self.meets[one] = self.random.random(self.meets.shape[1]) < 0.5
        self.score[:, other] = self.random.integers(0, 10, self.meets.shape[0])
        self.rooms[0][one], self.rooms[1][other] = self.random.integers(0, 3, 2)

    @property
    def arrays(self):
        left, right = np.nonzero(self.meets)
        return left, right, self.score[left, right]

    @property
    def capacities(self):
        return {"left_capacity": self.rooms[0], "right_capacity": self.rooms[1]}


@settings(max_examples=200)
@given(st.integers(0, 2**32 - 1), st.sampled_from(OBJECTIVES), st.integers(0, 9), st.booleans())
def test_a_round_after_changes_is_as_good_as_one_from_nothing(seed, objective, stay_bonus, many_come_and_go):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(two_sides, "LARGE_EDGES", 0)
        patch.setattr(two_sides, "LARGE_PEOPLE", 0)
        community = Community(seed)
        kept = keep(*community.arrays, **community.capacities, objective=objective)
        for _ in range(3):
            was = [np.arange(size) for size in community.meets.shape]
            if many_come_and_go:
                was = community.renew(*community.random.integers(1, 11, 2))
            community.change_somebody()
            now = [{int(old): new for new, old in enumerate(side) if old >= 0} for side in was]
            standing = {(now[0].get(one), now[1].get(other)) for one, other in zip(kept.left, kept.right, strict=True)}
            left, right, score = community.arrays
            stands = np.array([pair in standing for pair in zip(left.tolist(), right.tolist(), strict=True)], bool)
            full = assign(left, right, score + stay_bonus * stands, **community.capacities, objective=objective)
            before = kept.left.size
            kept = reassign(
                kept,
                left,
                right,
                score,
                **community.capacities,
                stay_bonus=stay_bonus,
                left_was=was[0],
                right_was=was[1],
            )
            chosen = kept.assignment.edges
            assert kept.assignment.total == full.total == kept.assignment.bound
            assert kept.score == score[chosen].sum()
            assert (kept.stayed, kept.parted) == (stands[chosen].sum(), before - stands[chosen].sum())
            if objective == "pairs":
                assert chosen.size == full.edges.size


def test_nobody_is_moved_for_less_than_the_stay_bonus():
    random = np.random.default_rng(2)
    left, right = np.nonzero(random.random((400, 400)) < 0.1)
    score, ones = random.integers(1, 61, left.size), np.ones(400, int)
    first = keep(left, right, score, left_capacity=ones, right_capacity=ones)
    changed = np.where(random.random(left.size) < 0.1, score + random.integers(-3, 4, left.size), score)
    after = {"left_capacity": ones, "right_capacity": ones}
    free, still = (reassign(first, left, right, changed, **after, stay_bonus=bonus) for bonus in (0, 6))
    assert free.parted > 4 * still.parted
    assert still.score >= 0.99 * free.score


def test_a_stay_bonus_with_decimals_is_exact():
    first = keep([0, 0, 1], [0, 1, 0], [0.5, 0.4, 0.4], **ONE_EACH)
    after = [0, 0, 1, 1], [0, 1, 0, 1], [0.5, 0.4, 0.4, 0.4]
    assert reassign(first, *after, **ONE_EACH, stay_bonus=0.05).assignment.total == 0.9
    assert reassign(first, *after, **ONE_EACH, stay_bonus=0.050001).assignment.total == 0.900002


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"stay_bonus": -1}, "below 0"),
        ({"stay_bonus": float("nan")}, "not a finite number"),
        ({"left_was": [0]}, "left_was must say for each"),
        ({"right_was": [0, 7]}, "right_was must say for each"),
        ({"left_was": [1, 1]}, "names somebody twice"),
    ],
)
def test_a_round_after_another_refuses_what_cannot_be(changed, sentence):
    first = keep([0, 1], [0, 1], [1, 1], **ONE_EACH)
    with pytest.raises(MatchingError, match=sentence):
        reassign(first, [0, 1], [0, 1], [1, 1], **ONE_EACH, **changed)
