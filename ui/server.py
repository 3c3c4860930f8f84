"""The server: the dashboard, our own addresses beside it and the gate before both, in one process."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from timebank.app import App
from timebank.settings import Settings
from ui import context, pages
from ui.look import THEME
from ui.routes import answer, basics, files, signing
from ui.routes.cookies import cookies_for
from ui.routes.desk import Desk
from ui.routes.gate import IDENTITY, Gate, allowed_hosts

SCRIPT = Path(__file__).with_name("app.py")
HEAVY = ("pandas", "pyarrow", "streamlit.elements.vega_charts", "streamlit.elements.arrow", "ui.shell")


def make(app: App) -> st.App:
    """The ASGI application that serves one community; nothing listens yet."""
    context.bind(app)
    cookies = cookies_for(app.settings)
    desk = Desk(cookies)
    paths = pages.paths()
    routes = [*basics.routes(desk, paths), *signing.routes(desk), *answer.routes(desk), *files.routes(desk)]
    gate = Middleware(
        Gate, cookies=cookies, hosts=frozenset(allowed_hosts(app.settings)), pages=paths, own=_matcher(routes)
    )
    return st.App(SCRIPT, routes=routes, middleware=[gate], lifespan=_lifespan, on_script_error=context.on_script_error)


def _matcher(routes: list[Route]) -> "_Own":
    return _Own(tuple(routes))


class _Own:
    """Says whether an address is one of our own."""

    def __init__(self, routes: tuple[Route, ...]) -> None:
        self._routes = routes

    def __call__(self, path: str) -> bool:
        return path != "/not-here" and any(route.path_regex.match(path) for route in self._routes)


@asynccontextmanager
async def _lifespan(_: st.App) -> AsyncIterator[None]:
    """Load what is heavy before the first visit, then keep it out of every later garbage collection.

    Freezing what never goes away makes a click about eight times cheaper; the collector then only looks at the young.
    """
    for name in HEAVY:
        import_module(name)
    gc.collect()
    gc.freeze()
    yield


def config(settings: Settings) -> dict[str, object]:
    """Streamlit's options for these settings; nothing is read from its own files or variables."""
    return {
        "server.address": settings.host,
        "server.port": settings.port,
        "server.headless": True,
        "server.allowedHosts": allowed_hosts(settings),
        "server.trustedUserHeaders": {IDENTITY.decode(): context.SESSION_FIELD},
        "server.fileWatcherType": "none",
        "server.maxUploadSize": 2,
        "server.enableXsrfProtection": True,
        "runner.postScriptGC": False,
        "runner.magicEnabled": False,
        "client.showErrorDetails": "none",
        "client.showErrorLinks": False,
        "client.toolbarMode": "minimal",
        "browser.gatherUsageStats": False,
        "logger.level": "warning",
        "logger.hideWelcomeMessage": True,
        **THEME,
    }


def serve(app: App) -> None:
    """Serve a community until the process is told to stop."""
    make(app).run(config=config(app.settings))
