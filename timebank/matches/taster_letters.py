"""What people are told about short first meetings; pure. What anybody says of another afterwards is never told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from timebank.mail.rules import Draft, envelope
from timebank.matches.letters import say_day, say_names
from timebank.matches.taster_rules import MINUTES

LINK_WORDS = "See why, and say afterwards how it was"
ON_PAPER = "Afterwards please tell a coordinator, by phone or face to face; they write it down for you."


@dataclass(frozen=True, slots=True)
class Somebody:
    """Somebody to meet briefly, and how that comes about."""

    name: str
    arrangement: str


def asked(name: str, community: str, programme: str, others: Sequence[Somebody], until: date, link: str) -> Draft:
    """Please meet these people briefly; nothing is decided by it.

    Why them stands behind the link: a letter is read by others too, and cannot be unsaid when a tick is taken back.
    """
    many = len(others) > 1
    with_each = " with each" if many else ""
    return envelope(
        community,
        name,
        link,
        LINK_WORDS if link else "",
        f"In {programme} we would like you to meet {say_names([one.name for one in others])}, about {MINUTES} minutes"
        f"{with_each}. Nothing is decided by it; it is only to see how it feels.",
        *_arranged(others),
        f"By {say_day(until)} please say yes, perhaps or no{' about each' if many else ''}. A no needs no reason."
        " Only coordinators read it, and nobody is told what you said.",
        *(() if link else (ON_PAPER,)),
    )


def _arranged(others: Sequence[Somebody]) -> list[str]:
    """How they come to meet: once where it is the same with each, else with each name."""
    told = {one.arrangement for one in others}
    if len(told) == 1:
        return [others[0].arrangement]
    return [f"{one.name}: {one.arrangement}" for one in others]


def reminder(name: str, community: str, programme: str, others: Sequence[str], until: date, link: str) -> Draft:
    """One gentle reminder before the last day."""
    return envelope(
        community,
        name,
        link,
        "Say how it was" if link else "",
        f"In {programme} we asked you to meet {say_names(list(others))} briefly. We would like to know how it was.",
        f"You can say so until {say_day(until)}. If you have not met, you need not do anything.",
        *(() if link else (ON_PAPER,)),
    )


def not_taking_place(name: str, community: str, programme: str, other: str) -> Draft:
    """A short meeting will not be; nothing is said of why."""
    return envelope(
        community,
        name,
        "",
        "",
        f"The short meeting with {other} that we suggested in {programme} will not take place.",
        "That happens often and says nothing about you. You need not do anything.",
    )


def wait_for_review(name: str, community: str, programme: str, how_many: int, link: str) -> Draft:
    """For coordinators: a first step is prepared, and waits to be looked at."""
    what = "is 1 short meeting" if how_many == 1 else f"are {how_many} short meetings"
    return envelope(
        community,
        name,
        link,
        "Look at them",
        f"For {programme} there {what} to look at, before the final round.",
        "Nobody is told before a person approves.",
    )


def first_step_over(name: str, community: str, programme: str, link: str) -> Draft:
    """For coordinators: the short meetings are over, and the final round can be run."""
    return envelope(
        community,
        name,
        link,
        "Look at it",
        f"The short meetings of {programme} are over.",
        "The final round can be run now; it takes what people said into account.",
    )
