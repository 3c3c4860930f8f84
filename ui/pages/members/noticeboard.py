"""noticeboard."""


def page() -> None:
    """Draw."""
