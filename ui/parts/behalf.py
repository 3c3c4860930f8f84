"""On whose behalf somebody writes: for themself, or for an organisation they speak for; and whom they may choose."""

from timebank.members.reads import agents_of, organisations, others
from timebank.work import Look
from ui import words

Key = tuple[str, str]  # the kind and the id of a holder


def spoken_for(look: Look) -> dict[str, str]:
    """The organisations the reader speaks for, by id."""
    return {one: name for one, name in organisations(look) if look.actor.member_id in agents_of(look, one)}


def everybody_else(look: Look) -> dict[Key, str]:
    """Every other member and every organisation, by kind and id."""
    people = {("member", one.member_id): one.name for one in others(look)}
    for organisation_id, name in organisations(look):
        people["organisation", organisation_id] = words.LogHours.organisation.format(name=name)
    return people
