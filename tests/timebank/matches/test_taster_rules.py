"""What the final round makes of short meetings, for any people; and no move that the table does not have."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_pools import MOST, feasible_slowly, random_pool
from tasting import Tasting
from world import World

from matching import Pool, solve
from matching.rules import apart
from timebank.access import May, Role
from timebank.errors import AlreadyDecided, InvalidInput, NotFound
from timebank.matches import apart as keeping_apart
from timebank.matches import preparing, round_reads, taster_saying, tasters
from timebank.matches.explaining import why_not_these
from timebank.matches.taster_moves import load_taster, move_taster
from timebank.matches.taster_rules import (
    BOTH_YES,
    RULE,
    TASTER_MOVES,
    TASTER_STATES,
    YES_AND_PERHAPS,
    Tasted,
    check_taster_move,
    with_tasted,
    without_tasted,
)

SAYINGS = ("", "yes", "perhaps")


def by_number(pool: Pool) -> Pool:
    """The same people, each at the place of their number, as rounds have them; whoever is missing has no room."""
    role = pool.programme.roles[0]
    known = {one.number: one for one in pool.people}
    stand_in = replace(pool.people[0], capacity=0, role=role)
    return replace(pool, people=tuple(known.get(at, replace(stand_in, number=at)) for at in range(MOST)))


@given(st.integers(0, 100_000), st.data())
@settings(max_examples=60, deadline=None)
def test_a_final_round_allows_those_who_met_and_for_the_others_what_was_allowed_before(seed: int, data) -> None:
    pool = by_number(random_pool(seed))
    before = feasible_slowly(pool)
    both = st.tuples(st.integers(0, MOST - 1), st.integers(0, MOST - 1)).filter(lambda two: two[0] != two[1])
    pairs = data.draw(st.lists(st.one_of(both, st.sampled_from(sorted(before) or [(0, 1)])), unique=True, max_size=6))
    said = st.sampled_from(SAYINGS)
    met = [Tasted(*pair, (data.draw(said), data.draw(said))) for pair in pairs]
    met = list({one.both: one for one in met}.values())
    programme, people = with_tasted(pool.programme, pool.people, met, apart(pool.bonds), ())
    after = feasible_slowly(replace(pool, programme=programme, people=people))
    usable = {one.both: one for one in met if one.both in before or one.both[::-1] in before}
    busy = {number for pair in usable for number in pair}
    equals = pool.programme.kind == "buddying"
    for first, second in before:
        is_met = (min(first, second), max(first, second)) in usable
        is_free = first not in busy and (not equals or second not in busy)
        assert ((first, second) in after) == (is_met or is_free)
    for (first, second), points in after.items():
        one = usable.get((min(first, second), max(first, second)))
        more = {BOTH_YES: 24, YES_AND_PERHAPS: 8}.get(one.went if one else "", 0)
        assert points == before[first, second] + more
    assert without_tasted(programme).rules == pool.programme.rules
    solve(replace(pool, programme=programme, people=people))


@given(st.integers(0, 5_000))
@settings(max_examples=30, deadline=None)
def test_nothing_changes_where_nobody_has_met(seed: int) -> None:
    pool = by_number(random_pool(seed))
    assert with_tasted(pool.programme, pool.people, [], apart(pool.bonds), ()) == (pool.programme, pool.people)


@pytest.mark.parametrize(("before", "after"), list(product(TASTER_STATES, TASTER_STATES)))
def test_only_moves_of_the_table_are_possible(before, after) -> None:
    for may in May:
        if may in TASTER_MOVES.get((before, after), ()):
            check_taster_move(before, after, may)
        else:
            with pytest.raises(AlreadyDecided):
                check_taster_move(before, after, may)


@pytest.fixture
def tasting(world: World) -> Tasting:
    return Tasting(world)


def test_nobody_without_the_right_does_anything_with_a_first_step(tasting: Tasting) -> None:
    tasting.people("Ann", "Ben Bea")
    tasting.run()
    draft = tasting.step().drafts[0].taster_id
    programme_id = tasting.guiding.programme_id
    tried = (
        (tasters.run_first_step, programme_id),
        (tasters.next_step, programme_id),
        (tasters.close_first_step, programme_id),
        (tasters.remind_or_close, programme_id),
        (tasters.ask, [draft], "In the library"),
        (tasters.set_aside, draft),
        (taster_saying.say, draft, "yes"),
    )
    people = [tasting.world.member(name) for name in ("Ann", "Ben", "Stranger Sam")]
    people.append(tasting.world.holder("Ada", Role.ADMINISTRATOR))
    people.append(tasting.world.holder("Sid", Role.SAFEGUARDING_LEAD))
    people.append(tasting.world.holder("Dora", Role.SECOND_DECIDER))
    for who, (action, *args) in product(people, tried):
        with pytest.raises(NotFound):
            tasting.do(who, action, *args)
    assert set(tasting.states()) == {"draft"}


def test_a_move_made_meanwhile_is_not_made_twice(tasting: Tasting) -> None:
    tasting.people("Ann", "Ben")
    tasting.run()
    (card,) = tasting.step().drafts

    def twice(work, key: str) -> None:
        one = load_taster(work, card.taster_id)
        move_taster(work, one, "discarded", May.REVIEW_SUGGESTION)
        move_taster(work, one, "discarded", May.REVIEW_SUGGESTION)

    with pytest.raises(AlreadyDecided):
        tasting.do(tasting.cora, twice)
    assert tasting.states() == ["draft"]


@pytest.mark.parametrize("days", [0, 93])
def test_the_last_day_is_between_tomorrow_and_three_months_from_now(tasting: Tasting, days: int) -> None:
    tasting.people("Ann", "Ben")
    tasting.run()
    today = tasting.world.app.clock.now().date()
    with pytest.raises(InvalidInput):
        tasting.ask(until=today + timedelta(days=days))
    tasting.ask(until=today + timedelta(days=1))
    assert tasting.mine("Ann")[0].closes_at.date() == today + timedelta(days=1)


def test_what_two_said_of_each_other_does_not_show_in_whether_a_round_is_prepared_anew(tasting: Tasting) -> None:
    tasting.people("Ann Abe", "Ben Bea")
    tasting.asked()
    tasting.all_say()
    tasting.do(tasting.cora, preparing.prepare_round, tasting.guiding.programme_id)
    ids = tasting.world.ids
    ann = tasting.world.member("Ann")
    tasting.do(ann, keeping_apart.say_bond, ids["Ann"], ids["Ben"], "rather_not")
    prepared = tasting.world.app.see(tasting.cora, round_reads.prepared, tasting.guiding.programme_id)
    assert prepared is not None
    assert not prepared.is_stale


def test_asked_why_two_are_not_suggested_it_says_they_have_not_met_and_no_answer_that_nobody_gave(
    tasting: Tasting,
) -> None:
    tasting.people("Ann", "Ben")
    tasting.asked()
    tasting.all_say()
    tasting.guiding.join("Bea", "mentor")
    ids, look = tasting.world.ids, tasting.world.app.see
    told = look(tasting.cora, why_not_these, tasting.guiding.programme_id, ids["Ann"], ids["Bea"])
    assert told.obstacles == (RULE.because,)
    assert not any("first_step" in words or " and " in words for words in told.remedies)
