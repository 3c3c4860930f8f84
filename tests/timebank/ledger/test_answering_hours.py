"""Answering hours: the other side confirms, questions or declines; somebody uninvolved settles; nobody judges their own."""

import pytest
import sqlalchemy as sa
from ledger_world import TODAY, Ledger

from timebank.access import ANONYMOUS, OPERATOR, WORKER, Role
from timebank.clock import HandClock
from timebank.errors import AlreadyDecided, InvalidInput, KeyReused, NotFound, SignInNeeded
from timebank.ledger import actions, questions, reads
from timebank.ledger.rules import OutOfRoom
from timebank.members.tables import member


def ask(ledger: Ledger, who: str, entry_id: str, minutes: int, reason: str = "", told: str = "", key: str = "") -> str:
    key = key or ledger.world.key()
    return ledger.world.app.do(ledger.person(who), questions.question, key, entry_id, minutes, reason, told)


def settle(ledger: Ledger, who: str, entry_id: str, minutes: int, reason: str = "We talked", key: str = "") -> str:
    key = key or ledger.world.key()
    return ledger.world.app.do(ledger.person(who), questions.settle, key, entry_id, minutes, reason)


def decline(ledger: Ledger, who: str, entry_id: str, told: str = "") -> str:
    return ledger.world.app.do(ledger.person(who), actions.decline, ledger.world.key(), entry_id, "another day", told)


def withdraw(ledger: Ledger, who: str, entry_id: str) -> str:
    return ledger.world.app.do(ledger.person(who), actions.withdraw, ledger.world.key(), entry_id)


def test_nobody_confirms_what_they_recorded_and_no_third_person_does(ledger: Ledger) -> None:
    ledger.world.coordinator("Cora")
    hours = ledger.record("Ann", "Ann", "Ben")
    for who in ("Ann", "Cat", "Cora", "Stranger Coordinator"):
        with pytest.raises(NotFound):
            ledger.confirm(who, hours, told="by phone")
    for caller in (WORKER, OPERATOR):
        with pytest.raises(NotFound):
            ledger.world.app.do(caller, actions.confirm, ledger.world.key(), hours)
    with pytest.raises(SignInNeeded):
        ledger.world.app.do(ANONYMOUS, questions.settle, ledger.world.key(), hours, 10, "no")
    assert ledger.state(hours) == "pending"


def test_hours_nobody_knows_cannot_be_answered(ledger: Ledger) -> None:
    for act in (
        ledger.confirm,
        lambda who, one: decline(ledger, who, one),
        lambda who, one: withdraw(ledger, who, one),
    ):
        with pytest.raises(NotFound):
            act("Ann", "no-such-entry")


def test_confirming_twice_counts_once(ledger: Ledger) -> None:
    hours = ledger.record("Ann", "Ann", "Ben")
    ledger.confirm("Ben", hours)
    with pytest.raises(AlreadyDecided):
        ledger.confirm("Ben", hours)
    assert ledger.balance("Ann") == 60
    assert ledger.letters("Ann") == ["hours_confirmed"]


def test_what_was_confirmed_is_not_declined_questioned_or_withdrawn_afterwards(ledger: Ledger) -> None:
    hours = ledger.record("Ann", "Ann", "Ben")
    ledger.confirm("Ben", hours)
    with pytest.raises(AlreadyDecided):
        decline(ledger, "Ben", hours)
    with pytest.raises(AlreadyDecided):
        ask(ledger, "Ben", hours, 30)
    with pytest.raises(AlreadyDecided):
        withdraw(ledger, "Ann", hours)
    assert ledger.balance("Ann") == 60


def test_declined_hours_never_count_and_the_recorder_is_told(ledger: Ledger) -> None:
    hours = ledger.record("Ann", "Ann", "Ben")
    with pytest.raises(NotFound):
        decline(ledger, "Ann", hours)
    decline(ledger, "Ben", hours)
    assert ledger.state(hours) == "declined"
    assert ledger.letters("Ann") == ["hours_declined"]
    with pytest.raises(AlreadyDecided):
        ledger.confirm("Ben", hours)
    assert ledger.balance("Ann") == 0


def test_only_the_recorder_withdraws_and_only_before_an_answer(ledger: Ledger) -> None:
    hours = ledger.record("Ann", "Ann", "Ben")
    with pytest.raises(NotFound):
        withdraw(ledger, "Ben", hours)
    withdraw(ledger, "Ann", hours)
    assert (ledger.state(hours), ledger.waiting("Ben")) == ("withdrawn", [])
    with pytest.raises(AlreadyDecided):
        ledger.confirm("Ben", hours)


def test_a_figure_a_little_higher_confirms_what_was_recorded(ledger: Ledger) -> None:
    hours = ledger.record("Ann", "Ann", "Ben", 60)
    assert ask(ledger, "Ben", hours, 75, "a quarter more") == hours
    assert (ledger.state(hours), ledger.balance("Ann")) == ("posted", 60)


def test_a_figure_a_little_lower_is_agreed_by_itself(ledger: Ledger) -> None:
    hours = ledger.record("Ann", "Ann", "Ben", 60)
    standing = ask(ledger, "Ben", hours, 45, key="agree")
    assert standing != hours
    assert (ledger.state(hours), ledger.state(standing)) == ("closed", "posted")
    assert (ledger.balance("Ann"), ledger.balance("Ben")) == (45, -45)
    assert ask(ledger, "Ben", hours, 45, key="agree") == standing
    with pytest.raises(KeyReused):
        ask(ledger, "Ben", hours, 46, key="agree")


@pytest.mark.parametrize("figure", [44, 76])
def test_figures_too_far_apart_wait_for_somebody_who_was_not_part_of_it(ledger: Ledger, figure: int) -> None:
    ledger.world.coordinator("Cora")
    hours = ledger.record("Ann", "Ann", "Ben", 60)
    assert ask(ledger, "Ben", hours, figure, "shorter, I think") == hours
    assert (ledger.state(hours), ledger.balance("Ann")) == ("questioned", 0)
    assert ledger.letters("Ann") == ["hours_questioned"]
    assert ledger.letters("Cora") == ledger.letters("Stranger Coordinator") == ["hours_please_settle"]
    card = next(card for card in ledger.world.app.see(ledger.person("Cora"), reads.to_settle))
    assert (card.entry_id, card.other_minutes, card.question) == (hours, figure, "shorter, I think")


def test_a_wider_tolerance_is_the_communitys_own_choice(ledger: Ledger) -> None:
    ledger.choose(tolerance_minutes="0")
    hours = ledger.record("Ann", "Ann", "Ben", 60)
    ask(ledger, "Ben", hours, 59)
    assert ledger.state(hours) == "questioned"


def test_an_uninvolved_coordinator_settles_with_a_note_and_both_are_told(ledger: Ledger) -> None:
    ledger.world.coordinator("Cora")
    hours = ledger.record("Ann", "Ann", "Ben", 120)
    ask(ledger, "Ben", hours, 30)
    with pytest.raises(InvalidInput, match="short note"):
        settle(ledger, "Cora", hours, 60, reason="  ")
    standing = settle(ledger, "Cora", hours, 60, key="settle")
    assert settle(ledger, "Cora", hours, 60, key="settle") == standing
    assert (ledger.state(hours), ledger.state(standing)) == ("closed", "posted")
    assert (ledger.balance("Ann"), ledger.balance("Ben")) == (60, -60)
    assert "hours_settled" in ledger.letters("Ann")
    assert "hours_settled" in ledger.letters("Ben")
    with pytest.raises(AlreadyDecided):
        settle(ledger, "Cora", hours, 90)


def test_settling_on_nothing_closes_the_question_and_no_hours_count(ledger: Ledger) -> None:
    ledger.world.coordinator("Cora")
    hours = ledger.record("Ann", "Ann", "Ben", 120)
    ask(ledger, "Ben", hours, 30)
    assert settle(ledger, "Cora", hours, 0) == hours
    assert (ledger.state(hours), ledger.balance("Ann"), ledger.stands("Ben").pending_received_minutes) == (
        "closed",
        0,
        0,
    )
    assert ledger.proof().ok


@pytest.mark.parametrize("minutes", [-1, 1441])
def test_a_settled_figure_is_one_that_could_have_been_recorded(ledger: Ledger, minutes: int) -> None:
    ledger.world.coordinator("Cora")
    hours = ledger.record("Ann", "Ann", "Ben", 120)
    ask(ledger, "Ben", hours, 30)
    with pytest.raises(InvalidInput):
        settle(ledger, "Cora", hours, minutes)


def test_a_settled_figure_does_not_go_below_a_blocking_floor(ledger: Ledger) -> None:
    ledger.world.coordinator("Cora")
    ledger.choose(floor_minutes="-100", limit_policy="block")
    hours = ledger.record("Ann", "Ann", "Ben", 60)
    ask(ledger, "Ben", hours, 120)
    with pytest.raises(OutOfRoom):
        settle(ledger, "Cora", hours, 101)
    settle(ledger, "Cora", hours, 100)
    assert ledger.balance("Ben") == -100


def test_a_coordinator_with_a_part_in_it_does_not_settle_and_the_second_decider_does(ledger: Ledger) -> None:
    ledger.world.coordinator("Cora")
    ledger.world.holder("Dora", Role.SECOND_DECIDER)
    hours = ledger.record("Cora", "Cora", "Ben", 120)
    ask(ledger, "Ben", hours, 30)
    with pytest.raises(NotFound):
        settle(ledger, "Cora", hours, 120)
    assert ledger.world.app.see(ledger.person("Cora"), reads.to_settle) == []
    settle(ledger, "Dora", hours, 60)
    assert ledger.balance("Ben") == -60


def test_the_coordinator_who_recorded_it_for_somebody_does_not_settle_it(ledger: Ledger) -> None:
    ledger.world.coordinator("Cora")
    ledger.world.member("Olga", offline=True)
    hours = ledger.record("Cora", "Olga", "Ben", 120, behalf="Olga", told="by phone")
    ask(ledger, "Ben", hours, 30)
    with pytest.raises(NotFound):
        settle(ledger, "Cora", hours, 120)
    assert "hours_please_settle" not in ledger.letters("Cora")
    settle(ledger, "Stranger Coordinator", hours, 60)
    assert ledger.balance("Ben") == -60


def test_members_do_not_settle(ledger: Ledger) -> None:
    hours = ledger.record("Ann", "Ann", "Ben", 120)
    ask(ledger, "Ben", hours, 30)
    for who in ("Ann", "Ben", "Cat"):
        with pytest.raises(NotFound):
            settle(ledger, who, hours, 30)


def test_hours_nobody_answered_are_settled_only_when_they_are_old(ledger: Ledger, clock: HandClock) -> None:
    ledger.world.coordinator("Cora")
    hours = ledger.record("Ann", "Ann", "Ben", 60)
    clock.move(days=13)
    with pytest.raises(NotFound, match="still waits"):
        settle(ledger, "Cora", hours, 60)
    clock.move(days=1)
    assert hours in [card.entry_id for card in ledger.world.app.see(ledger.person("Cora"), reads.to_settle)]
    settle(ledger, "Cora", hours, 60)
    assert ledger.balance("Ann") == 60


def test_the_worker_accepts_unanswered_hours_only_where_the_community_chose_that(
    ledger: Ledger, clock: HandClock
) -> None:
    hours = ledger.record("Ann", "Ann", "Ben", 60)
    clock.move(days=15)
    with pytest.raises(NotFound):
        ledger.world.app.do(WORKER, questions.accept_unanswered, ledger.world.key(), hours)
    ledger.choose(unanswered_policy="accept")
    young = ledger.record("Ann", "Ann", "Ben", 30)
    with pytest.raises(NotFound):
        ledger.world.app.do(WORKER, questions.accept_unanswered, ledger.world.key(), young)
    for who in ("Ann", "Ben", "Stranger Coordinator"):
        with pytest.raises(NotFound):
            ledger.world.app.do(ledger.person(who), questions.accept_unanswered, ledger.world.key(), hours)
    ledger.world.app.do(WORKER, questions.accept_unanswered, "lapse", hours)
    assert ledger.world.app.do(WORKER, questions.accept_unanswered, "lapse", hours) == hours
    assert ledger.balance("Ann") == 60
    assert "hours_accepted_unanswered" in ledger.letters("Ben")


def test_a_reminder_goes_once_for_each_key_to_the_side_whose_word_is_needed(ledger: Ledger) -> None:
    hours = ledger.record("Ann", "Ann", "Ben", 60)
    for key in ("r" * 100, "r" * 100, "s" * 100):
        ledger.world.app.do(WORKER, questions.remind, key, hours)
    assert ledger.letters("Ben").count("hours_still_to_confirm") == 2
    assert ledger.letters("Ann") == []
    with pytest.raises(NotFound):
        ledger.world.app.do(ledger.person("Ann"), questions.remind, ledger.world.key(), hours)
    ledger.confirm("Ben", hours)
    with pytest.raises(AlreadyDecided):
        ledger.world.app.do(WORKER, questions.remind, ledger.world.key(), hours)


def test_a_coordinator_brings_the_answer_of_an_offline_member_and_says_how_they_were_told(ledger: Ledger) -> None:
    ledger.world.coordinator("Cora")
    ledger.world.member("Olga", offline=True)
    hours = ledger.record("Ben", "Olga", "Ben", 60)
    cora = ledger.person("Cora")
    assert [card.entry_id for card in ledger.world.app.see(cora, reads.to_answer_for_offline)] == [hours]
    with pytest.raises(InvalidInput, match="how the member told you"):
        ledger.confirm("Cora", hours)
    ledger.confirm("Cora", hours, told="on paper")
    assert ledger.balance("Ben") == -60
    assert "hours_confirmed" in ledger.letters("Olga")
    assert "hours_confirmed" in ledger.letters("Ben")


def test_a_coordinator_does_not_answer_their_own_recording_for_another_offline_member(ledger: Ledger) -> None:
    ledger.world.coordinator("Cora")
    for name in ("Olga", "Otto"):
        ledger.world.member(name, offline=True)
    hours = ledger.record("Cora", "Olga", "Otto", 60, behalf="Olga", told="by phone")
    with pytest.raises(NotFound):
        ledger.confirm("Cora", hours, told="by phone")
    assert ledger.world.app.see(ledger.person("Cora"), reads.to_answer_for_offline) == []
    ledger.confirm("Stranger Coordinator", hours, told="by phone")
    assert ledger.state(hours) == "posted"


def test_a_second_decider_finds_and_answers_what_a_coordinator_recorded_with_an_offline_member(ledger: Ledger) -> None:
    ledger.world.coordinator("Cora")
    ledger.world.holder("Dora", Role.SECOND_DECIDER)
    ledger.world.member("Olga", offline=True)
    hours = ledger.record("Cora", "Olga", "Cora", 60)
    assert ledger.world.app.see(ledger.person("Cora"), reads.to_answer_for_offline) == []
    found = ledger.world.app.see(ledger.person("Dora"), reads.to_answer_for_offline)
    assert [card.entry_id for card in found] == [hours]
    ledger.confirm("Dora", hours, told="face to face")
    assert ledger.balance("Cora") == -60


def test_an_offline_member_can_also_question_and_decline_through_a_coordinator(ledger: Ledger) -> None:
    ledger.world.member("Olga", offline=True)
    first = ledger.record("Ben", "Olga", "Ben", 60, day=TODAY)
    second = ledger.record("Ben", "Olga", "Ben", 30, day=TODAY)
    ask(ledger, "Stranger Coordinator", first, 50, told="by phone")
    decline(ledger, "Stranger Coordinator", second, told="by phone")
    assert (ledger.state(first), ledger.state(second), ledger.balance("Ben")) == ("closed", "declined", -50)


def test_who_brought_the_word_of_one_side_does_not_settle_it(ledger: Ledger) -> None:
    ledger.world.coordinator("Cora")
    ledger.world.member("Olga", offline=True)
    hours = ledger.record("Ben", "Olga", "Ben", 120)
    assert ask(ledger, "Cora", hours, 30, told="by phone", key="brought") == hours
    assert ask(ledger, "Cora", hours, 30, told="by phone", key="brought") == hours
    assert "hours_please_settle" not in ledger.letters("Cora")
    assert "hours_please_settle" in ledger.letters("Stranger Coordinator")
    assert ledger.world.app.see(ledger.person("Cora"), reads.to_settle) == []
    with pytest.raises(NotFound):
        settle(ledger, "Cora", hours, 60)
    assert ledger.state(hours) == "questioned"
    settle(ledger, "Stranger Coordinator", hours, 60)
    assert ledger.balance("Ben") == -60


def test_a_second_decider_settles_where_a_coordinator_brought_a_word(ledger: Ledger) -> None:
    ledger.world.coordinator("Cora")
    ledger.world.holder("Dora", Role.SECOND_DECIDER)
    ledger.world.member("Olga", offline=True)
    hours = ledger.record("Ben", "Olga", "Ben", 120)
    ask(ledger, "Cora", hours, 30, told="by phone")
    assert ledger.letters("Dora") == ["hours_please_settle"]
    settle(ledger, "Dora", hours, 60)
    assert ledger.balance("Ben") == -60


def test_a_second_decider_decides_nothing_a_coordinator_may_decide(ledger: Ledger) -> None:
    ledger.world.holder("Dora", Role.SECOND_DECIDER)
    hours = ledger.record("Ann", "Ann", "Ben", 120)
    ask(ledger, "Ben", hours, 30)
    assert ledger.letters("Dora") == []
    assert ledger.world.app.see(ledger.person("Dora"), reads.to_settle) == []
    with pytest.raises(NotFound):
        settle(ledger, "Dora", hours, 60)
    assert ledger.state(hours) == "questioned"


@pytest.mark.parametrize(("recorded", "figure"), [(60, 180), (180, 60)])
def test_a_question_is_settled_up_to_the_larger_figure_and_no_further(
    ledger: Ledger, recorded: int, figure: int
) -> None:
    ledger.world.coordinator("Cora")
    hours = ledger.record("Ann", "Ann", "Ben", recorded)
    ask(ledger, "Ben", hours, figure)
    with pytest.raises(InvalidInput, match="between nothing and 3 h"):
        settle(ledger, "Cora", hours, 181)
    assert ledger.state(hours) == "questioned"
    settle(ledger, "Cora", hours, 180)
    assert ledger.balance("Ann") == 180


def test_hours_nobody_answered_are_settled_on_no_more_than_was_recorded(ledger: Ledger, clock: HandClock) -> None:
    ledger.world.coordinator("Cora")
    hours = ledger.record("Ann", "Ann", "Ben", 60)
    clock.move(days=14)
    with pytest.raises(InvalidInput, match="between nothing and 1 h"):
        settle(ledger, "Cora", hours, 61)


def test_a_settled_figure_keeps_the_day_within_24_hours_and_the_ceiling(ledger: Ledger) -> None:
    ledger.world.coordinator("Cora")
    hours = ledger.record("Ann", "Ann", "Ben", 60)
    ledger.record("Ann", "Ann", "Cat", 1300)
    ask(ledger, "Ben", hours, 200)
    with pytest.raises(InvalidInput, match="more than 24 hours"):
        settle(ledger, "Cora", hours, 141)
    ledger.choose(ceiling_minutes="1400", limit_policy="block")
    with pytest.raises(OutOfRoom):
        settle(ledger, "Cora", hours, 101)
    settle(ledger, "Cora", hours, 100)
    assert ledger.balance("Ann") == 100


def test_those_whom_it_concerns_hear_that_hours_were_taken_back(ledger: Ledger) -> None:
    ledger.world.coordinator("Cora")
    withdraw(ledger, "Ann", ledger.record("Ann", "Ann", "Ben"))
    assert "hours_withdrawn" in ledger.letters("Ben")
    assert "hours_withdrawn" not in ledger.letters("Ann")
    withdraw(ledger, "Cora", ledger.record("Cora", "Ann", "Cat", behalf="Ann"))
    assert "hours_withdrawn" in ledger.letters("Ann")
    assert "hours_withdrawn" in ledger.letters("Cat")


def test_only_those_who_may_answer_are_reminded(ledger: Ledger) -> None:
    for name in ("Ann", "Leo"):
        ledger.person(name)
    library = ledger.world.organisation("Library", "Ann", "Leo")
    hours = ledger.record("Ann", "Ann", library)
    ledger.world.app.do(WORKER, questions.remind, ledger.world.key(), hours)
    assert "hours_still_to_confirm" in ledger.letters("Leo")
    assert "hours_still_to_confirm" not in ledger.letters("Ann")


def test_a_coordinator_who_has_left_hears_of_no_question(ledger: Ledger) -> None:
    ledger.world.coordinator("Cora")
    with ledger.world.app.work(OPERATOR) as work:
        work.execute(sa.update(member).where(member.c.id == ledger.world.ids["Cora"]).values(state="left"))
    ask(ledger, "Ben", ledger.record("Ann", "Ann", "Ben", 120), 30)
    assert ledger.letters("Cora") == []
    assert "hours_please_settle" in ledger.letters("Stranger Coordinator")
