"""reciprocity."""


def page() -> None:
    """Draw."""
