"""What a coordinator chooses for a programme in a few screens: read from its file, and written back into it; pure."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, cast

from matching import Criterion, Rule
from timebank.errors import InvalidInput
from timebank.members.checks import CHECKS
from timebank.members.rules import clean_words
from timebank.programmes.care import Care, care_of
from timebank.programmes.definition import LETTERS, LONGEST_LETTER, MINUTES_EACH, MOST_IN_CIRCLE, Definition, parse
from timebank.programmes.parts import Role

STRENGTHS = ("must", "high", "medium", "low", "off")
LONGEST_TITLE, LONGEST_LABEL = 80, 30
_IN_FILE = {"hours": "hours_recorded"}  # what a field of the care is called in the file, where it differs


@dataclass(frozen=True, slots=True)
class Circles:
    """How circles of help are made; for the kind help only."""

    minutes_each: int = MINUTES_EACH
    most_in_circle: int = MOST_IN_CIRCLE
    evens_out: bool = False


@dataclass(frozen=True, slots=True)
class Setup:
    """All that the screens ask: `rules` says which are on by their codes, `strengths` how each criterion counts.

    `check_months` says after how many months a check is looked at again; 0: it has no end.
    """

    title: str
    about: str
    needs_screening: bool
    check_months: int
    roles: tuple[Role, ...]
    rules: Mapping[str, bool]
    strengths: Mapping[str, str]
    care: Care
    letters: Mapping[str, str]
    circles: Circles


def setup_of(definition: Definition) -> Setup:
    """What a programme has chosen."""
    settings = definition.settings
    return Setup(
        definition.title,
        definition.about,
        settings.get("needs_screening") is True,
        check_months(definition),
        definition.roles,
        {one.code: True for one in definition.rules} | {one.code: False for one in definition.rules_off},
        {one.code: one.strength for one in definition.criteria},
        definition.care,
        dict(definition.letters),
        Circles(
            int(settings.get("minutes_each", MINUTES_EACH)),
            int(settings.get("most_in_circle", MOST_IN_CIRCLE)),
            settings.get("evens_out") is True,
        ),
    )


def check_months(definition: Definition) -> int:
    """After how many months a check is looked at again in a programme; 0: it has no end."""
    value = definition.settings.get("check_months", 0)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 120 else 0


def usual_end(definition: Definition, seen_on: date) -> date | None:
    """The last day on which a check seen on some day usually holds in a programme; None: it has no end.

    The same day of the month, or its last where that month is shorter.
    """
    months = check_months(definition)
    if not months:
        return None
    year, month = divmod(seen_on.year * 12 + seen_on.month - 1 + months, 12)
    return date(year, month + 1, min(seen_on.day, monthrange(year, month + 1)[1]))


def may_be_off(rule: Rule) -> bool:
    """Whether a coordinator may switch a rule off: not what protects the young, and not what a member insists on."""
    return rule.kind != "wish" and "age_group" not in (rule.first, rule.second)


def strengths_for(criterion: Criterion, now: str) -> tuple[str, ...]:
    """The strengths a criterion may have; what is true of one person alone keeps nobody apart, so it is no Must."""
    of_one = criterion.kind in ("waiting", "load", "reciprocity")
    return tuple(one for one in STRENGTHS if one == now or not (of_one and one == "must"))


def weeks_of(words: str) -> tuple[int, ...]:
    """Weeks as people write them; raises InvalidInput.

    >>> weeks_of("12, 4")
    (4, 12)
    """
    try:
        return care_of({"review_weeks": words}, "", InvalidInput).review_weeks
    except InvalidInput as error:
        raise InvalidInput("Please write weeks with commas between them, such as 4, 12, 24.") from error


def clean(definition: Definition, setup: Setup) -> Setup:
    """The same choices, tidied; raises InvalidInput with one sentence for what cannot be."""
    title = clean_words(" ".join(setup.title.split()), LONGEST_TITLE)
    if not title:
        raise InvalidInput("Please give the programme a name.")
    roles = tuple(_clean_role(one) for one in setup.roles)
    held = [one for one in (*definition.rules, *definition.rules_off) if not may_be_off(one)]
    for rule in held:
        if not setup.rules.get(rule.code, True) and rule in definition.rules:
            raise InvalidInput("One of these rules protects people and stays on.")
    if definition.kind == "help" and "off" in {
        setup.strengths.get(one.code, one.strength) for one in definition.criteria if one.kind == "meets"
    }:
        raise InvalidInput("Circles are made of what people ask for and offer, so that cannot be off.")
    letters = {name: clean_words(setup.letters.get(name, ""), LONGEST_LETTER) for name in LETTERS}
    about = clean_words(setup.about)
    return replace(setup, title=title, about=about, roles=roles, letters={k: v for k, v in letters.items() if v})


def _clean_role(one: Role) -> Role:
    label, plural = (clean_words(" ".join(words.split()), LONGEST_LABEL) for words in (one.label, one.plural))
    if not label:
        raise InvalidInput("Please say what each side is called, such as mentor.")
    if not 1 <= one.capacity <= 10:
        raise InvalidInput("Please say how many people somebody has room for at a time, from 1 to 10.")
    checks = tuple(kind for kind in CHECKS if kind in one.checks)
    return Role(one.name, label, plural or f"{label}s", one.capacity, checks)


def written(text: str, setup: Setup) -> str:
    """A programme's file with these choices in it; what did not change, comments too, stays word for word.

    Raises ProgrammeUnreadable for a file that cannot be read, InvalidInput for choices that cannot be.
    """
    import tomlkit  # brings much, and only this needs it

    definition = parse(text)
    before, after = setup_of(definition), clean(definition, setup)
    file = cast(MutableMapping[str, Any], tomlkit.parse(text))
    for name in ("title", "about"):
        _put(file, name, getattr(before, name), getattr(after, name))
    _write_roles(file, before, after)
    _write_settings(file, before, after)
    for rule in file.get("rules", ()):
        _put(rule, "off", not before.rules[rule["code"]], not after.rules.get(rule["code"], True))
    for criterion in file.get("criteria", ()):
        code = criterion["code"]
        strength = after.strengths.get(code, before.strengths[code])
        if strength != before.strengths[code]:
            criterion["strength"] = strength.capitalize()
            criterion.pop("points", None)  # each strength has its own
    if before.letters != after.letters:
        letters = file.setdefault("letters", tomlkit.table())
        for name in LETTERS:
            _put(letters, name, before.letters.get(name, ""), after.letters.get(name, ""))
    return tomlkit.dumps(file)


def _write_roles(file: MutableMapping[str, Any], before: Setup, after: Setup) -> None:
    by_name = {one.name: one for one in after.roles}
    for kept, old in zip(file["roles"], before.roles, strict=True):
        new = by_name.get(old.name, old)
        for name in ("label", "plural", "capacity"):
            _put(kept, name, getattr(old, name), getattr(new, name))
        if new.label != old.label and "plural" not in kept:
            kept["plural"] = new.plural
        _put(kept, "checks", list(old.checks), list(new.checks))


def _write_settings(file: MutableMapping[str, Any], before: Setup, after: Setup) -> None:
    import tomlkit

    old, new = _settings(before), _settings(after)
    changed = {name: value for name, value in new.items() if value != old[name]}
    if changed:
        settings = file.setdefault("settings", tomlkit.table())
        for name, value in changed.items():
            settings[name] = value


def _settings(setup: Setup) -> dict[str, bool | int | str]:
    """Every setting of the file that the screens ask for."""
    found: dict[str, bool | int | str] = {
        "needs_screening": setup.needs_screening,
        "check_months": setup.check_months,
    }
    for of in (setup.care, setup.circles):
        for one in fields(of):
            found[_IN_FILE.get(one.name, one.name)] = getattr(of, one.name)
    return found | {"review_weeks": ", ".join(map(str, setup.care.review_weeks))}


def _put(table: MutableMapping[str, Any], name: str, before: object, after: object) -> None:
    if before != after:
        table[name] = after


def new_text(starter: str, setup: Setup, taken: frozenset[str]) -> str:
    """The file of a new programme from a starter's text; its short name comes from its title and is its own."""
    import tomlkit

    file = cast(MutableMapping[str, Any], tomlkit.parse(written(starter, setup)))
    file["name"] = short_name(setup.title, taken)
    return tomlkit.dumps(file)


def short_name(title: str, taken: frozenset[str]) -> str:
    """A short name nobody else has, made of a title.

    >>> short_name("Tea & Talk!", frozenset({"tea-talk"}))
    'tea-talk-2'
    """
    plain = "".join(one if one.isalnum() else " " for one in title.casefold())
    stem = "-".join(plain.split())[:60] or "programme"
    names = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)
