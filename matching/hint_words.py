"""Whom to look for, as one sentence a coordinator can read aloud; nothing that somebody keeps to themself is in it."""

from collections import Counter

from matching.people import Person, Pool
from matching.phrases import joined, says
from matching.recruit import OTHER_TIMES, TIMES, Hint

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
SPOKEN_ABOUT = ("meets", "contains", "share")


def say_hint(pool: Pool, hint: Hint, *, is_further: bool = False) -> str:
    """How many, of which role, free when, near where, who say what, and whom that would give somebody.

    A place has the name that somebody there gives it in the answer "place". `is_further` says that the hint comes
    on top of others.

    >>> from matching import Programme
    >>> from matching.recruit import Wanted
    >>> elgin = (57.65, -3.32)
    >>> people = tuple(Person(n, "mentee", answers={"place": ("IV30",)}, place=elgin) for n in range(5))
    >>> pool = Pool(people, (), Programme("p", "mentoring", ("mentee", "mentor")))
    >>> seats = tuple((person.number, person.role) for person in people)
    >>> say_hint(pool, Hint(Wanted("mentor", (), "on weekday mornings", elgin), 2, 3, 5, seats, frozenset()))
    'Two mentors free on weekday mornings near IV30, with three places each, would place five people.'
    """
    programme, wanted = pool.programme, hint.wanted
    who = programme.label(wanted.role) if hint.count == 1 else programme.plural(wanted.role)
    parts = [f"{_number(hint.count).capitalize()}{' more' if is_further else ''} {who}"]
    if wanted.times in TIMES and "week" not in hint.hidden:
        parts.append(f"free {wanted.times}")
    if near := _place_name(pool, hint):
        parts.append(f"near {near}")
    if fitting := _fitting(pool, hint):
        parts.append(fitting)
    people = f"{_number(hint.placed)}{' more' if is_further else ''} {'person' if hint.placed == 1 else 'people'}"
    return f"{' '.join(parts)}{_besides(hint)} would place {people}{_what_for(pool, hint)}."


def _besides(hint: Hint) -> str:
    """Their places, where each has several, and times that have no name, as an aside."""
    asides = []
    if hint.places > 1:
        asides.append(f"with {_number(hint.places)} places{' each' if hint.count > 1 else ''}")
    if hint.wanted.times == OTHER_TIMES and "week" not in hint.hidden:
        asides.append("free when the one left over is" if hint.placed == 1 else "free when those left over are")
    return f", {joined(asides)}," if asides else ""


def _fitting(pool: Pool, hint: Hint) -> str:
    """What they would have to say, with what may not be named only counted in."""
    several = hint.count > 1
    said: dict[str, list[str]] = {}
    for name, value in hint.wanted.answers:
        if name not in hint.hidden:
            said.setdefault(name, []).append(value)
    who = [says(pool.programme, name, values, several=several) for name, values in said.items()]
    is_more = any(name in hint.hidden for name, _ in hint.wanted.answers)
    more = f"whose {'other ' if who else ''}answers fit" if is_more else ""
    return " and ".join(filter(None, [f"who {joined(who)}" if who else "", more]))


def _what_for(pool: Pool, hint: Hint) -> str:
    """What those whom it would place ask for most, where they let that be shown and it is not said already."""
    programme = pool.programme
    if hint.wanted.role == programme.roles[0] and len(programme.roles) == 2:
        return ""  # it is the first role that asks for something
    wishes = [one for one in programme.criteria if one.kind in SPOKEN_ABOUT and one.strength != "off" and one.first]
    said = {name for name, _ in hint.wanted.answers}
    wishes = [one for one in wishes if not {one.first, one.second} & said]
    if programme.kind == "help" or not wishes:
        return ""
    wish = max(wishes, key=lambda one: one.points_for(1))
    people = [one for one in pool.people if (one.number, one.role) in hint.people and wish.first in one.shown]
    value, count = _most_said(people, wish.first)
    if not value or count < min(hint.placed, 2):
        return ""
    if hint.placed == 1:
        return f", who {says(programme, wish.first, [value])}"
    whole = "both" if count == 2 else "all"
    them = whole if count == hint.placed else _number(count)
    return f"; {them} of them {says(programme, wish.first, [value], several=True)}"


def _most_said(people: list[Person], answer: str) -> tuple[str, int]:
    """The value that most of some people give, as its first owner wrote it, and how many that are."""
    values = Counter(value for one in people for value in dict.fromkeys(one.values(answer)))
    return min(values.items(), key=lambda one: (-one[1], one[0]), default=("", 0))


def _place_name(pool: Pool, hint: Hint) -> str:
    """What those who live at the place call it; nothing where places do not matter or one keeps theirs back."""
    if hint.wanted.near is None or "place" in hint.hidden:
        return ""
    there = (one for one in pool.people if (one.number, one.role) in hint.people and one.place == hint.wanted.near)
    return next((name for one in there for name in one.values("place")), "")


def _number(number: int) -> str:
    return NUMBERS[number] if number < len(NUMBERS) else f"{number}"
