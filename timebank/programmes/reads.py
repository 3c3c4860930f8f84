"""What people see of programmes: which there are, their own part with every tick, and (coordinators) who is in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from timebank.access import May, thing
from timebank.errors import NotFound
from timebank.members.reads import within
from timebank.members.rules import say_window
from timebank.members.tables import member
from timebank.programmes.built_in import BuiltIn, built_ins, words_of
from timebank.programmes.definition import Definition
from timebank.programmes.keeping import definition_of, given_of, kept, parsed, part_of
from timebank.programmes.parts import Option, Role
from timebank.programmes.pool_reads import PoolMember, checks_missing, pool_members, shown_now, waiting_for_checks
from timebank.programmes.rules import Asked, Given, asked, clean_role, stands
from timebank.programmes.tables import answer, participation, programme, programme_version
from timebank.work import Look

__all__ = [
    "AnswerCard",
    "MyPart",
    "Participant",
    "PoolMember",
    "ProgrammeCard",
    "definition_of",
    "my_part",
    "participants",
    "pool_members",
    "programmes",
    "questions",
    "shown_now",
]


@dataclass(frozen=True, slots=True)
class ProgrammeCard:
    """One programme; `my_role` and `my_state` are empty for somebody who takes no part in it."""

    programme_id: str
    name: str
    title: str
    about: str
    kind: str
    version: int
    state: str
    roles: tuple[Role, ...]
    needs_screening: bool
    my_role: str
    my_state: str


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """One question with the answer as it stands, in words, and its two ticks.

    `values` are kept values (codes), `said` the same in words; for a built-in they come from where it is kept.
    """

    question: str
    label: str
    help: str
    kind: str
    options: tuple[Option, ...]
    sensitive: bool
    is_built_in: bool
    values: tuple[str, ...]
    said: tuple[str, ...]
    may_be_used: bool
    may_be_shown: bool
    may_be_essential: bool = False
    is_essential: bool = False


@dataclass(frozen=True, slots=True)
class MyPart:
    """One's own part in a programme."""

    participation_id: str
    programme_id: str
    title: str
    role: str
    role_label: str
    state: str
    capacity: int
    answers: tuple[AnswerCard, ...]


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who takes part, for coordinators; `shown` holds (question, words) of what they let be shown.

    `step` is where they were moved to, or for somebody who takes a break where they come back to; `state` is where
    they stand, which also says that a check is missing.
    """

    participation_id: str
    member_id: str
    name: str
    is_offline: bool
    role: str
    role_label: str
    state: str
    capacity: int
    joined_at: datetime
    waiting_since: datetime
    shown: tuple[tuple[str, tuple[str, ...]], ...]
    step: str
    step_words: str  # why a coordinator last moved them


def programmes(look: Look, closed_too: bool = False) -> tuple[ProgrammeCard, ...]:
    """The open programmes by title, each with one's own part in it."""
    look.require(May.SEE_CARD)
    mine = sa.and_(
        participation.c.programme_id == programme.c.id,
        participation.c.member_id == (look.actor.member_id or ""),
        participation.c.state != "left",
    )
    statement = (
        sa.select(programme, programme_version.c.definition, participation.c.role, participation.c.state.label("mine"))
        .join(
            programme_version,
            sa.and_(
                programme_version.c.programme_id == programme.c.id,
                programme_version.c.version == programme.c.version,
            ),
        )
        .outerjoin(participation, mine)
    )
    if not closed_too:
        statement = statement.where(programme.c.state == "open")
    cards = [_card(look, row, parsed(row.definition)) for row in look.rows(statement)]
    return tuple(sorted(cards, key=lambda card: (card.title.casefold(), card.programme_id)))


def _card(look: Look, row: "sa.Row[tuple[object, ...]]", definition: Definition) -> ProgrammeCard:
    me = look.actor.member_id or ""
    missing = waiting_for_checks(look, row.id, definition, me) if row.mine == "ready" else {}
    return ProgrammeCard(
        row.id,
        row.name,
        definition.title,
        definition.about,
        row.kind,
        row.version,
        row.state,
        definition.roles,
        definition.settings.get("needs_screening") is True,
        row.role or "",
        stands(row.mine or "", missing.get(me, "")),
    )


def questions(look: Look, programme_id: str, role: str, member_id: str | None = None) -> tuple[AnswerCard, ...]:
    """What somebody who joins in this role is asked, nothing ticked; for an offline member, their coordinator."""
    who = _own_or_offline(look, member_id)
    definition = definition_of(look, programme_id)
    return _answers(look, asked(definition, clean_role(definition, role)), {}, who)


def my_part(look: Look, programme_id: str, member_id: str | None = None) -> MyPart | None:
    """One's own part with every question, answer and tick, or None; for an offline member, their coordinator."""
    who = _own_or_offline(look, member_id)
    part = part_of(look, programme_id, who)
    definition = definition_of(look, programme_id)
    if part is None:
        return None
    return MyPart(
        part.participation_id,
        programme_id,
        definition.title,
        part.role,
        definition.role(part.role).label,
        stands(part.state, checks_missing(look, programme_id, who)),
        part.capacity,
        _answers(look, asked(definition, part.role), kept(look, part.participation_id), who),
    )


def _own_or_offline(look: Look, member_id: str | None) -> str:
    if member_id is None or member_id == look.actor.member_id:
        look.require(May.TAKE_PART, thing(owners=[look.actor.member_id]))
        return look.actor.member_id or ""
    look.require(May.RECORD_FOR_OFFLINE)
    if not look.value(sa.select(member.c.is_offline).where(member.c.id == member_id)):
        raise NotFound
    return member_id


def _answers(look: Look, ask: tuple[Asked, ...], given: Mapping[str, Given], member_id: str) -> tuple[AnswerCard, ...]:
    own = built_ins(look, sa.select(member.c.id).where(member.c.id == member_id)).get(member_id)
    words = words_of(look)
    return tuple(_answer(question, given.get(question.name), own, words) for question in ask)


def _answer(
    question: Asked, given: Given | None, own: BuiltIn | None, words: Mapping[str, Mapping[str, str]]
) -> AnswerCard:
    values = given.values if given else ()
    if question.kind == "kept":
        values = own.values(question.name) if own else ()
    return AnswerCard(
        question.name,
        question.label,
        question.help,
        question.kind,
        question.options,
        question.sensitive,
        question.is_built_in,
        values,
        _said(question, values, own, words),
        given.may_be_used if given else False,
        given.may_be_shown if given else False,
        question.may_be_essential,
        given.is_essential if given else False,
    )


def _said(
    question: Asked, values: tuple[str, ...], own: BuiltIn | None, words: Mapping[str, Mapping[str, str]]
) -> tuple[str, ...]:
    if question.name == "week" and question.kind == "kept":
        return tuple(map(say_window, own.free_times)) if own else ()
    return question.say(values, words.get(question.name) if question.is_built_in else None)


def participants(look: Look, programme_id: str) -> tuple[Participant, ...]:
    """Everybody of a coordinator's areas who takes part, by name, with only those answers they let be shown."""
    look.require(May.MOVE_STEP)
    definition = definition_of(look, programme_id)
    here = (participation.c.programme_id == programme_id, participation.c.state != "left", member.c.state == "active")
    people = look.rows(
        sa.select(participation, member.c.name, member.c.is_offline)
        .join(member, member.c.id == participation.c.member_id)
        .where(*here, *within(look))
        .order_by(sa.func.lower(member.c.name), member.c.id)
    )
    shown: dict[str, dict[str, Given]] = {}
    answers = sa.select(answer).join(participation, participation.c.id == answer.c.participation_id)
    for row in look.rows(answers.where(participation.c.programme_id == programme_id, answer.c.may_be_shown)):
        shown.setdefault(row.participation_id, {})[row.question] = given_of(row)
    in_it = sa.select(participation.c.member_id).where(participation.c.programme_id == programme_id)
    own, words = built_ins(look, in_it), words_of(look)
    asked_of = {role.name: asked(definition, role.name) for role in definition.roles}
    waiting = waiting_for_checks(look, programme_id, definition)
    return tuple(
        Participant(
            row.id,
            row.member_id,
            row.name,
            row.is_offline,
            row.role,
            definition.role(row.role).label,
            stands(row.state, waiting.get(row.member_id, "")),
            row.capacity,
            row.joined_at,
            row.waiting_since,
            _shown(asked_of[row.role], shown.get(row.id, {}), own.get(row.member_id), words),
            (row.paused_from or "applied") if row.state == "paused" else row.state,
            row.step_words,
        )
        for row in people
    )


def _shown(
    ask: tuple[Asked, ...], given: Mapping[str, Given], own: BuiltIn | None, words: Mapping[str, Mapping[str, str]]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    cards = (_answer(question, given[question.name], own, words) for question in ask if question.name in given)
    return tuple((card.label, card.said) for card in cards if card.said)
