"""The two sides of an entry in one query: their accounts, and whose those are."""

from typing import Any

import sqlalchemy as sa

from timebank.ledger.tables import account, entry
from timebank.members.tables import member, organisation

# Made once: making an alias is dear.
from_side, to_side = account.alias("from_account"), account.alias("to_account")
from_member, to_member = member.alias("from_member"), member.alias("to_member")
from_organisation, to_organisation = organisation.alias("from_organisation"), organisation.alias("to_organisation")
from_name = sa.func.coalesce(from_member.c.name, from_organisation.c.name)
to_name = sa.func.coalesce(to_member.c.name, to_organisation.c.name)


def with_sides(entries: "sa.Select[Any]") -> "sa.Select[Any]":
    """A query of entries joined with the account of either side, and the member or organisation that holds it."""
    return (
        entries.join(from_side, from_side.c.id == entry.c.from_account_id)
        .join(to_side, to_side.c.id == entry.c.to_account_id)
        .outerjoin(from_member, from_member.c.id == from_side.c.member_id)
        .outerjoin(to_member, to_member.c.id == to_side.c.member_id)
        .outerjoin(from_organisation, from_organisation.c.id == from_side.c.organisation_id)
        .outerjoin(to_organisation, to_organisation.c.id == to_side.c.organisation_id)
    )
