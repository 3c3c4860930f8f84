"""Tables that people send and take away as CSV: read strictly, with the row named, and written so that no cell acts."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from timebank.errors import InvalidInput, Refused

LONGEST_CELL = 20_000
ACTING_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # what a spreadsheet may take for a formula
_PLACE = re.compile(r"\{([^{}]+)\}")


class TableUnreadable(Refused):
    """This file cannot be read as a table. Please save it as CSV UTF-8 and try again."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its number as a spreadsheet shows it, and its cells by column name (as `plain_name` gives it)."""

    number: int
    cells: Mapping[str, str]


def plain_name(words: str) -> str:
    """A column's name without letter case and doubled spaces, so that small differences do not matter."""
    return " ".join(words.split()).casefold()


def read_file(path: Path) -> list[Record]:
    """All rows of a CSV file under its column names. Raises TableUnreadable with one sentence."""
    return read(path.name, content_of(path))


def content_of(path: Path) -> bytes:
    """What a file holds. Raises TableUnreadable when it cannot be opened."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise TableUnreadable(f"{path} cannot be opened. Is it there, and may you read it?") from error


def read(name: str, content: bytes) -> list[Record]:
    """All rows of CSV content under its column names. Raises TableUnreadable with one sentence."""
    rows = rows_of(name, content)
    first = next(rows, None)
    if first is None:
        raise TableUnreadable(f"{name} is empty.")
    header = [plain_name(cell) for cell in first[1]]
    doubled = {column for column in header if column and header.count(column) > 1}
    if doubled:
        raise TableUnreadable(f"{name} has more than one column called {min(doubled)!r}.")
    return [Record(number, _under(name, header, number, cells)) for number, cells in rows]


def _under(name: str, header: Sequence[str], number: int, cells: Sequence[str]) -> dict[str, str]:
    extra = [cell for cell in cells[len(header) :] if cell.strip()]
    if len(cells) < len(header) or extra:
        raise TableUnreadable(f"{name}, row {number} has {len(cells)} cells, but the first row has {len(header)}.")
    return dict(zip(header, (_as_meant(cell.strip()) for cell in cells), strict=False))


def read_in_order(name: str, content: bytes, order: Sequence[str], numbered: str) -> tuple[list[Record], bool]:
    """All rows of CSV content whose columns stand in a known `order`, and whether a first row named them.

    The first row is one of names when it holds words without a digit where the column `numbered` always has one; where
    it names every column of `order`, its own order counts. Blank cells may be left out at the end. Raises
    TableUnreadable.
    """
    rows = list(rows_of(name, content))
    if not rows:
        raise TableUnreadable(f"{name} is empty.")
    first, place = rows[0][1], order.index(numbered)
    told = first[place].strip() if place < len(first) else ""  # blank: a row to be refused, and not to be passed over
    is_named = bool(told) and not any(sign.isdigit() for sign in told)
    header = [plain_name(cell) for cell in first]
    columns = header if is_named and set(order) <= set(header) and len(set(header)) == len(header) else list(order)
    kept = rows[1:] if is_named else rows
    blank = [""] * len(columns)
    whole = ((number, [*cells, *blank[len(cells) :]]) for number, cells in kept)
    return [Record(number, _under(name, columns, number, cells)) for number, cells in whole], is_named


def filled(template: str, cells: Mapping[str, str], is_needed: bool = True) -> str:
    """Words in which each {column} stands for a cell, and {one|another} for the first of them that is not blank.

    A blank one raises InvalidInput where it `is_needed`.
    """

    def cell(match: "re.Match[str]") -> str:
        found = (cells.get(plain_name(column), "").strip() for column in match[1].split("|"))
        words = next((one for one in found if one), "")
        if not words and is_needed:
            raise InvalidInput(f"the cell {match[1]!r} is blank")
        return words

    return _PLACE.sub(cell, template)


def places(template: str) -> list[str]:
    """The columns that a template names, as `plain_name` gives them."""
    return [plain_name(column) for told in _PLACE.findall(template) for column in told.split("|")]


def _acts(words: str) -> bool:
    """Whether a spreadsheet may take this for a formula; apostrophes before it change nothing, so that one can go."""
    return words.lstrip(" '").startswith(ACTING_SIGNS)


def _as_meant(cell: str) -> str:
    """A cell without the apostrophe that `safe_cell` put before it, so that what we wrote can be brought again."""
    return cell[1:] if cell.startswith("'") and _acts(cell) else cell


def rows_of(name: str, content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, each with its number as a spreadsheet shows it."""
    text = _text(name, content)
    if not text.strip():
        raise TableUnreadable(f"{name} is empty.")
    first_line = text.lstrip().splitlines()[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first_line.count), strict=True)
    number, line = 0, 1
    while True:
        number, line = number + 1, reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            why = "a quotation mark is not closed or not doubled"
            if "limit" in str(error):  # the reader's own, far above ours
                why = f"a cell has more than {LONGEST_CELL} characters, or {why}"
            raise TableUnreadable(f"{name}, row {number} (line {line}) cannot be read: {why}.") from error
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise TableUnreadable(f"{name}, row {number} has a cell of more than {LONGEST_CELL} characters.")
        if any(cell.strip() for cell in cells):
            yield number, cells


def _text(name: str, content: bytes) -> str:
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise TableUnreadable(f"{name} cannot be read as text. Please save it as CSV UTF-8 and try again.")


def safe_cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula: words that begin like one get an apostrophe; numbers stay."""
    if value is None:
        return ""
    words = str(value)
    if isinstance(value, str) and _acts(words):
        return f"'{words}"
    return words


def write(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A CSV text of safe cells."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue()
