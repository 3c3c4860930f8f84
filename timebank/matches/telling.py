"""Who is told what of matching, each letter written with the fact it tells of; for actions that have asked."""

from collections.abc import Iterable

import sqlalchemy as sa

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.mail.actions import write
from timebank.mail.tables import letter
from timebank.matches import letters
from timebank.matches.moves import Case, Side
from timebank.matches.rules import TOGETHER
from timebank.members import links
from timebank.members.tables import member
from timebank.programmes.reads import definition_of
from timebank.work import Work


def community_name(work: Work) -> str:
    """The name letters are signed with."""
    return community(work).name


def _own_words(work: Work, case: Case, which: str) -> str:
    """The words of the programme for one of its letters."""
    return definition_of(work, case.programme_id).letters.get(which, "")


def offer(work: Work, case: Case) -> None:
    """Tell everybody in a suggestion of it, each e-mail with a link of its own that lasts as long as it is open."""
    for side in case.sides:
        _ask(work, case, side, "suggestion", f"offered:{case.suggestion_id}:{side.member_id}")


def remind(work: Work, case: Case) -> bool:
    """Remind once whoever has not answered; False when everybody who could be reminded has been."""
    reminded = False
    for side in case.sides:
        key = f"remind:{case.suggestion_id}:{side.member_id}"
        if side.answer is None and work.value(sa.select(letter.c.id).where(letter.c.key == key)) is None:
            _ask(work, case, side, "suggestion_reminder", key)
            reminded = True
    return reminded


def _ask(work: Work, case: Case, side: Side, kind: str, key: str) -> None:
    assert case.closes_at is not None  # offered suggestions close
    choices = community(work)
    address = ""
    if work.value(sa.select(member.c.email).where(member.c.id == side.member_id)):
        # A letter on paper passes through other hands, so only an e-mail ever holds a secret.
        secret = links.make(work, links.SUGGESTION, side.member_id, case.suggestion_id, case.closes_at - work.now)
        address = f"{work.settings.address}/answer/{secret}"
    is_first = kind == "suggestion"
    draft = (letters.offered if is_first else letters.reminder)(
        side.name,
        choices.name,
        case.programme,
        case.names_beside(side.member_id),
        local_date(case.closes_at, choices.zone),
        address,
        case.letter_words if is_first else _own_words(work, case, "reminder"),
    )
    write(work, key, side.member_id, kind, draft)


def not_going_ahead(work: Work, case: Case, sides: Iterable[Side]) -> None:
    """Tell some of its people kindly that a suggestion will not go ahead; nothing of who or why."""
    for side in sides:
        draft = letters.not_going_ahead(side.name, community_name(work), case.programme, case.kind in TOGETHER)
        write(work, f"not_ahead:{case.suggestion_id}:{side.member_id}", side.member_id, "suggestion_closed", draft)


def matched(work: Work, case: Case, match_id: str) -> None:
    """Tell everybody how to reach the others."""
    own = _own_words(work, case, "matched")
    contacts = {
        row.id: letters.Reach(row.name, row.email or "", row.phone)
        for row in work.rows(
            sa.select(member.c.id, member.c.name, member.c.email, member.c.phone).where(
                member.c.id.in_(sorted(case.people))
            )
        )
    }
    for side in case.sides:
        others = [contacts[other.member_id] for other in case.others(side.member_id)]
        link = f"{work.settings.address}/matches"
        draft = letters.matched(side.name, community_name(work), case.programme, others, link, own)
        write(work, f"matched:{match_id}:{side.member_id}", side.member_id, "matched", draft)


def ended(work: Work, case: Case, match_id: str) -> None:
    """Tell everybody but the actor that a match has ended."""
    own = _own_words(work, case, "ended")
    for side in case.sides:
        if side.member_id == work.actor.member_id:
            continue
        names = case.names_beside(side.member_id)
        draft = letters.ended(side.name, community_name(work), case.programme, names, own)
        write(work, f"ended:{match_id}:{side.member_id}", side.member_id, "match_ended", draft)
