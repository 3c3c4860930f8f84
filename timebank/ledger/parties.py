"""Who stands on each side of an entry, and who may answer it."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from timebank.access import Thing
from timebank.errors import InvalidInput, NotFound
from timebank.ledger.rules import Holder
from timebank.ledger.tables import account, entry
from timebank.members.reads import agents_of
from timebank.members.tables import member, organisation
from timebank.work import Look


@dataclass(frozen=True, slots=True)
class Side:
    """One side: its holder, its name, the members who may speak for it, and whether none of them can be reached."""

    holder: Holder
    name: str
    people: frozenset[str]
    is_offline: bool


@dataclass(frozen=True, slots=True)
class Parties:
    """The one helped (minutes come from them), the helper (minutes go to them), and who recorded it for whom."""

    helped: Side
    helper: Side
    recorder_id: str | None
    recorded_for_id: str | None

    @property
    def everybody(self) -> frozenset[str]:
        """All members on both sides."""
        return self.helped.people | self.helper.people

    @property
    def recording_side(self) -> Side:
        """The side that has already spoken: a member's own before that of an organisation they speak for."""
        spoke = self.recorded_for_id or self.recorder_id
        sides = (self.helped, self.helper)
        own = [one for one in sides if one.holder == Holder("member", spoke or "")]
        spoken_for = [one for one in sides if spoke in one.people]
        # Nobody is left when whoever spoke for an organisation no longer does.
        left_behind = [one for one in sides if one.holder.kind == "organisation"]
        return next(iter(own + spoken_for + left_behind), self.helper)

    @property
    def answering_side(self) -> Side:
        """The side whose word is still needed."""
        return self.helper if self.recording_side is self.helped else self.helped

    @property
    def answerers(self) -> frozenset[str]:
        """The members who may confirm or question: never the one who recorded it or for whom it was recorded."""
        return self.answering_side.people - {self.recorder_id, self.recorded_for_id}

    @property
    def to_judge(self) -> Thing:
        """What a third person is asked to decide on: nobody of either side, nor who recorded it, may."""
        return Thing(owners=self.everybody, involved=frozenset({self.recorder_id or ""}))


def side(look: Look, holder: Holder) -> Side:
    """One side from its holder; raises NotFound for somebody who is not (any longer) here."""
    if holder.kind == "member":
        row = look.row(sa.select(member.c.name, member.c.is_offline, member.c.state).where(member.c.id == holder.id))
        if row is None:
            raise NotFound
        return Side(holder, row.name, frozenset({holder.id}), bool(row.is_offline))
    if holder.kind == "organisation":
        name = look.value(sa.select(organisation.c.name).where(organisation.c.id == holder.id))
        if name is None:
            raise NotFound
        agents = agents_of(look, holder.id)
        return Side(holder, str(name), agents, not agents)
    raise InvalidInput("Hours are exchanged between members and organisations.")


def must_be_here(look: Look, holder: Holder) -> None:
    """Raise NotFound when a member has left."""
    if holder.kind == "member" and not look.value(
        sa.select(member.c.id).where(member.c.id == holder.id, member.c.state == "active")
    ):
        raise NotFound


def holder_of_account(look: Look, account_id: str) -> Holder:
    """Whose account this is."""
    row = look.connection.execute(sa.select(account).where(account.c.id == account_id)).one()
    return Holder(row.kind, row.member_id or row.organisation_id or "")


def entry_and_parties(look: Look, entry_id: str) -> tuple["sa.Row[Any]", Parties]:
    """An exchange entry with both its sides; raises NotFound. The caller asks for permission next."""
    found = look.row(sa.select(entry).where(entry.c.id == entry_id, entry.c.kind == "exchange"))
    if found is None:
        raise NotFound
    sides = [side(look, holder_of_account(look, one)) for one in (found.from_account_id, found.to_account_id)]
    return found, Parties(sides[0], sides[1], found.recorded_by_id, found.recorded_for_id)
