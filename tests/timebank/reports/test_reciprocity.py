"""Who gives and who receives: one's own months, everybody for coordinators, totals only where enough people stand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from world import World

from timebank.access import Caller
from timebank.clock import HandClock
from timebank.errors import NotFound
from timebank.ledger import actions as ledger
from timebank.ledger import reads
from timebank.ledger.rules import Holder
from timebank.reports import exports, reciprocity, totals
from timebank.reports.reciprocity import Standing, bands


def help_with(world: World, giver: str, receiver: str, day: date, minutes: int, confirmed: bool = True) -> str:
    helper, helped = world.member(giver), world.member(receiver)
    entry_id = world.app.do(
        helper,
        ledger.record,
        world.key(),
        giver=Holder("member", helper.member_id or ""),
        receiver=Holder("member", helped.member_id or ""),
        service_date=day,
        minutes=minutes,
    )
    if confirmed:
        world.app.do(helped, ledger.confirm, world.key(), entry_id)
    return entry_id


def test_a_member_sees_each_month_from_the_first_exchange_on(world: World, clock: HandClock) -> None:
    today = clock.now().date()
    help_with(world, "Ann", "Ben", today - timedelta(days=70), 90)
    help_with(world, "Ben", "Ann", today, 30)
    help_with(world, "Ann", "Ben", today, 600, confirmed=False)
    ann = world.member("Ann")
    months = world.app.see(ann, reciprocity.months, ann.member_id)
    told = [(one.first_day, one.given_minutes, one.received_minutes, one.balance_minutes) for one in months]
    assert told == [
        (date(2026, 8, 1), 90, 0, 90),
        (date(2026, 9, 1), 0, 0, 90),
        (date(2026, 10, 1), 0, 0, 90),
        (date(2026, 11, 1), 0, 30, 60),
    ]
    assert months[-1].balance_minutes == world.app.see(ann, reads.balance, ann.member_id).balance_minutes


def test_nobody_sees_the_months_of_another(world: World) -> None:
    ann, ben = world.member("Ann"), world.member("Ben")
    for read in (reciprocity.months, reads.balance, reads.statement):
        with pytest.raises(NotFound):
            world.app.see(ben, read, ann.member_id)


def test_a_coordinator_sees_who_gives_who_receives_and_who_has_not_begun(world: World, clock: HandClock) -> None:
    help_with(world, "Ann", "Ben", clock.now().date(), 60)
    help_with(world, "Ben", "Cat", clock.now().date(), 60)
    rows = {one.name: one for one in world.app.see(world.coordinator(), reciprocity.standings)}
    assert {name: rows[name].part for name in ("Ann", "Ben", "Cat", "Stranger Sam")} == {
        "Ann": reciprocity.GIVES,
        "Ben": reciprocity.BOTH,
        "Cat": reciprocity.RECEIVES,
        "Stranger Sam": reciprocity.NOT_YET,
    }
    assert sum(one.balance_minutes for one in rows.values()) == 0


def test_totals_stay_hidden_from_members_until_ten_people_stand_behind_them(world: World, clock: HandClock) -> None:
    day = clock.now().date()
    for number in range(9):
        help_with(world, f"Giver {number}", f"Taker {number}", day, 60)
    ann: Caller = world.member("Ann")
    assert world.app.see(ann, totals.totals).minutes is None
    assert world.app.see(world.coordinator(), totals.totals).minutes == 540
    help_with(world, "Giver 9", "Taker 9", day, 60)
    seen = world.app.see(ann, totals.totals)
    assert (seen.minutes, seen.exchanges, seen.people_who_gave) == (600, 10, 10)


def test_the_totals_are_those_of_the_export(world: World, clock: HandClock) -> None:
    help_with(world, "Ann", "Ben", clock.now().date(), 75)
    help_with(world, "Ben", "Ann", clock.now().date(), 45, confirmed=False)
    cora = world.coordinator()
    lines = world.app.see(cora, exports.ledger_csv).splitlines()[1:]
    posted = sum(int(line.split(",")[7]) for line in lines if line.split(",")[2] == "posted")
    assert posted == world.app.see(cora, totals.totals).minutes == 75
    with pytest.raises(NotFound):
        world.app.see(world.member("Ann"), exports.ledger_csv)


@given(st.lists(st.integers(-10_000, 10_000), max_size=40))
def test_every_member_is_in_exactly_one_band(balances: list[int]) -> None:
    people = [Standing(str(n), "", 0, 0, minutes, "", None) for n, minutes in enumerate(balances)]
    spread = bands(people)
    assert sum(band.people for band in spread) == len(balances)
    for band in spread:
        low = float("-inf") if band.from_hours is None else band.from_hours * 60
        high = float("inf") if band.to_hours is None else band.to_hours * 60
        assert band.people == sum(low <= minutes < high for minutes in balances)
