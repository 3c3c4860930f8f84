"""The server: the dashboard, our own addresses beside it and the gate before both, in one process."""

import gc
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.routing import Route

from timebank.app import App
from timebank.settings import Settings
from ui import context, pages
from ui.look import THEME
from ui.routes import (
    answer,
    basics,
    calendar,
    files,
    hours_answer,
    monday,
    sheets,
    short_meetings,
    signing,
    statements,
    unsubscribe,
)
from ui.routes.cookies import cookies_for
from ui.routes.desk import Desk
from ui.routes.gate import IDENTITY, NOT_HERE, Gate, allowed_hosts

if TYPE_CHECKING:
    from timebank.jobs.worker import Ticking

SCRIPT = Path(__file__).with_name("app.py")
HEAVY = ("pandas", "pyarrow", "streamlit.elements.vega_charts", "streamlit.elements.arrow", "ui.shell")


def make(app: App) -> st.App:
    """The ASGI application that serves one community; nothing listens yet."""
    context.bind(app)
    cookies = cookies_for(app.settings)
    desk = Desk(cookies)
    paths = pages.paths()
    routes = [*basics.routes(desk, paths), *signing.routes(desk), *answer.routes(desk), *files.routes(desk)]
    routes += [*hours_answer.routes(desk), *statements.routes(desk), *calendar.routes(desk), *unsubscribe.routes(desk)]
    routes += [*monday.routes(desk), *sheets.routes(desk), *short_meetings.routes(desk)]
    gate = Middleware(
        Gate, cookies=cookies, hosts=frozenset(allowed_hosts(app.settings)), pages=paths, own=_is_own(routes)
    )
    return st.App(
        SCRIPT, routes=routes, middleware=[gate], lifespan=_life_of(app), on_script_error=context.on_script_error
    )


def _is_own(routes: list[Route]) -> Callable[[str], bool]:
    """A function that says whether an address is one of our own."""
    return lambda path: path != NOT_HERE and any(route.path_regex.match(path) for route in routes)


def _life_of(app: App) -> Callable[[st.App], AbstractAsyncContextManager[None]]:
    """What happens before the first visit and after the last.

    What is heavy is loaded, then kept out of every later garbage collection: freezing what never goes away makes a
    click about eight times cheaper, because the collector then only looks at the young.
    """

    @asynccontextmanager
    async def life(_: st.App) -> AsyncIterator[None]:
        for name in HEAVY:
            import_module(name)
        worker = _worker(app) if app.settings.worker_inside else None
        gc.collect()
        gc.freeze()
        yield
        if worker is not None:
            await run_in_threadpool(worker.stop)

    return life


def _worker(app: App) -> "Ticking":
    from timebank.jobs.worker import start_inside  # late: most installations have a worker of their own

    return start_inside(app)


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
