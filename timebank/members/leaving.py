"""Leaving the community: what has to be finished first, and what is forgotten; the ledger settles the hours."""

import sqlalchemy as sa

from timebank.access import Role
from timebank.errors import Refused
from timebank.ids import digest
from timebank.mail.tables import letter, letter_choice
from timebank.members import links
from timebank.members.rules import folded
from timebank.members.sign_in import end_all_sessions
from timebank.members.tables import (
    access_need,
    credential,
    free_time,
    member,
    member_bond,
    member_check,
    member_language,
    member_reach,
    organisation_agent,
)
from timebank.roles import holders, role_grant
from timebank.work import Look, Work


def _named(table: str, *columns: str) -> sa.TableClause:
    return sa.table(table, *map(sa.column, columns))


# What rooms above keep, named here by the columns that say whether something is open.
_ENTRY = _named("entry", "from_account_id", "to_account_id", "state")
_ACCOUNT = _named("account", "id", "member_id")
_MATCH, _MATCH_PERSON = _named("match", "id", "state"), _named("match_person", "match_id", "member_id")
_PART = _named("participation", "member_id", "state")
_LISTING = _named("listing", "member_id", "state")
_PAIR = _named("programme_pair", "first_id", "second_id")
_ANSWER = _named("listing_answer", "member_id", "state")

# What somebody said of their matches and meetings: whose word it is, and the columns that hold the words.
_SAID = (
    (_named("match_word", "member_id", "words", "thanks"), "member_id", ("words", "thanks")),
    (_named("agreement", "written_by_id", "private_words", "words"), "written_by_id", ("private_words", "words")),
    (_named("goal", "made_by_id", "words"), "made_by_id", ("words",)),
    (_named("match_rest", "said_by_id", "words"), "said_by_id", ("words",)),
    (_named("taster_word", "member_id", "words"), "member_id", ("words",)),
    (_named("ending_talk", "member_id", "words"), "member_id", ("words",)),
    (_named("match", "ended_by_id", "ending_words"), "ended_by_id", ("ending_words",)),
    (_named("meeting", "decided_by_id", "reason"), "decided_by_id", ("reason",)),
    (_named("suggestion_person", "member_id", "reason"), "member_id", ("reason",)),
)


class StillOpen(Refused):
    """Something is still open with others. Please finish it first."""


def open_things(look: Look, member_id: str) -> tuple[str, ...]:
    """What somebody would have to finish before leaving, in words; asked by actions that have asked."""
    accounts = sa.select(_ACCOUNT.c.id).where(_ACCOUNT.c.member_id == member_id)
    is_theirs = sa.or_(_ENTRY.c.from_account_id.in_(accounts), _ENTRY.c.to_account_id.in_(accounts))
    matches = sa.select(_MATCH_PERSON.c.match_id).where(_MATCH_PERSON.c.member_id == member_id)
    found = {
        "hours that wait for an answer": (_ENTRY, is_theirs & _ENTRY.c.state.in_(("pending", "questioned"))),
        "a match that goes on": (_MATCH, _MATCH.c.id.in_(matches) & (_MATCH.c.state == "active")),
        "a programme you are part of": (_PART, (_PART.c.member_id == member_id) & (_PART.c.state != "left")),
        "something of yours on the noticeboard": (
            _LISTING,
            (_LISTING.c.member_id == member_id) & (_LISTING.c.state == "open"),
        ),
        "something you asked for or agreed": (
            _ANSWER,
            (_ANSWER.c.member_id == member_id) & _ANSWER.c.state.in_(("asked", "agreed")),
        ),
    }
    still = [words for words, (table, is_open) in found.items() if _is_any(look, table, is_open)]
    if holders(look.connection, Role.ADMINISTRATOR, look.now) == [member_id]:
        still.append("you are the only administrator, so somebody else has to become one")
    return tuple(still)


def _is_any(look: Look, table: sa.TableClause, is_open: sa.ColumnElement[bool]) -> bool:
    return look.value(sa.select(sa.literal(1)).select_from(table).where(is_open).limit(1)) is not None


def say_goodbye(work: Work, member_id: str) -> None:
    """Let a member go for good: nothing opens any more, what was private is deleted, a pseudonym stays.

    Called by the action of leaving, which has asked and has settled their hours.
    """
    end_all_sessions(work, member_id)
    links.end_all(work, links.PASSWORD, member_id)
    private = (free_time, member_language, access_need, member_reach, member_bond, member_check)
    for table in (*private, credential, organisation_agent, letter_choice):
        work.execute(sa.delete(table).where(table.c.member_id == member_id))
    work.execute(sa.delete(member_bond).where(member_bond.c.other_id == member_id))
    pair = _PAIR.c.first_id == member_id, _PAIR.c.second_id == member_id
    work.execute(sa.delete(_PAIR).where(sa.or_(*pair)))
    work.execute(
        sa.update(role_grant)
        .where(role_grant.c.member_id == member_id, role_grant.c.ended_at.is_(None))
        .values(ended_at=work.now)
    )
    for said, whose, columns in _SAID:
        work.execute(sa.update(said).where(said.c[whose] == member_id).values(**dict.fromkeys(columns, "")))
    _empty_letters(work, member_id)
    name = pseudonym(member_id)
    gone = {"name": name, "search_name": folded(name), "email": None, "phone": "", "about": ""}
    work.claim(
        sa.update(member)
        .where(member.c.id == member_id)
        .values(**gone, is_offline=True, wants_letters=False, state="left")
    )


def pseudonym(member_id: str) -> str:
    """Under which name history goes on: "A former member 3f2a"."""
    return f"A former member {digest(member_id)[:4]}"


def _empty_letters(work: Work, member_id: str) -> None:
    """That there were letters stays; to which address and in which words does not. One on its way is let go."""
    theirs = letter.c.member_id == member_id
    work.execute(sa.update(letter).where(theirs, letter.c.state == "due").values(state="skipped", reason="has left"))
    gone = dict.fromkeys(("address", "text", "html", "calendar", "unsubscribe"), "")
    work.execute(sa.update(letter).where(theirs, letter.c.state != "sending").values(**gone))
