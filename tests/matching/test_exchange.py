"""A round of a programme of help: rings of people, each helping the next, chosen, explained and looked at again."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import (
    Bond,
    Criterion,
    MatchingError,
    Person,
    Pool,
    Programme,
    Proposal,
    SuggestedPair,
    exchange,
    make_rule,
    solve,
)
from matching.errors import ProposalWrong
from matching.people import BondKind
from matching.verify import verify

ASKS = Criterion("help", "meets", "Help", (4,), first="requests", second="offers", most=3)
HELP = Programme("help", "help", ("member",), criteria=(ASKS,), title="Helping")
SKILLS = ("garden", "lifts", "law", "cooking")


def member(number: int, offers: str, requests: str, **more: object) -> Person:
    """Somebody who offers and asks for some things, written in one word each."""
    answers = {"offers": tuple(offers.split()), "requests": tuple(requests.split())}
    return replace(Person(number, "member", answers=answers), **more)


RING = (member(1, "garden", "lifts"), member(2, "law", "garden"), member(3, "lifts", "law"))


def circles(*people: Person, programme: Programme = HELP, bonds: tuple[Bond, ...] = ()) -> list[tuple[int, ...]]:
    """The circles of a round."""
    return [circle.people for circle in solve(Pool(people, bonds, programme)).circles]


def said(*people: Person, programme: Programme = HELP) -> dict[int, tuple[str, str]]:
    """The code and the sentence for everybody who is in no circle."""
    return {one.number: (one.code, one.words) for one in solve(Pool(people, (), programme)).unmatched}


def test_three_people_who_could_never_swap_help_each_other_around() -> None:
    proposal = solve(Pool(RING, (), HELP))
    (circle,) = proposal.circles
    assert (circle.people, circle.minutes, circle.closed) == ((1, 2, 3), 120, True)
    assert [(link.second, link.first) for link in circle.links] == [(1, 2), (2, 3), (3, 1)]
    assert [link.reasons[0].words for link in circle.links] == ["Help: garden", "Help: law", "Help: lifts"]
    assert (proposal.minutes, proposal.minutes_bound, proposal.score, proposal.bound) == (360, 360, 12, 12)
    assert (dict(proposal.covered), proposal.unmatched) == ({"member": 3}, ())


def test_a_programme_says_how_long_everybody_helps_and_how_many_a_circle_may_hold() -> None:
    assert solve(Pool(RING, (), replace(HELP, minutes_each=45))).minutes == 135
    assert circles(*RING, programme=replace(HELP, most_in_circle=2)) == []


def test_a_rule_and_a_must_keep_two_from_helping_each_other() -> None:
    rule = make_rule("language", "share", "they have no language in common", first="languages")
    speaks = [replace(one, answers={**one.answers, "languages": ("en",)}) for one in RING]
    another = replace(RING[2], answers={**RING[2].answers, "languages": ("gd",)})
    strict = replace(HELP, rules=(rule,))
    assert circles(*speaks, programme=strict) == [(1, 2, 3)]
    assert circles(*speaks[:2], another, programme=strict) == []
    must = Criterion("style", "same", "Style", (2,), strength="must", first="style", second="style")
    quiet = [replace(one, answers={**one.answers, "style": (way,)}) for one, way in zip(RING, "aab", strict=True)]
    assert circles(*quiet, programme=replace(HELP, criteria=(ASKS, must))) == []


@pytest.mark.parametrize("kind", ["past", "present", "forbidden", "excluded", "household", "conflict"])
def test_who_is_kept_apart_is_in_no_circle_together_even_across_it(kind: BondKind) -> None:
    four = [member(n, SKILLS[n], SKILLS[n - 1]) for n in range(4)]  # each helps the next, 0 and 2 never
    assert circles(*four) == [(0, 1, 2, 3)]
    assert circles(*four, bonds=(Bond(0, 2, kind),)) == []
    another = member(4, "garden law", "cooking")
    assert circles(*four, another, bonds=(Bond(0, 2, kind),)) == [(1, 2, 3, 4)]


def test_a_circle_that_only_closes_with_two_who_are_kept_apart_is_not_called_possible() -> None:
    four = tuple(member(n, SKILLS[n], SKILLS[n - 1]) for n in range(4))
    left = solve(Pool(four, (Bond(0, 2, "past"),), HELP)).unmatched
    assert {one.code for one in left} == {"no_circle"}
    assert "no circle closes" in left[0].words


def test_somebody_with_room_for_two_is_in_two_circles() -> None:
    busy = member(1, "garden lifts", "law cooking", capacity=2)
    others = (member(2, "law", "garden"), member(3, "cooking", "lifts"))
    assert circles(busy, *others) == [(1, 2), (1, 3)]
    assert len(circles(replace(busy, capacity=1), *others)) == 1


def test_who_has_only_given_may_be_helped_by_who_has_only_received() -> None:
    gave, got = member(1, "", "garden", balance_minutes=130), member(2, "garden", "", balance_minutes=-240)
    (circle,) = solve(Pool((gave, got), (), HELP)).circles
    assert (circle.people, circle.closed, circle.minutes) == ((2, 1), False, 120)
    assert circles(replace(gave, balance_minutes=90), got) == []  # less than one helping is not evened out


def test_everybody_in_no_circle_is_told_why() -> None:
    nobody_helps = member(4, "garden", "piano")
    nobody_asks = member(5, "chess", "garden")
    words = said(*RING, nobody_helps, nobody_asks, member(6, "", ""), member(7, "garden", "law", capacity=0))
    assert {number: code for number, (code, _) in words.items()} == {
        4: "nobody_helps",
        5: "nobody_asks",
        6: "nobody_helps",
        7: "no_room",
    }
    assert words[4][1].startswith("Nobody here could help them: ")
    assert "what one asks for is not what the other offers" in words[4][1]
    assert words[5][1].startswith("There is nobody here they could help: ")
    assert "There is nobody here they could help" in words[6][1]
    assert said(RING[0])[1] == ("nobody_here", "Nobody else takes part in this round.")


def test_a_chain_that_does_not_close_says_so() -> None:
    line = (member(1, "garden", ""), member(2, "law", "garden"), member(3, "", "law"))
    code, words = said(*line)[2]
    assert code == "no_circle"
    assert words.startswith("One person could help them and they could help one person, but no circle closes")


def test_who_lost_the_only_place_is_told_that_it_went_to_others() -> None:
    people = (member(1, "garden", "law"), member(2, "law", "garden"), member(3, "law", "garden"))
    assert [code for code, _ in said(*people).values()] == ["others_fitted"]


def test_a_pinned_pair_is_in_one_circle_though_it_costs_hours_and_a_forbidden_one_never() -> None:
    ring = (member(1, "garden", "lifts cooking"), *RING[1:], member(4, "cooking", "garden"))  # 4 could swap with 1
    assert circles(*ring) == [(1, 2, 3)]
    assert circles(*ring, bonds=(Bond(4, 1, "pinned"),)) == [(1, 4)]
    assert circles(*ring, bonds=(Bond(1, 4, "pinned"), Bond(1, 4, "forbidden"))) == [(1, 2, 3)]


def test_a_pinned_pair_that_no_circle_can_hold_is_named_in_one_way_whatever_the_reason() -> None:
    ring = (*RING, member(4, "piano", "garden"))
    for bonds in ((Bond(1, 4, "pinned"),), (Bond(1, 4, "excluded"), Bond(1, 4, "pinned"))):
        proposal = solve(Pool(ring, bonds, HELP))
        assert (proposal.missed, [circle.people for circle in proposal.circles]) == (((1, 4),), [(1, 2, 3)])
    assert solve(Pool(ring, (Bond(1, 2, "pinned"), Bond(1, 9, "pinned")), HELP)).missed == ()
    with pytest.raises(ProposalWrong, match="pinned pair"):
        verify(Pool(ring, (Bond(1, 4, "pinned"),), HELP), solve(Pool(ring, (), HELP)))


def test_a_pin_may_take_an_exchange_across_and_evens_out_too() -> None:
    gave, got = member(1, "", "garden", balance_minutes=240), member(2, "garden law", "lifts", balance_minutes=-240)
    other = member(3, "lifts", "law")
    assert circles(gave, got, other) == [(2, 3)]
    assert circles(gave, got, other, bonds=(Bond(1, 2, "pinned"),)) == [(2, 1)]


def test_who_has_waited_until_their_points_grow_no_further_comes_first() -> None:
    waits = Criterion("waiting", "waiting", "Waiting", (1,), days=10, most=3)
    programme = replace(HELP, criteria=(ASKS, waits))
    ring = (member(1, "garden", "lifts cooking"), *RING[1:], member(4, "cooking", "garden", waiting_days=29))
    assert circles(*ring, programme=programme) == [(1, 2, 3)]
    long = (*ring[:3], replace(ring[3], waiting_days=30))
    assert circles(*long, programme=programme) == [(1, 4)]
    assert circles(*long) == [(1, 2, 3)]  # where waiting does not count, it does not


def test_turns_share_out_who_is_left_when_all_are_alike() -> None:
    people = (member(1, "garden", "law"), *(member(n, "law", "garden") for n in range(2, 6)))
    found = {solve(Pool(people, (), HELP, turn)).circles[0].people for turn in range(12)}
    assert len(found) > 1


def test_of_very_many_ways_each_persons_best_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    people = [member(n, SKILLS[n % 4], SKILLS[(n + 1) % 4]) for n in range(24)]
    whole = solve(Pool(tuple(people), (), HELP))
    monkeypatch.setattr(exchange, "MANY_WAYS", 10)
    monkeypatch.setattr(exchange, "BEST_WAYS", 3)
    thinned = solve(Pool(tuple(people), (), HELP))
    assert (whole.whole, thinned.whole, thinned.minutes) == (True, False, whole.minutes)
    assert thinned.feasible_pairs == whole.feasible_pairs == 144


def test_a_programme_of_help_needs_to_say_what_is_asked_and_offered() -> None:
    with pytest.raises(MatchingError, match="one criterion of the kind meets"):
        replace(HELP, criteria=())
    with pytest.raises(MatchingError, match="has one"):
        replace(HELP, roles=("helper", "helped"))
    with pytest.raises(MatchingError, match="at least a minute"):
        replace(HELP, minutes_each=0)


def test_the_second_look_finds_every_broken_promise() -> None:
    pool = Pool(RING, (), HELP)
    good = solve(pool)
    (circle,) = good.circles
    link = circle.links[0]
    others = circle.links[1:]

    def spoilt(**changes: object) -> Proposal:
        return replace(good, circles=(replace(circle, **changes),))

    wrong = {
        "not asked for": spoilt(links=(SuggestedPair(link.second, link.first, 4, link.reasons), *others)),
        "do not add up": spoilt(links=(replace(link, score=9), *others)),
        "not of the minutes": spoilt(minutes=60),
        "not in this round": spoilt(people=(1, 2, 9)),
        "does not follow": spoilt(people=(1, 3, 2)),
        "score is not the sum": replace(good, score=11),
        "above its bound": replace(good, bound=11),
        "minutes are not the sum": replace(good, minutes=240),
        "bounds are not above": replace(good, minutes_bound=240),
        "neither in a circle": replace(good, unmatched=solve(Pool(RING[:1], (), HELP)).unmatched),
        "number of people": replace(good, covered={"member": 2}),
        "no pairs": replace(good, pairs=(link,)),
    }
    for words, proposal in wrong.items():
        with pytest.raises(ProposalWrong, match=words):
            verify(pool, proposal)
    for bonds, words in (((Bond(1, 3, "past"),), "kept apart"), ((Bond(1, 2, "household"),), "kept apart")):
        with pytest.raises(ProposalWrong, match=words):
            verify(replace(pool, bonds=bonds), good)
    with pytest.raises(ProposalWrong, match="more than they would"):
        verify(replace(pool, people=(replace(RING[0], capacity=0), *RING[1:])), good)
    mentoring = Pool((Person(1, "mentee"),), (), Programme("p", "mentoring", ("mentee", "mentor")))
    with pytest.raises(ProposalWrong, match="no circles"):
        verify(mentoring, good)


some = st.lists(st.sampled_from(SKILLS), unique=True, max_size=3).map(" ".join)
people_of_help = st.lists(
    st.builds(
        lambda offers, requests, capacity, balance: member(
            0, offers, requests, capacity=capacity, balance_minutes=balance
        ),
        some,
        some,
        st.integers(0, 2),
        st.sampled_from([0, 0, 120, -120, 300]),
    ),
    max_size=7,
).map(lambda found: [replace(one, number=number) for number, one in enumerate(found)])
bonds_of_help = st.lists(
    st.builds(
        lambda first, step, kind: Bond(first, first + step, kind),
        st.integers(0, 4),
        st.integers(1, 3),
        st.sampled_from(["past", "household", "excluded", "pinned"]),
    ),
    max_size=3,
).map(tuple)


@given(people_of_help, bonds_of_help, st.integers(0, 3), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=40)
def test_any_people_in_any_order_get_the_same_verified_circles(people, bonds, turn, chance) -> None:
    found = solve(Pool(tuple(people), bonds, HELP, turn))
    mixed = list(people)
    chance.shuffle(mixed)
    assert solve(Pool(tuple(mixed), bonds[::-1], HELP, turn)) == found
    seen_as_past = tuple(replace(bond, kind="past") if bond.kind == "excluded" else bond for bond in bonds)
    assert solve(Pool(tuple(people), seen_as_past, HELP, turn)) == found
