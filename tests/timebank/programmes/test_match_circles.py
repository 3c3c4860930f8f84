"""Circles of help from a file: everybody in the order in which each helps the next."""

from pathlib import Path

from timebank.programmes.files import match_files

FILES = """
[files.member]
id = "id"
[[files.member.columns]]
column = "offers"
answer = "offers"
[[files.member.columns]]
column = "asks"
answer = "requests"
"""
HELP = """
name = "help"
title = "Help"
kind = "help"
[settings]
minutes_each = 60
[[roles]]
name = "member"
[[criteria]]
code = "help"
kind = "meets"
answers = ["requests", "offers"]
points = 4
"""


def test_a_circle_is_one_row_in_its_order(tmp_path: Path) -> None:
    programme, people = tmp_path / "help.toml", tmp_path / "people.csv"
    programme.write_text(HELP + FILES)
    people.write_text(
        "id,offers,asks\nann,law,lifts\nben,tea,law\ncal,lifts,tea\ndot,tea,chess\neve,law,tea\nfay,tea,law\n"
    )
    result = match_files(programme, [people], tmp_path / "out")
    assert (result.summary()["pairs"], result.summary()["covered"]) == (2, {"member": 5})
    header, *rows = (tmp_path / "out" / "matches.csv").read_text().splitlines()
    assert header == "member,member_2,member_3,minutes,score,why"
    assert sorted(row.split(",")[3] for row in rows) == ["60", "60"]
    assert (tmp_path / "out" / "unmatched.csv").read_text().count("\n") == 2
    report = (tmp_path / "out" / "report.html").read_text()
    assert "Each helps the next" in report
    assert "As much help as possible" in report
