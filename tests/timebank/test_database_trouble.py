"""What people wrote never decides which trouble a database is said to have."""

import pytest
import sqlalchemy as sa

from timebank.access import OPERATOR
from timebank.app import App
from timebank.members.tables import area
from timebank.work import Work


def test_words_of_people_inside_an_error_are_not_taken_for_the_database_being_locked(app: App) -> None:
    def twice(work: Work) -> None:
        for name in ("locked, busy, no such table", "locked, busy, no such table"):
            work.execute(sa.insert(area).values(id=work.ids.new(), name=name))

    with pytest.raises(sa.exc.IntegrityError):
        app.do(OPERATOR, twice)
