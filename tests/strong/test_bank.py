"""Eight processes move minutes between eight people: the total is kept, no floor is passed, nothing is given up."""

from strong import sizes
from strong.bank import FLOOR_MINUTES, Outcome, judge, keep_moving
from strong.crew import run_together
from world import World

from timebank.access import OPERATOR
from timebank.community.actions import choose
from timebank.ledger.posting import take_pen
from timebank.ledger.rules import Holder
from timebank.work import Work


def run_bank(world: World, url: str, seconds: float, is_careless: bool) -> list[Outcome]:
    people = [world.member(f"Person {number}").member_id or "" for number in range(8)]
    choices = {"floor_minutes": str(FLOOR_MINUTES), "limit_policy": "block"}
    world.app.do(OPERATOR, choose, world.key(), choices)
    world.app.do(OPERATOR, _open_accounts, people)
    crew = [(number, seconds, people, is_careless) for number in range(sizes.BANK_PROCESSES)]
    return run_together(keep_moving, url, crew)


def _open_accounts(work: Work, people: list[str]) -> None:
    pen = take_pen(work)
    for member_id in people:
        pen.account_of(Holder("member", member_id))


def test_the_bank_test_finds_a_bank_that_looks_first_and_writes_afterwards(world: World, database_url: str) -> None:
    outcomes = run_bank(world, database_url, sizes.CARELESS_BANK_SECONDS, is_careless=True)
    findings = judge(world.app, outcomes)
    assert any("should be" in finding for finding in findings)
    assert any("do not add up to zero" in finding for finding in findings)


def test_nothing_is_lost_or_doubled_and_no_floor_is_passed_by_eight_processes(world: World, database_url: str) -> None:
    outcomes = run_bank(world, database_url, sizes.BANK_SECONDS, is_careless=False)
    moved, refused = sum(len(one.transfers) for one in outcomes), sum(one.refused for one in outcomes)
    reads = sum(one.reads for one in outcomes)
    print(f"{moved} transfers, {refused} refused at the floor, {reads} reads in {sizes.BANK_SECONDS} s")
    assert judge(world.app, outcomes) == []
    assert moved >= sizes.BANK_PROCESSES
    assert refused > 0
