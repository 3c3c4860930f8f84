"""Each round keeps the version it used: its reasons and its words stay as they were when the programme changes."""

from guiding import GUIDES, Guiding
from world import World

from timebank.matches import review_reads
from timebank.programmes import running


def test_an_old_round_says_what_it_looked_at_and_not_what_is_looked_at_now(world: World) -> None:
    guiding = Guiding(world)
    guiding.join("Ann", "mentee")
    guiding.join("Ben", "mentor")
    guiding.join("Stranger Sam", "mentee", topics=["chess"])
    round_id = guiding.run()
    (before,) = guiding.drafts()
    alone = world.app.see(guiding.cora, review_reads.unmatched_people, round_id)
    changed = GUIDES.replace('label = "Topics"', 'label = "Pastimes"').replace("points = 8", "points = 3")
    world.app.do(guiding.cora, running.change, world.key(), guiding.programme_id, changed, 1)
    (after,) = guiding.drafts()
    assert (after.reasons, after.points) == (before.reasons, before.points)
    assert "Topics" in after.reasons[0].words
    assert world.app.see(guiding.cora, review_reads.unmatched_people, round_id) == alone
    again = guiding.run()
    (newer,) = world.app.see(guiding.cora, review_reads.review, guiding.programme_id, again, ("draft",))
    assert "Pastimes" in newer.reasons[0].words
