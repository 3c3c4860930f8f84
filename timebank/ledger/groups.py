"""Sessions of several people: one with many, many with one, many with many, written down whole or not at all."""

from dataclasses import dataclass
from datetime import date

from timebank.access import May, Thing, thing
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.errors import InvalidInput, NotFound
from timebank.history.actions import note as remember
from timebank.ids import digest
from timebank.ledger import letters
from timebank.ledger.actions import known_category
from timebank.ledger.asking import ask_if_past, has_counted
from timebank.ledger.day import minutes_on_day
from timebank.ledger.group_rules import Part, Pays, Plan, plan, with_names
from timebank.ledger.parties import Parties, Side, entry_and_parties, exchanging_side, side
from timebank.ledger.posting import NewEntry, NewExchange, Pen, take_pen
from timebank.ledger.room import must_have_room
from timebank.ledger.rules import Holder, check_day, check_recording
from timebank.ledger.tables import entry
from timebank.ledger.telling import tell, tell_pot_keepers
from timebank.members.rules import clean_words
from timebank.work import Work

__all__ = ["plan", "record_group"]


@dataclass(frozen=True, slots=True)
class _Session:
    """A session being written: its people as sides, what it comes to, and who tells of it for whom."""

    givers: tuple[Side, ...]
    receivers: tuple[Side, ...]
    plan: Plan
    pays: Pays
    day: date
    note: str
    recorder_id: str | None
    recorded_for_id: str | None
    state: str

    def parties(self, sides: dict[Holder, Side], part: Part) -> Parties:
        """The two sides of one part."""
        told = (self.recorder_id, self.recorded_for_id)
        return Parties(sides[part.from_holder], sides[part.to_holder], *told, source_kind="group")


def record_group(
    work: Work,
    key: str,
    *,
    givers: tuple[Holder, ...],
    receivers: tuple[Holder, ...],
    service_date: date,
    minutes: int,
    pays: Pays,
    giver_minutes: tuple[int, ...] | None = None,
    receiver_minutes: tuple[int, ...] | None = None,
    category_id: str | None = None,
    note: str = "",
    recorded_for_id: str | None = None,
    how_told: str = "",
) -> str:
    """Write down that `givers` helped `receivers` together; answers the id of the exchange all its entries share.

    By one who helped, or a coordinator who has no part in it (for `recorded_for_id`, else the first who helped). What
    it comes to is told by `plan`. Each who took part confirms their own entry. What the pot gives, a coordinator
    without a part in it confirms, or has by writing it down. Raises InvalidInput, OutOfRoom, NotFound.
    """
    helpers = tuple(exchanging_side(work, one) for one in givers)
    helped = tuple(exchanging_side(work, one) for one in receivers)
    behalf = _require_session(work, helpers, helped, recorded_for_id, how_told)
    content = {
        "givers": [[one.kind, one.id] for one in givers],
        "receivers": [[one.kind, one.id] for one in receivers],
        "date": service_date,
        "minutes": [minutes, giver_minutes, receiver_minutes],
        "pays": pays,
        "category": category_id,
        "note": note,
        "for": recorded_for_id,
        "told": how_told,
    }

    def do() -> str:
        parts = plan(givers, receivers, minutes, pays, giver_minutes, receiver_minutes)
        check_recording(minutes, service_date, local_date(work.now, community(work).zone))
        session = _session(work, helpers, helped, parts, pays, service_date, note, behalf)
        source = ("group", f"{pays}:{digest(key)[:20]}")
        exchange_id = _write(work, key, session, NewExchange(known_category(work, category_id), *source, len(helped)))
        remember(work, "record_group", "exchange", exchange_id, reason=how_told, on_behalf_of_id=behalf)
        return exchange_id

    return work.once(key, "record_group", content, do)


def _session(
    work: Work,
    helpers: tuple[Side, ...],
    helped: tuple[Side, ...],
    parts: Plan,
    pays: Pays,
    day: date,
    note: str,
    behalf: str | None,
) -> _Session:
    """What is about to be written; raises NotFound where somebody has left."""
    if not all(one.is_here for one in (*helpers, *helped)):
        raise NotFound
    words, state = clean_words(note), "pending"
    if pays == "pot":
        words, state = with_names(words, [one.name for one in helped]), "posted" if behalf else "pending"
    return _Session(helpers, helped, parts, pays, day, words, work.actor.member_id, behalf, state)


def _require_session(
    work: Work, helpers: tuple[Side, ...], helped: tuple[Side, ...], behalf: str | None, how_told: str
) -> str | None:
    """Go on for one who helped, or a coordinator without a part in it; answers for whom the latter writes."""
    those_helped = frozenset().union(*(one.people for one in helped))
    those_helping = frozenset().union(*(one.people for one in helpers))
    about = Thing(owners=those_helping - those_helped, involved=those_helped)
    work.require(May.RECORD_GROUP, about)
    if work.actor.member_id in about.owners and behalf is None:
        return None
    work.require(May.RECORD_GROUP, thing(involved=those_helped | those_helping))  # a coordinator without a part
    behalf = behalf or _first_helper(helpers)
    if behalf not in those_helping:
        raise NotFound
    is_offline = any(one.is_offline for one in helpers if one.holder == Holder("member", behalf))
    if is_offline and not how_told.strip():
        raise InvalidInput("Please say how the member told you: by phone, on paper, face to face.")
    return behalf


def _first_helper(helpers: tuple[Side, ...]) -> str:
    members = [one.holder.id for one in helpers if one.holder.kind == "member"]
    agents = [min(one.people) for one in helpers if one.people]
    found = next(iter(members + agents), None)
    if found is None:
        raise InvalidInput("Nobody speaks for this organisation yet. Please choose somebody who does first.")
    return found


def _write(work: Work, key: str, session: _Session, told_of: NewExchange) -> str:
    pot = side(work, Holder("pot"))
    sides = {one.holder: one for one in (*session.givers, *session.receivers, pot)}
    pen = take_pen(work)
    _must_have_time(pen, session)
    row = pen.write_exchange(told_of)
    exchange_id = str(row["id"])
    first: dict[Holder, str] = {}  # of those who helped, the entry their letter leads to
    for number, part in enumerate(session.plan.parts):
        parties = session.parties(sides, part)
        payer, helper = must_have_room(pen, parties, part.minutes, None)
        new = NewEntry(
            kind="exchange",
            from_account_id=payer.id,
            to_account_id=helper.id,
            minutes=part.minutes,
            state=session.state,
            service_date=session.day,
            key=f"entry:{key}:{number}",
            note=session.note,
            recorded_for_id=session.recorded_for_id,
        )
        entry_id = pen.write_entry(new, row)
        first.setdefault(part.to_holder, entry_id)
        if session.state == "posted":
            has_counted(work, entry_and_parties(work, entry_id)[0])
        else:
            ask_if_past(work, pen, entry_id, parties, payer, helper, part.minutes)
        if session.pays != "pot":
            tell(
                *(work, parties.asked_side, parties, f"confirm:{entry_id}", letters.please_confirm_session),
                *(part.minutes, session.day),
            )
    _tell_helpers(work, exchange_id, session, sides, first)
    return exchange_id


def _must_have_time(pen: Pen, session: _Session) -> None:
    """Whether everybody's day is long enough; raises InvalidInput."""
    for sides, column in ((session.givers, entry.c.to_account_id), (session.receivers, entry.c.from_account_id)):
        for one in sides:
            if one.holder.kind == "member":
                own = session.plan.time_of(one.holder, session.pays)
                so_far = minutes_on_day(pen, column, pen.account_of(one.holder).id, session.day, own)
                check_day(so_far, so_far, own)


def _tell_helpers(
    work: Work, exchange_id: str, session: _Session, sides: dict[Holder, Side], first: dict[Holder, str]
) -> None:
    """Tell the others who helped; where the pot gives and nobody could say yes yet, those who may."""
    letter = letters.session_written_down
    if session.pays == "pot":
        letter = letters.pot_gave if session.state == "posted" else letters.pot_may_give
    for one in session.givers:
        own = [part for part in session.plan.parts if part.to_holder == one.holder]
        parties, minutes = session.parties(sides, own[0]), sum(part.minutes for part in own)
        tell(work, one, parties, f"session:{first[one.holder]}", letter, minutes, session.day)
    if session.pays == "pot" and session.state == "pending":
        everybody = (person for one in (*session.givers, *session.receivers) for person in one.people)
        tell_pot_keepers(work, exchange_id, thing(owners=everybody, involved=[session.recorder_id]))
