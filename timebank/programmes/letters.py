"""What people are told about taking part; pure. Others may see a letter, so it names neither people nor programme."""

from timebank.mail.rules import Draft


def _draft(community: str, name: str, link: str, link_words: str, *paragraphs: str) -> Draft:
    return Draft(
        subject=f"You have a message from {community}",
        greeting=f"Hello {name},",
        paragraphs=paragraphs,
        link=link,
        link_words=link_words,
        closing=f"Warm wishes, {community}",
    )


def somebody_waits(community: str, name: str, link: str) -> Draft:
    """For coordinators: somebody would like to take part and waits for a first conversation."""
    return _draft(
        community,
        name,
        link,
        "See who is waiting",
        "Somebody would like to take part in a programme and is waiting to hear from a coordinator.",
    )


def step_moved(community: str, name: str, link: str) -> Draft:
    """A coordinator moved one's next step in a programme."""
    return _draft(
        community,
        name,
        link,
        "See where things stand",
        "There is news about a programme you joined: a coordinator has written down your next step.",
        "If anything about it is not clear, please ask them.",
    )
