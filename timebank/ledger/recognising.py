"""Recognises hours the other side has already written down, so that nothing is told twice."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from timebank.access import May
from timebank.community.reads import community
from timebank.errors import Refused
from timebank.ledger.parties import entry_and_parties
from timebank.ledger.rules import Holder
from timebank.ledger.tables import account, entry
from timebank.ready import Ready
from timebank.work import Look

CLOSE_DAYS = timedelta(days=1)
CLOSE_MINUTES = 30  # what people would still take for the same hours, where the tolerance is smaller
_WAITING = Ready(
    sa.select(entry.c.id, entry.c.service_date, entry.c.minutes, entry.c.note, entry.c.position)
    .where(entry.c.from_account_id == sa.bindparam("payer_id"), entry.c.to_account_id == sa.bindparam("helper_id"))
    .where(entry.c.state == "pending", entry.c.kind == "exchange")
    .where(entry.c.service_date.between(sa.bindparam("first_day"), sa.bindparam("last_day")))
    .order_by(entry.c.position)
)


class AlreadyToldByOther(Refused):
    """The other side has already written these hours down. You only need to say that they are right."""

    def __init__(self, entry_id: str) -> None:
        super().__init__()
        self.entry_id = entry_id


@dataclass(frozen=True, slots=True)
class Told:
    """Hours the other side wrote down, waiting for a word: "Ann already wrote this down: is it the same?" """

    entry_id: str
    recorded_by: str  # the name of the side that wrote it down
    helper: str
    helped: str
    service_date: date
    minutes: int
    note: str


def same_as(look: Look, *, giver: Holder, receiver: Holder, service_date: date, minutes: int) -> Told | None:
    """The pending hours of these two that are most like those somebody is about to record, or None.

    Same way, a day apart at most, half an hour apart at most (or the community's tolerance, where that is more).
    For whoever's word they wait for, and for coordinators without a part in them.
    """
    look.require(May.SEE_CARD)
    payer_id, helper_id = _account_of(look, receiver), _account_of(look, giver)
    if payer_id is None or helper_id is None:
        return None
    span = max(community(look).tolerance_minutes, CLOSE_MINUTES)
    found = _like(look, payer_id, helper_id, (service_date - CLOSE_DAYS, service_date + CLOSE_DAYS), minutes, span)
    near = sorted(found, key=lambda row: (row.service_date != service_date, abs(row.minutes - minutes), row.position))
    for row in near:
        _, parties = entry_and_parties(look, row.id)
        if look.actor.member_id in parties.answerers or look.allows(May.RECORD_HOURS_FOR_MEMBER, parties.to_bring):
            names = (parties.recording_side.name, parties.helper.name, parties.helped.name)
            return Told(row.id, *names, row.service_date, row.minutes, row.note)
    return None


def refuse_what_was_told(
    look: Look, payer_id: str, helper_id: str, day: date, minutes: int, speaks_for: str | None
) -> None:
    """Raise AlreadyToldByOther when the same hours wait for the word of whoever records them now (`speaks_for`).

    Between the same two accounts, on the same day, and with a figure both would agree on by themselves.
    """
    for row in _like(look, payer_id, helper_id, (day, day), minutes, community(look).tolerance_minutes):
        _, before = entry_and_parties(look, row.id)
        if speaks_for in before.answerers:
            raise AlreadyToldByOther(row.id)


def _like(look: Look, payer_id: str, helper_id: str, days: tuple[date, date], minutes: int, span: int) -> list[Any]:
    told = {"payer_id": payer_id, "helper_id": helper_id, "first_day": days[0], "last_day": days[1]}
    return [row for row in _WAITING.rows(look.connection, told) if abs(row.minutes - minutes) <= span]


def _account_of(look: Look, holder: Holder) -> str | None:
    column = {"member": account.c.member_id, "organisation": account.c.organisation_id}.get(holder.kind)
    found = look.value(sa.select(account.c.id).where(column == holder.id)) if column is not None else None
    return str(found) if found else None
