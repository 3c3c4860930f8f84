"""Takes the heads of the chain away, and checks later that the ledger still is the one they were taken from.

Whoever can write in the database could make the whole chain anew, and it would prove itself. Heads kept somewhere else,
by somebody else, show it: no other history has the same ones.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from timebank.access import May
from timebank.community.reads import community
from timebank.errors import Refused
from timebank.ledger.tables import chain_head, entry, entry_move
from timebank.work import Look

EVERY = 1000
FORMAT = "timebank heads 1"
AT_ONCE = 500


class NoHeads(Refused):
    """This file holds no heads of a ledger. Take some with: timebank heads --out FILE"""


class HeadsChanged(Refused):
    """This file was changed after it was written, so it proves nothing. Please use an untouched copy of it."""


@dataclass(frozen=True, slots=True)
class Heads:
    """Some of the hashes of a ledger by position, with whose ledger it was and when (ISO, UTC)."""

    community: str
    taken_at: str
    heads: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class HeadsCheck:
    """Whether a ledger still is the one that heads were taken from, and if not, in words from where on."""

    ok: bool
    heads: int
    same_up_to: int  # position; 0: nothing is the same
    sentence: str


def heads(look: Look) -> Heads:
    """The first hash, every thousandth and the newest. For coordinators and whoever runs the service."""
    if not look.allows(May.KEEP_COPIES):
        look.require(May.EXPORT_LEDGER)
    newest = int(look.value(sa.select(chain_head.c.position)) or 0)
    found: dict[int, str] = {}
    for table in (entry, entry_move):
        is_wanted = sa.or_(table.c.position % EVERY == 0, table.c.position.in_((1, newest)))
        found |= {
            row.position: row.hash for row in look.rows(sa.select(table.c.position, table.c.hash).where(is_wanted))
        }
    taken_at = look.now.isoformat(timespec="seconds")
    return Heads(community(look).name, taken_at, tuple(sorted(found.items())))


def write(taken: Heads) -> str:
    """The file: JSON that a person can read too, a head a line, with a digest of all of it at the end."""
    facts = {"format": FORMAT, "community": taken.community, "taken_at": taken.taken_at}
    lines = ",\n".join(f"  {json.dumps(list(one))}" for one in taken.heads)
    opening = json.dumps(facts, ensure_ascii=False, indent=1).removesuffix("\n}")
    return f'{opening},\n "heads": [\n{lines}\n ],\n "digest": "{_digest(taken)}"\n}}\n'


def file(look: Look) -> str:
    """The heads as they stand now, as the file that is kept elsewhere."""
    return write(heads(look))


def read(text: str) -> Heads:
    """Heads from their file. Raises NoHeads, HeadsChanged."""
    try:
        told = json.loads(text)
        taken = Heads(told["community"], told["taken_at"], tuple(map(_head, told["heads"])))
        digest, form = told["digest"], told["format"]
    except (ValueError, TypeError, KeyError) as error:
        raise NoHeads from error
    if form != FORMAT:
        raise NoHeads("These heads were written by another version of the time bank, which this one cannot read.")
    if digest != _digest(taken):
        raise HeadsChanged
    return taken


def _head(one: Any) -> tuple[int, str]:
    position, hash_then = one
    return int(position), str(hash_then)


def _digest(taken: Heads) -> str:
    """Finds a slip of the hand. Against somebody who means it, only an untouched copy elsewhere helps."""
    text = json.dumps([FORMAT, taken.community, taken.taken_at, taken.heads])
    return hashlib.sha256(text.encode()).hexdigest()


def check(look: Look, taken: Heads) -> HeadsCheck:
    """Compare heads taken earlier with the ledger as it is kept now. Proving it is `verify`'s part."""
    look.require(May.SEE_PROOF)
    now = _hashes_at(look, [position for position, _ in taken.heads])
    newest = int(look.value(sa.select(chain_head.c.position)) or 0)
    same_up_to = 0
    for position, hash_then in taken.heads:
        if now.get(position) != hash_then:
            return HeadsCheck(False, len(taken.heads), same_up_to, _difference(taken, same_up_to, position, newest))
        same_up_to = position
    words = f"The ledger is the one of {taken.taken_at[:10]}: all {len(taken.heads):,} heads are the same."
    if not taken.heads:
        words = f"There was nothing in the ledger yet on {taken.taken_at[:10]}, so there is nothing to compare."
    return HeadsCheck(True, len(taken.heads), same_up_to, words)


def _hashes_at(look: Look, positions: list[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for some in _chunks(positions):
        for table in (entry, entry_move):
            rows = look.rows(sa.select(table.c.position, table.c.hash).where(table.c.position.in_(some)))
            found |= {row.position: row.hash for row in rows}
    return found


def _chunks(positions: list[int]) -> Iterable[list[int]]:
    return (positions[start : start + AT_ONCE] for start in range(0, len(positions), AT_ONCE))


def _difference(taken: Heads, same_up_to: int, position: int, newest: int) -> str:
    when = taken.taken_at[:10]
    if position > newest:
        return f"The ledger ends at position {newest:,}; on {when} it reached {taken.heads[-1][0]:,}. Rows are missing."
    if not same_up_to:
        return f"This is not the ledger that the heads were taken from on {when}: it differs from its first row on."
    return (
        f"The ledger was changed after {when}: up to position {same_up_to:,} it is the same,"
        f" from somewhere between {same_up_to + 1:,} and {position:,} on it is not."
    )
