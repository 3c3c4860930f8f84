"""What every own route needs: the community asked for, the person asking, and a way to answer with a plain page."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from timebank.access import ANONYMOUS, Caller
from timebank.app import App
from timebank.community.reads import community
from timebank.community.rules import Community
from timebank.members.links import MeantForAnother, refuse_another
from timebank.members.sign_in import caller_of
from ui import words
from ui.context import app_of
from ui.routes.cookies import SESSION, Cookies
from ui.routes.plain import Link, Page, form_of, show

P = ParamSpec("P")
T = TypeVar("T")
Answering = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the own routes are answered."""

    cookies: Cookies

    def app(self, request: Request) -> App:
        """The community of the host name that was asked for."""
        return app_of(request.headers.get("host", ""))

    async def away(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do slow work (a database, a hash) beside the loop that serves everybody."""
        return await run_in_threadpool(work, *args, **kwargs)

    async def caller(self, request: Request) -> Caller:
        """Who is asking."""
        secret = self.secret(request)
        return await self.away(caller_of, self.app(request), secret) if secret else ANONYMOUS

    def secret(self, request: Request) -> str:
        """The session secret the browser sent, or nothing."""
        return self.cookies.read(request.headers.get("cookie", ""), SESSION)

    async def show(self, request: Request, page: Page) -> Response:
        """Answer with a plain page in this community's name."""
        here: Community = await self.away(self.app(request).see, ANONYMOUS, community)
        return show(page, here.name, here.contact, self.cookies, request)

    async def form(self, request: Request) -> dict[str, str]:
        """What was filled in; raises ForeignForm."""
        return await form_of(request, self.cookies)

    def only_theirs(self, answer: Answering) -> Answering:
        """The same answer, unless somebody else is signed in here than the person whose letter holds the secret."""

        async def checked(request: Request) -> Response:
            caller, secret = await self.caller(request), str(request.path_params["secret"])
            try:
                await self.away(self.app(request).see, caller, refuse_another, secret)
            except MeantForAnother as refusal:
                links = (Link(words.SignOut.button, "/sign-out"), Link(words.SignIn.home, "/"))
                page = Page(words.MEANT_FOR_ANOTHER, said=str(refusal), links=links, status=403)
                return await self.show(request, page)
            return await answer(request)

        return checked
