"""Whatever rules and criteria a community puts together: a round finds the pairs two people at a time would find."""

from dataclasses import replace

from crowds import GRADES, sides
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Bond, Criterion, Pool, Programme, make_rule, solve
from matching.criteria import meets_must, score
from matching.pins import pins_that_hold
from matching.rarity import weighed
from matching.rules import allows, apart, musts

RULES = (
    make_rule("team", "different", "x", first="team"),
    make_rule("near_in_age", "within", "x", first="grade", order=GRADES, most=1),
    make_rule("way", "share", "x", first="way"),
    make_rule("company", "wish", "x", first="wish", second="gender"),
    make_rule("way_needed", "wish", "x", first="way"),
    make_rule("travel", "travel", "x", first="way", unless=("phone",)),
    make_rule("slot", "slot", "x", minutes=30, unknown="allow"),
)
CRITERIA = (
    Criterion("help", "meets", "Help", (3,), first="asks", second="offers", most=5, rare=3),
    Criterion("hoped", "contains", "Hoped", (2,), first="wish", second="gender"),
    Criterion("near", "near", "Near", (2,), first="place", second="place", most=3, kilometres=10),
    Criterion("load", "load", "Load", (1,), most=3),
    Criterion("evens", "reciprocity", "Evens", (4,), first="hours", second="hours", most=2),
    Criterion("time", "overlap", "Time", (1,), minutes=15, most=4),
)
KINDS = ("past", "excluded", "household", "conflict", "forbidden")


@st.composite
def pools(draw):
    equals = draw(st.booleans())
    firsts, seconds = draw(sides(equals))
    rules = tuple(draw(st.lists(st.sampled_from(RULES), unique_by=lambda one: one.code, max_size=4)))
    must = draw(st.sampled_from([None, *CRITERIA]))
    criteria = tuple(replace(one, strength="must") if one is must else one for one in CRITERIA)
    roles = ("mentee",) if equals else ("mentee", "mentor")
    kind, objective = ("buddying" if equals else "mentoring"), draw(st.sampled_from(["score", "pairs", "coverage"]))
    people = tuple(firsts if equals else [*firsts, *seconds])
    numbers = st.sampled_from([person.number for person in people])
    bonds = tuple(draw(st.lists(st.builds(Bond, numbers, numbers, st.sampled_from(KINDS)), max_size=3)))
    programme = weighed(Programme("p", kind, roles, rules, criteria, objective), people)
    wanted = draw(st.lists(st.tuples(numbers, numbers), max_size=2))
    return Pool(people, (*bonds, *pins_that_hold(programme, people, bonds, wanted)), programme, draw(st.integers(0, 2)))


def two_at_a_time(pool):
    """Every allowed pair with its points, found slowly."""
    programme, equals = pool.programme, pool.programme.kind == "buddying"
    kept, found = apart(pool.bonds), {}
    firsts, seconds = ([p for p in pool.people if p.role == role] for role in (programme.roles[0], programme.roles[-1]))
    for one in firsts:
        for other in seconds:
            if one.number == other.number or (equals and one.number > other.number):
                continue
            if min(one.capacity, other.capacity) < 1 or tuple(sorted((one.number, other.number))) in kept:
                continue
            fits = all(allows(rule, one, other, equals=equals) for rule in programme.rules)
            if fits and all(meets_must(must, one, other, equals=equals) for must in musts(programme)):
                found[tuple(sorted((one.number, other.number)))] = score(programme, one, other)
    return found


@given(pools())
@settings(max_examples=50)
def test_a_round_finds_every_pair_the_rules_allow_and_every_pin_holds(pool):
    from matching.candidates import find

    found = find(pool)
    fast = {
        tuple(sorted((found.firsts[i].number, found.seconds[j].number))): points
        for i, j, points in zip(found.first.tolist(), found.second.tolist(), found.score.tolist(), strict=True)
    }
    assert fast == two_at_a_time(pool)
    proposal = solve(pool)
    assert proposal.feasible_pairs == len(fast)
    matched = {tuple(sorted((one.first, one.second))) for one in (*proposal.pairs, *proposal.trios)}
    trios = {tuple(sorted((trio.first, trio.third))) for trio in proposal.trios}
    trios |= {tuple(sorted((trio.second, trio.third))) for trio in proposal.trios}
    assert {(bond.first, bond.second) for bond in pool.bonds if bond.kind == "pinned"} <= matched | trios
