"""What people are told when somebody hands over what they hold: one letter each, kind, and without a reason; pure."""

from collections.abc import Sequence
from datetime import date

from timebank.mail.rules import Draft, envelope, say_day

SEE = "See how things stand"


class Sentence(str):
    """What one letter says of one thing, beside other sentences of that kind; it ends as a sentence does."""


def changed(name: str, community: str, sentences: Sequence[Sentence], link: str) -> Draft:
    """To somebody whom a handing over concerns: everything in one letter."""
    lead = "Something changes that you should know of. It is nobody's fault, and nobody has to say why."
    last = "If you have a question, or would like company with what comes next, please talk to your coordinator."
    return envelope(community, name, link, SEE, lead, *sentences, last)


def seen_to(name: str, community: str, sentences: Sequence[Sentence], is_back: bool, link: str) -> Draft:
    """To the one who goes or is away: what has been seen to."""
    lead = (
        "While you are away, your coordinator has seen to what you hold, so that you need not think of it."
        if is_back
        else "Your coordinator has seen to what you hold, so that you can go with an easy mind. Thank you for it all."
    )
    rest = "The others have been told kindly, without a reason."
    return envelope(community, name, link, SEE, lead, *sentences, rest)


def goes_on(name: str, community: str, others: Sequence[str], link: str) -> Draft:
    """What rested goes on, because somebody is back."""
    told = [
        f"Your match with {one} goes on. You can plan your next meeting whenever it suits you both." for one in others
    ]
    return envelope(community, name, link, SEE, *told)


def welcome_back(name: str, community: str, matches: int, listings: int, parts: int, link: str) -> Draft:
    """To the one who is back."""
    counted = (
        (matches, "match", "matches"),
        (parts, "programme", "programmes"),
        (listings, "offer or request on the noticeboard", "offers and requests on the noticeboard"),
    )
    things = [f"{count} {one if count == 1 else many}" for count, one, many in counted if count]
    said = f"What was only paused while you were away goes on: {', '.join(things)}." if things else "All is as it was."
    return envelope(community, name, link, SEE, "Welcome back.", said)


def match_ended(other: str, programme: str, is_leaver: bool = False, had_meetings: bool = False) -> Sentence:
    """A match is over."""
    off = " What you had planned together will not take place." if had_meetings else ""
    after = "" if is_leaver else " If you would like to meet somebody new, you keep your place among those who wait."
    thanks = "Thank you for the time you gave each other."
    return Sentence(f"Your match with {other} in {programme} has ended. {thanks}{off}{after}")


def match_rests(other: str, programme: str, until: date | None) -> Sentence:
    """A match is on hold."""
    when = f"until {say_day(until)}" if until else "for now"
    rests = "Nobody will remind you of anything while it rests."
    return Sentence(f"Your match with {other} in {programme} is on hold {when}. {rests}")


def meeting_off(other: str, when: str) -> Sentence:
    """A meeting will not take place."""
    return Sentence(f"Your meeting with {other} on {when} will not take place. Please take it out of your calendar.")


def comes_instead(who: str, before: str, when: str) -> Sentence:
    """To those who meet: another coordinator is there."""
    return Sentence(f"{who} comes along to your meeting on {when} in place of {before}.")


def comes_not(before: str, when: str) -> Sentence:
    """To those who meet: no coordinator is there."""
    instead = "You can meet without, or ask for somebody else."
    return Sentence(f"{before} cannot come along to your meeting on {when}. {instead}")


def you_come(others: str, when: str) -> Sentence:
    """To the coordinator who takes it on."""
    return Sentence(f"You come along to the meeting of {others} on {when}. You find it under First meetings.")


def you_need_not_come(others: str, when: str) -> Sentence:
    """To the one who goes: somebody else sees to that meeting."""
    return Sentence(f"You need not come along to the meeting of {others} on {when}.")


def promise_off(other: str, title: str, day: date | None) -> Sentence:
    """What two had agreed will not happen."""
    when = f" for {say_day(day)}" if day else ""
    instead = "You are welcome to ask somebody else."
    return Sentence(f"What you and {other} had agreed{when} (“{title}”) will not happen. {instead}")


def question_off(other: str, title: str) -> Sentence:
    """What waited for an answer waits no longer."""
    return Sentence(f"What you and {other} had begun to talk about (“{title}”) goes no further. Nobody said no to you.")


def listing_down(title: str, is_back: bool) -> Sentence:
    """To its owner: something is off the noticeboard."""
    return Sentence(f"“{title}” is off the noticeboard{' until you are back' if is_back else ''}.")


def part_over(programme: str, is_pause: bool) -> Sentence:
    """To whoever took part: they do not, or not for now."""
    return Sentence(f"You take a break from {programme}." if is_pause else f"You take part in {programme} no longer.")


def speaks_no_more(organisation: str) -> Sentence:
    """To whoever spoke for an organisation."""
    return Sentence(f"You speak for {organisation} no longer.")
