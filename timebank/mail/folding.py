"""How the letters somebody gets once a week become one: each keeps its words and its link, under a heading; pure."""

from collections.abc import Sequence
from html import escape

from timebank.mail.rules import HTML, inside_of

INTRODUCTION = "Here is what gathered for you, in one letter, as you chose."
HEADING = "{number} of {count}"
STYLE = 'style="font-size:18px;margin:1.5em 0 0"'


def folded_text(texts: Sequence[str]) -> str:
    """One plain text out of several of our own letters to the same reader: one greeting, one closing."""
    greeting, closing = texts[0].split("\n\n", 1)[0], texts[0].rstrip().rsplit("\n\n", 1)[-1]
    parts = [greeting, INTRODUCTION]
    for number, text in enumerate(texts, 1):
        heading = HEADING.format(number=number, count=len(texts))
        words = text.rstrip().split("\n\n", 1)[1].rpartition("\n\n")[0]
        parts += [f"{heading}\n{'-' * len(heading)}", words]
    return "\n\n".join([*parts, closing]) + "\n"


def folded_html(htmls: Sequence[str], language: str, subject: str) -> str:
    """The same for HTML, with a heading for each letter, so that one can go from one to the next."""
    first = inside_of(htmls[0])
    parts = [first[0], f"<p>{escape(INTRODUCTION)}</p>"]
    for number, html in enumerate(htmls, 1):
        heading = f"<h2 {STYLE}>{HEADING.format(number=number, count=len(htmls))}</h2>"
        parts += [heading, *inside_of(html)[1:-1]]
    return HTML % (escape(language), escape(subject), "\n".join([*parts, first[-1]]))
