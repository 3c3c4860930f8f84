"""Who waits for a match in each programme, and which matches and members went quiet, for coordinators."""

from collections.abc import Iterator
from datetime import date, timedelta

import sqlalchemy as sa

from timebank.access import May
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.digests.nudges import not_heard_of_for
from timebank.digests.rules import LAPSED_AFTER
from timebank.life.reads import care_list
from timebank.matches.moves import matches_now
from timebank.members.reads import within
from timebank.members.tables import member
from timebank.programmes.pool_reads import pool_members
from timebank.programmes.reads import programmes
from timebank.work import Look

Told = tuple[str, str, date | None]
A_WEEK = timedelta(days=7)


def who_waits(look: Look) -> Iterator[Told]:
    """By programme, everybody who could meet somebody and has nobody, longest wait first; in the reader's areas."""
    look.require(May.RUN_MATCHING)
    zone = community(look).zone
    named = {row.id: row.name for row in look.rows(sa.select(member.c.id, member.c.name).where(*within(look)))}
    for one in programmes(look):
        taken = {row.member_id for row in look.rows(matches_now(one.programme_id))}
        waiting = (who for who in pool_members(look, one.programme_id) if who.member_id not in taken)
        for who in sorted(waiting, key=lambda who: (who.waiting_since, who.member_id)):
            if who.member_id in named:
                yield one.title, named[who.member_id], local_date(who.waiting_since, zone)


def went_quiet(look: Look) -> Iterator[Told]:
    """Matches in which nobody has met for long, and members nobody has heard of since a while, told once."""
    for one in care_list(look):
        if any(kind == "quiet" for kind, _ in one.tasks):
            yield "Matches gone quiet", ", ".join(one.people), one.last_held or one.started
    quiet = not_heard_of_for(look, LAPSED_AFTER)
    already = sa.select(member.c.id).where(*not_heard_of_for(look, LAPSED_AFTER + A_WEEK))
    newly = sa.select(member.c.name).where(*quiet, member.c.id.not_in(already), *within(look))
    for row in look.rows(newly.order_by(member.c.search_name, member.c.id)):
        yield "Members nobody has heard of for four months", row.name, None
