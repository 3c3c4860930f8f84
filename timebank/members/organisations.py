"""Partner organisations and who speaks for each: several people may, and each change is remembered and told."""

from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from timebank.access import May, thing
from timebank.community.reads import community
from timebank.errors import AlreadyDecided, InvalidInput, NotFound
from timebank.history.actions import note
from timebank.mail.actions import write
from timebank.mail.rules import Draft
from timebank.members import letters
from timebank.members.reads import agents_of, present
from timebank.members.rules import clean_name, folded
from timebank.members.tables import member, organisation, organisation_agent
from timebank.work import Look, Work, insert_for


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody who speaks for an organisation."""

    member_id: str
    name: str


@dataclass(frozen=True, slots=True)
class OrganisationCard:
    """A partner organisation with all who speak for it, by name."""

    organisation_id: str
    name: str
    agents: tuple[Agent, ...]


def add_organisation(work: Work, key: str, name: str) -> str:
    """Welcome a partner organisation; its account opens with its first hours. Answers its id. Raises InvalidInput."""
    work.require(May.ADD_MEMBER)

    def do() -> str:
        organisation_id, its_name = work.ids.new(), clean_name(name)
        insert = insert_for(work, organisation).on_conflict_do_nothing(index_elements=[organisation.c.name])
        row = {"id": organisation_id, "name": its_name, "added_at": work.now}
        is_new = work.execute(insert.returning(organisation.c.id), row).first() is not None
        alike = [one for one in work.rows(sa.select(organisation.c.name)) if folded(one.name) == folded(its_name)]
        if not is_new or len(alike) > 1:
            raise InvalidInput("There is an organisation of this name already.")
        note(work, "add_organisation", "organisation", organisation_id)
        return organisation_id

    return work.once(key, "add_organisation", {"name": name}, do)


def add_agent(work: Work, key: str, organisation_id: str, member_id: str) -> str:
    """Let a member speak for an organisation; nobody does so for themself. Both are told. Answers the member's id.

    Raises AlreadyDecided when they do already, NotFound.
    """
    work.require(May.ADD_MEMBER, thing(owners=[member_id]))

    def do() -> str:
        name = _name_of(work, organisation_id)
        present(work, member_id)
        before = agents_of(work, organisation_id)
        row = {"organisation_id": organisation_id, "member_id": member_id}
        insert = insert_for(work, organisation_agent).on_conflict_do_nothing()
        if work.execute(insert.returning(organisation_agent.c.member_id), row).first() is None:
            raise AlreadyDecided
        note(work, "add_agent", "organisation", organisation_id, on_behalf_of_id=member_id)
        _tell(work, key, member_id, name, letters.speaks_for)
        for colleague in sorted(before):
            _tell(work, key, colleague, name, letters.speaks_too)
        return member_id

    return work.once(key, "add_agent", {"organisation": organisation_id, "member": member_id}, do)


def remove_agent(work: Work, key: str, organisation_id: str, member_id: str) -> str:
    """Let somebody no longer speak for an organisation: a coordinator, or they themself. Answers the member's id."""
    if work.actor.member_id == member_id:
        work.require(May.EDIT_OWN_PROFILE, thing(owners=[member_id]))
    else:
        work.require(May.ADD_MEMBER, thing(owners=[member_id]))

    def do() -> str:
        name = _name_of(work, organisation_id)
        its = (organisation_agent.c.organisation_id == organisation_id, organisation_agent.c.member_id == member_id)
        if work.execute(sa.delete(organisation_agent).where(*its)).rowcount != 1:
            raise NotFound
        note(work, "remove_agent", "organisation", organisation_id, on_behalf_of_id=member_id)
        _tell(work, key, member_id, name, letters.speaks_no_longer)
        return member_id

    return work.once(key, "remove_agent", {"organisation": organisation_id, "member": member_id}, do)


def organisation_cards(look: Look) -> tuple[OrganisationCard, ...]:
    """Every partner organisation by name, for coordinators."""
    look.require(May.ADD_MEMBER)
    agents: dict[str, list[Agent]] = {}
    statement = (
        sa.select(organisation_agent.c.organisation_id, member.c.id, member.c.name)
        .join(member, member.c.id == organisation_agent.c.member_id)
        .order_by(member.c.search_name, member.c.id)
    )
    for row in look.rows(statement):
        agents.setdefault(row.organisation_id, []).append(Agent(row.id, row.name))
    found = look.rows(sa.select(organisation).order_by(sa.func.lower(organisation.c.name), organisation.c.id))
    return tuple(OrganisationCard(row.id, row.name, tuple(agents.get(row.id, ()))) for row in found)


def my_organisations(look: Look) -> tuple[tuple[str, str], ...]:
    """The organisations the actor speaks for as (id, name), by name."""
    me = look.actor.member_id or ""
    look.require(May.READ_OWN_PROFILE, thing(owners=[me]))
    statement = (
        sa.select(organisation.c.id, organisation.c.name)
        .join(organisation_agent, organisation_agent.c.organisation_id == organisation.c.id)
        .where(organisation_agent.c.member_id == me)
        .order_by(sa.func.lower(organisation.c.name), organisation.c.id)
    )
    return tuple((row.id, row.name) for row in look.rows(statement))


def _name_of(work: Work, organisation_id: str) -> str:
    name = work.value(sa.select(organisation.c.name).where(organisation.c.id == organisation_id))
    if name is None:
        raise NotFound
    return str(name)


def _tell(work: Work, key: str, member_id: str, its_name: str, letter: Callable[[str, str, str, str], Draft]) -> None:
    if member_id == work.actor.member_id:
        return
    name = str(work.value(sa.select(member.c.name).where(member.c.id == member_id)))
    draft = letter(name, community(work).name, its_name, f"{work.settings.address}/hours")
    write(work, f"{letter.__name__}:{key}:{member_id}", member_id, letter.__name__, draft)
