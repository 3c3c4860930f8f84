"""The agreement of a match: how often, how long, until when and what stays private; written by one, signed by all."""

from datetime import date

import sqlalchemy as sa

from timebank.access import May
from timebank.errors import AlreadyDecided, NotFound
from timebank.history.actions import note
from timebank.life import rules, telling
from timebank.life.matched import behalf, held_active, load, today_of, whose
from timebank.life.tables import agreement, signature
from timebank.life.tasks import bring_in_line
from timebank.members.rules import clean_words
from timebank.work import Work, insert_for


def write_agreement(
    work: Work,
    key: str,
    match_id: str,
    how_often: str,
    minutes: int,
    until: date | None = None,
    private_words: str = "",
    words: str = "",
    member_id: str | None = None,
    how_told: str = "",
) -> str:
    """Write an agreement, or a new version of it, which needs every signature afresh; the writer signs by writing.

    `minutes` is how long a meeting is. A coordinator writes for an offline member (`member_id`, `how_told`). Answers
    its id. Raises NotFound, InvalidInput, Over.
    """
    one = load(work, match_id)
    person, told = whose(work, one, May.SIGN_AGREEMENT, member_id, how_told)

    def do() -> str:
        now = held_active(work, match_id)
        often, long, last = rules.clean_agreement(how_often, minutes, until, today_of(work))
        highest = sa.select(sa.func.max(agreement.c.version)).where(agreement.c.match_id == match_id)
        version = 1 + (work.value(highest) or 0)
        agreement_id = work.ids.new()
        work.execute(
            sa.insert(agreement).values(
                id=agreement_id,
                match_id=match_id,
                version=version,
                how_often=often,
                minutes=long,
                until=last,
                private_words=clean_words(private_words),
                words=clean_words(words),
                written_at=work.now,
                written_by_id=work.actor.member_id,
            )
        )
        _sign(work, agreement_id, person, told)
        note(work, "write_agreement", "match", match_id, on_behalf_of_id=behalf(work, person))
        telling.to_sign(work, now, agreement_id, version, person)
        bring_in_line(work, match_id)
        return agreement_id

    content = {"match": match_id, "often": how_often, "minutes": minutes, "until": until, "private": private_words}
    content |= {"words": words, "person": person, "told": how_told}
    return work.once(key, "write_agreement", content, do)


def sign(work: Work, key: str, agreement_id: str, member_id: str | None = None, how_told: str = "") -> str:
    """Sign the newest version, for oneself or (`member_id`, `how_told`) for an offline member who said so.

    Raises NotFound, Over, NewerVersion, AlreadyDecided.
    """
    match_id = work.value(sa.select(agreement.c.match_id).where(agreement.c.id == agreement_id))
    if match_id is None:
        raise NotFound
    person, told = whose(work, load(work, match_id), May.SIGN_AGREEMENT, member_id, how_told)

    def do() -> str:
        held_active(work, match_id)
        newest = sa.select(agreement.c.id).where(agreement.c.match_id == match_id)
        if work.value(newest.order_by(agreement.c.version.desc()).limit(1)) != agreement_id:
            raise rules.NewerVersion
        _sign(work, agreement_id, person, told)
        note(work, "sign_agreement", "match", match_id, on_behalf_of_id=behalf(work, person))
        bring_in_line(work, match_id)
        return agreement_id

    return work.once(key, "sign_agreement", {"agreement": agreement_id, "person": person, "told": how_told}, do)


def _sign(work: Work, agreement_id: str, person: str, told: str) -> None:
    row = {"agreement_id": agreement_id, "member_id": person, "signed_at": work.now, "how_told": told}
    row["signed_for_by_id"] = None if person == work.actor.member_id else work.actor.member_id
    insert = insert_for(work, signature).on_conflict_do_nothing().returning(signature.c.member_id)
    if work.execute(insert, row).first() is None:
        raise AlreadyDecided
