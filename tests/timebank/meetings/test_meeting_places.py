"""Places with what they offer, reasons without blame, a coordinator who comes along, and what a form begins with."""

from datetime import date, datetime, time

import pytest
import sqlalchemy as sa
from meeting_world import TUESDAY, Meeting
from world import World

from timebank.access import Role
from timebank.clock import HandClock
from timebank.errors import AlreadyDecided, InvalidInput, NotFound
from timebank.life.endings import end_match
from timebank.life.reads import care_list, care_of_match
from timebank.meetings import actions, company, reads
from timebank.meetings.lately import NotHeld
from timebank.meetings.planning import planning
from timebank.programmes.tables import answer, participation


def needs(meeting: Meeting, name: str, *codes: str) -> None:
    """Somebody needs something of a place."""
    with meeting.world.app.engine.begin() as connection:
        for code in codes:
            said = {"who": meeting.world.ids[name], "code": code}
            connection.execute(sa.text("INSERT INTO access_need (member_id, code) VALUES (:who, :code)"), said)


def lets_see(meeting: Meeting, name: str) -> None:
    """Somebody lets whoever is suggested see what they need."""
    now, who = meeting.world.app.clock.now(), meeting.world.ids[name]
    with meeting.world.app.engine.begin() as connection:
        part = connection.execute(sa.select(participation.c.id).where(participation.c.member_id == who)).scalar_one()
        row = {"participation_id": part, "question": "access", "value": "[]", "may_be_used": False}
        connection.execute(sa.insert(answer), row | {"may_be_shown": True, "answered_at": now})


def coming(meeting: Meeting, who: str) -> reads.MeetingCard:
    """The only meeting somebody has before them."""
    (card,) = meeting.see(meeting.world.member(who), reads.meetings_of, meeting.world.ids[who]).to_come
    return card


def test_what_a_place_offers_is_read_in_the_card_and_the_letter(world: World) -> None:
    meeting = Meeting(world)
    first = meeting.plan(meeting.ann, access=("quiet", "step_free"))
    assert coming(meeting, "Ben").access == "no steps at the way in; quiet"
    assert "Central Library (there: no steps at the way in; quiet)" in meeting.letter("Ben", "meeting_planned").text
    second = meeting.do(meeting.ben, actions.move, first, datetime(2026, 11, 4, 9))
    assert coming(meeting, "Ann").access == "no steps at the way in; quiet"
    meeting.do(meeting.ben, actions.move, second, datetime(2026, 11, 4, 9), place="Park")
    assert coming(meeting, "Ann").access == ""
    with pytest.raises(InvalidInput):
        meeting.plan(meeting.ann, access=("lift",))


def test_what_somebody_needs_is_said_to_themself_and_to_the_other_only_if_they_let_it(world: World) -> None:
    meeting = Meeting(world)
    needs(meeting, "Ann", "quiet", "step_free")
    meeting.plan(meeting.ben, access=("quiet",))
    assert coming(meeting, "Ann").not_named == (("", "step-free places"),)
    assert coming(meeting, "Ben").not_named == ()
    assert meeting.see(meeting.ben, planning, meeting.match_id).needs == ()
    lets_see(meeting, "Ann")
    assert coming(meeting, "Ben").not_named == (("Ann", "step-free places"),)
    (need,) = meeting.see(meeting.ben, planning, meeting.match_id).needs
    assert (need.name, need.in_words) == ("Ann", "a quiet place, step-free places")


def test_who_missed_whom_is_nobodys_fault_and_no_letter_tells_of_it(world: World, clock: HandClock) -> None:
    meeting = Meeting(world)
    meeting_id = meeting.plan(meeting.ann)
    clock.move(days=2)
    with pytest.raises(InvalidInput):
        meeting.do(meeting.ben, actions.not_held, meeting_id, "", "nobody came")
    told = len(meeting.letters("Ann"))
    meeting.do(meeting.ben, actions.not_held, meeting_id, "I was at the other door", "missed")
    assert len(meeting.letters("Ann")) == told
    (card,) = meeting.see(meeting.ann, reads.meetings_of, world.ids["Ann"]).past
    assert card.reason == "we missed each other: I was at the other door"
    later = meeting.plan(meeting.ann, datetime(2026, 11, 4, 9))
    meeting.do(meeting.ben, end_match, meeting.match_id, "not_a_fit")
    meeting.do(meeting.ann, actions.not_held, later, "You", "missed")
    (card, _) = meeting.see(meeting.ben, reads.meetings_of, world.ids["Ben"]).past
    assert card.reason == ""  # after an ending nothing passes between them


def test_reasons_of_a_move_and_a_cancellation_are_told_and_none_is_needed(world: World) -> None:
    meeting = Meeting(world)
    first = meeting.plan(meeting.ann)
    second = meeting.do(meeting.ann, actions.move, first, datetime(2026, 11, 5, 9), code="closed")
    assert "The reason: the place is not open" in meeting.letter("Ben", "meeting_moved").text
    meeting.do(meeting.ann, actions.cancel, second)
    assert "reason" not in meeting.letter("Ben", "meeting_cancelled").text
    with pytest.raises(InvalidInput):
        meeting.do(meeting.ann, actions.cancel, meeting.plan(meeting.ann), "", "missed")


def test_meetings_that_often_did_not_take_place_are_counted_for_whoever_looks_after_the_match(
    world: World, clock: HandClock
) -> None:
    meeting = Meeting(world)
    clock.move(days=20)
    said = ("missed", "held", "ill", "", "missed", "held")  # of six the last five count
    for place, code in enumerate(said):
        one = meeting.plan(meeting.ann, datetime(2026, 11, 3 + place, 9))
        if code == "held":
            meeting.do(meeting.ann, actions.held, one, 60)
        else:
            meeting.do(meeting.ann, actions.not_held, one, code=code)
        (row,) = meeting.see(meeting.cora, care_list)
        assert (row.not_held is None) == (place < 2)  # once is nothing
    missed = NotHeld(3, 5, (("somebody was not well", 1), ("we missed each other", 1)))
    assert row.not_held == meeting.see(meeting.cora, care_of_match, meeting.match_id).not_held == missed
    with world.app.engine.begin() as connection:
        connection.execute(sa.text("UPDATE role_grant SET member_id = :who"), {"who": world.ids["Ben"]})
    assert meeting.see(meeting.ben, care_list) == ()  # nobody reads it of a match of their own


def test_a_coordinator_comes_along_to_a_first_meeting_and_can_hand_it_on(world: World, clock: HandClock) -> None:
    meeting = Meeting(world, accompany_first=True)
    dora, cora = world.coordinator("Dora"), str(meeting.cora.member_id)
    (first,) = meeting.see(meeting.cora, company.without_company)
    assert (first.match_id, first.meeting_id, {name for _, name in first.people}) == (
        meeting.match_id,
        "",
        {"Ann", "Ben"},
    )
    could = meeting.see(meeting.ann, planning, meeting.match_id).who_could_come
    assert {"Cora", "Dora"} <= {name for _, name in could}
    meeting_id = meeting.plan(meeting.ann, company_id=cora)
    letter = meeting.letter("Cora", "meeting_come_along")
    assert "meet for the first time" in letter.text
    assert "SUMMARY:A meeting with Ann and Ben" in letter.calendar.replace("Ben and Ann", "Ann and Ben")
    assert "Cora, a coordinator, comes along this first time" in meeting.letter("Ben", "meeting_planned").text
    assert (coming(meeting, "Ben").company, coming(meeting, "Ben").wants_company) == ("Cora", False)
    assert meeting.see(meeting.cora, company.without_company) == ()
    assert [one.meeting_id for one in meeting.see(meeting.cora, company.where_i_come_along)] == [meeting_id]
    assert "BEGIN:VEVENT" in meeting.see(meeting.cora, reads.calendar_of, meeting_id)
    meeting.do(meeting.cora, company.bring_along, meeting_id, str(dora.member_id))
    assert "meeting_come_along" in meeting.kinds("Dora")
    assert meeting.see(meeting.cora, company.where_i_come_along) == ()
    with pytest.raises(NotFound):
        meeting.see(meeting.cora, reads.calendar_of, meeting_id)
    moved = meeting.do(meeting.ben, actions.move, meeting_id, datetime(2026, 11, 5, 9))
    assert "meeting_come_along_moved" in meeting.kinds("Dora")
    assert coming(meeting, "Ann").company == "Dora"
    meeting.do(meeting.ann, actions.cancel, moved)
    assert "STATUS:CANCELLED" in meeting.letter("Dora", "meeting_need_not_come").calendar
    assert [one.match_id for one in meeting.see(dora, company.without_company)] == [meeting.match_id]


def test_nobody_is_kept_from_meeting_because_a_coordinator_wanted_to_be_there(world: World, clock: HandClock) -> None:
    meeting = Meeting(world, accompany_first=True)
    meeting_id = meeting.plan(meeting.ann)
    assert coming(meeting, "Ann").wants_company
    (first,) = meeting.see(meeting.cora, company.without_company)
    assert (first.meeting_id, first.starts_local) == (meeting_id, TUESDAY)
    clock.move(days=2)
    meeting.do(meeting.ann, actions.held, meeting_id, 60)
    assert meeting.see(meeting.cora, company.without_company) == ()
    meeting.plan(meeting.ann, datetime(2026, 11, 20, 9))
    assert not coming(meeting, "Ann").wants_company
    assert meeting.see(meeting.ann, planning, meeting.match_id).who_could_come == ()


def test_only_a_coordinator_who_is_none_of_them_comes_along_and_only_to_what_is_to_come(
    world: World, clock: HandClock
) -> None:
    meeting = Meeting(world, accompany_first=True)
    with pytest.raises(InvalidInput):
        meeting.plan(meeting.ann, company_id=str(meeting.ben.member_id))
    with pytest.raises(InvalidInput):
        meeting.plan(meeting.ann, company_id=str(world.holder("Ada", Role.ADMINISTRATOR).member_id))
    meeting_id = meeting.plan(meeting.ann)
    with pytest.raises(NotFound):
        meeting.do(world.member("Stranger Sam"), company.bring_along, meeting_id, str(meeting.cora.member_id))
    with pytest.raises(NotFound):
        meeting.see(meeting.ann, company.where_i_come_along)
    clock.move(days=2)
    with pytest.raises(AlreadyDecided):
        meeting.do(meeting.ann, company.bring_along, meeting_id, str(meeting.cora.member_id))


def test_a_form_begins_with_what_the_programme_asks_and_the_usual_time(world: World, clock: HandClock) -> None:
    meeting = Meeting(world, meeting_minutes=90, meet_every_days=10)
    first = meeting.see(meeting.ann, planning, meeting.match_id)
    assert (first.minutes, first.day, first.at) == (90, date(2026, 11, 9), time(10))
    meeting.plan(meeting.ann)
    following = meeting.see(meeting.ben, planning, meeting.match_id)
    assert (following.day, following.at) == (date(2026, 11, 13), time(14))
    clock.move(days=60)
    assert meeting.see(meeting.ann, planning, meeting.match_id).day == date(2027, 1, 2)
    with pytest.raises(NotFound):
        meeting.see(world.member("Stranger Sam"), planning, meeting.match_id)
