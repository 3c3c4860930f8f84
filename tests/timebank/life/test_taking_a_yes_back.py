"""A yes taken back within a day ends what came of it: a meeting planned meanwhile is off, and whoever came along knows."""

from meeting_world import Meeting
from world import World

from timebank.clock import HandClock
from timebank.life.undoing import undo
from timebank.matches.reads import my_matches
from timebank.meetings.reads import meetings_of


def test_a_meeting_planned_meanwhile_is_off_and_the_coordinator_who_came_along_is_told(
    world: World, clock: HandClock
) -> None:
    meeting = Meeting(world, accompany_first=True)
    dora = world.coordinator("Dora")
    meeting.plan(meeting.ann, company_id=str(dora.member_id))
    clock.move(hours=3)
    (card,) = meeting.see(meeting.ben, my_matches, world.ids["Ben"])
    meeting.do(meeting.ben, undo, card.suggestion_id)
    assert "STATUS:CANCELLED" in meeting.letter("Dora", "meeting_need_not_come").calendar
    assert "If you had planned to meet, that is off" in meeting.letter("Ann", "match_ended").text
    found = meeting.see(meeting.ann, meetings_of, world.ids["Ann"])
    assert (found.to_come, [card.state for card in found.past]) == ((), ["cancelled"])
