"""The link in a letter about short meetings: looking changes nothing, a press says once how it was with somebody."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from timebank.access import ANONYMOUS
from timebank.errors import InvalidInput, Refused
from timebank.ids import digest
from timebank.matches.taster_reads import MyTaster, tasters_by_link
from timebank.matches.taster_rules import SAYS
from timebank.matches.taster_saying import say_by_link
from timebank.members.links import LinkSpent
from ui.routes.desk import Desk
from ui.routes.plain import Button, Field, ForeignForm, Form, Link, Page
from ui.words.tasters import Tasters as SAID

TO_MATCHES = Link(SAID.link_way, "/matches")


def routes(desk: Desk) -> list[Route]:
    """The address of the links in letters about short meetings."""

    async def answer(request: Request) -> Response:
        secret = str(request.path_params["secret"])
        try:
            seen = await desk.away(desk.app(request).see, ANONYMOUS, tasters_by_link, secret)
            if request.method != "POST":
                return await desk.show(request, _page(seen))
            return await _press(desk, request, secret, seen)
        except Refused as refusal:
            status = 410 if isinstance(refusal, LinkSpent) else 409
            page = Page(SAID.link_title, said=str(refusal), links=(TO_MATCHES,), status=status)
            return await desk.show(request, page)

    return [Route("/short-meetings/{secret}", desk.only_theirs(answer), methods=["GET", "POST"])]


def _page(seen: list[MyTaster], said: str = "", *, went_well: bool = False, status: int = 200) -> Page:
    """Why these people, and one form for each of whom nothing has been said yet."""
    why = (SAID.link_why.format(name=one.name, why=" ".join(one.sentences)) for one in seen if one.sentences)
    return Page(
        SAID.link_title,
        (*why, SAID.link_lead),
        more=tuple(_form(one) for one in seen),
        links=(TO_MATCHES,),
        said=said,
        went_well=went_well,
        status=status,
    )


def _form(one: MyTaster) -> Form:
    title = SAID.card.format(name=one.name, programme=one.programme)
    words = Field(f"words-{one.taster_id}", SAID.link_words, is_required=False)
    return Form(title, (words,), tuple(Button(label, f"{said}-{one.taster_id}") for said, label in SAYS.items()))


async def _press(desk: Desk, request: Request, secret: str, seen: list[MyTaster]) -> Response:
    try:
        form = await desk.form(request)
    except ForeignForm as refusal:
        return await desk.show(request, _page(seen, str(refusal), status=403))
    said, _, taster_id = form.get("button", "").partition("-")
    if said not in SAYS or taster_id not in {one.taster_id for one in seen}:
        return await desk.show(request, _page(seen))
    words = form.get(f"words-{taster_id}", "")
    key = f"letter:{digest(secret)[:32]}:{said}-{taster_id}"  # the same press sent twice is one press
    try:
        await desk.away(desk.app(request).do, ANONYMOUS, say_by_link, key, secret, taster_id, said, words)
    except InvalidInput as refusal:
        return await desk.show(request, _page(seen, str(refusal), status=422))
    left = [one for one in seen if one.taster_id != taster_id]
    if left:
        return await desk.show(request, _page(left, SAID.link_next, went_well=True))
    return await desk.show(request, Page(SAID.link_title, said=SAID.link_done, went_well=True, links=(TO_MATCHES,)))
