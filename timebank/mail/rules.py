"""What a letter is made of, and how it becomes plain text and simple HTML; pure."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import groupby

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WAY_OUT = "Too many letters? Here you choose to get fewer, without signing in"
FROM_US = "You get this letter because you are a member of {community}."
KIND = "It is of this kind: “{words}”."
QUESTIONS = "Questions? {contact}"
COPY = "If that does not open, copy this address:"
BULLET = "• "
# The colours are those of whatever shows the letter, light or dark; only the button brings its own, for both.
HTML = """<!doctype html>
<html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>%s</title></head>
<body style="color-scheme:light dark;background-color:Canvas;color:CanvasText;font-family:sans-serif;font-size:17px;\
line-height:1.5;max-width:600px;margin:0 auto;padding:12px;overflow-wrap:anywhere">
%s</body></html>"""
GREETING = "font-size:19px;line-height:1.4;margin:0 0 1em"
BUTTON = (
    "display:inline-block;padding:10px 18px;border:1px solid #ffffff;border-radius:8px;background-color:#0b5563;"
    "color:#ffffff;font-weight:bold;text-decoration:none"
)
SMALL = "font-size:15px"


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
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def text_of(draft: Draft) -> str:
    """The letter as plain text."""
    parts = [draft.greeting, *draft.paragraphs]
    if draft.link:
        parts.append(f"{draft.link_words}:\n{draft.link}")
    return "\n\n".join([*parts, draft.closing]) + "\n"


def html_of(draft: Draft, language: str) -> str:
    """The letter as HTML without images, scripts or styles from elsewhere; every word escaped, one line a part."""
    parts = [f'<h1 style="{GREETING}">{escape(draft.greeting)}</h1>', *_paragraphs(draft.paragraphs)]
    if draft.link:
        link = escape(draft.link)
        parts.append(f'<p><a href="{link}" style="{BUTTON}">{escape(draft.link_words)}</a></p>')
        parts.append(f'<p style="{SMALL}">{COPY}<br>{link}</p>')
    parts.append(f"<p>{escape(draft.closing)}</p>")
    return HTML % (escape(language), escape(draft.subject), "\n".join(parts))


def _paragraphs(paragraphs: Iterable[str]) -> Iterator[str]:
    """Paragraphs, those with a bullet as one list where they stand together; each in one line."""
    for is_list, some in groupby(paragraphs, lambda one: one.startswith(BULLET)):
        words = [escape(one).replace("\n", "<br>") for one in some]
        if is_list:
            yield f"<ul>{''.join(f'<li>{one.removeprefix(BULLET)}</li>' for one in words)}</ul>"
        else:
            yield from (f"<p>{one}</p>" for one in words)


def with_foot(text: str, html: str, lines: Sequence[str], way_out: str = "") -> tuple[str, str]:
    """A letter's plain text and HTML with what stands below its closing: who sends it, why, and how to get fewer."""
    below = "".join(f"{one}\n" for one in lines) + (f"{WAY_OUT}:\n{way_out}\n" if way_out else "")
    parts = [escape(one) for one in lines]
    if way_out:
        parts.append(f'<a href="{escape(way_out)}" style="color:LinkText">{escape(WAY_OUT)}</a>')
    before, _, after = html.rpartition("</body>")
    foot = "".join(f'<p style="{SMALL}">{one}</p>\n' for one in parts)
    return f"{text}\n--\n{below}", f"{before}<hr>\n{foot}</body>{after}"


def foot(community: str, contact: str, kind_in_words: str) -> tuple[str, ...]:
    """Who sends a letter and why, and whom to ask."""
    told = FROM_US.format(community=community)
    if kind_in_words:
        told = f"{told} {KIND.format(words=kind_in_words)}"
    return (told, QUESTIONS.format(contact=contact)) if contact else (told,)


def inside_of(html: str) -> list[str]:
    """The lines of one of our letters, greeting first, closing last, without what stands around them."""
    return html[html.index(">", html.index("<body")) + 1 : html.rindex("</body>")].strip().split("\n")


def one_line(words: str, longest: int = 200) -> str:
    """Words fit for a header: no line breaks, control or direction-changing characters."""
    if words.isprintable() and words.isascii():
        return " ".join(words.split())[:longest]
    kept = (" " if character in "\r\n\t" else character for character in words)
    clean = "".join(character for character in kept if unicodedata.category(character) not in ("Cc", "Cf", "Cs"))
    return " ".join(clean.split())[:longest]


def message_id(letter_id: str, sender: str) -> str:
    """The Message-ID a letter keeps at every try, so that a mailbox can tell when it got the same one twice."""
    return f"<{letter_id}@{sender.rpartition('@')[2].rstrip('>') or 'localhost'}>"
