"""Hours past a limit, where the community asks first: nothing counts before somebody without a part in it agrees."""

import pytest
from ledger_world import Ledger

from timebank.access import ANONYMOUS, OPERATOR, WORKER, Role
from timebank.clock import HandClock
from timebank.errors import AlreadyDecided, InvalidInput, KeyReused, NotFound, SignInNeeded
from timebank.ledger import actions, corrections, decisions, donations, questions, reads
from timebank.ledger.decisions import DecisionCard
from timebank.ledger.rules import OutOfRoom


@pytest.fixture
def asking(ledger: Ledger) -> Ledger:
    """A community that asks a coordinator before a balance goes below two hours, and who asks Cora."""
    ledger.world.coordinator("Cora")
    ledger.choose(limit_policy="ask", floor_minutes="-120", ceiling_minutes="600")
    return ledger


def waiting(ledger: Ledger, who: str = "Cora") -> tuple[DecisionCard, ...]:
    return ledger.world.app.see(ledger.person(who), decisions.waiting)


def agree(ledger: Ledger, who: str, decision_id: str, key: str = "", words: str = "") -> str:
    key = key or ledger.world.key()
    return ledger.world.app.do(ledger.person(who), decisions.agree, key, decision_id, words)


def refuse(ledger: Ledger, who: str, decision_id: str, words: str = "Let us talk first", key: str = "") -> str:
    key = key or ledger.world.key()
    return ledger.world.app.do(ledger.person(who), decisions.refuse, key, decision_id, words)


def past(ledger: Ledger, minutes: int = 180) -> tuple[str, str]:
    """Hours from Ann to Ben that are past Ben's limit, and the decision that waits for them."""
    hours = ledger.record("Ann", "Ann", "Ben", minutes)
    return hours, next(one.decision_id for one in waiting(ledger) if one.entry_id == hours)


def card(ledger: Ledger, name: str, entry_id: str) -> reads.HoursCard:
    found = ledger.world.app.see(ledger.person(name), reads.one_entry, entry_id, ledger.world.ids[name])
    assert found is not None
    return found


def test_within_the_limits_nobody_is_asked(asking: Ledger) -> None:
    hours = asking.record("Ann", "Ann", "Ben", 120)
    assert waiting(asking) == ()
    asking.confirm("Ben", hours)
    assert asking.balance("Ben") == -120


def test_a_yes_is_kept_until_a_coordinator_agrees_and_only_then_both_are_told_it_counts(asking: Ledger) -> None:
    hours, decision_id = past(asking)
    assert asking.letters("Cora") == asking.letters("Stranger Coordinator") == ["hours_please_decide"]
    assert card(asking, "Ben", hours).past_limit
    asking.confirm("Ben", hours, key="yes")
    assert asking.confirm("Ben", hours, key="yes") == hours
    assert (asking.state(hours), asking.balance("Ann"), asking.waiting("Ben")) == ("pending", 0, [])
    assert "hours_confirmed" not in asking.letters("Ann")
    seen = card(asking, "Ben", hours)
    assert (seen.is_agreed, seen.answers) == (True, False)
    assert waiting(asking)[0].is_agreed
    assert agree(asking, "Cora", decision_id, key="agree") == hours
    assert agree(asking, "Cora", decision_id, key="agree") == hours
    with pytest.raises(KeyReused):
        agree(asking, "Cora", decision_id, key="agree", words="Gladly")
    assert (asking.state(hours), asking.balance("Ann"), waiting(asking)) == ("posted", 180, ())
    assert "hours_confirmed" in asking.letters("Ann")
    assert "hours_confirmed" in asking.letters("Ben")
    with pytest.raises(AlreadyDecided):
        refuse(asking, "Stranger Coordinator", decision_id)


def test_a_coordinator_may_agree_first_and_the_other_side_confirms_later(asking: Ledger) -> None:
    hours, decision_id = past(asking)
    agree(asking, "Cora", decision_id)
    assert (asking.state(hours), asking.waiting("Ben")) == ("pending", [hours])
    asking.confirm("Ben", hours)
    assert (asking.state(hours), asking.balance("Ben")) == ("posted", -180)


@pytest.mark.parametrize("is_confirmed", [False, True])
def test_hours_that_are_not_agreed_do_not_count_and_both_hear_why(asking: Ledger, is_confirmed: bool) -> None:
    hours, decision_id = past(asking)
    if is_confirmed:
        asking.confirm("Ben", hours)
    with pytest.raises(InvalidInput, match="why"):
        refuse(asking, "Cora", decision_id, " ")
    refuse(asking, "Cora", decision_id)
    assert (asking.state(hours), asking.balance("Ben"), waiting(asking)) == ("declined", 0, ())
    for name in ("Ann", "Ben"):
        assert "hours_not_past_limit" in asking.letters(name)
    with pytest.raises(AlreadyDecided):
        asking.confirm("Ben", hours)


def test_what_is_taken_back_declined_or_questioned_waits_for_nobody(asking: Ledger) -> None:
    app, world = asking.world.app, asking.world
    first, decision_id = past(asking)
    app.do(asking.person("Ann"), actions.withdraw, world.key(), first)
    second, _ = past(asking)
    app.do(asking.person("Ben"), actions.decline, world.key(), second)
    third, _ = past(asking)
    app.do(asking.person("Ben"), questions.question, world.key(), third, 20, "less")
    assert waiting(asking) == ()
    with pytest.raises(AlreadyDecided):
        agree(asking, "Cora", decision_id)
    settled = app.do(asking.person("Cora"), questions.settle, world.key(), third, 150, "We talked")
    assert (asking.state(settled), asking.balance("Ben")) == ("posted", -150)


def test_once_both_have_agreed_only_the_coordinators_word_moves_it(asking: Ledger, clock: HandClock) -> None:
    app, world = asking.world.app, asking.world
    hours, _ = past(asking)
    asking.confirm("Ben", hours)
    clock.move(days=20)
    for who, act in (
        ("Ann", lambda key: (actions.withdraw, key, hours)),
        ("Ben", lambda key: (actions.decline, key, hours)),
        ("Ben", lambda key: (actions.confirm, key, hours)),
        ("Ben", lambda key: (questions.question, key, hours, 20, "less")),
        ("Ben", lambda key: (questions.question, key, hours, 180, "the same")),
        ("Cora", lambda key: (questions.settle, key, hours, 20, "less")),
    ):
        with pytest.raises(AlreadyDecided):
            app.do(asking.person(who), *act(world.key()))
    with pytest.raises(AlreadyDecided):
        app.do(WORKER, questions.remind, world.key(), hours)
    assert hours not in [one.entry_id for one in app.see(asking.person("Cora"), reads.to_settle)]


def test_figures_close_to_each_other_are_looked_at_by_a_third_person_when_past_a_limit(asking: Ledger) -> None:
    hours, _ = past(asking)
    app, world = asking.world.app, asking.world
    same = app.do(asking.person("Ben"), questions.question, world.key(), hours, 170, "a little less")
    assert (same, asking.state(hours), waiting(asking)) == (hours, "questioned", ())
    other, _ = past(asking)
    app.do(asking.person("Ben"), questions.question, world.key(), other, 190, "a little more")
    assert (asking.state(other), waiting(asking)[0].is_agreed) == ("pending", True)


def test_nobody_with_a_part_in_it_gives_the_word(asking: Ledger) -> None:
    world = asking.world
    sid = world.holder("Sid", Role.SECOND_DECIDER)
    hours = asking.record("Cora", "Ann", "Ben", 180, behalf="Ann", told="by phone")
    (one,) = waiting(asking)
    assert (one.entry_id, one.may_decide, one.waits_for) == (hours, False, ("Sid", "Stranger Coordinator"))
    assert one.helper_balance_minutes is None
    for who in ("Cora", "Ann", "Ben", "Stranger Sam"):
        with pytest.raises(NotFound):
            agree(asking, who, one.decision_id)
    with pytest.raises(NotFound):
        world.app.do(WORKER, decisions.agree, world.key(), one.decision_id)
    with pytest.raises(SignInNeeded):
        world.app.do(ANONYMOUS, decisions.agree, world.key(), one.decision_id)
    with pytest.raises(NotFound):
        waiting(asking, "Ann")
    world.app.do(sid, decisions.agree, world.key(), one.decision_id)
    other, second = past(asking)
    with pytest.raises(NotFound):  # no coordinator has a part in this one
        agree(asking, "Sid", second)
    with pytest.raises(NotFound):
        agree(asking, "Cora", "no-such-decision")
    assert asking.state(other) == "pending"


def test_a_helper_past_the_ceiling_is_asked_about_too_and_all_that_waits_counts(asking: Ledger) -> None:
    asking.choose(floor_minutes="unlimited")
    asking.record("Ann", "Ann", "Ben", 400)
    assert waiting(asking) == ()
    asking.record("Ann", "Ann", "Dan", 201)
    assert [one.minutes for one in waiting(asking)] == [201]


def test_hours_written_down_before_the_community_asked_are_looked_at_when_they_are_confirmed(ledger: Ledger) -> None:
    ledger.world.coordinator("Cora")
    hours = ledger.record("Ann", "Ann", "Ben", 180)
    ledger.choose(limit_policy="ask", floor_minutes="-120")
    ledger.confirm("Ben", hours)
    (one,) = waiting(ledger)
    assert (one.entry_id, one.is_agreed, ledger.state(hours)) == (hours, True, "pending")
    agree(ledger, "Cora", one.decision_id)
    assert ledger.balance("Ben") == -180


def test_hours_nobody_answered_wait_for_the_word_as_well(asking: Ledger, clock: HandClock) -> None:
    asking.choose(unanswered_policy="accept")
    hours, decision_id = past(asking)
    clock.move(days=15)
    asking.world.app.do(WORKER, questions.accept_unanswered, asking.world.key(), hours)
    assert (asking.state(hours), waiting(asking)[0].is_agreed) == ("pending", True)
    agree(asking, "Cora", decision_id)
    assert (asking.state(hours), asking.balance("Ann")) == ("posted", 180)
    assert "hours_accepted_unanswered" in asking.letters("Ben")  # who never said yes is not told that they did
    assert "hours_confirmed" not in asking.letters("Ben")


def test_a_gift_past_a_limit_waits_like_hours(asking: Ledger) -> None:
    told = {"giver": asking.of("Ann"), "receiver": asking.of("Ben"), "minutes": 180}
    gift = asking.world.app.do(asking.person("Ann"), donations.donate, asking.world.key(), **told)
    asking.confirm("Ben", gift)
    (one,) = waiting(asking)
    assert (one.entry_kind, asking.balance("Ben")) == ("donation", 0)
    agree(asking, "Cora", one.decision_id)
    assert (asking.balance("Ben"), asking.stands("Ann").given_minutes) == (180, 0)
    assert "hours_gift_taken" in asking.letters("Ann")


def test_a_blocking_floor_holds_when_hours_are_confirmed_settled_or_agreed(ledger: Ledger) -> None:
    world = ledger.world
    cora = world.coordinator("Cora")
    ledger.choose(limit_policy="block", floor_minutes="-60", correction_limit_minutes="600")
    earned = ledger.confirm("Cat", ledger.record("Ben", "Ben", "Cat", 60))
    hours = ledger.record("Ann", "Ann", "Ben", 120)
    world.app.do(cora, corrections.correct, world.key(), earned, 0, "It was another day")
    with pytest.raises(OutOfRoom):
        ledger.confirm("Ben", hours)
    world.app.do(ledger.person("Ben"), questions.question, world.key(), hours, 20, "less")
    with pytest.raises(OutOfRoom):
        world.app.do(cora, questions.settle, world.key(), hours, 120, "We talked")
    world.app.do(cora, questions.settle, world.key(), hours, 60, "We talked")
    assert ledger.balance("Ben") == -60
    ledger.choose(limit_policy="ask")
    other = ledger.record("Ann", "Ann", "Ben", 30)
    ledger.confirm("Ben", other)
    ledger.choose(limit_policy="block")
    with pytest.raises(OutOfRoom):
        agree(ledger, "Cora", waiting(ledger)[0].decision_id)
    assert ledger.balance("Ben") == -60
    refuse(ledger, "Cora", waiting(ledger)[0].decision_id)


def test_whoever_holds_the_machine_may_give_the_word(asking: Ledger) -> None:
    hours, decision_id = past(asking)
    asking.confirm("Ben", hours)
    asking.world.app.do(OPERATOR, decisions.agree, asking.world.key(), decision_id)
    assert asking.balance("Ann") == 180
