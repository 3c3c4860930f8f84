"""Which letters somebody wants: they choose for each group of them, and may change their mind at any time."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import sqlalchemy as sa

from timebank.access import May, thing
from timebank.errors import InvalidInput
from timebank.history.actions import note
from timebank.mail.kinds import GROUPS, NEVER, NOW, ONCE_A_WEEK, group_of
from timebank.mail.tables import letter, letter_choice
from timebank.ready import Ready
from timebank.work import Look, Work, insert_into

MEMBER = sa.table(
    "member",
    *map(sa.column, ("id", "name", "area_id", "email", "is_offline", "language", "state", "wants_letters", "zone")),
)
_CHOICE = Ready(
    sa.select(letter_choice.c.choice).where(
        letter_choice.c.member_id == sa.bindparam("member"), letter_choice.c.letters == sa.bindparam("letters")
    )
)


@dataclass(frozen=True, slots=True)
class LetterChoices:
    """What somebody chose: whether they want letters at all, and for each group they may choose about, how."""

    wants_letters: bool
    chosen: tuple[tuple[str, str], ...]


def choice_for(look: Look, member_id: str, kind: str) -> str:
    """How a member wants letters of this kind: NOW, ONCE_A_WEEK or NEVER; for whoever writes and sends letters."""
    group = group_of(kind)
    if group not in GROUPS:
        return NOW
    return str(_CHOICE.value(look.connection, {"member": member_id, "letters": group}) or NOW)


def my_letter_choices(look: Look, member_id: str) -> LetterChoices:
    """One's own choices, in the order of the groups; what was never chosen is NOW."""
    look.require(May.READ_OWN_PROFILE, thing(owners=[member_id]))
    wants = look.value(sa.select(MEMBER.c.wants_letters).where(MEMBER.c.id == member_id))
    kept = {row.letters: row.choice for row in look.rows(_kept(member_id))}
    shown = (one for one in GROUPS.values() if look.actor.roles or not one.is_for_roles)
    return LetterChoices(bool(wants), tuple((one.name, kept.get(one.name, NOW)) for one in shown))


def _kept(member_id: str) -> sa.Select[tuple[str, str]]:
    return sa.select(letter_choice.c.letters, letter_choice.c.choice).where(letter_choice.c.member_id == member_id)


def choose_letters(work: Work, key: str, member_id: str, wants_letters: bool, choices: Mapping[str, str]) -> str:
    """Keep which letters one wants: any at all, and for each named group how. Answers the member's id.

    Letters that waited for a weekly morning and are now wanted at once leave. Raises InvalidInput.
    """
    work.require(May.EDIT_OWN_PROFILE, thing(owners=[member_id]))
    for group, choice in choices.items():
        if group not in GROUPS or choice not in GROUPS[group].choices:
            raise InvalidInput("Please choose one of the ways that stand there for each kind of letter.")

    def do() -> str:
        work.execute(sa.update(MEMBER).where(MEMBER.c.id == member_id).values(wants_letters=wants_letters))
        for group, choice in choices.items():
            keep_choice(work, member_id, group, choice)
        note(work, "choose_letters", "member", member_id)
        return member_id

    content = {"member": member_id, "wants": wants_letters, "choices": dict(choices)}
    return work.once(key, "choose_letters", content, do)


def keep_choice(work: Work, member_id: str, group: str, choice: str) -> None:
    """Keep one choice; for actions that have asked."""
    row = {"member_id": member_id, "letters": group, "choice": choice, "chosen_at": work.now}
    work.execute(_new_choice(work.connection.dialect.name), row)
    if choice == NOW:
        _let_go(work, member_id, group)


def end_weekly(work: Work, member_id: str) -> None:
    """No more weekly letter: every group that gathers for it is no longer wanted; for actions that have asked."""
    for row in work.rows(_kept(member_id).where(letter_choice.c.choice == ONCE_A_WEEK)):
        keep_choice(work, member_id, row.letters, NEVER)


def _let_go(work: Work, member_id: str, group: str) -> None:
    """What waited for its weekly morning is due now, or as soon as it is not quiet."""
    waits = letter.c.member_id == member_id, letter.c.state == "due", letter.c.attempts == 0
    rows = work.rows(sa.select(letter.c.id, letter.c.kind).where(*waits, letter.c.due_at > work.now))
    theirs = [row.id for row in rows if group_of(row.kind) == group]
    if theirs:
        work.execute(sa.update(letter).where(letter.c.id.in_(theirs)).values(due_at=work.now))


@cache
def _new_choice(dialect: str) -> sa.Insert:
    new = insert_into(letter_choice, dialect)
    same = {"index_elements": [letter_choice.c.member_id, letter_choice.c.letters]}
    made: sa.Insert = new.on_conflict_do_update(
        **same, set_={"choice": new.excluded.choice, "chosen_at": new.excluded.chosen_at}
    )
    return made
