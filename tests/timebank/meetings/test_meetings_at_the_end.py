"""A match ends while somebody plans or moves a meeting in it: whoever comes second learns of the end, and no letter goes."""

from datetime import timedelta
from threading import Thread

import pytest
from meeting_world import TUESDAY, Meeting
from world import World

from timebank.errors import Refused
from timebank.life import endings, stopping
from timebank.meetings import actions

WAITS_SECONDS = 0.3  # whoever does not wait for the end is done by then


@pytest.mark.parametrize("is_moved", [False, True])
def test_no_meeting_is_planned_or_moved_in_a_match_that_ends_at_that_moment(world: World, is_moved: bool) -> None:
    told, said, later = Meeting(world), list[str](), TUESDAY + timedelta(days=1)
    meeting_id = told.plan(told.ben)

    def go() -> None:
        try:
            told.do(told.ben, actions.move, meeting_id, later) if is_moved else told.plan(told.ben, later)
        except Refused as refusal:
            said.append(type(refusal).__name__)

    second = Thread(target=go)
    with world.app.work(told.ann) as work:
        endings.end_match(work, "the end", told.match_id, "other")
        second.start()
        second.join(WAITS_SECONDS)
    second.join()
    assert said == ["MatchOver"]
    assert told.kinds("Ann") == ["meeting_planned"], "of the meeting before, and of no other"


def test_where_they_were_to_meet_is_not_sent_any_more_once_the_match_is_over(world: World) -> None:
    """The letter waits for the morning, and whoever stops the match at night reads nothing of it then, nor the other."""
    told = Meeting(world)
    told.plan(told.ben)
    assert told.letter("Ann", "meeting_planned").state == "due"
    told.do(told.ann, stopping.stop_match, told.match_id, "He shouted")
    kept = told.letter("Ann", "meeting_planned")
    assert (kept.state, kept.text, kept.html, kept.calendar) == ("skipped", "", "", "")
