"""What coordinators do when somebody goes: hand over all they hold in one step; and bring back what was only paused."""

from collections.abc import Mapping
from datetime import date, timedelta

import sqlalchemy as sa

from timebank.access import May, thing
from timebank.db import lock_rows
from timebank.errors import InvalidInput, Refused
from timebank.handover.away import AWAY, LEAVES, last_turn
from timebank.handover.back import bring_back
from timebank.handover.carrying import Going, carry_out
from timebank.handover.holding import KEEP, PASS_ON, Goes, Holding
from timebank.handover.holdings import holdings
from timebank.handover.telling import Told
from timebank.history.actions import note
from timebank.members.reads import concerning, present
from timebank.members.tables import member
from timebank.work import Work

FURTHEST = timedelta(days=2 * 366)
TURN: dict[Goes, str] = {"leaves": LEAVES, "away": AWAY}


class AlreadyHandedOver(Refused):
    """This has been handed over already, so nothing was changed. Please reload the page to see how it stands."""


class NotAway(Refused):
    """They are not away at the moment, so there is nothing to bring back."""


def hand_over(
    work: Work, key: str, member_id: str, goes: Goes, choices: Mapping[str, str], until: date | None = None
) -> str:
    """Hand over what a member holds who "leaves" or is "away" (until a day), all of it or nothing; answers their id.

    `choices`: by line of `holdings`, what becomes of it: one of its ways, "pass_on:ID" with whom it goes to; what is
    not named stays. See `holding.sensible_choices`. Everybody concerned gets one letter, without a reason. Hours and
    roles are not touched. For coordinators, of themself too, save what they are in with the reader.
    Raises AlreadyHandedOver, InvalidInput, NotFound.
    """
    work.require(May.HAND_OVER, concerning(work, member_id))
    said = {one: way for one, way in choices.items() if way != KEEP}
    content = {"member": member_id, "goes": goes, "until": until, "choices": dict(sorted(said.items()))}

    def do() -> str:
        work.rows(lock_rows(sa.select(member.c.id).where(member.c.id == member_id)))
        held = holdings(work, member_id)
        back_on = _clean_day(goes, until, held.today)
        chosen = [(one, *_chosen(one, said[one.line])) for one in held.held if one.line in said]
        if not chosen and (said or (held.goes, held.back_on) == (goes, back_on)):
            raise AlreadyHandedOver
        note(work, TURN[goes], "member", member_id, reason=back_on.isoformat() if back_on else "")
        told = Told(work, key, member_id)
        going = Going(work, key, member_id, held.name, goes, back_on, told)
        for one, way, to_id in chosen:
            carry_out(going, one, way, to_id)
        told.write(goes == "away")
        return member_id

    return work.once(key, "hand_over", content, do)


def come_back(work: Work, key: str, member_id: str) -> str:
    """Let go on what only waited for somebody who was away: rests, listings, parts in programmes. Answers their id.

    For a coordinator, or the member themself. Raises NotAway, NotFound.
    """
    if work.actor.member_id == member_id:
        work.require(May.TAKE_PART, thing(owners=[member_id]))
    else:
        work.require(May.HAND_OVER, concerning(work, member_id))

    def do() -> str:
        work.rows(lock_rows(sa.select(member.c.id).where(member.c.id == member_id)))
        name = str(present(work, member_id).name)
        if last_turn(work, member_id)[0] != "away":
            raise NotAway
        bring_back(work, member_id, name, key)
        return member_id

    return work.once(key, "come_back", {"member": member_id}, do)


def _chosen(one: Holding, said: str) -> tuple[str, str]:
    """What was chosen for a line and for whom; raises InvalidInput."""
    way, _, to_id = said.partition(":")
    if way not in one.ways:
        raise InvalidInput("Please choose again what becomes of each thing: some of it has changed meanwhile.")
    if way == PASS_ON and to_id not in dict(one.to_whom):
        raise InvalidInput("Please choose somebody who can take it on.")
    return way, to_id


def _clean_day(goes: Goes, until: date | None, today: date) -> date | None:
    if goes not in TURN:
        raise InvalidInput("Please say whether they leave or are away.")
    if goes == "leaves" or until is None:
        return None
    if not today < until <= today + FURTHEST:
        raise InvalidInput("Please choose a day after today, within the next two years.")
    return until
