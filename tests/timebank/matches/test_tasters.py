"""Two steps: a few people to meet briefly, what both say afterwards, and a final round that takes it into account."""

import pytest
from tasting import WHERE, Tasting, names
from world import World

from timebank.access import ANONYMOUS, Role
from timebank.errors import AlreadyDecided, InvalidInput, NotFound
from timebank.matches import actions, apart, taking_part, taster_saying, tasters
from timebank.matches.taster_reads import first_step, my_tasters, tasters_by_link
from timebank.matches.taster_rules import StillMeeting
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
    for words in ("Bea and Ben", WHERE, "20 minutes with each", "See why", "/short-meetings/"):
        assert words in text
    assert "@" not in text.replace("/short-meetings/", "")
    assert "cooking" not in text, "why stands behind the link, where it is as it may be shown at that moment"
    mine = tasting.mine("Ann")
    assert [(one.name, one.arrangement, one.said) for one in mine] == [("Bea", WHERE, ""), ("Ben", WHERE, "")]
    assert mine[0].sentences == ("Topics: you both said cooking.",)


def test_a_sentence_rests_only_on_answers_that_both_let_be_shown(tasting: Tasting) -> None:
    tasting.guiding.join("Ann", "mentee", shown=())
    tasting.guiding.join("Ben", "mentor")
    tasting.asked()
    assert tasting.mine("Ben")[0].sentences == ()


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
