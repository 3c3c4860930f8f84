"""What a member is told once a week: what is new and fits them, and what waits; nothing twice, none when nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from timebank.access import May
from timebank.community.reads import community
from timebank.digests import letters
from timebank.digests.reading import reached, seen_by
from timebank.digests.sections import MOST_LINES, Section
from timebank.digests.told import tell_of, told_of
from timebank.ledger.reads import waiting_for
from timebank.listings.answer_reads import answers_waiting, what_i_asked
from timebank.listings.fitting import fitting
from timebank.listings.tables import listing
from timebank.mail.actions import write
from timebank.mail.rules import say_day
from timebank.matches.reads import my_suggestions
from timebank.meetings.reads import meetings_of
from timebank.members.tables import member, member_language
from timebank.work import Look, Work

NEW_FOR = timedelta(days=14)
MEETS_WITHIN = timedelta(days=10)
ANSWERED_WITHIN = timedelta(days=14)
LISTINGS_LOOKED_AT = 4
KEPT = "what fits"
ANSWERS = {"agreed": "said yes to", "declined": "cannot do"}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to tell of: what tells it from others of its kind, and its line."""

    item_id: str
    line: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the letter: the kind its things are remembered under, its heading, and where they come from."""

    kind: str
    heading: str
    find: Callable[[Look, str], Iterator[Item]]


def members_reached(look: Look) -> list[str]:
    """The members who get a weekly digest, where there is anything to tell them; for the worker."""
    look.require(May.SEND_LETTERS)
    return [row.id for row in look.rows(sa.select(member.c.id).where(*reached("digest")).order_by(member.c.id))]


def members_to_tell(look: Look) -> list[str]:
    """The members for whom there is something to tell now; it costs as much as telling them."""
    return [who for who in members_reached(look) if _has_news(look, seen_by(look, who), who)]


def _has_news(look: Look, seen: Look, member_id: str) -> bool:
    return any(_untold(look, seen, member_id, part)[0] for part in PARTS)


def write_digest(work: Work, key: str, member_id: str) -> str:
    """Write a member's weekly digest, if there is anything they were not told of yet; answers written or nothing.

    For the worker. It holds nothing but what the member's own pages show them at this moment.
    """
    work.require(May.SEND_LETTERS)

    def do() -> str:
        name = work.value(sa.select(member.c.name).where(member.c.id == member_id, *reached("digest")))
        if name is None:
            return "nothing"
        seen = seen_by(work, member_id)
        sections = [_section(work, seen, member_id, part) for part in PARTS]
        if not any(one.lines for one in sections):
            return "nothing"
        draft = letters.weekly(name, community(work).name, tuple(sections), work.settings.address)
        write(work, f"digest:{member_id}:{key}", member_id, "digest", draft)
        return "written"

    return work.once(key, "write_digest", {"member": member_id}, do)


def _section(work: Work, seen: Look, member_id: str, part: Part) -> Section:
    """The things of one kind nobody told the member of before; what finds no room is told of next time."""
    chosen, lines = _untold(work, seen, member_id, part)
    new = tell_of(work, member_id, part.kind, chosen)
    return Section(part.heading, tuple(lines[one] for one in chosen if one in new))


def _untold(look: Look, seen: Look, member_id: str, part: Part) -> tuple[list[str], dict[str, str]]:
    """The ids of what is to be told, and the lines of all there is by their ids."""
    lines = {one.item_id: one.line for one in part.find(seen, member_id)}
    known = {row.subject_id for row in look.rows(told_of(member_id, part.kind))} if lines else set()
    return [one for one in lines if one not in known][:MOST_LINES], lines


def _hours(seen: Look, member_id: str) -> Iterator[Item]:
    for one in waiting_for(seen, member_id):
        others = " and ".join(name for name in (one.helper, one.helped) if name and name != seen.actor.name)
        yield Item(one.entry_id, f"Hours with {others or 'somebody'}, on {say_day(one.service_date)}.")


def _suggestions(seen: Look, member_id: str) -> Iterator[Item]:
    for one in my_suggestions(seen, member_id):
        if one.my_answer is None:
            yield Item(one.suggestion_id, f"A suggestion to meet {_names(other.name for other in one.others)}.")


def _questions(seen: Look, member_id: str) -> Iterator[Item]:
    for one in answers_waiting(seen):
        yield Item(one.answer_id, f"{one.asker_name} asks about “{one.title}”.")


def _replies(seen: Look, member_id: str) -> Iterator[Item]:
    for one in what_i_asked(seen, most=20):
        is_new = one.decided_at is not None and one.decided_at > seen.now - ANSWERED_WITHIN
        if is_new and one.state in ANSWERS:
            day = f" on {say_day(one.agreed_on)}" if one.agreed_on and one.state == "agreed" else ""
            yield Item(one.answer_id, f"{one.owner_name} {ANSWERS[one.state]} “{one.title}”{day}.")


def _meetings(seen: Look, member_id: str) -> Iterator[Item]:
    for one in meetings_of(seen, member_id).to_come:
        if one.starts_at < seen.now + MEETS_WITHIN:
            when = f"on {say_day(one.starts_local.date())} at {one.starts_local:%H:%M}"
            yield Item(one.meeting_id, f"With {_names(name for _, name in one.others)}, {when}.")


def _names(names: Iterator[str]) -> str:
    told = list(names)
    return " and ".join(filter(None, [", ".join(told[:-1]), *told[-1:]]))


def _offers(seen: Look, member_id: str) -> Iterator[Item]:
    return _fitting(seen, member_id, "request")


def _requests(seen: Look, member_id: str) -> Iterator[Item]:
    return _fitting(seen, member_id, "offer")


def _fitting(seen: Look, member_id: str, mine: str) -> Iterator[Item]:
    """What others wrote lately that fits what the member offers or would like, as the noticeboard ranks it."""
    if KEPT not in seen.kept:
        new = (listing.c.written_at > seen.now - NEW_FOR, listing.c.id.not_in(told_of(member_id, "listing")))
        only = (*new, _shares_language(member_id))
        seen.kept[KEPT] = fitting(seen, LISTINGS_LOOKED_AT, MOST_LINES, only=only)
    for one in seen.kept[KEPT]:
        if one.kind == mine:
            for fit in one.found:
                yield Item(fit.card.listing_id, f"{fit.card.member_name}: “{fit.card.title}”.")


def _shares_language(member_id: str) -> "sa.ColumnElement[bool]":
    """Whether somebody with a listing speaks a language of the reader's; who named none is taken by their letters'."""
    mine, theirs = member_language.alias("mine"), member_language.alias("theirs")
    reader = member.alias("reader")
    named = sa.select(theirs.c.code).where(theirs.c.member_id == member.c.id)
    spoken = sa.union(
        sa.select(mine.c.code).where(mine.c.member_id == member_id),
        sa.select(reader.c.language).where(
            reader.c.id == member_id, ~sa.exists().where(member_language.c.member_id == member_id)
        ),
    )
    return sa.or_(
        named.where(theirs.c.code.in_(spoken)).exists(), sa.and_(~named.exists(), member.c.language.in_(spoken))
    )


PARTS = (
    Part("hours", "Hours that wait for your word", _hours),
    Part("suggestion", "Suggestions that wait for your answer", _suggestions),
    Part("question", "People who ask you", _questions),
    Part("reply", "Answers you got", _replies),
    Part("meeting", "Meetings to come", _meetings),
    Part("listing", "New offers that may fit what you would like", _offers),
    Part("listing", "New requests that you could help with", _requests),
)
