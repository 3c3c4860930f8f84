"""Puts listings from a file on the noticeboard: tried first, whole or good rows only, the same file once."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

import sqlalchemy as sa

from timebank.access import May
from timebank.bringing import ImportReport, bring
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.errors import InvalidInput
from timebank.history.actions import note
from timebank.history.tables import event
from timebank.listings import rules
from timebank.listings.likely import guess
from timebank.listings.mapping import FIELDS, ListingsMapping
from timebank.listings.tables import category, listing
from timebank.members.imports import brought_ids
from timebank.members.rules import clean_words, folded
from timebank.members.tables import member
from timebank.tabular import Record
from timebank.work import Look, Work

BROUGHT = "import_listing"  # in history: which row of which file became a listing


@dataclass(slots=True)
class _Bringing:
    """A file on its way in."""

    work: Work
    mapping: ListingsMapping
    today: date
    members: dict[str, str | None]
    categories: dict[str, str]
    there: frozenset[str]
    counted: Counter[str] = field(default_factory=Counter)


def bring_listings(
    work: Work,
    mapping: ListingsMapping,
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
        mapping=mapping,
        today=local_date(work.now, community(work).zone),
        members=_members(work, mapping.name),
        categories=_categories(work),
        there=frozenset(work.connection.execute(sa.select(event.c.reason).where(event.c.action == BROUGHT)).scalars()),
    )

    def write_row(record: Record) -> bool:
        return _write(state, record)

    return bring(work, records, write_row, dry_run=dry_run, good_rows_only=good_rows_only, progress=progress)


def _members(look: Look, system: str) -> dict[str, str | None]:
    """Members by e-mail, by id, by the id of their old system, and by name where only one has it."""
    found: dict[str, str | None] = {}
    rows = look.rows(sa.select(member.c.id, member.c.email, member.c.name).where(member.c.state == "active"))
    for row in rows:
        found[row.name] = None if row.name in found else row.id
    for row in rows:
        found.update({words: row.id for words in (row.id, row.email) if words})
    return {**found, **brought_ids(look, system)}


def _categories(look: Look) -> dict[str, str]:
    rows = look.rows(sa.select(category.c.id, category.c.slug, category.c.name))
    return {row.name.casefold(): row.id for row in rows} | {row.slug: row.id for row in rows}


def _write(state: _Bringing, record: Record) -> bool:
    work = state.work
    content = json.dumps([state.mapping.of(name, record.cells) for name in FIELDS])
    words = f"{state.mapping.name}:{hashlib.sha256(content.encode()).hexdigest()[:40]}"
    state.counted[words] += 1
    source = f"{words}:{state.counted[words]}"
    if source in state.there:
        return False
    row = _row(state, record.cells)
    work.execute(sa.insert(listing), row)
    note(work, BROUGHT, "listing", str(row["id"]), reason=source, on_behalf_of_id=str(row["member_id"]))
    return True


def _row(state: _Bringing, cells: Mapping[str, str]) -> dict[str, object]:
    """The listing a row tells of; raises InvalidInput with the reason in words."""
    told = {name: state.mapping.of(name, cells) for name in FIELDS}
    owner_id = state.members.get(told["member"]) or state.members.get(told["member"].lower())
    if owner_id is None:
        raise InvalidInput(f"there is no member {told['member']!r}; bring the members in first")
    kind = state.mapping.kinds.get(told["kind"].casefold())
    if kind not in rules.KINDS:
        raise InvalidInput(f"{told['kind']!r} must be offer or request")
    title, words = rules.clean_title(told["title"]), clean_words(told["words"])
    category_id, likelihood = _category(state, state.mapping.category(cells), title, words)
    written = min(_day(told["written"]) or state.today, state.today)
    ends = _day(told["ends"]) or rules.expires_on(state.today, community(state.work).listing_days)
    return {
        "id": state.work.ids.new(),
        "member_id": owner_id,
        "kind": kind,
        "category_id": category_id,
        "category_likelihood": likelihood,
        "title": title,
        "words": words,
        "search_words": folded(f"{title} {words}"),
        "state": "open" if ends >= state.today else "closed",
        "written_at": min(datetime.combine(written, time(12), UTC), state.work.now),
        "written_by_id": state.work.actor.member_id,
        "expires_on": min(ends, state.today + rules.LONGEST_AHEAD),
    }


def _category(state: _Bringing, told: str, title: str, words: str) -> tuple[str, int | None]:
    """The kind of help a row names, or the one its words are likely about where it names none."""
    category_id = state.categories.get(told.casefold())
    if category_id is not None:
        return category_id, None
    likely = None if told else guess(state.work, title, words)
    if likely is None:
        raise InvalidInput(f"we do not know the category {told!r}")
    return state.categories[likely.slug], likely.likelihood


def _day(words: str) -> date | None:
    if not words:
        return None
    try:
        return datetime.fromisoformat(words.removesuffix(" UTC")).date()
    except ValueError as error:
        raise InvalidInput(f"the date {words!r} must look like 2026-03-31") from error
