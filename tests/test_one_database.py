"""What one test leaves behind never reaches the next, though both use the same PostgreSQL database."""

import pytest
import sqlalchemy as sa
from one_database import OneDatabase


@pytest.fixture
def engine(one_postgresql_database: OneDatabase):
    engines = []

    def make() -> sa.Engine:
        engines.append(sa.create_engine(one_postgresql_database.ready()))
        return engines[-1]

    yield make
    for one in engines:
        one.dispose()
    one_postgresql_database.leave()


def count(engine: sa.Engine, table: str) -> int:
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()


def add_a_member(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.exec_driver_sql("INSERT INTO area (id, name) VALUES ('a', 'East')")


def test_rows_and_open_transactions_are_gone(one_postgresql_database: OneDatabase, engine) -> None:
    first = engine()
    add_a_member(first)
    left_open = first.connect()
    left_open.exec_driver_sql("SELECT * FROM area FOR UPDATE")
    made = one_postgresql_database.turns
    one_postgresql_database.leave()
    assert count(engine(), "area") == 0
    assert one_postgresql_database.turns == made + 1, "emptied, not made anew"
    left_open.invalidate()


@pytest.mark.parametrize(
    "harm",
    [
        "DROP TRIGGER {trigger} ON {table}",
        "ALTER TABLE {table} DISABLE TRIGGER {trigger}",
        "ALTER TABLE area ADD COLUMN more text",
        "CREATE TABLE another (id int)",
        "ALTER TABLE area RENAME TO region",
        "UPDATE alembic_version SET version_num = '0001'",
        "ALTER DATABASE {database} SET default_transaction_read_only = on",
    ],
)
def test_a_changed_shape_is_never_handed_on(one_postgresql_database: OneDatabase, engine, harm: str) -> None:
    first = engine()
    with first.begin() as connection:
        trigger, table = connection.exec_driver_sql(
            "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2"
        ).all()[0]
        names = {"trigger": trigger, "table": table, "database": f'"{one_postgresql_database.name}"'}
        connection.exec_driver_sql(harm.format(**names))
    first.dispose()
    one_postgresql_database.leave()
    add_a_member(engine())
    assert one_postgresql_database.turns == 1, "made anew"
