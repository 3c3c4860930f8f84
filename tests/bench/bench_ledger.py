"""Recording and confirming through the whole service, as a ratio to bare SQL by the driver that writes the same rows.

Both run in turn, in short stretches, on the same machine with the same durability, so that other load falls on both.
For one process its own computing time is told too: on a machine whose disk is busy with others, waiting hides it.
"""

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa
from bench.bare import Bare
from bench.pairs import patterns, serve, serve_on, town, write_on
from bench.servers import careful_postgresql, create_database
from strong.crew import run_together

STRETCHES = 8
PAIRS = 40
CREW = 16
CREW_SECONDS = 3.0


@pytest.fixture(scope="module")
def server() -> Iterator[sa.URL]:
    """A PostgreSQL that waits for the disk at every commit, as one in use does."""
    yield from careful_postgresql()


@pytest.fixture(params=["sqlite", "postgresql"])
def urls(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """The addresses of two databases, for the service and for bare SQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'service.db'}", f"sqlite:///{tmp_path / 'bare.db'}"
    made = [create_database(request.getfixturevalue("server"), f"b{uuid.uuid4().hex}") for _ in range(2)]
    return made[0].render_as_string(hide_password=False), made[1].render_as_string(hide_password=False)


@dataclass(slots=True)
class Spent:
    """The time something took, and how much of it this process was computing."""

    seconds: float = 0.0
    computing_seconds: float = 0.0

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count what happens inside."""
        begun, computed = time.perf_counter(), time.process_time()
        yield
        self.seconds += time.perf_counter() - begun
        self.computing_seconds += time.process_time() - computed


def tell(name: str, service: float, bare: float) -> None:
    """The figures, in exchanges a second."""
    print(f"\n{name}: bare SQL {bare:.0f} a second, the whole service {service:.0f} ({service / bare:.2f} of bare SQL)")


def test_one_process_against_bare_sql(urls: tuple[str, str], request: pytest.FixtureRequest) -> None:
    app, (couple,) = town(urls[0], 1)
    other, couples = town(urls[1], 1)
    (pattern,) = patterns(other, urls[1], couples)
    bare = Bare(urls[1])
    service, alone = Spent(), Spent()
    for stretch in range(-1, STRETCHES):
        if stretch == 0:  # one stretch before it counts
            service, alone = Spent(), Spent()
        with service.counted():
            for number in range(PAIRS):
                serve(app, couple, f"s{stretch}", number)
        with alone.counted():
            for _ in range(PAIRS):
                bare.write_pair(pattern)
    bare.close(), other.close(), app.close()
    pairs = STRETCHES * PAIRS
    tell(f"one process, {request.node.callspec.id}", pairs / service.seconds, pairs / alone.seconds)
    tell("  by computing time alone", pairs / service.computing_seconds, pairs / alone.computing_seconds)


def test_sixteen_processes_against_bare_sql(urls: tuple[str, str], request: pytest.FixtureRequest) -> None:
    app, couples = town(urls[0], CREW)
    other, others = town(urls[1], CREW)
    each = patterns(other, urls[1], others)
    app.close(), other.close()
    service = bare = 0.0
    for turn in range(2):
        crew = [(couple, f"t{turn}:{number}", CREW_SECONDS) for number, couple in enumerate(couples)]
        service += sum(run_together(serve_on, urls[0], crew)) / 2
        bare += sum(run_together(write_on, urls[1], [(pattern, CREW_SECONDS) for pattern in each])) / 2
    tell(f"{CREW} processes, {request.node.callspec.id}", service, bare)
