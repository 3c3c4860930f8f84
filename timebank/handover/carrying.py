"""How each thing that somebody holds becomes what was chosen; called by the action of handing over, which has asked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from timebank.handover import holding as ways
from timebank.handover import letters
from timebank.handover.away import PAUSED, RESTED, TAKEN_DOWN
from timebank.handover.holding import Goes, Holding
from timebank.handover.telling import Told, names_of, zones_of
from timebank.history.actions import note
from timebank.life import endings, rests
from timebank.life.matched import held_active
from timebank.listings.reads import came_through
from timebank.listings.tables import answer, listing
from timebank.matches import taking_part
from timebank.matches.cards import MatchedPeople
from timebank.matches.letters import say_names
from timebank.matches.tables import matching_round, unmatched
from timebank.meetings.calendar import calendar_file
from timebank.meetings.company import note_company
from timebank.meetings.letters import say_when_to
from timebank.meetings.moves import companions, decide, load
from timebank.meetings.tables import meeting, meeting_company
from timebank.meetings.telling import event_of, need_not_come
from timebank.members.tables import organisation_agent
from timebank.programmes.keeping import part_by_id
from timebank.programmes.pairs import say_pair
from timebank.programmes.tables import answer as programme_answer
from timebank.programmes.tables import participation
from timebank.work import Work

MOVED_ON = "moved_on"


@dataclass(frozen=True, slots=True)
class Going:
    """Somebody who goes, and how: who they are, whether they come back, and what the others are to read."""

    work: Work
    key: str
    member_id: str
    name: str
    goes: Goes
    until: date | None
    told: Told

    @property
    def is_back(self) -> bool:
        """Whether they mean to come back."""
        return self.goes == "away"

    def remember(self, action: str, kind: str, subject_id: str, reason: str = "") -> None:
        """Keep in history what became of one thing."""
        note(self.work, action, kind, subject_id, reason, on_behalf_of_id=self.member_id)


def carry_out(going: Going, one: Holding, way: str, to_id: str) -> None:
    """Let become of a thing what was chosen; what is not there any more is left alone."""
    going.remember("hand_over", one.kind, one.subject_id, way)
    _HOW[one.kind](going, one, way, to_id)


def _match(going: Going, one: Holding, way: str, to_id: str) -> None:
    work, match_id = going.work, one.subject_id
    matched = held_active(work, match_id)
    if way == ways.REST:
        rest_id = rests.begin(work, match_id, going.until)
        going.remember(RESTED, "match_rest", rest_id)
    else:
        had_meetings = _has_meetings(work, match_id)
        endings.close(work, matched, MOVED_ON, "", tells=False)
    if way == ways.PASS_ON:
        ((other_id, _),) = one.people
        say_pair(work, f"{going.key}:pin:{match_id}", matched.programme_id, other_id, to_id, "pinned")
    for member_id in sorted(matched.people.ids):
        beside = _beside(matched.people, member_id)
        if way == ways.REST:
            going.told.say(member_id, letters.match_rests(beside, one.title, going.until))
        else:
            is_leaver = member_id == going.member_id
            said = letters.match_ended(beside, one.title, is_leaver, had_meetings)
            going.told.say(member_id, said, is_soon=had_meetings)


def _has_meetings(work: Work, match_id: str) -> bool:
    to_come = (meeting.c.match_id == match_id, meeting.c.state == "planned", meeting.c.starts_at > work.now)
    return work.value(sa.select(meeting.c.id).where(*to_come).limit(1)) is not None


def _beside(people: MatchedPeople, member_id: str | None) -> str:
    return say_names([name for _, name in people.others(member_id)])


def _meeting(going: Going, one: Holding, way: str, to_id: str) -> None:
    work, kept = going.work, load(going.work, one.subject_id)
    if kept.row.state != "planned":  # its match has just ended, and all meetings with it
        return
    decide(work, kept.row, "cancelled", calendar_number=kept.row.calendar_number + 1)
    for coordinator_id, _ in companions(work, [one.subject_id]).values():
        need_not_come(work, kept.people, kept.row, coordinator_id)
    row, zones = load(work, one.subject_id).row, zones_of(work, kept.people.ids)
    for member_id in sorted(kept.people.ids):
        when = say_when_to(row.starts_at, row.zone, zones[member_id])
        going.told.say(member_id, letters.meeting_off(_beside(kept.people, member_id), when), is_soon=True)
        going.told.calendars[member_id].append(calendar_file(event_of(work, kept.people, row, member_id)))


def _company(going: Going, one: Holding, way: str, to_id: str) -> None:
    work, kept = going.work, load(going.work, one.subject_id)
    row, everybody = kept.row, _beside(kept.people, None)
    zones = zones_of(work, {*kept.people.ids, going.member_id, to_id})
    when = {member_id: say_when_to(row.starts_at, row.zone, zone) for member_id, zone in zones.items()}
    work.execute(sa.delete(meeting_company).where(meeting_company.c.meeting_id == one.subject_id))
    who = ""
    if way == ways.PASS_ON:
        note_company(work, kept.people, row, to_id)
        who = names_of(work, [to_id])[to_id]
        going.told.say_at_desk(to_id, letters.you_come(everybody, when[to_id]))
        going.told.calendars[to_id].append(calendar_file(event_of(work, kept.people, row, to_id)))
    for member_id in sorted(kept.people.ids):
        instead = letters.comes_instead(who, going.name, when[member_id])
        said = instead if who else letters.comes_not(going.name, when[member_id])
        going.told.say(member_id, said, is_soon=True)
    going.told.say_at_desk(going.member_id, letters.you_need_not_come(everybody, when[going.member_id]))


def _agreed(going: Going, one: Holding, way: str, to_id: str) -> None:
    """What was agreed or asked is let go, so that the other may ask again, even the same person one day."""
    work, is_open = going.work, answer.c.state.in_(("asked", "agreed"))
    joined = answer.join(listing, listing.c.id == answer.c.listing_id)
    reached = work.value(sa.select(came_through()).select_from(joined).where(answer.c.id == one.subject_id))
    asked_by = work.value(sa.select(answer.c.member_id).where(answer.c.id == one.subject_id))
    gone = sa.update(answer).where(answer.c.id == one.subject_id, is_open)
    if not work.claim(gone.values(state="withdrawn", decided_at=work.now)):
        return
    ((other_id, other),) = one.people
    told = {other_id: going.name, going.member_id: other}
    if not reached:  # whoever it never reached reads nothing of it now either
        told = {member_id: name for member_id, name in told.items() if member_id == asked_by}
    for member_id, beside in told.items():
        if one.kind == "promise":
            going.told.say(member_id, letters.promise_off(beside, one.title, one.day), is_soon=True)
        else:
            going.told.say(member_id, letters.question_off(beside, one.title))


def _listing(going: Going, one: Holding, way: str, to_id: str) -> None:
    is_up = (listing.c.id == one.subject_id, listing.c.state == "open")
    if not going.work.claim(sa.update(listing).where(*is_up).values(state="closed")):
        return
    if going.is_back:
        going.remember(TAKEN_DOWN, "listing", one.subject_id)
    going.told.say(going.member_id, letters.listing_down(one.title, going.is_back))


def _part(going: Going, one: Holding, way: str, to_id: str) -> None:
    work, part = going.work, part_by_id(going.work, one.subject_id)
    if part is None:
        return
    is_it = (participation.c.id == part.participation_id, participation.c.state == part.state)
    if way == ways.PAUSE:
        work.claim(sa.update(participation).where(*is_it).values(state="paused", paused_from=part.state))
        if going.is_back:
            going.remember(PAUSED, "participation", part.participation_id)
    else:
        work.claim(sa.update(participation).where(*is_it).values(state="left", paused_from="", step_words=""))
        work.execute(sa.delete(programme_answer).where(programme_answer.c.participation_id == part.participation_id))
        of_programme = sa.select(matching_round.c.id).where(matching_round.c.programme_id == part.programme_id)
        theirs = (unmatched.c.member_id == going.member_id, unmatched.c.round_id.in_(of_programme))
        work.execute(sa.delete(unmatched).where(*theirs))
    taking_part.bring_in_line(work, part.programme_id, going.member_id)
    going.told.say(going.member_id, letters.part_over(one.title, way == ways.PAUSE))


def _organisation(going: Going, one: Holding, way: str, to_id: str) -> None:
    theirs = (
        organisation_agent.c.organisation_id == one.subject_id,
        organisation_agent.c.member_id == going.member_id,
    )
    if going.work.execute(sa.delete(organisation_agent).where(*theirs)).rowcount:
        going.told.say(going.member_id, letters.speaks_no_more(one.title))


_HOW: dict[str, Callable[[Going, Holding, str, str], None]] = {
    "match": _match,
    "meeting": _meeting,
    "company": _company,
    "promise": _agreed,
    "question": _agreed,
    "listing": _listing,
    "part": _part,
    "organisation": _organisation,
}
