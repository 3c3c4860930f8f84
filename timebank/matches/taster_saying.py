"""What people say after a short meeting: on their page, by the link of a letter, or to a coordinator who writes it."""

import sqlalchemy as sa

from timebank.access import May, as_member
from timebank.errors import NotFound
from timebank.history.actions import note
from timebank.ids import digest
from timebank.matches import taster_rules as rules
from timebank.matches.tables import taster, taster_word
from timebank.matches.taster_keeping import unsaid
from timebank.matches.taster_moves import TasterCase, load_taster
from timebank.matches.taster_pool import lock_open_tasters
from timebank.matches.taster_telling import TASTERS
from timebank.matches.tasters import close, tell_when_over
from timebank.members import links
from timebank.members.actions import as_themself_or_offline
from timebank.members.tables import link
from timebank.roles import load_actor
from timebank.work import Look, Work, insert_for


def say(
    work: Work,
    key: str,
    taster_id: str,
    said: str,
    words: str = "",
    member_id: str | None = None,
    how_told: str = "",
) -> str:
    """Say yes, perhaps or no to somebody one has met briefly, for oneself or for an offline member.

    It can be said anew until the first step closes, which it does when all have spoken. Only coordinators read it.
    Raises NotFound, AlreadyDecided, TooLate, InvalidInput.
    """
    one = load_taster(work, taster_id)
    person, told = _whose(work, one, member_id, how_told)

    def do() -> str:
        _say(work, taster_id, person, *rules.clean_said(said, words), told)
        return taster_id

    content = {"taster": taster_id, "person": person, "said": said, "words": words, "told": how_told}
    return work.once(key, "say_of_taster", content, do)


def say_by_link(work: Work, key: str, secret: str, taster_id: str, said: str, words: str = "") -> str:
    """The same with the secret of a letter, once of each person; whoever thinks again signs in. Raises LinkSpent."""
    mark = digest(secret)
    person, round_id = person_of_link(work, secret)
    one = load_taster(work, taster_id)
    if one.case.round_id != round_id:
        raise NotFound
    _whose(work, one, None, "")

    def do() -> str:
        links.read(work, TASTERS, secret)
        if (taster_id, person) not in unsaid(work, [taster_id]):
            raise links.LinkSpent
        _say(work, taster_id, person, *rules.clean_said(said, words), "")
        if not left_to_say(work, person, round_id):
            links.spend(work, mark)
        return taster_id

    content = {"taster": taster_id, "person": person, "said": said, "words": words, "how": mark}
    return work.once(key, "say_of_taster_by_link", content, do)


def person_of_link(look: Look, secret: str) -> tuple[str, str]:
    """Whom the link of a letter stands for, who acts from here on, and which round it is about; raises LinkSpent."""
    its = (link.c.digest == digest(secret), link.c.purpose == TASTERS)
    found = look.row(sa.select(link.c.member_id, link.c.subject_id).where(*its))
    if found is None:
        raise links.LinkSpent
    look.actor = load_actor(look.connection, as_member(found.member_id), look.now)
    return str(found.member_id), str(found.subject_id)


def left_to_say(look: Look, person: str, round_id: str) -> list[str]:
    """The short meetings of a round of which somebody has not said yet how it was; for rooms that have asked."""
    theirs = sa.or_(taster.c.first_id == person, taster.c.second_id == person)
    still = (taster.c.round_id == round_id, taster.c.state == "asked", taster.c.closes_at > look.now, theirs)
    ids = [row.id for row in look.rows(sa.select(taster.c.id).where(*still).order_by(taster.c.id))]
    waiting = unsaid(look, ids)
    return [one for one in ids if (one, person) in waiting]


def _whose(work: Work, one: TasterCase, member_id: str | None, how_told: str) -> tuple[str, str]:
    """Whose word it is, once it is clear that the actor may give it and that the two were asked at all; how told."""
    told = ""
    if member_id is None or member_id == work.actor.member_id:
        work.require(May.ANSWER_SUGGESTION, one.case.owned())
        person = work.actor.member_id or ""
    else:
        work.require(May.RECORD_FOR_OFFLINE, one.case.judged())
        told = as_themself_or_offline(work, May.ANSWER_SUGGESTION, member_id, how_told)
        person = member_id
    if one.asked_at is None:
        raise NotFound
    return one.case.side(person).member_id, told


def _say(work: Work, taster_id: str, person: str, said: str, words: str, how_told: str) -> None:
    programme_id = load_taster(work, taster_id).case.programme_id
    still = lock_open_tasters(work, programme_id)
    one = load_taster(work, taster_id)
    rules.check_sayable(one.state, one.closes_at, work.now)
    behalf = None if person == work.actor.member_id else person
    row = {"said": said, "words": words, "said_at": work.now, "how_told": how_told}
    row["said_for_by_id"] = work.actor.member_id if behalf else None
    insert = insert_for(work, taster_word).values(taster_id=taster_id, member_id=person, **row)
    work.execute(insert.on_conflict_do_update(index_elements=["taster_id", "member_id"], set_=row))
    note(work, "say_of_taster", "taster", taster_id, on_behalf_of_id=behalf)
    if unsaid(work, still):
        return
    for each in still:
        close(work, each, May.ANSWER_SUGGESTION)
    tell_when_over(work, one)
