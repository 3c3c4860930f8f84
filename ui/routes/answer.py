"""The link in a letter about a suggestion: looking changes nothing, pressing a button answers once."""

import secrets
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from timebank.access import ANONYMOUS
from timebank.errors import Refused
from timebank.ids import digest
from timebank.matches.actions import answer_by_link
from timebank.matches.cards import MySuggestion
from timebank.matches.reads import suggestion_by_link
from timebank.members.links import LinkSpent
from ui import words
from ui.routes.desk import Desk
from ui.routes.plain import Button, ForeignForm, Link, Page

YES, NO = "yes", "no"
TO_MATCHES = Link(words.Answer.look, "/matches")


def routes(desk: Desk) -> list[Route]:
    """The address of the links in letters about suggestions."""

    async def answer(request: Request) -> Response:
        secret = str(request.path_params["secret"])
        try:
            card = await desk.away(desk.app(request).see, ANONYMOUS, suggestion_by_link, secret)
            if request.method != "POST":
                return await desk.show(request, _ask(card))
            return await _answer(desk, request, secret, card)
        except Refused as refusal:
            status = 410 if isinstance(refusal, LinkSpent) else 409
            page = Page(words.Answer.title, said=str(refusal), links=(TO_MATCHES,), status=status)
            return await desk.show(request, page)

    return [Route("/answer/{secret}", answer, methods=["GET", "POST"])]


def _ask(card: MySuggestion) -> Page:
    names = " and ".join(one.name for one in card.others)
    lead = words.Answer.who.format(names=names, programme=card.programme)
    return Page(
        words.Answer.title,
        (lead, *card.sentences, words.Answer.free),
        buttons=(Button(words.Answer.accept, YES), Button(words.Answer.decline, NO)),
        links=(TO_MATCHES,),
    )


async def _answer(desk: Desk, request: Request, secret: str, card: MySuggestion) -> Response:
    try:
        form = await desk.form(request)
    except ForeignForm as refusal:
        return await desk.show(request, replace(_ask(card), said=str(refusal), status=403))
    if form.get("button") not in (YES, NO):
        return await desk.show(request, _ask(card))
    accepts = form["button"] == YES
    key = f"letter:{digest(secret)[:32]}:{secrets.token_hex(8)}"
    await desk.away(desk.app(request).do, ANONYMOUS, answer_by_link, key, secret, accepts)
    said = words.Answer.accepted if accepts else words.Answer.declined
    return await desk.show(request, Page(words.Answer.title, said=said, went_well=True, links=(TO_MATCHES,)))
