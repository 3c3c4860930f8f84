"""Gifts of hours: from people, organisations and the pot; taken with thanks, kindly left, taken back, or over."""

import pytest
from ledger_world import POT, Ledger

from timebank.access import ANONYMOUS, WORKER
from timebank.clock import HandClock
from timebank.errors import AlreadyDecided, InvalidInput, KeyReused, NotFound, SignInNeeded
from timebank.ledger import actions, decisions, donations, questions, reads
from timebank.ledger.rules import Holder, OutOfRoom, PotTooSmall


def decline(ledger: Ledger, who: str, entry_id: str, key: str = "") -> str:
    return ledger.world.app.do(ledger.person(who), actions.decline, key or ledger.world.key(), entry_id, "thank you")


def withdraw(ledger: Ledger, who: str, entry_id: str) -> str:
    return ledger.world.app.do(ledger.person(who), actions.withdraw, ledger.world.key(), entry_id)


def expire(ledger: Ledger, entry_id: str, key: str = "") -> str:
    return ledger.world.app.do(WORKER, donations.expire, key or ledger.world.key(), entry_id)


def test_a_gift_counts_once_it_is_taken_and_never_as_given_or_received(ledger: Ledger) -> None:
    ledger.person("Ben")
    gift = ledger.give("Ann", "Ann", "Ben", 90, "for your move")
    assert (ledger.state(gift), ledger.balance("Ann"), ledger.waiting("Ben")) == ("pending", 0, [gift])
    assert ledger.letters("Ben") == ["hours_gift"]
    ledger.confirm("Ben", gift)
    assert (ledger.balance("Ann"), ledger.balance("Ben")) == (-90, 90)
    stands = ledger.stands("Ann"), ledger.stands("Ben")
    assert [(one.given_minutes, one.received_minutes) for one in stands] == [(0, 0), (0, 0)]
    assert ledger.letters("Ann") == ["hours_gift_taken"]


def test_the_pot_takes_a_gift_at_once(ledger: Ledger) -> None:
    gift = ledger.give("Ann", "Ann", POT, 45)
    assert (ledger.state(gift), ledger.balance("Ann"), ledger.pot()) == ("posted", -45, 45)
    with pytest.raises(AlreadyDecided):
        withdraw(ledger, "Ann", gift)


def test_a_gift_may_be_kindly_left_and_the_giver_is_told(ledger: Ledger) -> None:
    ledger.person("Ben")
    gift = ledger.give("Ann", "Ann", "Ben")
    with pytest.raises(NotFound):
        decline(ledger, "Ann", gift)
    decline(ledger, "Ben", gift)
    assert (ledger.state(gift), ledger.balance("Ann"), ledger.letters("Ann")) == (
        "declined",
        0,
        ["hours_gift_not_taken"],
    )
    with pytest.raises(AlreadyDecided):
        ledger.confirm("Ben", gift)


def test_a_gift_may_be_taken_back_until_it_is_taken(ledger: Ledger) -> None:
    ledger.person("Ben")
    gift = ledger.give("Ann", "Ann", "Ben")
    with pytest.raises(NotFound):
        withdraw(ledger, "Ben", gift)
    withdraw(ledger, "Ann", gift)
    assert (ledger.state(gift), ledger.waiting("Ben")) == ("withdrawn", [])
    assert "hours_gift_taken_back" in ledger.letters("Ben")


def test_nobody_questions_or_settles_a_gift(ledger: Ledger) -> None:
    ledger.person("Ben")
    gift = ledger.give("Ann", "Ann", "Ben")
    with pytest.raises(InvalidInput, match="thanks"):
        ledger.world.app.do(ledger.person("Ben"), questions.question, ledger.world.key(), gift, 30, "less")
    cora = ledger.world.coordinator("Cora")
    with pytest.raises(NotFound):
        ledger.world.app.do(cora, questions.settle, ledger.world.key(), gift, 30, "less")
    assert ledger.state(gift) == "pending"


def test_nobody_gives_away_what_belongs_to_others(ledger: Ledger) -> None:
    ledger.person("Ann")
    ledger.world.coordinator("Cora")
    for who in ("Ben", "Cora", "Stranger Coordinator"):
        with pytest.raises(NotFound):
            ledger.give(who, "Ann", "Ben")
    for who in ("Ann", "Ben"):
        with pytest.raises(NotFound):
            ledger.give(who, POT, "Ben")
    with pytest.raises(NotFound):
        ledger.give("Cora", POT, "Cora")
    with pytest.raises(InvalidInput):
        ledger.give("Ann", "Ann", "Ann")
    with pytest.raises(InvalidInput):
        ledger.give("Ann", "Ann", Holder("opening"))
    told = {"giver": ledger.of("Ann"), "receiver": ledger.of("Ben"), "minutes": 10}
    with pytest.raises(SignInNeeded):
        ledger.world.app.do(ANONYMOUS, donations.donate, ledger.world.key(), **told)


@pytest.mark.parametrize("minutes", [0, -5, 60_001, True, 1.5])
def test_a_gift_has_a_sensible_size(ledger: Ledger, minutes: int) -> None:
    with pytest.raises(InvalidInput):
        ledger.give("Ann", "Ann", POT, minutes)


def test_a_gift_is_written_once_however_often_it_is_sent(ledger: Ledger) -> None:
    ledger.person("Ben")
    gift = ledger.give("Ann", "Ann", "Ben", 30, key="gift")
    assert ledger.give("Ann", "Ann", "Ben", 30, key="gift") == gift
    with pytest.raises(KeyReused):
        ledger.give("Ann", "Ann", "Ben", 31, key="gift")
    with pytest.raises(KeyReused):
        ledger.give("Ann", "Ann", POT, 30, key="gift")
    assert ledger.waiting("Ben") == [gift]


def test_a_gift_nobody_answers_ends_kindly_and_its_minutes_are_free_again(ledger: Ledger, clock: HandClock) -> None:
    ledger.choose(floor_minutes="-60", limit_policy="block")
    ledger.person("Ben")
    gift = ledger.give("Ann", "Ann", "Ben", 60)
    with pytest.raises(OutOfRoom):
        ledger.give("Ann", "Ann", "Ben", 1)
    with pytest.raises(NotFound):
        expire(ledger, gift)
    clock.move(days=14)
    for who in ("Ann", "Ben"):
        with pytest.raises(NotFound):
            ledger.world.app.do(ledger.person(who), donations.expire, ledger.world.key(), gift)
    assert expire(ledger, gift, key="over") == expire(ledger, gift, key="over") == gift
    assert (ledger.state(gift), ledger.balance("Ann")) == ("expired", 0)
    assert "hours_gift_lapsed" in ledger.letters("Ann")
    assert "hours_gift_lapsed" in ledger.letters("Ben")
    with pytest.raises(AlreadyDecided):
        ledger.confirm("Ben", gift)
    ledger.give("Ann", "Ann", "Ben", 60)


def test_a_gift_never_goes_below_a_blocking_floor(ledger: Ledger) -> None:
    ledger.choose(floor_minutes="-60", limit_policy="block")
    with pytest.raises(OutOfRoom):
        ledger.give("Ann", "Ann", POT, 61)
    ledger.give("Ann", "Ann", POT, 60)
    assert ledger.pot() == 60


def test_a_coordinator_gives_from_the_pot_as_much_as_is_in_it(ledger: Ledger) -> None:
    ledger.world.coordinator("Cora")
    ledger.person("Ben")
    with pytest.raises(PotTooSmall):
        ledger.give("Cora", POT, "Ben", 30)
    ledger.fill_pot(60)
    gift = ledger.give("Cora", POT, "Ben", 40)
    with pytest.raises(PotTooSmall):
        ledger.give("Cora", POT, "Ben", 21)
    with pytest.raises(NotFound):
        ledger.confirm("Cora", gift)
    ledger.confirm("Ben", gift)
    assert (ledger.pot(), ledger.balance("Ben")) == (20, 40)
    assert "hours_gift_taken" in ledger.letters("Cora")


def test_the_pot_goes_below_zero_only_where_the_community_says_so(ledger: Ledger) -> None:
    ledger.choose(pot_below_zero="yes", floor_minutes="-10", limit_policy="block")
    ledger.world.coordinator("Cora")
    gift = ledger.give("Cora", POT, "Ben", 30)
    ledger.confirm("Ben", gift)
    assert ledger.pot() == -30


def test_a_coordinator_writes_down_the_gift_of_an_offline_member_and_both_are_told(ledger: Ledger) -> None:
    ledger.world.member("Olga", offline=True)
    ledger.world.coordinator("Cora")
    ledger.person("Ben")
    with pytest.raises(InvalidInput, match="told you"):
        ledger.give("Cora", "Olga", "Ben", 30, behalf="Olga")
    gift = ledger.give("Cora", "Olga", "Ben", 30, behalf="Olga", told="by phone")
    assert ledger.letters("Olga") == ["hours_gift_for_you_to_give"]
    assert ledger.letters("Ben") == ["hours_gift"]
    ledger.confirm("Ben", gift)
    assert ledger.balance("Olga") == -30
    with pytest.raises(InvalidInput, match="themself"):
        ledger.give("Cora", "Ben", POT, 30, behalf="Ben", told="by phone")
    with pytest.raises(NotFound):
        ledger.give("Cora", "Cora", POT, 30, behalf="Cora", told="by phone")


def test_an_offline_member_takes_a_gift_through_a_coordinator(ledger: Ledger) -> None:
    ledger.world.member("Olga", offline=True)
    cora = ledger.world.coordinator("Cora")
    gift = ledger.give("Ann", "Ann", "Olga", 30)
    cards = ledger.world.app.see(cora, reads.to_answer_for_offline)
    assert [(card.entry_id, card.kind) for card in cards] == [(gift, "donation")]
    ledger.confirm("Cora", gift, told="by phone")
    assert ledger.balance("Olga") == 30


def test_organisations_give_and_take_through_those_who_speak_for_them(ledger: Ledger) -> None:
    for name in ("Lia", "Leo", "Ann"):
        ledger.person(name)
    library = ledger.world.organisation("Library", "Lia", "Leo")
    gift = ledger.give("Ann", "Ann", library, 45)
    assert ledger.letters("Lia") == ledger.letters("Leo") == ["hours_gift"]
    ledger.confirm("Leo", gift)
    back = ledger.give("Lia", library, "Ann", 20)
    with pytest.raises(NotFound):
        ledger.confirm("Leo", back)
    ledger.confirm("Ann", back)
    own = ledger.give("Lia", library, "Lia", 5)
    with pytest.raises(NotFound):
        ledger.confirm("Lia", own)
    assert ledger.balance("Ann") == -25


def test_a_gift_to_the_pot_past_a_limit_waits_for_a_coordinators_word(ledger: Ledger, clock: HandClock) -> None:
    ledger.choose(floor_minutes="-60", limit_policy="ask")
    cora = ledger.world.coordinator("Cora")
    within, beyond = ledger.give("Ann", "Ann", POT, 50), ledger.give("Ann", "Ann", POT, 20)
    assert (ledger.state(within), ledger.state(beyond), ledger.pot()) == ("posted", "pending", 50)
    clock.move(days=20)
    with pytest.raises(NotFound):
        expire(ledger, beyond)
    waiting = ledger.world.app.see(cora, decisions.waiting)
    ledger.world.app.do(cora, decisions.agree, ledger.world.key(), waiting[0].decision_id)
    assert (ledger.state(beyond), ledger.pot()) == ("posted", 70)


def test_a_gift_of_an_organisation_to_the_pot_is_told_to_the_others_once_it_is_there(ledger: Ledger) -> None:
    for name in ("Lia", "Leo"):
        ledger.person(name)
    library = ledger.world.organisation("The Library", "Lia", "Leo")
    cora = ledger.world.coordinator("Cora")
    ledger.choose(floor_minutes="-60", limit_policy="ask")
    ledger.give("Lia", library, POT, 90)
    assert ledger.letters("Leo") == []
    waiting = ledger.world.app.see(cora, decisions.waiting)
    ledger.world.app.do(cora, decisions.agree, ledger.world.key(), waiting[0].decision_id)
    assert ledger.letters("Leo") == ["hours_gift_to_pot"]
    assert ledger.pot() == 90
