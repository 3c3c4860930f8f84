"""What people are told in the life of a match; pure. Subjects stay neutral, and nobody reads why."""

from datetime import date

from timebank.life.needs import ENDING, FIT
from timebank.mail.rules import Draft, envelope, say_day

SEE = "See your match"


def to_sign(name: str, community: str, by: str, others: str, is_new: bool, link: str) -> Draft:
    """Somebody has written an agreement, or a new version of it."""
    what = "an agreement" if is_new else "a new version of your agreement"
    return envelope(
        community,
        name,
        link,
        "Read it, and sign or change it",
        f"{by} has written {what} for you and {others}: how often you meet, how long, and what stays between you.",
        "Please read it. If it suits you, sign it; if not, write it as you would like it.",
    )


def resting(name: str, community: str, others: str, until: date | None, link: str) -> Draft:
    """The match is on hold."""
    when = f"until {say_day(until)}" if until else "for now"
    return envelope(
        community,
        name,
        link,
        SEE,
        f"Your match with {others} is on hold {when}. That is nobody's fault, and nobody has to say why.",
        "Nobody will remind you of anything while it rests. A meeting you have planned stays until one of you moves it"
        " or calls it off.",
    )


def going_on(name: str, community: str, others: str, link: str) -> Draft:
    """The match goes on after a rest."""
    return envelope(
        community,
        name,
        link,
        SEE,
        f"Your match with {others} goes on. You can plan your next meeting whenever it suits you both.",
    )


def ending_planned(name: str, community: str, others: str, ends_on: date, link: str) -> Draft:
    """The last day is named."""
    return envelope(
        community,
        name,
        link,
        SEE,
        f"The last day of your match with {others} is to be {say_day(ends_on)}.",
        "A good ending is part of a good match: you might meet once more, look back together and say goodbye.",
        "If the day does not suit you, you can choose another or talk to your coordinator.",
    )


def ending_taken_back(name: str, community: str, others: str, link: str) -> Draft:
    """The last day does not stand any more."""
    return envelope(
        community,
        name,
        link,
        SEE,
        f"The last day that was planned for your match with {others} is taken back. Your match goes on as before.",
    )


def question(name: str, community: str, about: str, others: str, is_again: bool, link: str) -> Draft:
    """How was the first meeting, how does it go, or how was it: each is asked for the coordinator alone."""
    asked = {
        FIT: f"You have met {others} for the first time. How did it feel? One tap is enough.",
        ENDING: f"We would like to hear what went well with {others} and what could be better,"
        " and you may leave a word of thanks.",
    }.get(about, f"How is it going with {others}? One tap is enough.")
    paragraphs = [asked, "Only your coordinator reads what you say of it. You need not answer."]
    if is_again:
        paragraphs.insert(0, "We asked you this a week ago. We will not ask again.")
    if not link:
        paragraphs.append("Please tell a coordinator, by phone or face to face; they write it down for you.")
    return envelope(community, name, link, "Answer in a moment", *paragraphs)


def thanks(name: str, community: str, giver: str, words: str) -> Draft:
    """What somebody wanted the other to hear at the end."""
    return envelope(community, name, "", "", f"{giver} would like you to read this:", words)
