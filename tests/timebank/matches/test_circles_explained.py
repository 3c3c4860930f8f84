"""What a coordinator can ask of circles of help: how a step stands, why not, what if, what each rule does, how good."""

import pytest
from guiding import Guiding
from helping_round import RING, joins, ring
from world import World

from timebank.access import OPERATOR
from timebank.errors import InvalidInput, NotFound
from timebank.listings import actions as listings
from timebank.listings.categories import plant_categories
from timebank.listings.reads import my_listings
from timebank.matches import comparing, explaining, review_reads, trying
from timebank.matches.explaining_cards import CoveredLine, Trial, WhyNotCard
from timebank.members.bonds import say_bond
from timebank.programmes.definition import starter_text
from timebank.programmes.pairs import say_pair


@pytest.fixture
def helping(world: World) -> Guiding:
    """Cora's programme of help: Ann could help Ben, Ben could help Cal, and Cal could help Ann; Dot helps nobody."""
    world.app.do(OPERATOR, plant_categories)
    helping = Guiding(world, starter_text("help"))
    ring(helping)
    return helping


def why_not(helping: Guiding, helper: str, helped: str) -> WhyNotCard:
    ids = helping.world.ids
    read = explaining.why_not_these
    return helping.world.app.see(helping.cora, read, helping.programme_id, ids[helper], ids[helped])


def tried(helping: Guiding, kind: str, one: str, other: str = ""):
    ids = helping.world.ids
    trial = Trial(kind, one_id=ids[one], other_id=ids.get(other, ""))
    return helping.world.app.see(helping.cora, trying.try_out, helping.programme_id, trial)


def test_each_step_of_a_drafted_circle_says_how_it_stands(helping: Guiding) -> None:
    joins(helping, "Eve", "gardening", "sewing")
    helping.run()
    (draft,) = helping.drafts()
    links = helping.world.app.see(helping.cora, explaining.why_suggested, draft.suggestion_id)
    assert [(one.second, one.first) for one in links] == [(one.helper, one.helped) for one in draft.helpings]
    by_helped = {one.first: one.ranks for one in links}
    assert by_helped["Ben"][0].endswith("of 2 for Ben")
    assert all(one.rules for one in links)


def test_why_one_does_not_help_another_and_what_would_change_it(helping: Guiding) -> None:
    assert why_not(helping, "Ann", "Ben").code == "suggested"
    told = why_not(helping, "Ben", "Ann")
    assert (told.first, told.second, told.code) == ("Ann", "Ben", "kept_apart")
    assert told.obstacles == ("what one asks for is not what the other offers",)
    assert "It would be possible if Ben also offered lifts by car." in told.remedies
    joins(helping, "Dot", "cleaning", "gardening", shown=False)
    alone = why_not(helping, "Ann", "Dot")
    assert (alone.code, alone.obstacles) == ("no_circle", ())
    hidden = why_not(helping, "Cal", "Dot")
    assert hidden.remedies == ("It would be possible if Cal also offered what Dot asks for.",)


def test_an_exclusion_is_told_as_any_two_who_met_before(helping: Guiding) -> None:
    ids, world = helping.world.ids, helping.world
    ann = world.member("Ann")
    world.app.do(ann, say_bond, world.key(), ids["Ann"], ids["Ben"], "rather_not")
    told = why_not(helping, "Ann", "Ben")
    assert told.obstacles == ("they have met before or are not put forward together",)
    assert (told.remedies, told.compared) == ((), None)
    with pytest.raises(InvalidInput, match="No circle can hold"):
        tried(helping, "together", "Ann", "Ben")


def test_what_if_somebody_helps_somebody_or_one_more_person_offers(helping: Guiding) -> None:
    joins(helping, "Dot", "lifts", "gardening")
    together = tried(helping, "together", "Ann", "Dot")
    assert (together.minutes_before, together.minutes_after) == (360, 240)
    assert [set(one.names) for one in together.new] == [{"Ann", "Dot"}]
    assert set(together.lost) == {"Ben", "Cal"}
    another = tried(helping, "another", "Ann")
    assert (another.minutes_after - another.minutes_before, set(another.gained)) == (240, {"Dot", "somebody new"})
    assert tried(helping, "places", "Ann").gained == ("Dot",)
    weigh = Trial("weigh", code="waiting", strength="high")
    assert helping.world.app.see(helping.cora, trying.try_out, helping.programme_id, weigh).is_same


def test_rules_and_figures_of_circles(helping: Guiding) -> None:
    see = helping.world.app.see
    joins(helping, "Dot", "cleaning", "gardening")
    nobody = see(helping.cora, trying.why_nobody_now, helping.programme_id)
    assert nobody.left == 1
    assert "what one asks for is not what the other offers" in {one.because for one in nobody.rules}
    assert nobody.hints == (
        "One member who offers “Gardening” and asks for “Cleaning and tidying” would place one person.",
    )
    told = see(helping.cora, trying.figures, helping.programme_id)
    assert (told.minutes, told.minutes_bound, told.covered) == (360, 360, (CoveredLine("members", 3, 0, 4),))
    asked = see(helping.cora, explaining.choices, helping.programme_id)
    assert asked.is_help
    with pytest.raises(NotFound):
        see(helping.world.member("Ann"), explaining.choices, helping.programme_id)


def test_a_circle_that_turns_the_other_way_in_the_next_round_is_another_one(helping: Guiding) -> None:
    first = helping.run()
    app, offered = helping.world.app, {"Ann": "sewing", "Ben": "lifts", "Cal": "gardening"}
    for name, slug in offered.items():  # what Ann gave to Ben she would now get from him
        person = helping.world.member(name)
        for one in app.see(person, my_listings):
            if one.kind == "request":
                app.do(person, listings.close, helping.world.key(), one.listing_id)
        app.do(person, listings.write_listing, helping.world.key(), "request", slug, slug)
    assert {slug for slug, _ in RING.values()} == set(offered.values())
    card = app.see(helping.cora, comparing.compare_rounds, first, helping.run())
    assert (card.stayed, len(card.gone), len(card.new)) == (0, 1, 1)
    assert (card.minutes_before, card.minutes_after, card.gained) == (360, 360, ())
    again = app.see(helping.cora, comparing.compare_rounds, first, first)
    assert (again.stayed, again.is_same) == (1, True)


def test_two_held_together_are_in_a_circle_or_named_in_the_round_without_saying_why(helping: Guiding) -> None:
    world, ids = helping.world, helping.world.ids
    joins(helping, "Dot", "lifts", "gardening")
    say = (helping.programme_id, ids["Ann"], ids["Dot"], "pinned")
    world.app.do(helping.cora, say_pair, world.key(), *say)
    helping.run()
    (draft,) = helping.drafts()
    assert {one.name for one in draft.people} == {"Ann", "Dot"}
    world.app.do(world.member("Dot"), say_bond, world.key(), ids["Dot"], ids["Ann"], "rather_not")
    world.app.do(helping.cora, say_pair, world.key(), helping.programme_id, ids["Dot"], ids["Ben"], "pinned")
    helping.run()
    card = world.app.see(helping.cora, review_reads.rounds, helping.programme_id)[0]
    assert {frozenset(pair) for pair in card.missed} == {frozenset({"Ann", "Dot"}), frozenset({"Ben", "Dot"})}
    assert card.minutes == 360
