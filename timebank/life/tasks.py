"""Tasks of care: what a coordinator should look at; opened and met by itself, closed by a person, never an ending."""

import sqlalchemy as sa

from timebank.access import May
from timebank.errors import AlreadyDecided, NotFound
from timebank.history.actions import note
from timebank.life.matched import load, require_judge, today_of
from timebank.life.needs import needs, still
from timebank.life.rules import clean_closing
from timebank.life.standing import standing
from timebank.life.tables import match_task
from timebank.work import Work, insert_for

KINDS = {  # as screens and letters say them
    "quiet": "No meeting for a while, and none is planned",
    "fit": "One of them says it is not a fit",
    "review": "Has not answered how it is going",
    "first_meeting": "No first meeting is planned yet",
    "agreement": "The agreement is not signed by everybody yet",
    "talk": "Would like to talk",
    "ending": "A talk about how it ended",
}


def open_due(work: Work, key: str, item: str) -> str:
    """Open or close the tasks of a match as it stands now; `item` is its id. Answers changed or nothing.

    For the worker; see `due.matches_needing_care`. It never changes the match itself.
    """
    work.require(May.RUN_MATCHING)
    return work.once(key, "open_due", {"match": item}, lambda: "changed" if bring_in_line(work, item) else "nothing")


def bring_in_line(work: Work, match_id: str) -> bool:
    """Open what a match needs and close what has been met, for actions that have asked; answers whether that was any.

    Harmless any number of times: each occasion is opened once.
    """
    one = standing(work, match_id)
    if one is None:  # its acceptance was taken back
        return _close_open(work, match_id)
    today = today_of(work)
    changed = False
    for kind, occasion in sorted(needs(one, today) - one.open_tasks - one.closed_tasks):
        row = {"id": work.ids.new(), "match_id": match_id, "kind": kind, "occasion": occasion, "opened_at": work.now}
        insert = insert_for(work, match_task).on_conflict_do_nothing().returning(match_task.c.id)
        opened = work.execute(insert, row).first() is not None
        if opened:
            note(work, "open_match_task", "match", match_id)
        changed |= opened
    for kind, occasion in sorted(one.open_tasks - still(one, today)):
        changed |= _close_open(work, match_id, match_task.c.kind == kind, match_task.c.occasion == occasion)
    return changed


def _close_open(work: Work, match_id: str, *which: "sa.ColumnElement[bool]") -> bool:
    open_ones = (match_task.c.match_id == match_id, match_task.c.closed_at.is_(None), *which)
    return work.execute(sa.update(match_task).where(*open_ones).values(closed_at=work.now)).rowcount > 0


def close_task(work: Work, key: str, task_id: str, words: str) -> str:
    """Say what was found or done about a task, which closes it; for coordinators who are not in the match.

    A talk about an ending is recorded instead (`talks.record_talk`). Raises NotFound, AlreadyDecided, InvalidInput.
    """
    row = work.row(sa.select(match_task).where(match_task.c.id == task_id))
    if row is None or row.kind == "ending":
        raise NotFound
    require_judge(work, load(work, row.match_id))

    def do() -> str:
        is_open = (match_task.c.id == task_id, match_task.c.closed_at.is_(None))
        closed = {"closed_at": work.now, "closed_by_id": work.actor.member_id, "closing_words": clean_closing(words)}
        if not work.claim(sa.update(match_task).where(*is_open).values(**closed)):
            raise AlreadyDecided
        note(work, "close_match_task", "match", row.match_id)
        return task_id

    return work.once(key, "close_match_task", {"task": task_id, "words": words}, do)
