"""Putting hours right: a second entry that names the first, once, by somebody without a part in it, and both hear why."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_world import POT, TODAY, Ledger

from timebank.access import ANONYMOUS, OPERATOR, WORKER, Role
from timebank.errors import AlreadyDecided, InvalidInput, KeyReused, NotFound, SignInNeeded
from timebank.ledger import actions, corrections, decisions, donations, grants, questions, reads
from timebank.ledger.corrections import AlreadyPutRight, WaitsAlready
from timebank.ledger.rules import OutOfRoom, PotTooSmall, check_corrected
from timebank.reports import reciprocity, totals

REASON = "It was half an hour"


def counted(ledger: Ledger, minutes: int = 60, giver: str = "Ann", receiver: str = "Ben") -> str:
    """Hours that count already."""
    hours = ledger.record(giver, giver, receiver, minutes)
    return ledger.confirm(receiver, hours)


def correct(ledger: Ledger, who: str, entry_id: str, minutes: int, reason: str = REASON, key: str = "") -> str:
    ledger.world.coordinator("Cora")
    return ledger.world.app.do(
        ledger.person(who), corrections.correct, key or ledger.world.key(), entry_id, minutes, reason
    )


def cards(ledger: Ledger, name: str) -> dict[str, reads.HoursCard]:
    found = ledger.world.app.see(ledger.person(name), reads.statement, ledger.world.ids[name])
    return {card.entry_id: card for card in found}


def test_hours_put_right_to_less_are_a_second_entry_the_other_way_and_both_hear_why(ledger: Ledger) -> None:
    hours = counted(ledger)
    correction = correct(ledger, "Cora", hours, 30)
    assert (ledger.balance("Ann"), ledger.balance("Ben")) == (30, -30)
    assert "hours_corrected" in ledger.letters("Ann")
    assert "hours_corrected" in ledger.letters("Ben")
    for name in ("Ann", "Ben"):
        seen = cards(ledger, name)
        first, second = seen[hours], seen[correction]
        assert first.corrected_by is not None
        assert (first.minutes, first.standing_minutes) == (60, 30)
        assert (first.corrected_by.entry_id, first.corrected_by.minutes) == (correction, 30)
        assert (first.corrected_by.reason, first.corrected_by.was_minutes) == (REASON, 60)
        assert second.corrects is not None
        assert (second.kind, second.corrects.entry_id, second.corrects.minutes) == ("correction", hours, 30)
        stands = ledger.stands(name)
        assert stands.given_minutes == sum(card.given_minutes for card in seen.values())
        assert stands.received_minutes == sum(card.received_minutes for card in seen.values())
    assert (ledger.stands("Ann").given_minutes, ledger.stands("Ann").received_minutes) == (30, 0)
    assert (ledger.stands("Ben").given_minutes, ledger.stands("Ben").received_minutes) == (0, 30)


def test_every_figure_is_net_of_what_was_put_right(ledger: Ledger) -> None:
    see = ledger.world.app.see
    cora = ledger.world.coordinator("Cora")
    ledger.person("Ann"), ledger.person("Ben")
    before = see(cora, totals.totals)
    correct(ledger, "Cora", counted(ledger, 60), 0)
    assert see(cora, totals.totals) == before
    correct(ledger, "Cora", counted(ledger, 60), 90)
    correct(ledger, "Cora", counted(ledger, 120, "Ben", "Ann"), 45)
    after = see(cora, totals.totals)
    assert before.minutes is not None
    assert before.exchanges is not None
    assert (after.minutes, after.exchanges) == (before.minutes + 90 + 45, before.exchanges + 2)
    ann = see(ledger.person("Ann"), reciprocity.months, ledger.world.ids["Ann"])[-1]
    assert (ann.given_minutes, ann.received_minutes, ann.balance_minutes) == (90, 45, 45)
    standing = next(one for one in see(cora, reciprocity.standings) if one.name == "Ann")
    assert (standing.given_minutes, standing.received_minutes, standing.balance_minutes) == (90, 45, 45)
    assert (ledger.stands("Ann").given_minutes, ledger.balance("Ann")) == (90, 45)


def test_who_has_nothing_left_that_stands_has_not_begun(ledger: Ledger) -> None:
    cora = ledger.world.coordinator("Cora")
    before = ledger.world.app.see(cora, totals.totals).people_who_gave
    correct(ledger, "Cora", counted(ledger, 60), 0)
    assert ledger.world.app.see(cora, totals.totals).people_who_gave == before
    standing = next(one for one in ledger.world.app.see(cora, reciprocity.standings) if one.name == "Ann")
    assert (standing.part, standing.last_day) == (reciprocity.NOT_YET, None)


def test_hours_are_put_right_once_and_the_same_said_twice_gives_the_same_answer(ledger: Ledger) -> None:
    hours = counted(ledger)
    first = correct(ledger, "Cora", hours, 30, key="right")
    assert correct(ledger, "Cora", hours, 30, key="right") == first
    with pytest.raises(KeyReused):
        correct(ledger, "Cora", hours, 31, key="right")
    for again in (30, 45, 0):
        with pytest.raises(AlreadyPutRight):
            correct(ledger, "Cora", hours, again)
    with pytest.raises(NotFound):
        correct(ledger, "Cora", first, 10)  # what puts right is not put right
    assert ledger.balance("Ann") == 30


def test_nobody_with_a_part_in_hours_puts_them_right(ledger: Ledger) -> None:
    world = ledger.world
    world.coordinator("Cora")
    world.coordinator("Cleo")
    own = counted(ledger, 60, "Cora", "Ben")
    world.member("Olga", offline=True)
    for_olga = ledger.record("Cora", "Ann", "Olga", behalf="Olga", told="by phone")
    ledger.confirm("Ann", for_olga)
    from_olga = ledger.record("Ann", "Ann", "Olga", 45)
    ledger.confirm("Cora", from_olga, told="by phone")
    for hours in (own, for_olga, from_olga):
        with pytest.raises(NotFound):
            correct(ledger, "Cora", hours, 15)
        correct(ledger, "Cleo", hours, 15)
    mine = counted(ledger)
    for who in ("Ann", "Ben", "Stranger Sam"):
        with pytest.raises(NotFound):
            correct(ledger, who, mine, 15)
    with pytest.raises(NotFound):
        world.app.do(WORKER, corrections.correct, world.key(), mine, 15, REASON)
    with pytest.raises(SignInNeeded):
        world.app.do(ANONYMOUS, corrections.correct, world.key(), mine, 15, REASON)


def test_who_settled_a_question_does_not_put_the_outcome_right(ledger: Ledger) -> None:
    world = ledger.world
    cora = world.coordinator("Cora")
    hours = ledger.record("Ann", "Ann", "Ben", 120)
    world.app.do(ledger.person("Ben"), questions.question, world.key(), hours, 20, "less")
    settled = world.app.do(cora, questions.settle, world.key(), hours, 60, "We talked")
    with pytest.raises(NotFound):
        correct(ledger, "Cora", settled, 30)
    correct(ledger, "Stranger Coordinator", settled, 30)
    assert ledger.balance("Ann") == 30


def test_only_what_counts_is_put_right(ledger: Ledger) -> None:
    waiting = ledger.record("Ann", "Ann", "Ben")
    with pytest.raises(AlreadyDecided, match="count"):
        correct(ledger, "Cora", waiting, 30)
    ledger.world.app.do(ledger.person("Ben"), actions.decline, ledger.world.key(), waiting)
    with pytest.raises(AlreadyDecided):
        correct(ledger, "Cora", waiting, 30)
    with pytest.raises(NotFound):
        correct(ledger, "Cora", "no-such-entry", 30)


def test_a_correction_says_another_figure_and_why(ledger: Ledger) -> None:
    hours = counted(ledger)
    for minutes in (60, -1, 1441, 2.5, True):
        with pytest.raises(InvalidInput):
            correct(ledger, "Cora", hours, minutes)
    with pytest.raises(InvalidInput, match="why"):
        correct(ledger, "Cora", hours, 30, reason="  ")


def test_hours_put_right_to_more_need_room_and_fit_into_a_day(ledger: Ledger) -> None:
    ledger.choose(limit_policy="block", floor_minutes="-100")
    hours = counted(ledger)
    with pytest.raises(OutOfRoom):
        correct(ledger, "Cora", hours, 120)
    correct(ledger, "Cora", hours, 100)
    assert ledger.balance("Ben") == -100
    ledger.choose(limit_policy="talk", floor_minutes="unlimited")
    long_day = counted(ledger, 1300)
    with pytest.raises(InvalidInput, match="24 hours"):
        correct(ledger, "Cora", long_day, 1400)
    with pytest.raises(InvalidInput, match="24 hours"):
        ledger.record("Ann", "Ann", "Ben", 60)
    ledger.choose(correction_limit_minutes="2000")
    correct(ledger, "Cora", long_day, 0)
    ledger.record("Ann", "Ann", "Ben", 60)  # what no longer stands takes no time of the day


def test_no_limit_stops_hours_from_being_put_right_to_less(ledger: Ledger) -> None:
    ledger.choose(limit_policy="block", floor_minutes="0", ceiling_minutes="600")
    ledger.choose(floor_minutes="-60")
    hours = counted(ledger)
    ledger.choose(floor_minutes="0")
    spent = counted(ledger, 60, "Ben", "Ann")
    correct(ledger, "Cora", hours, 0)
    assert (ledger.balance("Ann"), ledger.balance("Ben")) == (-60, 60)
    correct(ledger, "Cora", spent, 0)
    assert (ledger.balance("Ann"), ledger.balance("Ben")) == (0, 0)


def test_a_large_correction_waits_for_a_second_person(ledger: Ledger) -> None:
    world = ledger.world
    world.coordinator("Cora")
    hours = counted(ledger, 600)
    decision_id = correct(ledger, "Cora", hours, 60, key="large")
    assert correct(ledger, "Cora", hours, 60, key="large") == decision_id
    assert ledger.balance("Ann") == 600
    assert cards(ledger, "Ann")[hours].correction_waits
    with pytest.raises(WaitsAlready):
        correct(ledger, "Stranger Coordinator", hours, 30)
    assert "hours_please_decide" in ledger.letters("Stranger Coordinator")
    assert "hours_please_decide" not in ledger.letters("Cora")
    mine = world.app.see(ledger.person("Cora"), decisions.waiting)
    theirs = world.app.see(ledger.person("Stranger Coordinator"), decisions.waiting)
    assert [(one.may_decide, one.waits_for) for one in mine] == [(False, ("Stranger Coordinator",))]
    assert [(one.may_decide, one.minutes, one.new_minutes, one.asked_by) for one in theirs] == [(True, 600, 60, "Cora")]
    assert (mine[0].helper_balance_minutes, theirs[0].helper_balance_minutes) == (None, 600)
    for who in ("Cora", "Ann", "Stranger Sam"):
        with pytest.raises(NotFound):
            world.app.do(ledger.person(who), decisions.agree, world.key(), decision_id)
    correction = world.app.do(ledger.person("Stranger Coordinator"), decisions.agree, "yes", decision_id)
    assert world.app.do(ledger.person("Stranger Coordinator"), decisions.agree, "yes", decision_id) == correction
    assert (ledger.balance("Ann"), ledger.state(correction)) == (60, "posted")
    assert not cards(ledger, "Ann")[hours].correction_waits
    with pytest.raises(AlreadyDecided):
        world.app.do(ledger.person("Stranger Coordinator"), decisions.agree, world.key(), decision_id)


def test_a_large_correction_that_is_not_agreed_changes_nothing_and_may_be_asked_for_again(ledger: Ledger) -> None:
    world = ledger.world
    second = world.holder("Sid", Role.SECOND_DECIDER)
    hours = counted(ledger, 600)
    decision_id = correct(ledger, "Cora", hours, 0)
    with pytest.raises(InvalidInput):
        world.app.do(second, decisions.refuse, world.key(), decision_id, " ")
    world.app.do(second, decisions.refuse, world.key(), decision_id, "They did meet")
    assert (ledger.balance("Ann"), ledger.letters("Cora")) == (600, ["hours_correction_not_agreed"])
    correct(ledger, "Cora", hours, 180)
    assert ledger.balance("Ann") == 180


def test_whoever_holds_the_machine_is_one_person_too(ledger: Ledger) -> None:
    world = ledger.world
    hours = counted(ledger, 900)
    decision_id = world.app.do(OPERATOR, corrections.correct, world.key(), hours, 0, REASON)
    with pytest.raises(NotFound):
        world.app.do(OPERATOR, decisions.agree, world.key(), decision_id)
    world.app.do(ledger.person("Stranger Coordinator"), decisions.agree, world.key(), decision_id)
    assert ledger.balance("Ann") == 0


def test_without_anybody_else_a_large_correction_waits_and_says_so(ledger: Ledger) -> None:
    hours = counted(ledger, 900, "Stranger Coordinator", "Ben")
    correct(ledger, "Cora", hours, 0)
    card = ledger.world.app.see(ledger.person("Cora"), decisions.waiting)[0]
    assert (card.may_decide, card.waits_for) == (False, ())
    ledger.world.holder("Sid", Role.SECOND_DECIDER)
    assert ledger.world.app.see(ledger.person("Cora"), decisions.waiting)[0].waits_for == ("Sid",)


def test_a_second_decider_puts_right_only_what_a_coordinator_has_a_part_in(ledger: Ledger) -> None:
    sid = ledger.world.holder("Sid", Role.SECOND_DECIDER)
    with pytest.raises(NotFound):
        correct(ledger, "Sid", counted(ledger), 30)
    correct(ledger, "Sid", counted(ledger, 60, "Cora", "Ben"), 30)
    assert sid.member_id == ledger.world.ids["Sid"]


def test_a_gift_put_right_never_touches_what_was_given(ledger: Ledger) -> None:
    world = ledger.world
    counted(ledger, 200)
    told = {"giver": ledger.of("Ann"), "receiver": ledger.of("Ben"), "minutes": 100}
    gift = world.app.do(ledger.person("Ann"), donations.donate, world.key(), **told)
    ledger.confirm("Ben", gift)
    correct(ledger, "Cora", gift, 40)
    assert (ledger.balance("Ann"), ledger.stands("Ann").given_minutes, ledger.stands("Ann").received_minutes) == (
        *(160, 200),
        0,
    )


def test_hours_from_the_pot_are_put_right_by_another_than_who_gave_them(ledger: Ledger) -> None:
    world = ledger.world
    cora = world.coordinator("Cora")
    ledger.choose(pot_below_zero="yes")
    ids = (ledger.of("Ann").id,)
    told = {"member_ids": ids, "minutes": 90, "service_date": TODAY, "reason": "Open day"}
    given = world.app.do(cora, grants.grant, world.key(), **told)
    with pytest.raises(NotFound):
        correct(ledger, "Cora", given, 60)
    correct(ledger, "Stranger Coordinator", given, 60)
    assert (ledger.balance("Ann"), ledger.stands("Ann").given_minutes) == (60, 0)


def test_a_gift_the_pot_has_spent_is_put_right_only_where_the_pot_may_go_below_zero(ledger: Ledger) -> None:
    world = ledger.world
    world.coordinator("Cora")
    gift = ledger.give("Ann", "Ann", POT, 60)
    ledger.give("Cora", POT, "Ben", 20)  # promised, though not taken yet
    with pytest.raises(PotTooSmall):
        correct(ledger, "Stranger Coordinator", gift, 19)
    ledger.choose(pot_below_zero="yes")
    correct(ledger, "Stranger Coordinator", gift, 0)
    assert (ledger.pot(), ledger.balance("Ann")) == (0, 0)


def test_while_a_large_correction_waits_no_smaller_one_passes_it_by(ledger: Ledger) -> None:
    ledger.world.coordinator("Cora")
    hours = counted(ledger, 600)
    waiting = correct(ledger, "Cora", hours, 0)
    with pytest.raises(WaitsAlready):
        correct(ledger, "Cora", hours, 500)
    second = ledger.person("Stranger Coordinator")
    ledger.world.app.do(second, decisions.agree, ledger.world.key(), waiting)
    assert (ledger.balance("Ann"), ledger.world.app.see(second, decisions.waiting)) == (0, ())


def test_what_may_be_done_is_said_beforehand(ledger: Ledger) -> None:
    hours = counted(ledger)
    ledger.world.coordinator("Cora")
    see = ledger.world.app.see
    found = see(ledger.person("Cora"), corrections.may_correct, hours)
    assert (found.may, found.alone_minutes, found.second) == (True, 480, ("Stranger Coordinator",))
    assert not see(ledger.person("Ann"), corrections.may_correct, hours).may
    correct(ledger, "Cora", hours, 30)
    assert not see(ledger.person("Cora"), corrections.may_correct, hours).may


def test_the_day_and_the_way_of_a_correction_are_those_of_what_it_puts_right(ledger: Ledger) -> None:
    day = TODAY - timedelta(days=9)
    hours = ledger.confirm("Ben", ledger.record("Ann", "Ann", "Ben", 60, day))
    correction = correct(ledger, "Cora", hours, 45)
    seen = cards(ledger, "Ann")[correction]
    assert (seen.service_date, seen.minutes, seen.given, seen.given_minutes) == (day, 15, False, -15)


@given(st.sampled_from(["exchange", "donation", "grant"]), st.integers(1, 5000), st.integers(-10, 6000))
def test_what_may_stand_instead_is_another_figure_from_nothing_on(kind: str, was: int, minutes: int) -> None:
    longest = max(was, 1440) if kind == "exchange" else 600_000
    if minutes != was and 0 <= minutes <= longest:
        check_corrected(kind, was, minutes)
    else:
        with pytest.raises(InvalidInput):
            check_corrected(kind, was, minutes)
