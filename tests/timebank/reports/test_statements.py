"""A statement adds up: opening, every line with the balance after it, closing; the same as everywhere else."""

import csv
import io
from datetime import date, timedelta

import pytest
from world import World

from timebank.access import Role
from timebank.clock import HandClock
from timebank.errors import InvalidInput, NotFound
from timebank.ledger import actions as ledger
from timebank.ledger.corrections import correct
from timebank.ledger.donations import donate
from timebank.ledger.reads import balance
from timebank.ledger.rules import Holder
from timebank.members import actions as members
from timebank.reports import statements
from timebank.reports.statements import Statement

TODAY = date(2026, 11, 2)


def helped(world: World, giver: str, receiver: str, back: int, minutes: int, confirmed: bool = True) -> str:
    helper, other = world.member(giver), world.member(receiver)
    written = {"giver": world.account(giver), "receiver": world.account(receiver), "minutes": minutes}
    day = TODAY - timedelta(days=back)
    entry_id = world.app.do(helper, ledger.record, world.key(), service_date=day, **written)
    if confirmed:
        world.app.do(other, ledger.confirm, world.key(), entry_id)
    return entry_id


def statement(world: World, name: str, first: int | None = None, last: int = 0) -> Statement:
    """Somebody's statement from so many days back."""
    days = (None if first is None else TODAY - timedelta(days=first), TODAY - timedelta(days=last))
    return world.app.see(world.member(name), statements.statement, world.ids[name], *days)


def lived(world: World) -> None:
    """Ann gives and receives, passes hours on, has some put right, and waits for Ben's word on the last."""
    helped(world, "Ann", "Ben", 60, 120)
    helped(world, "Ben", "Ann", 40, 45)
    wrong = helped(world, "Ann", "Ben", 20, 90)
    world.app.do(world.coordinator(), correct, world.key(), wrong, 60, "It was an hour.")
    pot = Holder("pot")
    world.app.do(world.member("Ann"), donate, world.key(), giver=world.account("Ann"), receiver=pot, minutes=30)
    helped(world, "Ann", "Ben", 1, 15, confirmed=False)


def test_every_line_leads_from_the_opening_to_the_closing_balance(world: World) -> None:
    lived(world)
    found = statement(world, "Ann", 50)
    assert found.opening_minutes == 120
    standing = found.opening_minutes
    for line in found.lines:
        standing += line.given_minutes - line.received_minutes + line.other_minutes
        assert line.balance_minutes == standing
    assert standing == found.closing_minutes == 120 - 45 + 60 - 30
    assert [line.service_date for line in found.lines] == sorted(line.service_date for line in found.lines)


def test_the_whole_statement_says_what_the_balance_says(world: World) -> None:
    lived(world)
    found, stands = statement(world, "Ann"), world.app.see(world.member("Ann"), balance, world.ids["Ann"])
    assert found.opening_minutes == 0
    assert found.closing_minutes == stands.balance_minutes
    assert found.sums == (stands.given_minutes, stands.received_minutes, -30) == (180, 45, -30)
    (waiting,) = found.pending
    assert (waiting.given_minutes, waiting.state) == (stands.pending_given_minutes, "pending") == (15, "pending")


def test_a_correction_stands_in_the_column_it_puts_right(world: World) -> None:
    lived(world)
    for name, column in (("Ann", "given_minutes"), ("Ben", "received_minutes")):
        (line,) = [one for one in statement(world, name).lines if one.kind == "correction"]
        assert (getattr(line, column), line.other_minutes) == (-30, 0)


def test_one_statement_begins_where_the_other_ended(world: World) -> None:
    lived(world)
    before, after = statement(world, "Ann", None, 30), statement(world, "Ann", 29)
    assert before.closing_minutes == after.opening_minutes == 75
    assert len(before.lines) + len(after.lines) == len(statement(world, "Ann").lines)


def test_both_days_of_an_exchange_stand_in_its_line(world: World) -> None:
    helped(world, "Ann", "Ben", 60, 120)
    (line,) = statement(world, "Ben").lines
    assert (line.service_date, line.written_on, line.other) == (TODAY - timedelta(days=60), TODAY, "Ann")


def test_a_statement_says_how_much_was_agreed_and_not_written_down(world: World, clock: HandClock) -> None:
    for back in (14, 7, 0):
        helped(world, "Ann", "Ben", back, 45)
    assert statement(world, "Ann").unrecorded == (0, 0)
    clock.move(days=8)
    assert statement(world, "Ann").unrecorded == (1, 45)


def test_somebody_new_has_an_empty_statement(world: World) -> None:
    found = statement(world, "Zoe")
    assert (found.opening_minutes, found.closing_minutes, found.lines, found.pending) == (0, 0, (), ())


def test_nobody_reads_the_statement_of_another_but_a_coordinator_of_their_area(world: World) -> None:
    lived(world)
    ben, ann = world.member("Ben"), world.ids["Ann"]
    with pytest.raises(NotFound):
        world.app.see(ben, statements.statement, ann)
    with pytest.raises(NotFound):
        world.app.see(ben, statements.member_named, "Ann")
    with pytest.raises(NotFound):
        world.app.see(world.holder("Ada", Role.ADMINISTRATOR), statements.statement, ann)
    assert world.app.see(world.coordinator(), statements.statement, ann).closing_minutes == 105
    with pytest.raises(NotFound):
        world.app.see(world.coordinator(), statements.statement, "nobody")


def test_a_statement_does_not_end_before_it_begins(world: World) -> None:
    with pytest.raises(InvalidInput):
        statement(world, "Ann", 1, 2)


def test_the_file_holds_the_same_lines_and_no_formula(world: World) -> None:
    lived(world)
    ann = world.member("Ann")
    text = world.app.see(ann, statements.statement_csv, world.ids["Ann"])
    rows = list(csv.DictReader(io.StringIO(text)))
    found = statement(world, "Ann")
    assert [int(row["balance"]) for row in rows[:-1]] == [line.balance_minutes for line in found.lines]
    assert (rows[-1]["state"], rows[-1]["balance"], rows[-1]["given"]) == ("pending", "", "15")
    assert sum(int(row["given"]) for row in rows[:-1]) == 180


def test_a_member_is_named_by_name_address_or_id(world: World) -> None:
    world.member("Zoë Ní Dhomhnaill", "zoe@example.org")
    cora, zoe = world.coordinator(), world.ids["Zoë Ní Dhomhnaill"]
    for words in ("zoe ni dhomhnaill", " Zoe@Example.org ", zoe):
        assert world.app.see(cora, statements.member_named, words) == zoe
    with pytest.raises(NotFound, match="no member with the name"):
        world.app.see(cora, statements.member_named, "Nobody")
    world.app.do(cora, members.add, world.key(), "Zoë Ní Dhomhnaill", invite=False)
    with pytest.raises(InvalidInput, match="more than one"):
        world.app.see(cora, statements.member_named, "Zoë Ní Dhomhnaill")
