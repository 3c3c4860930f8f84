"""Believable people of any number, by a seed: their answers follow shares measured in real time banks."""

import random
from dataclasses import replace
from itertools import accumulate

from matching import Person, Pool, Programme, make_rule
from timebank.programmes.definition import load

# Of 100 offers and 100 requests, how many are of each kind (156 time banks of one country, 2019).
OFFERED = {"home_help": 22, "education": 22, "arts": 17, "wellness": 16, "office": 14, "house": 13, "community": 10}
ASKED = {"community": 26, "house": 24, "home_help": 20, "arts": 12, "office": 11, "education": 10, "wellness": 6}
LISTINGS = (1, 1, 1, 2, 2, 3, 3, 4, 5, 6, 6, 7, 8, 9)  # per person: mean 4.1, half of them 3 or fewer
TOWN_SIZES = (3, 8, 20, 41, 80, 124, 180, 255, 600, 1300)  # members of a time bank, from small to the largest
TOPICS = {"work": 9, "learning": 8, "computers": 12, "money": 7, "language": 5, "wellbeing": 10, "family": 6}
TOPICS |= {"community": 8, "own_project": 4}
INTERESTS = {f"interest {number}": 40 // number + 3 for number in range(1, 31)}
LANGUAGES = {"en": 0, "pl": 6, "ur": 5, "pa": 4, "ar": 4, "gd": 2, "cy": 3, "ro": 4, "uk": 3, "fr": 3, "bsl": 1}
HOURS = ((36, 48), (40, 50), (52, 64), (56, 68), (72, 84), (76, 84), (40, 68))  # quarter-hours of a day


def pool_of(size: int, seed: int = 1, *, mentors: float = 0.5, local: bool = False) -> Pool:
    """So many people for the starter programme of mentoring; `local` people meet only within their own town."""
    chance = random.Random(seed)
    towns = _towns(size, chance)
    count = round(size * mentors)
    people = tuple(
        _person(number, "mentor" if number < count else "mentee", chance.choice(towns), chance)
        for number in chance.sample(range(size), size)
    )
    return Pool(people, (), programme_of(local))


def programme_of(local: bool) -> Programme:
    """Mentoring as it is delivered, with one more rule where only neighbours meet."""
    programme = load("mentoring").programme()
    rule = make_rule("town", "share", "they live in different towns", first="town", unknown="refuse")
    return replace(programme, rules=(*programme.rules, rule)) if local else programme


def _towns(size: int, chance: random.Random) -> list[str]:
    """The name of a town for each of its people, until there are enough."""
    names: list[str] = []
    while len(names) < size:
        names += [f"town {len(names)}"] * chance.choice(TOWN_SIZES)
    return names[: max(size, 1)]


def _some(shares: dict[str, int], count: int, chance: random.Random) -> tuple[str, ...]:
    """Different values, the frequent ones more often."""
    bounds = list(accumulate(shares.values()))
    return tuple(dict.fromkeys(chance.choices(list(shares), cum_weights=bounds, k=count)))


def _person(number: int, role: str, town: str, chance: random.Random) -> Person:
    """One person, who leaves about one answer in ten blank."""
    topics = "topics_offered" if role == "mentor" else "topics_wanted"
    english = ("en",) if chance.random() < 0.95 else ()
    answers = {
        "languages": english + (_some(LANGUAGES, 1, chance) if chance.random() < 0.25 or not english else ()),
        "town": (town,),
        "way_to_meet": tuple(way for way in ("in_person", "phone", "video") if chance.random() < 0.6),
        "how_often": (chance.choice(("weekly", "fortnightly", "fortnightly", "monthly")),),
        "interests": _some(INTERESTS, chance.randint(0, 5), chance),
        "access": ("step-free",) if chance.random() < 0.15 else (),
        topics: _some(TOPICS, chance.randint(1, 4), chance),
        "requests": _some(ASKED, chance.choice(LISTINGS) // 2, chance),
        "offers": _some(OFFERED, chance.choice(LISTINGS), chance),
    }
    kept = {name: values for name, values in answers.items() if name == "town" or chance.random() > 0.08}
    capacity = chance.choice((1, 1, 1, 2, 2, 3)) if role == "mentor" else 1
    return Person(number, role, capacity, kept, _week(chance), int(chance.expovariate(1 / 45)), frozenset(kept))


def _week(chance: random.Random) -> int:
    """Free at one to five times of the week; some have not said."""
    week = 0
    if chance.random() < 0.06:
        return week
    for _ in range(chance.randint(1, 5)):
        day, (start, end) = chance.randrange(7), chance.choice(HOURS)
        week |= ((1 << (end - start)) - 1) << (day * 96 + start)
    return week
