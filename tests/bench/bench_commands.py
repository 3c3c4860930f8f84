"""How long commands take, as ratios to a bare interpreter started in the same run."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

GRADES = ("AA", "AO", "EO", "HEO", "SEO", "Grade 7", "Grade 6", "SCS1", "SCS2", "SCS3", "SCS4")
TIMES = 7


def seconds(*words: str) -> float:
    """The median wall time of a command, in seconds."""
    taken = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        subprocess.run([sys.executable, *words], check=True, capture_output=True)
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def write_people(folder: Path, count: int) -> list[str]:
    """Two invented files in the mentor-match format; answers the options that name them."""
    shared = "email address,grade,organisation,profession"
    mentees = [f"{shared},match with similar identity,identity to match"]
    mentors = [f"{shared},characteristics"]
    for n in range(count):
        place = f"Office {n * 7 % 9},Trade {n * 5 % 6}"
        mentees.append(f"mentee.{n}@example.org,{GRADES[n * 3 % 9]},{place},{'yes' if n % 2 else 'no'},Kind {n % 4}")
        mentors.append(f"mentor.{n}@example.org,{GRADES[2 + n * 5 % 9]},{place},Kind {n % 5}")
    options = []
    for name, lines in (("mentees", mentees), ("mentors", mentors)):
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        options += ["--people", str(folder / f"{name}.csv")]
    return options


def test_commands_against_a_bare_interpreter(tmp_path: Path) -> None:
    bare = seconds("-c", "pass")
    print(f"\nbare interpreter: {bare * 1000:.0f} ms (1.0)")
    rows = {
        "timebank --help": ("--help",),
        "timebank match, 50 by 50": ("match", "--programme", "mentor-match", *write_people(tmp_path, 50)),
    }
    for name, words in rows.items():
        taken = seconds("-m", "timebank", *words)
        print(f"{name}: {taken * 1000:.0f} ms ({taken / bare:.1f} times the bare interpreter)")
