"""The statements behind posting, each worked out once."""

import sqlalchemy as sa

from timebank.db import lock_rows
from timebank.ledger.counting import counted
from timebank.ledger.rules import OPEN_STATES
from timebank.ledger.tables import account, chain_head, decision, entry, entry_move, exchange
from timebank.ready import Ready

HEAD = Ready(lock_rows(sa.select(chain_head.c.position, chain_head.c.hash).where(chain_head.c.id == 1)))
ADVANCE = Ready(sa.update(chain_head).where(chain_head.c.id == 1))
NEW_EXCHANGE, NEW_ENTRY, NEW_MOVE = (Ready(sa.insert(table)) for table in (exchange, entry, entry_move))
CHANGE = Ready(
    sa.update(account)
    .where(account.c.id == sa.bindparam("its_id"))
    .values(
        balance_minutes=account.c.balance_minutes + sa.bindparam("balance_change"),
        reserved_minutes=account.c.reserved_minutes + sa.bindparam("reserve_change"),
    )
)
MOVE_ON = Ready(
    sa.update(entry)
    .where(entry.c.id == sa.bindparam("its_id"), entry.c.state == sa.bindparam("from_state"))
    .values(state=sa.bindparam("to_state"))
)
_HELD_BY = (account.c.id, account.c.kind, account.c.member_id, account.c.organisation_id)
ACCOUNT = (*_HELD_BY, account.c.balance_minutes, account.c.reserved_minutes, account.c.closed_at)
_ACCOUNT = sa.select(*ACCOUNT)
HOLDER = Ready(sa.select(*_HELD_BY[1:]).where(account.c.id == sa.bindparam("its_id")))
ACCOUNT_OF = {
    kind: Ready(_ACCOUNT.where(column == sa.bindparam("holder")))
    for kind, column in (
        *(("member", account.c.member_id), ("organisation", account.c.organisation_id)),
        *(("pot", account.c.kind), ("opening", account.c.kind)),
    )
}
COMING = Ready(
    sa.select(sa.func.sum(entry.c.minutes)).where(
        entry.c.to_account_id == sa.bindparam("its_id"), entry.c.state.in_([sa.literal(one) for one in OPEN_STATES])
    )
)
_TWO = [sa.bindparam("payer_id", type_=sa.String), sa.bindparam("helper_id", type_=sa.String)]
_SPOKEN = [sa.literal(state) for state in ("posted", *OPEN_STATES)]


_DAY = sa.bindparam("day", type_=sa.Date)
_PAYER, _HELPER = (account.c.member_id == sa.bindparam(name) for name in ("one", "other"))


def _at_most(side: "sa.Column[str]") -> "sa.ScalarSelect[int]":
    """Never less than was received or given on that day: what was put right is not taken off."""
    kinds = entry.c.kind.in_([sa.literal("exchange"), sa.literal("correction")])
    told = (entry.c.state.in_(_SPOKEN), entry.c.service_date == _DAY, kinds)
    return sa.select(sa.func.sum(entry.c.minutes)).where(side == account.c.id, *told).scalar_subquery()


def _waiting() -> "sa.ColumnElement[bool]":
    """Whether hours from the first to the second account wait for a word on that day."""
    second = sa.select(_other.c.id).where(_other.c.member_id == sa.bindparam("other")).scalar_subquery()
    told = (entry.c.state == "pending", entry.c.kind == "exchange", entry.c.service_date == _DAY)
    return (
        sa.select(entry.c.id)
        .where(entry.c.from_account_id == account.c.id, entry.c.to_account_id == second, *told)
        .exists()
    )


_other = account.alias("other")
ACCOUNTS_ON_DAY = Ready(
    _ACCOUNT.add_columns(
        sa.case((_PAYER, _at_most(entry.c.from_account_id)), else_=_at_most(entry.c.to_account_id)).label(
            "day_minutes"
        ),
        sa.and_(_PAYER, _waiting()).label("has_waiting"),
    ).where(sa.or_(_PAYER, _HELPER))
)
_one = entry.alias("one")
# Each side is found by its own index: said with OR, every entry there is would be looked at.
_OF_THAT_DAY = sa.union_all(
    *(
        sa.select(_one.c.id).where(
            side.in_(_TWO),
            _one.c.state.in_(_SPOKEN),
            _one.c.service_date == sa.bindparam("day"),
        )
        for side in (_one.c.from_account_id, _one.c.to_account_id)
    )
)
_THAT_DAY = counted(entry.c.id.in_(_OF_THAT_DAY), states=())
ON_DAY = Ready(
    sa.select(
        sa.func.sum(sa.case((_THAT_DAY.c.from_account_id == _TWO[0], _THAT_DAY.c.minutes))).label("received"),
        sa.func.sum(sa.case((_THAT_DAY.c.to_account_id == _TWO[1], _THAT_DAY.c.minutes))).label("given"),
    )
)
_WAITING = sa.and_(
    decision.c.entry_id == sa.bindparam("its_entry"), decision.c.kind == "over_limit", decision.c.state == "waiting"
)
IS_GONE = Ready(sa.update(decision).where(_WAITING, decision.c.confirmed_at.is_(None)).values(state="gone"))
STILL_WAITS = Ready(sa.select(decision.c.id).where(_WAITING))
