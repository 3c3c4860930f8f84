"""Small random pools of a dozen people, each from one number, with answers, bonds, rules and Musts of many kinds."""

import random
from dataclasses import replace

from matching import Bond, Criterion, Person, Pool, Programme, make_rule
from matching.criteria import meets_must, score
from matching.rarity import weighed
from matching.rules import allows, apart, musts

GRADES = ("AA", "AO", "EO", "HEO")
WORDS = {
    "team": ("Joy", "joy ", "Love"),
    "grade": GRADES,
    "work": ("Policy", "Security"),
    "wish": ("x", "y"),
    "has": ("x", "y", "z"),
    "languages": ("en", "pl", "gd"),
    "interests": ("music", "walks", "tea"),
    "asks": ("garden", "lifts", "forms"),
    "offers": ("garden", "lifts", "forms"),
    "ways": ("in person", "by phone"),
    "hours": ("only_given", "only_received"),
}
PLACES = {"IV30": (57.65, -3.32), "IV36": (57.61, -3.62), "KW1": (58.44, -3.09)}
RULES = (
    make_rule("team", "different", "they work in the same team", first="team"),
    make_rule("grade", "steps", "the grades do not fit", first="grade", order=GRADES, least=0, unknown="allow"),
    make_rule("language", "share", "they have no language in common", first="languages"),
    make_rule("far", "travel", "it is too far", first="ways", unless=("by phone",)),
    make_rule("hope", "wish", "one of them hopes for somebody else", first="wish", second="has", unknown="allow"),
    make_rule("slot", "slot", "they are not free together", minutes=30),
)
CRITERIA = (
    Criterion("work", "same", "Work", (10,), first="work", second="work"),
    Criterion("wish", "contains", "Wish", (6,), first="wish", second="has"),
    Criterion("interests", "share", "Interests", (2,), first="interests", second="interests", most=2),
    Criterion("help", "meets", "Help", (3,), first="asks", second="offers", most=4, rare=3),
    Criterion("near", "near", "Near", (2,), first="place", second="place", most=3, kilometres=15),
    Criterion("load", "load", "Load", (1,), most=2),
    Criterion("even", "reciprocity", "Even", (2,), first="hours", second="hours", most=2),
    Criterion("time", "overlap", "Time", (1,), minutes=30, most=4),
    Criterion("waiting", "waiting", "Waiting", (1,), days=14, most=3),
)
MENTORING = Programme("mentoring", "mentoring", ("mentee", "mentor"), RULES, CRITERIA, title="Mentoring")
BUDDYING = Programme("buddying", "buddying", ("buddy",), RULES, CRITERIA, "pairs", title="Company")
WEEKS = (0, 0xFF, 0xFF0, 0xF << 668 | 0xF)
BONDS = ("past", "present", "forbidden", "excluded", "household", "conflict")
MOST = 10
"""The numbers of the people are below this."""


def random_pool(seed: int, kind: str = "") -> Pool:
    """One pool, always the same for a seed; `kind` is mentoring, buddying or either."""
    chance = random.Random(seed)
    programme = {"mentoring": MENTORING, "buddying": BUDDYING}[kind or chance.choice(("mentoring", "buddying"))]
    must = chance.choice(CRITERIA)
    criteria = tuple(replace(one, strength="must") if one is must else one for one in CRITERIA)
    programme = replace(
        programme,
        objective=chance.choice(("score", "pairs", "coverage")),
        rules=RULES[: chance.randint(0, len(RULES))],
        criteria=chance.choice((CRITERIA, criteria)),
    )
    people = [
        _person(chance, number, role)
        for role in programme.roles
        for number in sorted(chance.sample(range(MOST), chance.randint(1, 6)))
    ]
    bonds = [Bond(*chance.sample(range(MOST), 2), chance.choice(BONDS)) for _ in range(chance.randint(0, 3))]
    return Pool(tuple(people), tuple(bonds), weighed(programme, people), chance.randint(0, 3))


def _person(chance: random.Random, number: int, role: str) -> Person:
    answers = {}
    for name, words in WORDS.items():
        most = 1 if name in ("team", "grade", "work", "hours") else 2
        if chance.random() < 0.8:
            answers[name] = tuple(chance.sample(words, chance.randint(1, most)))
    shown = frozenset(name for name in (*WORDS, "week", "place") if chance.random() < 0.5)
    room, days = chance.choice((0, 1, 1, 1, 2)), chance.randint(0, 60)
    essential = frozenset({"wish"} if chance.random() < 0.3 else ())
    person = Person(number, role, room, answers, chance.choice(WEEKS), days, shown, essential)
    if chance.random() < 0.2:
        return person
    return living_in(chance.choice(list(PLACES)), replace(person, travel_kilometres=chance.choice((None, 5, 20, 40))))


def living_in(district: str, person: Person) -> Person:
    """Somebody who lives in a district."""
    return replace(person, place=PLACES[district], answers={**person.answers, "place": (district,)})


def feasible_slowly(pool: Pool) -> dict[tuple[int, int], int]:
    """Every pair that may meet, with its points, asked two people at a time."""
    equals = pool.programme.kind == "buddying"
    roles = pool.programme.roles
    kept = apart(pool.bonds)
    found = {}
    for one in (person for person in pool.people if person.role == roles[0]):
        for other in (person for person in pool.people if person.role == roles[-1]):
            pair = one.number, other.number
            if one.number == other.number or (equals and one.number > other.number):
                continue
            if min(one.capacity, other.capacity) < 1 or (min(pair), max(pair)) in kept:
                continue
            fits = all(allows(rule, one, other, equals=equals) for rule in pool.programme.rules)
            if fits and all(meets_must(must, one, other, equals=equals) for must in musts(pool.programme)):
                found[pair] = score(pool.programme, one, other)
    return found
