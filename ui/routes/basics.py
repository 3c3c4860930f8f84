"""The dashboard's own document, the sign that we are well, and what people read where there is nothing."""

import re
from functools import cache
from html import escape
from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from timebank.access import ANONYMOUS, Actor
from timebank.community.reads import community
from timebank.errors import Refused
from timebank.work import Look
from ui import words
from ui.routes.desk import Desk
from ui.routes.gate import NOT_HERE
from ui.routes.plain import Link, Page


def routes(desk: Desk, pages: frozenset[str]) -> list[Route]:
    """The addresses of the dashboard's pages, of health, and of nothing."""

    async def document(request: Request) -> Response:
        actor, name = await desk.away(desk.app(request).see, await desk.caller(request), _who_and_where)
        return HTMLResponse(_document(actor.language, name))

    async def health(request: Request) -> Response:
        try:
            await desk.away(desk.app(request).see, ANONYMOUS, _ping)
        except Refused as refusal:
            return JSONResponse({"ok": False, "reason": str(refusal)}, 503)
        return JSONResponse({"ok": True})

    async def not_here(request: Request) -> Response:
        page = Page(words.NOT_HERE, (words.NOT_HERE_LEAD,), links=(Link(words.SignIn.home, "/"),), status=404)
        return await desk.show(request, page)

    return [
        *(Route(path, document, methods=["GET"]) for path in sorted(pages)),
        Route("/healthz", health, methods=["GET"]),
        Route(NOT_HERE, not_here, methods=["GET"]),
    ]


def _who_and_where(look: Look) -> tuple[Actor, str]:
    return look.actor, community(look).name


def _ping(look: Look) -> None:
    community(look)  # any read will do: it fails when the database is away or not ready


@cache
def _index() -> str:
    return (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")


def _document(language: str, name: str) -> str:
    """The dashboard's document with the language of whoever reads it and the name of the community."""
    html = re.sub(r'<html lang="[^"]*"', f'<html lang="{escape(language)}"', _index(), count=1)
    title = f"<title>{escape(name)}</title>"
    html = re.sub(r"<title>.*?</title>", lambda _: title, html, count=1, flags=re.DOTALL)
    no_script = f"<noscript>{escape(words.NO_SCRIPT)}</noscript>"
    return re.sub(r"<noscript>.*?</noscript>", lambda _: no_script, html, count=1, flags=re.DOTALL)
