"""What people are told about taking part; pure. Others may see a letter, so it names neither people nor programme."""

from datetime import date

from timebank.mail.rules import Draft, envelope, say_day


def somebody_waits(community: str, name: str, link: str) -> Draft:
    """For coordinators: somebody would like to take part and waits for a first conversation."""
    return envelope(
        community,
        name,
        link,
        "See who is waiting",
        "Somebody would like to take part in a programme and is waiting to hear from a coordinator.",
    )


def step_moved(community: str, name: str, link: str) -> Draft:
    """A coordinator moved one's next step in a programme."""
    return envelope(
        community,
        name,
        link,
        "See where things stand",
        "There is news about a programme you joined: a coordinator has written down your next step.",
        "If anything about it is not clear, please ask them.",
    )


def check_ends(community: str, name: str, last_day: date, link: str) -> Draft:
    """Something that was seen of one, and that a programme asks for, holds only a while longer."""
    return envelope(
        community,
        name,
        link,
        "See where things stand",
        f"Something a coordinator wrote down when you joined a programme holds until {say_day(last_day)}.",
        "After that day you are not in new suggestions until it is renewed. What you have agreed with others goes on.",
        "A coordinator helps you renew it. You need not send any papers by e-mail.",
    )
