"""Nobody among equals is dropped silently: who is left over joins a pair in which both may meet them, or is told why."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from matching import Bond, Criterion, Person, Pool, Programme, SuggestedPair, make_rule, solve
from matching.candidates import find
from matching.trios import ALL_JOINED, NO_PAIR, join_pairs

LIKES = Criterion("likes", "share", "Likes", (5,), first="likes", second="likes", most=3)
SAME_TOWN = make_rule("town", "same", "they live in different towns", first="town", unknown="refuse")


def buddies(*likes, rules=(), bonds=(), towns=None, objective="pairs"):
    people = tuple(
        Person(n, "buddy", 1, {"likes": tuple(like), "town": (towns[n - 1],) if towns else ()})
        for n, like in enumerate(likes, 1)
    )
    return Pool(people, bonds, Programme("b", "buddying", ("buddy",), rules, (LIKES,), objective))


def test_the_three_links_of_a_trio_keep_their_own_reasons():
    (trio,) = solve(buddies(["tea"], ["tea", "music"], ["music"])).trios
    said = {(link.first, link.second): [reason.words for reason in link.reasons] for link in trio.links}
    assert said == {(1, 2): ["Likes: both tea"], (1, 3): [], (2, 3): ["Likes: both music"]}
    assert trio.score + trio.joined == sum(reason.points for reason in trio.reasons) == 10


def test_who_suits_only_one_pair_gets_it_though_another_would_earn_more_there():
    where = [Bond(a, b, "forbidden") for a in (1, 2) for b in (3, 4)]
    # 5 may join either pair and likes the first one best; 6 may only join the first. 5 and 6 may not meet.
    where += [Bond(6, 3, "forbidden"), Bond(6, 4, "forbidden"), Bond(5, 6, "forbidden")]
    pool = buddies(["tea"], ["tea"], ["walks"], ["walks"], ["tea"], ["chess"], bonds=tuple(where))
    pairs = (SuggestedPair(1, 2, 5, ()), SuggestedPair(3, 4, 5, ()))
    joined = join_pairs(pool, find(pool), pairs)
    assert [(trio.first, trio.second, trio.third) for trio in joined.trios] == [(1, 2, 6), (3, 4, 5)]
    assert joined.pairs == ()


def test_somebody_whom_no_pair_may_take_is_told_so():
    pool = buddies(["tea"], ["tea"], ["tea"], bonds=(Bond(1, 2, "excluded"),))
    (alone,) = solve(pool).unmatched
    assert alone.code == "others_fitted"
    assert alone.words.endswith(NO_PAIR)


def test_somebody_whose_only_pair_was_joined_by_another_is_told_so():
    likes = (["tea", "music"], ["tea", "music"], [], [])
    proposal = solve(buddies(*likes, bonds=(Bond(3, 4, "excluded"),), objective="score"))
    assert [(trio.first, trio.second, trio.third) for trio in proposal.trios] == [(1, 2, 3)]
    assert [(one.number, one.words.endswith(ALL_JOINED)) for one in proposal.unmatched] == [(4, True)]


def test_somebody_nobody_may_meet_hears_of_the_rule_and_not_of_trios():
    proposal = solve(buddies(["tea"], ["tea"], ["tea"], rules=(SAME_TOWN,), towns=["Nairn", "Nairn", "Forres"]))
    (alone,) = proposal.unmatched
    assert alone.words == "None of the 2 buddies could be suggested: 2 because they live in different towns."


@st.composite
def buddy_pools(draw):
    size = draw(st.integers(2, 7))
    likes = [draw(st.lists(st.sampled_from(["tea", "walks", "music"]), unique=True)) for _ in range(size)]
    couples = list(itertools.combinations(range(1, size + 1), 2))
    apart = draw(st.lists(st.sampled_from(couples), unique=True, max_size=len(couples)))
    return buddies(*likes, bonds=tuple(Bond(*couple, "past") for couple in apart))


def ways_to_join(pool, pairs):
    """How many each way of joining places, and its points, by trying all of them."""
    found = find(pool)
    number = [person.number for person in found.firsts]
    points = {
        frozenset((number[i], number[j])): score
        for i, j, score in zip(found.first.tolist(), found.second.tolist(), found.score.tolist(), strict=True)
    }
    left_over = [n for n in number if all(n not in (one.first, one.second) for one in pairs)]
    for chosen in itertools.product([None, *pairs], repeat=len(left_over)):
        taken = [(n, one) for n, one in zip(left_over, chosen, strict=True) if one]
        links = [frozenset((n, end)) for n, one in taken for end in (one.first, one.second)]
        if len({one for _, one in taken}) == len(taken) and all(link in points for link in links):
            yield len(taken), sum(points[link] for link in links)


@given(buddy_pools(), st.data())
def test_no_other_joining_places_more_people_or_earns_more_points(pool, data):
    found = find(pool)
    number = [person.number for person in found.firsts]
    free, pairs = set(number), []
    edges = list(zip(found.first.tolist(), found.second.tolist(), found.score.tolist(), strict=True))
    for i, j, score in data.draw(st.permutations(edges)) if edges else []:
        if {number[i], number[j]} <= free and data.draw(st.booleans()):
            free -= {number[i], number[j]}
            pairs.append(SuggestedPair(min(number[i], number[j]), max(number[i], number[j]), score, ()))
    joined = join_pairs(pool, found, tuple(pairs))
    placed = (len(joined.trios), sum(trio.joined for trio in joined.trios))
    assert placed == max(ways_to_join(pool, pairs))
    assert sorted([*joined.pairs, *(trio.links[0] for trio in joined.trios)], key=pairs.index) == pairs


@given(buddy_pools(), st.randoms(use_true_random=False))
def test_buddies_in_another_order_are_joined_the_same_and_everybody_is_named(pool, random):
    people = list(pool.people)
    random.shuffle(people)
    proposal = solve(pool)
    assert solve(Pool(tuple(people), pool.bonds[::-1], pool.programme)) == proposal
    named = [n for one in proposal.pairs for n in (one.first, one.second)]
    named += [n for one in proposal.trios for n in (one.first, one.second, one.third)]
    assert sorted(named + [one.number for one in proposal.unmatched]) == sorted(one.number for one in people)
