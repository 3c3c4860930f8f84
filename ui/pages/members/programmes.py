"""programmes."""


def page() -> None:
    """Draw."""
