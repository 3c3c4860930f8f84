"""The demo as a person meets it: made once, kept, begun again; never at the cost of something else."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from timebank.access import OPERATOR, Caller, as_member
from timebank.app import App, build
from timebank.cli import main
from timebank.demo.folder import DATABASE, SIGN_INS, SignIns, opened
from timebank.demo.people import CORA, MAYA
from timebank.errors import Refused
from timebank.life.reads import life_of
from timebank.matches.comparing import compare_rounds
from timebank.matches.reads import my_matches, my_suggestions
from timebank.matches.review_reads import review, rounds
from timebank.matches.taster_reads import first_step
from timebank.matches.trying import why_nobody_now
from timebank.members.reads import member_id_of_email
from timebank.programmes.pairs import pairs
from timebank.programmes.reads import programmes
from timebank.settings import Settings

TWO_STEPS = "Talking together"
KEPT = SignIns("maya@demo.example", "one", "cora@demo.example", "two")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished demo; making one is the slowest thing here."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    assert main(["demo", "--no-serve", "--folder", str(folder)]) == 0
    return folder


def test_a_demo_is_kept_and_its_ledger_verifies(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert main(["demo", "--no-serve", "--folder", str(demo), "--json"]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first == second
    assert main(["verify", "--database", f"sqlite:///{demo / DATABASE}"]) == 0


def test_the_matcher_has_something_to_say_in_every_programme_of_a_demo(demo: Path) -> None:
    app = build(Settings(database_url=f"sqlite:///{demo / DATABASE}"))
    cora = _member(app, CORA.email)
    ids = {one.kind: one.programme_id for one in app.see(cora, programmes) if one.title != TWO_STEPS}
    found = {kind: [(one.kind, one.state) for one in app.see(cora, review, ids[kind])] for kind in ids}
    assert {("circle", "draft"), ("circle", "offered")} <= set(found["help"])
    assert ("trio", "draft") in found["buddying"]
    assert {("pair", "draft"), ("pair", "offered")} <= set(found["mentoring"])
    one, other = app.see(cora, rounds, ids["mentoring"])[:2]
    compared = app.see(cora, compare_rounds, other.round_id, one.round_id)
    assert compared.new
    assert app.see(cora, pairs, ids["mentoring"])
    told = app.see(cora, why_nobody_now, ids["mentoring"])
    assert told.left
    assert told.rules
    assert told.hints
    mine = _member(app, MAYA.email)
    assert {len(one.others) for one in app.see(mine, my_suggestions, mine.member_id or "")} == {1, 2}
    app.close()


def test_a_demo_shows_a_match_being_lived_and_a_programme_in_two_steps(demo: Path) -> None:
    app = build(Settings(database_url=f"sqlite:///{demo / DATABASE}"))
    cora = _member(app, CORA.email)
    ids = {one.title: one.programme_id for one in app.see(cora, programmes)}
    step = app.see(cora, first_step, ids[TWO_STEPS])
    assert step
    assert any(person.said for card in step.asked for person in card.people)
    kirsty = _member(app, "kirsty.dunn@demo.example")
    mine = app.see(kirsty, my_matches, kirsty.member_id or "")[0]
    life = app.see(kirsty, life_of, mine.match_id)
    assert life.agreement
    assert life.agreement.stands
    assert life.goals
    app.close()


def _member(app: App, email: str) -> Caller:
    return as_member(app.see(OPERATOR, member_id_of_email, email) or "")


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "novel.txt").write_text("Chapter one")
    for more in ([], ["--fresh"]):
        assert main(["demo", "--no-serve", "--folder", str(tmp_path), *more]) == 2
    assert [one.name for one in tmp_path.iterdir()] == ["novel.txt"]
    assert main(["demo", "--no-serve", "--folder", str(tmp_path / "novel.txt")]) == 2


def test_clearing_takes_only_what_a_demo_put_there(tmp_path: Path) -> None:
    with opened(tmp_path / "demo") as folder:
        folder.database.touch()
        folder.letters.mkdir()
        folder.keep(KEPT)
        (folder.path / "novel.txt").write_text("Chapter one")
        assert folder.sign_ins() == KEPT
        folder.clear()
        assert folder.sign_ins() is None
    assert {one.name for one in (tmp_path / "demo").iterdir()} == {"lock", "novel.txt"}


def test_sign_ins_without_a_database_are_no_demo_and_torn_ones_say_so(tmp_path: Path) -> None:
    with opened(tmp_path / "demo") as folder:
        folder.keep(KEPT)
        assert folder.sign_ins() is None
        folder.database.touch()
        (folder.path / SIGN_INS).write_text("{")
        with pytest.raises(Refused, match="Begin again with --fresh"):
            folder.sign_ins()


def test_a_demo_in_use_is_not_made_again_under_its_users(tmp_path: Path) -> None:
    with opened(tmp_path / "demo") as one, opened(tmp_path / "demo") as other:
        one.share()
        other.share()
        with pytest.raises(Refused, match="Stop it first"):
            other.have_alone()


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@pytest.fixture(params=[signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def stopped(request: pytest.FixtureRequest, demo: Path, port: int) -> Iterator[tuple[int, int]]:
    """The group of a demo that was shown and then told to stop, and with which code it left."""
    words = ["-m", "timebank", "demo", "--folder", str(demo), "--port", str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([sys.executable, *words], start_new_session=True, **quiet)
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz", process)
        process.send_signal(request.param)
        yield process.pid, process.wait(60)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            assert process.poll() is None
            time.sleep(0.1)
    pytest.fail("the demo did not start")


def test_a_demo_told_to_stop_leaves_no_process_behind(stopped: tuple[int, int]) -> None:
    group, code = stopped
    assert code == 0
    with pytest.raises(ProcessLookupError):
        os.killpg(group, 0)
