"""The whole time bank without a browser: what is typed, what is answered, and with which exit code."""

import csv
import json
from pathlib import Path

import pytest

from timebank import job_commands
from timebank.cli import main

Printed = pytest.CaptureFixture[str]


@pytest.fixture
def printed(capsys: Printed) -> Printed:
    return capsys


LEEDS_MINUTES = 1_066_011


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A new time bank in a file, which every command finds."""
    url = f"sqlite:///{tmp_path / 'bank.db'}"
    monkeypatch.setenv("TIMEBANK_DATABASE_URL", url)
    monkeypatch.setenv("TIMEBANK_MAIL_FOLDER", str(tmp_path / "letters"))
    assert main(["init", "--admin", "ada@example.org", "--coordinator", "cora@example.org", "--name", "Ours"]) == 0
    return url


def answer(printed: Printed) -> dict[str, object]:
    found: dict[str, object] = json.loads(printed.readouterr().out.strip().splitlines()[-1])
    return found


def test_init_tells_each_of_the_first_people_where_to_choose_a_password(tmp_path: Path, printed: Printed) -> None:
    assert main(["init", "--admin", "ada@example.org", "--database", f"sqlite:///{tmp_path / 'new.db'}"]) == 0
    out = printed.readouterr().out
    assert "ada@example.org chooses a password here" in out
    assert "/password/" in out


def test_init_again_changes_nothing(database: str, printed: Printed) -> None:
    assert main(["init", "--admin", "ada@example.org"]) == 0
    printed.readouterr()
    assert main(["verify", "--json"]) == 0
    assert answer(printed)["accounts"] == 2


def test_shared_options_stand_before_and_after_the_command(database: str, printed: Printed) -> None:
    printed.readouterr()
    assert main(["--json", "verify"]) == 0
    before = answer(printed)
    assert main(["verify", "--json", "--database", database]) == 0
    after = answer(printed)
    assert before["ok"] is after["ok"] is True


def test_as_somebody_acts_with_their_rights_and_no_more(database: str, printed: Printed, tmp_path: Path) -> None:
    out = str(tmp_path / "ledger.csv")
    assert main(["--as", "cora@example.org", "export", "ledger", "--out", out]) == 0
    assert main(["export", "ledger", "--out", out, "--as", "ada@example.org"]) == 2
    assert main(["verify", "--as", "nobody@example.org"]) == 2
    assert "There is no member with the e-mail address" in printed.readouterr().err


@pytest.mark.parametrize(
    "words",
    [["nonsense"], [], ["import", "hours", "x.csv"], ["match"], ["run", "nonsense"], ["import", "sheep", "x.csv"]],
)
def test_what_cannot_be_understood_is_refused_with_one_sentence(
    database: str, printed: Printed, words: list[str]
) -> None:
    printed.readouterr()
    try:
        code: object = main(words)
    except SystemExit as left:
        code = left.code
    said = printed.readouterr()
    assert code == 2
    assert len(said.err.strip().splitlines()) == 1


def test_a_database_without_a_time_bank_says_what_to_do(tmp_path: Path, printed: Printed) -> None:
    assert main(["verify", "--database", f"sqlite:///{tmp_path / 'empty.db'}"]) == 2
    assert "timebank init" in printed.readouterr().err
    assert not (tmp_path / "empty.db").exists()  # looking makes nothing


def test_an_address_that_is_no_database_is_refused(printed: Printed) -> None:
    assert main(["verify", "--database", "mysql://somewhere/else"]) == 2
    assert "SQLite or PostgreSQL" in printed.readouterr().err


def test_upgrade_makes_an_empty_database_a_time_bank(tmp_path: Path, printed: Printed) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    assert main(["upgrade", "--database", url]) == 0
    assert main(["verify", "--database", url, "--json"]) == 0


def test_jobs_and_a_run_by_hand(database: str, printed: Printed) -> None:
    assert main(["jobs"]) == 0
    assert "it has not run yet" in block_of(printed.readouterr().out, "verify-ledger")
    assert main(["run", "verify-ledger", "--json"]) == 0
    assert answer(printed)["job"] == "verify-ledger"
    assert main(["run", "send-letters", "--dry-run"]) == 0
    assert main(["jobs"]) == 0
    told = printed.readouterr().out
    assert "everything holds" in block_of(told, "verify-ledger")
    assert block_of(told, "verify-ledger").startswith("Keeping things safe at night")
    assert job_commands.WENT_WRONG not in told


def test_jobs_that_did_not_go_well_come_first(database: str, printed: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMEBANK_COPIES_FOLDER", "/dev/null/nowhere")
    assert main(["run", "backup"]) == 2
    assert "cannot be made" in printed.readouterr().err
    assert main(["jobs"]) == 0
    told = printed.readouterr().out
    assert "cannot be made" in block_of(told, "backup")
    assert told.index(job_commands.WENT_WRONG) < told.index("  backup: ") < told.index("  send-letters: ")


def block_of(told: str, job: str) -> str:
    """What the list of jobs says under the heading a job stands under."""
    return next(part for part in told.split("\n\n") if f"  {job}: " in part)


def test_a_password_letter_goes_into_the_outbox(database: str, printed: Printed, tmp_path: Path) -> None:
    assert main(["password", "cora@example.org"]) == 0
    assert main(["password", "nobody@example.org"]) == 2
    assert main(["run", "send-letters"]) == 0
    assert len(list((tmp_path / "letters").glob("*.eml"))) == 1


def test_mail_test_hands_over_one_letter(database: str, tmp_path: Path) -> None:
    assert main(["mail", "test", "me@example.org"]) == 0
    assert len(list((tmp_path / "letters").glob("*.eml"))) == 1


def test_leeds_shifts_come_in_once_and_to_the_minute(database: str, shared_data: Path, printed: Printed) -> None:
    bring = ["import", "hours", "--from", "leeds2023", str(shared_data / "imports/leeds2023/shifts.csv"), "--json"]
    assert main([*bring, "--dry-run"]) == 0
    assert answer(printed) == {"rows": 1081, "written": 1081, "already": 0, "failed": [], "stored": False}
    assert main(bring) == 0
    assert answer(printed)["written"] == 1081
    assert main(bring) == 0
    assert answer(printed)["already"] == 1081
    assert main(["verify", "--json"]) == 0
    proof = answer(printed)
    assert (proof["ok"], proof["entries"], proof["minutes"]) == (True, 1081, LEEDS_MINUTES)
    assert proof["accounts"] == 172 + 1 + 2


MAPPING = """
[columns]
key = "id"
date = "day"
minutes = "minutes"
note = "what"

[helped]
kind = "organisation"
name = "{where}"

[helper]
kind = "organisation"
name = "Volunteers"
"""


def write_hours(folder: Path, *rows: str) -> list[str]:
    (folder / "ours.toml").write_text(MAPPING, encoding="utf-8")
    (folder / "hours.csv").write_text("id,day,minutes,what,where\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return ["import", "hours", "--from", str(folder / "ours.toml"), str(folder / "hours.csv"), "--json"]


def test_one_bad_row_stores_nothing_and_comes_back_with_its_reason(
    database: str, tmp_path: Path, printed: Printed
) -> None:
    bring = write_hours(
        tmp_path, "1,2026-01-05,60,Soup,Library", "2,yesterday,30,Soup,Library", "3,2026-01-06,x,,Library"
    )
    failed = tmp_path / "failed.csv"
    assert main([*bring, "--failed", str(failed)]) == 1
    assert answer(printed)["stored"] is False
    rows = list(csv.DictReader(failed.open(encoding="utf-8")))
    assert [(row["id"], row["row"]) for row in rows] == [("2", "3"), ("3", "4")]
    assert "must look like" in rows[0]["reason"]
    assert main(["verify", "--json"]) == 0
    assert answer(printed)["entries"] == 0


def test_good_rows_only_stores_them_and_a_mended_file_brings_the_rest(
    database: str, tmp_path: Path, printed: Printed
) -> None:
    bring = write_hours(tmp_path, "1,2026-01-05,60,Soup,Library", "2,yesterday,30,Soup,Library")
    assert main([*bring, "--good-rows-only"]) == 1
    assert answer(printed)["written"] == 1
    bring = write_hours(tmp_path, "1,2026-01-05,60,Soup,Library", "2,2026-01-06,30,Soup,Library")
    assert main(bring) == 0
    counts = answer(printed)
    assert (counts["written"], counts["already"]) == (1, 1)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1,2026-01-05,61,Soup,Library", "other details"),
        ("7,2999-01-05,60,,Library", "has not come yet"),
        ("7,2026-01-05,NaN,,Library", "not a number"),
        ("7,2026-01-05,１２,,Library", "not a number"),
        ("7,2026-01-05,-5,,Library", "less than a minute"),
        ("7,2026-01-05,1E+400,,Library", "not a number"),
        ("7,2026-01-05,60,,", "blank"),
        ("7,2026-01-05,60,,Volunteers", "the same"),
        (",2026-01-05,60,,Library", "key"),
    ],
)
def test_each_row_that_cannot_be_used_says_why(
    database: str, tmp_path: Path, printed: Printed, row: str, reason: str
) -> None:
    assert main(write_hours(tmp_path, "1,2026-01-05,60,Soup,Library")) == 0
    printed.readouterr()
    assert main(write_hours(tmp_path, row)) == 1
    failed = answer(printed)["failed"]
    assert isinstance(failed, list)
    assert reason in failed[0]["reason"]


def test_a_file_that_is_no_table_is_one_sentence(database: str, tmp_path: Path, printed: Printed) -> None:
    (tmp_path / "ours.toml").write_text(MAPPING, encoding="utf-8")
    for content in ('id,day\n"never closed', "", "id,id\n1,2\n", "id,day\n1\n"):
        (tmp_path / "bad.csv").write_text(content, encoding="utf-8")
        printed.readouterr()
        assert main(["import", "hours", "--from", str(tmp_path / "ours.toml"), str(tmp_path / "bad.csv")]) == 2
        assert len(printed.readouterr().err.strip().splitlines()) == 1


def test_members_come_from_a_file_some_without_e_mail(database: str, tmp_path: Path, printed: Printed) -> None:
    file = tmp_path / "members.csv"
    file.write_text(
        "Name;E-mail;Phone;Languages;Access\nAnn Lee;ann@example.org;;en;\nOld Bob;;01309 1;en gd;step_free\n".replace(
            "E-mail", "Email"
        ),
        encoding="cp1252",
    )
    assert main(["import", "members", str(file), "--json"]) == 0
    assert answer(printed)["written"] == 2
    assert main(["import", "members", str(file), "--json"]) == 0
    assert answer(printed)["already"] == 2
    file.write_text("name,email\nZed,not-an-address\n", encoding="utf-8")
    assert main(["import", "members", str(file)]) == 1


def test_the_whole_ledger_comes_out_as_a_table_that_no_spreadsheet_acts_on(
    database: str, tmp_path: Path, printed: Printed
) -> None:
    assert main(write_hours(tmp_path, '1,2026-01-05,60,"=1+1",Library')) == 0
    out = tmp_path / "ledger.csv"
    assert main(["export", "ledger", "--format", "csv", "--out", str(out)]) == 0
    rows = list(csv.DictReader(out.open(encoding="utf-8")))
    assert [(row["from"].split(":")[0], row["to"].split(":")[0], row["minutes"], row["note"]) for row in rows] == [
        ("Library [organisation", "Volunteers [organisation", "60", "'=1+1")
    ]


def test_matching_from_files_needs_no_database(shared_data: Path, tmp_path: Path, printed: Printed) -> None:
    folder = shared_data / "matching/mentor_match_small"
    people = ["--people", str(folder / "mentees.csv"), "--people", str(folder / "mentors.csv")]
    assert main(["match", "--programme", "mentor-match", *people, "--out", str(tmp_path / "out"), "--json"]) == 0
    found = answer(printed)
    assert (found["feasible_pairs"], found["pairs"], found["score"], found["bound"]) == (392, 35, 727, 727)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["matches.csv", "report.html", "unmatched.csv"]
    assert main(["match", "--programme", "mentor-match", *people, "--capacity", "mentor=many"]) == 2
    assert main(["match", "--programme", "mentor-match", *people, "--set", "nothing"]) == 2


def test_the_failed_rows_can_be_mended_and_brought_again(database: str, tmp_path: Path, printed: Printed) -> None:
    file, failed = tmp_path / "members.csv", tmp_path / "failed.csv"
    file.write_text("name,email,phone\nAnn,nowhere,+44 20 7946 0000\n", encoding="utf-8")
    assert main(["import", "members", str(file), "--failed", str(failed)]) == 1
    for _ in range(2):  # a second try that fails comes back just as well
        assert main(["import", "members", str(failed), "--failed", str(failed)]) == 1
    failed.write_text(failed.read_text(encoding="utf-8").replace("nowhere", "ann@example.org"), encoding="utf-8")
    assert main(["import", "members", str(failed)]) == 0


def test_nobody_brings_in_hours_of_their_own(database: str, tmp_path: Path, printed: Printed) -> None:
    mapping = MAPPING.replace('kind = "organisation"\nname = "Volunteers"', 'kind = "member"\nname = "{who}"')
    (tmp_path / "ours.toml").write_text(mapping, encoding="utf-8")
    (tmp_path / "hours.csv").write_text(
        "id,day,minutes,what,where,who\n1,2026-01-05,9000,,Library,cora@example.org\n", encoding="utf-8"
    )
    bring = ["import", "hours", "--from", str(tmp_path / "ours.toml"), str(tmp_path / "hours.csv"), "--json"]
    assert main([*bring, "--as", "cora@example.org"]) == 1
    assert "your own hours" in str(answer(printed)["failed"])
    assert main(bring) == 0


@pytest.mark.parametrize(
    "broken",
    [
        "columns = 5",
        "",
        "[columns]\ndate = 1",
        MAPPING.replace("[columns]", 'name = "far too long a name for it"\n[columns]'),
    ],
)
def test_a_mapping_that_cannot_be_used_is_one_sentence(
    database: str, tmp_path: Path, printed: Printed, broken: str
) -> None:
    (tmp_path / "ours.toml").write_text(broken, encoding="utf-8")
    (tmp_path / "hours.csv").write_text("id,day,minutes,what,where\n", encoding="utf-8")
    assert main(["import", "hours", "--from", str(tmp_path / "ours.toml"), str(tmp_path / "hours.csv")]) == 2
    assert len(printed.readouterr().err.strip().splitlines()) == 1


def test_half_a_minute_counts_as_one_whatever_the_unit(database: str, tmp_path: Path, printed: Printed) -> None:
    for unit, amount, minutes in (("minutes", "0.5", 1), ("seconds", "30", 1), ("hours", "0.025", 2)):
        (tmp_path / "ours.toml").write_text(MAPPING.replace('minutes = "minutes"', f'{unit} = "minutes"'), "utf-8")
        line = f"{unit},2026-01-05,{amount},,Library"
        (tmp_path / "hours.csv").write_text(f"id,day,minutes,what,where\n{line}\n", encoding="utf-8")
        before = total(printed)
        assert main(["import", "hours", "--from", str(tmp_path / "ours.toml"), str(tmp_path / "hours.csv")]) == 0
        assert total(printed) == before + minutes


def total(printed: Printed) -> int:
    """The minutes posted so far."""
    printed.readouterr()
    assert main(["verify", "--json"]) == 0
    return int(str(answer(printed)["minutes"]))


@pytest.mark.parametrize(
    "words",
    [["run", "unanswered-hours"], ["run", "send-letters"], ["mail", "test", "me@example.org"], ["upgrade"], ["init"]],
)
def test_a_coordinator_gets_no_more_rights_by_typing(database: str, printed: Printed, words: list[str]) -> None:
    printed.readouterr()
    assert main([*words, "--as", "cora@example.org"]) == 2
    assert len(printed.readouterr().err.strip().splitlines()) == 1


def test_a_coordinator_may_run_a_round_by_typing(database: str) -> None:
    assert main(["run", "weekly-rounds", "--as", "cora@example.org"]) == 0
