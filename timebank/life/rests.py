"""A match on hold: nobody is chased or reminded while it rests; it goes on by a press, or on its day."""

from collections.abc import Collection
from datetime import date, datetime

import sqlalchemy as sa

from timebank.access import May
from timebank.errors import AlreadyDecided, NotFound
from timebank.history.actions import note
from timebank.life import rules, telling
from timebank.life.matched import held_active, load, require, today_of
from timebank.life.tables import match_rest
from timebank.life.tasks import bring_in_line
from timebank.matches.tables import match
from timebank.members.rules import clean_words
from timebank.work import Look, Work


def put_on_hold(work: Work, key: str, match_id: str, until: date | None = None, words: str = "") -> str:
    """Let a match rest, until a day (on which it goes on) or until somebody says so; answers the rest's id.

    `words` are for the coordinator; the others are told of the rest, not of the words.
    Raises NotFound, InvalidInput, Over, AlreadyDecided.
    """
    require(work, load(work, match_id))

    def do() -> str:
        one = held_active(work, match_id)
        rest_id = begin(work, match_id, until, words)
        telling.resting(work, one, rest_id, until)
        return rest_id

    return work.once(key, "put_on_hold", {"match": match_id, "until": until, "words": words}, do)


def begin(work: Work, match_id: str, until: date | None = None, words: str = "") -> str:
    """Let an active match rest and tell nobody, for actions that have asked; answers the rest's id.

    Raises InvalidInput, AlreadyDecided.
    """
    if _open_rest(work, match_id) is not None:
        raise AlreadyDecided
    last = rules.clean_day(until, today_of(work)) if until else None
    rest_id = work.ids.new()
    row = {"id": rest_id, "match_id": match_id, "since_at": work.now, "until": last, "words": clean_words(words)}
    work.execute(sa.insert(match_rest).values(**row, said_by_id=work.actor.member_id))
    note(work, "put_on_hold", "match", match_id)
    return rest_id


def go_on(work: Work, key: str, match_id: str) -> str:
    """Say that a match goes on after a rest. Raises NotFound, Over, AlreadyDecided."""
    require(work, load(work, match_id))

    def do() -> str:
        one = held_active(work, match_id)
        rest = _open_rest(work, match_id)
        if rest is None:
            raise AlreadyDecided
        finish(work, match_id)
        note(work, "go_on", "match", match_id)
        telling.going_on(work, one, rest.id)
        bring_in_line(work, match_id)
        return match_id

    return work.once(key, "go_on", {"match": match_id}, do)


def wake(work: Work, key: str, rest_id: str) -> str:
    """Let a match go on whose day has come; for the worker, see `due.rests_over`. Answers woken or nothing."""
    work.require(May.RUN_MATCHING)
    match_id = work.value(sa.select(match_rest.c.match_id).where(match_rest.c.id == rest_id))
    if match_id is None:
        raise NotFound

    def do() -> str:
        one = held_active(work, match_id)
        rest = _open_rest(work, match_id)
        if rest is None or rest.id != rest_id or rest.until is None or rest.until > today_of(work):
            return "nothing"
        finish(work, match_id)
        note(work, "go_on", "match", match_id)
        telling.going_on(work, one, rest_id)
        bring_in_line(work, match_id)
        return "woken"

    return work.once(key, "wake", {"rest": rest_id}, do)


def finish(work: Work, match_id: str) -> None:
    """Let any rest of a match be over, for actions that have asked; harmless where there is none."""
    is_open = (match_rest.c.match_id == match_id, match_rest.c.over_at.is_(None))
    over = {"over_at": work.now, "over_by_id": work.actor.member_id}
    work.execute(sa.update(match_rest).where(*is_open).values(**over))


def resting_now(look: Look) -> frozenset[str]:
    """The active matches that are on hold, for jobs and lists that have asked: nobody is reminded of anything there."""
    statement = (
        sa.select(match_rest.c.match_id)
        .join(match, match.c.id == match_rest.c.match_id)
        .where(match.c.state == "active", match_rest.c.over_at.is_(None))
    )
    return frozenset(row.match_id for row in look.rows(statement))


def last_rests_over(look: Look, match_ids: Collection[str]) -> dict[str, datetime]:
    """When the last rest of some matches was over, for lists that have asked: silence counts afresh from then."""
    over = sa.func.max(match_rest.c.over_at).label("over_at")
    chosen = (match_rest.c.match_id.in_(sorted(match_ids)), match_rest.c.over_at.is_not(None))
    rows = look.rows(sa.select(match_rest.c.match_id, over).where(*chosen).group_by(match_rest.c.match_id))
    return {row.match_id: row.over_at for row in rows}


def _open_rest(look: Look, match_id: str) -> "sa.Row[tuple[object, ...]] | None":
    return look.row(sa.select(match_rest).where(match_rest.c.match_id == match_id, match_rest.c.over_at.is_(None)))
