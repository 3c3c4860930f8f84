"""A line of a sheet in words, the same on paper and on the page where its answer is written down."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from timebank.ledger.reads import HoursCard
from timebank.ledger.rules import say_minutes
from timebank.life.needs import ENDING, FIT
from timebank.listings.fitting import FittingCard
from timebank.matches.cards import MySuggestion
from timebank.matches.taster_reads import MyTaster
from timebank.meetings.reads import MeetingCard
from timebank.reports import sheet_lines as lines
from timebank.reports.sheet_lines import Line, ToSay, ToSign
from ui.parts.dates import local_day, long_day
from ui.parts.desk import names_in_words
from ui.words.life import Says
from ui.words.sheets import Line as said
from ui.words.sheets import Sheets


@dataclass(frozen=True, slots=True)
class Block:
    """What is read about one line: a title, details, what can be ticked by its code, and what can be written."""

    title: str
    details: tuple[str, ...]
    answers: dict[str, str]
    prompts: tuple[str, ...] = ()


def block(one: Line, zone: str) -> Block:
    """A line in words; days are those of `zone`, the community's."""
    title, details = DRAWN[one.kind](one.about, zone)
    prompts: tuple[str, ...] = (said.anything,) if one.kind == lines.TASTER else ()
    if isinstance(one.about, ToSay):
        prompts = endings(one.about) if one.about.occasion == ENDING else (said.anything,)
    answers = {code: _answer(one, code) for code in one.answers}
    return Block(title, tuple(filter(None, details)), answers, prompts)


def endings(about: ToSay) -> tuple[str, str, str]:
    """What is asked at an ending."""
    return Says.went_well, Says.better, Says.thanks.format(names=names_in_words(list(about.names)))


def meeting_words(one: MeetingCard) -> tuple[str, tuple[str, ...]]:
    """A meeting to come: when and with whom, and where; never what anybody needs of the place."""
    return _meeting(one, "")


def _suggestion(one: MySuggestion, zone: str) -> tuple[str, tuple[str, ...]]:
    names = names_in_words([other.name for other in one.others])
    about = (said.circle_about.format(name=who.name, about=who.about) for who in one.others if who.about)
    until = said.until.format(day=local_day(one.closes_at, zone))
    return said.suggestion.format(names=names, programme=one.programme), (
        *one.sentences,
        *about,
        one.letter_words,
        until,
    )


def _taster(one: MyTaster, zone: str) -> tuple[str, tuple[str, ...]]:
    about = said.circle_about.format(name=one.name, about=one.about) if one.about else ""
    until = said.until.format(day=local_day(one.closes_at, zone))
    title = said.taster.format(name=one.name, programme=one.programme)
    return title, (one.arrangement, *one.sentences, about, said.private_answer, until)


def _hours(one: HoursCard, _: str) -> tuple[str, tuple[str, ...]]:
    names = {"helper": one.helper, "helped": one.helped, "other": one.helped if one.given else one.helper}
    way = said.between if one.given is None else said.you_helped if one.given else said.helped_you
    if one.kind == "donation":
        way = said.gift
    more = [one.category, said.note.format(note=one.note) if one.note else ""]
    more.append(said.with_pot.format(minutes=say_minutes(one.pot_minutes)) if one.pot_minutes else "")
    more.append(said.from_pot if one.is_from_pot else "")
    return way.format(minutes=say_minutes(one.minutes), day=long_day(one.service_date), **names), tuple(more)


def _meeting(one: MeetingCard, _: str) -> tuple[str, tuple[str, ...]]:
    names = names_in_words([name for _, name in one.others])
    day, time = long_day(one.starts_local.date()), f"{one.starts_local:%H:%M}"
    return said.meeting.format(names=names, day=day, time=time), (
        said.meeting_for.format(length=say_minutes(one.minutes)),
        said.place.format(place=one.place) if one.place else "",
        said.access.format(access=one.access) if one.access else "",
        said.company.format(name=one.company) if one.company else "",
    )


def _sign(one: ToSign, _: str) -> tuple[str, tuple[str, ...]]:
    return said.agreement.format(names=names_in_words(list(one.names))), (
        said.often.format(often=one.how_often, length=say_minutes(one.minutes)),
        said.last.format(day=long_day(one.until)) if one.until else "",
        said.private.format(words=one.private_words) if one.private_words else "",
        one.words,
    )


def _say(one: ToSay, _: str) -> tuple[str, tuple[str, ...]]:
    asked = {FIT: Says.fit, ENDING: Says.ending}.get(one.occasion, Says.review)
    return asked.format(names=names_in_words(list(one.names))), (said.private_answer,)


def _listing(one: FittingCard, _: str) -> tuple[str, tuple[str, ...]]:
    way = said.offers if one.card.kind == "offer" else said.asks
    return way.format(name=one.card.member_name, title=one.card.title), (one.card.words, one.reason)


DRAWN: dict[str, Callable[[Any, str], tuple[str, tuple[str, ...]]]] = {
    lines.SUGGESTION: _suggestion,
    lines.TASTER: _taster,
    lines.HOURS: _hours,
    lines.MEETING: _meeting,
    lines.SIGN: _sign,
    lines.SAY: _say,
    lines.LISTING: _listing,
}


def _answer(one: Line, code: str) -> str:
    if code == lines.AGAIN:
        return said.talk_first if one.kind == lines.SIGN else said.again
    way, _, other = code.partition(":")
    if other and isinstance(one.about, MeetingCard):
        sentence = said.helped if f"{way}:" == lines.HELPED else said.was_helped
        return sentence.format(name=dict(one.about.others)[other])
    is_gift = isinstance(one.about, HoursCard) and one.about.kind == "donation"
    return said.answers["gift" if is_gift else one.kind][code]


def asks_how_long(one: Line) -> bool:
    """Whether a time may be written beside the answer."""
    if isinstance(one.about, MeetingCard):
        return one.about.hours != "none"
    return lines.NOT_QUITE in one.answers


def asks_for_words(one: Line) -> str:
    """The label under which own words are written down, or nothing; for an ending there are three of its own."""
    is_ending = isinstance(one.about, ToSay) and one.about.occasion == ENDING
    return "" if is_ending else Sheets.words.get(one.kind, "").format(number=one.number)
