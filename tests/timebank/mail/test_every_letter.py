"""Every letter there is: kind, short, readable without pictures, and nothing in its subject that others may not see."""

import ast
import re
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from letter_gallery import COMMUNITY, LINK, NAME, PEOPLE, PROGRAMME, drafts, letters
from world import World

import timebank
from timebank.access import OPERATOR
from timebank.mail.actions import write
from timebank.mail.folding import folded_html, folded_text
from timebank.mail.kinds import ALWAYS, GROUPS, IS_OFF, KINDS, UnknownKind, group_of, is_urgent
from timebank.mail.languages import WRITTEN, language_for
from timebank.mail.rules import Draft, foot, html_of, text_of, with_foot
from ui.words.service import Letters

ROOT = Path(timebank.__file__).parent
HEALTH = re.compile(
    r"health|ill\b|illness|doctor|nurse|hospital|clinic|therap|dementia|depress|anxi|lonel|cancer|stroke|disab"
    r"|addict|medic|patient|diagnos|safeguard|concern|carer|wheelchair|deaf|blind",
    re.IGNORECASE,
)
NEVER = re.compile(r"\b(debts?|owes?|owed|owing|overdrawn|credits?|claims?|invoice|fine of)\b", re.IGNORECASE)
MOST_WORDS = 150
VOID = {"meta", "hr", "br"}
LETTERS = letters()


class Reading(HTMLParser):
    """What somebody hears who has the HTML of a letter read to them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.words: dict[str, list[str]] = {}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        self.words.setdefault(tag, []).append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, "each element is closed in its turn"

    def handle_data(self, data: str) -> None:
        for tag in self.open:
            self.words[tag][-1] += data


def faults(html: str) -> list[str]:
    """What is wrong with the HTML of a letter."""
    reading = Reading(html)
    tags = [tag for tag, _ in reading.seen]
    found = [f"there is {tag}" for tag in tags if tag in ("img", "script", "style", "link", "iframe", "form", "table")]
    found += [
        f"an empty {tag}"
        for tag in ("title", "p", "a", "h1", "h2")
        for one in reading.words.get(tag, [])
        if not one.strip()
    ]
    for (_, had), words in zip([one for one in reading.seen if one[0] == "a"], reading.words.get("a", []), strict=True):
        if not str(had.get("href", "")).startswith(("http://", "https://")):
            found.append(f"a link to {had.get('href')!r}")
        if words.strip().lower() in ("here", "click here", "link", "more"):
            found.append(f"a link that only says {words!r}")
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    if levels.count(1) != 1:
        found.append("not one heading for all")
    if any(after > before + 1 for before, after in zip([0, *levels], levels, strict=False)):
        found.append(f"headings jump: {levels}")
    if dict(reading.seen)["html"].get("lang") not in WRITTEN:
        found.append("no language to read it in")
    return found + ([f"left open: {reading.open}"] if reading.open else [])


def test_a_letter_that_is_hard_to_read_is_found() -> None:
    bad = html_of(Draft("", "Hello", ("",), "Bye", "javascript:alert(1)", "here"), "xx").replace("<p>", "<h3><p>", 1)
    with pytest.raises(AssertionError):
        faults(bad)
    bad = bad.replace("<h3>", "<h3></h3>").replace("</body>", "<img></img></body>")
    said = " ".join(faults(bad))
    for one in ("there is img", "an empty title", "an empty p", "javascript", "only says", "headings jump", "language"):
        assert one in said


def test_the_gallery_has_the_letters_of_every_room() -> None:
    assert {name.split(".")[0] for name in LETTERS} >= {"jobs", "ledger", "listings", "matches", "meetings", "members"}
    assert len(LETTERS) > 45


@pytest.mark.parametrize("name", LETTERS)
def test_each_letter_is_kind_short_and_readable(name: str) -> None:
    for draft in drafts(LETTERS[name]):
        html, text = html_of(draft, "en"), text_of(draft)
        assert not faults(html)
        assert draft.greeting == f"Hello {NAME},", "one addressee"
        assert len(draft.subject) < 78
        assert not any(one in draft.subject for one in (NAME, PROGRAMME, LINK, *PEOPLE))
        assert not HEALTH.search(draft.subject.replace(COMMUNITY, "")), draft.subject
        assert not NEVER.search(text), NEVER.search(text)
        assert len(text.split()) <= MOST_WORDS
        assert "  " not in text
        assert " ." not in text
        assert " ," not in text
        assert not re.search(r"\bNone\b|\{|\}|\(\)|\b[A-Z]{4,}\b", text.replace(LINK, "")), text
        assert all(words.rstrip()[-1] in ".!?:…)" or PEOPLE[0] in words[-30:] for words in draft.paragraphs), draft
        assert draft.link_words or not draft.link
        assert not (draft.link and draft.link in " ".join(draft.paragraphs)), "at most one link"


def test_a_weekly_letter_and_the_way_out_are_as_readable() -> None:
    both = [
        draft for name in ("matches.letters.matched", "meetings.letters.planned") for draft in drafts(LETTERS[name])
    ]
    texts, htmls = [text_of(one) for one in both], [html_of(one, "en") for one in both]
    lines = foot(COMMUNITY, "Ring Cora & Co on 01343 2.", "News")
    text, html = with_foot(folded_text(texts), folded_html(htmls, "en", "You have a message"), lines, LINK)
    assert not faults(html)
    assert all(one in text and escape(one) in html for one in lines)
    assert text.count("Hello ") == html.count("Hello ") == 1
    for one in both:
        assert all(words in text for words in one.paragraphs)
    assert text.count("Warm wishes") == html.count("Warm wishes") == 1


def test_every_kind_of_letter_anywhere_belongs_to_a_group() -> None:
    kinds = (
        set(Letters.kinds) | literal_kinds() | {f"hours_{name.split('.')[-1]}" for name in LETTERS if "ledger" in name}
    )
    assert literal_kinds() >= {"matched", "drafts_wait", "listing_ended"}
    assert {kind for kind in kinds if not group_of(kind)} == set()
    assert {group for _, group in KINDS} == {*GROUPS, ALWAYS}


def literal_kinds() -> set[str]:
    """What stands in the place of the kind wherever a letter is written in plain words."""
    found = set()
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_write = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "write"
            if is_write and len(node.args) > 3 and isinstance(node.args[3], ast.Constant):
                found.add(str(node.args[3].value))
    return found


def test_a_letter_of_no_known_kind_cannot_be_written(world: World) -> None:
    ann = world.member("Ann").member_id
    with pytest.raises(UnknownKind):
        world.app.do(OPERATOR, write, "x", ann, "a_new_kind", Draft("s", "g", (), "c"))


def test_what_is_necessary_and_what_is_urgent_is_little() -> None:
    necessary = {kind for kind, group in KINDS if group == ALWAYS}
    assert necessary == {"password", "invitation", "concern*", *IS_OFF}
    assert [is_urgent(kind) for kind in ("password", "concern_waits", "hours_gift", "meeting_moved")] == [
        *(True, True),
        *(False, False),
    ]


def test_a_letter_says_in_which_language_it_is_written_not_which_one_was_wished_for() -> None:
    assert [language_for(wanted) for wanted in ("en", "en-GB", "cy", "")] == ["en", "en-GB", "en", "en"]
    assert '<html lang="en"' in html_of(Draft("s", "g", (), "c"), language_for("cy"))
