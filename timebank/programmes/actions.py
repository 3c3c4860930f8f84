"""What people do about taking part: join, take a break, leave, change what they said and what may be done with it."""

from collections.abc import Iterable
from dataclasses import replace

import sqlalchemy as sa

from timebank.access import May, Role, Thing
from timebank.community.reads import community
from timebank.errors import AlreadyDecided, InvalidInput, NotFound
from timebank.history.actions import note
from timebank.mail.actions import write
from timebank.members.actions import as_themself_or_offline
from timebank.members.rules import clean_words
from timebank.members.tables import member
from timebank.programmes import letters, rules
from timebank.programmes.keeping import Part, definition_of, keep, kept, part_by_id, part_of, programme_row
from timebank.programmes.rules import Given
from timebank.programmes.running import change, set_open, start
from timebank.programmes.tables import answer, participation
from timebank.roles import holders
from timebank.work import Work, insert_for

__all__ = [
    "change",
    "change_answers",
    "join",
    "leave",
    "move_step",
    "pause",
    "resume",
    "set_consent",
    "set_open",
    "start",
    "withdraw_consent",
]


def join(
    work: Work,
    key: str,
    programme_id: str,
    role: str,
    given: Iterable[Given] = (),
    capacity: int | None = None,
    member_id: str | None = None,
    how_told: str = "",
) -> str:
    """Take part in a programme in one role, with answers and their ticks. Answers the participation's id.

    Whoever joins is ready at once, unless the programme gets to know people first. Raises AlreadyTakingPart,
    ProgrammeClosed, InvalidInput, NotFound.
    """
    who = _require_own(work, May.TAKE_PART, member_id, how_told)
    answers = tuple(given)

    def do() -> str:
        if programme_row(work, programme_id).state != "open":
            raise rules.ProgrammeClosed
        definition = definition_of(work, programme_id)
        usual = definition.role(rules.clean_role(definition, role)).capacity
        state = rules.first_state(definition)
        participation_id = _take_place(
            work, programme_id, who, role, state, rules.clean_capacity(capacity, usual), how_told
        )
        keep(work, participation_id, rules.clean_given(definition, role, answers))
        _note(work, "join_programme", participation_id, who, how_told)
        if state == "applied":
            _tell_coordinators(work, participation_id, who)
        return participation_id

    content = {"programme": programme_id, "role": role, "capacity": capacity, "member": who, "told": how_told}
    return work.once(key, "join_programme", {**content, "given": _plain(answers)}, do)


def pause(work: Work, key: str, programme_id: str, member_id: str | None = None, how_told: str = "") -> str:
    """Take a break: no suggestions until one comes back. Raises AlreadyDecided, NotFound."""
    part = _own_part(work, May.TAKE_PART, programme_id, member_id, how_told)

    def do() -> str:
        if part.state not in rules.MOVES:
            raise AlreadyDecided
        _move(work, part, state="paused", paused_from=part.state)
        _note(work, "pause_programme", part.participation_id, part.member_id, how_told)
        return part.participation_id

    return work.once(key, "pause_programme", {"part": part.participation_id, "told": how_told}, do)


def resume(work: Work, key: str, programme_id: str, member_id: str | None = None, how_told: str = "") -> str:
    """Come back from a break to where one was; waiting counts from now. Raises AlreadyDecided, NotFound."""
    part = _own_part(work, May.TAKE_PART, programme_id, member_id, how_told)

    def do() -> str:
        back = part.paused_from or "applied"
        if part.state != "paused":
            raise AlreadyDecided
        _move(work, part, state=back, paused_from="", waiting_since=work.now)
        _note(work, "resume_programme", part.participation_id, part.member_id, how_told)
        return part.participation_id

    return work.once(key, "resume_programme", {"part": part.participation_id, "told": how_told}, do)


def leave(work: Work, key: str, programme_id: str, member_id: str | None = None, how_told: str = "") -> str:
    """Leave a programme; no reason is needed, and every answer given to it is deleted. Raises NotFound."""
    who = _require_own(work, May.TAKE_PART, member_id, how_told)

    def do() -> str:
        part = _part(work, programme_id, who)
        _move(work, part, state="left", paused_from="", step_words="")
        work.execute(sa.delete(answer).where(answer.c.participation_id == part.participation_id))
        _note(work, "leave_programme", part.participation_id, who, how_told)
        return part.participation_id

    return work.once(key, "leave_programme", {"programme": programme_id, "member": who, "told": how_told}, do)


def change_answers(
    work: Work,
    key: str,
    programme_id: str,
    given: Iterable[Given],
    capacity: int | None = None,
    member_id: str | None = None,
    how_told: str = "",
) -> str:
    """Put answers and ticks in place of those given before; questions not named stay as they are."""
    part = _own_part(work, May.TAKE_PART, programme_id, member_id, how_told)
    answers = tuple(given)

    def do() -> str:
        keep(work, part.participation_id, rules.clean_given(definition_of(work, programme_id), part.role, answers))
        if capacity is not None:
            room = rules.clean_capacity(capacity, part.capacity)
            is_this = participation.c.id == part.participation_id
            work.execute(sa.update(participation).where(is_this).values(capacity=room))
        _note(work, "change_answers", part.participation_id, part.member_id, how_told)
        return part.participation_id

    content = {"part": part.participation_id, "capacity": capacity, "told": how_told, "given": _plain(answers)}
    return work.once(key, "change_answers", content, do)


def set_consent(
    work: Work,
    key: str,
    programme_id: str,
    question: str,
    may_be_used: bool,
    may_be_shown: bool,
    member_id: str | None = None,
    how_told: str = "",
) -> str:
    """Say whether one answer may be used for matching and whether it may be shown; it holds from now on."""
    part = _own_part(work, May.SET_CONSENT, programme_id, member_id, how_told)

    def do() -> str:
        before = kept(work, part.participation_id).get(question, Given(question))
        one = replace(before, may_be_used=may_be_used, may_be_shown=may_be_shown)
        if may_be_used or may_be_shown:  # taking back works even for what is no longer asked
            rules.clean_given(definition_of(work, programme_id), part.role, [one])
        keep(work, part.participation_id, [one])
        _note(work, "set_consent", part.participation_id, part.member_id, how_told)
        return part.participation_id

    ticks = {"question": question, "used": may_be_used, "shown": may_be_shown}
    return work.once(key, "set_consent", {"part": part.participation_id, **ticks, "told": how_told}, do)


def withdraw_consent(work: Work, key: str, programme_id: str, member_id: str | None = None, how_told: str = "") -> str:
    """Take back every tick in a programme; from now on no answer is used or shown. No reason is needed."""
    part = _own_part(work, May.SET_CONSENT, programme_id, member_id, how_told)

    def do() -> str:
        no = {"may_be_used": False, "may_be_shown": False, "answered_at": work.now}
        work.execute(sa.update(answer).where(answer.c.participation_id == part.participation_id).values(**no))
        _note(work, "withdraw_consent", part.participation_id, part.member_id, how_told)
        return part.participation_id

    return work.once(key, "withdraw_consent", {"part": part.participation_id, "told": how_told}, do)


def move_step(work: Work, key: str, participation_id: str, state: str, reason: str = "") -> str:
    """Move somebody to their next step, or back; for coordinators, never for themself.

    Somebody who takes a break goes on with it and comes back to the new step. Raises AlreadyDecided, NotFound.
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
        after = {"state": "paused", "paused_from": state} if part.state == "paused" else {"state": state}
        _move(work, part, step_words=clean_words(reason), **after)
        note(work, "move_step", "participation", participation_id, reason=f"{at} -> {state}")
        _tell(work, f"step:{key}", part.member_id, "step_moved")
        return participation_id

    return work.once(key, "move_step", {"part": participation_id, "state": state, "reason": reason}, do)


def _take_place(work: Work, programme_id: str, who: str, role: str, state: str, capacity: int, how_told: str) -> str:
    """The participation row, new or taken up again after leaving."""
    values = {
        "role": role,
        "state": state,
        "paused_from": "",
        "capacity": capacity,
        "joined_at": work.now,
        "waiting_since": work.now,
        "recorded_by_id": None if work.actor.member_id == who else work.actor.member_id,
        "how_told": clean_words(how_told, 200),
        "step_words": "",
    }
    row = insert_for(work, participation).values(id=work.ids.new(), programme_id=programme_id, member_id=who, **values)
    again = row.on_conflict_do_update(
        index_elements=[participation.c.programme_id, participation.c.member_id],
        set_=values,
        where=participation.c.state == "left",
    )
    made = work.execute(again.returning(participation.c.id)).first()
    if made is None:
        raise rules.AlreadyTakingPart
    return str(made.id)


def _require_own(work: Work, may: May, member_id: str | None, how_told: str) -> str:
    who = member_id or work.actor.member_id or ""
    as_themself_or_offline(work, may, who, how_told)
    return who


def _own_part(work: Work, may: May, programme_id: str, member_id: str | None, how_told: str) -> Part:
    return _part(work, programme_id, _require_own(work, may, member_id, how_told))


def _part(work: Work, programme_id: str, member_id: str) -> Part:
    part = part_of(work, programme_id, member_id)
    if part is None:
        raise NotFound
    return part


def _move(work: Work, part: Part, **values: object) -> None:
    """Move a part on from where it was read; raises AlreadyDecided when somebody was first."""
    is_there = (
        participation.c.id == part.participation_id,
        participation.c.state == part.state,
        participation.c.paused_from == part.paused_from,
    )
    if not work.claim(sa.update(participation).where(*is_there).values(**values)):
        raise AlreadyDecided


def _plain(given: tuple[Given, ...]) -> list[list[object]]:
    return [[one.question, list(one.values), one.may_be_used, one.may_be_shown, one.is_essential] for one in given]


def _tell_coordinators(work: Work, participation_id: str, who: str) -> None:
    for coordinator_id in holders(work.connection, Role.COORDINATOR, work.now):
        if coordinator_id != who:
            key = f"applied:{participation_id}:{work.now.isoformat()}:{coordinator_id}"
            _tell(work, key, coordinator_id, "somebody_waits")


def _tell(work: Work, key: str, member_id: str, kind: str) -> None:
    name = str(work.value(sa.select(member.c.name).where(member.c.id == member_id)))
    draft = letters.somebody_waits if kind == "somebody_waits" else letters.step_moved
    link = f"{work.settings.address}/{'participants' if kind == 'somebody_waits' else 'programmes'}"
    write(work, key, member_id, kind, draft(community(work).name, name, link))


def _note(work: Work, action: str, participation_id: str, member_id: str, how_told: str) -> None:
    """Remember it in history, on the member's behalf if so; how they told it stays with their part."""
    behalf = None if work.actor.member_id == member_id else member_id
    note(work, action, "participation", participation_id, on_behalf_of_id=behalf)
    if behalf is not None:
        is_this = participation.c.id == participation_id
        said = {"how_told": clean_words(how_told, 200), "recorded_by_id": work.actor.member_id}
        work.execute(sa.update(participation).where(is_this).values(**said))
