"""What people are told about joining and signing in; pure. Subjects stay neutral: others may see the screen."""

from timebank.mail.rules import Draft, envelope


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


def speaks_for(name: str, community: str, organisation: str, link: str) -> Draft:
    """From now on you speak for an organisation."""
    words = f"From now on you can write down and confirm hours for {organisation}, beside your own."
    return envelope(
        community, name, link, "See your hours", words, "If you did not expect this, tell your coordinator."
    )


def speaks_too(name: str, community: str, organisation: str, link: str) -> Draft:
    """Somebody else speaks for your organisation, too."""
    words = f"Somebody else can now write down and confirm hours for {organisation}, too."
    return envelope(
        community, name, link, "See your hours", words, "If you did not expect this, tell your coordinator."
    )


def speaks_no_longer(name: str, community: str, organisation: str, link: str) -> Draft:
    """You no longer speak for an organisation."""
    words = f"You no longer write down hours for {organisation}. Your own hours are as they were. Thank you."
    return envelope(community, name, link, "See your hours", words)
