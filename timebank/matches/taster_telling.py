"""Who is told what of short first meetings, each letter written with its fact; for actions that have asked."""

from collections.abc import Iterable, Sequence
from datetime import date

import sqlalchemy as sa

from timebank.access import Role
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.mail.actions import write
from timebank.mail.tables import letter
from timebank.matches import taster_letters as letters
from timebank.matches.reasons import read_sentences
from timebank.matches.taster_moves import TasterCase
from timebank.members import links
from timebank.members.reads import names
from timebank.members.tables import member
from timebank.roles import holders
from timebank.work import Work

TASTERS = "tasters"  # the purpose of the links in these letters; what one is about is a round


def ask(work: Work, asked: Sequence[TasterCase]) -> None:
    """One letter to each person of some short meetings of one programme, naming everybody they are to meet."""
    for person, theirs in sorted(_by_person(asked).items()):
        others = []
        for one in theirs:
            (other,) = one.case.others(person)
            arrangement, *_ = read_sentences(one.why[one.ids.index(person)], {}, person)
            others.append(letters.Somebody(other.name, arrangement.words))
        others.sort(key=lambda one: (one.name.casefold(), one.name))
        link, until = _link(work, theirs, person)
        name = theirs[0].case.side(person).name
        draft = letters.asked(name, community(work).name, theirs[0].case.programme, others, until, link)
        write(work, f"taster:{min(one.taster_id for one in theirs)}:{person}", person, "taster_asked", draft)


def remind(work: Work, unsaid: Iterable[tuple[TasterCase, str]]) -> int:
    """Remind everybody once, who has not said how it was with somebody; answers how many were reminded."""
    by_person: dict[str, list[TasterCase]] = {}
    for one, person in unsaid:
        by_person.setdefault(person, []).append(one)
    reminded = 0
    for person, theirs in sorted(by_person.items()):
        key = f"taster_reminder:{theirs[0].case.round_id}:{person}"
        if work.value(sa.select(letter.c.id).where(letter.c.key == key)) is not None:
            continue
        link, until = _link(work, theirs, person)
        others = sorted((one.case.names_beside(person)[0] for one in theirs), key=str.casefold)
        first = theirs[0].case
        draft = letters.reminder(first.side(person).name, community(work).name, first.programme, others, until, link)
        write(work, key, person, "taster_reminder", draft)
        reminded += 1
    return reminded


def _by_person(asked: Iterable[TasterCase]) -> dict[str, list[TasterCase]]:
    found: dict[str, list[TasterCase]] = {}
    for one in asked:
        for person in one.ids:
            found.setdefault(person, []).append(one)
    return found


def _link(work: Work, theirs: Sequence[TasterCase], person: str) -> tuple[str, date]:
    """The address at which somebody says how it was, empty for whoever has no e-mail; and the last day for it.

    A letter on paper passes through other hands, so only an e-mail ever holds a secret.
    """
    closes_at = max(one.closes_at for one in theirs if one.closes_at is not None)
    until = local_date(closes_at, community(work).zone)
    if not work.value(sa.select(member.c.email).where(member.c.id == person)):
        return "", until
    secret = links.make(work, TASTERS, person, theirs[0].case.round_id, closes_at - work.now)
    return f"{work.settings.address}/short-meetings/{secret}", until


def not_taking_place(work: Work, one: TasterCase) -> None:
    """Tell both but the actor kindly that a short meeting will not be; nothing of who or why."""
    for side in one.case.sides:
        if side.member_id != work.actor.member_id:
            (other,) = one.case.names_beside(side.member_id)
            draft = letters.not_taking_place(side.name, community(work).name, one.case.programme, other)
            write(work, f"taster_off:{one.taster_id}:{side.member_id}", side.member_id, "taster_off", draft)


def tell_coordinators(work: Work, round_id: str, programme_id: str, title: str, how_many: int | None) -> None:
    """A letter to coordinators: a first step of so many meetings waits to be looked at, or (None) it is over."""
    everybody, name = names(work), community(work).name
    link = f"{work.settings.address}/review?programme={programme_id}&show=first"
    for member_id in holders(work.connection, Role.COORDINATOR, work.now):
        if how_many is None:
            draft = letters.first_step_over(everybody[member_id], name, title, link)
        else:
            draft = letters.wait_for_review(everybody[member_id], name, title, how_many, link)
        kind = "desk_first_step_over" if how_many is None else "desk_first_step"
        write(work, f"{kind}:{round_id}:{member_id}", member_id, kind, draft)
