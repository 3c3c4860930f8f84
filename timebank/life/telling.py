"""Who is told what in the life of a match, each letter written with its fact; for actions that have asked."""

from collections.abc import Callable
from datetime import date

import sqlalchemy as sa

from timebank.community.reads import community
from timebank.life import letters
from timebank.life.matched import Matched
from timebank.mail.actions import write
from timebank.mail.rules import Draft
from timebank.matches.letters import say_names
from timebank.members.tables import member
from timebank.work import Look, Work


def to_sign(work: Work, one: Matched, agreement_id: str, version: int, writer_id: str) -> None:
    """Ask everybody but the one whose words an agreement is in to sign it."""
    by = one.name_of(writer_id)
    for member_id, name in one.people.others(writer_id):
        draft = letters.to_sign(
            name, _community(work), by, _beside(one, member_id), version == 1, link_of(work, one.match_id)
        )
        kind = "agreement_to_sign"
        write(work, f"{kind}:{one.match_id}:{agreement_id}:{member_id}", member_id, kind, draft)


def resting(work: Work, one: Matched, rest_id: str, until: date | None) -> None:
    """Tell the others that a match is on hold."""
    _tell(
        *(work, one, "rest_begun", rest_id),
        lambda name, beside, link: letters.resting(name, _community(work), beside, until, link),
    )


def going_on(work: Work, one: Matched, rest_id: str) -> None:
    """Tell the others that a match goes on."""
    _tell(
        *(work, one, "rest_over", rest_id),
        lambda name, beside, link: letters.going_on(name, _community(work), beside, link),
    )


def ending_planned(work: Work, one: Matched, key: str, ends_on: date) -> None:
    """Tell the others which day is to be the last."""
    _tell(
        *(work, one, "ending_planned", key),
        lambda name, beside, link: letters.ending_planned(name, _community(work), beside, ends_on, link),
    )


def ending_taken_back(work: Work, one: Matched, key: str) -> None:
    """Tell the others that the match goes on after all."""
    _tell(
        *(work, one, "ending_taken_back", key),
        lambda name, beside, link: letters.ending_taken_back(name, _community(work), beside, link),
    )


def ask(work: Work, one: Matched, key: str, kind: str, about: str, member_id: str) -> None:
    """Ask one of them something by letter; a letter on paper leads to no page."""
    has_address = work.value(sa.select(member.c.email).where(member.c.id == member_id))
    link = link_of(work, one.match_id) if has_address else ""
    draft = letters.question(
        one.name_of(member_id), _community(work), about, _beside(one, member_id), kind.endswith("again"), link
    )
    write(work, key, member_id, kind, draft)


def thank(work: Work, one: Matched, giver_id: str, words: str) -> None:
    """Pass a word of thanks on to the others, once."""
    for member_id, name in one.people.others(giver_id):
        draft = letters.thanks(name, _community(work), one.name_of(giver_id), words)
        write(work, f"thanks:{one.match_id}:{giver_id}:{member_id}", member_id, "ending_thanks", draft)


def link_of(look: Look, match_id: str) -> str:
    """The address of a match's page."""
    return f"{look.settings.address}/match?id={match_id}"


def _tell(work: Work, one: Matched, kind: str, about: str, draft: Callable[[str, str, str], Draft]) -> None:
    """One letter to everybody in the match but whoever is acting; its key names the match, so that none of them reads
    what the others were sent."""
    for member_id, name in one.people.others(work.actor.member_id):
        made = draft(name, _beside(one, member_id), link_of(work, one.match_id))
        write(work, f"{kind}:{one.match_id}:{about}:{member_id}", member_id, kind, made)


def _beside(one: Matched, member_id: str) -> str:
    return say_names([name for _, name in one.people.others(member_id)])


def _community(work: Work) -> str:
    return community(work).name
