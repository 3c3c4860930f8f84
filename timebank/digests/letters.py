"""What people are told from time to time: what is new, what waits, a kind idea; pure. Subjects stay neutral."""

from datetime import date

from timebank.digests.sections import Section, paragraphs
from timebank.mail.rules import Draft, envelope, say_day

NO_HURRY = "This is only an idea: you need not do anything."


def weekly(name: str, community: str, sections: tuple[Section, ...], link: str) -> Draft:
    """A member's week: what waits for them, and what is new."""
    return envelope(community, name, link, "Open your page", "Here is what is new for you.", *paragraphs(sections))


def monday(name: str, community: str, sections: tuple[Section, ...], link: str) -> Draft:
    """A coordinator's week: what waits, who waits, what went quiet; names stand only behind the sign-in."""
    first = "Here is what waits this week."
    last = "Names stand on the page, which also has a list to save."
    return envelope(community, name, link, "Open today’s page", first, *paragraphs(sections), last)


def only_given(name: str, community: str, link: str) -> Draft:
    """To somebody who has given and never received."""
    return envelope(
        community,
        name,
        link,
        "Say what you would like",
        "You have given your time to others. Thank you.",
        "Is there something you would like yourself: company on a walk, help with a form, a lesson?"
        " Asking lets somebody else give, and it evens out over time.",
        NO_HURRY,
    )


def only_received(name: str, community: str, link: str) -> Draft:
    """To somebody who has received and never given."""
    return envelope(
        community,
        name,
        link,
        "Say what you could offer",
        "It is good that others could give you some of their time.",
        "Everybody has something to offer: a chat on the phone, a recipe, watering plants. What would you enjoy?",
        NO_HURRY,
    )


def no_offers(name: str, community: str, link: str) -> Draft:
    """To somebody with nothing on the noticeboard and no hours yet."""
    return envelope(
        community,
        name,
        link,
        "Look at the noticeboard",
        "Nothing of yours stands on the noticeboard just now.",
        "Small things are welcome there: an hour of company, a lift, help with a phone.",
        NO_HURRY,
    )


def lapsed(name: str, community: str, link: str) -> Draft:
    """To somebody nobody has heard of for long."""
    return envelope(
        community,
        name,
        link,
        "See what is new",
        "We have not heard from you for a while, and hope you are well.",
        "You are welcome whenever you like. Your hours are where they were.",
        NO_HURRY,
    )


def unrecorded(name: str, community: str, lines: tuple[str, ...], link: str) -> Draft:
    """What was agreed for a day that has passed, with no hours written down."""
    return envelope(
        community,
        name,
        link,
        "Say what happened",
        "You had agreed to do something with somebody, and nothing is written down yet:",
        *(f"• {line}." for line in lines),
        "Did it happen? Then please write the hours down. If it did not, say so, and nobody asks again.",
    )


def listings_end(name: str, community: str, titles: tuple[str, ...], ends_on: date, link: str) -> Draft:
    """What somebody wrote comes down from the noticeboard soon."""
    is_one = len(titles) == 1
    what = "This stands" if is_one else "These stand"
    return envelope(
        community,
        name,
        link,
        "Keep it up" if is_one else "Keep them up",
        f"{what} on the noticeboard until {say_day(ends_on)}:",
        *(f"• “{title}”." for title in titles),
        f"If you still mean {'it' if is_one else 'them'}, one press keeps {'it' if is_one else 'them'} up."
        " If not, you need not do anything.",
    )
