"""Some random worlds in `make test`, many in `make prove`; one process compiles for all of this folder."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

HERE = Path(__file__).parent

settings.register_profile("some", settings.get_profile("same"), max_examples=40)
settings.register_profile("many", settings.get_profile("new"), max_examples=400)
settings.load_profile("many" if os.environ.get("TIMEBANK_PROVE") else "some")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where several processes share the tests, all of this folder go to one: what it compiles is there at once."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.xdist_group("matching"))
