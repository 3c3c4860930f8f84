"""my_listings."""


def page() -> None:
    """Draw."""
