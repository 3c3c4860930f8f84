"""What a coordinator is told on Mondays: what waits for a person, who waits for a match, and what went quiet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from timebank import tabular
from timebank.access import May, Role
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.digests import letters
from timebank.digests.reading import reached, seen_by
from timebank.digests.sections import Section, at_most
from timebank.digests.what_waits import what_waits
from timebank.digests.who_waits import went_quiet, who_waits
from timebank.handover.reads import orphans
from timebank.handover.rules import say_orphan
from timebank.mail.actions import write
from timebank.mail.rules import say_day
from timebank.mail.tables import letter
from timebank.members.tables import member
from timebank.roles import holders
from timebank.work import Look, Work

KIND = "desk_monday"
COLUMNS = ("part", "what", "who", "since")
WAITS, PEOPLE, QUIET, TROUBLE = "What waits for you", "Who is waiting", "What went quiet", "What went wrong"
WITH_LONGEST = (PEOPLE,)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing in the list: which part it belongs to, what it is, whom it is about, and since when."""

    part: str
    what: str
    who: str = ""
    since: date | None = None


def monday(look: Look, failed_jobs: Sequence[str] = ()) -> tuple[Row, ...]:
    """Everything a coordinator's Monday is about, in the order it is told, as far as they may read it.

    `failed_jobs`: what jobs that did not go well are called. Raises NotFound for anybody else.
    """
    look.require(May.RUN_MATCHING)
    return tuple(_rows(look, failed_jobs))


def _rows(look: Look, failed_jobs: Sequence[str]) -> Iterator[Row]:
    yield from (Row(WAITS, *one) for one in what_waits(look))
    yield from (Row(WAITS, say_orphan(one)) for one in orphans(look))
    yield from (Row(PEOPLE, *one) for one in who_waits(look))
    yield from (Row(QUIET, *one) for one in went_quiet(look))
    yield from (Row(TROUBLE, f"A job that did not go well: {name}") for name in failed_jobs)


def monday_csv(look: Look, failed_jobs: Sequence[str] = ()) -> str:
    """The same as a table to take away, in which no cell is taken for a formula."""
    rows = monday(look, failed_jobs)
    return tabular.write(COLUMNS, ((one.part, one.what, one.who, one.since or "") for one in rows))


def sections(rows: Sequence[Row]) -> tuple[Section, ...]:
    """The list in counts, as a letter tells it: no names, as others may see a screen. Pure."""
    return tuple(Section(part, at_most(_lines(part, rows))) for part in dict.fromkeys(one.part for one in rows))


def _lines(part: str, rows: Sequence[Row]) -> list[str]:
    lines = []
    for what in dict.fromkeys(one.what for one in rows if one.part == part):
        same = [one for one in rows if (one.part, one.what) == (part, what)]
        days = [one.since for one in same if one.since]
        longest = f", the longest since {say_day(min(days))}" if part in WITH_LONGEST and days else ""
        lines.append(f"{what}: {len(same)}{longest}." if same[0].who else f"{what.rstrip('.')}.")
    return lines


def coordinators_reached(look: Look) -> list[str]:
    """The coordinators who get a digest on Mondays, where there is anything to tell; for the worker.

    Not those who got one today: whoever runs it by hand as well sends nobody a second one.
    """
    look.require(May.SEND_LETTERS)
    held = holders(look.connection, Role.COORDINATOR, look.now)
    got_it = sa.select(letter.c.id).where(letter.c.key == _key(look) + member.c.id)
    wanted = sa.select(member.c.id).where(member.c.id.in_(held), *reached("desk"), ~got_it.exists())
    return [row.id for row in look.rows(wanted.order_by(member.c.id))]


def _key(look: Look) -> str:
    """How the key of today's letter begins; a coordinator's id ends it."""
    return f"{KIND}:{local_date(look.now, community(look).zone)}:"


def write_monday(work: Work, key: str, coordinator_id: str, failed_jobs: Sequence[str] = ()) -> str:
    """Write a coordinator what their Monday is about, if anything; answers written or nothing. For the worker.

    It counts only what they may read themself.
    """
    work.require(May.SEND_LETTERS)

    def do() -> str:
        if coordinator_id not in coordinators_reached(work):
            return "nothing"
        seen = seen_by(work, coordinator_id)
        rows = monday(seen, failed_jobs)
        if not rows:
            return "nothing"
        draft = letters.monday(seen.actor.name, community(work).name, sections(rows), f"{work.settings.address}/today")
        write(work, _key(work) + coordinator_id, coordinator_id, KIND, draft)
        return "written"

    return work.once(key, "write_monday", {"coordinator": coordinator_id}, do)
