"""Sheets to print for members without e-mail: one page of paper or more for each, which a coordinator hands over."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from jinja2 import Environment, Template
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from timebank.community.reads import community
from timebank.community.rules import Community
from timebank.errors import Refused, SignInNeeded
from timebank.reports.sheet_lines import AGAIN, Line, Sheet
from timebank.reports.sheets import sheet, sheets
from timebank.work import Look
from ui import words
from ui.parts.dates import local_day, long_day
from ui.parts.sheets import Block, block, meeting_words
from ui.routes.desk import Desk
from ui.routes.plain import CONTENT_POLICY, Link, Page
from ui.words.sheets import Paper as said

# Black on white whatever the reader's screen is set to: this page is made for paper.
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ said.of_all }} - {{ here.name }}</title><style>
:root { color-scheme: only light; }
@page { size: A4; margin: 16mm 16mm 14mm; }
* { box-sizing: border-box; }
body { font: {{ size }}pt/1.4 "Source Sans", system-ui, sans-serif; color: #000000; background: #ffffff;
  max-width: 178mm; margin: 0 auto; padding: 6mm 4mm; }
h2 { font-size: 1.55em; line-height: 1.2; margin: 0; overflow-wrap: anywhere; }
h3 { font-size: 1.15em; margin: 1em 0 0.3em; border-bottom: 0.6mm solid #000000; break-after: avoid; }
h4 { font-size: 1em; margin: 0; overflow-wrap: anywhere; }
p { margin: 0 0 0.35em; overflow-wrap: anywhere; white-space: pre-line; }
ul { margin: 0 0 0.35em; padding-left: 1.2em; }
article { break-after: page; padding-bottom: 6mm; } article:last-of-type { break-after: auto; }
.sheet { display: table; width: 100%; table-layout: fixed; } .all { display: table-row-group; }
.head { display: table-header-group; break-inside: avoid; } /* on each leaf, so that none is without its name */
.top { padding-bottom: 0.5em; }
.top, .line { display: flex; gap: 6mm; justify-content: space-between; align-items: baseline; }
.number { white-space: nowrap; font-variant-numeric: tabular-nums; }
.one { break-inside: avoid; margin: 0 0 0.9em; padding: 0.35em 0 0; }
.ways { list-style: none; padding: 0; margin: 0.3em 0 0; }
.ways li { display: flex; align-items: flex-end; gap: 2.5mm; margin: 0 0 0.35em; }
.box { flex: none; width: 1.1em; height: 1.1em; border: 0.5mm solid #000000; align-self: flex-start;
  margin-top: 0.15em; }
.blank { flex: 1; min-width: 20mm; border-bottom: 0.3mm solid #000000; }
.write { margin: 0.3em 0 0; } .write span { display: block; height: 2em; border-bottom: 0.3mm solid #000000; }
.foot { border-top: 0.3mm solid #000000; padding-top: 1.5mm; margin-top: 1.2em; font-size: 0.85em; }
.screen { font: 12pt/1.5 system-ui, sans-serif; border-bottom: 0.3mm solid #000000; margin-bottom: 8mm;
  padding-bottom: 3mm; }
.screen a { color: #0b5563; display: inline-block; min-height: 24px; margin-right: 5mm; }
.screen h1 { font-size: 1.3em; margin: 0 0 2mm; }
@media print { .screen { display: none; } body { padding: 0; max-width: none; } article { padding: 0; } }
</style></head><body><main>
<div class="screen"><h1>{{ said.of_all }}</h1><p>{{ said.screen if printed else said.none }}</p>
{% for one in links %}<a href="{{ one.address }}">{{ one.words }}</a> {% endfor %}</div>
{% for one in printed %}<article aria-labelledby="for-{{ loop.index }}">
<div class="sheet"><div class="head"><div class="top">
<h2 id="for-{{ loop.index }}">{{ said.title.format(name=one.name) }}</h2>
<span class="number">{{ said.number.format(number=one.number) }}</span></div></div><div class="all">
{% if one.has_lines %}<p>{{ said.lead }} {{ said.no_hurry }}</p>{% endif %}
{% if one.is_empty %}<p>{{ said.nothing }}</p>{% endif %}
{% for heading, blocks in one.parts %}<section><h3>{{ heading }}</h3>
{% for number, found in blocks %}<div class="one"><div class="line"><h4>{{ found.title }}</h4>
<span class="number">{{ number }}</span></div>
{% for words in found.details %}<p>{{ words }}</p>{% endfor %}
<ul class="ways">{% for words in found.answers.values() %}<li><span class="box" aria-hidden="true"></span>
<span>{{ words }}</span>{% if words.endswith(":") %}<span class="blank"></span>{% endif %}</li>{% endfor %}</ul>
{% for words in found.prompts %}<div class="write">{{ words }}<span></span></div>{% endfor %}</div>
{% endfor %}</section>{% endfor %}
{% if one.to_come %}<section><h3>{{ said.to_come }}</h3>
{% for title, details in one.to_come %}<div class="one"><h4>{{ title }}</h4>
{% for words in details if words %}<p>{{ words }}</p>{% endfor %}</div>{% endfor %}</section>{% endif %}
{% if one.news %}<section><h3>{{ said.news }}</h3>
{% for day, paragraphs in one.news %}<div class="one"><h4>{{ day }}</h4>
{% for words in paragraphs %}<p>{{ words }}</p>{% endfor %}</div>{% endfor %}</section>{% endif %}
<p class="foot">{{ made }}</p></div></div></article>
{% endfor %}</main></body></html>
"""
USUAL, LARGE = 12, 18


@dataclass(frozen=True, slots=True)
class Found:
    """All that is printed."""

    here: Community
    now: datetime
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """One member's sheet in words."""

    name: str
    number: str
    has_lines: bool
    is_empty: bool
    parts: tuple[tuple[str, tuple[tuple[str, Block], ...]], ...]
    to_come: tuple[tuple[str, tuple[str, ...]], ...]
    news: tuple[tuple[str, tuple[str, ...]], ...]


def routes(desk: Desk) -> list[Route]:
    """The address of the sheets."""

    async def answer(request: Request) -> Response:
        member_id, is_large = request.query_params.get("member", ""), "large" in request.query_params
        try:
            caller = await desk.caller(request)
            found = await desk.away(desk.app(request).see, caller, partial(_read, member_id))
        except SignInNeeded:
            return RedirectResponse("/sign-in", 303)
        except Refused:
            page = Page(words.NOT_HERE, (words.NOT_HERE_LEAD,), links=(Link(words.SignIn.home, "/"),), status=404)
            return await desk.show(request, page)
        html = on_paper(found, member_id, is_large)
        return HTMLResponse(html, headers={"content-security-policy": CONTENT_POLICY})

    return [Route("/sheets/print", answer, methods=["GET"])]


def _read(member_id: str, look: Look) -> Found:
    if member_id:
        return Found(community(look), look.now, (sheet(look, member_id),))
    return Found(community(look), look.now, tuple(one for one in sheets(look) if not one.is_empty))


def on_paper(found: Found, member_id: str = "", is_large: bool = False) -> str:
    """All sheets as one page of HTML that looks well on A4, without any script; each member's begins on a new page."""
    local = found.now.astimezone(ZoneInfo(found.here.zone))
    contact = words.contact_line(found.here.contact)
    made = said.printed.format(
        community=found.here.name, day=long_day(local.date()), time=f"{local:%H:%M}", contact=contact
    )
    return _template().render(
        said=said,
        here=found.here,
        size=LARGE if is_large else USUAL,
        printed=tuple(_printed(one, found.here.zone) for one in found.sheets),
        links=_links(found, member_id, is_large),
        made=made,
    )


def _links(found: Found, member_id: str, is_large: bool) -> tuple[Link, ...]:
    whom = {"member": member_id} if member_id else {}
    size = {} if is_large else {"large": "1"}
    other = f"/sheets/print?{urlencode({**whom, **size})}".rstrip("?")
    printed = urlencode({**whom, "printed": found.now.isoformat()})
    back = f"/sheets?{urlencode(whom)}".rstrip("?")
    size_words = said.usual if is_large else said.large
    return (Link(size_words, other), Link(said.handed, f"/sheets?{printed}"), Link(said.back, back))


def _printed(one: Sheet, zone: str) -> Printed:
    by_kind: dict[str, list[Line]] = {}
    for line in one.lines:
        by_kind.setdefault(line.kind, []).append(line)
    parts = tuple(
        (said.parts[kind], tuple((line.number, _for_paper(line, zone)) for line in some))
        for kind, some in by_kind.items()
    )
    news = tuple((local_day(each.written_at, zone), each.paragraphs) for each in one.news)
    to_come = tuple(meeting_words(each) for each in one.to_come)
    return Printed(one.name, one.number, bool(one.lines), one.is_empty, parts, to_come, news)


def _for_paper(line: Line, zone: str) -> Block:
    """A line as it is printed: at an ending there is nothing to tick, only room to write."""
    found = block(line, zone)
    if found.answers.keys() == {"said", AGAIN}:
        return Block(found.title, found.details, {}, found.prompts)
    return found


@cache
def _template() -> Template:
    return Environment(autoescape=True).from_string(PAGE)
