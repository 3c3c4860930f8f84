"""What people are told about taking part; pure. Others may see a letter, so it names neither people nor programme."""

from timebank.mail.rules import Draft, envelope


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
