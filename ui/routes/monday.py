"""What waits for a coordinator this week, as a table to take away; for everybody else there is nothing here."""

from starlette.routing import Route

from timebank.digests.monday import monday_csv
from timebank.jobs.reads import failed_now
from timebank.work import Look
from ui.routes.desk import Desk
from ui.routes.files import file_route


def routes(desk: Desk) -> list[Route]:
    """The address of the table."""
    return [file_route(desk, "/monday.csv", "monday.csv", _read)]


def _read(look: Look) -> str:
    return monday_csv(look, failed_now(look))
