"""What people are told about suggestions and matches; pure. Subjects stay neutral, reasons for a no are never told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from timebank.mail.rules import Draft, envelope


@dataclass(frozen=True, slots=True)
class Reach:
    """Somebody in a match, and how to get hold of them."""

    name: str
    email: str
    phone: str


def _draft(name: str, community: str, paragraphs: Sequence[str], link: str = "", link_words: str = "") -> Draft:
    return envelope(community, name, link, link_words, *paragraphs)


def say_names(names: Sequence[str]) -> str:
    """Names in a sentence: "Ann", "Ann and Ben", "Ann, Ben and Cem"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def say_day(day: date) -> str:
    """A day in words: "16 November"."""
    return f"{day.day} {day:%B}"


def offered(
    name: str, community: str, programme: str, others: Sequence[str], until: date, link: str, own: str = ""
) -> Draft:
    """Here is a suggestion; either answer is right. `own` are the words that a coordinator adds."""
    return _draft(
        name,
        community,
        (
            f"We have a suggestion for you in {programme}: {say_names(others)}.",
            *_own(own),
            "It is only a suggestion. Say yes or no, as you like; a no needs no reason and nobody is told why.",
            f"Please answer by {say_day(until)}. Nobody sees how to reach you before everybody has said yes.",
            *_on_paper(link),
        ),
        link,
        "See why, and answer",
    )


def reminder(
    name: str, community: str, programme: str, others: Sequence[str], until: date, link: str, own: str = ""
) -> Draft:
    """One gentle reminder, half-way. `own` are the words of the programme."""
    return _draft(
        name,
        community,
        (
            f"A suggestion in {programme} still waits for your answer: {say_names(others)}.",
            *_own(own),
            f"You can answer until {say_day(until)}. A yes and a no are equally welcome.",
            *_on_paper(link),
        ),
        link,
        "See why, and answer",
    )


def _own(words: str) -> tuple[str, ...]:
    """Words that somebody wrote, in paragraphs."""
    return tuple(one.strip() for one in words.split("\n") if one.strip())


def _on_paper(link: str) -> tuple[str, ...]:
    return () if link else ("Please tell a coordinator, by phone or face to face; they write it down for you.",)


def not_going_ahead(name: str, community: str, programme: str, together: bool = False) -> Draft:
    """A suggestion ends without a match; nothing is said about anybody. `together`: it was for three or four."""
    next_is = (
        "We are looking already for what else is possible." if together else "We will look again in the next round."
    )
    return _draft(
        name,
        community,
        (
            f"The suggestion we made to you in {programme} will not go ahead.",
            "That happens often and says nothing about you. Times and plans change.",
            f"You need not do anything. {next_is}",
        ),
    )


def matched(name: str, community: str, programme: str, others: Sequence[Reach], link: str, own: str = "") -> Draft:
    """Everybody said yes: how to reach each other. `own` are the words of the programme."""
    return _draft(
        name,
        community,
        (
            f"Good news: you and {say_names([other.name for other in others])} have both said yes in {programme}."
            if len(others) == 1
            else f"Good news: you, {say_names([other.name for other in others])} have all said yes in {programme}.",
            *(say_reach(other) for other in others),
            *_own(own),
            "A first meeting works well in a public place, with a time to end agreed beforehand.",
            "If you change your mind, you can end it at any time, and it is nobody's fault.",
        ),
        link,
        "Plan a first meeting",
    )


def say_reach(person: Reach) -> str:
    """How to get hold of somebody, in a sentence."""
    ways = [way for way in (person.phone, person.email) if way]
    if not ways:
        return f"{person.name} has no phone or e-mail with us: your coordinator will help you get in touch."
    return f"You can reach {person.name} here: {' or '.join(ways)}."


def ended(name: str, community: str, programme: str, others: Sequence[str], own: str = "") -> Draft:
    """A match has ended, without fault and without the reason. `own` are the words of the programme."""
    return _draft(
        name,
        community,
        (
            f"Your match with {say_names(others)} in {programme} has ended. If you had planned to meet, that is off.",
            "Matches end for many reasons and it is nobody's fault. The hours you gave each other stay.",
            *_own(own),
            "If you would like to talk about it, your coordinator is glad to listen.",
        ),
    )


def drafts_wait(name: str, community: str, programme: str, how_many: int, link: str) -> Draft:
    """For coordinators: a round has suggestions to look at."""
    what = "is 1 suggestion" if how_many == 1 else f"are {how_many} suggestions"
    return _draft(
        name,
        community,
        (f"The round for {programme} is done. There {what} to look at.", "Nobody is told before a person approves."),
        link,
        "Look at them",
    )


def circle_dissolved(name: str, community: str, programme: str, how_many: int, link: str) -> Draft:
    """For coordinators: a circle does not go ahead, and what is possible for those who are left."""
    found = {
        0: "Nothing else fits those who are left just now. The next round looks for them again.",
        1: "For those who are left there is 1 new suggestion to look at.",
    }.get(how_many, f"For those who are left there are {how_many} new suggestions to look at.")
    return _draft(
        name,
        community,
        (f"A circle in {programme} will not go ahead. Everybody in it has been told kindly, not why.", found),
        link if how_many else "",
        "Look at them" if how_many else "",
    )
