"""A mentoring programme for each story."""

import pytest
from guiding import Guiding
from world import World

from timebank.access import OPERATOR
from timebank.listings.categories import plant_categories
from timebank.programmes.definition import starter_text


@pytest.fixture
def guiding(world: World) -> Guiding:
    return Guiding(world)


@pytest.fixture
def helping(world: World) -> Guiding:
    """The programme of help that comes with the time bank, with Cora as its coordinator."""
    world.app.do(OPERATOR, plant_categories)
    return Guiding(world, starter_text("help"))
