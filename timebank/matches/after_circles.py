"""What is still possible for those who are left when one of three or four says no: looked for, and kept as drafts."""

from collections.abc import Collection
from datetime import timedelta

import sqlalchemy as sa

from matching import solve
from timebank.access import May, Role
from timebank.community.reads import community
from timebank.errors import AlreadyDecided
from timebank.history.actions import note
from timebank.mail.actions import write
from timebank.matches import letters
from timebank.matches.as_of_now import as_of_now
from timebank.matches.keeping import keep_suggestions
from timebank.matches.moves import load, locked
from timebank.matches.redoing import beside, drafts_now, groups_in, only
from timebank.matches.round_moves import open_again
from timebank.matches.rules import TOGETHER, State
from timebank.matches.tables import suggestion, suggestion_move
from timebank.members.reads import names
from timebank.programmes.tables import programme
from timebank.roles import holders
from timebank.work import Look, Work, write_key

DISSOLVED: tuple[State, ...] = ("declined", "expired", "superseded")
LOOKED_AT_FOR = timedelta(days=3)  # whoever is left over longer waits for the next round
REASON = "after a circle dissolved"


def key_of(suggestion_id: str) -> str:
    """The key under which those left of one circle are looked at once."""
    return f"after-circle:{suggestion_id}"


def circles_dissolved(look: Look) -> list[str]:
    """The suggestions to three or four that did not go ahead lately, and whose people were not looked at since."""
    look.require(May.RUN_MATCHING)
    since = look.now - LOOKED_AT_FOR
    lately = sa.select(suggestion_move.c.suggestion_id).where(suggestion_move.c.moved_at > since)
    rows = look.rows(
        sa.select(suggestion.c.id)
        .join(programme, programme.c.id == suggestion.c.programme_id)
        .where(
            suggestion.c.kind.in_(TOGETHER),
            suggestion.c.state.in_(DISSOLVED),
            suggestion.c.offered_at.is_not(None),
            suggestion.c.id.in_(lately),
            programme.c.state == "open",
        )
        .order_by(suggestion.c.id)
    )
    keys = [key_of(row.id) for row in rows]
    done = {row.key for row in look.rows(sa.select(write_key.c.key).where(write_key.c.key.in_(keys)))}
    return [row.id for row in rows if key_of(row.id) not in done]


def look_again(work: Work, key: str, suggestion_id: str) -> str:
    """Look for the best for those who said yes or had not answered, beside all that stands; keep it as drafts.

    Nobody is asked: coordinators hear of it and decide. Answers how many drafts there are. Raises NotFound,
    AlreadyDecided.
    """
    work.require(May.RUN_MATCHING, load(work, suggestion_id).judged())

    def do() -> str:
        case = locked(work, suggestion_id)
        if case.kind not in TOGETHER or case.state not in DISSOLVED or case.offered_at is None:
            raise AlreadyDecided
        left = [side.member_id for side in case.sides if side.answer != "declined"]
        made = _drafts_for(work, case.programme_id, case.round_id, left)
        if made:
            open_again(work, case.round_id, REASON)
        note(work, "look_again", "suggestion", suggestion_id, reason=f"{made} found")
        _tell_coordinators(work, suggestion_id, case.programme, made)
        return str(made)

    return work.once(key, "look_again", {"suggestion": suggestion_id}, do)


def _drafts_for(work: Work, programme_id: str, round_id: str, left: Collection[str]) -> int:
    """Keep the best that some people could have among all without a draft; answers how many suggestions that is."""
    now = as_of_now(work, programme_id)
    numbers = {number for number, who in enumerate(now.gathered.member_ids) if who in left}
    rounds = sa.select(suggestion.c.round_id).where(
        suggestion.c.programme_id == programme_id, suggestion.c.state == "draft"
    )
    held = [one for row in work.rows(rounds.distinct()) for one in drafts_now(work, now, row.round_id)]
    proposal = solve(beside(now, held))
    found = [one for one in groups_in(proposal) if one.people & numbers]
    keep_suggestions(work, programme_id, round_id, now.gathered, only(proposal, found))
    return len(found)


def _tell_coordinators(work: Work, suggestion_id: str, title: str, made: int) -> None:
    """A letter to coordinators when the worker looked; who did so by hand is looking already. It names nobody."""
    if work.actor.kind != "worker":
        return
    everybody, name = names(work), community(work).name
    for member_id in holders(work.connection, Role.COORDINATOR, work.now):
        draft = letters.circle_dissolved(everybody[member_id], name, title, made, f"{work.settings.address}/review")
        write(work, f"circle:{suggestion_id}:{member_id}", member_id, "drafts_wait", draft)
