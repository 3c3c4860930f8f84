"""The waiting list of a programme: who has nobody yet, longest first, what would help each, and who is not ready."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from matching import solve
from matching.exchange_recruit import whom_circles_need
from matching.hint_words import say_hint
from matching.people import Person
from matching.proposal import Unmatched
from matching.recruit import whom_to_look_for
from timebank import tabular
from timebank.access import May
from timebank.clock import local_date
from timebank.matches.as_of_now import Now, as_of_now
from timebank.matches.ending_talks import not_in_round
from timebank.matches.moves import matches_now
from timebank.matches.rules import OPEN_STATES
from timebank.matches.tables import suggestion, suggestion_person
from timebank.matches.waiting_words import ASKED, DRAFT, NEXT_ROUND, what_would_help
from timebank.members.reads import within
from timebank.members.tables import member
from timebank.programmes.reads import programmes
from timebank.programmes.tables import participation
from timebank.work import Look

MOST_HINTS, MOST_HINTS_OF_CIRCLES = 4, 1  # each is proved by matching again, which takes longer for circles
CSV_COLUMNS = ("programme", "who", "as", "since", "days", "what would help", "not ready because")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who could meet somebody and has nobody in the programme; `help` are sentences of what would help.

    They are made of rules and of what everybody together needs, never of what one person said of another.
    """

    member_id: str
    name: str
    role: str
    since: date
    days: int
    help: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotReady:
    """Somebody who takes part, has nobody, and is in no round; `words` finish "is in no round because ..."."""

    member_id: str
    name: str
    role: str
    since: date
    words: str


@dataclass(frozen=True, slots=True)
class WaitingList:
    """Who waits, longest first; who is not ready, longest first; and whom to look for, for all of them together."""

    programme_id: str
    title: str
    waiting: tuple[Waiting, ...]
    not_ready: tuple[NotReady, ...]
    hints: tuple[str, ...]


def waiting_list(look: Look, programme_id: str) -> WaitingList:
    """The waiting list of an open programme, for coordinators, of their areas and never themself. Raises NotFound."""
    look.require(May.RUN_MATCHING)
    now = as_of_now(look, programme_id)
    mine = _seen_by(look)
    taken = {row.member_id for row in look.rows(matches_now(programme_id))}
    found = _Found(look, now, programme_id)
    waiting = [
        _waiting(look, now, person, found.help(person))
        for person in now.gathered.pool.people
        if (who := now.gathered.member_ids[person.number]) in mine and who not in taken
    ]
    waiting.sort(key=lambda one: (-one.days, one.name.casefold(), one.member_id))
    not_ready = _not_ready(look, now, programme_id, mine - taken)
    return WaitingList(programme_id, now.definition.title, tuple(waiting), not_ready, found.hints)


def waiting_csv(look: Look) -> str:
    """The waiting lists of every open programme as one file, for coordinators."""
    look.require(May.RUN_MATCHING)
    return tabular.write(CSV_COLUMNS, _csv_rows(look))


def _csv_rows(look: Look) -> Iterator[tuple[str, ...]]:
    for one in programmes(look):
        found = waiting_list(look, one.programme_id)
        for who in found.waiting:
            since = who.since.isoformat()
            yield found.title, who.name, who.role, since, str(who.days), " ".join(who.help), ""
        for other in found.not_ready:
            yield found.title, other.name, other.role, other.since.isoformat(), "", "", other.words


class _Found:
    """What the next round would find for everybody, and whom to look for, worked out once for a whole list."""

    def __init__(self, look: Look, now: Now, programme_id: str) -> None:
        pool, reference = now.gathered.pool, now.gathered.reference
        proposal = solve(pool)
        self._now = now
        self._left = {one.number: one for one in proposal.unmatched}
        self._states = _asked_about(look, programme_id)
        if now.is_help:
            hints = whom_circles_need(pool, proposal, MOST_HINTS_OF_CIRCLES)
        else:
            hints = whom_to_look_for(pool, proposal, zone=now.zone, reference=reference, most=MOST_HINTS)
        self.hints = tuple(say_hint(pool, hint, is_further=place > 0) for place, hint in enumerate(hints))
        self._hint_of: dict[int, str] = {}
        for hint in hints:
            for number, _ in hint.people:
                self._hint_of.setdefault(number, say_hint(pool, hint))

    def help(self, person: Person) -> tuple[str, ...]:
        """What would help somebody, in sentences."""
        state = self._states.get(self._now.gathered.member_ids[person.number])
        if state:
            return (DRAFT,) if state == "draft" else (ASKED,)
        left: Unmatched | None = self._left.get(person.number)
        if left is None:
            return (NEXT_ROUND,)
        return what_would_help(self._now.gathered.pool, person, left, self._hint_of.get(person.number, ""))


def _asked_about(look: Look, programme_id: str) -> dict[str, str]:
    """By member, the state of the furthest suggestion they are in that is not decided yet."""
    states = ("draft", *OPEN_STATES)
    statement = (
        sa.select(suggestion_person.c.member_id, suggestion.c.state)
        .join(suggestion, suggestion.c.id == suggestion_person.c.suggestion_id)
        .where(suggestion.c.programme_id == programme_id, suggestion.c.state.in_(states))
    )
    found: dict[str, str] = {}
    for row in look.rows(statement):
        found[row.member_id] = max(found.get(row.member_id, ""), row.state, key=("", *states).index)
    return found


def _seen_by(look: Look) -> frozenset[str]:
    """Whom the reader looks after, without themself."""
    rows = look.rows(sa.select(member.c.id).where(*within(look), member.c.state == "active"))
    return frozenset(row.id for row in rows) - {look.actor.member_id or ""}


def _waiting(look: Look, now: Now, person: Person, help_words: Iterable[str]) -> Waiting:
    who = now.gathered.member_ids[person.number]
    since = local_date(look.now - timedelta(days=person.waiting_days), now.zone)
    role = now.definition.role(person.role).label
    return Waiting(who, now.names[person.number], role, since, person.waiting_days, tuple(help_words))


def _not_ready(look: Look, now: Now, programme_id: str, whose: frozenset[str]) -> tuple[NotReady, ...]:
    rows = look.rows(
        sa.select(participation.c.member_id, participation.c.role, participation.c.waiting_since).where(
            participation.c.programme_id == programme_id, participation.c.state != "left"
        )
    )
    parts: dict[str, tuple[str, datetime]] = {row.member_id: (row.role, row.waiting_since) for row in rows}
    cards = [
        NotReady(
            one.member_id,
            one.name,
            now.definition.role(parts[one.member_id][0]).label,
            local_date(parts[one.member_id][1], now.zone),
            one.words,
        )
        for one in not_in_round(look, programme_id)
        if one.member_id in whose
    ]
    return tuple(sorted(cards, key=lambda one: (one.since, one.name.casefold(), one.member_id)))
