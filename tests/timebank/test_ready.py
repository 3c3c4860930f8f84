"""Statements that are worked out once: they are not worked out again, and a refused one spoils nothing after it."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from world import START, World

from timebank.access import Caller
from timebank.app import App
from timebank.ledger import actions
from timebank.ledger.rules import Holder
from timebank.ledger.tables import account, chain_head
from timebank.ready import Ready

MANY = 300  # more than a driver keeps by itself
DAY = START.date()


def hours(world: World, helper: Caller, helped: Caller, day: date) -> None:
    """An hour from its writing down to the other side's yes."""
    sides = {"giver": Holder("member", helper.member_id or ""), "receiver": Holder("member", helped.member_id or "")}
    entry_id = world.app.do(helper, actions.record, world.key(), **sides, service_date=day, minutes=60)
    world.app.do(helped, actions.confirm, world.key(), entry_id)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_asked_every_time_stays_worked_out_however_much_was_asked_before(app: App, world: World) -> None:
    ann, ben = world.member("Ann"), world.member("Ben")
    worked_out: list[tuple[object, ...]] = []

    def notice(*told: object) -> int:  # SQLite asks it of each part of a statement it works out
        worked_out.append(told)
        return 0

    with app.engine.connect() as connection:
        for number in range(MANY):
            connection.exec_driver_sql(f"SELECT {number}").all()
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.set_authorizer(notice)
    for days in range(3):
        worked_out.clear()
        hours(world, ann, ben, DAY - timedelta(days=days))
    assert [told for told in worked_out if told[0] != 22] == []  # 22: BEGIN and COMMIT


def test_after_a_refused_statement_the_same_connection_carries_out_the_next(app: App, world: World) -> None:
    another = Ready(sa.insert(chain_head))
    with app.engine.begin() as connection:
        with pytest.raises(sa.exc.IntegrityError), connection.begin_nested():
            another.write(connection, {"id": 1, "position": 5, "hash": "x"})
        assert Ready(sa.select(chain_head.c.position)).value(connection) == 0


def test_whoever_begins_to_listen_hears_of_every_later_statement(app: App, world: World) -> None:
    heard: list[str] = []
    head = Ready(sa.select(chain_head.c.position))
    with app.engine.begin() as connection:
        head.value(connection)
    sa.event.listen(app.engine, "before_cursor_execute", lambda _c, _u, sql, *_: heard.append(sql))
    with app.engine.begin() as connection:
        head.value(connection)
    assert any("chain_head" in sql for sql in heard)


def test_what_was_found_stays_when_the_next_is_asked(app: App, world: World) -> None:
    of_kind = Ready(sa.select(account.c.id).where(account.c.kind == sa.bindparam("kind")))
    with app.engine.begin() as connection:
        (pot,), (opening,) = (of_kind.rows(connection, {"kind": kind}) for kind in ("pot", "opening"))
    assert pot.id != opening.id
