"""Small random rounds for properties: every kind of rule, blank answers, Musts, bonds, and people in both roles."""

from dataclasses import replace

from hypothesis import strategies as st

from matching import Bond, Criterion, Person, Pool, Programme, make_rule
from matching.criteria import meets_must, score
from matching.rules import allows, apart, musts

GRADES = ("AA", "AO", "EO", "HEO", "SEO")
OBJECTIVES = ("score", "pairs", "coverage")

RULES = (
    make_rule("team", "different", "they work in the same team", first="team"),
    make_rule("grade", "steps", "the grades do not fit", first="grade", order=GRADES),
    make_rule("language", "share", "they have no language in common", first="languages"),
    make_rule("slot", "slot", "they are not free together", minutes=30),
)
CRITERIA = (
    Criterion("steps", "steps", "Grade", (9, 12), first="grade", second="grade", order=GRADES),
    Criterion("work", "same", "Work", (10,), first="work", second="work"),
    Criterion("wish", "contains", "Wish", (6,), first="wish", second="has"),
    Criterion("interests", "share", "Interests", (2,), first="interests", second="interests", most=2),
    Criterion("needs", "meets", "Asked and offered", (3,), first="requests", second="offers", most=3),
    Criterion("time", "overlap", "Time", (1,), minutes=30, most=4),
    Criterion("waiting", "waiting", "Waiting", (1,), days=14, most=3),
    Criterion("never", "same", "Never", (99,), "off", first="team", second="team"),
)
MENTORING = Programme("mentoring", "mentoring", ("mentee", "mentor"), RULES, CRITERIA)
BUDDYING = Programme(
    "buddying",
    "buddying",
    ("buddy",),
    (RULES[0], replace(RULES[1], least=0), *RULES[2:]),
    CRITERIA,
    objective="pairs",
)
WORDS = {
    "team": ["Joy", "joy ", "Love", "Truth"],
    "grade": list(GRADES),
    "work": ["Policy", "Security"],
    "wish": ["x", "y"],
    "has": ["x", "y", "z"],
    "languages": ["en", "pl", "gd"],
    "interests": ["music", "walks", "tea", "Tea"],
    "requests": ["home", "garden", "lifts"],
    "offers": ["home", "garden", "lifts"],
}


@st.composite
def persons(draw, role, number):
    answers = {}
    for name, words in WORDS.items():
        most = 1 if name in ("team", "grade", "work") else 3
        answers[name] = tuple(draw(st.lists(st.sampled_from([*words, " "]), max_size=most)))
    week = draw(st.sampled_from([0, 0xFF, 0xFF0, 0xF << 668 | 0xF]))
    days = draw(st.integers(0, 60))
    return Person(
        number,
        role,
        draw(st.integers(0, 2)),
        answers,
        week,
        days,
        frozenset(draw(st.sets(st.sampled_from(list(WORDS))))),
    )


@st.composite
def pools(draw, kind=None):
    kind = kind or draw(st.sampled_from(["mentoring", "buddying"]))
    programme = replace(MENTORING if kind == "mentoring" else BUDDYING, objective=draw(st.sampled_from(OBJECTIVES)))
    keep = draw(st.integers(0, len(programme.rules)))
    must = draw(st.sampled_from(programme.criteria))
    criteria = tuple(replace(one, strength="must") if one is must else one for one in programme.criteria)
    programme = replace(programme, rules=programme.rules[:keep], criteria=criteria)
    people = []
    for role in programme.roles:
        for number in draw(st.lists(st.integers(1, 9), unique=True, max_size=6)):
            people.append(draw(persons(role, number)))
    kinds = ["past", "present", "forbidden", "excluded", "conflict", "household"]
    bonds = draw(st.lists(st.builds(Bond, st.integers(1, 9), st.integers(1, 9), st.sampled_from(kinds)), max_size=3))
    return Pool(tuple(people), tuple(bonds), programme, draw(st.integers(0, 3)))


def feasible_slowly(pool):
    equals = pool.programme.kind == "buddying"
    roles = pool.programme.roles
    sides = [[p for p in pool.people if p.role == role] for role in (roles[0], roles[-1])]
    kept = apart(pool.bonds)
    found = {}
    for a in sides[0]:
        for b in sides[1]:
            if a.number == b.number or (equals and a.number > b.number) or min(a.capacity, b.capacity) < 1:
                continue
            fits = all(allows(rule, a, b, equals=equals) for rule in pool.programme.rules)
            fits &= all(meets_must(must, a, b, equals=equals) for must in musts(pool.programme))
            if fits and (min(a.number, b.number), max(a.number, b.number)) not in kept:
                found[a.number, b.number] = score(pool.programme, a, b)
    return found
