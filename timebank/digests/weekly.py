"""What a member is told once a week: what is new and fits them, and what waits; nothing twice, none when nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from timebank.access import May
from timebank.community.reads import community
from timebank.db import lock_rows
from timebank.digests import letters
from timebank.digests.reading import reached, seen_by
from timebank.digests.sections import MOST_LINES, Section
from timebank.digests.tables import told_item
from timebank.digests.told import tell_of
from timebank.digests.week import ANSWERED_WITHIN, MEETS_WITHIN, Week, week_of
from timebank.ledger.reads import waiting_for
from timebank.listings.answer_reads import answers_waiting, what_i_asked
from timebank.listings.lately import NewListing, lately_fitting
from timebank.listings.likely import meaning
from timebank.mail.actions import write
from timebank.mail.rules import say_day
from timebank.matches.reads import my_suggestions
from timebank.meetings.reads import meetings_of
from timebank.members.tables import member
from timebank.ready import Ready
from timebank.work import Look, Work

KEPT = "what fits"
ANSWERS = {"agreed": "said yes to", "declined": "cannot do"}
Told = frozenset[tuple[str, str]]
_TOLD = Ready(
    sa.select(told_item.c.kind, told_item.c.subject_id).where(told_item.c.member_id == sa.bindparam("member"))
)


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
    find: Callable[[Look, Week, Told], Iterator[Item]]


def members_reached(look: Look) -> list[str]:
    """The members who get a weekly digest, where there is anything to tell them; for the worker."""
    look.require(May.SEND_LETTERS)
    return [row.id for row in look.rows(sa.select(member.c.id).where(*reached("digest")).order_by(member.c.id))]


def members_to_tell(look: Look) -> list[str]:
    """The members for whom there is something to tell now; read as thoroughly as when they are told."""
    same_for_everybody(look)
    return [who for who in members_reached(look) if _has_news(look, seen_by(look, who), who)]


def same_for_everybody(look: Look) -> dict[str, Any]:
    """What is the same for everybody, read once for a whole run; for actions that have asked."""
    meaning(look)
    week_of(look)
    return dict(look.kept)


def _has_news(look: Look, seen: Look, member_id: str) -> bool:
    week, told = week_of(look), _told(look, member_id)
    return any(_untold(week, seen, member_id, part, told)[0] for part in PARTS)


def write_digest(work: Work, key: str, member_id: str) -> str:
    """Write a member's weekly digest, if there is anything they were not told of yet; answers written or nothing.

    For the worker. It holds nothing but what the member's own pages show them at this moment.
    """
    work.require(May.SEND_LETTERS)

    def do() -> str:
        person = sa.select(member.c.name).where(member.c.id == member_id, *reached("digest"))
        name = work.value(lock_rows(person))  # two runs at once tell one after the other, each thing once
        if name is None:
            return "nothing"
        sections = _tell(work, member_id)
        if not any(one.lines for one in sections):
            return "nothing"
        draft = letters.weekly(name, community(work).name, sections, work.settings.address)
        write(work, f"digest:{member_id}:{key}", member_id, "digest", draft)
        return "written"

    return work.once(key, "write_digest", {"member": member_id}, do)


def _tell(work: Work, member_id: str) -> tuple[Section, ...]:
    """The parts, with what is told in them remembered; what finds no room is told of next time."""
    week, seen, told = week_of(work), seen_by(work, member_id), _told(work, member_id)
    sections = []
    for part in PARTS:
        chosen, lines = _untold(week, seen, member_id, part, told)
        tell_of(work, member_id, part.kind, chosen)
        sections.append(Section(part.heading, tuple(lines[one] for one in chosen)))
    return tuple(sections)


def _told(look: Look, member_id: str) -> Told:
    """What a member was told of, as (kind, id)."""
    return frozenset((row.kind, row.subject_id) for row in _TOLD.rows(look.connection, {"member": member_id}))


def _untold(week: Week, seen: Look, member_id: str, part: Part, told: Told) -> tuple[list[str], dict[str, str]]:
    """The ids of what is to be told, and the lines of all there is by their ids."""
    if member_id not in week.concerned[part.kind]:
        return [], {}
    lines = {one.item_id: one.line for one in part.find(seen, week, told)}
    return [one for one in lines if (part.kind, one) not in told][:MOST_LINES], lines


def _hours(seen: Look, week: Week, told: Told) -> Iterator[Item]:
    for one in waiting_for(seen, _me(seen)):
        others = " and ".join(name for name in (one.helper, one.helped) if name and name != seen.actor.name)
        yield Item(one.entry_id, f"Hours with {others or 'somebody'}, on {say_day(one.service_date)}.")


def _suggestions(seen: Look, week: Week, told: Told) -> Iterator[Item]:
    for one in my_suggestions(seen, _me(seen)):
        if one.my_answer is None:
            yield Item(one.suggestion_id, f"A suggestion to meet {_names(other.name for other in one.others)}.")


def _questions(seen: Look, week: Week, told: Told) -> Iterator[Item]:
    for one in answers_waiting(seen):
        yield Item(one.answer_id, f"{one.asker_name} asks about “{one.title}”.")


def _replies(seen: Look, week: Week, told: Told) -> Iterator[Item]:
    for one in what_i_asked(seen, most=20):
        is_new = one.decided_at is not None and one.decided_at > seen.now - ANSWERED_WITHIN
        if is_new and one.state in ANSWERS:
            day = f" on {say_day(one.agreed_on)}" if one.agreed_on and one.state == "agreed" else ""
            yield Item(one.answer_id, f"{one.owner_name} {ANSWERS[one.state]} “{one.title}”{day}.")


def _meetings(seen: Look, week: Week, told: Told) -> Iterator[Item]:
    for one in meetings_of(seen, _me(seen)).to_come:
        if one.starts_at < seen.now + MEETS_WITHIN:
            when = f"on {say_day(one.starts_local.date())} at {one.starts_local:%H:%M}"
            yield Item(one.meeting_id, f"With {_names(name for _, name in one.others)}, {when}.")


def _names(names: Iterator[str]) -> str:
    told = list(names)
    return " and ".join(filter(None, [", ".join(told[:-1]), *told[-1:]]))


def _offers(seen: Look, week: Week, told: Told) -> Iterator[Item]:
    return _fitting(seen, week, told, "request")


def _requests(seen: Look, week: Week, told: Told) -> Iterator[Item]:
    return _fitting(seen, week, told, "offer")


def _fitting(seen: Look, week: Week, told: Told, mine: str) -> Iterator[Item]:
    """What others wrote lately that fits what the member offers or would like, as the noticeboard ranks it."""
    if KEPT not in seen.kept:

        def is_wanted(one: NewListing) -> bool:
            return ("listing", one.listing_id) not in told and week.speaks_with(_me(seen), one)

        seen.kept[KEPT] = list(lately_fitting(seen, week.lately, is_wanted, MOST_LINES))
    for kind, one in seen.kept[KEPT]:
        if kind == mine:
            yield Item(one.listing_id, f"{one.member_name}: “{one.title}”.")


def _me(seen: Look) -> str:
    return seen.actor.member_id or ""


PARTS = (
    Part("hours", "Hours that wait for your word", _hours),
    Part("suggestion", "Suggestions that wait for your answer", _suggestions),
    Part("question", "People who ask you", _questions),
    Part("reply", "Answers you got", _replies),
    Part("meeting", "Meetings to come", _meetings),
    Part("listing", "New offers that may fit what you would like", _offers),
    Part("listing", "New requests that you could help with", _requests),
)
