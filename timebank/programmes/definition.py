"""A programme as a file people can read and change: its roles, questions, rules and criteria."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib import resources
from pathlib import Path
from typing import TypeVar

from matching import Criterion, Programme, Rule
from matching.people import Objective, ProgrammeKind, plain
from timebank.errors import Refused
from timebank.programmes.care import Care, care_of
from timebank.programmes.parsing import Table, criterion_of, rule_of, strength_of
from timebank.programmes.parts import FileFormat, Question, Role, format_of, question_of, role_of

Setting = bool | int | str
T = TypeVar("T", bound=str)

OBJECTIVES: tuple[Objective, ...] = ("score", "pairs", "coverage")
KINDS: tuple[ProgrammeKind, ...] = ("mentoring", "buddying", "help")
MINUTES_EACH, MOST_MINUTES_EACH = 120, 1440
MOST_IN_CIRCLE = 4
LETTERS = ("offered", "reminder", "matched", "ended")  # what a programme may add words of its own to
LONGEST_LETTER = 600


class ProgrammeUnreadable(Refused):
    """This programme cannot be read."""


@dataclass(frozen=True, slots=True)
class Definition:
    """One programme as its file says it; `role_column` names the role in each row where files are not told apart."""

    name: str
    title: str
    about: str
    kind: ProgrammeKind
    objective: Objective
    trio: bool
    roles: tuple[Role, ...]
    questions: tuple[Question, ...]
    rules: tuple[Rule, ...]
    criteria: tuple[Criterion, ...]
    settings: Mapping[str, Setting]
    labels: Mapping[str, str] = field(default_factory=dict)
    files: tuple[FileFormat, ...] = ()
    role_column: str = ""
    care: Care = field(default_factory=Care)
    letters: Mapping[str, str] = field(default_factory=dict)  # a paragraph of its own for some letters
    rules_off: tuple[Rule, ...] = ()  # those with off = true: they can be switched on again

    def role(self, name: str) -> Role:
        """The role of this name; raises ProgrammeUnreadable when there is none."""
        for role in self.roles:
            if role.name == name:
                return role
        names = " and ".join(role.name for role in self.roles)
        raise ProgrammeUnreadable(f"The programme {self.name} has no role {name!r}; its roles are {names}.")

    def programme(
        self, *, objective: str | None = None, values: Mapping[str, Mapping[str, str]] | None = None
    ) -> Programme:
        """What the matcher needs; `values` add words for the values of answers that live outside this file."""
        goal = _one_of("objective", objective or self.objective, OBJECTIVES)
        labels = {role.name: role.label for role in self.roles}
        labels |= {f"{role.name}s": role.plural for role in self.roles}
        words: dict[str, Mapping[str, str]] = {
            question.name: {option.value: option.label for option in question.options}
            for question in self.questions
            if question.options
        }
        return Programme(
            name=self.name,
            kind=self.kind,
            roles=tuple(role.name for role in self.roles),
            rules=self.rules,
            criteria=self.criteria,
            objective=goal,
            trio=self.trio,
            title=self.title,
            labels={**self.labels, **labels},
            values={**words, **(values or {})},
            minutes_each=self._whole("minutes_each", MINUTES_EACH),
            most_in_circle=self._whole("most_in_circle", MOST_IN_CIRCLE),
        )

    def _whole(self, name: str, usual: int) -> int:
        """A setting that is a whole number, where this programme has it."""
        value = self.settings.get(name, usual)
        return value if isinstance(value, int) else usual

    def with_settings(self, settings: Mapping[str, str]) -> Definition:
        """This programme with some settings, or strengths or points of criteria by their code, changed.

        Raises ProgrammeUnreadable for a name the programme does not have or a value that does not fit.
        """
        changed, criteria = dict(self.settings), {criterion.code: criterion for criterion in self.criteria}
        for name, value in settings.items():
            if name in changed:
                changed[name] = _setting(name, value, changed[name])
            elif name in criteria:
                criteria[name] = strength_of(criteria[name], value, ProgrammeUnreadable)
            else:
                known = ", ".join([*changed, *criteria])
                raise ProgrammeUnreadable(
                    f"The programme {self.name} has nothing called {name!r} to set, only {known}."
                )
        where = f"The programme {self.name}"
        care = care_of(changed, where, ProgrammeUnreadable)
        different = replace(self, settings=changed, criteria=tuple(criteria.values()), care=care)
        _check_help(different, where)
        return different


def starter_names() -> tuple[str, ...]:
    """The programmes that come with the time bank, in order of their names.

    >>> starter_names()
    ('buddying', 'help', 'mentor-match', 'mentoring')
    """
    files = resources.files("timebank.programmes").joinpath("starters").iterdir()
    return tuple(sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml")))


def starter_text(name: str) -> str:
    """The file of a programme that comes with the time bank, as its text."""
    return resources.files("timebank.programmes").joinpath("starters", f"{name}.toml").read_text(encoding="utf-8")


def load(name_or_path: str | Path) -> Definition:
    """A programme by the name of a starter or by the path of a file.

    Raises ProgrammeUnreadable with one sentence when there is none or when it does not make sense.
    """
    name = str(name_or_path)
    if name in starter_names():
        return parse(starter_text(name), where=name)
    path = Path(name_or_path)
    if not path.is_file():
        starters = ", ".join(starter_names())
        raise ProgrammeUnreadable(f"There is no programme {name!r}: give the path of a file, or one of {starters}.")
    try:
        return parse(path.read_text(encoding="utf-8-sig"), where=name)
    except (OSError, UnicodeDecodeError) as error:
        raise ProgrammeUnreadable(f"{name} cannot be read as text.") from error


def parse(text: str, *, where: str = "This programme") -> Definition:
    """A programme from its text; raises ProgrammeUnreadable with one sentence that names the place."""
    try:
        top = Table(tomllib.loads(text), where, ProgrammeUnreadable)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ProgrammeUnreadable(f"{where} is not written as TOML: {error}.") from error
    kind = _one_of("kind", top.text("kind"), KINDS)
    answers = _answers(top, where)
    orders = {name: one.texts("order") for name, one in answers.items()}
    roles = tuple(role_of(one) for one in top.tables("roles"))
    if len(roles) != (2 if kind == "mentoring" else 1) or len({role.name for role in roles}) != len(roles):
        raise ProgrammeUnreadable(f"{where} must name two different roles for mentoring, and one for other kinds.")
    names = tuple(role.name for role in roles)
    questions = tuple(question_of(one, names) for one in top.tables("questions"))
    labels = {question.name: question.label for question in questions}
    labels |= {name: one.text("label") for name, one in answers.items() if one.text("label", "")}
    files = top.table("files")
    role_column = files.text("role_column", "")
    formats = tuple(format_of(name, files.table(name), orders) for name in names if name in files)
    files.done()
    settings = top.settings("settings")
    rules = tuple((rule_of(one, names, orders), one.flag("off", False)) for one in top.tables("rules"))
    definition = Definition(
        name=top.text("name", longest=80),
        title=top.text("title"),
        about=top.text("about", ""),
        kind=kind,
        objective=_one_of("objective", top.text("objective", "coverage"), OBJECTIVES),
        trio=top.flag("trio", True),
        roles=roles,
        questions=questions,
        rules=tuple(rule for rule, is_off in rules if not is_off),
        criteria=tuple(criterion_of(one, names, orders, labels) for one in top.tables("criteria")),
        settings=settings,
        labels=labels,
        files=formats,
        role_column=role_column,
        care=care_of(settings, where, ProgrammeUnreadable),
        letters=_letters(top.table("letters")),
        rules_off=tuple(rule for rule, is_off in rules if is_off),
    )
    top.done()
    if not isinstance(definition.settings.get("respect_consent", True), bool):
        raise ProgrammeUnreadable(f"{where}: settings respect_consent must be true or false.")
    _check_codes(definition, where)
    _check_help(definition, where)
    return definition


def _answers(top: Table, where: str) -> dict[str, Table]:
    """The tables of answers by name, each name once, and no value twice in an order."""
    answers: dict[str, Table] = {}
    for one in top.tables("answers"):
        name = one.text("name")
        if name in answers:
            raise ProgrammeUnreadable(f"{where}: two answers have the name {name!r}.")
        order = [plain(value) for value in one.texts("order")]
        if len(order) == 1 or len(set(order)) != len(order):
            raise one.refuse("order must name at least two values, each once")
        one.text("label", "")
        one.done()
        answers[name] = one
    return answers


def _letters(table: Table) -> dict[str, str]:
    """The words a programme adds to its letters, by letter."""
    found = {name: table.text(name, "", longest=LONGEST_LETTER) for name in LETTERS}
    table.done()
    return {name: words for name, words in found.items() if words}


def _check_codes(definition: Definition, where: str) -> None:
    """Codes and question names stand for one thing each."""
    for what, names in (
        (
            "rules or criteria have the code",
            [rule.code for rule in (*definition.rules, *definition.rules_off)]
            + [one.code for one in definition.criteria],
        ),
        ("questions have the name", [question.name for question in definition.questions]),
    ):
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ProgrammeUnreadable(f"{where}: two {what} {twice[0]!r}.")


def _check_help(definition: Definition, where: str) -> None:
    """A programme of help says what is asked and offered, and what its circles are like."""
    if definition.kind != "help":
        return
    if sum(criterion.kind == "meets" for criterion in definition.criteria) != 1:
        raise ProgrammeUnreadable(f"{where} needs one criterion of the kind meets: what is asked for and offered.")
    for name, least, most in (("minutes_each", 1, MOST_MINUTES_EACH), ("most_in_circle", 2, MOST_IN_CIRCLE)):
        value = definition.settings.get(name, least)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ProgrammeUnreadable(f"{where}: settings {name} must be a whole number from {least} to {most}.")
    if not isinstance(definition.settings.get("evens_out", False), bool):
        raise ProgrammeUnreadable(f"{where}: settings evens_out must be true or false.")


def _one_of(what: str, value: str, allowed: tuple[T, ...]) -> T:
    for one in allowed:
        if one == value:
            return one
    raise ProgrammeUnreadable(f"The {what} must be one of {', '.join(allowed)}, not {value!r}.")


def _setting(name: str, value: str, before: Setting) -> Setting:
    """A setting given as text, in the type it had before."""
    if isinstance(before, bool):
        told = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}.get(value.lower())
        if told is None:
            raise ProgrammeUnreadable(f"{name} must be true or false, not {value!r}.")
        return told
    if isinstance(before, int):
        if not value.lstrip("-").isascii() or not value.lstrip("-").isdigit():
            raise ProgrammeUnreadable(f"{name} must be a whole number, not {value!r}.")
        return int(value)
    return value
