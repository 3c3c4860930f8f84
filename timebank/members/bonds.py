"""What somebody says of themself and another: who lives with them, whom they care for, whom they would not meet."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from timebank.access import May, Thing
from timebank.errors import InvalidInput, NotFound
from timebank.history.actions import note
from timebank.members.actions import as_themself_or_offline
from timebank.members.reads import concerning, present
from timebank.members.tables import member, member_bond
from timebank.work import Look, Work, insert_for

Id = str | sa.ColumnElement[str] | None

RATHER_NOT = "rather_not"
BONDS = {
    RATHER_NOT: "I would rather not be matched with this person",
    "household": "We live in the same household",
    "cares_for": "One of us cares for the other",
    "manages": "One of us manages the other at work",
}


@dataclass(frozen=True, slots=True)
class BondCard:
    """One thing somebody said, for themself."""

    other_id: str
    other_name: str
    kind: str


def say_bond(work: Work, key: str, member_id: str, other_id: str, kind: str, how_told: str = "") -> str:
    """Say one of `BONDS` of oneself (or write it down for an offline member) and another; it needs no reason.

    The two are not suggested to each other any more, and with "rather_not" neither sees what the other writes on the
    noticeboard. Nobody else reads who said it, and history does not name the other; that two live together, or one
    cares for or manages the other, coordinators may read as the reason.
    Raises InvalidInput, NotFound.
    """
    as_themself_or_offline(work, May.EDIT_OWN_PROFILE, member_id, how_told)
    _not_about_oneself(work, member_id, other_id)
    _known(kind)

    def do() -> str:
        present(work, other_id)
        if other_id == member_id:
            raise InvalidInput("Please choose somebody else.")
        row = insert_for(work, member_bond).values(member_id=member_id, other_id=other_id, kind=kind, said_at=work.now)
        work.execute(row.on_conflict_do_nothing())
        _note(work, "say_bond", member_id)
        return member_id

    return work.once(key, "say_bond", {"member": member_id, "other": other_id, "kind": kind, "told": how_told}, do)


def take_back_bond(work: Work, key: str, member_id: str, other_id: str, kind: str, how_told: str = "") -> str:
    """Take back what was said; from now on it keeps nobody apart. Raises NotFound when it is not there."""
    as_themself_or_offline(work, May.EDIT_OWN_PROFILE, member_id, how_told)
    _not_about_oneself(work, member_id, other_id)
    _known(kind)

    def do() -> str:
        is_it = (member_bond.c.member_id == member_id, member_bond.c.other_id == other_id, member_bond.c.kind == kind)
        if not work.execute(sa.delete(member_bond).where(*is_it).returning(member_bond.c.kind)).all():
            raise NotFound
        _note(work, "take_back_bond", member_id)
        return member_id

    content = {"member": member_id, "other": other_id, "kind": kind, "told": how_told}
    return work.once(key, "take_back_bond", content, do)


def _not_about_oneself(look: Look, member_id: str, other_id: str) -> None:
    """A coordinator neither reads nor writes what an offline member says of that same coordinator."""
    if look.actor.member_id == other_id != member_id:
        raise NotFound


def _known(kind: str) -> None:
    if kind not in BONDS:
        raise InvalidInput("Please choose one of what is offered.")


def _note(work: Work, action: str, member_id: str) -> None:
    behalf = None if work.actor.member_id == member_id else member_id
    note(work, action, "member", member_id, on_behalf_of_id=behalf)


def bonds_of(look: Look, member_id: str) -> tuple[BondCard, ...]:
    """What somebody said themself, by name; for an offline member, their coordinator, except of that coordinator.

    Raises NotFound.
    """
    if look.actor.member_id == member_id:
        look.require(May.READ_OWN_PROFILE, Thing(owners=frozenset({member_id})))
    else:
        look.require(May.RECORD_FOR_OFFLINE, concerning(look, member_id))
        if not present(look, member_id).is_offline:
            raise NotFound
    rows = look.rows(
        sa.select(member_bond.c.other_id, member_bond.c.kind, member.c.name)
        .join(member, member.c.id == member_bond.c.other_id)
        .where(
            member_bond.c.member_id == member_id,
            sa.or_(member_bond.c.member_id == look.actor.member_id, member_bond.c.other_id != look.actor.member_id),
        )
        .order_by(member.c.search_name, member.c.id, member_bond.c.kind)
    )
    return tuple(BondCard(row.other_id, row.name, row.kind) for row in rows)


def apart_from(member_id: str | None) -> "tuple[sa.Select[tuple[str]], sa.Select[tuple[str]]]":
    """The ids of whom a member would rather not be matched with, and of whoever said so of the member, to be united.

    For what a member sees of others: both ways look alike, so that neither can tell whether the other said anything.
    """
    said, heard = member_bond, member_bond.alias("heard")
    return (
        sa.select(said.c.other_id).where(said.c.member_id == member_id, said.c.kind == RATHER_NOT),
        sa.select(heard.c.member_id).where(heard.c.other_id == member_id, heard.c.kind == RATHER_NOT),
    )


def kept_apart(
    one_id: Id, other_id: Id, before: "sa.ColumnElement[datetime] | None" = None
) -> "sa.ColumnElement[bool]":
    """Whether one of two would rather not be matched with the other, and said so by the moment `before`."""
    there = sa.and_(member_bond.c.member_id == one_id, member_bond.c.other_id == other_id)
    back = sa.and_(member_bond.c.member_id == other_id, member_bond.c.other_id == one_id)
    said = sa.select(member_bond.c.kind).where(sa.or_(there, back), member_bond.c.kind == RATHER_NOT)
    return (said if before is None else said.where(member_bond.c.said_at <= before)).exists()


def bonds(look: Look) -> tuple[tuple[str, str, str], ...]:
    """Every bond as (member id, other id, kind); for the matcher's pool, which has asked for permission."""
    columns = (member_bond.c.member_id, member_bond.c.other_id, member_bond.c.kind)
    return tuple((row.member_id, row.other_id, row.kind) for row in look.rows(sa.select(*columns).order_by(*columns)))
