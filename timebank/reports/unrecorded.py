"""What was agreed and never written down: who sees it, and the two things to say about it (it happened, it did not)."""

from datetime import date
from functools import partial

import sqlalchemy as sa

from timebank.access import May, Thing, thing
from timebank.community.reads import community
from timebank.errors import AlreadyDecided, NotFound, Refused
from timebank.history.actions import note as remember
from timebank.ledger import actions as ledger
from timebank.ledger.rules import Holder
from timebank.ledger.tables import did_not_happen as said_so
from timebank.listings import answering
from timebank.mail.actions import write
from timebank.matches.reads import people_of
from timebank.meetings import actions as meetings
from timebank.members.reads import concerning
from timebank.members.tables import member
from timebank.reports import letters
from timebank.reports.due import Someone, Unrecorded, due
from timebank.reports.totals import FEWEST_PEOPLE
from timebank.work import Look, Work, insert_for

__all__ = [
    "NothingWaits",
    "Someone",
    "Unrecorded",
    "did_not_happen",
    "everybodys",
    "mine",
    "require_hours_of",
    "totals_of",
    "unrecorded_totals",
    "write_down",
]


class NothingWaits(Refused):
    """Nothing waits to be said about this day any more. Please reload the page to see how it stands."""


def everybodys(look: Look) -> tuple[Unrecorded, ...]:
    """For coordinators: all of it in their areas, longest ago first; what has no area is everybody's."""
    look.require(May.SEE_MEMBERS_HOURS)
    return _within(look, due(look))


def mine(look: Look, member_id: str | None = None) -> tuple[Unrecorded, ...]:
    """One's own, or one member's for a coordinator; longest ago first."""
    who = member_id or look.actor.member_id or ""
    require_hours_of(look, who)
    return due(look, who)


def require_hours_of(look: Look, member_id: str) -> None:
    """Go on for the member themself, or for a coordinator of their area."""
    if look.actor.member_id == member_id:
        look.require(May.SEE_OWN_HOURS, thing(owners=[member_id]))
    else:
        look.require(May.SEE_MEMBERS_HOURS)
        look.require(May.SEE_MEMBERS_HOURS, concerning(look, member_id))


def unrecorded_totals(look: Look) -> tuple[int, int] | None:
    """How many agreed things are not written down yet, and their minutes; for coordinators those in their areas.

    For members all of the community's; None where fewer than ten people stand behind it.
    """
    look.require(May.SEE_PROOF)
    found = due(look)
    if look.allows(May.SEE_MEMBERS_HOURS):
        return totals_of(_within(look, found))
    people = {one for item in found for one in item.ids}
    return totals_of(found) if len(people) >= FEWEST_PEOPLE or not found else None


def totals_of(items: tuple[Unrecorded, ...]) -> tuple[int, int]:
    """How many, and their minutes."""
    return len(items), sum(one.minutes for one in items)


def _within(look: Look, items: tuple[Unrecorded, ...]) -> tuple[Unrecorded, ...]:
    areas = look.actor.area_ids
    return items if areas is None else tuple(one for one in items if not one.area_ids or areas & one.area_ids)


def did_not_happen(work: Work, key: str, source_kind: str, source_id: str, due_on: date) -> str:
    """Say that what was due on a day did not happen, so that nobody is asked about it again; answers the source's id.

    For one of its people, or for a coordinator who is none of them. A meeting and an answer on the noticeboard keep
    it themselves. Who usually meets somebody hears of it. Raises NothingWaits, AlreadyDecided, NotFound, NotYet.
    """
    if source_kind == "meeting":
        return meetings.not_held(work, key, source_id)
    if source_kind == "listing":
        return answering.did_not_happen(work, key, source_id)
    work.require(May.PLAN_MEETING, _concerned(work, source_kind, source_id))

    def do() -> str:
        item = _still_due(work, source_kind, source_id, due_on)
        said_id = work.ids.new()
        row = {"id": said_id, "source_kind": source_kind, "source_id": source_id, "due_on": due_on}
        row |= {"said_at": work.now, "said_by_id": work.actor.member_id}
        insert = insert_for(work, said_so).on_conflict_do_nothing()
        if work.execute(insert.returning(said_so.c.id), row).first() is None:
            raise AlreadyDecided
        remember(work, "did_not_happen", source_kind, said_id)
        if source_kind == "pair":
            _tell(work, item)
        return source_id

    content = {"source": [source_kind, source_id], "due": due_on}
    return work.once(key, "did_not_happen", content, do)


def _concerned(look: Look, source_kind: str, source_id: str) -> Thing:
    """Whose it is; raises NotFound."""
    if source_kind == "match":
        people = people_of(look, source_id)
        return Thing(owners=people.ids, area_ids=people.area_ids)
    rows = look.rows(sa.select(member.c.id, member.c.area_id).where(member.c.id.in_(source_id.split(":"))))
    if source_kind != "pair" or len(rows) != 2:
        raise NotFound
    return Thing(frozenset(row.id for row in rows), area_ids=frozenset(row.area_id for row in rows if row.area_id))


def _still_due(look: Look, source_kind: str, source_id: str, due_on: date) -> Unrecorded:
    """The thing as it is due at this moment; raises AlreadyDecided for what was said before, NothingWaits.

    What is due is read first: whatever another said meanwhile is committed by the time it is looked for.
    """
    wanted = (source_kind, source_id, due_on)
    one_of_them = min(_concerned(look, source_kind, source_id).owners)
    for item in due(look, one_of_them):
        if (item.source_kind, item.source_id, item.due_on) == wanted:
            return item
    same = (said_so.c.source_kind == source_kind, said_so.c.source_id == source_id, said_so.c.due_on == due_on)
    raise AlreadyDecided if look.value(sa.select(said_so.c.id).where(*same)) else NothingWaits


def _tell(work: Work, item: Unrecorded) -> None:
    by = work.actor.name if work.actor.member_id in item.ids else f"Your coordinator {work.actor.name}"
    link = f"{work.settings.address}/hours"
    for one in item.others(work.actor.member_id):
        (other,) = item.others(one.member_id)
        draft = letters.did_not_happen(community(work).name, one.name, by, other.name, item.due_on, link)
        fact = f"did_not_happen:{item.source_id}:{item.due_on}:{one.member_id}"
        write(work, fact, one.member_id, "hours_did_not_happen", draft)


def write_down(
    work: Work,
    key: str,
    source_kind: str,
    source_id: str,
    *,
    helper_id: str,
    helped_id: str,
    day: date,
    minutes: int,
    category_id: str | None = None,
    note: str = "",
    with_hours: bool = True,
    recorded_for_id: str | None = None,
    how_told: str = "",
) -> str:
    """Write down that it happened: it waits at once for the other's word. Answers the id of the entry or the meeting.

    By either side, or by a coordinator for one of them (`recorded_for_id`, `how_told`), never for themself. A meeting
    keeps its day; `with_hours=False` says that two equals met and neither helped the other. Raises whatever the
    ledger and the meetings refuse.
    """
    behalf, is_listing = recorded_for_id, source_kind == "listing"
    if source_kind == "meeting":
        held = partial(meetings.held, work, key, source_id, minutes, category_id=category_id, note=note)
        held = partial(held, helper_id=helper_id, helped_id=helped_id, with_hours=with_hours)
        return held(recorded_for_id=behalf, how_told=how_told)
    return ledger.record(
        work,
        key,
        giver=Holder("member", helper_id),
        receiver=Holder("member", helped_id),
        service_date=day,
        minutes=minutes,
        category_id=category_id,
        note=note,
        source_kind="listing" if is_listing else "person",
        source_id=source_id if is_listing else "",
        recorded_for_id=behalf,
        how_told=how_told,
    )
