"""The second look at a time exchange finds whatever is wrong with it."""

from dataclasses import replace

import numpy as np
import pytest

from matching.circles import Circle, circulate
from matching.errors import ProposalWrong
from matching.verify_circles import verify_circulation

ARCS = (4, [0, 1, 2, 1, 3], [1, 2, 0, 0, 0], [90, 60, 60, 30, 45], [1, 2, 0.5, 1, 1])
LIMITS = {"give_limit": [90] * 4, "receive_limit": [90] * 4}


def changed_minutes(found, **amounts):
    minutes = found.minutes.copy()
    for arc, amount in amounts.items():
        minutes[int(arc[1:])] = amount
    return replace(found, minutes=minutes)


def first_circle(found, **change):
    return replace(found, circles=(replace(found.circles[0], **change), *found.circles[1:]))


def test_an_exchange_as_it_was_found_is_right():
    found = circulate(*ARCS, **LIMITS)
    assert found.total_minutes == 240
    verify_circulation(found, *ARCS, **LIMITS)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda found: replace(found, minutes=np.zeros(4, dtype=np.int64)), "not one number of minutes"),
        (lambda found: changed_minutes(found, a0=120), "An arc has too much"),
        (lambda found: changed_minutes(found, a0=-1), "An arc has too much"),
        (lambda found: changed_minutes(found, a4=15), "Somebody receives more"),
        (lambda found: changed_minutes(found, a0=0), "does not stay even"),
        (lambda found: first_circle(found, minutes=0), "no minutes"),
        (lambda found: first_circle(found, minutes=7), "do not add up"),
        (lambda found: first_circle(found, people=(0, 0)), "in a circle twice"),
        (lambda found: first_circle(found, people=(1, 0)), "does not follow its arcs"),
        (lambda found: first_circle(found, closed=False), "does not follow its arcs"),
        (lambda found: replace(found, circles=found.circles * 2), "A circle is twice"),
        (lambda found: replace(found, circles=()), "do not add up"),
        (lambda found: replace(found, total_minutes=241), "total of minutes"),
        (lambda found: replace(found, total=1), "sum of scores"),
        (lambda found: replace(found, bound_within_limit=239), "bounds"),
        (lambda found: replace(found, bound=239), "bounds"),
    ],
)
def test_each_broken_promise_is_named(spoil, sentence):
    with pytest.raises(ProposalWrong, match=sentence):
        verify_circulation(spoil(circulate(*ARCS, **LIMITS)), *ARCS, **LIMITS)


def test_a_circle_longer_than_asked_for_is_named():
    with pytest.raises(ProposalWrong, match="too long"):
        verify_circulation(circulate(*ARCS, **LIMITS), *ARCS, **LIMITS, max_length=2)


def test_a_balance_that_passes_zero_is_named():
    chain = (2, [0], [1], [60], [1])
    found = circulate(*chain, give_limit=[60] * 2, receive_limit=[60] * 2, balance=[-60, 60])
    assert found.circles == (Circle((0, 1), (0,), 60, False),)
    limits = {"give_limit": [60] * 2, "receive_limit": [60] * 2}
    verify_circulation(found, *chain, **limits, balance=[-60, 60])
    with pytest.raises(ProposalWrong, match="balance"):
        verify_circulation(found, *chain, **limits, balance=[-45, 60])
    with pytest.raises(ProposalWrong, match="gives more"):
        verify_circulation(found, *chain, give_limit=[45] * 2, receive_limit=[60] * 2, balance=[-60, 60])
