"""Everybody in a programme as they are at this moment: asked why and what if, and never kept."""

from bisect import bisect_left
from dataclasses import dataclass

import sqlalchemy as sa

from matching.people import Person
from timebank.access import May, Thing
from timebank.community.reads import community
from timebank.errors import NotFound
from timebank.matches.pool import Gathered, gather
from timebank.matches.round_moves import HAS_RUN
from timebank.matches.tables import matching_round
from timebank.members.reads import names
from timebank.members.tables import member
from timebank.programmes.definition import Definition
from timebank.programmes.reads import definition_of
from timebank.programmes.tables import programme
from timebank.work import Look


@dataclass(frozen=True, slots=True)
class Now:
    """A programme's people as they are at this moment, with everybody's name by number."""

    gathered: Gathered
    definition: Definition
    names: dict[int, str]
    zone: str

    @property
    def is_help(self) -> bool:
        """Whether everybody helps somebody in circles, and is helped."""
        return self.gathered.pool.programme.kind == "help"

    def number(self, member_id: str) -> int:
        """Somebody's number; raises NotFound for whoever takes no part."""
        place = bisect_left(self.gathered.member_ids, member_id)  # they stand in order
        if self.gathered.member_ids[place : place + 1] != (member_id,):
            raise NotFound
        return place

    def person(self, member_id: str) -> Person:
        """Somebody as the matcher knows them; raises NotFound."""
        return self.gathered.pool.people[self.number(member_id)]


def as_of_now(look: Look, programme_id: str) -> Now:
    """Everybody as the next round would have them, but in the turn of the last, so that ties fall as they fell."""
    look.require(May.RUN_MATCHING)
    head = sa.select(programme.c.id).where(programme.c.id == programme_id, programme.c.state == "open")
    if look.row(head) is None:
        raise NotFound
    definition = definition_of(look, programme_id)
    turn = look.value(
        sa.select(sa.func.max(matching_round.c.turn)).where(matching_round.c.programme_id == programme_id, HAS_RUN)
    )
    gathered = gather(look, programme_id, definition, turn or 1)
    known = names(look)
    return Now(
        gathered,
        definition,
        {number: known[member_id] for number, member_id in enumerate(gathered.member_ids)},
        community(look).zone,
    )


def require_no_part(look: Look, *member_ids: str) -> None:
    """Go on for a coordinator of these people's areas who is none of them."""
    areas = look.rows(sa.select(member.c.area_id).where(member.c.id.in_(member_ids)))
    area_ids = frozenset(row.area_id for row in areas if row.area_id)
    look.require(May.RUN_MATCHING, Thing(involved=frozenset(member_ids), area_ids=area_ids))
