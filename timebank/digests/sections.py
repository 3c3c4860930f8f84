"""The parts a digest is made of: a heading and a few lines, in the plain words of a letter; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST_LINES = 7


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a digest: what it is about, and its lines."""

    heading: str
    lines: tuple[str, ...]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The part as paragraphs of a letter."""
        return (f"{self.heading}:", *(f"• {line}" for line in self.lines))


def paragraphs(sections: Iterable[Section]) -> tuple[str, ...]:
    """All parts that hold anything, as paragraphs of a letter.

    >>> paragraphs([Section("Meetings", ("Ben, on 3 November 2026.",)), Section("Offers", ())])
    ('Meetings:', '• Ben, on 3 November 2026.')
    """
    return tuple(words for one in sections if one.lines for words in one.paragraphs)


def at_most(lines: Sequence[str], total: int = 0) -> tuple[str, ...]:
    """The first lines, and how many more there are; `total`, where it is more than these.

    >>> at_most([f"Line {number}." for number in range(9)])[-2:]
    ('Line 6.', 'And 2 more.')
    """
    more = max(total, len(lines)) - MOST_LINES
    return (*lines[:MOST_LINES], f"And {more} more.") if more > 0 else tuple(lines)
