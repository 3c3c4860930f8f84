"""Limits: an account's own before the community's, always open towards zero, and by default only a friendly word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_world import Ledger

from timebank.access import ANONYMOUS, Caller
from timebank.clock import HandClock
from timebank.community.rules import Community
from timebank.errors import InvalidInput, KeyReused, NotFound, SignInNeeded
from timebank.ledger import limits
from timebank.ledger.rules import Holder, Limits, OutOfRoom, OwnLimits, is_past, own_limits


def set_limits(ledger: Ledger, whose: str | Holder, floor: str, ceiling: str, key: str = "", who: str = "Cora") -> str:
    by: Caller = ledger.world.coordinator("Cora") if who == "Cora" else ledger.person(who)
    key = key or ledger.world.key()
    return ledger.world.app.do(by, limits.set_limits, key, ledger.of(whose), floor, ceiling)


def swap(ledger: Ledger, giver: str, receiver: str, minutes: int) -> str:
    return ledger.confirm(receiver, ledger.record(giver, giver, receiver, minutes))


def test_an_account_has_the_communitys_limits_until_it_has_its_own(ledger: Ledger) -> None:
    ledger.choose(floor_minutes="-600", ceiling_minutes="900")
    ben = set_limits(ledger, "Ben", "community", "community")
    see = ledger.world.app.see
    assert see(ledger.person("Ben"), limits.limits_of, ben) == Limits(-600, 900)
    set_limits(ledger, "Ben", "-60", "unlimited")
    assert see(ledger.person("Ben"), limits.limits_of, ben) == Limits(-60, None)
    assert see(ledger.person("Cora"), limits.own_limits_of, ledger.of("Ben")) == OwnLimits(
        "minutes", -60, "unlimited", None
    )
    assert ledger.letters("Ben") == ["hours_limits_chosen", "hours_limits_chosen"]
    with pytest.raises(NotFound):
        see(ledger.person("Ann"), limits.limits_of, ben)
    with pytest.raises(NotFound):
        see(ledger.person("Cora"), limits.limits_of, "no-such-account")


def test_the_same_choice_said_twice_is_made_once(ledger: Ledger) -> None:
    first = set_limits(ledger, "Ben", "-60", "60", key="limits")
    assert set_limits(ledger, "Ben", "-60", "60", key="limits") == first
    with pytest.raises(KeyReused):
        set_limits(ledger, "Ben", "-61", "60", key="limits")


def test_limits_are_chosen_by_a_coordinator_for_others_only(ledger: Ledger) -> None:
    ledger.world.coordinator("Cora")
    for who, whose in (("Ann", "Ann"), ("Ann", "Ben"), ("Cora", "Cora")):
        with pytest.raises(NotFound):
            set_limits(ledger, whose, "-60", "60", who=who)
    with pytest.raises(SignInNeeded):
        ledger.world.app.do(ANONYMOUS, limits.set_limits, "key", ledger.of("Ben"), "-60", "60")
    with pytest.raises(InvalidInput):
        set_limits(ledger, Holder("pot"), "-60", "60")
    for floor, ceiling in (("60", "60"), ("-60", "-60"), ("none", "60"), ("-60", "")):
        with pytest.raises(InvalidInput):
            set_limits(ledger, "Ben", floor, ceiling)


def test_an_own_floor_blocks_where_the_community_blocks_and_unlimited_is_unlimited(ledger: Ledger) -> None:
    ledger.choose(limit_policy="block", floor_minutes="-60", ceiling_minutes="60")
    set_limits(ledger, "Ben", "-300", "community")
    set_limits(ledger, "Ann", "community", "unlimited")
    swap(ledger, "Ann", "Ben", 300)
    with pytest.raises(OutOfRoom):
        ledger.record("Ann", "Ann", "Ben", 1)
    assert (ledger.balance("Ann"), ledger.balance("Ben")) == (300, -300)


def test_whoever_is_past_a_limit_may_always_move_towards_zero(ledger: Ledger) -> None:
    swap(ledger, "Ann", "Ben", 600)
    ledger.choose(limit_policy="block", floor_minutes="-60", ceiling_minutes="60")
    with pytest.raises(OutOfRoom):
        ledger.record("Ann", "Ann", "Ben", 1)
    swap(ledger, "Ben", "Ann", 100)
    assert (ledger.balance("Ann"), ledger.balance("Ben")) == (500, -500)


def test_an_organisation_has_limits_as_well_and_who_speaks_for_it_is_told(ledger: Ledger) -> None:
    for name in ("Lia", "Ann"):
        ledger.person(name)
    library = ledger.world.organisation("Library", "Lia")
    set_limits(ledger, library, "-60", "unlimited")
    ledger.choose(limit_policy="block")
    with pytest.raises(OutOfRoom):
        ledger.record("Ann", "Ann", library, 61)
    assert ledger.letters("Lia") == ["hours_limits_chosen"]


def test_by_default_nothing_is_stopped_and_a_friendly_word_comes_once_a_month(ledger: Ledger, clock: HandClock) -> None:
    ledger.choose(floor_minutes="-120", ceiling_minutes="1000")
    swap(ledger, "Ann", "Ben", 100)
    assert "hours_friendly_word" not in ledger.letters("Ben")
    swap(ledger, "Ann", "Ben", 100)
    swap(ledger, "Ann", "Ben", 100)
    assert ledger.letters("Ben").count("hours_friendly_word") == 1
    assert "hours_friendly_word" not in ledger.letters("Ann")
    clock.move(days=31)
    swap(ledger, "Ben", "Ann", 50)  # towards zero is no matter to talk about
    assert ledger.letters("Ben").count("hours_friendly_word") == 1
    swap(ledger, "Ann", "Ben", 100)
    assert ledger.letters("Ben").count("hours_friendly_word") == 2


def test_coordinators_see_with_whom_a_friendly_word_would_be_good(ledger: Ledger) -> None:
    ledger.world.coordinator("Cora")
    swap(ledger, "Ann", "Ben", 300)
    swap(ledger, "Ann", "Dan", 50)
    see = ledger.world.app.see
    assert see(ledger.person("Cora"), limits.conversations) == ()
    ledger.choose(floor_minutes="-120", ceiling_minutes="200")
    found = see(ledger.person("Cora"), limits.conversations)
    assert [(one.name, one.balance_minutes) for one in found] == [("Ann", 350), ("Ben", -300)]
    set_limits(ledger, "Ann", "community", "unlimited")
    set_limits(ledger, "Dan", "-30", "community")
    found = see(ledger.person("Cora"), limits.conversations)
    assert [(one.name, one.limits) for one in found] == [("Ben", Limits(-120, 200)), ("Dan", Limits(-30, 200))]
    with pytest.raises(NotFound):
        see(ledger.person("Ann"), limits.conversations)


@given(
    st.integers(-2000, 2000), st.integers(-2000, 2000), st.integers(1, 3000), st.integers(-900, 0), st.integers(0, 900)
)
def test_being_past_a_limit_is_never_a_matter_of_moving_towards_zero(
    payer: int, helper: int, minutes: int, floor: int, ceiling: int
) -> None:
    found = is_past(Limits(floor, None), Limits(None, ceiling), payer, helper, minutes)
    assert found == (payer - minutes < floor or helper + minutes > ceiling)
    if payer - minutes >= 0 and helper + minutes <= 0:
        assert not found
    assert not is_past(Limits(None, ceiling), Limits(floor, None), payer, helper, minutes)


@given(st.none() | st.integers(-900, 0), st.none() | st.integers(0, 900), st.sampled_from(["yes", "no"]))
def test_own_limits_come_before_the_communitys_and_the_pot_keeps_to_its_own_rule(
    floor: int | None, ceiling: int | None, pot: str
) -> None:
    chosen = Community(floor_minutes=floor, ceiling_minutes=ceiling, pot_below_zero=pot)
    for none_own in (None, OwnLimits()):
        assert own_limits(chosen, "member", none_own) == Limits(floor, ceiling)
    assert own_limits(chosen, "member", OwnLimits("unlimited", None, "minutes", 5)) == Limits(None, 5)
    assert own_limits(chosen, "pot", None) == Limits(None if pot == "yes" else 0, None)
    assert own_limits(chosen, "opening", None) == Limits(None, None)


def test_an_own_limit_alone_is_enough_for_a_friendly_word_and_to_hold_at_confirming(ledger: Ledger) -> None:
    set_limits(ledger, "Dan", "-30", "community")
    swap(ledger, "Ann", "Dan", 31)
    assert "hours_friendly_word" in ledger.letters("Dan")
    assert "hours_friendly_word" not in ledger.letters("Ann")
    hours = ledger.record("Ann", "Ann", "Dan", 20)
    ledger.choose(limit_policy="block")
    with pytest.raises(OutOfRoom):
        ledger.confirm("Dan", hours)
    assert ledger.balance("Dan") == -31
