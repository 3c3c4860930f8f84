"""Which columns of a file of listings hold what: our own, TimeOverflow's posts, or as a TOML file says."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from timebank import tabular
from timebank.errors import InvalidInput
from timebank.mapping_files import list_told, name_told, table_told, text_of, told_in
from timebank.tabular import Record, TableUnreadable, places, plain_name

OWN = "own"
FIELDS = ("member", "kind", "category", "title", "words", "written", "ends")
NEEDED = ("member", "kind", "category", "title")
KINDS = {"offer": "offer", "offers": "offer", "request": "request", "would like": "request"}


@dataclass(frozen=True, slots=True)
class ListingsMapping:
    """What each field of a listing is made of: words in which {column} stands for a cell.

    `kinds` and `categories`: what the file's words mean here, the latter with "" for all others. `order`: the columns
    of a file that need not name them; `is_named`: whether such a file usually does.
    """

    name: str
    fields: Mapping[str, str]
    kinds: Mapping[str, str] = field(default_factory=lambda: KINDS)
    categories: Mapping[str, str] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    is_named: bool = True

    def of(self, name: str, cells: Mapping[str, str]) -> str:
        """One field of one row; blank where the file has nothing for it."""
        return tabular.filled(self.fields.get(name, ""), cells, is_needed=False).strip()

    def category(self, cells: Mapping[str, str]) -> str:
        """The kind of help of one row, in our words where the mapping says them."""
        told = self.of("category", cells)
        return self.categories.get(told.casefold(), self.categories.get("", told))


OURS = ListingsMapping(OWN, {name: f"{{{name}}}" for name in FIELDS})
TIMEOVERFLOW = ListingsMapping(
    name="timeoverflow",
    fields={
        "member": "{user_id}",
        "kind": "{type}",
        "category": "{category_id}",
        "title": "{title}",
        "words": "{description}",
        "written": "{start_on|created_at}",
        "ends": "{end_on}",
    },
    kinds={"offer": "offer", "inquiry": "request"},
    categories={  # those it starts with, by the number it gives them
        **{"1": "company", "2": "wellbeing", "3": "home", "4": "form-filling"},
        **{"5": "learning", "6": "music", "7": "starting-something", "": "community"},
    },
    order=("user_id", "type", "title", "description", "category_id", "created_at", "start_on", "end_on"),
    is_named=False,
)
BUILT_IN = {one.name: one for one in (OURS, TIMEOVERFLOW)}


def load(name_or_file: str) -> ListingsMapping:
    """A built-in mapping by name, or one from a TOML file. Raises InvalidInput."""
    if name_or_file in BUILT_IN:
        return BUILT_IN[name_or_file]
    return parse(*text_of(name_or_file, BUILT_IN, "listings"))


def parse(name: str, text: str) -> ListingsMapping:
    """A mapping from TOML text. Raises InvalidInput with one sentence."""
    told = told_in(name, text)
    fields, order = table_told(name, told, "listing"), list_told(name, told, "order")
    if not set(NEEDED) <= set(fields) <= set(FIELDS):
        raise InvalidInput(f"{name} needs [listing] with {', '.join(NEEDED)}, and may have {', '.join(FIELDS[4:])}.")
    return ListingsMapping(
        name=name_told(name, told),
        fields=fields,
        kinds=table_told(name, told, "kinds") or KINDS,
        categories=table_told(name, told, "categories"),
        order=tuple(plain_name(one) for one in order),
        is_named=bool(told.get("named", not order)),
    )


def read_with(mapping: ListingsMapping, name: str, content: bytes) -> tuple[list[Record], tuple[str, ...]]:
    """The rows of a file, and what to say about its first row. Raises TableUnreadable."""
    is_named = mapping.is_named
    if mapping.order:
        records, is_named = tabular.read_in_order(name, content, mapping.order, _numbered(mapping))
    else:
        records = tabular.read(name, content)
    if not records:
        raise TableUnreadable("The file holds the names of columns but no rows.")
    needed = [column for field in NEEDED for column in places(mapping.fields[field])]
    missing = [column for column in needed if column not in records[0].cells]
    if missing:
        raise TableUnreadable(f"The file has no column {missing[0]!r}. It needs: {', '.join(needed)}.")
    said = "The first row holds the names of the columns, so it was not read as a listing."
    return records, (said,) if is_named and not mapping.is_named else ()


def _numbered(mapping: ListingsMapping) -> str:
    """A column in which each row has a digit, and a name of a column has none: a day, or else a member's id."""
    days = places(mapping.fields.get("written", ""))
    return days[-1] if days else places(mapping.fields["member"])[0]
