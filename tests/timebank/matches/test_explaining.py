"""Why, why not and what if, as a coordinator asks it of real people: nothing is kept, nobody's own match is told."""

import pytest
import sqlalchemy as sa
from guiding import COMPANY, Guiding, mine, pair
from world import World

from timebank.access import ANONYMOUS, Role
from timebank.errors import InvalidInput, NotFound, SignInNeeded
from timebank.matches import comparing, explaining, review_reads, trying
from timebank.matches.explaining_cards import CoveredLine, Trial
from timebank.matches.tables import matching_round, suggestion
from timebank.members.bonds import say_bond


def many(guiding: Guiding) -> None:
    """Three who would like guidance and two who give some."""
    guiding.join("Ann", "mentee", ("cooking",))
    guiding.join("Eva", "mentee", ("walks",))
    guiding.join("Flo", "mentee", ("chess",))
    guiding.join("Ben", "mentor", ("cooking",))
    guiding.join("Dan", "mentor", ("walks",))


def who(guiding: Guiding, name: str) -> str:
    return guiding.world.ids[name]


def test_a_draft_is_explained_by_its_rank_and_by_what_gave_no_points(guiding: Guiding) -> None:
    many(guiding)
    guiding.run()
    app = guiding.world.app
    by_names = {tuple(one.name for one in card.people): card for card in guiding.drafts()}
    (link,) = app.see(guiding.cora, explaining.why_suggested, by_names["Ann", "Ben"].suggestion_id)
    assert link.ranks == ("the best of 2 for Ann", "the best of 3 for Ben")
    assert link.rules == ()
    (nothing,) = link.no_points
    assert (nothing.label, nothing.blank) == ("Lived experience", ("Ann", "Ben"))


def test_an_answer_that_is_used_but_not_shown_is_in_no_explanation(guiding: Guiding) -> None:
    guiding.join("Ann", "mentee", ("cooking",), shown=())
    guiding.join("Ben", "mentor", ("chess",))
    guiding.run()
    (draft,) = guiding.drafts()
    (link,) = guiding.world.app.see(guiding.cora, explaining.why_suggested, draft.suggestion_id)
    topics = link.no_points[0]
    assert (topics.label, topics.first_answer, topics.second_answer) == ("Topics", "", "")


def test_two_who_could_meet_cost_what_others_lose(guiding: Guiding) -> None:
    many(guiding)
    app = guiding.world.app
    told = app.see(
        guiding.cora, explaining.why_not_these, guiding.programme_id, who(guiding, "Ben"), who(guiding, "Flo")
    )
    assert (told.first, told.second, told.code) == ("Flo", "Ben", "possible")
    assert told.compared is not None
    assert told.compared.lost == ("Ann",)
    assert told.compared.gained == ("Flo",)
    assert told.compared.points_after < told.compared.points_before


def test_two_who_said_no_and_two_who_are_full_are_told_what_is_in_the_way(guiding: Guiding) -> None:
    ann, _ = pair(guiding)
    guiding.say(ann, guiding.offer(), accept=False)
    see, programme_id = guiding.world.app.see, guiding.programme_id
    told = see(guiding.cora, explaining.why_not_these, programme_id, who(guiding, "Ann"), who(guiding, "Ben"))
    assert told.obstacles == ("they have met before or are not put forward together",)
    assert told.remedies == ()
    eva = guiding.join("Eva", "mentee")
    guiding.match(eva, guiding.world.member("Ben"))
    guiding.join("Flo", "mentee")
    told = see(guiding.cora, explaining.why_not_these, programme_id, who(guiding, "Flo"), who(guiding, "Ben"))
    assert told.remedies == ("They could meet if Ben had one more place.",)


def test_nobody_asks_about_themself_and_only_coordinators_ask(guiding: Guiding) -> None:
    guiding.join("Cora", "mentee")
    ann, ben = pair(guiding)
    app, programme_id = guiding.world.app, guiding.programme_id
    cora_id, ben_id = mine(guiding, guiding.cora), mine(guiding, ben)
    with pytest.raises(NotFound):
        app.see(guiding.cora, explaining.why_not_these, programme_id, cora_id, ben_id)
    for trial in (Trial("together", one_id=cora_id, other_id=ben_id), Trial("places", one_id=cora_id)):
        with pytest.raises(NotFound):
            app.see(guiding.cora, trying.try_out, programme_id, trial)
    assert cora_id not in app.see(guiding.cora, explaining.choices, programme_id).people
    decider = guiding.world.holder("Una", Role.SECOND_DECIDER)
    for person in (ann, decider):
        for read in (explaining.choices, trying.why_nobody_now, trying.figures):
            with pytest.raises(NotFound):
                app.see(person, read, programme_id)
    with pytest.raises(SignInNeeded):
        app.see(ANONYMOUS, trying.why_nobody_now, programme_id)


def test_the_readers_own_match_stays_out_of_what_is_compared(guiding: Guiding) -> None:
    guiding.join("Cora", "mentee", ("cooking",))
    guiding.join("Ann", "mentee", ("walks",))
    guiding.join("Ben", "mentor", ("cooking",))
    app, programme_id = guiding.world.app, guiding.programme_id
    ann, ben = who(guiding, "Ann"), who(guiding, "Ben")
    card = app.see(guiding.cora, trying.try_out, programme_id, Trial("together", one_id=ann, other_id=ben))
    assert [set(one.names) for one in card.new] == [{"Ann", "Ben"}]
    assert (card.gone, card.lost, card.kept_back) == ((), (), 1)
    assert app.see(guiding.cora, trying.figures, programme_id).weak == ()


def test_what_if_says_what_would_change_and_keeps_nothing(guiding: Guiding) -> None:
    many(guiding)
    guiding.run()
    app, programme_id = guiding.world.app, guiding.programme_id
    tables = (matching_round, suggestion)

    def kept() -> list[int]:
        with app.engine.connect() as connection:
            return [connection.execute(sa.select(sa.func.count()).select_from(one)).scalar_one() for one in tables]

    before = kept()
    more = app.see(guiding.cora, trying.try_out, programme_id, Trial("places", one_id=who(guiding, "Ben")))
    assert (more.gained, more.lost, more.covered_after - more.covered_before) == (("Flo",), (), 1)
    another = app.see(guiding.cora, trying.try_out, programme_id, Trial("another", one_id=who(guiding, "Ben")))
    assert another.gained == ("Flo", "somebody new")
    same = app.see(guiding.cora, trying.try_out, programme_id, Trial("weigh", code="past", strength="high"))
    assert same.is_same
    assert kept() == before


def test_what_cannot_be_tried_is_said(guiding: Guiding) -> None:
    ann, _ = pair(guiding)
    guiding.say(ann, guiding.offer(), accept=False)
    see, programme_id = guiding.world.app.see, guiding.programme_id
    both = Trial("together", one_id=who(guiding, "Ann"), other_id=who(guiding, "Ben"))
    with pytest.raises(InvalidInput, match="may not meet"):
        see(guiding.cora, trying.try_out, programme_id, both)
    for trial in (Trial("weigh", "topics", "heavy"), Trial("weigh", "colour", "high"), Trial("sing")):
        with pytest.raises(InvalidInput, match="choose what"):
            see(guiding.cora, trying.try_out, programme_id, trial)
    same = Trial("together", one_id=who(guiding, "Ann"), other_id=who(guiding, "Ann"))
    with pytest.raises(InvalidInput, match="bring together"):
        see(guiding.cora, trying.try_out, programme_id, same)
    guiding.world.member("Zed")
    with pytest.raises(NotFound):
        see(guiding.cora, trying.try_out, programme_id, Trial("places", one_id=who(guiding, "Zed")))


def test_why_nobody_says_whom_to_look_for(guiding: Guiding) -> None:
    many(guiding)
    told = guiding.world.app.see(guiding.cora, trying.why_nobody_now, guiding.programme_id)
    assert told.left == 1
    assert told.hints == ("One mentor would place one person, who says “chess” for “Topics”.",)


def test_how_good_the_result_is(guiding: Guiding) -> None:
    many(guiding)
    told = guiding.world.app.see(guiding.cora, trying.figures, guiding.programme_id)
    assert told.covered == (CoveredLine("mentees", 2, 0, 3), CoveredLine("mentors", 2, 0, 2))
    assert told.score == told.bound == 16
    assert (told.more_people, told.weak) == (0, ())


def test_whoever_is_asked_already_counts_as_having_somebody(guiding: Guiding) -> None:
    pair(guiding)
    guiding.offer()
    for name, role in (("Cal", "mentee"), ("Dot", "mentee"), ("Eve", "mentor")):
        guiding.join(name, role)
    mentees, mentors = guiding.world.app.see(guiding.cora, trying.figures, guiding.programme_id).covered
    assert (mentees.new, mentees.already, mentees.covered, mentees.people) == (1, 1, 2, 3)
    assert (mentors.covered, mentors.people) == (2, 2)


def test_two_rounds_side_by_side_say_what_became_of_each_suggestion(guiding: Guiding) -> None:
    many(guiding)
    first = guiding.run()
    guiding.pause("Ann")
    second = guiding.run()
    card = guiding.world.app.see(guiding.cora, comparing.compare_rounds, first, second)
    assert card.stayed == 1
    assert [(set(one.names), one.why) for one in card.gone] == [
        ({"Ann", "Ben"}, "one of them takes no part in the later one")
    ]
    assert [set(one.names) for one in card.new] == [{"Flo", "Ben"}]
    assert (card.gained, card.lost) == (("Flo",), ("Ann",))
    with pytest.raises(NotFound):
        guiding.world.app.see(guiding.cora, comparing.compare_rounds, first, "nothing")


def test_a_trio_is_explained_link_by_link_and_compared_as_one(world: World) -> None:
    company = Guiding(world, COMPANY)
    for name in ("Ann", "Ben", "Dan"):
        company.join(name)
    first, second = company.run(), company.run()
    (draft,) = company.drafts()
    app = world.app
    assert len(app.see(company.cora, explaining.why_suggested, draft.suggestion_id)) == 3
    card = app.see(company.cora, comparing.compare_rounds, first, second)
    assert (card.stayed, card.is_same) == (1, True)
    app.see(company.cora, review_reads.one_review, draft.suggestion_id)


def test_another_value_of_a_hidden_answer_changes_nothing_that_is_asked_of_the_people_of_today(world: World) -> None:
    from timebank.matches.as_of_now import as_of_now
    from timebank.programmes import actions as programmes
    from timebank.programmes.rules import Given

    guiding = Guiding(world)
    ann = guiding.join("Ann", "mentee", ("cooking",), past=("recovery",))
    guiding.join("Ben", "mentor", ("cooking",), past=("recovery",))

    def hide(*values: str) -> object:
        hidden = [Given("topics", ("cooking",), True, True), Given("past", values, False, False)]
        world.app.do(ann, programmes.change_answers, world.key(), guiding.programme_id, hidden)
        return world.app.see(guiding.cora, as_of_now, guiding.programme_id).gathered

    assert hide("recovery") == hide()


@pytest.mark.parametrize("excluded", [True, False])
def test_somebody_who_would_rather_not_is_told_as_any_two_who_met_before(guiding: Guiding, excluded: bool) -> None:
    ann, ben = pair(guiding)
    app, programme_id = guiding.world.app, guiding.programme_id
    if excluded:
        app.do(ann, say_bond, guiding.world.key(), mine(guiding, ann), mine(guiding, ben), "rather_not")
    else:
        guiding.say(ann, guiding.offer(), accept=False)
    told = app.see(guiding.cora, explaining.why_not_these, programme_id, mine(guiding, ann), mine(guiding, ben))
    assert (told.code, told.remedies, told.compared) == ("kept_apart", (), None)
    assert told.obstacles == ("they have met before or are not put forward together",)
    nobody = app.see(guiding.cora, trying.why_nobody_now, programme_id)
    assert [(one.removed, one.held, one.would_place) for one in nobody.rules] == [(2, 2, None)]
    both = Trial("together", one_id=mine(guiding, ann), other_id=mine(guiding, ben))
    with pytest.raises(InvalidInput, match="may not meet"):
        app.see(guiding.cora, trying.try_out, programme_id, both)
