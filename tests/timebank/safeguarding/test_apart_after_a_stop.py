"""After a match was stopped its two people see nothing of each other on the noticeboard; after other endings they do."""

import pytest
from together import Together

from timebank.access import OPERATOR, Caller, Role
from timebank.errors import NotFound
from timebank.life import endings, stopping
from timebank.listings import actions
from timebank.listings.categories import plant_categories
from timebank.listings.reads import noticeboard, one
from timebank.listings.rules import NoLongerThere
from timebank.safeguarding import notes


@pytest.fixture
def offers(together: Together) -> dict[str, str]:
    """An offer of each of the two."""
    together.world.app.do(OPERATOR, plant_categories)
    write = actions.write_listing
    return {
        name: together.do(who, write, "offer", "gardening", f"Digging with {name}")
        for name, who in (("Ann", together.ann), ("Ben", together.ben))
    }


def seen_by(together: Together, who: Caller) -> set[str]:
    return {card.member_name for card in together.world.app.see(who, noticeboard).cards}


@pytest.mark.parametrize("stops", ["Ann", "Ben", "Cora"])
def test_whoever_stops_it_neither_sees_what_the_other_writes(
    together: Together, offers: dict[str, str], stops: str
) -> None:
    both = ((together.ann, "Ben"), (together.ben, "Ann"))
    for who, other in both:
        assert seen_by(together, who) == {other}
    stopper = together.cora if stops == "Cora" else together.world.member(stops)
    together.do(stopper, stopping.stop_match, together.match_id, "He shouted")
    for who, other in both:
        assert seen_by(together, who) == set()
        with pytest.raises(NotFound):
            together.world.app.see(who, one, offers[other])
        with pytest.raises(NoLongerThere):
            together.do(who, actions.ask, offers[other])
    assert seen_by(together, together.world.member("Stranger Sam")) == {"Ann", "Ben"}


def test_a_worry_that_was_written_shows_in_nothing(together: Together, offers: dict[str, str]) -> None:
    together.world.holder("Lea", Role.SAFEGUARDING_LEAD)
    together.do(together.cora, notes.write_safeguarding_note, "match", together.match_id, "I am not sure")
    assert seen_by(together, together.ben) == {"Ann"}
    together.world.app.clock.move(hours=1)
    together.do(together.ann, endings.end_match, together.match_id, "other")
    together.world.app.clock.move(hours=1)
    together.do(together.cora, notes.write_safeguarding_note, "match", together.match_id, "She told me more")
    assert seen_by(together, together.ben) == {"Ann"}
    assert seen_by(together, together.ann) == {"Ben"}
