"""The books of a ledger as they stand, and all that is wrong with what happened between two readings of them."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from timebank.community.rules import Community
from timebank.ledger.rules import OPEN_STATES, Limits, OwnLimits, may_move, own_limits
from timebank.ledger.tables import account, account_limit, decision, entry

Row = sa.Row[Any]
MAY_CHANGE = {"state", "note"}


@dataclass(frozen=True, slots=True)
class Books:
    """All rows, by their ids; `own` are the limits chosen for one account alone."""

    entries: dict[str, Row]
    accounts: dict[str, Row]
    decisions: dict[str, Row]
    own: dict[str, OwnLimits]

    def of(self, account_id: str) -> list[Row]:
        """The entries of an account, on either side."""
        return [row for row in self.entries.values() if account_id in (row.from_account_id, row.to_account_id)]

    def limits(self, account_id: str, chosen: Community) -> Limits:
        """Between which balances an account is meant to stay."""
        return own_limits(chosen, self.accounts[account_id].kind, self.own.get(account_id))

    def helped(self, account_id: str) -> tuple[int, int]:
        """What an account gave and received, net of what was put right, counted entry by entry."""
        given = received = 0
        for row in self.of(account_id):
            first = self.entries[row.corrects_id] if row.corrects_id else row
            if row.state == "posted" and first.kind == "exchange":
                minutes = row.minutes if row.to_account_id == first.to_account_id else -row.minutes
                given += minutes if first.to_account_id == account_id else 0
                received += minutes if first.from_account_id == account_id else 0
        return given, received


def read_books(engine: sa.Engine) -> Books:
    """The books at this moment."""
    with engine.connect() as connection:
        entries, accounts, decisions, own = (
            connection.execute(sa.select(table)).all() for table in (entry, account, decision, account_limit)
        )
    limits = {
        row.account_id: OwnLimits(row.floor_kind, row.floor_minutes, row.ceiling_kind, row.ceiling_minutes)
        for row in own
    }
    return Books(*({row.id: row for row in rows} for rows in (entries, accounts, decisions)), limits)


def faults(before: Books, after: Books, chosen: Community) -> list[str]:
    """What is wrong with the books, or with how they came from `before`; `chosen` held in between."""
    return [
        *_went_back(before, after),
        *_do_not_add_up(after),
        *_past_limits(before, after, chosen),
        *_past_without_a_word(before, after, chosen),
        *_written_in_closed_accounts(before, after),
    ]


def _went_back(before: Books, after: Books) -> list[str]:
    found = []
    for one, was in before.entries.items():
        now = after.entries.get(one)
        if now is None:
            found.append(f"an entry is gone: {was}")
            continue
        changed = {name for name, value in was._mapping.items() if now._mapping[name] != value}
        if changed - MAY_CHANGE or (now.note != was.note and now.note):
            found.append(f"an entry was changed: {sorted(changed)} of {was}")
        if not _may_become(was.state, now.state):
            found.append(f"an entry went from {was.state} to {now.state}")
    for one, was in before.decisions.items():
        if was.state not in ("waiting", after.decisions[one].state):
            found.append(f"a decision went from {was.state} to {after.decisions[one].state}")
    return found


def _may_become(before: str, after: str) -> bool:
    through = may_move(before, "questioned") and may_move("questioned", after)
    return before == after or may_move(before, after) or through


def _do_not_add_up(after: Books) -> list[str]:
    rows, found = after.entries.values(), []
    if sum(one.balance_minutes for one in after.accounts.values()):
        found.append("the balances do not add up to zero")
    for one in after.accounts.values():
        history, reserved = 0, 0
        for row in after.of(one.id):
            sign = 1 if row.to_account_id == one.id else -1
            history += sign * row.minutes if row.state == "posted" else 0
            reserved += row.minutes if row.state in OPEN_STATES and sign < 0 else 0
        if (one.balance_minutes, one.reserved_minutes) != (history, reserved):
            kept = f"{one.balance_minutes} ({one.reserved_minutes} reserved)"
            found.append(f"a balance ({one.kind}) is {kept} and its history says {history} ({reserved})")
    times = Counter(row.corrects_id for row in rows if row.corrects_id)
    return found + [f"{one} was put right {number} times" for one, number in times.items() if number > 1]


def _past_limits(before: Books, after: Books, chosen: Community) -> list[str]:
    """Accounts that went further past a limit that blocks; putting right to less may, and nothing else."""
    found = []
    for one in after.accounts.values():
        was = before.accounts.get(one.id)
        back, forth = _taken_back(before, after, one.id)
        limits = after.limits(one.id, chosen)
        if chosen.limit_policy != "block" and one.kind != "pot":
            continue
        free_before = was.balance_minutes - was.reserved_minutes if was else 0
        lowest = (
            (one.balance_minutes + back, was.balance_minutes if was else 0),
            (one.balance_minutes - one.reserved_minutes + back, free_before),
        )
        floor, ceiling = limits.floor_minutes, limits.ceiling_minutes
        if floor is not None and any(now < min(then, floor) for now, then in lowest):
            found.append(f"a balance ({one.kind}) went from {was} below its floor {floor}: {one}")
        highest = one.balance_minutes - forth
        if ceiling is not None and highest > max(was.balance_minutes if was else 0, ceiling):
            found.append(f"a balance ({one.kind}) went from {was} above its ceiling {ceiling}: {one}")
    return found


def _taken_back(before: Books, after: Books, account_id: str) -> tuple[int, int]:
    """The minutes an account gave back, and got back, by what was just put right to less."""
    back = forth = 0
    for row in after.of(account_id):
        if row.id not in before.entries and row.corrects_id:
            first = after.entries[row.corrects_id]
            if row.from_account_id == first.to_account_id:
                back += row.minutes if row.from_account_id == account_id else 0
                forth += row.minutes if row.to_account_id == account_id else 0
    return back, forth


def _past_without_a_word(before: Books, after: Books, chosen: Community) -> list[str]:
    """Hours and gifts that came to count past a limit though a coordinator had to be asked first."""
    agreed = {row.entry_id for row in after.decisions.values() if (row.kind, row.state) == ("over_limit", "agreed")}
    found = []
    for row in after.entries.values():
        was = before.entries.get(row.id)
        comes_to_count = row.state == "posted" and (was.state == "pending" if was else row.kind == "donation")
        if chosen.limit_policy != "ask" or not comes_to_count or row.id in agreed:
            continue
        payer, helper = after.accounts[row.from_account_id], after.accounts[row.to_account_id]
        floor = after.limits(payer.id, chosen).floor_minutes
        ceiling = after.limits(helper.id, chosen).ceiling_minutes
        is_below = floor is not None and payer.balance_minutes < floor
        if is_below or (ceiling is not None and helper.balance_minutes > ceiling):
            found.append(f"nobody was asked about {row} between {payer} and {helper}")
    return found


def _written_in_closed_accounts(before: Books, after: Books) -> list[str]:
    found = []
    for one, was in before.accounts.items():
        now = after.accounts[one]
        same = (now.balance_minutes, now.reserved_minutes) == (was.balance_minutes, was.reserved_minutes)
        if was.closed_at and not (same and len(before.of(one)) == len(after.of(one))):
            found.append(f"something was written in a closed account: {now}")
        if now.closed_at and any(row.state in OPEN_STATES for row in after.of(one)):
            found.append("an account was closed with something open in it")
    return found
