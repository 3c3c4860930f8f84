"""Matching files again after some people have changed: who was together stays so, and what does not stand is told."""

import csv
import json

import pytest

from timebank.cli import main
from timebank.errors import Refused
from timebank.programmes.files import match_files

PROGRAMME = """
name = "guides"
title = "Guides"
kind = "{kind}"
objective = "coverage"
trio = {trio}
{roles}
[[criteria]]
code = "topics"
label = "Topics"
kind = "share"
answer = "topics"
points = 8
most = 3
{files}
"""
COLUMNS = """
[files.{role}]
told_by = "{role}"
id = "{role}"
[[files.{role}.columns]]
column = "topics"
answer = "topics"
separator = ";"
"""


@pytest.fixture
def folder(tmp_path):
    return tmp_path


def programme(folder, *roles):
    path = folder / "guides.toml"
    kind, trio = ("buddying", "true") if len(roles) == 1 else ("mentoring", "false")
    named = "".join(f'[[roles]]\nname = "{role}"\n' for role in roles)
    files = "".join(COLUMNS.format(role=role) for role in roles)
    path.write_text(PROGRAMME.format(kind=kind, trio=trio, roles=named, files=files))
    return str(path)


def people(folder, role, **topics):
    path = folder / f"{role}s.csv"
    path.write_text("\n".join([f"{role},topics", *(f"{name},{what}" for name, what in topics.items())]))
    return path


def rows(path):
    return list(csv.reader(path.open(newline="")))


def test_who_was_together_stays_and_each_pair_that_does_not_is_told(folder, capsys):
    guides = programme(folder, "mentee", "mentor")
    mentees = people(folder, "mentee", Ann="tea;chess;maps", Bea="tea;chess", Cy="tea", Dan="tea;chess;maps")
    mentors = people(folder, "mentor", Max="tea;chess;maps", Mo="tea;chess", Meg="tea", Mia="chess;maps")
    match_files(guides, [mentees, mentors], folder / "one")
    first = {tuple(row[:2]) for row in rows(folder / "one/matches.csv")[1:]}
    assert len(first) == 4
    gone = next(mentee for mentee, mentor in first if mentor == "Meg")
    names = {"Ann": "tea;chess;maps", "Bea": "tea;chess", "Cy": "tea", "Dan": "tea;chess;maps"} | {"Eve": "tea;chess"}
    del names[gone]
    given = ["--programme", guides, "--people", str(people(folder, "mentee", **names)), "--people", str(mentors)]
    assert main(["match", *given, "--after", str(folder / "one"), "--out", str(folder / "two")]) == 0
    said = capsys.readouterr().out
    assert "Of 4 matches of last time, 3 still stand." in said
    assert "1 does not, because one of them takes no part now." in said
    assert "parted.csv" in said
    second = {tuple(row[:2]) for row in rows(folder / "two/matches.csv")[1:]}
    assert second == first - {(gone, "Meg")} | {("Eve", "Meg")}
    assert rows(folder / "two/parted.csv") == [
        ["person_1", "person_2", "why"],
        [gone, "Meg", "one of them takes no part now"],
    ]
    assert "Matches of last time that stand" in (folder / "two/report.html").read_text()
    assert main(["match", *given, "--after", str(folder / "two/matches.csv"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["last_time"]
    assert told == {
        "matches": 4,
        "stand": 4,
        "left": 0,
        "not_allowed": 0,
        "others": 0,
        "best_score": told["best_score"],
    }


def test_a_pair_stays_for_a_little_less_and_gives_way_for_much_more(folder):
    guides = programme(folder, "mentee", "mentor")
    last = folder / "matches.csv"
    last.write_text("mentee,mentor,score,why\nAnn,Max,16,\nBea,Mo,16,\n")
    mentees = people(folder, "mentee", Ann="tea;chess", Bea="tea;maps")
    little = people(folder, "mentor", Max="chess;maps", Mo="tea;chess")
    result = match_files(guides, [mentees, little], after=last)
    assert result.last is not None
    assert (result.proposal.score, result.last.best_score, result.last.stand) == (24, 24, 0)
    mentees = people(folder, "mentee", Ann="tea;chess;1;2;3", Bea="tea;chess;4;5;6")
    same = people(folder, "mentor", Max="tea;chess", Mo="tea;chess")
    kept = match_files(guides, [mentees, same], after=last).last
    assert kept is not None
    assert kept.stand == 2


def test_buddies_of_three_stand_together_too(folder):
    company = programme(folder, "buddy")
    everybody = people(folder, "buddy", **dict.fromkeys(("Al", "Bo", "Cy", "Di", "Ed"), "tea"))
    first = match_files(company, [everybody], folder / "one")
    assert len(first.proposal.trios) == 1
    again = match_files(company, [everybody], folder / "two", after=folder / "one").last
    assert again is not None
    assert again.matches == 2
    assert again.stand + len(again.gone) == 2


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("mentee,score\nAnn,3\n", "row 2 needs an id under mentee and mentor"),
        ("mentee,mentor\nAnn,\n", "row 2 needs an id under mentee and mentor"),
        (None, "cannot be"),
    ],
)
def test_a_result_of_last_time_that_cannot_be_read_is_refused(folder, content, sentence):
    guides = programme(folder, "mentee", "mentor")
    files = [people(folder, "mentee", Ann="tea"), people(folder, "mentor", Max="tea")]
    if content is not None:
        (folder / "matches.csv").write_text(content)
    with pytest.raises(Refused, match=sentence):
        match_files(guides, files, after=folder)
