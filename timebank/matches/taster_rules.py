"""What is true of short first meetings: how each may move on, what can be said of it, what the final round makes of it.

All of it is pure.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType as fixed
from typing import Literal
from zoneinfo import ZoneInfo

from matching import Criterion, Person, Programme, make_rule
from matching.criteria import meets_must
from matching.rules import allows, musts
from timebank.access import May
from timebank.errors import AlreadyDecided, InvalidInput, Refused
from timebank.matches.rules import LAST_MINUTE, TooLate
from timebank.members.rules import clean_words

TasterState = Literal["draft", "asked", "closed", "discarded"]
TASTER_STATES: tuple[TasterState, ...] = ("draft", "asked", "closed", "discarded")

# Every move a short meeting can make, and what its mover must be allowed to do (one of these); no other move exists.
TASTER_MOVES: Mapping[tuple[TasterState, TasterState], frozenset[May]] = fixed(
    {
        ("draft", "asked"): frozenset({May.APPROVE_SUGGESTION}),
        ("draft", "discarded"): frozenset({May.REVIEW_SUGGESTION, May.RUN_MATCHING, May.TAKE_PART}),
        ("asked", "discarded"): frozenset({May.REVIEW_SUGGESTION, May.TAKE_PART}),
        ("asked", "closed"): frozenset({May.RUN_MATCHING, May.ANSWER_SUGGESTION}),  # on its day, or all have spoken
    }
)
SAYS = fixed({"yes": "Yes, gladly", "perhaps": "Perhaps", "no": "Rather not"})
MINUTES = 20
USUAL, FURTHEST = timedelta(days=21), timedelta(days=92)
REMIND_BEFORE = timedelta(days=3)
COUNTS_FOR = timedelta(days=182)  # what two said after meeting; a no counts for good

MET, BOTH_YES, YES_AND_PERHAPS = "first_step_met", "first_step_both_yes", "first_step_yes_and_perhaps"
CODES = frozenset({MET, BOTH_YES, YES_AND_PERHAPS})
ANYBODY = "anybody"
CRITERIA = (
    Criterion(BOTH_YES, "share", "After meeting briefly", (24,), "high", BOTH_YES, BOTH_YES),
    Criterion(
        YES_AND_PERHAPS, "share", "Met briefly, with a perhaps", (8,), "medium", YES_AND_PERHAPS, YES_AND_PERHAPS
    ),
)
SAID_WORDS = {BOTH_YES: "said yes", YES_AND_PERHAPS: "are open to it"}
RULE = make_rule(MET, "share", "they are not among those who met briefly in the first step", first=MET)


class NoFirstStep(Refused):
    """This programme has no first step with short meetings. It can be chosen where the programme is set up."""


class StillMeeting(Refused):
    """People of this programme are still meeting for the first time. Close the first step, then run the final round."""


def check_taster_move(before: TasterState, after: TasterState, may: May) -> None:
    """Go on only along a move of the table, made under one of its permissions; raises AlreadyDecided."""
    if may not in TASTER_MOVES.get((before, after), frozenset()):
        raise AlreadyDecided


def check_sayable(state: TasterState, closes_at: datetime | None, now: datetime) -> None:
    """Whether somebody can still say how a short meeting was; raises AlreadyDecided, TooLate."""
    if state != "asked":
        raise AlreadyDecided
    if closes_at is None or closes_at <= now:
        raise TooLate


def clean_said(said: str, words: str) -> tuple[str, str]:
    """What somebody says of a short meeting, as it is kept."""
    if said not in SAYS:
        raise InvalidInput("Please choose yes, perhaps or no. There is no wrong answer.")
    return said, clean_words(words)


def clean_arrangement(words: str) -> str:
    """How two people come to meet, in a coordinator's words; nobody is asked without them."""
    kept = clean_words(words)
    if not kept:
        raise InvalidInput("Please say how they come to meet: where and when, or that you will ring to arrange it.")
    return kept


def taster_closes(now: datetime, until: date | None, zone: str) -> datetime:
    """The last minute of the day until which people can say how it was; three weeks where no day is named."""
    local = ZoneInfo(zone)
    today = now.astimezone(local).date()
    day = until or today + USUAL
    if not today < day <= today + FURTHEST:
        raise InvalidInput("Please choose a last day between tomorrow and three months from now.")
    return datetime.combine(day, LAST_MINUTE, local).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Tasted:
    """Two numbers who were asked to meet briefly, and what each said; empty where nothing was said."""

    first: int
    second: int
    said: tuple[str, str]

    @property
    def both(self) -> tuple[int, int]:
        """The two, the lower first."""
        return min(self.first, self.second), max(self.first, self.second)

    @property
    def went(self) -> str:
        """The code of the points they earn; empty where one said neither yes nor perhaps, or nobody said yes."""
        if self.said == ("yes", "yes"):
            return BOTH_YES
        return YES_AND_PERHAPS if set(self.said) == {"yes", "perhaps"} else ""


def with_tasted(
    programme: Programme,
    people: Sequence[Person],
    tasted: Iterable[Tasted],
    apart: Collection[tuple[int, int]],
    pinned: Iterable[tuple[int, int]],
) -> tuple[Programme, tuple[Person, ...]]:
    """The programme and people of a final round: who met somebody usable is matched among those only.

    Usable are those who did not say no, nor are kept apart by a bond, a rule or a Must, and who have room; `apart`
    holds pairs of numbers, lower first. Whoever has nobody usable is in the ordinary pool, beside anybody of the
    other role, or among equals beside others in it. Two who both said yes get points, fewer where one said perhaps.
    A pinned pair counts as met. What is added to answers is never shown to members, and names nobody.
    """
    usable = [one for one in tasted if _may_meet(programme, people, one.first, one.second, apart)]
    if not usable:
        return programme, tuple(people)
    equals = programme.kind == "buddying"
    answers: dict[int, dict[str, list[str]]] = {one.number: {name: [] for name in CODES} for one in people}
    met = {one.both for one in usable} | {(min(pair), max(pair)) for pair in pinned if set(pair) <= answers.keys()}
    for pair in sorted(met):
        for number in pair:
            answers[number][MET].append(_mark(pair))
    for one in usable:
        for number in one.both if one.went else ():
            answers[number][one.went].append(_mark(one.both))
    for person in people:
        found = answers[person.number]
        if not found[MET] or (not equals and person.role != programme.roles[0]):
            found[MET].append(ANYBODY)
    marks = {_mark(one.both) for one in usable}
    return replace(
        programme,
        rules=(*programme.rules, RULE),
        criteria=(*programme.criteria, *CRITERIA),
        values={**programme.values, **{name: dict.fromkeys(marks, words) for name, words in SAID_WORDS.items()}},
    ), tuple(
        replace(one, answers={**one.answers, **{name: tuple(said) for name, said in answers[one.number].items()}})
        for one in people
    )


def without_tasted(programme: Programme) -> Programme:
    """A programme as it is for the first step, which looks at everybody anew."""
    return replace(
        programme,
        rules=tuple(one for one in programme.rules if one.code not in CODES),
        criteria=tuple(one for one in programme.criteria if one.code not in CODES),
    )


def _mark(pair: tuple[int, int]) -> str:
    return f"{pair[0]} and {pair[1]}"


def _may_meet(
    programme: Programme, people: Sequence[Person], one: int, other: int, apart: Collection[tuple[int, int]]
) -> bool:
    """Whether two who met briefly could be matched; each person stands at the place of their number."""
    first, second = people[one], people[other]
    if programme.kind == "mentoring" and first.role != programme.roles[0]:
        first, second = second, first
    roles = (programme.roles[0], programme.roles[-1])
    if (min(one, other), max(one, other)) in apart or (first.role, second.role) != roles:
        return False
    equals = programme.kind == "buddying"
    return (
        min(first.capacity, second.capacity) > 0
        and all(allows(rule, first, second, equals=equals) for rule in programme.rules)
        and all(meets_must(must, first, second, equals=equals) for must in musts(programme))
    )
