"""Statements to take away: as a file, and as one plain page to print; one's own, or a member's for a coordinator."""

from datetime import date
from functools import cache, partial

from jinja2 import Environment, Template
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from timebank.errors import InvalidInput, Refused, SignInNeeded
from timebank.reports.statements import Statement, as_csv, statement
from timebank.work import Look
from ui import words
from ui.parts import statements as parts
from ui.parts.dates import long_day
from ui.parts.unrecorded import line
from ui.routes.desk import Desk
from ui.routes.plain import CONTENT_POLICY, Link, Page
from ui.words.unrecorded import Statement as said

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ said.of.format(name=found.name) }} - {{ found.community }}</title><style>
@page { size: A4; margin: 15mm; }
body { font: 11pt/1.4 "Source Sans", system-ui, sans-serif; color: #111111; background: #ffffff; max-width: 180mm;
  margin: 0 auto; padding: 8mm 4mm; }
h1 { font-size: 16pt; margin: 0 0 1mm; } h2 { font-size: 12pt; margin: 6mm 0 1mm; } p { margin: 0 0 2mm; }
table { border-collapse: collapse; width: 100%; margin: 2mm 0 3mm; font-size: 9.5pt; }
caption { text-align: left; font-weight: 600; padding-bottom: 1mm; }
th, td { text-align: left; vertical-align: top; padding: 1mm 2.5mm 1mm 0; border-bottom: 0.3pt solid #6b7b7e;
  overflow-wrap: anywhere; }
thead { display: table-header-group; } tr { break-inside: avoid; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.screen a { color: #0b5563; display: inline-block; min-height: 24px; }
.wide { overflow-x: auto; } @media screen { table { min-width: 36rem; } }
@media print { .screen { display: none; } body { padding: 0; } .wide { overflow: visible; } }
</style></head><body><main>
<p class="screen">{{ said.how_to_print }} <a href="{{ back }}">{{ said.back }}</a></p>
<h1>{{ said.of.format(name=found.name) }}</h1>
<p>{{ found.community }} &middot; {{ period }}</p>
<p>{{ opening }}</p>
{% macro table(columns, rows, caption, numbers) %}<div class="wide" tabindex="0"
 role="region" aria-label="{{ caption }}">
<table><caption>{{ caption }}</caption><thead><tr>
{% for one in columns %}<th scope="col"{% if loop.index0 in numbers %} class="number"{% endif %}>{{ one }}</th>
{% endfor %}</tr></thead><tbody>{% for row in rows %}<tr>{% for one in row %}
<td{% if loop.index0 in numbers %} class="number"{% endif %}>{{ one }}</td>{% endfor %}</tr>
{% endfor %}</tbody></table></div>{% endmacro %}
{% if rows %}{{ table(said.columns, rows, said.caption, said.numbers) }}<p>{{ sums }}</p>
{% else %}<p>{{ said.nothing }}</p>{% endif %}
<p><strong>{{ closing }}</strong></p>{% if unrecorded %}<p>{{ unrecorded }}</p>{% endif %}
{% if pending %}<h2>{{ said.pending }}</h2>
{{ table(said.pending_columns, pending, said.pending_caption, (4,)) }}{% endif %}
<p>{{ made }}</p></main></body></html>
"""


def routes(desk: Desk) -> list[Route]:
    """The addresses of statements."""

    async def csv(request: Request) -> Response:
        found = await _asked(desk, request)
        if isinstance(found, Response):
            return found
        headers = {"content-disposition": 'attachment; filename="my-hours.csv"'}
        return Response(as_csv(found).encode(), media_type="text/csv; charset=utf-8", headers=headers)

    async def printed(request: Request) -> Response:
        found = await _asked(desk, request)
        if isinstance(found, Response):
            return found
        return HTMLResponse(on_paper(found), headers={"content-security-policy": CONTENT_POLICY})

    return [
        Route("/statement.csv", csv, methods=["GET"]),
        Route("/statement/print", printed, methods=["GET"]),
    ]


async def _asked(desk: Desk, request: Request) -> Statement | Response:
    """The statement that was asked for, or the answer instead of it."""
    query = request.query_params
    try:
        first, last = _day(query.get("from", "")), _day(query.get("to", ""))
        caller, read = await desk.caller(request), partial(_read, query.get("member", ""), first, last)
        return await desk.away(desk.app(request).see, caller, read)
    except SignInNeeded:
        return RedirectResponse("/sign-in", 303)
    except Refused:
        page = Page(words.NOT_HERE, (words.NOT_HERE_LEAD,), links=(Link(words.SignIn.home, "/"),), status=404)
        return await desk.show(request, page)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as error:
        raise InvalidInput("Please write the day like 2026-11-03.") from error


def _read(member_id: str, first: date | None, last: date | None, look: Look) -> Statement:
    if look.actor.member_id is None:
        raise SignInNeeded
    return statement(look, member_id or look.actor.member_id, first, last)


def on_paper(found: Statement) -> str:
    """A statement as one page of HTML that looks well on A4."""
    return _template().render(
        found=found,
        said=said,
        period=parts.period(found),
        opening=parts.opening(found),
        closing=parts.closing(found),
        sums=parts.sums(found),
        rows=[parts.line_row(line) for line in found.lines],
        pending=[parts.pending_row(line) for line in found.pending],
        unrecorded=line(found.unrecorded),
        made=said.made.format(day=long_day(found.made_on), community=found.community),
        back=parts.address("/statement", found),
    )


@cache
def _template() -> Template:
    return Environment(autoescape=True).from_string(PAGE)
