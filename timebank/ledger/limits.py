"""Between which balances accounts are meant to stay: their own limits before the community's, and what lies beyond."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from timebank.access import May, thing
from timebank.clock import local_date
from timebank.community import rules as choices
from timebank.community.reads import community
from timebank.errors import InvalidInput, NotFound
from timebank.history.actions import note as remember
from timebank.ledger import deciding_letters as letters
from timebank.ledger.parties import side
from timebank.ledger.posting import take_pen
from timebank.ledger.rules import Holder, Limits, OwnLimits, own_limits
from timebank.ledger.tables import account, account_limit
from timebank.mail.actions import write
from timebank.members.reads import agents_of
from timebank.members.tables import member, organisation
from timebank.work import Look, Work, insert_for

_STANDING = sa.select(
    *(account.c.id, account.c.kind, account.c.member_id, account.c.organisation_id, account.c.balance_minutes),
    *(account.c.closed_at, account_limit.c.floor_kind, account_limit.c.floor_minutes),
    *(account_limit.c.ceiling_kind, account_limit.c.ceiling_minutes),
).outerjoin(account_limit, account_limit.c.account_id == account.c.id)
_BOTH = _STANDING.where(sa.or_(account.c.id == sa.bindparam("first"), account.c.id == sa.bindparam("second")))


@dataclass(frozen=True, slots=True)
class Standing:
    """How an account stands at this moment, and its limits."""

    account_id: str
    holder: Holder
    balance_minutes: int
    is_closed: bool
    limits: Limits


@dataclass(frozen=True, slots=True)
class Conversation:
    """Somebody whose balance is beyond a limit, so that a friendly word would be good."""

    holder: Holder
    name: str
    balance_minutes: int
    limits: Limits


def both(look: Look, first_id: str, second_id: str) -> tuple[Standing, Standing]:
    """How two accounts stand; of use while the head of the chain is held."""
    rows: list[sa.Row[Any]] = list(look.connection.execute(_BOTH, {"first": first_id, "second": second_id}))
    found = {row.id: _standing(look, row) for row in rows}
    return found[first_id], found[second_id]


def _standing(look: Look, row: "sa.Row[Any]") -> Standing:
    holder = Holder(row.kind, row.member_id or row.organisation_id or "")
    limits = own_limits(community(look), row.kind, _own(row))
    return Standing(row.id, holder, row.balance_minutes, row.closed_at is not None, limits)


def _own(row: "sa.Row[Any]") -> OwnLimits | None:
    if row.floor_kind is None:
        return None
    return OwnLimits(row.floor_kind, row.floor_minutes, row.ceiling_kind, row.ceiling_minutes)


def limits_of(look: Look, account_id: str) -> Limits:
    """The limits of one account; None is unlimited. For whoever it belongs to, and for coordinators."""
    row = look.row(_STANDING.where(account.c.id == account_id))
    if row is None:
        raise NotFound
    people = _people(look, Holder(row.kind, row.member_id or row.organisation_id or ""))
    look.require(May.SEE_OWN_HOURS if look.actor.member_id in people else May.SEE_MEMBERS_HOURS, thing(owners=people))
    return _standing(look, row).limits


def own_limits_of(look: Look, holder: Holder) -> OwnLimits:
    """What was chosen for one account alone, for coordinators; the community's for a holder without an account."""
    look.require(May.SEE_MEMBERS_HOURS)
    row = look.row(_STANDING.where(_is(holder)))
    return (_own(row) if row else None) or OwnLimits()


def _is(holder: Holder) -> "sa.ColumnElement[bool]":
    column = account.c.member_id if holder.kind == "member" else account.c.organisation_id
    return column == holder.id


def set_limits(work: Work, key: str, holder: Holder, floor: str, ceiling: str) -> str:
    """Choose the limits of one account: "community", "unlimited", or a number of minutes. Answers the account's id.

    By a coordinator, for others only; those concerned are told. Raises InvalidInput, NotFound.
    """
    if holder.kind not in ("member", "organisation"):
        raise InvalidInput("The pot and the opening account keep to the community's choices.")
    whose = side(work, holder)
    work.require(May.CHANGE_SETTINGS, thing(owners=whose.people))
    if work.actor.member_id in whose.people:
        raise NotFound
    content = {"holder": [holder.kind, holder.id], "floor": floor, "ceiling": ceiling}

    def do() -> str:
        own = OwnLimits(*_chosen("floor_minutes", floor), *_chosen("ceiling_minutes", ceiling))
        its = take_pen(work).account_of(holder)
        _keep(work, its.id, own)
        remember(work, "set_limits", "account", its.id)
        limits, kind = own_limits(community(work), holder.kind, own), "hours_limits_chosen"
        _write_each(work, holder, f"limits:{key}", kind, letters.limits_chosen, its.balance_minutes, limits)
        return its.id

    return work.once(key, "set_limits", content, do)


def _keep(work: Work, account_id: str, own: OwnLimits) -> None:
    row = {
        "account_id": account_id,
        "floor_kind": own.floor_kind,
        "floor_minutes": own.floor_minutes,
        "ceiling_kind": own.ceiling_kind,
        "ceiling_minutes": own.ceiling_minutes,
        "chosen_at": work.now,
        "chosen_by": work.actor.member_id or work.actor.kind,
    }
    work.execute(insert_for(work, account_limit).on_conflict_do_update(index_elements=["account_id"], set_=row), row)


def _chosen(name: str, words: str) -> tuple[str, int | None]:
    words = words.strip().lower()
    if words in ("community", choices.UNLIMITED):
        return words, None
    minutes = choices.parse(name, words)
    assert isinstance(minutes, int)
    return "minutes", minutes


def conversations(look: Look) -> tuple[Conversation, ...]:
    """Everybody whose balance is beyond a limit, by name, for coordinators."""
    look.require(May.SEE_MEMBERS_HOURS)
    chosen = community(look)
    floor = _in_force(account_limit.c.floor_kind, account_limit.c.floor_minutes, chosen.floor_minutes)
    ceiling = _in_force(account_limit.c.ceiling_kind, account_limit.c.ceiling_minutes, chosen.ceiling_minutes)
    name = sa.func.coalesce(member.c.name, organisation.c.name)
    beyond = sa.or_(account.c.balance_minutes < floor, account.c.balance_minutes > ceiling)
    rows = look.rows(
        _STANDING.add_columns(name.label("name"))
        .outerjoin(member, member.c.id == account.c.member_id)
        .outerjoin(organisation, organisation.c.id == account.c.organisation_id)
        .where(account.c.kind.in_(("member", "organisation")), account.c.closed_at.is_(None), beyond)
        .order_by(sa.func.lower(name), account.c.id)
    )
    stand = ((row.name, _standing(look, row)) for row in rows)
    return tuple(Conversation(one.holder, called, one.balance_minutes, one.limits) for called, one in stand)


def _in_force(
    kind: "sa.Column[str]", minutes: "sa.Column[int]", communitys: int | None
) -> "sa.ColumnElement[int | None]":
    common = sa.null() if communitys is None else sa.literal(communitys)
    return sa.case((kind == "minutes", minutes), (kind == "unlimited", sa.null()), else_=common)


def friendly_word(work: Work, from_account_id: str, to_account_id: str) -> None:
    """Write to whom a posting took past a limit, once a month, where the community has chosen to talk about it."""
    if community(work).limit_policy != "talk":
        return
    payer, helper = both(work, from_account_id, to_account_id)
    floor, ceiling = payer.limits.floor_minutes, helper.limits.ceiling_minutes
    if floor is not None and payer.balance_minutes < floor:
        _talk(work, payer)
    if ceiling is not None and helper.balance_minutes > ceiling:
        _talk(work, helper)


def _talk(work: Work, one: Standing) -> None:
    month = local_date(work.now, community(work).zone).strftime("%Y-%m")
    fact = f"talk:{one.account_id}:{month}"
    _write_each(work, one.holder, fact, "hours_friendly_word", letters.friendly_word, one.balance_minutes, one.limits)


def _write_each(
    work: Work, holder: Holder, fact: str, kind: str, letter: letters.OfBalance, balance_minutes: int, limits: Limits
) -> None:
    place, link = community(work).name, f"{work.settings.address}/hours"
    for person in sorted(_people(work, holder)):
        name = side(work, Holder("member", person)).name
        write(work, f"{fact}:{person}", person, kind, letter(place, name, link, balance_minutes, limits))


def _people(look: Look, holder: Holder) -> frozenset[str]:
    if holder.kind == "member":
        return frozenset({holder.id})
    return agents_of(look, holder.id) if holder.kind == "organisation" else frozenset()
