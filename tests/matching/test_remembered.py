"""What is remembered of millions of pairs: over many rounds none that is worth its prices is ever missed."""

import numpy as np
import pytest

from matching.remembered import MOST_PARTS, Remembered

PEOPLE, MARGIN, TIMES = (30, 25), 6, 2


def found_by(chance, firsts, seconds):
    """Each pair with one of these people, with probability, as three columns."""
    one, other = np.nonzero(chance.random((firsts.size, seconds.size)) < 0.4)
    first, second = firsts[one].astype(np.int32), seconds[other].astype(np.int32)
    return first, second, chance.integers(0, 20, first.size)


def as_dictionary(pairs):
    return {(int(one), int(other)): int(score) for one, other, score in zip(*pairs, strict=True)}


def a_few_changed(chance, size):
    """Where each person stood before, in another order; some have gone, and some have changed or are new (-1)."""
    same = chance.permutation(size)
    same[chance.random(size) < 0.1] = -1
    return same


@pytest.mark.parametrize("seed", range(6))
def test_every_pair_worth_its_prices_is_a_candidate_or_found(seed):
    chance = np.random.default_rng(seed)
    everybody = [np.arange(size) for size in PEOPLE]
    first = found_by(chance, *everybody)
    remembered, known, candidates = Remembered.of(first, *PEOPLE), as_dictionary(first), set()
    prices = tuple(chance.integers(5, 25, size) for size in PEOPLE)
    for week in range(2 * MOST_PARTS):
        step = chance.integers(-2, 3) if week % 3 else 1_000  # sometimes one side's prices go up and the other's down
        prices = tuple(
            price + chance.integers(-4, 5, price.size) + drift
            for price, drift in zip(prices, (step, -step), strict=True)
        )
        pairs, then = remembered.dear(prices, TIMES, 0, MARGIN)
        found = as_dictionary(pairs)
        assert found.items() <= known.items()
        worth = {pair for pair, score in known.items() if score * TIMES > prices[0][pair[0]] + prices[1][pair[1]]}
        assert worth <= found.keys() | candidates
        candidates |= found.keys()
        held = list(candidates)
        columns = [np.array([pair[side] for pair in held], dtype=np.int32) for side in (0, 1)]
        stay = then.wanted((columns[0], columns[1], np.array([known[pair] for pair in held])))
        candidates = {pair for pair, stays in zip(held, stay.tolist(), strict=True) if stays}
        same = [a_few_changed(chance, size) for size in PEOPLE]
        now = [{int(old): new for new, old in enumerate(side) if old >= 0} for side in same]
        fresh = as_dictionary(found_by(chance, *everybody))
        fresh = {pair: score for pair, score in fresh.items() if same[0][pair[0]] < 0 or same[1][pair[1]] < 0}
        known = {
            (now[0][one], now[1][other]): score
            for (one, other), score in known.items()
            if one in now[0] and other in now[1]
        } | fresh
        candidates = {(now[0][one], now[1][other]) for one, other in candidates if one in now[0] and other in now[1]}
        columns = [np.array([pair[side] for pair in fresh], dtype=np.int32) for side in (0, 1)]
        remembered = then.after(same, (columns[0], columns[1], np.array(list(fresh.values()), dtype=np.int64)))
        prices = tuple(
            np.where(side >= 0, price[side], chance.integers(5, 25, side.size))
            for price, side in zip(prices, same, strict=True)
        )
        assert remembered.live == len(known)
        assert as_dictionary(remembered.all_pairs()) == known
    assert len(remembered.parts) <= MOST_PARTS
