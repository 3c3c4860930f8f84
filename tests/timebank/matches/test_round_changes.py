"""What a coordinator changes in a round before anybody is asked: two change places, the next best is looked for."""

import pytest
import sqlalchemy as sa
from guiding import COMPANY, Guiding
from helping_round import RING, joins, ring
from world import World

from timebank.access import Role
from timebank.errors import AlreadyDecided, InvalidInput, NotFound
from timebank.mail.tables import letter
from timebank.matches import apart, comparing, next_best, preparing, review_reads, swapping
from timebank.matches.redoing import ChangedMeanwhile

pytestmark = pytest.mark.parametrize(
    "database_url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.prove)], indirect=True
)


def letters_written(guiding: Guiding) -> int:
    with guiding.world.app.engine.connect() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(letter)).scalar_one())


def pairs(guiding: Guiding) -> set[frozenset[str]]:
    return {frozenset(who.name for who in one.people) for one in guiding.drafts()}


def two(*names: str) -> frozenset[str]:
    return frozenset(names)


@pytest.fixture
def four(guiding: Guiding) -> Guiding:
    """Ann fits Ben best, so Mia has Noa; the other way round it would do too."""
    for name, role in (("Ann", "mentee"), ("Ben", "mentor")):
        guiding.join(name, role, topics=("walks",), past=("recovery",), shown=("topics", "past"))
    guiding.join("Mia", "mentee", topics=("walks",))
    guiding.join("Noa", "mentor", topics=("walks",))
    guiding.run()
    guiding.tick()
    return guiding


def of(guiding: Guiding, name: str) -> str:
    return next(one.suggestion_id for one in guiding.drafts() if name in {who.name for who in one.people})


def places(guiding: Guiding) -> tuple[str, str, str, str]:
    """Ben and Noa change places."""
    ids = guiding.world.ids
    return of(guiding, "Ann"), of(guiding, "Mia"), ids["Ben"], ids["Noa"]


def test_two_mentors_change_places_and_it_shows_first_what_that_would_be(four: Guiding) -> None:
    app, key, what, before = four.world.app, four.world.key, places(four), letters_written(four)
    shown = app.see(four.cora, swapping.try_swap, *what)
    assert {frozenset(one.names) for one in shown.before} == {two("Ann", "Ben"), two("Mia", "Noa")}
    assert {frozenset(one.names): one.points for one in shown.after} == {two("Ann", "Noa"): 8, two("Mia", "Ben"): 8}
    assert all("walks" in one.reasons[0].words for one in shown.after)
    assert shown.refused == ()
    old = {one.suggestion_id for one in four.drafts()}
    round_id = app.do(four.cora, swapping.swap, key(), *what)
    assert pairs(four) == {two("Ann", "Noa"), two("Mia", "Ben")}
    assert {four.state(one) for one in old} == {"superseded"}
    assert letters_written(four) == before
    with pytest.raises(AlreadyDecided):
        app.do(four.cora, swapping.swap, key(), *what)
    later = four.run()  # what a coordinator chose stands where others gain little by less
    told = app.see(four.cora, comparing.compare_rounds, round_id, later)  # a round stays what the matcher made of it
    assert (told.points_before, told.points_after) == (18, 16)


def test_a_swap_is_refused_with_the_rule_and_never_tells_what_somebody_said(four: Guiding) -> None:
    app, key, what = four.world.app, four.world.key, places(four)
    ann, noa = four.world.ids["Ann"], four.world.ids["Noa"]
    app.do(four.cora, apart.say_pair, key(), four.programme_id, ann, noa, "forbidden")
    by_coordinator = app.see(four.cora, swapping.try_swap, *what).refused
    app.do(four.cora, apart.pairs.take_back_pair, key(), four.programme_id, ann, noa)
    app.do(four.world.member("Ann"), apart.say_bond, key(), ann, noa, "rather_not")
    by_member = app.see(four.cora, swapping.try_swap, *what)
    names = by_member.refused[0].split(" cannot")[0].split(" and ")
    assert set(names) == {"Ann", "Noa"}
    assert by_member.refused == by_coordinator
    assert len(by_member.after) == 1
    with pytest.raises(InvalidInput, match="cannot be put forward together"):
        app.do(four.cora, swapping.swap, key(), *what)
    assert pairs(four) == {two("Ann", "Ben"), two("Mia", "Noa")}


def test_only_people_of_two_pairs_in_the_same_role_change_places(four: Guiding) -> None:
    app, key, ids = four.world.app, four.world.key, four.world.ids
    first, second = of(four, "Ann"), of(four, "Mia")
    for wrong in ((first, second, ids["Ann"], ids["Noa"]), (first, first, ids["Ann"], ids["Ben"])):
        with pytest.raises(InvalidInput):
            app.do(four.cora, swapping.swap, key(), *wrong)
    with pytest.raises(NotFound):
        app.do(four.cora, swapping.swap, key(), first, second, ids["Mia"], ids["Noa"])


def test_nobody_changes_their_own_and_a_round_looked_through_waits_again(guiding: Guiding) -> None:
    guiding.join("Cora", "mentee", topics=("cooking",))
    guiding.join("Ben", "mentor", topics=("cooking",))
    guiding.join("Mia", "mentee", topics=("chess",))
    guiding.join("Noa", "mentor", topics=("chess",))
    round_id = guiding.run()
    app, key, ids = guiding.world.app, guiding.world.key, guiding.world.ids
    own, other = of(guiding, "Cora"), of(guiding, "Mia")
    what = (own, other, ids["Ben"], ids["Noa"])
    dan = guiding.world.holder("Dan", Role.SECOND_DECIDER)
    for who in (guiding.cora, dan, guiding.world.member("Ben")):
        for read, args in ((swapping.try_swap, what), (next_best.try_next_best, (own,))):
            with pytest.raises(NotFound):
                app.see(who, read, *args)
        for action, args in ((swapping.swap, what), (next_best.next_best, (own, "x"))):
            with pytest.raises(NotFound):
                app.do(who, action, key(), *args)
    with pytest.raises(NotFound):  # nor is the own pair held together or kept apart from its card
        app.do(guiding.cora, apart.say_pair, key(), guiding.programme_id, ids["Cora"], ids["Ben"], "pinned")
    shown = app.see(guiding.cora, next_best.try_next_best, other)
    assert (shown.found, shown.rearranged) == ((), None)  # Ben is Cora's, and hers is not moved for others
    dora = guiding.world.coordinator("Dora")
    app.do(dora, preparing.finish_review, key(), round_id)
    app.do(dora, swapping.swap, key(), *what)
    app.do(dora, preparing.finish_review, key(), round_id)  # it had opened again


def test_the_next_best_is_looked_for_beside_all_that_stands(four: Guiding) -> None:
    app, key, before = four.world.app, four.world.key, letters_written(four)
    four.join("Ola", "mentor", topics=("walks",))
    draft = of(four, "Ann")
    shown = app.see(four.cora, next_best.try_next_best, draft)
    assert [(set(names), points) for names, points in shown.found] == [({"Ann", "Ola"}, 8)]
    assert shown.without == ("Ben",)
    with pytest.raises(ChangedMeanwhile):
        app.do(four.cora, next_best.next_best, key(), draft, "something else")
    app.do(four.cora, next_best.next_best, key(), draft, shown.mark)
    assert pairs(four) == {two("Ann", "Ola"), two("Mia", "Noa")}
    again = app.see(four.cora, next_best.try_next_best, of(four, "Ann"))
    assert again.found == ()  # what was set aside in this round is not found again
    assert letters_written(four) == before
    with pytest.raises(AlreadyDecided):
        app.do(four.cora, next_best.next_best, key(), draft, shown.mark)


def test_others_move_only_once_the_gain_was_shown_and_accepted(four: Guiding) -> None:
    app, key, draft = four.world.app, four.world.key, of(four, "Ann")
    shown = app.see(four.cora, next_best.try_next_best, draft)
    assert (shown.found, shown.mark, set(shown.without)) == ((), "", {"Ann", "Ben"})
    assert shown.rearranged is not None
    assert (shown.rearranged.covered_before, shown.rearranged.covered_after) == (2, 4)
    app.do(four.cora, next_best.next_best, key(), draft, shown.rearranged_mark)
    assert pairs(four) == {two("Ann", "Noa"), two("Mia", "Ben")}


def test_three_buddies_are_taken_apart_for_the_next_best(world: World) -> None:
    company = Guiding(world, COMPANY)
    for name in ("Ann", "Ben", "Cem"):
        company.join(name)
    company.run()
    (trio,) = company.drafts()
    company.join("Dot")
    shown = world.app.see(company.cora, next_best.try_next_best, trio.suggestion_id)
    assert len(shown.found) == 2
    world.app.do(company.cora, next_best.next_best, world.key(), trio.suggestion_id, shown.mark)
    assert len(company.drafts()) == 2
    assert {who.name for one in company.drafts() for who in one.people} == {"Ann", "Ben", "Cem", "Dot"}


def test_each_of_three_who_could_close_a_circle_is_found_in_turn(helping: Guiding) -> None:
    ring(helping)
    for name in ("Dot", "Eve"):
        joins(helping, name, *RING["Cal"])
    helping.run()
    app, closed_by = helping.world.app, set()
    for _ in range(3):
        helping.tick()
        (circle,) = helping.drafts()
        closed_by |= {who.name for who in circle.people}
        shown = app.see(helping.cora, next_best.try_next_best, circle.suggestion_id)
        if shown.mark:
            app.do(helping.cora, next_best.next_best, helping.world.key(), circle.suggestion_id, shown.mark)
    assert closed_by == {"Ann", "Ben", "Cal", "Dot", "Eve"}
    assert shown.found == ()


def test_keeping_two_apart_from_their_card_takes_the_draft_away_and_tells_nobody(four: Guiding) -> None:
    app, key, before = four.world.app, four.world.key, letters_written(four)
    ids = four.world.ids
    app.do(four.cora, apart.say_pair, key(), four.programme_id, ids["Ann"], ids["Ben"], "forbidden")
    assert pairs(four) == {two("Mia", "Noa")}
    four.run()
    assert pairs(four) == {two("Ann", "Noa"), two("Mia", "Ben")}
    for one, other in (("Ann", "Noa"), ("Mia", "Ben")):
        app.do(four.cora, apart.say_pair, key(), four.programme_id, ids[one], ids[other], "forbidden")
    (newest, *_) = app.see(four.cora, review_reads.rounds, four.programme_id)
    assert newest.state == "reviewed"  # nothing of it is left to decide
    assert letters_written(four) == before
