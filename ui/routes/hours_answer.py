"""The link in a letter about hours: looking changes nothing, one of three answers is given once, without signing in."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from timebank.access import ANONYMOUS
from timebank.errors import AlreadyDecided, Busy, InvalidInput, Refused
from timebank.ids import digest
from timebank.ledger.by_letter import (
    AskedByLetter,
    answered_by_letter,
    asked_by_letter,
    confirm_by_letter,
    decline_by_letter,
    question_by_letter,
)
from timebank.ledger.cards import HoursCard
from timebank.ledger.rules import parse_duration, say_minutes
from timebank.members.links import LinkSpent
from ui import words
from ui.parts.dates import long_day
from ui.parts.entries import from_pot, other_of, state_of, title_of
from ui.routes.desk import Desk
from ui.routes.plain import Button, Field, ForeignForm, Form, Link, Page

said = words.HoursAnswer
YES, DIFFERENT, NO = "yes", "different", "no"
TO_HOURS = Link(said.sign_in, "/hours")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was filled in, to be shown again when something is wrong with it."""

    button: str = ""
    how_long: str = ""
    why: str = ""
    why_not: str = ""


def routes(desk: Desk) -> list[Route]:
    """The address of the links in letters that ask about hours."""

    async def answer(request: Request) -> Response:
        secret = str(request.path_params["secret"])
        try:
            asked = await desk.away(desk.app(request).see, ANONYMOUS, asked_by_letter, secret)
            if request.method != "POST":
                return await desk.show(request, _ask(asked))
            return await _answer(desk, request, secret, asked)
        except (AlreadyDecided, LinkSpent) as refusal:
            is_done = isinstance(refusal, AlreadyDecided)
            page = Page(said.done_title, said=str(refusal), went_well=is_done, links=(TO_HOURS,), status=410)
            return await desk.show(request, page)

    return [Route("/hours-answer/{secret}", desk.only_theirs(answer), methods=["GET", "POST"])]


async def _answer(desk: Desk, request: Request, secret: str, asked: AskedByLetter) -> Response:
    typed = Typed()
    try:
        form = await desk.form(request)
        typed = Typed(*(form.get(name, "")[:254] for name in ("button", "how_long", "why", "why_not")))
        act = _act(asked, typed)
        if act is None:
            return await desk.show(request, _ask(asked))
        key = f"letter:{digest(secret)[:32]}:{desk.app(request).ids.new()}"
        await desk.away(desk.app(request).do, ANONYMOUS, act, key, secret)
    except (AlreadyDecided, LinkSpent):
        raise
    except Refused as refusal:
        return await desk.show(request, replace(_ask(asked, typed), said=str(refusal), status=_status(refusal)))
    stands = await desk.away(desk.app(request).see, ANONYMOUS, answered_by_letter, secret)
    page = Page(said.done_title, said=_outcome(asked, stands, typed.button), went_well=True, links=(TO_HOURS,))
    return await desk.show(request, page)


def _act(asked: AskedByLetter, typed: Typed) -> Callable[..., str] | None:
    """The action behind a button; None for a button there is not. Raises InvalidInput for a time nobody understands."""
    if typed.button == YES:
        return confirm_by_letter
    if typed.button == NO:
        return partial(decline_by_letter, reason=typed.why_not)
    if typed.button == DIFFERENT and _may_differ(asked.hours):
        return partial(question_by_letter, minutes=parse_duration(typed.how_long), reason=typed.why)
    return None


def _may_differ(hours: HoursCard) -> bool:
    """Whether another figure can be said: not of a gift, nor where the pot gives for a meeting."""
    return hours.kind != "donation" and not hours.is_from_pot and not hours.pot_minutes


def _status(refusal: Refused) -> int:
    if isinstance(refusal, ForeignForm):
        return 403
    return 503 if isinstance(refusal, Busy) else 422 if isinstance(refusal, InvalidInput) else 409


def _ask(asked: AskedByLetter, typed: Typed = Typed()) -> Page:
    """What was written down, and the ways to answer, with what was typed before."""
    hours = asked.hours
    if hours.kind == "donation":
        note = (said.gift_note.format(note=hours.note),) if hours.note else ()
        buttons = (Button(words.Donation.accept, YES), Button(words.Donation.decline, NO))
        lead = (f"{title_of(hours)}.", *note, words.Donation.means, *_past_limit(hours))
        return Page(said.gift_title, lead, buttons=buttons, links=(TO_HOURS,))
    figure = Field("how_long", words.Hours.how_long_really, value=typed.how_long, hint=_what_follows(asked))
    why = Field("why", words.Hours.why, value=typed.why, is_required=False)
    why_not = Field("why_not", words.Hours.why, value=typed.why_not, is_required=False)
    no = Form(said.declined_title, (why_not,), (Button(said.decline, NO),), typed.button == NO)
    if not _may_differ(hours):
        lead = (*_told(hours), words.Hours.pot_no)
        return Page(said.title, lead, buttons=(Button(words.Hours.confirm, YES),), more=(no,), links=(TO_HOURS,))
    other = Form(said.different_title, (figure, why), (Button(said.different, DIFFERENT),), typed.button == DIFFERENT)
    return Page(
        said.title, _told(hours), buttons=(Button(words.Hours.confirm, YES),), more=(other, no), links=(TO_HOURS,)
    )


def _told(hours: HoursCard) -> tuple[str, ...]:
    """Who wrote down what, when, how long, which way, and the note."""
    day, minutes = long_day(hours.service_date), say_minutes(hours.minutes + hours.pot_minutes)
    wrote = said.wrote_for if hours.on_behalf else said.wrote
    parts = [
        said.what.format(title=title_of(hours), minutes=minutes, day=day),
        said.session.format(people=hours.people) if hours.source_kind == "group" and hours.people > 1 else "",
        said.category.format(category=hours.category) if hours.category else "",
        said.from_pot.format(what=from_pot(hours)) if from_pot(hours) else "",
        said.note.format(note=hours.note) if hours.note else "",
        wrote.format(recorder=hours.recorded_by, other=other_of(hours)) if hours.recorded_by else "",
        *_past_limit(hours),
    ]
    return tuple(part for part in parts if part)


def _past_limit(hours: HoursCard) -> tuple[str, ...]:
    return (said.past_limit,) if hours.past_limit else ()


def _what_follows(asked: AskedByLetter) -> str:
    if asked.tolerance_minutes == 0:
        return said.exact.format(example=words.Hours.example)
    tolerance = say_minutes(asked.tolerance_minutes)
    return said.close.format(example=words.Hours.example, tolerance=tolerance)


def _outcome(asked: AskedByLetter, stands: HoursCard, button: str) -> str:
    """One kind sentence of what follows from an answer."""
    hours, is_gift = asked.hours, asked.hours.kind == "donation"
    if stands.state == "declined":
        return words.Donation.declined.format(giver=hours.helped) if is_gift else words.Hours.declined
    if stands.state == "posted" and is_gift:
        return words.Donation.accepted.format(giver=hours.helped)
    if stands.state == "posted" and button == YES:
        return words.Hours.confirmed
    if stands.state == "posted":
        return said.lower.format(minutes=say_minutes(stands.minutes))
    if stands.state == "questioned" and stands.other_minutes is not None:
        is_close = abs(hours.minutes - stands.other_minutes) <= asked.tolerance_minutes
        told = {"minutes": say_minutes(hours.minutes), "figure": say_minutes(stands.other_minutes)}
        return (said.questioned_past_limit if is_close else said.questioned).format(**told)
    if stands.is_agreed:
        return said.gift_past_limit if is_gift else words.Hours.confirmed_past_limit
    return words.Hours.stands.format(state=state_of(stands))
