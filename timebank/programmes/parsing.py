"""Reading the tables of a programme file: every wrong or misspelt entry becomes one sentence that names its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from string import Formatter
from typing import Any, get_args

from matching import Criterion, Rule, make_rule
from matching.terms import STRENGTH_POINTS, CriterionKind, RuleKind, points_of
from timebank.errors import Refused

LARGEST = 1_000_000  # enough for any programme, and small enough that no sum of points overflows
MOST_RARE = 20  # more would only make rounds slow
WITHOUT_ANSWER = ("overlap", "waiting", "load")
USUAL_ANSWER = {"near": "place", "reciprocity": "hours"}
LONGEST_TOLD = 200
COUNTED = ("share", "contains", "meets", "overlap", "waiting", "near", "load", "reciprocity")
IN_COMMON = ("same", "share", "contains", "meets")
WITHOUT_ORDER = "needs an order of its answer: add it under [[answers]]"


class Table:
    """One table of a programme file; `done` refuses entries that nothing has asked for."""

    def __init__(self, content: Mapping[str, Any], where: str, refusal: type[Refused]) -> None:
        """Hold what was read, the words for its place, and how to refuse."""
        self._content, self.where, self._refusal = content, where, refusal
        self._asked: set[str] = set()

    def __contains__(self, name: str) -> bool:
        """Whether the file says anything under this name."""
        return name in self._content

    def refuse(self, sentence: str) -> Refused:
        """The refusal for a sentence about this place."""
        return self._refusal(f"{self.where}: {sentence}.")

    def _get(self, name: str, kind: type, words: str, default: Any) -> Any:
        self._asked.add(name)
        value = self._content.get(name, default)
        if value is None:
            raise self.refuse(f"{name} is missing")
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.refuse(f"{name} must be {words}, not {value!r}")
        return value

    def text(self, name: str, default: str | None = None, longest: int = 2000) -> str:
        """Words; without a default they must be there and not blank, and never longer than `longest`."""
        value: str = self._get(name, str, "words in quotes", default)
        if len(value) > longest or "\x00" in value:
            raise self.refuse(f"{name} must not be longer than {longest} characters")
        if default is None and not value.strip():
            raise self.refuse(f"{name} is blank")
        return value

    def number(self, name: str, default: int) -> int:
        """A whole number from 0 to `LARGEST`."""
        value: int = self._get(name, int, "a whole number", default)
        if not 0 <= value <= LARGEST:
            raise self.refuse(f"{name} must be from 0 to {LARGEST}")
        return value

    def flag(self, name: str, default: bool) -> bool:
        """True or false."""
        value: bool = self._get(name, bool, "true or false", default)
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of words; one on its own will do, and none is an empty list."""
        self._asked.add(name)
        value = self._content.get(name, [])
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
            raise self.refuse(f"{name} must be a list of words in quotes")
        return tuple(values)

    def whole_numbers(self, name: str) -> tuple[int, ...]:
        """A list of whole numbers from 0 to `LARGEST`; one on its own will do."""
        self._asked.add(name)
        value = self._content.get(name, [])
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(one, int) and not isinstance(one, bool) and 0 <= one <= LARGEST for one in values):
            raise self.refuse(f"{name} must be whole numbers from 0 to {LARGEST}")
        return tuple(values)

    def table(self, name: str) -> Table:
        """A table inside this one, empty when it is not there."""
        return Table(self._get(name, dict, "a table", {}), f"{self.where}, {name}", self._refusal)

    def tables(self, name: str) -> tuple[Table, ...]:
        """A list of tables, each placed by its number."""
        rows = self._get(name, list, "a list of tables", [])
        if not all(isinstance(row, dict) for row in rows):
            raise self.refuse(f"{name} must be a list of tables, each under [[{name}]]")
        return tuple(Table(row, f"{self.where}, {name} {place}", self._refusal) for place, row in enumerate(rows, 1))

    def settings(self, name: str) -> dict[str, bool | int | str]:
        """A table of true, false, whole numbers and words."""
        content = self._get(name, dict, "a table", {})
        for key, value in content.items():
            if not isinstance(value, bool | int | str):
                raise self.refuse(f"{name} {key} must be true, false, a whole number or words")
        return dict(content)

    def answers(self, roles: tuple[str, ...]) -> tuple[str, str]:
        """The answer read from each side: one for both, one for each role, or a list of the first and the second."""
        self._asked |= {"answer", "answers"}
        both, each = self._content.get("answer"), self._content.get("answers")
        if isinstance(both, str) and both and each is None:
            return both, both
        if both is None and isinstance(each, dict) and len(roles) == 2 and each.keys() == set(roles):
            each = [each[role] for role in roles]
        if both is None and isinstance(each, list) and len(each) == 2 and all(isinstance(o, str) and o for o in each):
            return each[0], each[1]
        raise self.refuse("say the answer for both sides, or answers = { ROLE = ..., OTHER = ... }, or two in a list")

    def told(self, roles: tuple[str, ...]) -> tuple[str, str]:
        """What each side reads of a criterion: one sentence for both, one for each role, a list of two, or nothing."""
        self._asked.add("told")
        each = self._content.get("told", "")
        if isinstance(each, dict) and len(roles) == 2 and each.keys() == set(roles):
            each = [each[role] for role in roles]
        sides = [each, each] if isinstance(each, str) else each
        if not (isinstance(sides, list) and len(sides) == 2 and all(isinstance(one, str) for one in sides)):
            raise self.refuse("told must be a sentence, or told = { ROLE = ..., OTHER = ... }, or two in a list")
        if not all(map(_is_told, sides)):
            raise self.refuse("told must be a sentence of up to 200 characters with one {first} or {second} in it")
        return sides[0], sides[1]

    def done(self) -> None:
        """Refuse what nobody asked for: it is most likely misspelt."""
        unknown = sorted(self._content.keys() - self._asked)
        if unknown:
            raise self.refuse(f"{unknown[0]!r} means nothing here")


def _is_told(sentence: str) -> bool:
    """Whether a sentence has one place for what two people have in common; a blank one has none and needs none."""
    try:
        places = [rest for _, *rest in Formatter().parse(sentence) if rest[0] is not None]
    except ValueError:
        return False
    is_sentence = sentence.endswith(".") and len(sentence) <= LONGEST_TOLD
    return not sentence or (is_sentence and places in ([["first", "", None]], [["second", "", None]]))


def rule_of(one: Table, roles: tuple[str, ...], orders: Mapping[str, tuple[str, ...]]) -> Rule:
    """One hard rule from its table, whether it is on or off."""
    one.flag("off", False)
    kind = _kind(one, get_args(RuleKind))
    first, second = ("", "") if kind == "slot" else one.answers(roles)
    if len(roles) == 1 and first != second and kind != "wish":
        raise one.refuse("a rule among equals reads the same answer of both")
    unknown = one.text("unknown", "")
    if unknown not in ("", "allow", "refuse"):
        raise one.refuse("unknown must be allow or refuse")
    rule = make_rule(
        one.text("code", longest=40),
        kind,
        one.text("because"),
        first=first,
        second=second,
        unknown=unknown or None,  # type: ignore[arg-type]  # one of the two words, as asked above
        order=_order(one, first, second, orders) if kind in ("steps", "within") else (),
        least=one.number("least", 1) if kind == "steps" else 1,
        most=one.number("most", 2) if kind in ("steps", "within") else 2,
        minutes=one.number("minutes", 60) if kind == "slot" else 60,
        unless=one.texts("unless") if kind == "travel" else (),
    )
    if (rule.least > rule.most and kind == "steps") or rule.minutes < 1:
        raise one.refuse("least must not be above most, and a slot must have minutes")
    one.done()
    return rule


def criterion_of(
    one: Table, roles: tuple[str, ...], orders: Mapping[str, tuple[str, ...]], labels: Mapping[str, str]
) -> Criterion:
    """One criterion from its table; its label is that of its answer unless it has its own."""
    kind = _kind(one, get_args(CriterionKind))
    strength = one.text("strength", "medium").lower()
    if strength not in STRENGTH_POINTS:
        raise one.refuse("strength must be Must, High, Medium, Low or Off")
    first, second = _answers(one, kind, roles)
    points = one.whole_numbers("points") or points_of(strength, kind)
    if kind != "steps" and len(points) != 1:
        raise one.refuse("points must be one whole number")
    code = one.text("code", longest=40)
    criterion = Criterion(
        code=code,
        kind=kind,
        label=one.text("label", labels.get(first, code.replace("_", " ").capitalize())),
        points=points,
        strength=strength,
        first=first,
        second=second,
        order=_order(one, first, second, orders) if kind == "steps" else (),
        most=one.number("most", 2 if kind == "reciprocity" else 1) if kind in COUNTED else 1,
        minutes=one.number("minutes", 60) if kind == "overlap" else 60,
        days=one.number("days", 30) if kind == "waiting" else 30,
        note=one.text("note", ""),
        kilometres=one.number("kilometres", 2) if kind == "near" else 2,
        rare=one.number("rare", 1) if kind in ("share", "contains", "meets") else 1,
        told=one.told(roles) if kind in IN_COMMON else ("", ""),
    )
    for name, value in (("days", criterion.days), ("kilometres", criterion.kilometres), ("rare", criterion.rare)):
        if value < 1:
            raise one.refuse(f"{name} must be 1 or more")
    if criterion.rare > MOST_RARE or (kind == "near" and criterion.most > MOST_RARE):
        raise one.refuse(f"rare and the most of near must be {MOST_RARE} or less")
    one.done()
    return criterion


def _answers(one: Table, kind: str, roles: tuple[str, ...]) -> tuple[str, str]:
    """The answers a criterion reads; some kinds read none, and some have a usual one."""
    if kind in WITHOUT_ANSWER:
        return "", ""
    usual = USUAL_ANSWER.get(kind)
    return (usual, usual) if usual and "answer" not in one and "answers" not in one else one.answers(roles)


def strength_of(criterion: Criterion, value: str, refusal: type[Refused]) -> Criterion:
    """A criterion with another strength (must, high, medium, low, off) or with so many points."""
    strength = value.lower()
    if strength in STRENGTH_POINTS:
        points = points_of(strength, criterion.kind)
        return replace(criterion, strength=strength, points=points)
    if value.isascii() and value.isdigit() and len(value) <= 6 and criterion.kind != "steps":
        return replace(criterion, points=(int(value),))
    or_points = "" if criterion.kind == "steps" else " or a number of points up to 999999"
    raise refusal(f"{criterion.code} must be must, high, medium, low, off{or_points}, not {value!r}.")


def _kind(one: Table, kinds: tuple[Any, ...]) -> Any:
    kind = one.text("kind")
    if kind not in kinds:
        raise one.refuse(f"kind must be one of {', '.join(kinds)}, not {kind!r}")
    return kind


def _order(one: Table, first: str, second: str, orders: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    order = orders.get(first) or orders.get(second)
    if not order:
        raise one.refuse(f"{first} {WITHOUT_ORDER}")
    return order
