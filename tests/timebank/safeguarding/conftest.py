"""A match for each story."""

import pytest
from together import Together
from world import World


@pytest.fixture
def together(world: World) -> Together:
    return Together(world)
