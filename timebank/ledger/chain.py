"""The chain: every entry and every move of one carries a hash over its content and over the row before; pure."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from json.encoder import encode_basestring
from typing import Any

START = "0" * 64
ENTRY_FIELDS = (
    *("position", "id", "exchange_id", "kind", "from_account_id", "to_account_id", "minutes", "service_date"),
    *("recorded_at", "recorded_by_id", "recorded_for_id", "corrects_id", "settles_id", "note_digest", "key"),
)
MOVE_FIELDS = (
    *("position", "id", "entry_id", "from_state", "to_state", "moved_at", "moved_by_id", "moved_for_id"),
    *("other_minutes", "reason_digest"),
)
EXCHANGE_FIELDS = ("category_id", "people", "source_kind", "source_id")


def digest_of(words: str, salt: str) -> str:
    """A salted digest of private words: they can be emptied later without breaking the chain."""
    return hashlib.sha256(f"{salt}\n{words}".encode()).hexdigest()


def entry_hash(
    before: str,
    row: Mapping[str, Any],
    first_state: str,
    exchange: Mapping[str, Any] | None,
    holders: tuple[str, str],
) -> str:
    """The hash of an entry with the state it was born in, the exchange it tells of, and who holds both its accounts.

    `holders`: as `holder_words` says them, whom minutes came from first.
    """
    told = [exchange[name] for name in EXCHANGE_FIELDS] if exchange else []
    values = [*(_plain(row[name]) for name in ENTRY_FIELDS), first_state, *told, *holders]
    return link(before, "entry", values)


def holder_words(kind: str, member_id: str | None, organisation_id: str | None) -> str:
    """The holder of an account as it goes into the chain: "member:ID", "pot:"."""
    return f"{kind}:{member_id or organisation_id or ''}"


def move_hash(before: str, row: Mapping[str, Any]) -> str:
    """The hash of one move of an entry from state to state."""
    return link(before, "move", [_plain(row[name]) for name in MOVE_FIELDS])


def link(before: str, kind: str, values: Sequence[str | int | None]) -> str:
    """The hash of a row whose moments and days are written out already, as `_plain` writes them."""
    return hashlib.sha256(_in_words((before, kind, *values)).encode()).hexdigest()


def _in_words(values: Sequence[str | int | None]) -> str:
    """A JSON list without spaces; written here because the general encoder takes half as long again."""
    said = [encode_basestring(one) if isinstance(one, str) else "null" if one is None else str(one) for one in values]
    return f"[{','.join(said)}]"


def _plain(value: Any) -> Any:
    if not isinstance(value, date):  # a moment is a date, too
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat()
