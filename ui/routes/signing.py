"""Signing in and out, and help with a forgotten password."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from timebank.access import ANONYMOUS
from timebank.errors import Busy, Refused
from timebank.members import links
from timebank.members.attempts import TooManyTries
from timebank.members.doors import ask_for_password_letter
from timebank.members.sign_in import WrongPassword, set_password_by_link, sign_in, sign_out
from ui import words
from ui.routes.cookies import SESSION, SESSION_SECONDS
from ui.routes.desk import Desk
from ui.routes.plain import Button, Field, ForeignForm, Link, Page

# A page, and what to show on it.
_PAGE_PATH = re.compile(r"/[a-z0-9_-]{0,60}(\?[a-z]{1,20}=[A-Za-z0-9_-]{1,60}(&[a-z]{1,20}=[A-Za-z0-9_-]{1,60}){0,3})?")
HOME = Link(words.SignIn.home, "/")
SIGN_IN = Link(words.SignIn.button, "/sign-in")
HELP = Link(words.SignIn.forgotten, "/password-help")


def routes(desk: Desk) -> list[Route]:
    """The addresses for signing in and out."""
    return [
        _both("/sign-in", desk, _show_sign_in, _sign_in),
        _both("/sign-out", desk, _show_sign_out, _sign_out),
        _both("/password-help", desk, _show_help, _help),
        _both("/password/{secret}", desk, _show_password, _password),
    ]


Handler = Callable[[Desk, Request], Awaitable[Response]]


def _both(path: str, desk: Desk, get: Handler, post: Handler) -> Route:
    async def answer(request: Request) -> Response:
        return await (post if request.method == "POST" else get)(desk, request)

    return Route(path, answer, methods=["GET", "POST"])


def _sign_in_page(email: str = "") -> Page:
    return Page(
        title=words.SignIn.title,
        fields=(
            Field("email", words.SignIn.email, "email", email, "username"),
            Field("password", words.SignIn.password, "password", autocomplete="current-password"),
        ),
        buttons=(Button(words.SignIn.button),),
        links=(HELP,),
    )


async def _show_sign_in(desk: Desk, request: Request) -> Response:
    if await desk.caller(request) != ANONYMOUS:
        return RedirectResponse(_next(request), 303)
    return await desk.show(request, _sign_in_page())


async def _sign_in(desk: Desk, request: Request) -> Response:
    try:
        form = await desk.form(request)
    except ForeignForm as refusal:
        return await desk.show(request, replace(_sign_in_page(), said=str(refusal), status=403))
    email = form.get("email", "")[:254]
    app = desk.app(request)
    source = _source(request, app.settings.trusted_proxy)
    try:
        secret = await desk.away(sign_in, app, email, form.get("password", ""), source)
    except (WrongPassword, TooManyTries, Busy) as refusal:
        status = 429 if isinstance(refusal, TooManyTries) else 503 if isinstance(refusal, Busy) else 401
        return await desk.show(request, replace(_sign_in_page(email), said=str(refusal), status=status))
    await _end_former(desk, request)
    response = RedirectResponse(_next(request), 303)
    desk.cookies.keep(response, SESSION, secret, SESSION_SECONDS)
    return response


def _source(request: Request, trusted_proxy: str) -> str:
    """Where a try comes from: the caller's address, or what the trusted proxy added last when it is the caller."""
    caller = request.client.host if request.client else "unknown"
    if not trusted_proxy or caller != trusted_proxy:
        return caller
    said = ",".join(request.headers.getlist("x-forwarded-for")).rpartition(",")[2].strip()
    return said[:100] or caller


async def _end_former(desk: Desk, request: Request) -> None:
    former = desk.secret(request)
    if former:
        await desk.away(sign_out, desk.app(request), former)


def _next(request: Request) -> str:
    wanted = request.query_params.get("next", "")
    return wanted if _PAGE_PATH.fullmatch(wanted) else "/"


async def _show_sign_out(desk: Desk, request: Request) -> Response:
    page = Page(words.SignOut.title, (words.SignOut.ask,), buttons=(Button(words.SignOut.button),), links=(HOME,))
    return await desk.show(request, page)


async def _sign_out(desk: Desk, request: Request) -> Response:
    try:
        await desk.form(request)
    except ForeignForm as refusal:
        page = Page(words.SignOut.title, buttons=(Button(words.SignOut.button),), said=str(refusal), status=403)
        return await desk.show(request, page)
    await _end_former(desk, request)
    page = Page(words.SignOut.title, links=(SIGN_IN,), said=words.SignOut.done, went_well=True)
    response = await desk.show(request, page)
    desk.cookies.drop(response, SESSION)
    response.headers["clear-site-data"] = '"cache", "storage"'
    return response


def _help_page() -> Page:
    return Page(
        words.PasswordHelp.title,
        (words.PasswordHelp.lead,),
        (Field("email", words.SignIn.email, "email", autocomplete="username"),),
        (Button(words.PasswordHelp.button),),
        (SIGN_IN,),
    )


async def _show_help(desk: Desk, request: Request) -> Response:
    return await desk.show(request, _help_page())


async def _help(desk: Desk, request: Request) -> Response:
    try:
        form = await desk.form(request)
    except ForeignForm as refusal:
        return await desk.show(request, replace(_help_page(), said=str(refusal), status=403))
    await desk.away(ask_for_password_letter, desk.app(request), form.get("email", "")[:254])
    page = Page(words.PasswordHelp.title, links=(SIGN_IN,), said=words.PasswordHelp.sent, went_well=True)
    return await desk.show(request, page)


def _password_page() -> Page:
    new = Field("password", words.Password.label, "password", autocomplete="new-password", hint=words.Password.hint)
    return Page(words.Password.title, fields=(new,), buttons=(Button(words.Password.button),))


async def _show_password(desk: Desk, request: Request) -> Response:
    try:
        await desk.away(desk.app(request).see, ANONYMOUS, links.read, links.PASSWORD, request.path_params["secret"])
    except links.LinkSpent as refusal:
        return await desk.show(request, _spent(refusal))
    return await desk.show(request, _password_page())


def _spent(refusal: Refused) -> Page:
    return Page(words.Password.title, said=str(refusal), links=(HELP, SIGN_IN), status=410)


async def _password(desk: Desk, request: Request) -> Response:
    try:
        form = await desk.form(request)
        await desk.away(
            set_password_by_link, desk.app(request), request.path_params["secret"], form.get("password", "")
        )
    except links.LinkSpent as refusal:
        return await desk.show(request, _spent(refusal))
    except Refused as refusal:
        status = 403 if isinstance(refusal, ForeignForm) else 422
        return await desk.show(request, replace(_password_page(), said=str(refusal), status=status))
    page = Page(words.Password.title, links=(SIGN_IN,), said=words.Password.done, went_well=True)
    return await desk.show(request, page)
