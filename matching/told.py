"""What a member reads of why somebody was suggested: sentences made only of answers that both let be shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from matching.criteria import answers_read, common_values, reasons
from matching.hours import say_together
from matching.people import Person, Programme
from matching.phrases import going_on, joined, kind_of_help
from matching.places import kilometres_apart
from matching.terms import Criterion

CLOSING = "It is only a suggestion: each of you decides."
MOST = 2


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence; of whom beside the reader it is, by number; and the answers of each that it is made of."""

    words: str
    other: int | None = None
    mine: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()


def for_member(
    programme: Programme,
    reader: Person,
    others: Sequence[Person],
    *,
    zone: str = "UTC",
    reference: date | None = None,
) -> list[Told]:
    """Two to four sentences for one of a pair or trio, made only of answers that both let be shown, never a score.

    Of one other up to two, in the order of the programme's criteria, and of several one each. With a `reference`
    date, times that both let be shown are said in `zone`.

    >>> walks = Criterion("w", "share", "Walks", (2,), first="w", second="w", told=("You both like {first}.",) * 2)
    >>> programme = Programme("p", "buddying", ("buddy",), criteria=(walks,), title="Buddies")
    >>> one, other = (Person(n, "buddy", answers={"w": ("hills",)}, shown=frozenset({"w"})) for n in (1, 2))
    >>> [told.words for told in for_member(programme, one, [other])][:2]
    ['You both joined Buddies.', 'You both like hills.']
    """
    is_pair = len(others) == 1
    found = [Told(f"You {'both' if is_pair else 'all'} joined {programme.title or programme.name}.")]
    for other in others:
        found += islice(_because(programme, reader, other, zone, reference), MOST if is_pair else 1)
    return [*found, Told(CLOSING)]


def _because(programme: Programme, reader: Person, other: Person, zone: str, reference: date | None) -> Iterator[Told]:
    """Why these two: a sentence for each criterion that earned points and may be shown, then when both are free."""
    earned = {reason.code for reason in reasons(programme, *_in_order(programme, reader, other))}
    for criterion in programme.criteria:
        mine, theirs = (answers_read(programme, criterion, one.role) for one in (reader, other))
        if (
            criterion.first
            and criterion.code in earned
            and reader.shown.issuperset(mine)
            and other.shown.issuperset(theirs)
        ):
            yield Told(_sentence(programme, criterion, reader, other), other.number, mine, theirs)
    if "week" in reader.shown & other.shown and reference is not None:
        together = say_together(reader.week, other.week, zone, reference, minutes=60)
        if not together.endswith("at no time"):
            yield Told(f"You are {together}.", other.number, ("week",), ("week",))


def _in_order(programme: Programme, reader: Person, other: Person) -> tuple[Person, Person]:
    """Two people by their roles; among equals the reader first."""
    return (reader, other) if reader.role == programme.roles[0] else (other, reader)


def _sentence(programme: Programme, criterion: Criterion, reader: Person, other: Person) -> str:
    """One criterion in a sentence to the reader, in the programme's own words where it has them."""
    if criterion.kind == "near" and reader.place is not None and other.place is not None:
        kilometres = kilometres_apart(reader.place, other.place)
        return f"You live about {kilometres} km apart." if kilometres else "You live in the same area."
    if criterion.kind == "reciprocity":
        return "It would help the hours that people give and get to even out."
    if criterion.kind == "steps":
        mine, theirs = (criterion.first, criterion.second)[:: 1 if reader.role == programme.roles[0] else -1]
        said = joined(_words(programme, mine, reader.values(mine)))
        return f"{criterion.label}: you said {said} and they {joined(_words(programme, theirs, other.values(theirs)))}."
    first, *more = dict.fromkeys(_parts(programme, criterion, reader, other))
    return "; ".join([first.removesuffix("."), *(going_on(part).removesuffix(".") for part in more)]) + "."


def _parts(programme: Programme, criterion: Criterion, reader: Person, other: Person) -> Iterator[str]:
    """What is in common: one sentence, or among equals one for each way round in which it is."""
    first, second = _in_order(programme, reader, other)
    ways = [(first, second, criterion.told[reader is second])]
    if programme.kind == "buddying" and criterion.kind in ("contains", "meets"):
        ways = [(reader, other, criterion.told[0]), (other, reader, criterion.told[1])]
    for one, another, words in ways:
        values = common_values(criterion, one, another)
        if not values:
            continue
        named = {"first": criterion.first, "second": criterion.second}
        said = {name: _listed(_words(programme, answer, values)) for name, answer in named.items()}
        both = "you both said " if criterion.kind in ("same", "share") else ""
        yield words.format(**said) if words else f"{criterion.label}: {both}{said['first']}."


def _words(programme: Programme, answer: str, values: Sequence[str]) -> list[str]:
    """Values of an answer as they stand in the middle of a sentence."""
    if answer in ("offers", "requests"):
        return list(dict.fromkeys(kind_of_help(programme, answer, value) for value in values))
    return [programme.say(answer, value) for value in values]


def _listed(parts: Sequence[str]) -> str:
    """Several parts as one list, told apart by a comma where one of them holds an "and" of its own.

    >>> _listed(["games", "tea and a talk"]), _listed(["games", "walks"])
    ('games, and tea and a talk', 'games and walks')
    """
    if len(parts) > 1 and any(" and " in part for part in parts):
        return f"{', '.join(parts[:-1])}, and {parts[-1]}"
    return joined(parts)
