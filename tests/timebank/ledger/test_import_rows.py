"""What stands in a file is read as people meant it, and what we write is read again as it was."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timebank import tabular
from timebank.errors import InvalidInput
from timebank.ledger import mapping
from timebank.ledger.file_rows import Reading, content_digest, read_day, read_minutes
from timebank.ledger.own_rows import COLUMNS, read_own, say_holder, say_source
from timebank.ledger.rules import Holder
from timebank.members.rules import clean_name, clean_words


@pytest.mark.parametrize(
    ("words", "unit", "minutes"),
    [
        ("1.5", "hours", 90),
        ("1,5", "hours", 90),
        ("1:30", "hours", 90),
        ("1,234.50", "hours", 74070),
        ("24:00:00", "clock", 1440),
        ("00:00:30", "clock", 1),
        ("5400", "seconds", 90),
        ("0.5", "minutes", 1),
        (".25", "hours", 15),
    ],
)
def test_amounts_are_read_in_the_ways_people_write_them(words: str, unit: str, minutes: int) -> None:
    assert read_minutes(words, unit) == minutes


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        *(("0", "hours"), ("-1", "hours"), ("29", "seconds"), ("0:00", "clock"), ("00:00:29", "clock")),
        *(("", "hours"), ("1,234", "hours"), ("1.2.3", "hours"), ("1:60", "clock"), ("90", "clock"), ("１", "hours")),
        *(("inf", "hours"), ("nan", "hours"), ("1e999", "hours"), ("99999999999", "minutes"), ("1:30", "minutes")),
    ],
)
def test_amounts_that_say_nothing_or_two_things_are_refused(words: str, unit: str) -> None:
    with pytest.raises(InvalidInput):
        read_minutes(words, unit)


def test_a_time_that_is_too_short_is_said_as_it_was_written() -> None:
    with pytest.raises(InvalidInput, match=r"^'00:00:29' is less than a minute$"):
        read_minutes("00:00:29", "clock")
    with pytest.raises(InvalidInput, match=r"^'29' seconds is less than a minute$"):
        read_minutes("29", "seconds")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-06-30", "2026-06-30"),
        ("2026-06-30T23:30:00Z", "2026-07-01"),  # an hour later in London's summer
        ("2026-06-30 23:30:00 UTC", "2026-07-01"),
        ("2026-06-30 23:30:00 +0100", "2026-06-30"),
        ("2026-06-30T23:30:00.000+02:00", "2026-06-30"),
        ("2026-06-30 23:30", "2026-06-30"),
        ("1782860400", "2026-07-01"),
    ],
)
def test_moments_are_the_day_they_were_where_the_community_lives(words: str, day: str) -> None:
    assert read_day(words, "Europe/London").isoformat() == day


@pytest.mark.parametrize("words", ["", "31/03/2026", "2026-13-01", "yesterday", "1969-12-31", "99999999999"])
def test_days_that_could_be_another_day_are_refused(words: str) -> None:
    with pytest.raises(InvalidInput):
        read_day(words, "Europe/London")


COMMUNITY_WEAVER = """
name = "weaver"
date_format = "%d/%m/%Y"
[columns]
date = "Service date"
hours = "Hours"
category = "Category"
note = "Note"
[helped]
kind = "anybody"
name = "{Received by}"
[helper]
kind = "anybody"
name = "{Given by}"
"""


def test_a_mapping_file_says_how_days_are_written_and_who_helped() -> None:
    reading = Reading(mapping.parse("weaver.toml", COMMUNITY_WEAVER), "Europe/London")
    told = {"given by": "Ann", "received by": "Ben", "service date": "3/4/2026", "hours": "2", "category": "Walks"}
    row = reading.row({**told, "note": "by the river"})
    assert (row.helper, row.helped) == (("anybody", "Ann"), ("anybody", "Ben"))
    assert (row.service_date, row.minutes, row.category) == (date(2026, 4, 3), 120, "Walks")


@pytest.mark.parametrize(
    "broken",
    [
        COMMUNITY_WEAVER.replace('hours = "Hours"', ""),
        COMMUNITY_WEAVER.replace('hours = "Hours"', 'hours = "Hours"\nminutes = "Minutes"'),
        COMMUNITY_WEAVER.replace('note = "Note"', 'nnote = "Note"'),
        COMMUNITY_WEAVER.replace('note = "Note"', "note = [1]"),
        COMMUNITY_WEAVER.replace('"anybody"', '"robot"'),
        COMMUNITY_WEAVER.replace('"weaver"', '"we:aver"'),
        COMMUNITY_WEAVER.replace("[columns]", 'order = ["hours"]\n[columns]'),
        COMMUNITY_WEAVER + "[states]\nx = 1\n",
    ],
)
def test_a_mapping_file_that_would_lose_something_is_refused(broken: str) -> None:
    with pytest.raises(InvalidInput):
        mapping.parse("weaver.toml", broken)


@pytest.mark.parametrize("name", sorted(mapping.FORMATS))
def test_every_built_in_format_can_be_read(name: str) -> None:
    assert all(one.unit for one in mapping.load(name))


def test_the_key_of_a_row_is_its_content_not_the_order_of_its_columns_nor_an_earlier_try() -> None:
    first = content_digest("twine", {"a": "1", "b": "2"})
    assert content_digest("twine", {"b": "2", "a": "1", "row": "7", "reason": "none"}) == first
    assert content_digest("twine", {"a": "2", "b": "1"}) != first
    assert content_digest("other", {"a": "1", "b": "2"}) != first


words = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)


@given(st.lists(words.map(str.strip), min_size=1, max_size=5))
def test_whatever_we_write_into_a_table_is_read_again_as_it_was(cells: list[str]) -> None:
    cells = [cell.replace("\x00", "").replace("\r", "").strip() for cell in cells]
    header = [f"column {number}" for number in range(len(cells))]
    text = tabular.write([*header, "last"], [[*cells, "end"]])
    (record,) = tabular.read("table.csv", text.encode())
    assert [record.cells[name] for name in header] == cells
    (written,) = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert not any(cell.lstrip(" ").startswith(tabular.ACTING_SIGNS) for cell in written)


@given(words, words, st.sampled_from(["member", "organisation"]))
def test_an_account_is_told_beyond_doubt_whatever_somebody_is_called(name: str, note: str, kind: str) -> None:
    try:
        name = clean_name(name)
    except InvalidInput:
        name = "pot [member:x] [opening]"
    note = clean_words(note)
    cells = ("e1", "exchange", "posted", "2026-05-01", "2026-05-02T09:00:00+00:00", say_holder(kind, "a1", name))
    rest = (say_holder("pot", "", "pot"), 60, 1, "", say_source("listing", "x:y"), "", note)
    text = tabular.write(COLUMNS, [[*cells, *rest]])
    (record,) = tabular.read("ledger.csv", text.encode())
    row = read_own(record.cells)
    assert (row.payer.kind, row.payer.id, row.payer_name, row.taker) == (kind, "a1", name, Holder("pot"))
    assert (row.source_kind, row.source_id, row.note) == ("listing", "x:y", note)
