"""The link that stops letters: looking changes nothing, one click of a mailbox or of a person stops them once."""

from dataclasses import replace
from email import message_from_bytes, policy
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from timebank.access import ANONYMOUS
from timebank.ids import digest
from timebank.mail.unsubscribe import FewerLetters, UnsubscribeSpent, offered_by_letter, unsubscribe_by_letter
from ui.routes.desk import Desk
from ui.routes.plain import LARGEST_FORM, Button, ForeignForm, Link, Page
from ui.words.letters import Fewer as said

THIS, ALL = "this", "all"
TO_PROFILE = Link(said.to_profile, "/profile")
NAME, VALUE = "List-Unsubscribe", "One-Click"  # what a mailbox sends, as RFC 8058 has it


def routes(desk: Desk) -> list[Route]:
    """The address of the links in letters that stop them."""

    async def answer(request: Request) -> Response:
        secret = str(request.path_params["secret"])
        try:
            if request.method == "POST" and await _is_one_click(request):
                return await _stop(desk, request, secret, everything=False)
            offered = await desk.away(desk.app(request).see, ANONYMOUS, offered_by_letter, secret)
            if request.method != "POST":
                return await desk.show(request, _ask(offered))
            return await _answer(desk, request, secret, offered)
        except UnsubscribeSpent as refusal:
            page = Page(said.title, said=str(refusal), links=(TO_PROFILE,), status=410)
            return await desk.show(request, page)

    return [Route("/fewer-letters/{secret}", desk.only_theirs(answer), methods=["GET", "POST"])]


def _ask(offered: FewerLetters) -> Page:
    about = said.about.format(words=offered.words) if offered.words else said.about_weekly
    buttons = (Button(said.this_kind, THIS), Button(said.all_kinds, ALL))
    return Page(said.title, (about, said.lead, said.leave), buttons=buttons, links=(TO_PROFILE,))


async def _answer(desk: Desk, request: Request, secret: str, offered: FewerLetters) -> Response:
    try:
        form = await desk.form(request)
    except ForeignForm as refusal:
        return await desk.show(request, replace(_ask(offered), said=str(refusal), status=403))
    if form.get("button") not in (THIS, ALL):
        return await desk.show(request, _ask(offered))
    return await _stop(desk, request, secret, everything=form["button"] == ALL)


async def _stop(desk: Desk, request: Request, secret: str, everything: bool) -> Response:
    """Stop them; the secret alone is the proof, so a mailbox needs neither a session nor a form of ours."""
    key = f"letter:{digest(secret)[:32]}:{desk.app(request).ids.new()}"
    await desk.away(desk.app(request).do, ANONYMOUS, unsubscribe_by_letter, key, secret, everything)
    words = said.all_done if everything else said.done
    return await desk.show(request, Page(said.title, said=words, went_well=True, links=(TO_PROFILE,)))


async def _is_one_click(request: Request) -> bool:
    """Whether a mailbox sent this; both ways of writing a form are known."""
    size = request.headers.get("content-length", "")
    if not size.isdecimal() or int(size) > LARGEST_FORM:
        return False
    body, kind = await request.body(), request.headers.get("content-type", "")
    if kind.startswith("multipart/form-data"):
        return _is_in_parts(body, kind)
    try:
        return parse_qs(body.decode("utf-8", "replace"), max_num_fields=20).get(NAME) == [VALUE]
    except ValueError:  # more fields than anybody sends
        return False


def _is_in_parts(body: bytes, kind: str) -> bool:
    head = f"Content-Type: {kind}\r\n\r\n".encode("latin-1", "replace")
    for part in message_from_bytes(head + body, policy=policy.HTTP).iter_parts():
        if part.get_param("name", header="content-disposition") == NAME:
            sent = part.get_payload(decode=True)  # its octets; nothing where it holds parts of its own
            return isinstance(sent, bytes) and sent.strip() == VALUE.encode()
    return False
