"""Hours from the pot: for coming to a meeting, for helping to run the bank, and a welcome for new members."""

from datetime import timedelta

import pytest
from ledger_world import POT, TODAY, Ledger

from timebank.access import ANONYMOUS, OPERATOR, WORKER
from timebank.clock import HandClock
from timebank.errors import AlreadyDecided, InvalidInput, KeyReused, NotFound, SignInNeeded
from timebank.jobs.run import run
from timebank.ledger import grants
from timebank.ledger.posting import NewEntry, take_pen
from timebank.ledger.rules import Holder, PotTooSmall
from timebank.work import Work


def grant(ledger: Ledger, who: str, names: str, minutes: int = 30, key: str = "", **told: object) -> list[str]:
    ids = tuple(ledger.world.member(name).member_id for name in names.split())
    content = {"minutes": minutes, "service_date": TODAY, "reason": "the spring meeting"} | told
    key = key or ledger.world.key()
    return ledger.world.app.do(ledger.person(who), grants.grant, key, member_ids=ids, **content).split(",")


def due(ledger: Ledger) -> list[str]:
    return [one.name for one in ledger.world.app.see(WORKER, grants.opening_due)]


@pytest.fixture
def cora(ledger: Ledger) -> str:
    ledger.world.coordinator("Cora")
    ledger.fill_pot(100)
    return "Cora"


def test_everybody_who_came_gets_the_same_from_the_pot_and_is_told(ledger: Ledger, cora: str) -> None:
    entries = grant(ledger, cora, "Ann Ben")
    assert [ledger.state(one) for one in entries] == ["posted", "posted"]
    assert (ledger.balance("Ann"), ledger.balance("Ben"), ledger.pot()) == (30, 30, 40)
    assert ledger.letters("Ann") == ledger.letters("Ben") == ["hours_granted"]
    stands = ledger.stands("Ann")
    assert (stands.given_minutes, stands.received_minutes) == (0, 0)


def test_nobody_gets_anything_when_the_pot_has_not_enough_for_all(ledger: Ledger, cora: str) -> None:
    with pytest.raises(PotTooSmall):
        grant(ledger, cora, "Ann Ben Cat", 34)
    assert (ledger.balance("Ann"), ledger.pot()) == (0, 100)
    ledger.choose(pot_below_zero="yes")
    grant(ledger, cora, "Ann Ben Cat", 34)
    assert ledger.pot() == -2


def test_a_coordinator_grants_nothing_to_themself_and_members_grant_nothing(ledger: Ledger, cora: str) -> None:
    for who, names in ((cora, "Cora"), (cora, "Ann Cora"), ("Ann", "Ben"), ("Ann", "Ann")):
        with pytest.raises(NotFound):
            grant(ledger, who, names)
    told = {"member_ids": ("x",), "minutes": 1, "service_date": TODAY, "reason": "why"}
    with pytest.raises(SignInNeeded):
        ledger.world.app.do(ANONYMOUS, grants.grant, ledger.world.key(), **told)
    with pytest.raises(NotFound):
        ledger.world.app.do(WORKER, grants.grant, ledger.world.key(), **told)
    with pytest.raises(NotFound):
        ledger.world.app.do(OPERATOR, grants.grant, ledger.world.key(), **told)
    assert ledger.pot() == 100


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ("", {}),
        ("Ann Ann", {}),
        ("Ann", {"reason": "  "}),
        ("Ann", {"minutes": 0}),
        ("Ann", {"service_date": TODAY + timedelta(days=1)}),
        ("Ann", {"service_date": TODAY - timedelta(days=91)}),
    ],
)
def test_what_cannot_be_granted_is_said_in_words(
    ledger: Ledger, cora: str, names: str, told: dict[str, object]
) -> None:
    with pytest.raises(InvalidInput):
        grant(ledger, cora, names, **told)


def test_a_grant_is_written_once_however_often_it_is_sent(ledger: Ledger, cora: str) -> None:
    first = grant(ledger, cora, "Ann Ben", key="meeting")
    assert grant(ledger, cora, "Ann Ben", key="meeting") == first
    for names, told in (("Ann", {}), ("Ann Ben", {"minutes": 31}), ("Ann Ben", {"reason": "another"})):
        with pytest.raises(KeyReused):
            grant(ledger, cora, names, key="meeting", **told)
    assert ledger.pot() == 40


def test_new_members_get_their_opening_hours_once_by_themselves(ledger: Ledger, clock: HandClock, cora: str) -> None:
    ledger.person("Early")
    clock.move(days=1)
    assert due(ledger) == []
    ledger.choose(opening_grant_minutes="60")
    assert due(ledger) == [], "those who were here already are not new"
    clock.move(days=1)
    ledger.person("Nora")
    assert due(ledger) == ["Nora"]
    assert run(ledger.world.app, "opening-hours", dry_run=True).done == 1
    assert run(ledger.world.app, "opening-hours").done == 1
    assert (ledger.balance("Nora"), ledger.balance("Early"), ledger.pot()) == (60, 0, 40)
    assert ledger.letters("Nora") == ["hours_granted"]
    clock.move(days=1)
    assert run(ledger.world.app, "opening-hours").done == 0
    with pytest.raises(AlreadyDecided):
        ledger.world.app.do(WORKER, grants.give_opening, ledger.world.key(), ledger.world.ids["Nora"])
    assert ledger.balance("Nora") == 60


def test_a_coordinator_may_give_opening_hours_but_not_to_themself_or_to_somebody_long_here(
    ledger: Ledger, clock: HandClock, cora: str
) -> None:
    clock.move(days=1)
    ledger.choose(opening_grant_minutes="60")
    clock.move(days=1)
    for name in ("Nora", "Ned"):
        ledger.person(name)
    ledger.world.coordinator("Newcomer")
    give, app = grants.give_opening, ledger.world.app
    for who, whom in (("Ned", "Nora"), ("Nora", "Nora"), ("Newcomer", "Newcomer"), (cora, "Stranger Sue")):
        with pytest.raises(NotFound):
            app.do(ledger.person(who), give, ledger.world.key(), ledger.world.ids[whom])
    first = app.do(ledger.person(cora), give, "open", ledger.world.ids["Nora"])
    assert app.do(ledger.person(cora), give, "open", ledger.world.ids["Nora"]) == first
    with pytest.raises(KeyReused):
        app.do(ledger.person(cora), give, "open", ledger.world.ids["Ned"])
    with pytest.raises(PotTooSmall):
        app.do(ledger.person(cora), give, ledger.world.key(), ledger.world.ids["Ned"])
    assert sorted(due(ledger)) == ["Ned", "Newcomer"]


def test_a_pot_with_too_little_is_reported_and_the_others_wait(ledger: Ledger, clock: HandClock, cora: str) -> None:
    ledger.choose(opening_grant_minutes="60")
    clock.move(days=1)
    for name in ("Nora", "Ned"):
        ledger.person(name)
    report = run(ledger.world.app, "opening-hours")
    assert (report.done, report.ok) == (1, False)
    assert "community pot" in report.words
    ledger.give("Stranger Sue", "Stranger Sue", POT, 20)
    clock.move(days=1)
    assert run(ledger.world.app, "opening-hours").done == 1


def test_who_brought_a_welcome_along_from_another_bank_gets_no_second_one(
    ledger: Ledger, clock: HandClock, cora: str
) -> None:
    clock.move(days=1)
    ledger.choose(opening_grant_minutes="60")
    clock.move(days=1)
    for name in ("Nora", "Ned", "Nell"):
        ledger.person(name)
    grant(ledger, cora, "Nora", 10, reason=grants.WELCOME)
    grant(ledger, cora, "Nell", 10)
    ledger.world.app.do(OPERATOR, _bring_along, ledger.of("Ned"))
    assert due(ledger) == ["Nell"]


def _bring_along(work: Work, holder: Holder) -> None:
    pen = take_pen(work)
    opening, its = pen.account_of(Holder("opening")), pen.account_of(holder)
    pen.write_entry(NewEntry("opening", opening.id, its.id, 90, "posted", TODAY, "brought along"))


def test_gifts_are_reminded_of_and_end_by_themselves(ledger: Ledger, clock: HandClock) -> None:
    ledger.person("Ben")
    gift = ledger.give("Ann", "Ann", "Ben")
    clock.move(days=1)
    run(ledger.world.app, "remind-unconfirmed")
    assert "hours_gift_still_waits" in ledger.letters("Ben")
    assert run(ledger.world.app, "expire-gifts").done == 0
    clock.move(days=14)
    assert run(ledger.world.app, "expire-gifts", dry_run=True).done == 1
    assert run(ledger.world.app, "expire-gifts").done == 1
    assert ledger.state(gift) == "expired"
