"""Nobody learns what they should not: worlds that differ only in what is hidden look the same to everybody in them."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import pytest
from small_pools import MOST, PLACES, WORDS, living_in, random_pool

from matching import Bond, MatchingError, Person, Pool, solve
from matching.hint_words import say_hint
from matching.people import BondKind
from matching.rarity import weighed
from matching.recruit import whom_to_look_for
from matching.told import for_member
from matching.why_nobody import rule_effects
from matching.why_not import why_not
from matching.why_pair import why_pairs

JUNE = date(2026, 6, 1)
QUICK, LONG = 500, 20_000
EVERYTHING_EVERY = 25  # in how many worlds one is matched again and again, which takes long

Seen = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class World:
    """A pool in which everybody has answered, and for each number and role which answers may be used."""

    pool: Pool
    used: Mapping[tuple[int, str], frozenset[str]]

    def allowed(self) -> Pool:
        """The pool as the matcher gets it: without what may not be used."""
        people = tuple(self._allowed(one) for one in self.pool.people)
        return replace(self.pool, people=people, programme=weighed(self.pool.programme, people))

    def _allowed(self, person: Person) -> Person:
        used = self.used[person.number, person.role]
        answers = {name: values for name, values in person.answers.items() if name in used}
        less = replace(person, answers=answers, week=person.week if "week" in used else 0)
        return less if "place" in used else replace(less, place=None, travel_kilometres=None)


def world(seed: int) -> World:
    """One world, always the same for a seed."""
    chance = random.Random(f"consent {seed}")
    pool = random_pool(seed)
    used = {
        (one.number, one.role): frozenset(name for name in (*WORDS, "week", "place") if chance.random() < 0.7)
        for one in pool.people
    }
    return World(pool, used)


def everything_seen(pool: Pool, asked: tuple[int, int], *, whole: bool) -> Seen:
    """All that members and coordinators can see of a pool; `asked` are two whom a coordinator asks about."""
    proposal = solve(pool)
    links = [(one.first, one.second) for one in proposal.pairs]
    links += [(link.first, link.second) for trio in proposal.trios for link in trio.links]
    seen: dict[str, object] = {
        "suggestions, counts, score, order and who is left over, with words": proposal,
        "what each reads": {pair: sentences(pool, *pair) for pair in links},
        "why not these two": told_why_not(pool, asked, whole),
    }
    if whole:
        seen["why each pair"] = why_pairs(pool, links)
        seen["what each rule does"] = rule_effects(pool, proposal, most_trials=2)
        seen["whom to look for"] = [say_hint(pool, hint) for hint in whom_to_look_for(pool, proposal, most=1)]
    return seen


def told_why_not(pool: Pool, asked: tuple[int, int], whole: bool) -> object:
    try:
        return why_not(pool, *asked) if whole else why_not(replace(pool, people=at_most_two(pool, asked)), *asked)
    except MatchingError as error:
        return str(error)


def at_most_two(pool: Pool, asked: tuple[int, int]) -> tuple[Person, ...]:
    """Those two alone, so that asking costs little."""
    return tuple(one for one in pool.people if one.number in asked)


def sentences(pool: Pool, one: int, other: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the two of a pair read."""
    roles = pool.programme.roles
    first = next(person for person in pool.people if (person.number, person.role) == (one, roles[0]))
    second = next(person for person in pool.people if (person.number, person.role) == (other, roles[-1]))
    mine, theirs = (
        tuple(told.words for told in for_member(pool.programme, reader, [other], reference=JUNE))
        for reader, other in ((first, second), (second, first))
    )
    return mine, theirs


Look = Callable[..., Seen]


def differences(seeds: range, look: Look = everything_seen, read: Callable[[World], Pool] = World.allowed) -> list[int]:
    """The worlds in which anybody sees anything of what is hidden.

    Each is looked at twice. The second time two people are kept apart by the exclusion of one of them instead of an
    ordinary bond, and somebody has other values in every answer that may not be used.
    """
    found = []
    for seed in seeds:
        chance = random.Random(f"hidden {seed}")
        before = world(seed)
        pair, whole = tuple(chance.sample(range(MOST), 2)), seed % EVERYTHING_EVERY == 0
        after = with_bond(other_unused_answers(before, chance), "excluded", pair[::-1])
        before = with_bond(before, chance.choice(("past", "present", "forbidden")), pair)
        if look(read(before), pair, whole=whole) != look(read(after), pair, whole=whole):
            found.append(seed)
    return found


def with_bond(one: World, kind: BondKind, ends: tuple[int, ...]) -> World:
    """The world with one more bond."""
    return replace(one, pool=replace(one.pool, bonds=(*one.pool.bonds, Bond(ends[0], ends[1], kind))))


def other_unused_answers(one: World, chance: random.Random) -> World:
    """The world with other values in everything that one of its people does not let be used."""
    person = chance.choice(one.pool.people)
    used = one.used[person.number, person.role]
    changed = {name: (chance.choice(values),) for name, values in WORDS.items() if name not in used}
    week = person.week if "week" in used else chance.getrandbits(672)
    other = replace(person, answers={**person.answers, **changed}, week=week)
    if "place" not in used:
        other = living_in(chance.choice(list(PLACES)), replace(other, travel_kilometres=chance.randint(0, 40)))
    people = tuple(other if here is person else here for here in one.pool.people)
    return replace(one, pool=replace(one.pool, people=people))


def unshown_answers_told(seeds: range, say: Callable[..., object] = sentences) -> list[int]:
    """The worlds in which members read something else when an answer that is used but not shown has another value."""
    found = []
    for seed in seeds:
        chance = random.Random(f"unshown {seed}")
        pool = random_pool(seed)
        person = chance.choice(pool.people)
        changed = {name: (chance.choice(values),) for name, values in WORDS.items() if name not in person.shown}
        week = person.week if "week" in person.shown else chance.getrandbits(672)
        other = replace(person, answers={**person.answers, **changed}, week=week, waiting_days=chance.randint(0, 99))
        if "place" not in person.shown:
            other = living_in(chance.choice(list(PLACES)), replace(other, travel_kilometres=chance.randint(0, 40)))
        flipped = replace(pool, people=tuple(other if one is person else one for one in pool.people))
        roles = pool.programme.roles
        pairs = [
            (one.number, another.number)
            for one in pool.people
            for another in pool.people
            if person in (one, another) and one is not another and (one.role, another.role) == (roles[0], roles[-1])
        ]
        if any(say(pool, *pair) != say(flipped, *pair) for pair in pairs):
            found.append(seed)
    return found


def test_neither_an_exclusion_nor_an_answer_that_may_not_be_used_can_be_seen_anywhere() -> None:
    assert differences(range(QUICK)) == []


def test_an_answer_that_may_not_be_shown_changes_no_word_that_members_read() -> None:
    assert unshown_answers_told(range(QUICK)) == []


@pytest.mark.prove
def test_nothing_is_told_in_twenty_thousand_worlds() -> None:
    assert differences(range(LONG)) == []
    assert unshown_answers_told(range(LONG)) == []


def test_a_count_of_exclusions_beside_each_person_would_be_found() -> None:
    def leaky(pool: Pool, asked: tuple[int, int], *, whole: bool) -> Seen:
        counts = {one.number: sum(bond.kind == "excluded" for bond in pool.bonds) for one in pool.people}
        return {"unmatched": solve(pool).unmatched, "counts": counts}

    assert differences(range(20), leaky) == list(range(20))


def test_a_sentence_of_its_own_for_an_exclusion_would_be_found() -> None:
    def leaky(pool: Pool, asked: tuple[int, int], *, whole: bool) -> Seen:
        kinds = {bond.kind for bond in pool.bonds if {bond.first, bond.second} == set(asked)}
        return {"words": "one of them would rather not" if "excluded" in kinds else "they have met before"}

    assert len(differences(range(20), leaky)) > 10


def test_forgetting_to_leave_out_what_may_not_be_used_would_be_found() -> None:
    assert len(differences(range(60), read=lambda one: one.pool)) > 10


def test_forgetting_who_lets_what_be_shown_would_be_found() -> None:
    def leaky(pool: Pool, one: int, other: int) -> object:
        everything = frozenset((*WORDS, "week", "place"))
        return sentences(replace(pool, people=tuple(replace(p, shown=everything) for p in pool.people)), one, other)

    assert len(unshown_answers_told(range(60), leaky)) > 10
