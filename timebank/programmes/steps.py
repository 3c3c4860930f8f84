"""How somebody comes from step to step in a programme: moved by a coordinator, told of it, and noted in history."""

import sqlalchemy as sa

from timebank.access import May, Role, Thing
from timebank.community.reads import community
from timebank.errors import AlreadyDecided, InvalidInput, NotFound
from timebank.history.actions import note
from timebank.mail.actions import write
from timebank.members.rules import clean_words
from timebank.members.tables import member
from timebank.programmes import letters, rules
from timebank.programmes.keeping import Part, part_by_id
from timebank.programmes.pool_reads import checks_missing
from timebank.programmes.tables import participation
from timebank.roles import holders
from timebank.work import Work


def move_step(work: Work, key: str, participation_id: str, state: str, reason: str = "") -> str:
    """Move somebody to their next step, or back; for coordinators, never for themself.

    Somebody who takes a break goes on with it and comes back to the new step. Nobody is ready before the checks their
    role asks for were seen. Raises AlreadyDecided, InvalidInput (which names what is missing), NotFound.
    """
    part = part_by_id(work, participation_id)
    if part is None:
        work.require(May.MOVE_STEP)
        raise NotFound
    area_id = work.value(sa.select(member.c.area_id).where(member.c.id == part.member_id))
    work.require(May.MOVE_STEP, Thing(frozenset({part.member_id}), area_ids=frozenset({area_id} if area_id else ())))

    def do() -> str:
        before = [one for one, following in rules.MOVES.items() if state in following]
        if not before:
            raise InvalidInput(f"There is no step called {state!r}.")
        at = part.paused_from if part.state == "paused" else part.state
        if at not in before:
            raise AlreadyDecided
        if state == "ready" and (words := checks_missing(work, part.programme_id, part.member_id)):
            raise InvalidInput(f"Before they are ready, this needs to be seen and written down: {words}.")
        after = {"state": "paused", "paused_from": state} if part.state == "paused" else {"state": state}
        move_part(work, part, step_words=clean_words(reason), **after)
        note(work, "move_step", "participation", participation_id, reason=f"{at} -> {state}")
        _tell(work, f"step:{key}", part.member_id, "step_moved")
        return participation_id

    return work.once(key, "move_step", {"part": participation_id, "state": state, "reason": reason}, do)


def move_part(work: Work, part: Part, **values: object) -> None:
    """Move a part on from where it was read; raises AlreadyDecided when somebody was first."""
    is_there = (
        participation.c.id == part.participation_id,
        participation.c.state == part.state,
        participation.c.paused_from == part.paused_from,
    )
    if not work.claim(sa.update(participation).where(*is_there).values(**values)):
        raise AlreadyDecided


def tell_coordinators(work: Work, participation_id: str, who: str) -> None:
    """Let every coordinator but the one it is about know that somebody waits to hear from them."""
    for coordinator_id in holders(work.connection, Role.COORDINATOR, work.now):
        if coordinator_id != who:
            key = f"applied:{participation_id}:{work.now.isoformat()}:{coordinator_id}"
            _tell(work, key, coordinator_id, "somebody_waits")


def _tell(work: Work, key: str, member_id: str, kind: str) -> None:
    name = str(work.value(sa.select(member.c.name).where(member.c.id == member_id)))
    draft = letters.somebody_waits if kind == "somebody_waits" else letters.step_moved
    link = f"{work.settings.address}/{'participants' if kind == 'somebody_waits' else 'programmes'}"
    write(work, key, member_id, kind, draft(community(work).name, name, link))


def note_part(work: Work, action: str, participation_id: str, member_id: str, how_told: str) -> None:
    """Remember it in history, on the member's behalf if so; how they told it stays with their part."""
    behalf = None if work.actor.member_id == member_id else member_id
    note(work, action, "participation", participation_id, on_behalf_of_id=behalf)
    if behalf is not None:
        is_this = participation.c.id == participation_id
        said = {"how_told": clean_words(how_told, 200), "recorded_by_id": work.actor.member_id}
        work.execute(sa.update(participation).where(is_this).values(**said))
