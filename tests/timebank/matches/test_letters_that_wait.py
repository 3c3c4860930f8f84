"""A letter that tells how to reach somebody may wait for the morning, or for its weekly day: not beyond the match."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from guiding import Guiding, mine, pair

from timebank.access import Caller
from timebank.life import endings, stopping
from timebank.mail.choices import choose_letters
from timebank.mail.tables import letter
from timebank.matches import actions

WAYS: dict[str, Callable[[Guiding, Caller, str], object]] = {
    "undone": lambda town, ann, match_id: _do(town, ann, actions.undo, _suggestion(town, match_id)),
    "stopped": lambda town, ann, match_id: _do(town, ann, stopping.stop_match, match_id, "He shouted"),
    "ended": lambda town, ann, match_id: _do(town, ann, endings.end_match, match_id, "time"),
}


def _do(town: Guiding, who: Caller, action: Callable[..., object], *args: object) -> object:
    return town.world.app.do(who, action, town.world.key(), *args)


def _suggestion(town: Guiding, match_id: str) -> str:
    with town.world.app.engine.connect() as connection:
        found = connection.execute(sa.text("SELECT suggestion_id FROM match WHERE id = :id"), {"id": match_id})
        return str(found.scalar_one())


@pytest.mark.parametrize("way", WAYS)
def test_how_to_reach_somebody_is_not_sent_any_more_once_the_match_is_over(guiding: Guiding, way: str) -> None:
    ann, ben = pair(guiding)
    _do(guiding, ben, choose_letters, mine(guiding, ben), True, {"matching": "weekly"})
    match_id = guiding.match(ann, ben)
    assert any("ann@example.org" in text for kind, text in guiding.letters("Ben") if kind == "matched")
    WAYS[way](guiding, ann, match_id)
    with guiding.world.app.engine.connect() as connection:
        kept = connection.execute(sa.select(letter).where(letter.c.kind == "matched")).all()
    assert {row.state for row in kept} == {"skipped"}
    assert not any("@" in row.text + row.html for row in kept)
