"""What a letter is made of, and how it becomes plain text and simple HTML; pure."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from html import escape

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WAY_OUT = "Too many letters? Here you choose to get fewer, without signing in"
HTML = """<!doctype html>
<html lang="%s"><head><meta charset="utf-8"><title>%s</title></head>
<body style="font-family:sans-serif;font-size:17px;line-height:1.5;color:#111111;background:#ffffff;max-width:36em">
%s</body></html>"""


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
    """The letter as HTML without images, styles from elsewhere or scripts; every word escaped."""
    paragraphs = [f"<p>{escape(words)}</p>" for words in (draft.greeting, *draft.paragraphs)]
    if draft.link:
        link = escape(draft.link)
        words = f'<a href="{link}" style="color:#0b5563">{escape(draft.link_words)}</a>'
        paragraphs += [f"<p>{words}</p>", f"<p>{link}</p>"]
    paragraphs.append(f"<p>{escape(draft.closing)}</p>")
    return HTML % (escape(language), escape(draft.subject), "\n".join(paragraphs))


def with_way_out(text: str, html: str, address: str) -> tuple[str, str]:
    """A letter's plain text and HTML with the words at their end that say how to get fewer of them."""
    link = f'<a href="{escape(address)}" style="color:#0b5563">{escape(WAY_OUT)}</a>'
    before, _, after = html.rpartition("</body>")
    return f"{text}\n--\n{WAY_OUT}:\n{address}\n", f'{before}<p style="font-size:15px">{link}</p>\n</body>{after}'


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
