"""Everything one person holds, on one page: what a coordinator reads before they hand it over."""

from collections.abc import Iterator

import sqlalchemy as sa

from timebank.access import May, as_member
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.handover.away import last_turn
from timebank.handover.held_alone import alone, desk, groups, roles
from timebank.handover.held_listings import listings, promises
from timebank.handover.held_matches import companies, matched, meetings, parts, suggestions, tasters
from timebank.handover.holding import ONLY, Holding, Holdings, ways_of
from timebank.ledger.reads import waiting_for
from timebank.members.reads import concerning, present
from timebank.members.tables import organisation, organisation_agent
from timebank.roles import load_actor
from timebank.work import Look


def holdings(look: Look, member_id: str) -> Holdings:
    """What a member holds, for a coordinator who looks after them, or for themself as one. Raises NotFound."""
    look.require(May.HAND_OVER, concerning(look, member_id))
    name = str(present(look, member_id).name)
    goes, back_on = last_turn(look, member_id)
    today = local_date(look.now, community(look).zone)
    return Holdings(member_id, name, tuple(_held(look, member_id)), goes, back_on, today)


def _held(look: Look, member_id: str) -> Iterator[Holding]:
    yield from matched(look, member_id)
    yield from meetings(look, member_id)
    yield from companies(look, member_id)
    yield from promises(look, member_id)
    yield from _hours(look, member_id)
    yield from suggestions(look, member_id)
    yield from tasters(look, member_id)
    yield from listings(look, member_id)
    yield from parts(look, member_id)
    yield from alone(look, member_id)
    yield from _organisations(look, member_id)
    yield from groups(look, member_id)
    yield from roles(look, member_id)
    acts = load_actor(look.connection, as_member(member_id), look.now)
    if acts.is_coordinator:
        yield from desk(look, acts)


def _hours(look: Look, member_id: str) -> Iterator[Holding]:
    for one in waiting_for(look, member_id):
        yield Holding(
            "hours", one.entry_id, f"{one.helper} helped {one.helped}", day=one.service_date, count=one.minutes
        )


def _organisations(look: Look, member_id: str) -> Iterator[Holding]:
    mine = sa.select(organisation_agent.c.organisation_id).where(organisation_agent.c.member_id == member_id)
    agents = sa.func.count().label("agents")
    rows = look.rows(
        sa.select(organisation.c.id, organisation.c.name, agents)
        .join(organisation_agent, organisation_agent.c.organisation_id == organisation.c.id)
        .where(organisation.c.id.in_(mine))
        .group_by(organisation.c.id, organisation.c.name)
        .order_by(organisation.c.name)
    )
    for row in rows:
        facts = frozenset({ONLY}) if row.agents == 1 else frozenset[str]()
        yield Holding("organisation", row.id, row.name, ways=ways_of("organisation"), facts=facts)
