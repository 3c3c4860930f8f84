"""Passwords: hashed with Argon2id, never more at once than the machine has cores."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING

from timebank.errors import Busy, InvalidInput

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LONGEST_QUEUE = 20
_turns = BoundedSemaphore(os.cpu_count() or 1)  # guards this process's processors, so it belongs to the process
_waiting_lock = Lock()
_waiting = 0


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher  # late: a command that signs nobody in should not load it

    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)  # OWASP's minimum for Argon2id


@contextmanager
def _turn() -> Iterator[None]:
    global _waiting
    with _waiting_lock:
        if _waiting >= LONGEST_QUEUE:
            raise Busy
        _waiting += 1
    try:
        with _turns:
            yield
    finally:
        with _waiting_lock:
            _waiting -= 1


def hashed(password: str) -> str:
    """The hash to keep; raises InvalidInput for a password too short or too long to be one."""
    if not 10 <= len(password) <= 200:
        raise InvalidInput("Please choose a password of at least 10 characters. Three or four words work well.")
    with _turn():
        return _hasher().hash(password)


@cache
def _nobodys_hash() -> str:
    return _hasher().hash("nobody has this password")


def matches(password_hash: str | None, password: str) -> bool:
    """Whether the password is right; takes as long for somebody unknown (None) as for somebody known."""
    from argon2.exceptions import InvalidHashError, VerificationError

    with _turn():
        try:
            right = _hasher().verify(password_hash or _nobodys_hash(), password[:200])
        except (VerificationError, InvalidHashError):
            return False
    return right and password_hash is not None
