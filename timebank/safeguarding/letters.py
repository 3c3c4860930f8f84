"""What is written about concerns: that something waits, never what or about whom; pure."""

from timebank.mail.rules import Draft, envelope


def something_waits(name: str, community: str, link: str) -> Draft:
    """For the safeguarding lead."""
    return envelope(
        community, name, link, "Sign in and look", "Something waits for you. Please look at it as soon as you can."
    )


def somebody_is_needed(name: str, community: str, link: str) -> Draft:
    """For administrators, where no safeguarding lead can look."""
    return envelope(
        community,
        name,
        link,
        "Go to the roles",
        "Please name a safeguarding lead, or one more: at the moment there is nobody who can do that work.",
    )
