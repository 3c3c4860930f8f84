"""What people do about taking part: join, take a break, leave, change what they said and what may be done with it."""

from collections.abc import Iterable
from dataclasses import replace

import sqlalchemy as sa

from timebank.access import May
from timebank.errors import AlreadyDecided, NotFound
from timebank.members.actions import as_themself_or_offline
from timebank.members.rules import clean_words
from timebank.programmes import rules
from timebank.programmes.definition import Definition
from timebank.programmes.keeping import Part, definition_of, keep, kept, part_of, programme_row
from timebank.programmes.pool_reads import checks_missing
from timebank.programmes.rules import Given
from timebank.programmes.running import change, set_open, start
from timebank.programmes.steps import move_part, move_step, note_part, tell_coordinators
from timebank.programmes.tables import answer, participation
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
    "show_interest",
    "start",
    "withdraw_consent",
]


def show_interest(
    work: Work, key: str, programme_id: str, role: str, member_id: str | None = None, how_told: str = ""
) -> str:
    """Say that one would like to hear more before one joins; a coordinator is told. Answers the participation's id.

    Raises AlreadyTakingPart, ProgrammeClosed, InvalidInput, NotFound.
    """
    who = _require_own(work, May.TAKE_PART, member_id, how_told)

    def do() -> str:
        definition = _open_definition(work, programme_id)
        room = rules.clean_capacity(None, definition.role(rules.clean_role(definition, role)).capacity)
        participation_id = _take_place(work, programme_id, who, role, "interested", room, how_told)
        note_part(work, "show_interest", participation_id, who, how_told)
        tell_coordinators(work, participation_id, who)
        return participation_id

    content = {"programme": programme_id, "role": role, "member": who, "told": how_told}
    return work.once(key, "show_interest", content, do)


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

    Whoever joins is ready at once, unless the programme gets to know people first or a check of their role has not
    been seen; then coordinators hear of it. Raises AlreadyTakingPart, ProgrammeClosed, InvalidInput, NotFound.
    """
    who = _require_own(work, May.TAKE_PART, member_id, how_told)
    answers = tuple(given)

    def do() -> str:
        definition = _open_definition(work, programme_id)
        usual = definition.role(rules.clean_role(definition, role)).capacity
        state = rules.first_state(definition)
        participation_id = _take_place(
            work, programme_id, who, role, state, rules.clean_capacity(capacity, usual), how_told
        )
        keep(work, participation_id, rules.clean_given(definition, role, answers))
        note_part(work, "join_programme", participation_id, who, how_told)
        if state == "applied" or checks_missing(work, programme_id, who):
            tell_coordinators(work, participation_id, who)
        return participation_id

    content = {"programme": programme_id, "role": role, "capacity": capacity, "member": who, "told": how_told}
    return work.once(key, "join_programme", {**content, "given": _plain(answers)}, do)


def pause(work: Work, key: str, programme_id: str, member_id: str | None = None, how_told: str = "") -> str:
    """Take a break: no suggestions until one comes back. Raises AlreadyDecided, NotFound."""
    part = _own_part(work, May.TAKE_PART, programme_id, member_id, how_told)

    def do() -> str:
        if part.state not in rules.MOVES:
            raise AlreadyDecided
        move_part(work, part, state="paused", paused_from=part.state)
        note_part(work, "pause_programme", part.participation_id, part.member_id, how_told)
        return part.participation_id

    return work.once(key, "pause_programme", {"part": part.participation_id, "told": how_told}, do)


def resume(work: Work, key: str, programme_id: str, member_id: str | None = None, how_told: str = "") -> str:
    """Come back from a break to where one was; waiting counts from now. Raises AlreadyDecided, NotFound."""
    part = _own_part(work, May.TAKE_PART, programme_id, member_id, how_told)

    def do() -> str:
        back = part.paused_from or "applied"
        if part.state != "paused":
            raise AlreadyDecided
        move_part(work, part, state=back, paused_from="", waiting_since=work.now)
        note_part(work, "resume_programme", part.participation_id, part.member_id, how_told)
        return part.participation_id

    return work.once(key, "resume_programme", {"part": part.participation_id, "told": how_told}, do)


def leave(work: Work, key: str, programme_id: str, member_id: str | None = None, how_told: str = "") -> str:
    """Leave a programme; no reason is needed, and every answer given to it is deleted. Raises NotFound."""
    who = _require_own(work, May.TAKE_PART, member_id, how_told)

    def do() -> str:
        part = _part(work, programme_id, who)
        move_part(work, part, state="left", paused_from="", step_words="")
        work.execute(sa.delete(answer).where(answer.c.participation_id == part.participation_id))
        note_part(work, "leave_programme", part.participation_id, who, how_told)
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
        note_part(work, "change_answers", part.participation_id, part.member_id, how_told)
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
        note_part(work, "set_consent", part.participation_id, part.member_id, how_told)
        return part.participation_id

    ticks = {"question": question, "used": may_be_used, "shown": may_be_shown}
    return work.once(key, "set_consent", {"part": part.participation_id, **ticks, "told": how_told}, do)


def withdraw_consent(work: Work, key: str, programme_id: str, member_id: str | None = None, how_told: str = "") -> str:
    """Take back every tick in a programme; from now on no answer is used or shown. No reason is needed."""
    part = _own_part(work, May.SET_CONSENT, programme_id, member_id, how_told)

    def do() -> str:
        no = {"may_be_used": False, "may_be_shown": False, "answered_at": work.now}
        work.execute(sa.update(answer).where(answer.c.participation_id == part.participation_id).values(**no))
        note_part(work, "withdraw_consent", part.participation_id, part.member_id, how_told)
        return part.participation_id

    return work.once(key, "withdraw_consent", {"part": part.participation_id, "told": how_told}, do)


def _open_definition(work: Work, programme_id: str) -> Definition:
    """The programme as it is now; raises ProgrammeClosed, NotFound."""
    if programme_row(work, programme_id).state != "open":
        raise rules.ProgrammeClosed
    return definition_of(work, programme_id)


def _take_place(work: Work, programme_id: str, who: str, role: str, state: str, capacity: int, how_told: str) -> str:
    """The participation row, new or taken up again after leaving or being interested."""
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
        where=participation.c.state.in_(("left", *(["interested"] if state != "interested" else []))),
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


def _plain(given: tuple[Given, ...]) -> list[list[object]]:
    return [[one.question, list(one.values), one.may_be_used, one.may_be_shown, one.is_essential] for one in given]
