"""What people are told about joining and signing in; pure. Subjects stay neutral: others may see the screen."""

from timebank.mail.rules import Draft


def invitation(name: str, community: str, link: str) -> Draft:
    """Welcome, with the link to choose a first password."""
    return Draft(
        subject=f"Welcome to {community}",
        greeting=f"Hello {name},",
        paragraphs=(
            f"You are now a member of {community}. Here people give an hour and get an hour,"
            " and everybody's hour counts the same.",
            "To look around, please choose a password first. The link works for two weeks.",
            "If you did not expect this, you can leave it. Nothing happens without you.",
        ),
        link=link,
        link_words="Choose a password",
        closing=f"Warm wishes, {community}",
    )


def password_help(name: str, community: str, link: str) -> Draft:
    """A link to choose a new password."""
    return Draft(
        subject=f"Signing in to {community}",
        greeting=f"Hello {name},",
        paragraphs=(
            "Here is the link to choose a new password. It works for one hour, once.",
            "If you did not ask for it, you can leave it: your old password still works.",
        ),
        link=link,
        link_words="Choose a new password",
        closing=f"Warm wishes, {community}",
    )
