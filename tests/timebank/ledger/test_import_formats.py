"""Hours from the files of other systems: who helped whom is right, nothing comes in twice, and each refusal says why."""

import json
from csv import DictReader
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
import sqlalchemy as sa
from ledger_world import Ledger
from world import World

from timebank.access import OPERATOR
from timebank.bringing import ImportReport
from timebank.cli import main
from timebank.errors import InvalidInput
from timebank.ledger import actions, mapping, verify
from timebank.ledger.corrections import correct
from timebank.ledger.imports import bring_hours
from timebank.members import imports as members
from timebank.members import mapping as members_mapping
from timebank.members.tables import member
from timebank.reports.exports import ledger_csv
from timebank.tabular import TableUnreadable

TIMEOVERFLOW_MEMBERS = """\
12;2019-03-04;Ann;Lee;Ruiz;1;1960-01-01;600 100 200;;ann@example.org
13;2020-05-06;Ben;Hay;;2;;;600 300 400;
"""
TIMEOVERFLOW = """\
12,Member,13,Member,5400,2021-04-05 10:00:00 UTC,Shelves,77
13,Member,12,Member,3600,2021-04-06,,
1,Organization,12,Member,1800,2021-04-07,Thank you for helping at the fair,
12,Member,1,Organization,600,2021-04-08,For the community,
"""


def bring(world: World, name: str, text: str, **options: object) -> ImportReport:
    """Bring hours in, as the command does."""
    day = options.pop("day", None)
    fitting, records, _ = mapping.read_with(mapping.load(name), "file.csv", text.encode())
    return world.app.do(OPERATOR, bring_hours, fitting, records, day=day, **options)


def bring_members(world: World, text: str, system: str = "timeoverflow") -> ImportReport:
    """Bring members in, as the command does."""
    fitting = members_mapping.load(system)
    records, _ = members_mapping.read_with(fitting, "file.csv", text.encode())
    return world.app.do(OPERATOR, members.bring_members, world.key(), records, mapping=fitting, invite=False)


def told(world: World) -> list[tuple[str, ...]]:
    """Every entry as (kind, state, day, from, to, minutes, note), with names only."""
    rows = DictReader(StringIO(world.app.see(OPERATOR, ledger_csv)))
    return [
        (
            *(row["kind"], row["state"], row["service_date"], row["from"].split(" [")[0], row["to"].split(" [")[0]),
            *(row["minutes"], row["note"]),
        )
        for row in rows
    ]


def reasons(report: ImportReport) -> list[str]:
    return [one.reason for one in report.failed]


def sound(world: World) -> bool:
    return world.app.see(OPERATOR, verify.verify).ok


def test_timeoverflow_comes_in_whole_members_first(world: World) -> None:
    assert bring_members(world, TIMEOVERFLOW_MEMBERS).written == 2
    assert bring_members(world, TIMEOVERFLOW_MEMBERS).already == 2
    report = bring(world, "timeoverflow", TIMEOVERFLOW)
    assert (report.written, reasons(report)) == (4, [])
    assert told(world) == [
        ("exchange", "posted", "2021-04-05", "Ann Lee Ruiz", "Ben Hay", "90", "Shelves"),
        ("exchange", "posted", "2021-04-06", "Ben Hay", "Ann Lee Ruiz", "60", ""),
        ("grant", "posted", "2021-04-07", "pot", "Ann Lee Ruiz", "30", "Thank you for helping at the fair"),
        ("donation", "posted", "2021-04-08", "Ann Lee Ruiz", "pot", "10", "For the community"),
    ]
    assert bring(world, "timeoverflow", TIMEOVERFLOW).already == 4
    assert sound(world)


def test_members_of_timeoverflow_keep_their_entry_date_and_their_other_phone(world: World) -> None:
    bring_members(world, TIMEOVERFLOW_MEMBERS)
    with world.app.engine.connect() as connection:
        row = connection.execute(sa.select(member).where(member.c.name == "Ben Hay")).one()
    assert (row.joined_at.date().isoformat(), row.phone, row.is_offline) == ("2020-05-06", "600 300 400", True)


def test_two_rows_alike_in_one_file_are_two_and_the_file_again_none(world: World) -> None:
    bring_members(world, TIMEOVERFLOW_MEMBERS)
    text = TIMEOVERFLOW.splitlines()[0] + "\n"
    assert bring(world, "timeoverflow", text * 2).written == 2
    assert bring(world, "timeoverflow", text * 2).already == 2
    third = bring(world, "timeoverflow", text * 3)
    assert (third.written, third.already) == (1, 2)
    assert [row[5] for row in told(world)] == ["90", "90", "90"]


def test_a_file_that_does_name_its_columns_is_recognised_and_said(world: World) -> None:
    bring_members(world, TIMEOVERFLOW_MEMBERS)
    header = "source_id,source_type,destination_id,destination_type,amount,created_at,reason,post_id\n"
    fitting, records, remarks = mapping.read_with(
        mapping.load("timeoverflow"), "file.csv", (header + TIMEOVERFLOW).encode()
    )
    assert len(records) == 4
    assert ["not read as hours" in one for one in remarks] == [True]
    assert mapping.read_with(mapping.load("timeoverflow"), "file.csv", TIMEOVERFLOW.encode())[2] == ()
    assert bring(world, "timeoverflow", TIMEOVERFLOW).written == 4
    assert world.app.do(OPERATOR, bring_hours, fitting, records).already == 4  # the same rows with or without names


def test_a_first_row_without_its_day_is_refused_and_not_taken_for_names_of_columns(world: World) -> None:
    bring_members(world, TIMEOVERFLOW_MEMBERS)
    report = bring(world, "timeoverflow", "12,Member,13,Member,5400,,Shelves,\n" + TIMEOVERFLOW)
    assert (report.rows, ["must look like" in one for one in reasons(report)]) == (5, [True])


def test_the_table_timeoverflow_gives_out_is_read_in_any_language(world: World) -> None:
    bring_members(world, TIMEOVERFLOW_MEMBERS)
    text = "Fecha,De,A,Anuncio,Cantidad\n2021-04-05 10:00:00 +0200,Ann Lee Ruiz (12),Ben Hay (13),Estantes,1:30\n"
    assert bring(world, "timeoverflow", text).written == 1
    assert told(world) == [("exchange", "posted", "2021-04-05", "Ann Lee Ruiz", "Ben Hay", "90", "Estantes")]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("99,Member,13,Member,5400,2021-04-05,,", "there is no member '99'; bring the members in first"),
        ("12,Member,13,Member,0,2021-04-05,,", "less than a minute"),
        ("12,Member,13,Member,-60,2021-04-05,,", "less than a minute"),
        ("12,Member,13,Member,ten,2021-04-05,,", "not a number of seconds"),
        ("12,Member,12,Member,60,2021-04-05,,", "the same"),
        ("12,Robot,13,Member,60,2021-04-05,,", "kind of account 'Robot'"),
        ("12,Member,13,Member,60,2999-04-05,,", "has not come yet"),
        ("12,Member,13,Member,60,soon 5,,", "must look like"),
        ("12,,13,Member,60,2021-04-05,,", "'source_type' is blank"),
    ],
)
def test_a_row_that_cannot_come_in_says_why_and_nothing_does(world: World, row: str, reason: str) -> None:
    bring_members(world, TIMEOVERFLOW_MEMBERS)
    report = bring(world, "timeoverflow", TIMEOVERFLOW + row + "\n")
    assert [reason in one for one in reasons(report)] == [True], reasons(report)
    assert (report.is_stored, told(world)) == (False, [])
    assert report.failed_csv().splitlines()[0].endswith("post_id,row,reason")
    assert bring(world, "timeoverflow", TIMEOVERFLOW + row + "\n", good_rows_only=True).written == 4


def test_failed_rows_are_mended_and_brought_again_though_their_file_now_names_its_columns(world: World) -> None:
    bring_members(world, TIMEOVERFLOW_MEMBERS)
    report = bring(world, "timeoverflow", "12,Member,99,Member,60,2021-04-05,,\n")
    mended = bring(world, "timeoverflow", report.failed_csv().replace("99", "13", 1))
    assert (mended.written, reasons(mended)) == (1, [])


KOMUNITIN = "Source,Destination,Description,Amount\nann@example.org,ben@example.org,Bread,1.50\n"


def test_komunitin_needs_to_be_told_the_day(world: World) -> None:
    world.member("Ann"), world.member("Ben")
    with pytest.raises(InvalidInput, match="--date"):
        bring(world, "komunitin", KOMUNITIN)
    assert bring(world, "komunitin", KOMUNITIN, day=date(2026, 3, 4)).written == 1
    assert told(world) == [("exchange", "posted", "2026-03-04", "Ann", "Ben", "90", "Bread")]
    assert bring(world, "komunitin", KOMUNITIN, day=date(2026, 3, 4)).already == 1
    other_day = bring(world, "komunitin", KOMUNITIN, day=date(2026, 3, 5))
    assert ["for 2026-03-04" in one for one in reasons(other_day)] == [True]  # never doubled by another day
    with pytest.raises(InvalidInput, match="leave --date out"):
        bring(world, "komunitin", EXPORT, day=date(2026, 3, 4))


def test_komunitin_without_names_of_columns_is_read_in_its_order(world: World) -> None:
    world.member("Ann"), world.member("Ben")
    content = KOMUNITIN.splitlines(keepends=True)[1].encode()
    fitting, records, remarks = mapping.read_with(mapping.load("komunitin"), "file.csv", content)
    assert ["in this order: source, destination" in one for one in remarks] == [True]
    assert world.app.do(OPERATOR, bring_hours, fitting, records, day=date(2026, 3, 4)).written == 1


EXPORT = """\
id,created,updated,state,amount,description,hash,authorization,payer.id,payer.code,payee.id,payee.code,user.id
t1,2026-02-03T23:30:00.000Z,,committed,"1,000.50",Roof,h,,u1,NET0001,u2,NET0002,u1
t2,2026-02-04T10:00:00.000Z,,pending,2.00,Soup,h,,u1,NET0001,u2,NET0002,u1
t3,2026-02-04T10:00:00.000Z,,rejected,2.00,,h,,u1,NET0001,u2,NET0002,u1
t4,2026-02-04T10:00:00.000Z,,deleted,2.00,,h,,u1,NET0001,u2,NET0002,u1
"""
CODES = """
name = "komunitin"
[member]
id = "{code}"
name = "{name}"
"""


def test_what_komunitin_gives_out_keeps_how_far_it_went(world: World, tmp_path: Path) -> None:
    (tmp_path / "codes.toml").write_text(CODES, encoding="utf-8")
    assert bring_members(world, "code,name\nNET0001,Ann\nNET0002,Ben\n", str(tmp_path / "codes.toml")).written == 2
    assert bring(world, "komunitin", EXPORT).written == 4
    assert [(row[1], row[2], row[3], row[5]) for row in told(world)] == [
        ("posted", "2026-02-03", "Ann", "60030"),
        ("pending", "2026-02-04", "Ann", "120"),
        ("declined", "2026-02-04", "Ann", "120"),
        ("withdrawn", "2026-02-04", "Ann", "120"),
    ]
    assert bring(world, "komunitin", EXPORT).already == 4
    assert sound(world)


def test_mutual_credit_knows_payers_by_e_mail_or_id(world: World) -> None:
    ann = world.member("Ann").member_id
    world.member("Ben")
    text = (
        "payer,payee,quantity,created,state,type,description,categories\n"
        f"{ann},BEN@example.org,1:15,1767225600,finished,bill,Ironing,\n"
        'ben@example.org,Ann,"0,5",2026-01-02,erased,bill,,\n'
        "ben@example.org,Ann,1,2026-01-02,strange,bill,,\n"
    )
    report = bring(world, "mutual_credit", text, good_rows_only=True)
    assert reasons(report) == ["we do not know what the state 'strange' means"]
    assert told(world) == [
        ("exchange", "posted", "2026-01-01", "Ann", "Ben", "75", "Ironing"),
        ("exchange", "withdrawn", "2026-01-02", "Ben", "Ann", "30", ""),
    ]


def test_what_the_pot_gives_and_still_waits_is_a_gift_somebody_can_take(world: World) -> None:
    ann = world.member("Ann")
    text = (
        "payer,payee,quantity,created,state,type,description,categories\n"
        "Our time bank,ann@example.org,2,2026-01-01,pending,,Welcome back,\n"
        "Our time bank,ann@example.org,1,2026-01-01,erased,,No,\n"
        "Our time bank,ann@example.org,3,2026-01-01,done,,Yes,\n"
    )
    assert bring(world, "mutual_credit", text).written == 3
    assert [row[:2] for row in told(world)] == [("donation", "pending"), ("donation", "withdrawn"), ("grant", "posted")]
    ledger = Ledger(world)
    (waiting,) = ledger.waiting("Ann")
    world.app.do(ann, actions.decline, world.key(), waiting)
    assert sound(world)


def test_twine_says_that_the_organisation_was_helped(world: World) -> None:
    world.member("Ann")
    header = "member,organisation,created_by,activity,project,duration,started_at\n"
    text = (
        f"{header}ann@example.org,Corner Café,boss@example.org,Serving,Lunch,24:00:00,2026-06-30T23:30:00Z\n"
        "ann@example.org,Corner Café,boss@example.org,Washing up,,00:20:29,2026-07-02T10:00:00Z\n"
    )
    assert bring(world, "twine", text).written == 2
    assert told(world) == [
        ("exchange", "posted", "2026-07-01", "Corner Café", "Ann", "1440", "Serving, Lunch"),
        ("exchange", "posted", "2026-07-02", "Corner Café", "Ann", "20", "Washing up"),
    ]
    unknown = bring(world, "twine", f"{header}zed@example.org,New Café,,,,01:00:00,2026-07-01\n")
    assert ["bring the members in first" in one for one in reasons(unknown)] == [True]


def test_rosterfy_shifts_are_those_of_leeds(world: World, shared_data: Path) -> None:
    text = (shared_data / "imports/leeds2023/shifts.csv").read_text(encoding="utf-8")
    assert bring(world, "rosterfy", text).written == 1081
    assert bring(world, "leeds2023", text).already == 1081


def test_two_of_one_name_are_asked_back(world: World) -> None:
    world.member("Ann")
    for number in (1, 2):
        world.app.do(OPERATOR, members.add, world.key(), "Ben", email=f"ben{number}@example.org", invite=False)
    text = "payer,payee,quantity,created,state,type,description,categories\nAnn,Ben,1,2026-01-02,done,,,\n"
    assert ["more than one member 'Ben'" in one for one in reasons(bring(world, "mutual_credit", text))] == [True]


def test_a_file_of_another_shape_is_one_sentence(world: World) -> None:
    for name in ("timeoverflow", "komunitin", "mutual_credit", "twine", "rosterfy"):
        with pytest.raises(TableUnreadable, match="has no column"):
            bring(world, name, "a,b\n1,2\n")


def test_what_was_brought_in_is_put_right_like_everything_else(ledger: Ledger) -> None:
    world = ledger.world
    bring_members(world, TIMEOVERFLOW_MEMBERS)
    bring(world, "timeoverflow", TIMEOVERFLOW)
    cora = world.coordinator()
    entry_id = world.app.see(OPERATOR, ledger_csv).splitlines()[-4].split(",")[0]
    world.app.do(cora, correct, world.key(), entry_id, 60, "half an hour was a break")
    assert bring(world, "timeoverflow", TIMEOVERFLOW).already == 4


def test_the_commands_say_what_they_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TIMEBANK_DATABASE_URL", f"sqlite:///{tmp_path / 'bank.db'}")
    assert main(["init", "--admin", "ada@example.org"]) == 0
    (tmp_path / "m.csv").write_text(TIMEOVERFLOW_MEMBERS, encoding="utf-8")
    (tmp_path / "t.csv").write_text(TIMEOVERFLOW, encoding="utf-8")
    (tmp_path / "k.csv").write_text(KOMUNITIN, encoding="utf-8")
    folder = str(tmp_path)
    assert main(["import", "members", "--from", "timeoverflow", f"{folder}/m.csv", "--no-invitations"]) == 0
    assert main(["import", "hours", "--from", "timeoverflow", f"{folder}/t.csv", "--json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["written"] == 4
    assert main(["import", "hours", "--from", "komunitin", f"{folder}/k.csv"]) == 2
    assert main(["import", "hours", "--from", "timeoverflow", "--date", "2026-01-01", f"{folder}/t.csv"]) == 2
    assert main(["import", "hours", "--from", "komunitin", "--date", "2026-01-01", f"{folder}/k.csv", "--json"]) == 1
    assert "bring the members in first" in capsys.readouterr().out
    for format_name in ("csv", "beancount", "hledger"):
        assert main(["export", "ledger", "--format", format_name, "--out", f"{folder}/ledger.{format_name}"]) == 0
    capsys.readouterr()
    assert main(["export", "ledger", "--out", "-"]) == 0
    assert capsys.readouterr().out == (tmp_path / "ledger.csv").read_text(encoding="utf-8")
    assert main(["import", "hours", "--from", "own", f"{folder}/ledger.csv", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["already"] == 4
