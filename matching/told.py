"""What a member reads of why somebody was suggested: sentences made only of answers that both let be shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from matching.criteria import common_values
from matching.hours import say_together
from matching.people import Person, Programme
from matching.phrases import joined, kind_of_help
from matching.places import kilometres_apart
from matching.proposal import Reason
from matching.terms import Criterion

CLOSING = "It is only a suggestion: each of you decides."
MOST = 2


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence, and the code of the criterion it comes from; "" for the hours when both are free."""

    words: str
    code: str


def opening(programme: Programme) -> str:
    """What two people have in common before anything else."""
    return f"You both joined {programme.title or programme.name}."


def because(
    programme: Programme,
    reader: Person,
    other: Person,
    reasons: Sequence[Reason],
    *,
    zone: str = "UTC",
    reference: date | None = None,
) -> list[Told]:
    """Up to two sentences for the reader about the other, in the order of the programme's criteria.

    `reasons` are the pair's own. With a `reference` date, times both marked as showable are said in `zone`.
    """
    earned = {reason.code for reason in reasons}
    found: list[Told] = []
    for criterion in programme.criteria:
        if len(found) < MOST and criterion.code in earned and _may_be_shown(programme, criterion, reader, other):
            found.append(Told(_sentence(programme, criterion, reader, other), criterion.code))
    if "week" in reader.shown & other.shown and reference is not None and len(found) < MOST:
        together = say_together(reader.week, other.week, zone, reference, minutes=60)
        if not together.endswith("at no time"):
            found.append(Told(f"You are {together}.", ""))
    return found


def for_member(
    programme: Programme,
    member: Person,
    other: Person,
    reasons: Sequence[Reason],
    *,
    zone: str = "UTC",
    reference: date | None = None,
) -> tuple[str, ...]:
    """Two to four sentences for one of a pair, made only of answers that both allow to be shown, never a score.

    >>> walks = Criterion("w", "share", "Walks", (2,), first="w", second="w", told=("You both like {first}.",) * 2)
    >>> programme = Programme("p", "buddying", ("buddy",), criteria=(walks,), title="Buddies")
    >>> one, other = (Person(n, "buddy", answers={"w": ("hills",)}, shown=frozenset({"w"})) for n in (1, 2))
    >>> for_member(programme, one, other, [Reason("w", 2, "", "", "")])[:2]
    ('You both joined Buddies.', 'You both like hills.')
    """
    told = because(programme, member, other, reasons, zone=zone, reference=reference)
    return (opening(programme), *(one.words for one in told), CLOSING)


def _may_be_shown(programme: Programme, criterion: Criterion, reader: Person, other: Person) -> bool:
    """Whether every answer this criterion read of either person may be shown."""
    if not criterion.first:
        return False
    if programme.kind == "buddying":
        return {criterion.first, criterion.second} <= reader.shown & other.shown
    first, second = _in_order(programme, reader, other)
    return criterion.first in first.shown and criterion.second in second.shown


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
        return f"{criterion.label}: you said {said}, they {joined(_words(programme, theirs, other.values(theirs)))}."
    parts = list(dict.fromkeys(_parts(programme, criterion, reader, other)))
    return "; ".join([part.removesuffix(".") for part in parts[:1]] + [_begun_small(part) for part in parts[1:]]) + "."


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


def _begun_small(sentence: str) -> str:
    """A sentence as it follows another after a semicolon."""
    return f"{sentence[:1].lower()}{sentence[1:]}".removesuffix(".")
