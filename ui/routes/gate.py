"""The gate before every request: who may come, as whom, to which address, and what every answer must say."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlsplit

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from timebank.access import ANONYMOUS
from timebank.members.sign_in import caller_of
from timebank.settings import Settings
from ui.context import app_of
from ui.routes.cookies import SESSION, Cookies, header_of

IDENTITY = b"x-timebank-session"  # what st.user is filled from; only this gate may set it
NOT_HERE = "/not-here"
CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check", "/auth", "/oauth2callback")
ASSETS = ("/_stcore/", "/component/")
FOR_MEMBERS = ("/media/", "/_stcore/upload_file")
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")
ANSWERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
}
# The dashboard's own scripts need inline styles and evaluation (charts); nothing may come from, or go to, elsewhere.
CONTENT_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' blob: data:; worker-src 'self' blob:;"
    " object-src 'none'; base-uri 'self'; form-action 'self'; frame-src 'none'; frame-ancestors 'none'"
)


@cache
def files() -> frozenset[str]:
    """The addresses of the dashboard's own scripts, styles and pictures; its document is not one of them."""
    folder = Path(streamlit.__file__).parent / "static"
    found = (f"/{one.relative_to(folder).as_posix()}" for one in folder.rglob("*") if one.is_file())
    return frozenset(found) - {"/index.html"}


def allowed_hosts(settings: Settings) -> list[str]:
    """The host names under which people may come; behind another name, set the base address."""
    named = urlsplit(settings.address).hostname or ""
    return sorted({named, settings.host, *LOCAL_HOSTS} - {"", "0.0.0.0", "::"})  # noqa: S104  # names left out, not bound


@dataclass(slots=True)
class Gate:
    """ASGI middleware: strips identity headers, checks the host, finds the session, closes what nobody should open."""

    inner: ASGIApp
    cookies: Cookies
    hosts: frozenset[str]
    pages: frozenset[str]
    own: Callable[[str], bool]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it here."""
        if scope["type"] not in ("http", "websocket"):
            await self.inner(scope, receive, send)
            return
        scope["headers"] = [(name, value) for name, value in scope["headers"] if name != IDENTITY]
        if scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
            return
        await self._request(scope, receive, self._with_headers(scope, send))

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._is_host_allowed(scope):
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        scope["headers"].append((IDENTITY, self._secret(scope).encode("latin-1")))
        await self.inner(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        answer: ASGIApp | None = None
        if not self._is_host_allowed(scope):
            answer = PlainTextResponse("This address is not served here.", 400)
        elif path in self.pages or path.startswith(FOR_MEMBERS):
            if not await self._is_signed_in(scope):
                is_document = path in self.pages
                asked = path + ("?" + scope["query_string"].decode("latin-1") if scope["query_string"] else "")
                ahead = "" if asked == "/" else f"?next={quote(asked, safe='/')}"
                answer = RedirectResponse(f"/sign-in{ahead}", 303) if is_document else PlainTextResponse("", 404)
        elif path.startswith(CLOSED) or not (path.startswith(ASSETS) or path in files() or self.own(path)):
            scope = {**scope, "path": NOT_HERE, "raw_path": NOT_HERE.encode(), "method": "GET"}
        await (answer or self.inner)(scope, receive, send)

    def _secret(self, scope: Scope) -> str:
        return self.cookies.read(header_of(scope["headers"], b"cookie"), SESSION)

    async def _is_signed_in(self, scope: Scope) -> bool:
        secret = self._secret(scope)
        app = app_of(header_of(scope["headers"], b"host"))
        return bool(secret) and await run_in_threadpool(caller_of, app, secret) != ANONYMOUS

    def _is_host_allowed(self, scope: Scope) -> bool:
        host = header_of(scope["headers"], b"host")
        try:
            name = urlsplit(f"//{host}").hostname
        except ValueError:
            return False
        return name is not None and name.rstrip(".") in self.hosts

    def _with_headers(self, scope: Scope, send: Send) -> Send:
        keeps = scope["path"].startswith(ASSETS) or scope["path"] in files()

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._answers(keeps):
                    if name != "content-security-policy" or name not in headers:
                        headers[name] = value
            await send(message)

        return send_with_headers

    def _answers(self, keeps: bool) -> Iterable[tuple[str, str]]:
        yield from ANSWERS.items()
        yield "content-security-policy", CONTENT_POLICY
        if not keeps:
            yield "cache-control", "no-store"
        if self.cookies.is_secure:
            yield "strict-transport-security", "max-age=31536000"
