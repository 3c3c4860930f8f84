"""What people wrote, shown as they wrote it: never as a link, a picture, a formula or a command to the page."""

import re
from html import escape

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&\"'=^@/%;?,])")
_FIGURES = re.compile(r"(?<=\d) (?=h\b|min\b)|(?<=\d h) (?=\d)")
_LINKS = re.compile(r"(?i)\b(https?|ftp|mailto|www)(?=[:.])|(?<=\w)(?=@\w)")


def plain(words: str) -> str:
    """People's words for a place that understands Markdown: every sign stands for itself, lines stay lines."""
    unlinked = _LINKS.sub(lambda found: found.group(0) + "\N{WORD JOINER}", together(words))
    return "  \n".join(_MARKS.sub(r"\\\1", line) for line in unlinked.splitlines())


def together(words: str) -> str:
    """Words with their figures held to their units, so that "4 h" never breaks over two lines."""
    return _FIGURES.sub("\N{NO-BREAK SPACE}", words)


def html(words: str) -> str:
    """People's words for a place that understands HTML."""
    return escape(together(words))
