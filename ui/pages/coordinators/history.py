"""History: who did what and when, for administrators."""

from dataclasses import dataclass

from timebank.community.reads import community
from timebank.history.reads import Happening, recent
from timebank.members.reads import names
from timebank.work import Look
from ui import context
from ui.parts.dates import moment
from ui.parts.desk import desk_head, page_foot, page_number
from ui.parts.html_table import html_table
from ui.words import desk as words
from ui.words.service import History as said

KEY = "history"
PER_PAGE = 50
MOST = 1000


@dataclass(frozen=True, slots=True)
class Seen:
    """The newest happenings, and the names of those in them."""

    happenings: list[Happening]
    names: dict[str, str]
    zone: str


def page() -> None:
    """Draw the newest happenings, fifty at a time."""
    seen = context.see(_look)
    desk_head(words.TITLES["history"], said.lead)
    first = (page_number(KEY) - 1) * PER_PAGE
    rows = [_row(one, seen) for one in seen.happenings[first : first + PER_PAGE]]
    html_table(said.columns, rows, said.caption, is_labelled=False)
    page_foot(len(seen.happenings), KEY, PER_PAGE)


def _look(look: Look) -> Seen:
    return Seen(recent(look, MOST), names(look), community(look).zone)


def _row(one: Happening, seen: Seen) -> tuple[str, str, str, str]:
    who = seen.names.get(one.actor_id or "") or said.system.get(one.actor_kind, one.actor_kind)
    what = one.action.replace("_", " ")
    if one.on_behalf_of_id:
        what = said.behalf.format(what=what, name=seen.names.get(one.on_behalf_of_id, ""))
    about = seen.names.get(one.subject_id) if one.subject_kind == "member" else None
    return moment(one.at, seen.zone), who, what, about or one.subject_kind
