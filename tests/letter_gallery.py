"""Every letter there is, found in the rooms and filled in by the types of what it wants to know, with awkward words."""

import importlib
import inspect
import itertools
import pkgutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from types import ModuleType
from typing import Any, get_type_hints

import timebank
from timebank.digests.sections import Section
from timebank.handover.letters import Sentence, match_ended, meeting_off
from timebank.ledger.letters import Hours
from timebank.ledger.rules import Limits
from timebank.mail.rules import Draft
from timebank.matches.letters import Reach
from timebank.matches.taster_letters import Somebody

COMMUNITY, NAME, LINK = "Harbour & Hills Hours", "Ann O'Ash", "https://bank.example.org/page?one=1&two=2"
PROGRAMME, PEOPLE = "Walking with dementia", ("Ben <Birch>", "Cem Çelik", "Dot & Daughters")
WORDS = {"name": NAME, "community": COMMUNITY, "link": LINK, "programme": PROGRAMME}
DAY = date(2026, 11, 3)
HOURS = Hours(COMMUNITY, NAME, PEOPLE[0], 90, DAY, LINK, "It was > an hour & a bit.")
SAMPLES: dict[Any, tuple[Any, ...]] = {
    int: (1, 90),
    bool: (True, False),
    date: (DAY,),
    date | None: (DAY, None),
    datetime: (datetime(2026, 11, 3, 10),),
    Hours: (HOURS,),
    Limits: (Limits(-60, 600), Limits(None, None)),
    Draft: (Draft("You have a message from us", f"Hello {NAME},", ("Words.",), "Warm wishes", LINK, "Look"),),
    Sequence[str]: (PEOPLE[:1], PEOPLE),
    Sequence[Sentence]: ((match_ended(PEOPLE[0], PROGRAMME), meeting_off(PEOPLE[1], "Tuesday 3 November at 10:00")),),
    tuple[str, ...]: (PEOPLE[:1], PEOPLE),
    tuple[Section, ...]: (
        (Section("Meetings to come", (f"With {PEOPLE[0]}, on 3 November 2026.",)), Section("New", ())),
    ),
    Sequence[Somebody]: (
        (Somebody(PEOPLE[0], "I ring you."),),
        tuple(Somebody(name, f"In the library, table {at}.") for at, name in enumerate(PEOPLE)),
    ),
    Sequence[Reach]: (
        (Reach(PEOPLE[0], "ben@example.org", "01343 1"),),
        tuple(Reach(name, "", "") for name in PEOPLE),
    ),
}


def modules() -> list[ModuleType]:
    """The modules in which the rooms keep their letters."""
    found = pkgutil.walk_packages(timebank.__path__, "timebank.")
    return [importlib.import_module(one.name) for one in found if one.name.endswith("letters") and one.name != "jobs"]


def letters() -> dict[str, Callable[..., Any]]:
    """Every public function that makes a letter, by the name of its room."""
    return {
        f"{module.__name__.removeprefix('timebank.')}.{name}": one
        for module in modules()
        for name, one in vars(module).items()
        if inspect.isfunction(one) and one.__module__ == module.__name__ and not name.startswith("_") and _makes(one)
    }


def _makes(one: Callable[..., Any]) -> bool:
    made = get_type_hints(one).get("return")
    return made is Draft or Callable[[Hours], Draft] == made


def drafts(one: Callable[..., Any]) -> Iterator[Draft]:
    """The letter in every form its samples give it."""
    hints = get_type_hints(one)
    told = [_samples(name, hints[name]) for name in inspect.signature(one).parameters]
    for given in itertools.product(*told):
        made = one(*given)
        yield made if isinstance(made, Draft) else made(HOURS)


def _samples(name: str, hint: Any) -> tuple[Any, ...]:
    if hint is str:
        return (WORDS.get(name, PEOPLE[0]),)
    assert hint in SAMPLES, f"tests/letter_gallery.py has no sample of {hint} yet"
    return SAMPLES[hint]
