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
_ACCOUNT = sa.select(*_HELD_BY, account.c.balance_minutes, account.c.reserved_minutes, account.c.closed_at)
HOLDER = Ready(sa.select(*_HELD_BY[1:]).where(account.c.id == sa.bindparam("its_id")))
ACCOUNTS_OF = Ready(
    _ACCOUNT.where(sa.or_(account.c.member_id == sa.bindparam("one"), account.c.member_id == sa.bindparam("other")))
)
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


def _at_most(side: "sa.Column[str]", account_id: "sa.BindParameter[str]") -> "sa.Label[int]":
    told = (entry.c.state.in_(_SPOKEN), entry.c.service_date == sa.bindparam("day"))
    kinds = entry.c.kind.in_([sa.literal("exchange"), sa.literal("correction")])
    return sa.select(sa.func.sum(entry.c.minutes)).where(side == account_id, *told, kinds).scalar_subquery().label(None)


AT_MOST_ON_DAY = Ready(sa.select(*map(_at_most, (entry.c.from_account_id, entry.c.to_account_id), _TWO)))
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
