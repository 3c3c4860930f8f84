"""How somebody comes back: what was only paused for them goes on; called by the action, which has asked."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date

import sqlalchemy as sa

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.handover import letters
from timebank.handover.away import BACK, PAUSED, RESTED, TAKEN_DOWN, only_paused
from timebank.handover.telling import KIND, TO_MEMBERS, fact, names_of
from timebank.history.actions import note
from timebank.life import rests
from timebank.life.matched import held
from timebank.life.tables import match_rest
from timebank.life.tasks import bring_in_line
from timebank.listings.tables import listing
from timebank.mail.actions import write
from timebank.matches import taking_part
from timebank.programmes.tables import participation
from timebank.work import Work


def bring_back(work: Work, member_id: str, name: str, key: str) -> None:
    """Let everything go on that still waits for them; what somebody has decided otherwise meanwhile stays so."""
    counts: dict[str, int] = defaultdict(int)
    beside: dict[str, list[str]] = defaultdict(list)
    how: dict[str, Callable[[str, date], bool]] = {
        RESTED: lambda one, _: _wake(work, one, member_id, name, beside),
        TAKEN_DOWN: lambda one, since: _put_up(work, one, since),
        PAUSED: lambda one, _: _resume(work, one, member_id),
    }
    for action, subject_id, since in only_paused(work, member_id):
        counts[action] += how[action](subject_id, since)
    note(work, BACK, "member", member_id)
    _tell(work, key, member_id, counts, beside)


def _wake(work: Work, rest_id: str, member_id: str, name: str, beside: dict[str, list[str]]) -> bool:
    match_id = work.value(
        sa.select(match_rest.c.match_id).where(match_rest.c.id == rest_id, match_rest.c.over_at.is_(None))
    )
    if match_id is None or not (one := held(work, match_id)).is_active:
        return False
    rests.finish(work, match_id)
    note(work, "go_on", "match", match_id)
    bring_in_line(work, match_id)
    for other_id, _ in one.people.others(member_id):
        beside[other_id].append(name)
    return True


def _put_up(work: Work, listing_id: str, since: date) -> bool:
    """Put something back on the noticeboard; the days it was not there are given to it."""
    today = local_date(work.now, community(work).zone)
    is_down = (listing.c.id == listing_id, listing.c.state == "closed")
    expires_on = work.value(sa.select(listing.c.expires_on).where(*is_down))
    if expires_on is None:
        return False
    return work.claim(sa.update(listing).where(*is_down).values(state="open", expires_on=expires_on + (today - since)))


def _resume(work: Work, participation_id: str, member_id: str) -> bool:
    is_paused = (participation.c.id == participation_id, participation.c.state == "paused")
    row = work.row(sa.select(participation.c.programme_id, participation.c.paused_from).where(*is_paused))
    if row is None:
        return False
    back = {"state": row.paused_from or "applied", "paused_from": "", "waiting_since": work.now}
    resumed = work.claim(sa.update(participation).where(*is_paused).values(**back))
    taking_part.bring_in_line(work, row.programme_id, member_id)
    return resumed


def _tell(work: Work, key: str, member_id: str, counts: dict[str, int], beside: dict[str, list[str]]) -> None:
    """One letter to each whose match goes on, and one to whoever is back; whoever acts needs none."""
    named = names_of(work, [member_id, *beside])
    place, link = community(work).name, f"{work.settings.address}/{TO_MEMBERS}"
    drafts = {one: letters.goes_on(named[one], place, others, link) for one, others in beside.items()}
    counted = (counts[RESTED], counts[TAKEN_DOWN], counts[PAUSED])
    drafts[member_id] = letters.welcome_back(named[member_id], place, *counted, link)
    for one in sorted(drafts.keys() - {work.actor.member_id}):
        write(work, fact(key, one), one, KIND, drafts[one])
