"""One match as the actions of this room see it: its people, what its programme asks for, and who may act in it."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from timebank.access import May, Thing
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.db import lock_rows
from timebank.errors import NotFound, Refused
from timebank.matches.cards import MatchedPeople
from timebank.matches.reads import people_of
from timebank.matches.tables import match
from timebank.members import judging
from timebank.members.actions import as_themself_or_offline
from timebank.programmes.care import Care
from timebank.programmes.reads import definition_of
from timebank.work import Look, Work


class Over(Refused):
    """This match has ended. What was said in it stays as it is."""


@dataclass(frozen=True, slots=True)
class Matched:
    """One match with its people and the care its programme takes of it."""

    match_id: str
    suggestion_id: str
    programme_id: str
    care: Care
    people: MatchedPeople
    ending_code: str
    ending_words: str

    @property
    def is_active(self) -> bool:
        """Whether it goes on."""
        return self.people.is_active

    def owned(self) -> Thing:
        """The match as a thing of its people."""
        return Thing(owners=self.people.ids, area_ids=self.people.area_ids)

    def judged(self) -> Thing:
        """The match as a thing in which none of its people is a judge."""
        return Thing(involved=self.people.ids, area_ids=self.people.area_ids)

    def name_of(self, member_id: str) -> str:
        """The name of one of its people; raises NotFound for anybody else."""
        for one, _, name in self.people.people:
            if one == member_id:
                return name
        raise NotFound


def load(look: Look, match_id: str) -> Matched:
    """A match with its people; raises NotFound. Asked by actions before they ask for permission."""
    people = people_of(look, match_id)
    row = look.row(sa.select(match).where(match.c.id == match_id))
    assert row is not None  # people_of has found it
    care = definition_of(look, row.programme_id).care
    return Matched(match_id, row.suggestion_id, row.programme_id, care, people, row.ending_code, row.ending_words)


def require(look: Look, one: Matched, may: May = May.PLAN_MEETING) -> None:
    """Go on for one of its people, or for a coordinator who helps them."""
    look.require(may, one.owned())


def require_judge(look: Look, one: Matched) -> None:
    """Go on for a coordinator who is not in the match, or a second decider where a coordinator is in it."""
    if not may_judge(look, one.people.ids, one.people.area_ids):
        raise NotFound


def may_judge(look: Look, people: frozenset[str], area_ids: frozenset[str]) -> bool:
    """Whether the reader may look after a match of these people."""
    return judging.may_judge(look, May.REVIEW_SUGGESTION, Thing(involved=people, area_ids=area_ids))


def whose(work: Work, one: Matched, may: May, member_id: str | None, how_told: str) -> tuple[str, str]:
    """Whose word it is and how it was told: the actor's own, or an offline member's written down for them.

    A coordinator who is in the match writes nothing down for the others. Raises NotFound, InvalidInput.
    """
    if member_id is None or member_id == work.actor.member_id:
        person, told = work.actor.member_id or "", ""
        one.name_of(person)
        work.require(may, one.owned())
        return person, told
    work.require(May.RECORD_FOR_OFFLINE, one.judged())
    told = as_themself_or_offline(work, may, member_id, how_told)
    one.name_of(member_id)
    return member_id, told


def held(work: Work, match_id: str) -> Matched:
    """The match as it stands, held until the end of this work, so that two writers come one after the other."""
    work.row(lock_rows(sa.select(match.c.id).where(match.c.id == match_id)))
    return load(work, match_id)


def held_active(work: Work, match_id: str) -> Matched:
    """The same where it goes on; raises Over."""
    one = held(work, match_id)
    if not one.is_active:
        raise Over
    return one


def today_of(look: Look) -> date:
    """Today, where the community lives."""
    return local_date(look.now, community(look).zone)


def behalf(work: Work, person: str) -> str | None:
    """For whom something was written down, where that was not the actor."""
    return None if person == work.actor.member_id else person
