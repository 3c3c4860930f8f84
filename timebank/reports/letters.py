"""What people are told about what was noted not to have happened; pure. The subject stays neutral."""

from datetime import date

from timebank.mail.rules import Draft, envelope, say_day


def did_not_happen(community: str, name: str, by: str, other: str, day: date, link: str) -> Draft:
    """Somebody noted that two people who usually meet did not do so; `other`: whom the reader usually meets."""
    whom = "you two" if by == other else f"you and {other}"
    return envelope(
        community,
        name,
        link,
        "See your hours",
        f"{by} noted that {whom} did not meet around {say_day(day)}.",
        "That is fine, and you need not do anything. If you did meet, please write the hours down.",
    )
