"""Which columns of a file of members hold what: our own, TimeOverflow's, or as a TOML file says."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from timebank import tabular
from timebank.errors import InvalidInput
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
    path = Path(name_or_file)
    if path.suffix != ".toml":
        known = ", ".join(BUILT_IN)
        raise InvalidInput(f"We do not know {name_or_file!r} for members. Give one of {known}, or a .toml file.")
    try:
        return parse(path.name, path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(f"{path} cannot be read. Is it there, and is it text?") from error


def parse(name: str, text: str) -> MembersMapping:
    """A mapping from TOML text. Raises InvalidInput with one sentence."""
    try:
        told = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InvalidInput(f"{name} is not a valid TOML file: {error}.") from error
    given, order = told.get("member"), told.get("order", [])
    if not isinstance(given, dict) or not set(given) <= set(FIELDS) or "name" not in given:
        raise InvalidInput(f"{name} needs [member] with name and, if you like, {', '.join(set(FIELDS) - {'name'})}.")
    if not all(isinstance(words, str) for words in given.values()):
        raise InvalidInput(f'{name}: each line of [member] must be words such as "{{first name}} {{surname}}".')
    if not isinstance(order, list) or not all(isinstance(one, str) for one in order):
        raise InvalidInput(f"{name}: order must be a list of words.")
    called = str(told.get("name", name.removesuffix(".toml")))
    if not 1 <= len(called) <= 19 or not called.isprintable() or ":" in called:
        raise InvalidInput(f'{name} needs a name of at most 19 characters, such as name = "ours".')
    in_order = tuple(plain_name(one) for one in order)
    return MembersMapping(called, given, in_order, bool(told.get("named", not order)))


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
