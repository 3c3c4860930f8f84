"""What people are told about the noticeboard; pure. Others may see them, so they name nobody."""

from datetime import date

from timebank.mail.rules import Draft, envelope, say_day


def asked(community: str, name: str, link: str) -> Draft:
    """Somebody answered your listing."""
    return envelope(
        community,
        name,
        link,
        "Read the message",
        "A member has answered something you put on the noticeboard.",
        "Please say yes or no when you have a moment. Both are fine, and a no needs no reason.",
    )


def agreed(community: str, name: str, link: str, day: date) -> Draft:
    """The other person said yes, and when."""
    return envelope(
        community,
        name,
        link,
        "See what was agreed",
        f"Good news: the member you asked through the noticeboard says yes, and suggests {say_day(day)}.",
        "Once it is done, either of you can write down the hours.",
    )


def declined(community: str, name: str, link: str) -> Draft:
    """The other person said no, kindly."""
    return envelope(
        community,
        name,
        link,
        "Look at the noticeboard",
        "The member you asked through the noticeboard cannot do it this time. Thank you for asking.",
        "Others may be glad of you: there is more on the noticeboard.",
    )


def withdrawn(community: str, name: str, link: str) -> Draft:
    """What was asked or agreed will not happen after all."""
    return envelope(
        community,
        name,
        link,
        "See how things stand",
        "Something you and another member had talked about through the noticeboard will not happen after all.",
        "You need not do anything.",
    )


def did_not_happen(community: str, name: str, link: str) -> Draft:
    """What was agreed for a day that has passed did not happen."""
    return envelope(
        community,
        name,
        link,
        "See how things stand",
        "Something you and another member had agreed through the noticeboard did not happen, as was noted today.",
        "You need not do anything. If it did happen, you can still log the hours.",
    )


def ended(community: str, name: str, count: int, link: str) -> Draft:
    """One or more listings have come to the end of their time."""
    what = "Something you put on the noticeboard has" if count == 1 else f"{count} of your listings have"
    return envelope(
        community,
        name,
        link,
        "Look at my listings",
        f"{what} been up for a good while and came off today.",
        "If you still mean it, you can put it back with one press.",
    )
