"""What people are told by jobs themselves; pure."""

from timebank.mail.rules import Draft


def ledger_does_not_verify(name: str, community: str) -> Draft:
    """The nightly proof found something that should not be."""
    return Draft(
        subject=f"You have a message from {community}",
        greeting=f"Hello {name},",
        paragraphs=(
            "Each night the time bank proves that every hour is still as it was written down."
            " Last night something did not hold.",
            "Please ask whoever runs the machine to run the command: timebank verify."
            " Until then, please change nothing by hand.",
        ),
        closing=f"Warm wishes, {community}",
    )
