"""A community for each story."""

import pytest
from digest_world import Digests
from world import World


@pytest.fixture
def town(world: World) -> Digests:
    return Digests(world)
