"""The same hours told by both sides: recognised, offered as one, and written twice only when somebody means it."""

from datetime import date, timedelta

import pytest
from ledger_world import TODAY, Ledger

from timebank.access import ANONYMOUS
from timebank.errors import KeyReused, SignInNeeded
from timebank.ledger import actions
from timebank.ledger.recognising import AlreadyToldByOther, Told, same_as


def recognised(
    ledger: Ledger, who: str, giver: str, receiver: str, minutes: int = 60, day: date = TODAY
) -> Told | None:
    told = {"giver": ledger.of(giver), "receiver": ledger.of(receiver), "service_date": day, "minutes": minutes}
    return ledger.world.app.see(ledger.person(who), same_as, **told)


def test_what_the_other_side_wrote_down_is_offered_as_the_same(ledger: Ledger) -> None:
    hours = ledger.record("Ann", "Ann", "Ben", 60, note="garden")
    found = recognised(ledger, "Ben", "Ann", "Ben", 75)
    assert found == Told(hours, "Ann", "Ann", "Ben", TODAY, 60, "garden")
    with pytest.raises(AlreadyToldByOther, match="already written") as refusal:
        ledger.record("Ben", "Ann", "Ben", 75)
    assert refusal.value.entry_id == hours
    ledger.confirm("Ben", hours)
    assert (ledger.balance("Ann"), ledger.waiting("Ann")) == (60, [])


def test_another_time_is_written_down_when_somebody_says_so(ledger: Ledger) -> None:
    first = ledger.record("Ann", "Ann", "Ben", 60)
    told = {"giver": ledger.of("Ann"), "receiver": ledger.of("Ben"), "service_date": TODAY, "minutes": 60}
    ben, app = ledger.person("Ben"), ledger.world.app
    with pytest.raises(AlreadyToldByOther):
        app.do(ben, actions.record, "again", **told)
    second = app.do(ben, actions.record, "again", is_another=True, **told)
    assert second != first
    assert app.do(ben, actions.record, "again", is_another=True, **told) == second
    with pytest.raises(KeyReused):
        app.do(ben, actions.record, "again", **told)
    ledger.confirm("Ben", first)
    ledger.confirm("Ann", second)
    assert ledger.balance("Ann") == 120


@pytest.mark.parametrize("days", [1, -1])
def test_a_day_beside_is_offered_but_never_refused(ledger: Ledger, days: int) -> None:
    hours = ledger.record("Ann", "Ann", "Ben", 60, TODAY - timedelta(days=3))
    beside = TODAY - timedelta(days=3 + days)
    found = recognised(ledger, "Ben", "Ann", "Ben", 60, beside)
    assert found is not None
    assert found.entry_id == hours
    ledger.record("Ben", "Ann", "Ben", 60, beside)


def test_a_figure_a_little_apart_is_offered_and_one_further_apart_is_another_time(ledger: Ledger) -> None:
    ledger.record("Ann", "Ann", "Ben", 60)
    assert recognised(ledger, "Ben", "Ann", "Ben", 90) is not None
    assert recognised(ledger, "Ben", "Ann", "Ben", 91) is None
    ledger.record("Ben", "Ann", "Ben", 76)


def test_the_nearest_is_offered_first(ledger: Ledger) -> None:
    ledger.record("Ann", "Ann", "Ben", 60, TODAY - timedelta(days=1))
    ledger.record("Ann", "Ann", "Ben", 80)
    nearest = ledger.record("Ann", "Ann", "Ben", 65)
    found = recognised(ledger, "Ben", "Ann", "Ben", 60)
    assert found is not None
    assert found.entry_id == nearest


def test_the_other_way_round_other_people_and_answered_hours_are_not_the_same(ledger: Ledger) -> None:
    hours = ledger.record("Ann", "Ann", "Ben", 60)
    assert recognised(ledger, "Ben", "Ben", "Ann") is None
    assert recognised(ledger, "Cat", "Ann", "Cat") is None
    ledger.record("Ben", "Ben", "Ann", 60)
    ledger.confirm("Ben", hours)
    assert recognised(ledger, "Ben", "Ann", "Ben") is None
    ledger.record("Ben", "Ann", "Ben", 60)


def test_ones_own_second_entry_is_not_refused(ledger: Ledger) -> None:
    ledger.record("Ann", "Ann", "Ben", 60)
    assert recognised(ledger, "Ann", "Ann", "Ben") is None
    ledger.record("Ann", "Ann", "Ben", 60)
    assert len(ledger.waiting("Ben")) == 2


def test_nobody_learns_of_other_peoples_hours_in_this_way(ledger: Ledger) -> None:
    ledger.record("Ann", "Ann", "Ben", 60)
    for who in ("Cat", "Stranger Sam"):
        assert recognised(ledger, who, "Ann", "Ben") is None
    told = {"giver": ledger.of("Ann"), "receiver": ledger.of("Ben"), "service_date": TODAY, "minutes": 60}
    with pytest.raises(SignInNeeded):
        ledger.world.app.see(ANONYMOUS, same_as, **told)


def test_a_coordinator_who_writes_for_an_offline_member_meets_the_same(ledger: Ledger) -> None:
    ledger.world.member("Olga", offline=True)
    ledger.world.coordinator("Cora")
    hours = ledger.record("Ann", "Ann", "Olga", 60)
    found = recognised(ledger, "Cora", "Ann", "Olga")
    assert found is not None
    assert found.entry_id == hours
    with pytest.raises(AlreadyToldByOther):
        ledger.record("Cora", "Ann", "Olga", 60, behalf="Olga", told="by phone")
    ledger.confirm("Cora", hours, told="by phone")


def test_an_organisations_hours_are_recognised_by_those_who_speak_for_it(ledger: Ledger) -> None:
    for name in ("Lia", "Leo", "Ann"):
        ledger.person(name)
    library = ledger.world.organisation("Library", "Lia", "Leo")
    ledger.record("Ann", "Ann", library, 60)
    with pytest.raises(AlreadyToldByOther):
        ledger.record("Leo", "Ann", library, 60)
    ledger.record("Lia", library, "Ann", 60)


def test_a_part_of_a_session_is_recognised_too(ledger: Ledger) -> None:
    for name in ("Ann", "Ben", "Cat"):
        ledger.person(name)
    ledger.session("Ann", "Ann", "Ben Cat", "each", 60)
    with pytest.raises(AlreadyToldByOther):
        ledger.record("Ben", "Ann", "Ben", 60)
