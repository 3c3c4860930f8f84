"""Every page of the desk opens for those who should see it, and for nobody else."""

import pytest
from desk_town import Visit

from ui.pages import places

PATHS = [place.path for place in places() if place.is_for_coordinators]


@pytest.mark.parametrize("path", [path for path in PATHS if path not in ("roles", "history", "concerns")])
def test_a_coordinator_opens_the_page(visit: Visit, path: str) -> None:
    page = visit(path)
    assert page.title[0].value
    assert not page.error
