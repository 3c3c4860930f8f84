"""Hours of a meeting as its programme says: from whoever was helped, from the pot, shared, or none at all."""

from datetime import datetime

import pytest
import sqlalchemy as sa
from meeting_world import Meeting
from world import World

from timebank.access import OPERATOR
from timebank.clock import HandClock
from timebank.errors import AlreadyDecided
from timebank.ledger import actions as ledger
from timebank.ledger import donations
from timebank.ledger.reads import balance, waiting_for
from timebank.ledger.rules import Holder, PotTooSmall
from timebank.ledger.verify import verify
from timebank.meetings import actions, reads
from timebank.meetings.reads import MeetingCard
from timebank.reports.unrecorded import due


def fill_pot(meeting: Meeting, minutes: int) -> None:
    """A stranger gives hours to the pot."""
    sam = meeting.world.member("Stranger Sam")
    meeting.do(
        sam, donations.donate, giver=Holder("member", str(sam.member_id)), receiver=Holder("pot"), minutes=minutes
    )


def held(meeting: Meeting, clock: HandClock, who: str = "Ben", minutes: int = 61) -> str:
    """A meeting that took place, as somebody tells it."""
    meeting_id = meeting.plan(meeting.ann)
    clock.move(days=2)
    return meeting.do(meeting.world.member(who), actions.held, meeting_id, minutes)


def stand(meeting: Meeting) -> tuple[int, int]:
    """The balances of Ann and Ben."""
    ann, ben = (meeting.see(one, balance, str(one.member_id)).balance_minutes for one in (meeting.ann, meeting.ben))
    return ann, ben


def past(meeting: Meeting) -> tuple[MeetingCard, ...]:
    return tuple(meeting.see(meeting.ann, reads.meetings_of, str(meeting.ann.member_id)).past)


@pytest.mark.parametrize(("hours", "stands"), [("by_pot", (0, 61)), ("shared", (-30, 61)), ("none", (0, 0))])
def test_a_meeting_writes_its_hours_as_the_programme_says(
    world: World, clock: HandClock, hours: str, stands: tuple[int, int]
) -> None:
    meeting = Meeting(world, hours_recorded=hours)
    fill_pot(meeting, 100)
    meeting.plan(meeting.ann, datetime(2026, 11, 3, 9))
    held(meeting, clock)
    missing = meeting.see(meeting.ann, due, str(meeting.ann.member_id))
    assert len(missing) == (0 if hours == "none" else 1)
    waiting = meeting.see(meeting.ann, waiting_for, str(meeting.ann.member_id))
    assert len(waiting) == (0 if hours == "none" else 1)
    for card in waiting:
        meeting.do(meeting.ann, ledger.confirm, card.entry_id)
    assert stand(meeting) == stands
    assert [(one.state, one.hours) for one in past(meeting)] == [("held", hours)]
    assert meeting.see(OPERATOR, verify).ok


@pytest.mark.parametrize("hours", ["by_pot", "shared"])
def test_hours_from_the_pot_that_fell_can_be_written_down_once_more(world: World, clock: HandClock, hours: str) -> None:
    meeting = Meeting(world, hours_recorded=hours)
    fill_pot(meeting, 100)
    meeting_id = held(meeting, clock)
    with pytest.raises(AlreadyDecided):
        meeting.do(meeting.ann, actions.held, meeting_id, 61)
    clock.move(minutes=5)
    (card,) = meeting.see(meeting.ann, waiting_for, str(meeting.ann.member_id))
    meeting.do(meeting.ann, ledger.decline, card.entry_id, "It was shorter")
    (waiting,) = meeting.see(meeting.ann, reads.waiting_for_answer, str(meeting.ann.member_id))
    assert waiting.meeting_id == meeting_id
    assert [one.source_id for one in meeting.see(meeting.ann, due, str(meeting.ann.member_id))] == [meeting_id]
    meeting.do(meeting.ann, actions.held, meeting_id, 40)
    (card,) = meeting.see(meeting.ben, waiting_for, str(meeting.ben.member_id))
    assert card.minutes + card.pot_minutes == 40
    meeting.do(meeting.ben, ledger.confirm, card.entry_id)
    assert stand(meeting)[1] == 40
    assert meeting.see(meeting.ann, reads.waiting_for_answer, str(meeting.ann.member_id)) == ()


def test_where_the_pot_has_not_enough_the_meeting_is_not_held_either_but_may_be_without_hours(
    world: World, clock: HandClock
) -> None:
    meeting = Meeting(world, hours_recorded="by_pot")
    fill_pot(meeting, 30)
    with pytest.raises(PotTooSmall):
        held(meeting, clock)
    (waiting,) = meeting.see(meeting.ann, reads.waiting_for_answer, str(meeting.ann.member_id))
    meeting.do(meeting.ann, actions.held, waiting.meeting_id, 61, with_hours=False)
    assert [one.state for one in past(meeting)] == ["held"]


def test_a_coordinator_records_for_a_member_without_email_and_the_pot_gives(world: World, clock: HandClock) -> None:
    meeting = Meeting(world, hours_recorded="by_pot")
    fill_pot(meeting, 100)
    with world.app.engine.begin() as connection:
        connection.execute(sa.text("UPDATE member SET is_offline = :yes WHERE name = 'Ann'"), {"yes": True})
    meeting_id = meeting.plan(meeting.ben, datetime(2026, 11, 3, 9))
    clock.move(days=2)
    told = {"recorded_for_id": meeting.ann.member_id, "how_told": "by phone"}
    meeting.do(meeting.cora, actions.held, meeting_id, 60, **told)
    assert meeting.see(meeting.ann, waiting_for, str(meeting.ann.member_id)) == []
    (card,) = meeting.see(meeting.ben, waiting_for, str(meeting.ben.member_id))
    assert (card.helper, card.helped, card.is_from_pot, card.on_behalf) == ("Ben", "Ann", True, True)
    meeting.do(meeting.ben, ledger.confirm, card.entry_id)
    assert stand(meeting) == (0, 60)
