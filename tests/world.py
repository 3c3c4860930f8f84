"""The people of a test: made by name at first mention, found again by it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import sqlalchemy as sa

from timebank.access import OPERATOR, Caller, Role, as_member
from timebank.app import App
from timebank.ledger.posting import found_ledger
from timebank.ledger.rules import Holder
from timebank.members import actions as members
from timebank.members.tables import member, organisation, organisation_agent
from timebank.work import Work

START = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)  # a Monday


@dataclass(slots=True)
class World:
    """A small community with strangers in it; members are made by name and found again by it."""

    app: App
    ids: dict[str, str] = field(default_factory=dict)
    keys: int = 0

    def key(self) -> str:
        """A fresh key for a write."""
        self.keys += 1
        return f"test-{self.keys}"

    def member(self, name: str, email: str | None = None, offline: bool = False, **given: object) -> Caller:
        """A member, made at first mention."""
        if name not in self.ids:
            address = "" if offline else email or f"{name.lower().replace(' ', '.')}@example.org"
            self.ids[name] = self.app.do(OPERATOR, members.add, self.key(), name, email=address, invite=False, **given)
        return as_member(self.ids[name])

    def holder(self, name: str, role: Role, area_id: str | None = None) -> Caller:
        """A member with a role, made at first mention."""
        is_new = name not in self.ids
        caller = self.member(name)
        if is_new:
            self.app.do(OPERATOR, members.grant, self.key(), self.ids[name], role, area_id)
        return caller

    def coordinator(self, name: str = "Cora", area_id: str | None = None) -> Caller:
        """A coordinator of everywhere, or of one area."""
        return self.holder(name, Role.COORDINATOR, area_id)

    def area(self, name: str, *people: str) -> str:
        """An area in which these people live; its id."""
        area_id = str(self.app.do(OPERATOR, members.add_area, self.key(), name))

        def move(work: Work) -> None:
            for person in people:
                work.execute(sa.update(member).where(member.c.id == self.ids[person]).values(area_id=area_id))

        for person in people:
            self.member(person)
        self.app.do(OPERATOR, move)
        return area_id

    def found(self) -> None:
        """Start the ledger: the pot, the opening account and an empty chain."""
        self.app.do(OPERATOR, found_ledger)

    def account(self, name: str) -> Holder:
        """The account holder of a member made by `member`."""
        return Holder("member", self.ids[name])

    def organisation(self, name: str, *agents: str) -> Holder:
        """An organisation for which the named members speak, made at first mention; its agents are set anew."""

        def make(work: Work) -> str:
            found = work.value(sa.select(organisation.c.id).where(organisation.c.name == name))
            organisation_id = str(found or work.ids.new())
            if found is None:
                work.execute(sa.insert(organisation).values(id=organisation_id, name=name, added_at=work.now))
            work.execute(sa.delete(organisation_agent).where(organisation_agent.c.organisation_id == organisation_id))
            for agent in agents:
                values = {"organisation_id": organisation_id, "member_id": self.ids[agent]}
                work.execute(sa.insert(organisation_agent).values(values))
            return organisation_id

        return Holder("organisation", self.app.do(OPERATOR, make))
