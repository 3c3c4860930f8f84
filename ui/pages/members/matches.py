"""matches."""


def page() -> None:
    """Draw."""
