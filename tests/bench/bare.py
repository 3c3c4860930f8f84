"""Recording and confirming as a bare SQL programme by the driver: the same rows under the same head lock, no more."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from timebank.db import open_engine

ROW_TABLES = ("write_key", "exchange", "entry", "entry_move", "event", "letter", "link")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pattern:
    """The rows the service wrote for one exchange, as the driver gives them, in the order they were written."""

    rows: dict[str, list[Row]]

    @property
    def payer_id(self) -> str:
        """The account minutes come from."""
        return str(self.rows["entry"][0]["from_account_id"])

    @property
    def helper_id(self) -> str:
        """The account minutes go to."""
        return str(self.rows["entry"][0]["to_account_id"])


def pattern_of(url: str, entry_id: str, keys: tuple[str, str]) -> Pattern:
    """All that the service wrote for one entry recorded and confirmed under `keys`."""
    bare = Bare(url)
    (entry,) = bare.read("entry", "id", entry_id)
    rows = {
        "exchange": bare.read("exchange", "id", entry["exchange_id"]),
        "entry": [entry],
        "entry_move": bare.read("entry_move", "entry_id", entry_id),
        "event": bare.read("event", "subject_id", entry_id),
        "letter": [
            letter
            for start in ("confirm", "confirmed")
            for letter in bare.read_like("letter", "key", f"{start}:{entry_id}:%")
        ],
        "link": bare.read("link", "subject_id", entry_id),
        "write_key": [row for key in keys for row in bare.read("write_key", "key", key)],
    }
    for row in rows["event"]:
        del row["number"]
    bare.close()
    assert [len(rows[name]) for name in ROW_TABLES] == [2, 1, 1, 1, 2, 2, 1], (
        "an exchange wrote other rows than thought"
    )
    return Pattern(rows)


@dataclass(slots=True)
class Bare:
    """One connection of the driver, prepared as the service's own is, and the SQL that was written down beforehand."""

    url: str
    engine: sa.Engine = field(init=False)
    connection: Any = field(init=False)
    cursor: Any = field(init=False)
    sql: dict[str, str] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.engine = open_engine(self.url)
        self.connection = self.engine.raw_connection()
        self.cursor = self.connection.cursor()

    @property
    def is_postgresql(self) -> bool:
        """Which of the two databases this is."""
        return self.engine.dialect.name == "postgresql"

    def close(self) -> None:
        """Let go of the connection."""
        self.connection.rollback()
        self.cursor.close()
        self.connection.close()
        self.engine.dispose()

    def run(self, sql: str, values: tuple[Any, ...] = ()) -> None:
        """One statement, written with question marks."""
        if self.is_postgresql:
            sql = self.sql.setdefault(sql, sql.replace("?", "%s"))
        self.cursor.execute(sql, values)

    def read(self, table: str, column: str, value: str) -> list[Row]:
        """The rows of a table with a value."""
        return self._read(f'SELECT * FROM {table} WHERE "{column}" = ?', value)

    def read_like(self, table: str, column: str, value: str) -> list[Row]:
        """The rows of a table with a value of a form."""
        return self._read(f'SELECT * FROM {table} WHERE "{column}" LIKE ?', value)

    def _read(self, sql: str, value: str) -> list[Row]:
        self.run(sql, (value,))
        names = [one[0] for one in self.cursor.description]
        return [dict(zip(names, row, strict=True)) for row in self.cursor.fetchall()]

    def add(self, table: str, row: Row) -> None:
        """One row."""
        sql = self.sql.get(table)
        if sql is None:
            names = ", ".join(f'"{name}"' for name in row)
            sql = self.sql[table] = f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})"
        self.run(sql, tuple(row.values()))

    def write_pair(self, pattern: Pattern) -> None:
        """One exchange from beginning to end: recorded in one transaction, confirmed in the next."""
        made = {name: secrets.token_hex(10) for name in ("exchange", "entry")}
        self._in_transaction(lambda position: self._record(pattern, made, position))
        self._in_transaction(lambda position: self._confirm(pattern, made, position))

    def _in_transaction(self, write: Callable[[int], None]) -> None:
        if self.is_postgresql:  # the driver itself begins a transaction
            self.run("SELECT position, hash FROM chain_head WHERE id = 1 FOR NO KEY UPDATE")
        else:
            self.run("BEGIN IMMEDIATE")
            self.run("SELECT position, hash FROM chain_head WHERE id = 1")
        position = self.cursor.fetchone()[0]
        write(position + 1)
        if self.is_postgresql:
            self.connection.commit()
        else:
            self.run("COMMIT")

    def _record(self, pattern: Pattern, made: dict[str, str], position: int) -> None:
        entry = pattern.rows["entry"][0]
        self.add("write_key", pattern.rows["write_key"][0] | {"key": secrets.token_hex(10), "answer": made["entry"]})
        self.add("exchange", pattern.rows["exchange"][0] | {"id": made["exchange"]})
        self.add(
            "entry",
            entry
            | {
                "id": made["entry"],
                "position": position,
                "exchange_id": made["exchange"],
                "state": "pending",
                "key": f"entry:{made['entry']}",
            },
        )
        self._advance(position, entry["hash"])
        self._change(pattern.payer_id, 0, entry["minutes"])
        self._tell(pattern, 0, made)
        self.add("link", pattern.rows["link"][0] | {"digest": secrets.token_hex(32), "subject_id": made["entry"]})

    def _confirm(self, pattern: Pattern, made: dict[str, str], position: int) -> None:
        minutes, move = pattern.rows["entry"][0]["minutes"], pattern.rows["entry_move"][0]
        self.add("write_key", pattern.rows["write_key"][1] | {"key": secrets.token_hex(10), "answer": made["entry"]})
        self.run("UPDATE entry SET state = 'posted' WHERE id = ? AND state = 'pending'", (made["entry"],))
        self.add("entry_move", move | {"id": secrets.token_hex(10), "position": position, "entry_id": made["entry"]})
        self._advance(position, move["hash"])
        self._change(pattern.payer_id, -minutes, -minutes)
        self._change(pattern.helper_id, minutes, 0)
        self._tell(pattern, 1, made)

    def _advance(self, position: int, hash_now: str) -> None:
        self.run("UPDATE chain_head SET position = ?, hash = ? WHERE id = 1", (position, hash_now))

    def _change(self, account_id: str, balance: int, reserved: int) -> None:
        self.run(
            "UPDATE account SET balance_minutes = balance_minutes + ?, reserved_minutes = reserved_minutes + ?"
            " WHERE id = ?",
            (balance, reserved, account_id),
        )

    def _tell(self, pattern: Pattern, step: int, made: dict[str, str]) -> None:
        letter_id = secrets.token_hex(10)
        self.add("event", pattern.rows["event"][step] | {"subject_id": made["entry"]})
        one = {"id": letter_id, "key": f"{step}:{made['entry']}", "message_id": f"<{letter_id}@example.org>"}
        self.add("letter", pattern.rows["letter"][step] | one)
