"""The same 500 mentees and 500 mentors matched by us and by the peer package mentor-match, up to three each."""

import csv
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from timebank.programmes.files import match_files

PEER = "mentor-match==7.0.1"
COPIES = 10


@pytest.fixture(scope="module")
def peer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a throwaway environment that holds the peer and nothing of ours."""
    folder = tmp_path_factory.mktemp("peer") / "environment"
    python = folder / "bin" / "python"
    for command in ([sys.executable, "-m", "venv", folder], [python, "-m", "pip", "install", "--quiet", PEER]):
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=300)
        except (OSError, subprocess.SubprocessError) as error:
            pytest.skip(f"no environment for {PEER} could be made here: {error}")
    return python


def copies(source: Path, target: Path) -> Path:
    """Ten times as many people: in each copy the grades stand beside the other answers of somebody else."""
    with source.open(newline="") as file:
        rows = list(csv.DictReader(file))
    with target.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        for copy in range(COPIES):
            for place, row in enumerate(rows):
                grade = rows[(place + 7 * copy) % len(rows)]["grade"]
                writer.writerow({**row, "email address": f"{copy}.{row['email address']}", "grade": grade})
    return target


def test_five_hundred_and_five_hundred(peer: Path, tmp_path: Path, shared_data: Path) -> None:
    folder = shared_data / "matching" / "mentor_match_small"
    files = [copies(folder / name, tmp_path / name) for name in ("mentees.csv", "mentors.csv")]
    script = Path(__file__).with_name("peer_round.py")
    told = subprocess.run([peer, "-I", script, *files], check=True, capture_output=True, text=True, timeout=1800)
    theirs = json.loads(told.stdout)
    room = {"mentor": 3, "mentee": 3}
    match_files("mentor-match", files, capacities=room)  # warm, as the peer's clock starts after its imports
    print(f"\nthe peer: {theirs}")
    for objective, consent in (("score", "false"), ("coverage", "false"), ("coverage", "true")):
        begun = time.perf_counter()
        found = match_files("mentor-match", files, None, objective, room, {"respect_consent": consent}).summary()
        seconds = time.perf_counter() - begun
        covered = sum(found["covered"].values())
        print(
            f"ours, {objective} first, consent {'kept' if consent == 'true' else 'ignored as the peer does'}: "
            f"score {found['score']}, covered {covered}, {seconds:.2f} s ({theirs['seconds'] / seconds:.0f} times faster)"
        )
        if consent == "false":
            assert found["score"] >= theirs["score"]
        assert covered >= theirs["covered"] or objective == "score"
