"""The small parts of a programme file: roles, questions and the columns of files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from timebank.members.checks import CHECKS
from timebank.programmes.parsing import Table

QuestionKind = Literal["choice", "choices", "words", "yes_no"]
QUESTION_KINDS: tuple[QuestionKind, ...] = ("choice", "choices", "words", "yes_no")


@dataclass(frozen=True, slots=True)
class Role:
    """One side of a programme; `capacity` is how many matches a person in it has room for unless they say.

    Nobody in it is ready before each of `checks` was seen and is in date.
    """

    name: str
    label: str
    plural: str
    capacity: int
    checks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be chosen: the value that is kept, and the words people see."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a programme; `role` is empty when everybody is asked.

    A sensitive answer is never ticked beforehand: its owner says that it may be used, and that it may be shown.
    """

    name: str
    label: str
    kind: QuestionKind
    options: tuple[Option, ...] = ()
    role: str = ""
    sensitive: bool = False
    help: str = ""


@dataclass(frozen=True, slots=True)
class FileColumn:
    """Which column of a file holds which answer.

    `separator` splits several values in one cell; the answer counts only where `consent_column` holds
    `consent_value` (both empty: being filled in is consent); `order` names the only values allowed.
    """

    column: str
    answer: str
    separator: str = ""
    consent_column: str = ""
    consent_value: str = ""
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileFormat:
    """How a role's file is told (a column only it has), and which columns it holds."""

    role: str
    told_by: str
    id_column: str
    name_columns: tuple[str, ...]
    capacity_column: str
    columns: tuple[FileColumn, ...]


def role_of(one: Table) -> Role:
    """One role from its table."""
    name = one.text("name", longest=20)
    label = one.text("label", name)
    checks = one.texts("checks")
    unknown = sorted(set(checks) - set(CHECKS))
    if unknown:
        raise one.refuse(f"there is no check called {unknown[0]!r}, only {', '.join(CHECKS)}")
    role = Role(name, label, one.text("plural", f"{label}s"), one.number("capacity", 1), checks)
    one.done()
    return role


def question_of(one: Table, roles: tuple[str, ...]) -> Question:
    """One question from its table."""
    given, role = one.text("kind"), one.text("role", "")
    kind: QuestionKind | None = next((kind for kind in QUESTION_KINDS if kind == given), None)
    if kind is None:
        raise one.refuse(f"kind must be one of {', '.join(QUESTION_KINDS)}, not {given!r}")
    if role and role not in roles:
        raise one.refuse(f"there is no role {role!r}")
    options = tuple(Option(option.text("value"), option.text("label")) for option in one.tables("options"))
    if (kind in ("choice", "choices")) != bool(options):
        raise one.refuse("a choice needs options, and only a choice has them")
    question = Question(
        one.text("name", longest=40),
        one.text("label"),
        kind,
        options,
        role,
        one.flag("sensitive", False),
        one.text("help", ""),
    )
    one.done()
    return question


def format_of(role: str, one: Table, orders: Mapping[str, tuple[str, ...]]) -> FileFormat:
    """How one role's file is laid out, from its table."""
    columns = []
    for column in one.tables("columns"):
        answer = column.text("answer")
        columns.append(
            FileColumn(
                column.text("column"),
                answer,
                column.text("separator", ""),
                column.text("consent_column", ""),
                column.text("consent_value", ""),
                orders.get(answer, ()),
            )
        )
        column.done()
    one.texts("ignored")
    result = FileFormat(
        role,
        one.text("told_by", ""),
        one.text("id"),
        one.texts("name"),
        one.text("capacity", ""),
        tuple(columns),
    )
    one.done()
    return result
