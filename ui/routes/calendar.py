"""A meeting as a calendar file, for the people who meet; for everybody else there is nothing at this address."""

from functools import partial

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from timebank.errors import Refused, SignInNeeded
from timebank.meetings.reads import calendar_of
from ui import words
from ui.routes.desk import Desk
from ui.routes.plain import Link, Page


def routes(desk: Desk) -> list[Route]:
    """The addresses of calendar files."""

    async def answer(request: Request) -> Response:
        read = partial(calendar_of, meeting_id=str(request.path_params["meeting_id"]))
        try:
            text = await desk.away(desk.app(request).see, await desk.caller(request), read)
        except SignInNeeded:
            return RedirectResponse("/sign-in", 303)
        except Refused:
            page = Page(words.NOT_HERE, (words.NOT_HERE_LEAD,), links=(Link(words.SignIn.home, "/"),), status=404)
            return await desk.show(request, page)
        headers = {"content-disposition": 'attachment; filename="meeting.ics"'}
        return Response(text.encode(), media_type="text/calendar; charset=utf-8", headers=headers)

    return [Route("/meeting/{meeting_id}.ics", answer, methods=["GET"])]
