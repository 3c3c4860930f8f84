"""One line of what came to and went from an account that is nobody's own: the pot's, or an organisation's."""

from collections.abc import Mapping
from datetime import date

from timebank.ledger.holdings import Movement
from timebank.ledger.rules import say_minutes
from ui.parts.dates import day
from ui.words.desk_ledger import Pot as said


def movement_row(
    one: Movement, came: Mapping[str, str], went: Mapping[str, str], today: date
) -> tuple[str, str, str, str]:
    """When, what, how it stands and how much; `came` and `went` hold the sentence for each kind, by its way."""
    sentence = came.get(one.kind, said.from_somebody) if one.came_in else went.get(one.kind, said.to_somebody)
    what = sentence.format(name=one.other or said.inside)
    if one.note:
        what += f": {one.note}"
    state = {"pending": said.waits, "questioned": said.questioned}.get(one.state, said.counts)
    return day(one.service_date, today), what, state, say_minutes(one.minutes)
