"""One week of a community of a thousand: suggestions, digests, ideas and reminders, each letter rendered and queued."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from bench.servers import careful_postgresql, create_database
from bench.week_town import WeekTown

from timebank.access import OPERATOR
from timebank.jobs.registry import JOBS
from timebank.jobs.run import run
from timebank.mail.tables import letter
from timebank.work import Look

PEOPLE = 1_000
MOST_SECONDS = 30.0
NOT_OF_THE_WEEK = ("send-letters", "backup")  # the wire and the disk


@pytest.fixture(scope="module")
def server() -> Iterator[sa.URL]:
    """A PostgreSQL that waits for the disk, as one in use does."""
    yield from careful_postgresql()


def letters_written(look: Look) -> dict[str, int]:
    counted = sa.select(letter.c.kind, sa.func.count().label("number")).group_by(letter.c.kind)
    return {row.kind: row.number for row in look.rows(counted)}


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_week_of_a_thousand(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    url = f"sqlite:///{tmp_path / 'week.db'}"
    if database == "postgresql":
        made = create_database(request.getfixturevalue("server"), "week")
        url = made.render_as_string(hide_password=False)
    town = WeekTown(url, PEOPLE)
    before = town.app.see(OPERATOR, letters_written)
    print(f"\n{database}, {PEOPLE:,} members:")
    whole, work = 0.0, 0.0
    for job in JOBS:
        if job.name in NOT_OF_THE_WEEK:
            continue
        begun, worked = time.perf_counter(), time.process_time()
        report = run(town.app, job.name)
        seconds, computed = time.perf_counter() - begun, time.process_time() - worked
        whole, work = whole + seconds, work + computed
        print(f"  {job.name}: {seconds:.2f} s ({computed:.2f} s computing): {report.words}")
        assert report.ok, report.words
    after = town.app.see(OPERATOR, letters_written)
    new = {kind: number - before.get(kind, 0) for kind, number in after.items() if number != before.get(kind, 0)}
    print(f"  letters queued: {sum(new.values())}, {new}")
    print(f"  the whole week: {whole:.1f} s, {work:.1f} s of it computing; the aim is under {MOST_SECONDS:.0f} s")
    town.app.close()
