"""Time exchange: everybody gives as much as they get, as many minutes as can be, in circles of a few people."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import MatchingError
from matching.circles import Circle, circulate
from matching.verify_circles import verify_circulation


@st.composite
def exchanges(draw, people=5, most=3, balances=False):
    n = draw(st.integers(2, people))
    pairs = draw(st.lists(st.sampled_from(list(itertools.permutations(range(n), 2))), unique=True, max_size=9))
    minutes = [draw(st.integers(0, most)) for _ in pairs]
    score = [draw(st.integers(-3, 5)) for _ in pairs]
    limits = {name: [draw(st.integers(0, 4)) for _ in range(n)] for name in ("give_limit", "receive_limit")}
    if balances:
        limits["balance"] = [draw(st.integers(-3, 3)) for _ in range(n)]
    return (n, [a for a, _ in pairs], [b for _, b in pairs], minutes, score), limits


def best_by_trying_all(arcs, limits):
    """The most minutes and then score of all ways to spread whole minutes over the arcs."""
    n, giver, receiver, minutes, score = arcs
    best = (0, 0)
    for spread in itertools.product(*(range(most + 1) for most in minutes)):
        given, received = np.bincount(giver, spread, n), np.bincount(receiver, spread, n)
        before = np.array(limits.get("balance", [0] * n))
        after = before + given - received
        kept = (given <= limits["give_limit"]).all() and (received <= limits["receive_limit"]).all()
        if kept and (np.abs(after) <= np.abs(before)).all() and (after * before >= 0).all():
            best = max(best, (sum(spread), sum(map(int.__mul__, score, spread))))
    return best


def circles_up_to(arcs, longest):
    """Every circle of 2 to so many people, as positions of arcs."""
    n, giver, receiver, *_ = arcs
    number = {pair: place for place, pair in enumerate(zip(giver, receiver, strict=True))}
    found = []
    for size in range(2, longest + 1):
        for people in itertools.permutations(range(n), size):
            steps = list(zip(people, people[1:] + people[:1], strict=True))
            if people[0] == min(people) and all(step in number for step in steps):
                found.append([number[step] for step in steps])
    return found


def best_of_circles(arcs, limits, longest):
    """The most minutes and then score that whole minutes on short circles can make, by trying all."""
    _, giver, _, minutes, score = arcs
    room = np.minimum(limits["give_limit"], limits["receive_limit"])

    def best(circles, left, persons):
        if not circles:
            return (0, 0)
        circle, *others = circles
        people = [giver[arc] for arc in circle]
        most = min(left[circle].min(), persons[people].min())
        found = []
        for amount in range(most + 1):
            arcs_left, people_left = left.copy(), persons.copy()
            arcs_left[circle] -= amount
            people_left[people] -= amount
            rest = best(others, arcs_left, people_left)
            gain = sum(score[arc] for arc in circle)
            found.append((rest[0] + amount * len(circle), rest[1] + amount * gain))
        return max(found)

    return best(circles_up_to(arcs, longest), np.array(minutes), room)


@settings(max_examples=60)
@given(exchanges(people=4, most=2, balances=True))
def test_no_other_exchange_of_any_length_is_better(exchange):
    arcs, limits = exchange
    found = circulate(*arcs, **limits, max_length=None)
    verify_circulation(found, *arcs, **limits, max_length=None)
    assert (found.total_minutes, found.total) == best_by_trying_all(arcs, limits)
    assert found.bound == found.bound_within_limit == found.total_minutes
    assert found.cost_of_limit == 0


@settings(max_examples=80, derandomize=True)
@given(exchanges(), st.integers(2, 4))
def test_short_circles_are_as_good_as_trying_all_or_nearly(exchange, longest):
    arcs, limits = exchange
    found = circulate(*arcs, **limits, max_length=longest)
    verify_circulation(found, *arcs, **limits, max_length=longest)
    best, _ = best_of_circles(arcs, limits, longest)
    assert found.total_minutes <= best <= found.bound_within_limit <= found.bound
    assert found.total_minutes >= best - longest


@settings(max_examples=80)
@given(exchanges(people=7, balances=True), st.sampled_from([2, 3, 4, 5, None]))
def test_everything_promised_is_kept_also_with_balances(exchange, longest):
    arcs, limits = exchange
    verify_circulation(circulate(*arcs, **limits, max_length=longest), *arcs, **limits, max_length=longest)


def best_with_chains(arcs, limits, longest):
    """The most minutes that whole minutes on short circles and chains can make, by trying all."""
    n, giver, receiver, minutes, _ = arcs
    before = limits["balance"]
    number = {pair: place for place, pair in enumerate(zip(giver, receiver, strict=True))}
    ways = circles_up_to(arcs, longest)
    for size in range(2, longest + 1):
        for people in itertools.permutations(range(n), size):
            steps = list(itertools.pairwise(people))
            if before[people[0]] < 0 < before[people[-1]] and all(step in number for step in steps):
                ways.append([number[step] for step in steps])

    def kept(spread):
        given, received = np.bincount(giver, spread, n), np.bincount(receiver, spread, n)
        after = before + given - received
        within = (given <= limits["give_limit"]).all() and (received <= limits["receive_limit"]).all()
        return within and (spread <= minutes).all() and ((after * before >= 0) & (abs(after) <= np.abs(before))).all()

    reached = {(0,) * len(giver)}
    for way in ways:
        for spread in list(reached):
            further = np.array(spread)
            further[way] += 1
            while (further <= minutes).all():
                reached.add(tuple(further.tolist()))
                further[way] += 1
    return max(sum(spread) for spread in reached if kept(np.array(spread, dtype=np.int64)))


@settings(max_examples=60, derandomize=True)
@given(exchanges(people=4, most=2, balances=True), st.integers(2, 3))
def test_short_circles_and_chains_are_as_good_as_trying_all_or_nearly(exchange, longest):
    arcs, limits = exchange
    found = circulate(*arcs, **limits, max_length=longest)
    best = best_with_chains(arcs, limits, longest)
    assert found.total_minutes <= best <= found.bound_within_limit <= found.bound
    assert found.total_minutes >= best - longest


@settings(max_examples=60)
@given(exchanges(people=6), st.sampled_from([2, 3, 4]))
def test_no_further_circle_fits_beside_the_chosen_ones(exchange, longest):
    arcs, limits = exchange
    found = circulate(*arcs, **limits, max_length=longest)
    n, giver, _, minutes, _ = arcs
    given = np.bincount(giver, found.minutes, n)
    full = given >= np.minimum(limits["give_limit"], limits["receive_limit"])
    for circle in circles_up_to(arcs, longest):
        used_up = any(found.minutes[arc] == minutes[arc] or full[giver[arc]] for arc in circle)
        assert used_up


@settings(max_examples=40)
@given(exchanges(people=6, balances=True), st.sampled_from([3, None]), st.randoms(use_true_random=False))
def test_the_order_of_arcs_does_not_matter(exchange, longest, random):
    (n, *columns), limits = exchange
    order = list(range(len(columns[0])))
    random.shuffle(order)
    plain = circulate(n, *columns, **limits, max_length=longest)
    other = circulate(n, *([column[arc] for arc in order] for column in columns), **limits, max_length=longest)
    assert plain.minutes[order].tolist() == other.minutes.tolist()
    assert [(circle.people, circle.minutes) for circle in plain.circles] == [
        (circle.people, circle.minutes) for circle in other.circles
    ]


@settings(max_examples=30)
@given(exchanges(people=6), st.sampled_from([3, None]))
def test_what_all_numbers_are_multiples_of_the_answer_is_too(exchange, longest):
    (n, giver, receiver, minutes, score), limits = exchange
    quarters = {name: [15 * value for value in values] for name, values in limits.items()}
    in_units = circulate(n, giver, receiver, minutes, score, **limits, max_length=longest)
    in_minutes = circulate(n, giver, receiver, [15 * m for m in minutes], score, **quarters, max_length=longest)
    assert in_minutes.minutes.tolist() == (15 * in_units.minutes).tolist()


def test_the_length_limit_costs_what_only_a_longer_circle_could_bring():
    five = (5, [0, 1, 2, 3, 4], [1, 2, 3, 4, 0], [60] * 5, [1] * 5)
    limits = {"give_limit": [60] * 5, "receive_limit": [60] * 5}
    short, long = circulate(*five, **limits), circulate(*five, **limits, max_length=5)
    assert (short.total_minutes, short.bound_within_limit, short.bound, short.cost_of_limit) == (0, 0, 300, 300)
    assert (long.total_minutes, long.cost_of_limit) == (300, 0)
    assert long.circles == (Circle((0, 1, 2, 3, 4), (0, 1, 2, 3, 4), 60, True),)


def test_of_two_ways_with_as_many_minutes_the_better_scored_is_taken():
    arcs = (3, [0, 1, 0, 2], [1, 0, 2, 0], [60] * 4, [0.25, 0.5, 0.25, 0.75])
    for longest in (2, None):
        found = circulate(*arcs, give_limit=[60] * 3, receive_limit=[60] * 3, max_length=longest)
        assert found.minutes.tolist() == [0, 0, 60, 60]
        assert found.total == 60


def test_a_score_below_nothing_never_costs_a_minute():
    arcs = (2, [0, 1], [1, 0], [60, 60], [-5, -5])
    for longest in (2, None):
        found = circulate(*arcs, give_limit=[60, 60], receive_limit=[60, 60], max_length=longest)
        assert (found.total_minutes, found.total) == (120, -600)


def test_who_has_given_more_receives_and_who_has_received_more_gives_but_never_past_zero():
    arcs = (3, [0, 1, 2], [1, 2, 0], [90, 90, 60], [1, 1, 1])
    limits = {"give_limit": [90] * 3, "receive_limit": [90] * 3, "balance": [-30, 0, 45]}
    found = circulate(*arcs, **limits)
    verify_circulation(found, *arcs, **limits)
    assert found.minutes.tolist() == [90, 90, 60]
    assert [(c.people, c.minutes, c.closed) for c in found.circles] == [((0, 1, 2), 60, True), ((0, 1, 2), 30, False)]


def test_minutes_and_scores_too_large_for_a_machine_word_together_stay_exact():
    arcs = (2, [0, 1], [1, 0], [2**40, 2**40], [2**60, 1])
    found = circulate(*arcs, give_limit=[2**40] * 2, receive_limit=[2**40] * 2, max_length=None)
    assert (found.total_minutes, found.total, found.bound) == (2**41, 2**40 * (2**60 + 1), 2**41)


def test_amounts_larger_than_the_solver_of_short_circles_likes_are_nearly_used_up():
    arcs = (3, [0, 1, 2, 1], [1, 2, 0, 0], [2**40, 2**39 + 1, 2**40, 2**38 + 3], [1, 2, 3, 4])
    limits = {"give_limit": [2**40] * 3, "receive_limit": [2**40] * 3}
    found = circulate(*arcs, **limits, max_length=3)
    verify_circulation(found, *arcs, **limits, max_length=3)
    assert found.total_minutes == 3 * (2**39 + 1) + 2 * (2**38 + 3)


def test_nobody_and_nothing_are_no_error():
    for longest in (2, None):
        empty = circulate(0, [], [], [], [], give_limit=[], receive_limit=[], max_length=longest)
        assert (empty.total_minutes, empty.circles, empty.bound) == (0, (), 0)
        closed = circulate(2, [0, 1], [1, 0], [0, 9], [1, 1], give_limit=[9, 0], receive_limit=[9, 9])
        assert closed.total_minutes == closed.bound == 0


TWO = {"give_limit": [9, 9], "receive_limit": [9, 9]}


@pytest.mark.parametrize(
    ("arcs", "limits", "sentence"),
    [
        ((2, [0], [0], [1], [1]), TWO, "themselves"),
        ((2, [0, 0], [1, 1], [1, 1], [1, 1]), TWO, "two arcs"),
        ((2, [0], [2], [1], [1]), TWO, "receiver names a position outside 0 to 1"),
        ((2, [0], [1], [-1], [1]), TWO, "minutes holds a number below 0"),
        ((2, [0], [1], [1.5], [1]), TWO, "minutes must hold whole numbers"),
        ((2, [0], [1], [2**41], [1]), TWO, "minutes holds a number that is too large"),
        ((2, [0], [1], [1], [float("nan")]), TWO, "finite"),
        ((2, [0], [1], [1], [0.1234567]), TWO, "six decimals"),
        ((2, [0], [1], [1, 1], [1]), TWO, "equally long"),
        ((-1, [], [], [], []), {"give_limit": [], "receive_limit": []}, "n must be 0 or more"),
        ((2, [0], [1], [1], [1]), TWO | {"give_limit": [9]}, "give_limit must hold one number for each"),
        ((2, [0], [1], [1], [1]), TWO | {"receive_limit": [9, -1]}, "receive_limit holds a number below 0"),
        ((2, [0], [1], [1], [1]), TWO | {"balance": [0]}, "balance must hold one number for each"),
        ((2, [0], [1], [1], [1]), TWO | {"balance": [0, -(2**50)]}, "balance holds a number that is too large"),
        ((2, [0], [1], [1], [1]), TWO | {"max_length": 1}, "max_length must be 2 or more"),
    ],
)
def test_input_that_cannot_be_is_one_clear_sentence(arcs, limits, sentence):
    with pytest.raises(MatchingError, match=sentence):
        circulate(*arcs, **limits)
