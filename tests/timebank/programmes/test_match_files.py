"""Matching straight from CSV: the known best results, files that are almost right, and results safe to open."""

import csv
import doctest
import html.parser
from pathlib import Path

import pytest

from timebank.errors import Refused
from timebank.programmes import definition
from timebank.programmes import files as files_module
from timebank.programmes.files import match_files

MENTEES = "first name,email address,grade,organisation,profession,match with similar identity,identity to match\n"
MENTORS = "first name,email address,grade,organisation,profession,characteristics\n"


@pytest.fixture
def files(tmp_path):
    def write(mentees, mentors, encoding="utf-8"):
        paths = [tmp_path / "mentees.csv", tmp_path / "mentors.csv"]
        for path, text in zip(paths, (MENTEES + mentees, MENTORS + mentors), strict=True):
            path.write_bytes(text.encode(encoding))
        return paths

    return write


ANNA = "Anna,anna@example.org,EO,Joy,Policy,yes,Gay\n"
MORAG = 'Morag,morag@example.org,SEO,Love,Policy,"Gay, Carer"\n'


@pytest.mark.parametrize(
    ("respect", "objective", "capacities", "pairs", "score", "covered"),
    [
        ("false", None, {}, 35, 750, (35, 35)),
        ("false", None, {"mentor": 3, "mentee": 3}, 105, 2036, None),
        ("false", "coverage", {"mentor": 3, "mentee": 3}, None, 1997, (50, 49)),
        ("false", None, {"mentor": 3}, 50, 1038, None),
        ("true", None, {}, 35, 727, (35, 35)),
        ("true", None, {"mentor": 3, "mentee": 3}, 105, 1982, None),
        ("true", "coverage", {"mentor": 3, "mentee": 3}, None, 1943, (50, 49)),
        ("true", None, {"mentor": 3}, 50, 1003, None),
    ],
)
def test_the_real_files_reach_the_best_there_is(
    shared_data: Path, respect, objective, capacities, pairs, score, covered
):
    folder = shared_data / "matching/mentor_match_small"
    people = [folder / "mentees.csv", folder / "mentors.csv"]
    result = match_files("mentor-match", people, None, objective, capacities, {"respect_consent": respect})
    summary = result.summary()
    assert list(summary) == ["feasible_pairs", "pairs", "score", "bound", "covered", "seconds"]
    assert (summary["feasible_pairs"], summary["score"], summary["bound"]) == (392, score, score)
    assert pairs in (None, summary["pairs"])
    assert covered is None or summary["covered"] == dict(zip(("mentee", "mentor"), covered, strict=True))
    assert match_files(
        "mentor-match", people[::-1], None, objective, capacities, {"respect_consent": respect}
    ).proposal == (result.proposal)


def test_the_starter_respects_consent_unless_told_otherwise(files):
    people = files(ANNA.replace("yes", "no"), MORAG)
    assert match_files("mentor-match", people).summary()["score"] == 22
    assert match_files("mentor-match", people, settings={"respect_consent": "false"}).summary()["score"] == 28
    assert match_files("mentor-match", files(ANNA, MORAG)).summary()["score"] == 28
    assert match_files("mentor-match", files(ANNA.replace("yes", ""), MORAG)).summary()["score"] == 22


def test_an_identity_without_consent_changes_nothing_that_is_written(files, tmp_path):
    told = ANNA.replace("yes", "no")
    pages = []
    for identity in ("Gay", "Carer"):
        match_files("mentor-match", files(told.replace("Gay", identity), MORAG), tmp_path / "out")
        pages.append(
            [(tmp_path / "out" / name).read_text() for name in ("matches.csv", "unmatched.csv", "report.html")]
        )
    assert pages[0] == pages[1]


def test_the_three_files_are_written_and_read_well(files, tmp_path):
    away = "Ben,ben@example.org,SCS4,Joy,Policy,no,\n"
    match_files("mentor-match", files(ANNA + away, MORAG), tmp_path / "a" / "b")
    with (tmp_path / "a/b/matches.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["mentee", "mentor", "score", "why"]
    assert (rows[0]["mentee"], rows[0]["mentor"], rows[0]["score"]) == ("anna@example.org", "morag@example.org", "28")
    assert rows[0]["why"] == (
        "Grade: EO and SEO, two steps apart (12); Profession: both Policy (10); Identity hoped for: Gay (6)"
    )
    with (tmp_path / "a/b/unmatched.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows == [
        {
            "role": "mentee",
            "id": "ben@example.org",
            "reason": "The only mentor could not be suggested: "
            "the mentor's grade is not one or two steps above the mentee's.",
        }
    ]


class _Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))


def test_the_report_says_what_it_is_and_runs_and_loads_nothing(files, tmp_path):
    bad = ANNA.replace("Anna,", "<script>alert(1)</script>,")
    match_files("mentor-match", files(bad, MORAG), tmp_path)
    text = (tmp_path / "report.html").read_text()
    page = _Page()
    page.feed(text)
    names = [tag for tag, _ in page.tags]
    assert "script" not in names
    assert "&lt;script&gt;" in text
    assert ("html", {"lang": "en-GB"}) in page.tags
    assert names.count("h1") == names.count("main") == 1
    assert names.count("caption") == names.count("table") >= 1
    assert all("scope" in attributes for tag, attributes in page.tags if tag == "th")
    assert not any(name in attributes for _, attributes in page.tags for name in ("src", "href"))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "＝"])
def test_no_cell_is_taken_for_a_formula(files, tmp_path, start):
    text = f"{start}cmd"
    people = files(ANNA.replace("anna@example.org", f'"x{text}"'), MORAG.replace("morag@example.org", f'"{text}"'))
    match_files("mentor-match", people, tmp_path)
    cells = [cell for row in csv.reader((tmp_path / "matches.csv").open(newline="")) for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "＝")) for cell in cells)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_files_as_different_programs_save_them_give_the_same(files, tmp_path, encoding):
    people = files(ANNA.replace("Anna", "Zoë").replace("\n", "\r\n"), MORAG + "\r\n\r\n", encoding)
    result = match_files("mentor-match", people, tmp_path / "out")
    assert result.summary()["score"] == 28
    assert "Zoë" in (tmp_path / "out/report.html").read_text(encoding="utf-8")


def test_semicolons_spaces_and_letter_case_do_not_matter(files, tmp_path):
    people = files("", MORAG.replace("SEO", " seo "))
    people[0].write_text((MENTEES + ANNA).replace(",", ";").replace("grade", " Grade "))
    assert match_files("mentor-match", people).summary()["score"] == 28


def test_somebody_in_both_files_is_not_matched_with_themselves(files):
    both = MORAG.replace("morag@example.org", "ANNA@example.org")
    result = match_files("mentor-match", files(ANNA, both))
    assert result.summary()["pairs"] == 0
    assert [one.code for one in result.proposal.unmatched] == ["nobody_here", "nobody_here"]


def test_a_blank_grade_is_unknown_and_never_matched(files):
    result = match_files("mentor-match", files(ANNA.replace("EO", ""), MORAG))
    assert result.summary()["feasible_pairs"] == 0


@pytest.mark.parametrize(
    ("mentees", "mentors", "sentence"),
    [
        (ANNA.replace("EO", "Grade 8"), MORAG, r"mentees.csv, row 2, column grade: 'Grade 8' is not one of AA, AO"),
        (ANNA + ANNA, MORAG, r"mentees.csv, row 3: 'anna@example.org' is already in mentees.csv, row 2"),
        (ANNA.replace("anna@example.org", " "), MORAG, r"mentees.csv, row 2, column email address: it is blank"),
        (ANNA + "Ben,ben@example.org\n", MORAG, r"mentees.csv, row 3 has 2 cells, but the first row has 7"),
        (ANNA + '"Ben,ben@example.org,EO,Joy\n', MORAG, r"mentees.csv, row 3 \(line 3\) .* quotation mark"),
        ("", MORAG, r"mentees.csv holds the names of columns but no people"),
    ],
)
def test_a_file_with_a_mistake_is_refused_with_its_place(files, mentees, mentors, sentence):
    with pytest.raises(Refused, match=sentence):
        match_files("mentor-match", files(mentees, mentors))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "mentees.csv is empty"),
        (b" \n\n", "mentees.csv is empty"),
        (b"PK\x03\x04\x00\x00", "cannot be read as text"),
        (b"\x81\x8d\x8f\x90\x9d", "cannot be read as text"),
        (b"name,email address\nAnna,anna@example.org\n", "exactly one of the columns"),
        (MENTEES.replace("grade,", "").encode() + b"a,b,c,d,e,f\n", "mentees.csv has no column 'grade'"),
        (MENTEES.replace("grade,", "grade,grade,").encode() + b"a,b,c,d,e,f,g,h\n", "2 columns called 'grade'"),
        (MENTEES.encode() + b'"' + b"x" * 30_000 + b'",b,c,d,e,f,g\n', "row 2 has a cell of more than"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_refused(files, content, sentence):
    people = files(ANNA, MORAG)
    people[0].write_bytes(content)
    with pytest.raises(Refused, match=sentence):
        match_files("mentor-match", people)


def test_files_roles_folders_and_programmes_that_are_not_there_are_named(files, tmp_path):
    people = files(ANNA, MORAG)
    with pytest.raises(Refused, match=r"absent.csv cannot be opened"):
        match_files("mentor-match", [tmp_path / "absent.csv"])
    with pytest.raises(Refused, match="no mentors; give a file of mentors"):
        match_files("mentor-match", people[:1])
    with pytest.raises(Refused, match="no role 'tutor'"):
        match_files("mentor-match", people, capacities={"tutor": 2})
    with pytest.raises(Refused, match="0 or more"):
        match_files("mentor-match", people, capacities={"mentor": -1})
    with pytest.raises(Refused, match="objective must be one of"):
        match_files("mentor-match", people, objective="most")
    with pytest.raises(Refused, match="does not say which columns"):
        match_files("mentoring", people)
    with pytest.raises(Refused, match="cannot be written"):
        match_files("mentor-match", people, people[0])


def test_a_file_of_blank_rows_is_empty(files):
    people = files(ANNA, MORAG)
    people[0].write_text(",,,\n,,,\n")
    with pytest.raises(Refused, match=r"mentees.csv is empty"):
        match_files("mentor-match", people)


def test_a_cell_beyond_all_bounds_is_said_to_be_long(files):
    with pytest.raises(Refused, match=r"row 2 .line 2. cannot be read: a cell has more than 20000 characters"):
        match_files("mentor-match", files(ANNA.replace("Policy", "P" * 200_000), MORAG))


def test_an_answer_that_no_column_holds_is_named(files, tmp_path):
    text = definition.starter_text("mentor-match").replace(
        'answer = "profession"\nstrength', 'answer = "craft"\nstrength'
    )
    (tmp_path / "own.toml").write_text(text)
    with pytest.raises(Refused, match="'profession' reads 'craft', but no column of a mentee"):
        match_files(tmp_path / "own.toml", files(ANNA, MORAG))
    match_files(tmp_path / "own.toml", files(ANNA, MORAG), settings={"profession": "off"})


def test_a_role_without_a_sign_of_its_own_takes_the_other_files(files, tmp_path):
    text = definition.starter_text("mentor-match").replace('told_by = "characteristics"\n', "")
    (tmp_path / "own.toml").write_text(text)
    assert match_files(tmp_path / "own.toml", files(ANNA, MORAG)).summary()["pairs"] == 1


def test_points_beyond_all_bounds_are_refused(files):
    with pytest.raises(Refused, match="number of points up to 999999"):
        match_files("mentor-match", files(ANNA, MORAG), settings={"profession": "9" * 20})


def test_the_examples_in_the_words_of_the_code_hold():
    assert doctest.testmod(definition).failed == doctest.testmod(files_module).failed == 0


def test_a_programme_of_ones_own_with_a_role_column_and_room_in_the_file(tmp_path):
    (tmp_path / "own.toml").write_text(
        """
name = "own"
title = "Our own"
kind = "mentoring"
[[roles]]
name = "learner"
[[roles]]
name = "guide"
[[rules]]
code = "language"
kind = "share"
answer = "languages"
because = "they have no language in common"
[files]
role_column = "role"
[files.learner]
id = "id"
[[files.learner.columns]]
column = "speaks"
answer = "languages"
separator = ";"
[files.guide]
id = "id"
capacity = "places"
[[files.guide.columns]]
column = "speaks"
answer = "languages"
separator = ";"
"""
    )
    people = tmp_path / "people.csv"
    people.write_text("role,id,speaks,places\nlearner,1,en;pl,\nlearner,2,pl,\nlearner,3,gd,\nguide,4,pl,2\n")
    result = match_files(tmp_path / "own.toml", [people])
    assert [(result.ids[one.first], result.ids[one.second]) for one in result.proposal.pairs] == [
        ("1", "4"),
        ("2", "4"),
    ]
    people.write_text("role,id,speaks,places\nteacher,1,en,\n")
    with pytest.raises(Refused, match="row 2, column role: 'teacher' is not one of learner, guide"):
        match_files(tmp_path / "own.toml", [people])


WALKS = """
name = "walks"
title = "Walks"
kind = "buddying"
objective = "pairs"
[[roles]]
name = "walker"
[[rules]]
code = "travel"
kind = "travel"
answer = "way"
because = "they live too far apart"
[files.walker]
id = "id"
[[files.walker.columns]]
column = "postcode"
answer = "place"
[[files.walker.columns]]
column = "km"
answer = "travel_kilometres"
[[files.walker.columns]]
column = "way"
answer = "way"
"""


def test_postcodes_in_a_file_say_who_lives_near(tmp_path):
    programme, people = tmp_path / "walks.toml", tmp_path / "people.csv"
    programme.write_text(WALKS)
    people.write_text("id,postcode,km,way\na,IV30 1AB,5,\nb,IV36,20,\nc,AB10,5,\nd,,,\n")
    result = match_files(programme, [people])
    pairs = {frozenset((result.ids[one.first], result.ids[one.second])) for one in result.proposal.pairs}
    assert frozenset("ac") not in pairs
    assert frozenset("bc") not in pairs
    for wrong, sentence in (("a,XX99,5,\n", "do not know the postcode"), ("a,IV30,five,\n", "not a whole number of")):
        people.write_text(f"id,postcode,km,way\n{wrong}")
        with pytest.raises(Refused, match=sentence):
            match_files(programme, [people])
