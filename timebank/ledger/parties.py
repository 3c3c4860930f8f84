"""Who stands on each side of an entry, who may answer it, and who may judge it."""

from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from timebank.access import May, Role, Thing, thing
from timebank.errors import InvalidInput, NotFound
from timebank.ledger.meeting_parts import POT_PART, helped_in
from timebank.ledger.rules import Holder
from timebank.ledger.tables import account, account_limit, decision, entry, entry_move, exchange
from timebank.listings.tables import answer
from timebank.mail.actions import READER, know_reader
from timebank.mail.timing import Reader
from timebank.members.reads import agents_of
from timebank.members.tables import member, organisation
from timebank.ready import Ready
from timebank.roles import holders
from timebank.work import Look

_from, _to = account.alias("from_account"), account.alias("to_account")
_word = sa.and_(
    decision.c.entry_id == entry.c.id,
    decision.c.kind == "over_limit",
    decision.c.state.in_([sa.literal("waiting"), sa.literal("agreed")]),
)
_own_limits = (
    sa.select(account_limit.c.account_id)
    .where(account_limit.c.account_id.in_((entry.c.from_account_id, entry.c.to_account_id)))
    .exists()
)
_questioner = (
    sa.select(entry_move.c.moved_by_id)
    .where(entry_move.c.entry_id == entry.c.id, entry_move.c.other_minutes.is_not(None))
    .limit(1)
    .scalar_subquery()
)
_promised = (  # on the noticeboard, by either side, and not yet told
    sa.select(answer.c.id)
    .where(answer.c.state == "agreed", answer.c.member_id.in_((_from.c.member_id, _to.c.member_id)))
    .exists()
)
_people = {"from": member.alias("from_member"), "to": member.alias("to_member")}
_SIDE = (member.c.name, member.c.is_offline, *(member.c[name] for name in READER))
_MEMBERS = Ready(
    sa.select(member.c.id, *_SIDE).where(
        sa.or_(member.c.id == sa.bindparam("first"), member.c.id == sa.bindparam("second"))
    )
)
_READ = (  # of an entry; its chain is left out
    *(entry.c.id, entry.c.exchange_id, entry.c.kind, entry.c.from_account_id, entry.c.to_account_id, entry.c.minutes),
    *(entry.c.state, entry.c.service_date, entry.c.recorded_at, entry.c.recorded_by_id, entry.c.recorded_for_id),
    entry.c.note,
)
_FROM_AT = len(_READ) + 6  # where the columns of the two sides begin in what is read of an entry
_TO_AT = _FROM_AT + 3 + len(_SIDE)
_TO_END = _TO_AT + 3 + len(_SIDE)
_ENTRY = Ready(
    sa.select(
        *_READ,
        exchange.c.source_kind,
        exchange.c.source_id,
        decision.c.state.label("word"),  # of a coordinator, where it is past a limit
        _own_limits.label("has_own_limits"),
        _promised.label("has_promise"),
        _questioner.label("questioner_id"),
        *(
            column.label(f"{which}_{column.name}")
            for which, one in (("from", _from), ("to", _to))
            for column in (
                *(one.c.kind, one.c.member_id, one.c.organisation_id),
                *(_people[which].c[column.name] for column in _SIDE),
            )
        ),
    )
    .join(_from, _from.c.id == entry.c.from_account_id)
    .join(_to, _to.c.id == entry.c.to_account_id)
    .outerjoin(_people["from"], _people["from"].c.id == _from.c.member_id)
    .outerjoin(_people["to"], _people["to"].c.id == _to.c.member_id)
    .outerjoin(exchange, exchange.c.id == entry.c.exchange_id)
    .outerjoin(decision, _word)
    .where(entry.c.id == sa.bindparam("its_id"))
)
POT_NAME = "the community pot"
EXCHANGES = ("exchange",)
ANSWERED = ("exchange", "donation")  # the kinds of entries that wait for somebody's word


@dataclass(frozen=True, slots=True)
class Side:
    """One side: its holder, its name, the members who may speak for it, whether none of them can be reached.

    `is_here` is False for a member who has left.
    """

    holder: Holder
    name: str
    people: frozenset[str]
    is_offline: bool
    is_here: bool = True


@dataclass(frozen=True, slots=True)
class Parties:
    """The one helped (minutes come from them), the helper (minutes go to them), and who recorded it for whom.

    `questioner_id` brought the other figure, for themself or for somebody offline; None while nobody questioned it.
    `kind` is that of the entry, `source_kind` what the exchange came from: of a donation the giver of the minutes has
    spoken, of a group session those who helped. `met`: who was helped in a meeting for which the pot gives.
    """

    helped: Side
    helper: Side
    recorder_id: str | None
    recorded_for_id: str | None
    questioner_id: str | None = None
    kind: str = "exchange"
    source_kind: str = "person"
    met: Side | None = None

    @property
    def everybody(self) -> frozenset[str]:
        """All members on both sides."""
        return self.helped.people | self.helper.people | (self.met.people if self.met else frozenset())

    @property
    def helped_person(self) -> Side:
        """Whoever was helped: the side the minutes come from, but where the pot gives them for somebody."""
        return self.met or self.helped

    @property
    def recording_side(self) -> Side:
        """The side that has already spoken: a member's own before that of an organisation they speak for."""
        if self.kind == "donation":
            return self.helped
        if self.source_kind == "group" or self.helped_person.holder.kind == "pot":
            return self.helper
        spoke = self.recorded_for_id or self.recorder_id
        sides = (self.helped_person, self.helper)
        for one in sides:
            if one.holder.kind == "member" and one.holder.id == spoke:
                return one
        for one in sides:
            if spoke in one.people:
                return one
        # Nobody is left when whoever spoke for an organisation no longer does.
        return next((one for one in sides if one.holder.kind == "organisation"), self.helper)

    @property
    def answering_side(self) -> Side:
        """The side whose word is still needed."""
        return self.helper if self.recording_side is self.helped_person else self.helped_person

    @property
    def answerers(self) -> frozenset[str]:
        """The members who may confirm or question: never the one who recorded it or for whom it was recorded."""
        return self.answering_side.people - {self.recorder_id, self.recorded_for_id}

    @property
    def asked_side(self) -> Side:
        """The side whose word is still needed, with only those people who may give it."""
        side, people = self.answering_side, self.answerers
        return side if side.people == people else replace(side, people=people)

    @property
    def telling_side(self) -> Side:
        """The side that hears of the answer: for the pot, whoever recorded it."""
        side = self.recording_side
        if side.holder.kind != "pot":
            return side
        return replace(side, people=frozenset({self.recorder_id} if self.recorder_id else ()))

    @property
    def withdrawers(self) -> frozenset[str]:
        """Who may take it back while nobody has answered: who recorded it, for whom, and who helped in a session."""
        told = frozenset(one for one in (self.recorder_id, self.recorded_for_id) if one)
        return told | self.helper.people if self.source_kind == "group" else told

    @property
    def to_judge(self) -> Thing:
        """What a third person is asked to decide on: nobody of either side, nor who brought a side's word, may."""
        return thing(owners=self.everybody, involved=[self.recorder_id, self.questioner_id])

    @property
    def to_bring(self) -> Thing:
        """What a third person brings an answer to: nobody of either side, nor who recorded it, may."""
        return thing(owners=self.everybody, involved=[self.recorder_id])


def may_judge(look: Look, about: Thing) -> bool:
    """Whether the actor may settle this; a second decider only where a coordinator has a part in it."""
    if not look.allows(May.SETTLE_QUESTION, about):
        return False
    if look.actor.member_id is None or look.actor.is_coordinator:
        return True
    return is_for_second_deciders(look, about)


def is_for_second_deciders(look: Look, about: Thing) -> bool:
    """Whether this is one of those a coordinator may not decide."""
    if "coordinators" not in look.kept:
        look.kept["coordinators"] = frozenset(holders(look.connection, Role.COORDINATOR, look.now))
    coordinators: frozenset[str] = look.kept["coordinators"]
    return not coordinators or not coordinators.isdisjoint(about.owners | about.involved)


def side(look: Look, holder: Holder) -> Side:
    """One side from its holder; nobody speaks for the pot alone. Raises NotFound for somebody who never was here."""
    if holder.kind == "member":
        row = _MEMBERS.row(look.connection, {"first": holder.id, "second": holder.id})
        if row is None:
            raise NotFound
        return _member_side(look, holder, *row[1:])
    if holder.kind == "organisation":
        name = look.value(sa.select(organisation.c.name).where(organisation.c.id == holder.id))
        if name is None:
            raise NotFound
        agents = agents_of(look, holder.id)
        return Side(holder, str(name), agents, not agents)
    if holder.kind == "pot":
        return Side(holder, POT_NAME, frozenset(), is_offline=False)
    raise InvalidInput("Nobody gives hours to this account or takes them from it.")


def _member_side(look: Look, holder: Holder, name: str, is_offline: bool, *read: Any) -> Side:
    reader = Reader(*read)
    know_reader(look, holder.id, reader)
    return Side(holder, name, frozenset({holder.id}), bool(is_offline), reader.state == "active")


def both_sides(look: Look, helped: Holder, helper: Holder) -> tuple[Side, Side]:
    """Both sides of what two did together; two members are read at once. Raises InvalidInput, NotFound."""
    if not helped.kind == helper.kind == "member":
        return exchanging_side(look, helped), exchanging_side(look, helper)
    found = {row.id: row for row in _MEMBERS.rows(look.connection, {"first": helped.id, "second": helper.id})}
    if not {helped.id, helper.id} <= found.keys():
        raise NotFound
    one, other = (_member_side(look, holder, *found[holder.id][1:]) for holder in (helped, helper))
    return one, other


def exchanging_side(look: Look, holder: Holder) -> Side:
    """One side of what people did together: a member or an organisation. Raises InvalidInput, NotFound."""
    if holder.kind not in ("member", "organisation"):
        raise InvalidInput("Hours are exchanged between members and organisations.")
    return side(look, holder)


def entry_and_parties(look: Look, entry_id: str, kinds: tuple[str, ...] = EXCHANGES) -> tuple["sa.Row[Any]", Parties]:
    """An entry of one of `kinds` with both its sides; raises NotFound. The caller asks for permission next."""
    found = _ENTRY.row(look.connection, {"its_id": entry_id})
    if found is None or found.kind not in kinds:
        raise NotFound
    helped, helper = _side_of(look, *found[_FROM_AT:_TO_AT]), _side_of(look, *found[_TO_AT:_TO_END])
    told = (found.recorded_by_id, found.recorded_for_id, found.questioner_id, found.kind, found.source_kind or "")
    return found, Parties(helped, helper, *told, met_side(look, found.source_kind, found.source_id))


def met_side(look: Look, source_kind: str | None, source_id: str | None) -> Side | None:
    """Whoever was helped in a meeting for which the pot gives; None where it does not, or in hours brought in."""
    if source_kind != POT_PART:
        return None
    try:
        return side(look, Holder("member", helped_in(source_kind, source_id or "")))
    except NotFound:
        return None


def _side_of(look: Look, kind: Any, member_id: str | None, organisation_id: str | None, *read: Any) -> Side:
    """A side of which the member, if it is one, is read already."""
    holder = Holder(kind, member_id or organisation_id or "")
    return _member_side(look, holder, *read) if kind == "member" else side(look, holder)


def who_questioned() -> "sa.Select[Any]":
    """Who brought another figure for an entry, and the figure; narrow it down to the entries wanted."""
    columns = (entry_move.c.moved_by_id, entry_move.c.other_minutes, entry_move.c.entry_id)
    return sa.select(*columns).where(entry_move.c.other_minutes.is_not(None))
