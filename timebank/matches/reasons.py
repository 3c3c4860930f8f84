"""The reasons of a suggestion as they are kept: each with the answers it rests on, and without those kept back."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

import sqlalchemy as sa

from matching import Person, Programme, SuggestedPair
from timebank.matches.cards import ReasonCard
from timebank.matches.pool import WEEK, Gathered, Sentence
from timebank.matches.tables import suggestion, suggestion_person
from timebank.matches.taster_rules import CODES
from timebank.programmes.reads import shown_now
from timebank.work import Work

WITHHELD = "Something they both said"
WITHHELD_TOO = ("Something else they both said", "A third thing they both said", "One more thing they both said")
Shown = Mapping[str, frozenset[str]]  # by member, the answers they let be shown


@dataclass(frozen=True, slots=True)
class KeptReason:
    """One criterion's points; its words and both answers stay only while every answer in `rests_on` may be shown.

    `between` says in a trio or circle which two of its people the reason is about, in the order of the two answers.
    """

    code: str
    points: int
    words: str
    first_answer: str
    second_answer: str
    rests_on: tuple[tuple[str, str], ...] = ()  # member id, answer
    between: tuple[str, ...] = ()  # member ids

    def as_shown(self, shown: Shown) -> "KeptReason":
        """This reason, or only its points where somebody does not let an answer be shown."""
        if all(answer in shown.get(who, frozenset()) for who, answer in self.rests_on):
            return self
        return KeptReason("", self.points, WITHHELD, "", "", between=self.between)

    def card(self) -> ReasonCard:
        """What a coordinator reads."""
        return ReasonCard(self.code, self.points, self.words, self.first_answer, self.second_answer, self.between)


def kept_reasons(gathered: Gathered, links: Sequence[SuggestedPair]) -> list[KeptReason]:
    """What is kept of the matcher's reasons for a pair, or link by link for more; nothing kept back is in it."""
    tells_whom = len(links) > 1 or gathered.pool.programme.kind == "help"
    return told_apart(one for link in links for one in _kept_of_link(gathered, link, tells_whom=tells_whom))


def _kept_of_link(gathered: Gathered, link: SuggestedPair, *, tells_whom: bool) -> list[KeptReason]:
    numbers = (link.first, link.second)
    members = tuple(gathered.member_ids[number] for number in numbers)
    shown = {gathered.member_ids[number]: gathered.pool.people[number].shown for number in numbers}
    between = members if tells_whom else ()
    return [
        KeptReason(one.code, one.points, one.words, "", "", between=between)  # no answers: what two said after meeting
        if one.code in CODES
        else KeptReason(
            one.code,
            one.points,
            one.words,
            one.first_answer,
            one.second_answer,
            tuple(
                (gathered.member_ids[number], answer)
                for place, number in enumerate(numbers)
                for answer in answers_read(gathered.pool.programme, one.code, place, gathered.pool.people[number])
            ),
            between,
        ).as_shown(shown)
        for one in link.reasons
    ]


def answers_read(programme: Programme, code: str, place: int, person: Person) -> tuple[str, ...]:
    """The answers of one person that a criterion is made of; `place` is theirs in the link, from 0."""
    criterion = next(one for one in programme.criteria if one.code == code)
    if criterion.kind in ("waiting", "load"):
        return ()
    if criterion.kind == "overlap":
        return (WEEK,)
    if programme.kind == "buddying":
        return tuple(dict.fromkeys((criterion.first, criterion.second)))
    is_first = place == 0 if programme.kind == "help" else person.role == programme.roles[0]
    return (criterion.first if is_first else criterion.second,)


def read_reasons(text: str, shown: Shown) -> tuple[KeptReason, ...]:
    """Kept reasons from their text, as they may be shown now."""
    kept = (
        KeptReason(
            **{
                **one,
                "rests_on": tuple((who, answer) for who, answer in one["rests_on"]),
                "between": tuple(one.get("between", ())),
            }
        )
        for one in json.loads(text)
    )
    return tuple(told_apart(one.as_shown(shown) for one in kept))


def told_apart(reasons: Iterable[KeptReason]) -> list[KeptReason]:
    """The same, where several that are kept back of the same two people each have a title of their own.

    >>> [one.words for one in told_apart([KeptReason("", points, WITHHELD, "", "") for points in (4, 2)])]
    ['Something they both said', 'Something else they both said']
    """
    before: Counter[tuple[str, ...]] = Counter()
    found = []
    for one in reasons:
        if not one.code:
            place, last = before[one.between], len(WITHHELD_TOO)
            one = replace(one, words=(WITHHELD, *WITHHELD_TOO)[min(place, last)])
            before[one.between] += 1
        found.append(one)
    return found


def read_sentences(text: str, shown: Shown, reader: str) -> tuple[Sentence, ...]:
    """The sentences of one person, only those made of answers that both let be shown now.

    Who would help whom is the suggestion itself and stays; what with goes where it may not be shown.
    """
    every = (replace(Sentence(**one), mine=tuple(one["mine"]), theirs=tuple(one["theirs"])) for one in json.loads(text))
    found = []
    for one in every:
        sides = ((one.helper_id or reader, one.mine), (one.helped_id or one.other_id, one.theirs))
        if all(shown.get(who, frozenset()).issuperset(answers) for who, answers in sides):
            found.append(one)
        elif one.helper_id:
            found.append(replace(one, words="", mine=(), theirs=()))
    return tuple(found)


def as_text(many: Iterable[KeptReason | Sentence]) -> str:
    """Reasons or sentences as they are kept."""
    return json.dumps([asdict(one) for one in many], ensure_ascii=False)


def forget_hidden(work: Work, programme_id: str, member_id: str) -> None:
    """Take out of everything suggested to a member what they do not let be shown any more; points stay."""
    shown = shown_now(work, programme_id)
    theirs = sa.select(suggestion_person.c.suggestion_id).where(suggestion_person.c.member_id == member_id)
    in_programme = (suggestion.c.programme_id == programme_id, suggestion.c.id.in_(theirs))
    for row in work.rows(sa.select(suggestion.c.id, suggestion.c.reasons).where(*in_programme)):
        less = as_text(read_reasons(row.reasons, shown))
        if less != row.reasons:
            work.execute(sa.update(suggestion).where(suggestion.c.id == row.id).values(reasons=less))
    people = (
        sa.select(suggestion_person.c.suggestion_id, suggestion_person.c.member_id, suggestion_person.c.why)
        .join(suggestion, suggestion.c.id == suggestion_person.c.suggestion_id)
        .where(*in_programme)
    )
    for row in work.rows(people):
        less = as_text(read_sentences(row.why, shown, row.member_id))
        if less != row.why:
            is_row = (
                suggestion_person.c.suggestion_id == row.suggestion_id,
                suggestion_person.c.member_id == row.member_id,
            )
            work.execute(sa.update(suggestion_person).where(*is_row).values(why=less))
