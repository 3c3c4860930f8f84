"""On whose behalf somebody writes: for themself, or for an organisation they speak for; and whom they may choose."""

from timebank.members.organisations import my_organisations
from timebank.members.reads import organisations, others
from timebank.work import Look
from ui import words

Key = tuple[str, str]  # the kind and the id of a holder


def spoken_for(look: Look) -> dict[str, str]:
    """The organisations the reader speaks for, by id."""
    return dict(my_organisations(look))


def everybody_else(look: Look) -> dict[Key, str]:
    """Every other member and every organisation, by kind and id."""
    people = {("member", one.member_id): one.name for one in others(look)}
    for organisation_id, name in organisations(look):
        people["organisation", organisation_id] = words.LogHours.organisation.format(name=name)
    return people
