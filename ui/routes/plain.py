"""The plain pages beside the dashboard: one template, readable without scripts, with forms only we can have made."""

import secrets
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import parse_qs, urlsplit

from jinja2 import Environment, Template
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from timebank.errors import Refused
from ui import words
from ui.look import PLAIN_STYLE
from ui.routes.cookies import FORM, Cookies

LARGEST_FORM = 16_384
CONTENT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
PAGE = """{% macro form(one, is_first) %}<form method="post"
 {%- if page.said and one.is_told_of %} aria-describedby="said"{% endif %}>
<input type="hidden" name="token" value="{{ token }}">
{% for field in one.fields %}<label for="{{ field.name }}">{{ field.label }}</label>
{% if field.hint %}<p class="hint" id="{{ field.name }}-hint">{{ field.hint }}</p>{% endif %}
<input id="{{ field.name }}" name="{{ field.name }}" type="{{ field.kind }}" value="{{ field.value }}"
 autocomplete="{{ field.autocomplete }}" maxlength="254"{% if field.is_required %} required{% endif %}
 {%- if field.hint %} aria-describedby="{{ field.name }}-hint"{% endif %}>
{% endfor %}{% for button in one.buttons %}<button name="button" value="{{ button.value }}"
 {%- if not (loop.first and is_first) %} class="second"{% endif %}>{{ button.words }}</button>{% endfor %}</form>
{%- endmacro -%}
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ page.title }} - {{ community }}</title><style>{{ style|safe }}</style></head>
<body><header><strong>{{ community }}</strong>
<a href="{{ leave.address }}" rel="noreferrer">{{ leave.words }}</a></header>
<main><h1>{{ page.title }}</h1>
{% if page.said %}<p class="said{{ '' if page.went_well else ' wrong' }}" id="said"
 role="{{ 'status' if page.went_well else 'alert' }}">{{ page.said }}</p>{% endif %}
{% for paragraph in page.paragraphs %}<p>{{ paragraph }}</p>
{% endfor %}{% if page.buttons %}{{ form(page.form, true) }}{% endif %}
{% for one in page.more %}<h2>{{ one.title }}</h2>
{{ form(one, false) }}
{% endfor %}{% for link in page.links %}<p><a href="{{ link.address }}">{{ link.words }}</a></p>
{% endfor %}</main>{% if contact %}<footer>{{ contact }}</footer>{% endif %}</body></html>
"""


class ForeignForm(Refused):
    """This form was open for too long, or came from somewhere else. Nothing was changed; please try once more."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in."""

    name: str
    label: str
    kind: str = "text"
    value: str = ""
    autocomplete: str = "off"
    hint: str = ""
    is_required: bool = True


@dataclass(frozen=True, slots=True)
class Button:
    """One way to send a form."""

    words: str
    value: str = "go"


@dataclass(frozen=True, slots=True)
class Form:
    """Something that can be sent by itself; `is_told_of` when what the page says first is about it."""

    title: str
    fields: tuple[Field, ...]
    buttons: tuple[Button, ...]
    is_told_of: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A way on from here."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Page:
    """A plain page: what was just said, a few paragraphs, a form and `more` under headings of their own, ways on."""

    title: str
    paragraphs: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    buttons: tuple[Button, ...] = ()
    links: tuple[Link, ...] = ()
    said: str = ""
    went_well: bool = False
    status: int = 200
    leave: Link = field(default=Link(words.LEAVE, words.LEAVE_ADDRESS))
    more: tuple[Form, ...] = ()

    @property
    def form(self) -> Form:
        """The first form, under the title of the page."""
        return Form(self.title, self.fields, self.buttons, not any(one.is_told_of for one in self.more))


@cache
def _template() -> Template:
    return Environment(autoescape=True).from_string(PAGE)


def show(page: Page, community: str, contact: str, cookies: Cookies, request: Request) -> Response:
    """A page as HTML, its form tied to this browser; nobody keeps a copy of it."""
    mark = cookies.read(request.headers.get("cookie", ""), FORM)
    is_new = len(mark) != 64
    mark = secrets.token_hex(32) if is_new else mark
    html = _template().render(
        page=page,
        community=community,
        contact=words.contact_line(contact),
        style=PLAIN_STYLE,
        leave=page.leave,
        token=cookies.token(mark),
    )
    response = HTMLResponse(html, page.status, {"content-security-policy": CONTENT_POLICY})
    if is_new:
        cookies.keep(response, FORM, mark, None)
    return response


async def form_of(request: Request, cookies: Cookies) -> dict[str, str]:
    """What was filled in; raises ForeignForm for anything that did not come from a page we made for this browser."""
    if not _is_own_origin(request):
        raise ForeignForm
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_FORM:
            raise ForeignForm
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=20)
    except ValueError as error:  # more fields than any of our pages has
        raise ForeignForm from error
    sent = {name: values[0] for name, values in fields.items()}
    mark = cookies.read(request.headers.get("cookie", ""), FORM)
    if not cookies.is_token(mark, sent.get("token", "")):
        raise ForeignForm
    return sent


def _is_own_origin(request: Request) -> bool:
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")
