"""Puts listings from a file on the noticeboard: tried first, whole or good rows only, the same file once."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

import sqlalchemy as sa

from timebank import tabular
from timebank.access import May
from timebank.bringing import ImportReport, bring
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.errors import InvalidInput
from timebank.history.actions import note
from timebank.history.tables import event
from timebank.listings import rules
from timebank.listings.tables import category, listing
from timebank.members.imports import brought_ids
from timebank.members.rules import clean_words, folded
from timebank.members.tables import member
from timebank.tabular import Record, TableUnreadable
from timebank.work import Look, Work

COLUMNS = ("member", "kind", "category", "title", "words")
POSTS = ("user_id", "type", "title", "description", "category_id", "created_at", "start_on", "end_on")
BROUGHT = "import_listing"  # in history: which row of which file became a listing
KINDS = {"offer": "offer", "request": "request", "inquiry": "request", "offers": "offer", "would like": "request"}
CATEGORIES = {  # those TimeOverflow starts with, by the number it gives them
    **{"1": "company", "2": "wellbeing", "3": "home", "4": "form-filling"},
    **{"5": "learning", "6": "music", "7": "starting-something", "8": "community"},
}


@dataclass(frozen=True, slots=True)
class Posted:
    """A listing as a file tells it, with the words for its days still unread."""

    member: str
    kind: str
    category: str
    title: str
    words: str
    written: str = ""
    ends: str = ""


def _ours(cells: Mapping[str, str]) -> Posted:
    return Posted(**{name: cells.get(name, "").strip() for name in (*COLUMNS, "written", "ends")})


def _post(cells: Mapping[str, str]) -> Posted:
    told = {name: cells[name].strip() for name in POSTS}
    slug = CATEGORIES.get(told["category_id"], "community")
    return Posted(
        *(told["user_id"], told["type"], slug, told["title"], told["description"]),
        *(told["start_on"] or told["created_at"], told["end_on"]),
    )


FORMATS: dict[str, Callable[[Mapping[str, str]], Posted]] = {"own": _ours, "timeoverflow": _post}
"""How a row of each format is read, by the name people type."""


def read_with(format: str, name: str, content: bytes) -> tuple[list[Record], tuple[str, ...]]:
    """The rows of a file, and what to say about its first row. Raises TableUnreadable, InvalidInput."""
    if format not in FORMATS:
        raise InvalidInput(f"We do not know {format!r} for listings. Give one of {', '.join(FORMATS)}.")
    if format == "own":
        records, is_named = tabular.read(name, content), False
    else:
        records, is_named = tabular.read_in_order(name, content, POSTS, "user_id")
    if not records:
        raise TableUnreadable("The file holds the names of columns but no rows.")
    missing = [column for column in COLUMNS if format == "own" and column not in records[0].cells]
    if missing:
        raise TableUnreadable(f"The file has no column {missing[0]!r}. It needs: {', '.join(COLUMNS)}.")
    said = "The first row holds the names of the columns, so it was not read as a listing."
    return records, (said,) if is_named else ()


@dataclass(slots=True)
class _Bringing:
    """A file on its way in."""

    work: Work
    format: str
    today: date
    members: dict[str, str | None]
    categories: dict[str, str]
    there: frozenset[str]
    counted: Counter[str] = field(default_factory=Counter)


def bring_listings(
    work: Work,
    format: str,
    records: Sequence[Record],
    *,
    dry_run: bool = False,
    good_rows_only: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> ImportReport:
    """Put each row on the noticeboard for its member; what has ended is kept as taken down. Nobody is written to.

    A row is known again by its content and its nth occurrence. With any failed row nothing is stored, unless
    `good_rows_only`; a dry run never stores.
    """
    work.require(May.IMPORT)
    state = _Bringing(
        work=work,
        format=format,
        today=local_date(work.now, community(work).zone),
        members=_members(work, format),
        categories=_categories(work),
        there=frozenset(work.connection.execute(sa.select(event.c.reason).where(event.c.action == BROUGHT)).scalars()),
    )

    def write_row(record: Record) -> bool:
        return _write(state, record)

    return bring(work, records, write_row, dry_run=dry_run, good_rows_only=good_rows_only, progress=progress)


def _members(look: Look, format: str) -> dict[str, str | None]:
    """Members by e-mail, by id, by the id of their old system, and by name where only one has it."""
    found: dict[str, str | None] = {}
    rows = look.rows(sa.select(member.c.id, member.c.email, member.c.name).where(member.c.state == "active"))
    for row in rows:
        found[row.name] = None if row.name in found else row.id
    for row in rows:
        found.update({words: row.id for words in (row.id, row.email) if words})
    return {**found, **brought_ids(look, format)}


def _categories(look: Look) -> dict[str, str]:
    rows = look.rows(sa.select(category.c.id, category.c.slug, category.c.name))
    return {row.name.casefold(): row.id for row in rows} | {row.slug: row.id for row in rows}


def _write(state: _Bringing, record: Record) -> bool:
    work = state.work
    told = FORMATS[state.format](record.cells)
    content = json.dumps([told.member, told.kind, told.category, told.title, told.words, told.written, told.ends])
    words = f"{state.format}:{hashlib.sha256(content.encode()).hexdigest()[:40]}"
    state.counted[words] += 1
    source = f"{words}:{state.counted[words]}"
    row = _row(state, told)
    if source in state.there:
        return False
    work.execute(sa.insert(listing), row)
    note(work, BROUGHT, "listing", str(row["id"]), reason=source, on_behalf_of_id=str(row["member_id"]))
    return True


def _row(state: _Bringing, told: Posted) -> dict[str, object]:
    """The listing a row tells of; raises InvalidInput with the reason in words."""
    owner_id = state.members.get(told.member) or state.members.get(told.member.lower())
    if owner_id is None:
        raise InvalidInput(f"there is no member {told.member!r}; bring the members in first")
    kind = KINDS.get(told.kind.casefold())
    if kind is None:
        raise InvalidInput(f"{told.kind!r} must be offer or request")
    category_id = state.categories.get(told.category.casefold())
    if category_id is None:
        raise InvalidInput(f"we do not know the category {told.category!r}")
    title, words = rules.clean_title(told.title), clean_words(told.words)
    written = min(_day(told.written) or state.today, state.today)
    ends = _day(told.ends) or rules.expires_on(state.today, community(state.work).listing_days)
    return {
        "id": state.work.ids.new(),
        "member_id": owner_id,
        "kind": kind,
        "category_id": category_id,
        "title": title,
        "words": words,
        "search_words": folded(f"{title} {words}"),
        "state": "open" if ends >= state.today else "closed",
        "written_at": min(datetime.combine(written, time(12), UTC), state.work.now),
        "written_by_id": state.work.actor.member_id,
        "expires_on": min(ends, state.today + rules.LONGEST_AHEAD),
    }


def _day(words: str) -> date | None:
    if not words:
        return None
    try:
        return datetime.fromisoformat(words.removesuffix(" UTC")).date()
    except ValueError as error:
        raise InvalidInput(f"the date {words!r} must look like 2026-03-31") from error
