"""How people answer a listing: one asks, the other says yes with a day, or kindly no, and it ends in recorded hours."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

import sqlalchemy as sa

from timebank.access import May, Thing, thing
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.db import lock_rows
from timebank.errors import AlreadyDecided, InvalidInput, NotFound
from timebank.history.actions import note
from timebank.listings import letters, rules
from timebank.listings.apart import kept_apart
from timebank.listings.reads import came_through
from timebank.listings.tables import answer, listing
from timebank.mail.actions import write
from timebank.mail.rules import Draft
from timebank.members.actions import as_themself_or_offline
from timebank.members.rules import clean_words
from timebank.members.tables import member
from timebank.work import Work

DraftOf = Callable[[str, str, str], Draft]


@dataclass(frozen=True, slots=True)
class Asking:
    """One answer to a listing, with the two people it is between."""

    answer_id: str
    asker_id: str
    owner_id: str
    state: str

    def other_than(self, member_id: str) -> str:
        """The other one of the two."""
        return self.owner_id if member_id == self.asker_id else self.asker_id


def ask(
    work: Work, key: str, listing_id: str, words: str = "", member_id: str | None = None, how_told: str = ""
) -> str:
    """Answer a listing of another member with a friendly word. Answers the id of what was asked.

    At most five a day, one at a time for each listing, and not for two weeks after that member said no. Whoever is
    kept apart from that member finds it gone, as if it had been taken down; a coordinator who asks for an offline
    member of whom that is so finds nothing amiss, but it does not reach the other.
    Raises AskedEnough, AlreadyAsked, PauseAfterNo, NoLongerThere, NotFound.
    """
    asker_id = member_id or work.actor.member_id or ""
    found = work.row(sa.select(listing.c.member_id, listing.c.state, listing.c.expires_on).where(_is(listing_id)))
    if found is None or found.member_id == asker_id:
        raise NotFound
    if work.actor.member_id == asker_id:
        work.require(May.ANSWER_LISTING, thing(owners=[found.member_id]))
    else:
        work.require(May.RECORD_FOR_OFFLINE, thing(owners=[asker_id], involved=[found.member_id]))
        as_themself_or_offline(work, May.ANSWER_LISTING, asker_id, how_told)

    def do() -> str:
        today = local_date(work.now, community(work).zone)
        is_up = found.state == "open" and found.expires_on >= today and _is_here(work, found.member_id)
        if not is_up or _are_apart(work, work.actor.member_id, found.member_id):
            raise rules.NoLongerThere
        _check_caps(work, asker_id, listing_id, found.member_id)
        answer_id = work.ids.new()
        row = {"id": answer_id, "listing_id": listing_id, "member_id": asker_id, "words": clean_words(words)}
        work.execute(sa.insert(answer).values(**row, state="asked", asked_at=work.now))
        _note(work, "ask_about_listing", answer_id, asker_id, how_told)
        if not _are_apart(work, asker_id, found.member_id):
            _tell(work, answer_id, "listing_asked", found.member_id, letters.asked)
        return answer_id

    content = {"listing": listing_id, "words": words, "member": asker_id, "told": how_told}
    return work.once(key, "ask_about_listing", content, do)


def agree(work: Work, key: str, answer_id: str, agreed_on: date, words: str = "", how_told: str = "") -> str:
    """Say yes to somebody who asked, with the day it is meant to happen. Raises AlreadyDecided, InvalidInput."""
    asking = _asking(work, answer_id)
    _as_party(work, asking, asking.owner_id, how_told)

    def do() -> str:
        day = rules.clean_day(agreed_on, local_date(work.now, community(work).zone))
        _move(work, answer_id, ("asked",), "agreed", agreed_on=day, reply=clean_words(words))
        _note(work, "agree_to_listing", answer_id, asking.owner_id, how_told)
        _tell(work, answer_id, "listing_agreed", asking.asker_id, partial(letters.agreed, day=day))
        return answer_id

    content = {"answer": answer_id, "day": agreed_on, "words": words, "told": how_told}
    return work.once(key, "agree_to_listing", content, do)


def decline(work: Work, key: str, answer_id: str, words: str = "", how_told: str = "") -> str:
    """Say no to somebody who asked; no reason is needed. Raises AlreadyDecided, NotFound."""
    asking = _asking(work, answer_id)
    _as_party(work, asking, asking.owner_id, how_told)

    def do() -> str:
        _move(work, answer_id, ("asked",), "declined", reply=clean_words(words))
        _note(work, "decline_listing", answer_id, asking.owner_id, how_told)
        _tell(work, answer_id, "listing_declined", asking.asker_id, letters.declined)
        return answer_id

    return work.once(key, "decline_listing", {"answer": answer_id, "words": words, "told": how_told}, do)


def withdraw(
    work: Work, key: str, answer_id: str, words: str = "", member_id: str | None = None, how_told: str = ""
) -> str:
    """Take back what one asked, or, once agreed, call it off from either side. Raises AlreadyDecided, NotFound."""
    asking = _asking(work, answer_id)
    who = member_id or work.actor.member_id or ""
    _as_party(work, asking, who, how_told)

    def do() -> str:
        states = ("asked", "agreed") if who == asking.asker_id else ("agreed",)
        clean = clean_words(words)
        joined = answer.join(listing, listing.c.id == answer.c.listing_id)
        reached = work.value(sa.select(came_through()).select_from(joined).where(answer.c.id == answer_id))
        _move(work, answer_id, states, "withdrawn", **({"reply": clean} if clean else {}))
        _note(work, "withdraw_from_listing", answer_id, who, how_told)
        if reached:
            _tell(work, answer_id, "listing_withdrawn", asking.other_than(who), letters.withdrawn)
        return answer_id

    content = {"answer": answer_id, "words": words, "member": who, "told": how_told}
    return work.once(key, "withdraw_from_listing", content, do)


def did_not_happen(work: Work, key: str, answer_id: str) -> str:
    """Say that what was agreed for a day that has come did not happen; the others hear of it. Answers its id.

    For either of the two, or for a coordinator who is neither. Raises AlreadyDecided, InvalidInput, NotFound.
    """
    asking = _asking(work, answer_id)
    homes = sa.select(member.c.area_id).where(member.c.id.in_((asking.asker_id, asking.owner_id)))
    areas = frozenset(row.area_id for row in work.rows(homes) if row.area_id)
    both = Thing(owners=frozenset({asking.asker_id, asking.owner_id}), area_ids=areas)
    is_party = work.actor.member_id in both.owners
    work.require(May.WRITE_LISTING if is_party else May.RECORD_HOURS_FOR_MEMBER, both)

    def do() -> str:
        day = work.value(sa.select(answer.c.agreed_on).where(answer.c.id == answer_id))
        if day is not None and day > local_date(work.now, community(work).zone):
            raise InvalidInput("This day has not come yet. You can call it off instead.")
        _move(work, answer_id, ("agreed",), "withdrawn")
        note(work, "listing_did_not_happen", "listing_answer", answer_id)
        for person in sorted(both.owners - {work.actor.member_id}):
            fact = f"listing_did_not_happen:{answer_id}:{person}"
            _tell(work, answer_id, "listing_did_not_happen", person, letters.did_not_happen, fact)
        return answer_id

    return work.once(key, "listing_did_not_happen", {"answer": answer_id}, do)


def mark_recorded(work: Work, answer_id: str, helper_id: str, helped_id: str) -> None:
    """Note that the hours of what was agreed are written down; called by actions that have asked for permission.

    Raises NotFound when the hours are of other people than those who agreed, or say the other one helped;
    AlreadyDecided when it is not (or no longer) agreed.
    """
    asking = _asking(work, answer_id)
    is_offer = work.value(
        sa.select(listing.c.kind == "offer")
        .join(answer, answer.c.listing_id == listing.c.id)
        .where(answer.c.id == answer_id)
    )
    agreed = (asking.owner_id, asking.asker_id) if is_offer else (asking.asker_id, asking.owner_id)
    if (helper_id, helped_id) != agreed:
        raise NotFound
    _move(work, answer_id, ("agreed",), "recorded")


def mark_not_recorded(work: Work, answer_id: str) -> None:
    """Note that the hours of what was agreed do not stand after all; called by actions that have asked for permission.

    It is agreed again, unless the same member has asked anew since.
    """
    anew = answer.alias("anew")
    asked_anew = (
        sa.select(anew.c.id)
        .where(anew.c.listing_id == answer.c.listing_id, anew.c.member_id == answer.c.member_id)
        .where(anew.c.state.in_(("asked", "agreed")))
        .exists()
    )
    was_recorded = (answer.c.id == answer_id) & (answer.c.state == "recorded")
    work.execute(sa.update(answer).where(was_recorded, ~asked_anew).values(state="agreed"))


def _as_party(work: Work, asking: Asking, who: str, how_told: str) -> None:
    """Go on for one of the two, or for an offline one of them through a coordinator who is not the other."""
    if who not in (asking.asker_id, asking.owner_id):
        raise NotFound
    if work.actor.member_id != who:
        work.require(May.RECORD_FOR_OFFLINE, thing(owners=[who], involved=[asking.other_than(who)]))
    as_themself_or_offline(work, May.WRITE_LISTING, who, how_told)


def _is(listing_id: str) -> sa.ColumnElement[bool]:
    return listing.c.id == listing_id


def _are_apart(work: Work, one_id: str | None, other_id: str) -> bool:
    return bool(work.value(sa.select(kept_apart(one_id, other_id))))


def _is_here(work: Work, member_id: str) -> bool:
    return bool(work.value(sa.select(member.c.state).where(member.c.id == member_id)) == "active")


def _asking(work: Work, answer_id: str) -> Asking:
    row = work.row(
        sa.select(answer.c.member_id, answer.c.state, listing.c.member_id.label("owner_id"))
        .join(listing, listing.c.id == answer.c.listing_id)
        .where(answer.c.id == answer_id)
    )
    if row is None:
        raise NotFound
    return Asking(answer_id, row.member_id, row.owner_id, row.state)


def _check_caps(work: Work, asker_id: str, listing_id: str, owner_id: str) -> None:
    """Refuse what would be too much; the asker's row is held, so that two tabs are counted one after the other."""
    work.rows(lock_rows(sa.select(member.c.id).where(member.c.id == asker_id)))
    mine = answer.c.member_id == asker_id
    is_open = answer.c.state.in_(("asked", "agreed"))
    if work.value(sa.select(answer.c.id).where(mine, answer.c.listing_id == listing_id, is_open).limit(1)):
        raise rules.AlreadyAsked
    said_no = (mine, answer.c.state == "declined", answer.c.decided_at > work.now - rules.PAUSE_AFTER_NO)
    of_owner = sa.select(answer.c.id).join(listing, listing.c.id == answer.c.listing_id)
    if work.value(of_owner.where(*said_no, listing.c.member_id == owner_id).limit(1)):
        raise rules.PauseAfterNo
    lately = sa.select(sa.func.count()).where(mine, answer.c.asked_at > work.now - timedelta(days=1))
    if int(work.value(lately)) >= rules.ASKS_A_DAY:
        raise rules.AskedEnough


def _move(work: Work, answer_id: str, states: tuple[str, ...], state: str, **values: object) -> None:
    moved = sa.update(answer).where(answer.c.id == answer_id, answer.c.state.in_(states))
    if not work.claim(moved.values(state=state, decided_at=work.now, **values)):
        raise AlreadyDecided


def _tell(work: Work, answer_id: str, kind: str, member_id: str, draft: DraftOf, fact: str = "") -> None:
    name = work.value(sa.select(member.c.name).where(member.c.id == member_id))
    page = "my_listings" if kind == "listing_asked" else "noticeboard"
    letter = draft(community(work).name, str(name), f"{work.settings.address}/{page}")
    write(work, fact or f"{kind}:{answer_id}", member_id, kind, letter)


def _note(work: Work, action: str, answer_id: str, member_id: str, how_told: str) -> None:
    behalf = None if work.actor.member_id == member_id else member_id
    note(work, action, "listing_answer", answer_id, reason=how_told, on_behalf_of_id=behalf)
