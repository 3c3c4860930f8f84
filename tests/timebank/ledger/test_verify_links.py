"""What entries say of one another is proved: corrections, settled questions, keys, and the word of a second person."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from forging import without_guards
from ledger_world import TODAY, Ledger

from timebank.ledger import decisions, questions
from timebank.ledger.corrections import correct
from timebank.ledger.tables import decision, entry

Forge = Callable[[sa.Connection], None]


@pytest.fixture
def story(ledger: Ledger) -> Ledger:
    """A correction of one, a large one that two agreed on, and a question that was settled."""
    world, cora, cleo = ledger.world, ledger.world.coordinator("Cora"), ledger.world.coordinator("Cleo")
    small = ledger.record("Ann", "Ann", "Ben", 90, note="small")
    large = ledger.record("Ann", "Ann", "Ben", 700, TODAY - timedelta(days=1), note="large")
    asked = ledger.record("Ann", "Ann", "Ben", 120, TODAY - timedelta(days=2), note="asked")
    for one in (small, large):
        ledger.confirm("Ben", one)
    world.app.do(cora, correct, world.key(), small, 60, "we counted again")
    world.app.do(cora, correct, world.key(), large, 10, "it was written twice")
    (waiting,) = world.app.see(cleo, decisions.waiting)
    world.app.do(cleo, decisions.agree, world.key(), waiting.decision_id)
    world.app.do(ledger.person("Ben"), questions.question, world.key(), asked, 20, "much less")
    world.app.do(cora, questions.settle, world.key(), asked, 60, "we talked")
    assert ledger.proof().ok
    return ledger


def _id(connection: sa.Connection, note: str) -> str:
    return str(connection.execute(sa.select(entry.c.id).where(entry.c.note == note).limit(1)).scalar_one())


def _correction_of(connection: sa.Connection, note: str) -> "sa.ColumnElement[bool]":
    return entry.c.corrects_id == _id(connection, note)


def took_back_more_than_there_was(connection: sa.Connection) -> None:
    connection.execute(sa.update(entry).where(_correction_of(connection, "small")).values(minutes=91))


def corrects_what_does_not_count(connection: sa.Connection) -> None:
    asked = sa.select(entry.c.id).where(entry.c.note == "asked", entry.c.state == "closed").scalar_subquery()
    connection.execute(sa.update(entry).where(_correction_of(connection, "small")).values(corrects_id=asked))


def corrects_nothing(connection: sa.Connection) -> None:
    connection.execute(sa.update(entry).where(_correction_of(connection, "small")).values(corrects_id=None))


def corrects_between_others(connection: sa.Connection) -> None:
    strangers = sa.select(entry.c.id).where(entry.c.minutes == 77).scalar_subquery()
    connection.execute(sa.update(entry).where(_correction_of(connection, "small")).values(corrects_id=strangers))


def settles_what_nobody_questioned(connection: sa.Connection) -> None:
    small = _id(connection, "small")
    connection.execute(sa.update(entry).where(entry.c.settles_id.is_not(None)).values(settles_id=small))


def decided_alone(connection: sa.Connection) -> None:
    connection.execute(sa.update(decision).values(decided_by_id=decision.c.asked_by_id))


def agreed_and_taken_away(connection: sa.Connection) -> None:
    connection.execute(sa.update(decision).values(entry_id=_id(connection, "asked")))


def has_no_key(connection: sa.Connection) -> None:
    connection.execute(sa.update(entry).where(_correction_of(connection, "small")).values(key=""))


@pytest.mark.parametrize(
    ("forge", "sentence"),
    [
        (took_back_more_than_there_was, "does not fit the entry that it names"),
        (corrects_what_does_not_count, "does not fit the entry that it names"),
        (corrects_nothing, "does not fit the entry that it names"),
        (corrects_between_others, "does not fit the entry that it names"),
        (settles_what_nobody_questioned, "does not fit the question that it settles"),
        (decided_alone, "made by the one who asked for it"),
        (agreed_and_taken_away, "agreed is not in the ledger"),
        (has_no_key, "or one has none"),
    ],
)
def test_a_link_changed_behind_the_guards_is_found(story: Ledger, forge: Forge, sentence: str) -> None:
    tables = (entry, decision)
    with story.world.app.engine.connect() as connection:
        before = {table: [dict(row._mapping) for row in connection.execute(sa.select(table))] for table in tables}
    with without_guards(story) as connection:
        forge(connection)
    proof = story.proof()
    assert any(sentence in finding for finding in proof.findings), proof.findings
    with without_guards(story) as connection:  # put back as it was: the room's fixture proves the ledger at the end
        for table in reversed(tables):
            connection.execute(sa.delete(table))
        for table in tables:
            connection.execute(sa.insert(table), before[table])


def test_a_key_written_twice_is_found(story: Ledger) -> None:
    if story.world.app.engine.dialect.name == "sqlite":
        pytest.skip("a SQLite file cannot lose this guard without being made anew")
    with story.world.app.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE entry DROP CONSTRAINT uq_entry_key")
        keys = connection.execute(sa.select(entry.c.id, entry.c.key).order_by(entry.c.position)).all()
    with without_guards(story) as connection:
        connection.execute(sa.update(entry).where(entry.c.id == keys[0].id).values(key=keys[1].key))
    assert any("the same key" in finding for finding in story.proof().findings)
    with without_guards(story) as connection:
        connection.execute(sa.update(entry).where(entry.c.id == keys[0].id).values(key=keys[0].key))


def test_values_of_a_kind_no_column_holds_are_told_and_stop_nothing(story: Ledger) -> None:
    if story.world.app.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL keeps the kind of each column by itself")
    for column, value in (("minutes", "'many'"), ("position", "'first'"), ("note", "x'ff'"), ("service_date", "12")):
        with without_guards(story) as connection:
            connection.exec_driver_sql("CREATE TABLE spare AS SELECT * FROM entry")
            connection.exec_driver_sql(f"UPDATE entry SET {column} = {value} WHERE note = 'small'")
        assert not story.proof().ok
        with without_guards(story) as connection:
            connection.exec_driver_sql("DELETE FROM entry")
            connection.exec_driver_sql("INSERT INTO entry SELECT * FROM spare")
            connection.exec_driver_sql("DROP TABLE spare")
