"""The link in a letter about a suggestion: looking changes nothing, a press answers once, a yes can be taken back."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from timebank.access import ANONYMOUS
from timebank.errors import Refused
from timebank.ids import digest
from timebank.life.undoing import undo_by_link
from timebank.matches.actions import answer_by_link
from timebank.matches.by_link import seen_by_link
from timebank.matches.cards import ByLink
from timebank.members.links import LinkSpent
from ui import words
from ui.routes.desk import Desk
from ui.routes.plain import Button, ForeignForm, Link, Page

YES, NO, BACK = "yes", "no", "back"
TO_MATCHES = Link(words.Answer.look, "/matches")


def routes(desk: Desk) -> list[Route]:
    """The address of the links in letters about suggestions."""

    async def answer(request: Request) -> Response:
        secret = str(request.path_params["secret"])
        try:
            seen = await desk.away(desk.app(request).see, ANONYMOUS, seen_by_link, secret)
            if request.method != "POST":
                return await desk.show(request, _page(seen))
            return await _press(desk, request, secret, seen)
        except Refused as refusal:
            status = 410 if isinstance(refusal, LinkSpent) else 409
            page = Page(words.Answer.title, said=str(refusal), links=(TO_MATCHES,), status=status)
            return await desk.show(request, page)

    return [Route("/answer/{secret}", desk.only_theirs(answer), methods=["GET", "POST"])]


def _page(seen: ByLink) -> Page:
    """What can be done now; each button names how often a yes was taken back, so that an old page presses nothing."""
    names = _names(seen.names)
    if not seen.may_answer:
        said = words.Answer.you_said_yes_match if seen.is_match else words.Answer.you_said_yes
        lead = said.format(names=names, programme=seen.programme)
        back = (Button(words.Answer.take_back, _value(BACK, seen)),)
        return Page(words.Answer.title, (lead, words.Answer.take_back_tells), buttons=back, links=(TO_MATCHES,))
    lead = words.Answer.who.format(names=names, programme=seen.programme)
    added = [one for one in seen.letter_words.split("\n") if one.strip()]
    return Page(
        words.Answer.title,
        (lead, *added, *seen.sentences, words.Answer.free),
        buttons=(Button(words.Answer.accept, _value(YES, seen)), Button(words.Answer.decline, _value(NO, seen))),
        links=(TO_MATCHES,),
    )


def _names(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _value(button: str, seen: ByLink) -> str:
    return f"{button}-{seen.taken_back}" if seen.taken_back else button


async def _press(desk: Desk, request: Request, secret: str, seen: ByLink) -> Response:
    try:
        form = await desk.form(request)
    except ForeignForm as refusal:
        return await desk.show(request, replace(_page(seen), said=str(refusal), status=403))
    pressed = form.get("button", "")
    possible = (YES, NO) if seen.may_answer else (BACK,)
    which = next((one for one in possible if _value(one, seen) == pressed), None)
    if which is None:
        return await desk.show(request, _page(seen))
    key = f"letter:{digest(secret)[:32]}:{pressed}"  # the same press sent twice is one press
    do = desk.app(request).do
    if which == BACK:
        await desk.away(do, ANONYMOUS, undo_by_link, key, secret)
        return await _taken_back(desk, request, secret)
    await desk.away(do, ANONYMOUS, answer_by_link, key, secret, which == YES)
    if which == NO:
        page = Page(words.Answer.title, said=words.Answer.declined, went_well=True, links=(TO_MATCHES,))
        return await desk.show(request, page)
    after = await desk.away(desk.app(request).see, ANONYMOUS, seen_by_link, secret)
    said = words.Answer.matched if after.is_match else words.Answer.accepted
    return await desk.show(request, replace(_page(after), said=said, went_well=True))


async def _taken_back(desk: Desk, request: Request, secret: str) -> Response:
    """Say so, with the buttons again while the suggestion is open."""
    try:
        seen = await desk.away(desk.app(request).see, ANONYMOUS, seen_by_link, secret)
    except LinkSpent:
        page = Page(words.Answer.title, said=words.Answer.taken_back_match, went_well=True, links=(TO_MATCHES,))
        return await desk.show(request, page)
    return await desk.show(request, replace(_page(seen), said=words.Answer.taken_back, went_well=True))
