"""Guessing passwords is made slow: each try counts before its password is checked, and a right one is taken back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from timebank.db import lock_rows
from timebank.errors import Refused
from timebank.ids import digest
from timebank.members.tables import sign_in_attempt
from timebank.work import Work, insert_for

FREE_TRIES = 5
FREE_TRIES_OF_SOURCE = 50  # a library or a family shares one
MOST_IN_A_ROW = 100
LONGEST_WAIT = timedelta(minutes=15)
HALVED_EVERY = timedelta(hours=1)


class TooManyTries(Refused):
    """There were many tries to sign in just now. Please wait a quarter of an hour, or ask your coordinator for help."""


class OnlyByLetter(TooManyTries):
    """There were very many tries with this address. Please ask for help with signing in: a letter brings you a link."""


@dataclass(frozen=True, slots=True)
class Try:
    """One counted try; `next_at` is the wait it put on its source."""

    address: str
    source: str
    next_at: datetime


def count(work: Work, address: str, source: str) -> Try:
    """Count a try before its password is checked, so that tries at once cannot slip past the wait.

    A count for an address lasts until somebody signs in; one for a network source is halved each hour, because many
    people may share it. Raises TooManyTries, OnlyByLetter (then nothing is counted).
    """
    _, of_address = _locked(work, address_mark(address))
    if of_address >= MOST_IN_A_ROW:
        raise OnlyByLetter
    _keep(work, address_mark(address), of_address + 1, FREE_TRIES)
    counted_at, failures = _locked(work, _source_mark(source))
    hours = max(0, (work.now - counted_at) // HALVED_EVERY)
    counted_at += hours * HALVED_EVERY
    next_at = _keep(work, _source_mark(source), (failures >> min(hours, 60)) + 1, FREE_TRIES_OF_SOURCE, counted_at)
    return Try(address, source, next_at)


def take_back(work: Work, one: Try) -> None:
    """The password was right: the address starts afresh, and the source is as if nobody had tried."""
    forget(work, one.address)
    mark = sign_in_attempt.c
    fewer = sa.case((mark.failures > 0, mark.failures - 1), else_=0)
    waits = sa.case((mark.next_at == one.next_at, work.now), else_=mark.next_at)
    work.execute(
        sa.update(sign_in_attempt)
        .where(mark.source_digest == _source_mark(one.source))
        .values(failures=fewer, next_at=waits)
    )


def forget(work: Work, address: str) -> None:
    """Forget the tries at an address: somebody who could read its letters has set a password."""
    work.execute(sa.delete(sign_in_attempt).where(sign_in_attempt.c.source_digest == address_mark(address)))


def address_mark(address: str) -> str:
    """What is kept instead of an address somebody tried."""
    return digest(f"address {address}")


def _source_mark(source: str) -> str:
    return digest(f"source {source}")


def _locked(work: Work, mark: str) -> tuple[datetime, int]:
    """Since when and how much has been counted, held until the transaction ends; raises TooManyTries while it waits."""
    fresh = {"source_digest": mark, "failures": 0, "counted_at": work.now, "next_at": work.now}
    work.execute(insert_for(work, sign_in_attempt).on_conflict_do_nothing(), fresh)
    row = work.row(lock_rows(sa.select(sign_in_attempt).where(sign_in_attempt.c.source_digest == mark)))
    assert row is not None  # just written, and held since
    if row.next_at > work.now:
        raise TooManyTries
    return row.counted_at, row.failures


def _keep(work: Work, mark: str, failures: int, free: int, counted_at: datetime | None = None) -> datetime:
    wait = min(timedelta(seconds=2 ** min(failures - free, 20)), LONGEST_WAIT) if failures > free else timedelta()
    work.execute(
        sa.update(sign_in_attempt)
        .where(sign_in_attempt.c.source_digest == mark)
        .values(failures=failures, next_at=work.now + wait, counted_at=counted_at or work.now)
    )
    return work.now + wait
