"""Which columns of a file of members hold what: our own, TimeOverflow's, or as a TOML file says."""

from collections.abc import Mapping
from dataclasses import dataclass

from timebank import tabular
from timebank.errors import InvalidInput
from timebank.mapping_files import list_told, name_told, table_told, text_of, told_in
from timebank.tabular import Record, TableUnreadable, places, plain_name

OWN = "own"
FIELDS = ("id", "name", "email", "phone", "languages", "access", "joined")


@dataclass(frozen=True, slots=True)
class MembersMapping:
    """What each field of a member is made of: words in which {column} stands for a cell.

    `order`: the columns of a file that names none. `id`: the member's id in the system the file comes from.
    """

    name: str
    fields: Mapping[str, str]
    order: tuple[str, ...] = ()
    is_named: bool = True

    def of(self, field: str, cells: Mapping[str, str]) -> str:
        """One field of one row; blank where the file has nothing for it."""
        return " ".join(tabular.filled(self.fields.get(field, ""), cells, is_needed=False).split())


OURS = MembersMapping(OWN, {field: f"{{{field}}}" for field in ("name", "email", "phone", "languages", "access")})
TIMEOVERFLOW = MembersMapping(
    name="timeoverflow",
    fields={
        "id": "{member_id}",
        "name": "{first name} {surname 1} {surname 2}",
        "email": "{email}",
        "phone": "{phone|alt_phone}",
        "joined": "{entry_date}",
    },
    order=(
        *("member_id", "entry_date", "first name", "surname 1", "surname 2", "gender", "date_of_birth", "phone"),
        *("alt_phone", "email"),
    ),
    is_named=False,
)
BUILT_IN = {one.name: one for one in (OURS, TIMEOVERFLOW)}


def load(name_or_file: str) -> MembersMapping:
    """A built-in mapping by name, or one from a TOML file. Raises InvalidInput."""
    if name_or_file in BUILT_IN:
        return BUILT_IN[name_or_file]
    return parse(*text_of(name_or_file, BUILT_IN, "members"))


def parse(name: str, text: str) -> MembersMapping:
    """A mapping from TOML text. Raises InvalidInput with one sentence."""
    told = told_in(name, text)
    fields, order = table_told(name, told, "member"), list_told(name, told, "order")
    if not set(fields) <= set(FIELDS) or "name" not in fields:
        raise InvalidInput(f"{name} needs [member] with name and, if you like, {', '.join(set(FIELDS) - {'name'})}.")
    in_order = tuple(plain_name(one) for one in order)
    return MembersMapping(name_told(name, told), fields, in_order, bool(told.get("named", not order)))


def read_with(mapping: MembersMapping, name: str, content: bytes) -> tuple[list[Record], tuple[str, ...]]:
    """The rows of a file, and what to say about its first row. Raises TableUnreadable."""
    if not mapping.order:
        records = tabular.read(name, content)
        is_named = True
    else:
        told_by = (places(mapping.fields[field]) for field in ("id", "joined", "phone") if field in mapping.fields)
        numbered = next((columns[0] for columns in told_by if columns), mapping.order[0])
        records, is_named = tabular.read_in_order(name, content, mapping.order, numbered)
    if not records:
        raise TableUnreadable("The file holds the names of columns but no rows.")
    missing = [one for one in places(mapping.fields["name"]) if one not in records[0].cells]
    if missing:
        has = ", ".join(FIELDS[1:6]) if mapping.name == OWN else ", ".join(mapping.order)
        raise TableUnreadable(f"The file has no column {missing[0]!r}. It may have: {has}.")
    said = "The first row holds the names of the columns, so it was not read as a member."
    return records, (said,) if is_named and not mapping.is_named else ()
