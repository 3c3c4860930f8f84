"""A round run again while drafts wait: they stand unless others gain by it, and the round says how many."""

from guiding import COMPANY, Guiding
from world import World

from timebank.matches import apart, review_reads


def together(guiding: Guiding) -> set[frozenset[str]]:
    """Who is suggested with whom."""
    return {frozenset(one.name for one in draft.people) for draft in guiding.drafts()}


def stand(guiding: Guiding) -> tuple[int, int]:
    """How many drafts of last time the newest round found again, and of how many."""
    newest = guiding.world.app.see(guiding.cora, review_reads.rounds, guiding.programme_id)[0]
    return newest.drafts_stand, newest.drafts_before


def test_whoever_is_no_better_off_elsewhere_stays_although_the_turn_would_choose_others(guiding: Guiding) -> None:
    for number in range(4):
        guiding.join(f"Mentee {number}", "mentee")
        guiding.join(f"Mentor {number}", "mentor")
    guiding.run()
    assert stand(guiding) == (0, 0)
    first = together(guiding)
    for _ in range(3):
        guiding.run()
        assert together(guiding) == first
        assert stand(guiding) == (4, 4)


def test_a_draft_gives_way_where_others_gain_much_and_the_round_says_so(guiding: Guiding) -> None:
    guiding.join("Ann", "mentee", ("chess", "walks"))
    guiding.join("Ben", "mentor", ("cooking",))
    guiding.run()
    assert together(guiding) == {frozenset({"Ann", "Ben"})}
    guiding.join("Cleo", "mentor", ("walks",))
    guiding.run()
    assert together(guiding) == {frozenset({"Ann", "Cleo"})}
    assert stand(guiding) == (0, 1)


def test_a_draft_somebody_would_rather_not_is_counted_as_one_that_any_rule_forbids(guiding: Guiding) -> None:
    people = {name: guiding.join(name, role) for name, role in (("Ann", "mentee"), ("Ben", "mentor"))}
    guiding.run()
    guiding.tick()
    app, key = guiding.world.app, guiding.world.key
    app.do(people["Ann"], apart.say_bond, key(), people["Ann"].member_id, people["Ben"].member_id, "rather_not")
    guiding.run()
    assert (together(guiding), stand(guiding)) == (set(), (0, 1))


def test_somebody_who_takes_a_break_is_missed_and_the_others_stay(guiding: Guiding) -> None:
    for number in range(3):
        guiding.join(f"Mentee {number}", "mentee")
        guiding.join(f"Mentor {number}", "mentor")
    guiding.run()
    first = together(guiding)
    guiding.pause("Mentee 1")
    guiding.run()
    assert together(guiding) == {two for two in first if "Mentee 1" not in two}
    assert stand(guiding) == (2, 3)


def test_buddies_and_three_together_stand_too(world: World) -> None:
    company = Guiding(world, COMPANY)
    for number in range(5):
        company.join(f"Buddy {number}")
    company.run()
    first = together(company)
    assert sorted(len(group) for group in first) == [2, 3]
    company.run()
    before, of = stand(company)
    assert of == 2
    assert len(first & together(company)) == before >= 1
