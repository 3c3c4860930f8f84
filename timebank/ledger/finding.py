"""Finds whose account a file means: members by the id of their old system, e-mail, id or name, and organisations."""

import re
from dataclasses import dataclass, field

import sqlalchemy as sa

from timebank.community.reads import community
from timebank.errors import InvalidInput
from timebank.ledger.rules import Holder
from timebank.listings.tables import category
from timebank.members.imports import brought_ids
from timebank.members.rules import clean_name
from timebank.members.tables import member, organisation, organisation_agent
from timebank.work import Look, Work

_NAME_AND_ID = re.compile(r"(.+) \((\w+)\)")
_BETWEEN = re.compile(r"[,;|]")


@dataclass(slots=True)
class Finder:
    """Everybody who can be meant, read once; what is new is only kept with `keep_new`."""

    work: Work
    brought: dict[str, str]  # the id in the old system -> ours
    members: dict[str, str | None]  # e-mail, id or name -> id; None: more than one
    organisations: dict[str, str]
    community_name: str
    categories: dict[str, str]
    new: dict[str, str] = field(default_factory=dict)  # organisations by id

    @classmethod
    def of(cls, work: Work, system: str) -> "Finder":
        """A finder for files that use the ids of `system`."""
        return cls(
            work,
            brought_ids(work, system),
            _members(work),
            {row.name: row.id for row in work.rows(sa.select(organisation.c.id, organisation.c.name))},
            community(work).name.casefold(),
            _categories(work),
        )

    def holder(self, kind: str, name: str) -> Holder:
        """Whose account `name` means; an organisation nobody knows yet is a new one. Raises InvalidInput."""
        if kind == "pot":
            return Holder("pot")
        if kind == "organisation":
            return self._organisation(clean_name(name))
        found = self._member(name)
        if found is not None:
            return Holder("member", found)
        if kind == "anybody" and name in self.organisations:
            return Holder("organisation", self.organisations[name])
        if kind == "anybody" and name.casefold() == self.community_name:
            return Holder("pot")
        raise InvalidInput(f"there is no member {name!r}; bring the members in first, or write their e-mail address")

    def _member(self, name: str) -> str | None:
        if name in self.brought:
            return self.brought[name]
        for words in (name, name.lower()):
            if words in self.members:
                found = self.members[words]
                if found is None:
                    raise InvalidInput(f"there is more than one member {name!r}; write their e-mail address instead")
                return found
        told = _NAME_AND_ID.fullmatch(name)  # as lists of other systems name people: Ann Lee (12)
        return self.brought.get(told[2]) or self._member(told[1]) if told else None

    def _organisation(self, name: str) -> Holder:
        if name not in self.organisations:
            self.organisations[name] = self.work.ids.new()
            self.new[self.organisations[name]] = name
        return Holder("organisation", self.organisations[name])

    def category(self, words: str) -> str | None:
        """The first kind of help we know by its name or short name among those named, or none."""
        for one in _BETWEEN.split(words):
            if one.strip().casefold() in self.categories:
                return self.categories[one.strip().casefold()]
        return None

    def keep_new(self, holders: set[Holder]) -> None:
        """Keep the new organisations among `holders`."""
        rows = [{"id": one, "name": name, "added_at": self.work.now} for one, name in self.new.items()]
        rows = [row for row in rows if Holder("organisation", str(row["id"])) in holders]
        if rows:
            self.work.execute(sa.insert(organisation), rows)


def _members(look: Look) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    rows = look.rows(sa.select(member.c.id, member.c.email, member.c.name).where(member.c.state == "active"))
    for row in rows:
        found[row.name] = None if row.name in found else row.id
    for row in rows:  # an id or an address says more than a name that looks like one
        found.update({words: row.id for words in (row.id, row.email) if words})
    return found


def _categories(look: Look) -> dict[str, str]:
    rows = look.rows(sa.select(category.c.id, category.c.slug, category.c.name))
    names = {row.name.casefold(): row.id for row in rows}
    return names | {row.slug: row.id for row in rows}


def own_holders(look: Look) -> frozenset[Holder]:
    """The accounts the actor speaks for: nobody brings in hours of their own."""
    me = look.actor.member_id
    if me is None:
        return frozenset()
    mine = sa.select(organisation_agent.c.organisation_id).where(organisation_agent.c.member_id == me)
    return frozenset({Holder("member", me), *(Holder("organisation", row.organisation_id) for row in look.rows(mine))})
