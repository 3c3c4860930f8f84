"""Files to take away: made for the person who asks, at the moment they ask, kept by nobody on the way."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from timebank.errors import Refused, SignInNeeded
from timebank.ledger.heads import file as heads_file
from timebank.reports.exports import ledger_csv
from timebank.work import Look
from ui import words
from ui.routes.desk import Desk
from ui.routes.plain import Link, Page


def routes(desk: Desk) -> list[Route]:
    """The addresses of files."""
    return [
        file_route(desk, "/ledger.csv", "ledger.csv", ledger_csv),
        file_route(desk, "/waiting-list.csv", "waiting-list.csv", _waiting_csv),
        file_route(desk, "/ledger-heads.json", "ledger-heads.json", heads_file, "application/json"),
    ]


def _waiting_csv(look: Look) -> str:
    from timebank.matches.waiting import waiting_csv  # brings the solvers, which no other address needs

    return waiting_csv(look)


def file_route(desk: Desk, path: str, name: str, read: Callable[[Look], str], kind: str = "text/csv") -> Route:
    """An address where a file is read as the person who asks may read it; for others there is nothing."""

    async def answer(request: Request) -> Response:
        try:
            text = await desk.away(desk.app(request).see, await desk.caller(request), read)
        except SignInNeeded:
            return RedirectResponse("/sign-in", 303)
        except Refused:
            page = Page(words.NOT_HERE, (words.NOT_HERE_LEAD,), links=(Link(words.SignIn.home, "/"),), status=404)
            return await desk.show(request, page)
        headers = {"content-disposition": f'attachment; filename="{name}"'}
        return Response(text.encode(), media_type=f"{kind}; charset=utf-8", headers=headers)

    return Route(path, answer, methods=["GET"])
