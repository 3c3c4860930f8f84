"""What a letter is made of, and how it becomes plain text and simple HTML; pure."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache

from jinja2 import Environment, Template

HTML = """<!doctype html>
<html lang="{{ language }}"><head><meta charset="utf-8"><title>{{ draft.subject }}</title></head>
<body style="font-family:sans-serif;font-size:17px;line-height:1.5;color:#111111;background:#ffffff;max-width:36em">
<p>{{ draft.greeting }}</p>
{% for paragraph in draft.paragraphs %}<p>{{ paragraph }}</p>
{% endfor %}{% if draft.link %}<p><a href="{{ draft.link }}" style="color:#0b5563">{{ draft.link_words }}</a></p>
<p>{{ draft.link }}</p>
{% endif %}<p>{{ draft.closing }}</p></body></html>
"""


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody is told: a neutral subject, a few short paragraphs, at most one link."""

    subject: str
    greeting: str
    paragraphs: tuple[str, ...]
    closing: str
    link: str = ""
    link_words: str = ""


def envelope(community: str, name: str, link: str, link_words: str, *paragraphs: str) -> Draft:
    """What every room's letter has around its words: a neutral subject, a greeting, a closing."""
    return Draft(
        subject=f"You have a message from {community}",
        greeting=f"Hello {name},",
        paragraphs=paragraphs,
        link=link,
        link_words=link_words,
        closing=f"Warm wishes, {community}",
    )


def say_day(day: date) -> str:
    """A day in words: 3 November 2026."""
    return f"{day.day} {day:%B %Y}"


def text_of(draft: Draft) -> str:
    """The letter as plain text."""
    parts = [draft.greeting, *draft.paragraphs]
    if draft.link:
        parts.append(f"{draft.link_words}:\n{draft.link}")
    return "\n\n".join([*parts, draft.closing]) + "\n"


@cache
def _template() -> Template:
    return Environment(autoescape=True).from_string(HTML)


def html_of(draft: Draft, language: str) -> str:
    """The letter as HTML without images, styles from elsewhere or scripts; every word escaped."""
    return _template().render(draft=draft, language=language)


def one_line(words: str, longest: int = 200) -> str:
    """Words fit for a header: no line breaks, control or direction-changing characters."""
    kept = (" " if character in "\r\n\t" else character for character in words)
    clean = "".join(character for character in kept if unicodedata.category(character) not in ("Cc", "Cf", "Cs"))
    return " ".join(clean.split())[:longest]


def message_id(letter_id: str, sender: str) -> str:
    """The Message-ID a letter keeps at every try, so that a mailbox can tell when it got the same one twice."""
    return f"<{letter_id}@{sender.rpartition('@')[2].rstrip('>') or 'localhost'}>"
