"""A mentoring programme for each story."""

import pytest
from guiding import Guiding
from world import World


@pytest.fixture
def guiding(world: World) -> Guiding:
    return Guiding(world)
