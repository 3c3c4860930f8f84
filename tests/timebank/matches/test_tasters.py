"""Two steps: a few people to meet briefly, what both say afterwards, and a final round that takes it into account."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from tasting import BOTH, WHERE, Tasting, names
from world import World

from timebank.access import ANONYMOUS, WORKER, Role
from timebank.errors import AlreadyDecided, InvalidInput, NotFound
from timebank.matches import actions, apart, taking_part, taster_saying, tasters
from timebank.matches.taster_reads import first_step, my_tasters, tasters_by_link
from timebank.matches.taster_rules import NoFirstStep, StillMeeting
from timebank.members.links import LinkSpent
from timebank.programmes import actions as programmes


@pytest.fixture
def tasting(world: World) -> Tasting:
    return Tasting(world)


def test_nobody_is_told_of_a_first_step_before_a_coordinator_asks(tasting: Tasting) -> None:
    tasting.people("Ann Abe", "Ben Bea Bob")
    tasting.run()
    step = tasting.step()
    assert len(step.drafts) == 4
    assert tasting.mine("Ann") == []
    assert tasting.guiding.letters("Ann") == []
    assert step.nobody == ()


def test_each_person_gets_one_letter_that_names_all_they_are_to_meet_and_tells_no_address(tasting: Tasting) -> None:
    tasting.people("Ann", "Ben Bea")
    tasting.asked()
    (text,) = tasting.letters("Ann", "taster_asked")
    for words in ("Bea and Ben", WHERE, "20 minutes with each", "Why Ben: Topics: both cooking.", "/short-meetings/"):
        assert words in text
    assert "@" not in text.replace("/short-meetings/", "")
    assert "Why Ann" in tasting.letters("Ben", "taster_asked")[0]
    mine = tasting.mine("Ann")
    assert [(one.name, one.arrangement, one.said) for one in mine] == [("Bea", WHERE, ""), ("Ben", WHERE, "")]
    assert mine[0].sentences == ("Topics: both cooking.",)


def test_a_sentence_rests_only_on_answers_that_both_let_be_shown(tasting: Tasting) -> None:
    tasting.guiding.join("Ann", "mentee", shown=())
    tasting.guiding.join("Ben", "mentor")
    tasting.asked()
    assert tasting.mine("Ben")[0].sentences == ()
    assert "cooking" not in tasting.letters("Ben", "taster_asked")[0]


def test_what_is_not_to_be_shown_any_more_goes_from_short_meetings_too(tasting: Tasting) -> None:
    tasting.people("Ann", "Ben")
    tasting.asked()
    ann = tasting.world.member("Ann")
    tasting.do(ann, taking_part.set_consent, tasting.guiding.programme_id, "topics", True, False)
    assert tasting.mine("Ben")[0].sentences == ()
    assert tasting.step().asked[0].reasons[0].words == "Something they both said"


def test_those_who_both_said_yes_come_together_and_a_no_is_never_shown(tasting: Tasting) -> None:
    tasting.people("Ann Abe", "Ben Bea")
    tasting.asked()
    tasting.all_say("perhaps", {("Ann", "Ben"): "no", ("Abe", "Ben"): "yes", ("Ben", "Abe"): "yes"})
    assert tasting.states() == ["closed"] * 4
    tasting.guiding.run()
    assert tasting.pairs() == [("Abe", "Ben"), ("Ann", "Bea")]
    (yes,) = [one for one in tasting.guiding.drafts() if one.people[0].name == "Abe"]
    assert [(one.words, one.points) for one in yes.reasons][-1] == ("After meeting briefly: both said yes", 24)
    assert all("brief" not in words for one in yes.people for words in one.sentences)
    assert all("no" not in text.split() for kind, text in tasting.guiding.letters("Ben") if kind != "taster_asked")


def test_a_no_keeps_two_apart_for_good_and_who_has_nobody_left_is_in_the_ordinary_pool(tasting: Tasting) -> None:
    tasting.people("Ann", "Ben Bea")
    tasting.asked()
    tasting.guiding.join("Bob", "mentor", topics=("chess",))
    tasting.all_say("no")
    tasting.guiding.run()
    assert tasting.pairs() == [("Ann", "Bob")]


def test_who_met_somebody_usable_is_matched_among_those_only(tasting: Tasting) -> None:
    tasting.guiding.join("Ann", "mentee", topics=("chess",))
    tasting.guiding.join("Ben", "mentor", topics=("walks",))
    tasting.asked()
    tasting.guiding.join("Bea", "mentor", topics=("chess",))
    tasting.all_say("perhaps")
    tasting.guiding.run()
    assert tasting.pairs() == [("Ann", "Ben")]


def test_a_perhaps_counts_less_than_a_yes(tasting: Tasting) -> None:
    tasting.people("Ann", "Ben Bea")
    tasting.asked()
    tasting.all_say("yes", {("Bea", "Ann"): "perhaps"})
    tasting.guiding.run()
    assert tasting.pairs() == [("Ann", "Ben")]


def test_no_final_round_while_people_meet_and_the_first_step_can_be_closed_by_hand(tasting: Tasting) -> None:
    tasting.people("Ann", "Ben")
    tasting.asked()
    for action in (actions.run_round, tasters.run_first_step):
        with pytest.raises(StillMeeting):
            tasting.do(tasting.cora, action, tasting.guiding.programme_id)
    assert tasting.do(tasting.cora, tasters.close_first_step, tasting.guiding.programme_id) == "1"
    tasting.guiding.run()
    assert tasting.pairs() == [("Ann", "Ben")]


def test_a_word_can_be_changed_until_the_first_step_is_over(tasting: Tasting) -> None:
    tasting.people("Ann", "Ben")
    tasting.asked()
    tasting.say("Ann", "Ben", "no", "I was tired")
    tasting.say("Ann", "Ben", "yes")
    assert [(one.said, one.words) for one in tasting.mine("Ann")] == [("yes", "")]
    (taster_id,) = [one.taster_id for one in tasting.mine("Ann")]
    tasting.say("Ben", "Ann")
    with pytest.raises(AlreadyDecided):
        tasting.do(tasting.world.member("Ann"), taster_saying.say, taster_id, "no")


def test_only_coordinators_read_what_was_said(tasting: Tasting) -> None:
    tasting.people("Ann", "Ben")
    tasting.asked()
    tasting.say("Ann", "Ben", "no", "He talks a lot")
    (card,) = tasting.step().asked
    assert [(who.name, who.said, who.words) for who in card.people] == [
        ("Ann", "no", "He talks a lot"),
        ("Ben", "", ""),
    ]
    assert tasting.mine("Ben")[0].said == ""
    for stranger in ("Ann", "Stranger Sam"):
        with pytest.raises(NotFound):
            tasting.world.app.see(tasting.world.member(stranger), first_step, tasting.guiding.programme_id)
    with pytest.raises(NotFound):
        tasting.world.app.see(tasting.world.member("Ben"), my_tasters, tasting.world.ids["Ann"])


def test_the_link_of_a_letter_says_each_word_once_and_looking_changes_nothing(tasting: Tasting) -> None:
    tasting.people("Ann", "Ben Bea")
    tasting.asked()
    app, secret = tasting.world.app, tasting.secret("Ann")
    for _ in range(3):
        bea, ben = app.see(ANONYMOUS, tasters_by_link, secret)
    tasting.do(ANONYMOUS, taster_saying.say_by_link, secret, ben.taster_id, "perhaps")
    with pytest.raises(LinkSpent):
        tasting.do(ANONYMOUS, taster_saying.say_by_link, secret, ben.taster_id, "yes")
    assert [one.name for one in app.see(ANONYMOUS, tasters_by_link, secret)] == ["Bea"]
    tasting.do(ANONYMOUS, taster_saying.say_by_link, secret, bea.taster_id, "yes", "Lovely")
    with pytest.raises(LinkSpent):
        app.see(ANONYMOUS, tasters_by_link, secret)
    assert {one.name: one.said for one in tasting.mine("Ann")} == {"Ben": "perhaps", "Bea": "yes"}
    with pytest.raises(LinkSpent):
        app.see(ANONYMOUS, tasters_by_link, "not a secret")


def test_the_link_of_one_first_step_says_nothing_of_another_meeting(tasting: Tasting) -> None:
    tasting.people("Ann Abe", "Ben")
    tasting.asked()
    secret = tasting.secret("Ann")
    (others,) = {one.taster_id for one in tasting.mine("Ben")} - {one.taster_id for one in tasting.mine("Ann")}
    with pytest.raises(NotFound):
        tasting.do(ANONYMOUS, taster_saying.say_by_link, secret, others, "yes")


def test_a_coordinator_writes_down_the_word_of_somebody_without_e_mail(tasting: Tasting) -> None:
    tasting.guiding.join("Olga", "mentee", offline=True)
    tasting.guiding.join("Ben", "mentor")
    tasting.asked()
    (card,) = tasting.step().asked
    olga = tasting.world.ids["Olga"]
    with pytest.raises(InvalidInput):
        tasting.do(tasting.cora, taster_saying.say, card.taster_id, "yes", member_id=olga)
    tasting.do(tasting.cora, taster_saying.say, card.taster_id, "yes", member_id=olga, how_told="by phone")
    with pytest.raises(NotFound):
        tasting.do(
            tasting.cora,
            taster_saying.say,
            card.taster_id,
            "no",
            member_id=tasting.world.ids["Ben"],
            how_told="by phone",
        )
    assert tasting.step().asked[0].people[0].said == "yes"
    assert "/short-meetings/" not in tasting.letters("Olga", "taster_asked")[0]


def test_a_coordinator_decides_nothing_about_a_meeting_of_their_own(tasting: Tasting) -> None:
    tasting.guiding.join("Cora", "mentor")
    tasting.people("Ann", "Ben")
    tasting.run()
    own, other = sorted(tasting.step().drafts, key=lambda one: one.people[1].name != "Cora")
    assert (own.may_decide, own.reasons, own.points) == (False, (), 0.0)
    sent = tasting.ask(own, other)
    assert sent.asked == (other.taster_id,)
    with pytest.raises(NotFound):
        tasting.do(tasting.cora, tasters.set_aside, own.taster_id)
    second = tasting.world.holder("Dora", Role.SECOND_DECIDER)
    assert names(tasting.step(second).drafts) == [("Ann", "Cora")]
    tasting.do(second, tasters.ask, [own.taster_id], "Cora rings you")
    assert len(tasting.mine("Ann")) == 2


def test_drafts_that_cannot_go_on_stay_and_the_others_go(tasting: Tasting) -> None:
    tasting.people("Ann", "Ben Bea")
    tasting.run()
    tasting.guiding.world.app.do(
        tasting.world.member("Bea"), programmes.pause, tasting.world.key(), tasting.guiding.programme_id
    )
    sent = tasting.ask()
    assert len(sent.asked) == len(sent.kept_back) == 1
    with pytest.raises(InvalidInput):
        tasting.do(tasting.cora, tasters.ask, [one.taster_id for one in tasting.step().drafts], " ")


def test_somebody_who_takes_a_break_meets_nobody_and_the_other_is_told_kindly(tasting: Tasting) -> None:
    tasting.people("Ann", "Ben Bea")
    tasting.asked()
    tasting.do(tasting.world.member("Ben"), taking_part.pause, tasting.guiding.programme_id)
    assert [one.name for one in tasting.mine("Ann")] == ["Bea"]
    assert "The short meeting with Ben" in tasting.letters("Ann", "taster_off")[0]
    assert tasting.letters("Ben", "taster_off") == []


def test_an_exclusion_ends_a_short_meeting_with_the_same_words_and_tells_nobody_who(tasting: Tasting) -> None:
    tasting.people("Ann", "Ben Bea")
    tasting.asked()
    ids = tasting.world.ids
    tasting.do(tasting.world.member("Ann"), apart.say_bond, ids["Ann"], ids["Ben"], "rather_not")
    tasting.do(tasting.cora, tasters.set_aside, next(one.taster_id for one in tasting.step().asked))
    said = [text.replace("Hello Ben", "Hello Bea") for text in tasting.letters("Ben", "taster_off")]
    assert said == tasting.letters("Bea", "taster_off")
    assert tasting.states() == ["discarded", "discarded"]


@pytest.mark.parametrize("kind", ["rather_not", "household"])
def test_an_exclusion_counts_in_both_steps_as_any_other_rule_does(tasting: Tasting, kind: str) -> None:
    tasting.people("Ann Abe", "Ben Bea")
    ids = tasting.world.ids
    tasting.do(tasting.world.member("Ann"), apart.say_bond, ids["Ann"], ids["Ben"], kind)
    tasting.asked()
    assert names(tasting.step().asked) == [("Abe", "Bea"), ("Abe", "Ben"), ("Ann", "Bea")]
    tasting.do(tasting.world.member("Abe"), apart.say_bond, ids["Abe"], ids["Ben"], kind)
    tasting.all_say()
    tasting.guiding.join("Bob", "mentor")
    tasting.guiding.run()
    assert len(tasting.pairs()) == 1
    assert not {("Ann", "Ben"), ("Abe", "Ben")} & set(tasting.pairs())


def test_one_reminder_before_the_last_day_and_then_it_is_over(tasting: Tasting) -> None:
    tasting.people("Ann", "Ben")
    tasting.asked()
    tasting.say("Ann", "Ben")
    clock = tasting.world.app.clock
    assert tasting.jobs() == []
    clock.move(days=19)  # type: ignore[attr-defined]
    assert tasting.jobs() == ["reminded"]
    assert tasting.jobs() == ["nothing"]
    assert len(tasting.letters("Ben", "taster_reminder")) == 1
    assert tasting.letters("Ann", "taster_reminder") == []
    clock.move(days=3)  # type: ignore[attr-defined]
    assert tasting.mine("Ben") == []
    assert tasting.jobs() == ["closed"]
    assert tasting.jobs() == []
    assert len(tasting.letters("Cora", "desk_first_step_over")) == 1


def test_the_weekly_job_runs_the_first_step_waits_and_then_runs_the_final_round(tasting: Tasting) -> None:
    tasting.people("Ann", "Ben")

    def weekly() -> str:
        return str(tasting.do(WORKER, tasters.next_step, tasting.guiding.programme_id))

    assert weekly() == "first"
    assert len(tasting.letters("Cora", "desk_first_step")) == 1
    assert weekly() == "nothing"
    tasting.ask()
    assert weekly() == "nothing"
    tasting.all_say()
    assert weekly() == "final"
    assert tasting.pairs() == [("Ann", "Ben")]
    assert weekly() == "final"  # nobody new could meet anybody


def test_a_programme_without_two_steps_has_its_round_each_week(world: World) -> None:
    tasting = Tasting(world, BOTH["mentoring"].replace("shortlist = 2", "shortlist = 0"))
    tasting.people("Ann", "Ben")
    with pytest.raises(NoFirstStep):
        tasting.run()
    assert tasting.do(WORKER, tasters.next_step, tasting.guiding.programme_id) == "final"
    assert tasting.pairs() == [("Ann", "Ben")]


def test_two_who_met_are_not_put_forward_to_meet_again_until_half_a_year_has_passed(tasting: Tasting) -> None:
    tasting.people("Ann", "Ben")
    tasting.asked()
    tasting.all_say("perhaps")
    tasting.run()
    assert tasting.step().drafts == ()
    tasting.world.app.clock.move(days=timedelta(days=183).days)  # type: ignore[attr-defined]
    tasting.run()
    assert names(tasting.step().drafts) == [("Ann", "Ben")]


def test_a_newer_first_step_sets_the_drafts_of_the_one_before_aside(tasting: Tasting) -> None:
    tasting.people("Ann", "Ben")
    tasting.run()
    tasting.guiding.join("Bea", "mentor")
    tasting.run()
    assert tasting.states() == ["discarded", "draft", "draft"]


def test_among_equals_everybody_meets_two_and_the_final_round_is_made_of_those_who_met(world: World) -> None:
    tasting = Tasting(world, BOTH["buddying"].replace("trio = true", "trio = false"))
    for name in ("Ann", "Ben", "Cem", "Dee"):
        tasting.guiding.join(name)
    tasting.asked()
    met = names(tasting.step().asked)
    assert len(met) == 4
    tasting.all_say()
    tasting.guiding.run()
    assert len(tasting.pairs()) == 2
    assert {tuple(sorted(pair)) for pair in tasting.pairs()} <= {tuple(sorted(pair)) for pair in met}


def test_whom_nobody_could_be_found_for_is_named_to_coordinators(tasting: Tasting) -> None:
    tasting.people("Ann", "")
    tasting.run()
    assert tasting.world.app.see(tasting.cora, first_step, tasting.guiding.programme_id) is None
    tasting.people("Abe", "Ben")
    tasting.guiding.join("Bob", "mentor", capacity=2)
    ids = tasting.world.ids
    for other in ("Ben", "Bob"):
        tasting.do(tasting.world.member("Ann"), apart.say_bond, ids["Ann"], ids[other], "household")
    tasting.run()
    assert tasting.step().nobody == ("Ann",)


def test_of_two_last_words_at_once_one_closes_the_first_step(tasting: Tasting) -> None:
    tasting.people("Ann Abe", "Ben Bea")
    tasting.asked()
    app, world = tasting.world.app, tasting.world
    said = [(name, one.taster_id) for name in ("Ann", "Abe", "Ben", "Bea") for one in tasting.mine(name)]

    def say(place: int) -> str:
        name, taster_id = said[place]
        return app.do(world.member(name), taster_saying.say, f"word {place}", taster_id, "yes")

    with ThreadPoolExecutor(8) as pool:
        assert len(list(pool.map(say, range(8)))) == 8
    assert tasting.states() == ["closed"] * 4
    assert len(tasting.letters("Cora", "desk_first_step_over")) == 1
