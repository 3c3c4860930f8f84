"""How an entry is written in our own ledger.csv, and read again: accounts told beyond doubt, nothing guessed; pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from timebank.errors import InvalidInput
from timebank.ledger.posting_many import WAYS
from timebank.ledger.rules import Holder
from timebank.members.rules import clean_name, clean_words

COLUMNS = (
    *("entry", "kind", "state", "service_date", "recorded_at", "from", "to", "minutes", "people", "category"),
    *("source", "corrects", "note"),
)
KINDS = ("exchange", "donation", "grant", "opening", "leaving", "correction")
NO_SOURCE = "none"
_ID = re.compile(r"[0-9A-Za-z_-]{1,20}")
_SLUG = re.compile(r"[a-z0-9-]{1,60}")
_SOURCE = re.compile(r"([a-z_]{1,20})(?::(.{1,80}))?", re.DOTALL)
_HOLDER = re.compile(r"(.+) \[(member|organisation):([0-9a-z]{1,20})\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One entry as ledger.csv tells it; `corrects`: the entry it puts right or settles. Blank `source_kind`: none."""

    entry_id: str
    kind: str
    state: str
    service_date: date
    recorded_at: datetime
    payer: Holder
    payer_name: str
    taker: Holder
    taker_name: str
    minutes: int
    people: int
    category: str
    source_kind: str
    source_id: str
    corrects: str
    note: str


def say_holder(kind: str, holder_id: str, name: str) -> str:
    """An account as people and imports read it: "Ann Lee [member:3f2a]", "pot"."""
    return f"{name} [{kind}:{holder_id}]" if holder_id else kind


def say_source(kind: str | None, source_id: str | None) -> str:
    """Where an entry comes from: "person", "listing:3f2a", "none"."""
    return f"{kind}:{source_id}" if kind and source_id else kind or NO_SOURCE


def read_own(cells: Mapping[str, str]) -> OwnRow:
    """One row of ledger.csv; raises InvalidInput with the reason in words."""
    told = {column: cells[column].strip() for column in COLUMNS}
    source_kind, source_id = _source(told["source"])
    (payer, payer_name), (taker, taker_name) = _holder(told["from"]), _holder(told["to"])
    if told["category"] and not _SLUG.fullmatch(told["category"]):
        raise InvalidInput(f"we do not know the category {told['category']!r}")
    if not source_kind and told["category"]:
        raise InvalidInput("a category needs a source")
    return OwnRow(
        entry_id=_id(told["entry"]),
        kind=_one_of("kind", told["kind"], KINDS),
        state=_one_of("state", told["state"], tuple(WAYS)),
        service_date=_day(told["service_date"]),
        recorded_at=_moment(told["recorded_at"]),
        payer=payer,
        payer_name=payer_name,
        taker=taker,
        taker_name=taker_name,
        minutes=_whole("minutes", told["minutes"]),
        people=_whole("people", told["people"]),
        category=told["category"],
        source_kind=source_kind,
        source_id=source_id,
        corrects=_id(told["corrects"]) if told["corrects"] else "",
        note=clean_words(told["note"]),
    )


def _id(words: str) -> str:
    if not _ID.fullmatch(words):
        raise InvalidInput(f"{words!r} is no id of an entry")
    return words


def _one_of(what: str, words: str, known: tuple[str, ...]) -> str:
    if words not in known:
        raise InvalidInput(f"the {what} {words!r} must be one of {', '.join(known)}")
    return words


def _holder(words: str) -> tuple[Holder, str]:
    if words == "pot":
        return Holder("pot"), words
    if words == "opening":
        return Holder("opening"), words
    told = _HOLDER.fullmatch(words)
    if told is None:
        raise InvalidInput(f"the account {words!r} must look like: Ann Lee [member:3f2a], or pot")
    return Holder("member" if told[2] == "member" else "organisation", told[3]), clean_name(told[1])


def _source(words: str) -> tuple[str, str]:
    told = _SOURCE.fullmatch(words)
    if told is None:
        raise InvalidInput(f"the source {words!r} must look like person, or listing:3f2a")
    return ("", "") if words == NO_SOURCE else (told[1], told[2] or "")


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise InvalidInput(f"the date {words!r} must look like 2026-03-31") from error


def _moment(words: str) -> datetime:
    try:
        moment = datetime.fromisoformat(words)
    except ValueError as error:
        raise InvalidInput(f"the moment {words!r} must look like 2026-03-31T09:00:00+00:00") from error
    if moment.tzinfo is None:
        raise InvalidInput(f"the moment {words!r} does not say in which time zone, such as +00:00")
    return moment.astimezone(UTC)


def _whole(what: str, words: str) -> int:
    if not words.isascii() or not words.isdecimal() or not 1 <= int(words[:12]) <= 10_000_000:
        raise InvalidInput(f"{words!r} is not a number of {what}")
    return int(words)
