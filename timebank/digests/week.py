"""What a run of weekly digests reads once for everybody: what was written lately, and whom what may concern."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from timebank.ledger.meeting_parts import helped_in
from timebank.ledger.tables import account, entry, exchange
from timebank.listings.lately import Lately, NewListing, written_lately
from timebank.listings.tables import answer, listing
from timebank.matches.rules import OPEN_STATES
from timebank.matches.tables import match_person, suggestion, suggestion_person
from timebank.meetings.tables import meeting
from timebank.members.tables import member, member_language, organisation_agent
from timebank.work import Look

KEPT = "a week of everybody's"
NEW_FOR = timedelta(days=14)
MEETS_WITHIN = timedelta(days=10)
ANSWERED_WITHIN = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Week:
    """What is the same for all digests of a run.

    `languages`: by member, those they named, or that of their letters. `concerned`: by kind, everybody for whom there
    may be something; for the others nothing is looked up.
    """

    lately: Lately
    languages: dict[str, frozenset[str]]
    concerned: dict[str, frozenset[str]]

    def speaks_with(self, member_id: str, other: NewListing) -> bool:
        """Whether a member shares a language with whoever wrote a listing."""
        nothing: frozenset[str] = frozenset()
        return bool(self.languages.get(member_id, nothing) & self.languages.get(other.member_id, nothing))


def week_of(look: Look) -> Week:
    """The week, read once in a look or kept from before; for actions that have asked."""
    if KEPT not in look.kept:
        look.kept[KEPT] = Week(written_lately(look, look.now - NEW_FOR), _languages(look), _concerned(look))
    found: Week = look.kept[KEPT]
    return found


def _languages(look: Look) -> dict[str, frozenset[str]]:
    named: dict[str, set[str]] = defaultdict(set)
    for row in look.rows(sa.select(member_language.c.member_id, member_language.c.code)):
        named[row.member_id].add(row.code)
    rows = look.rows(sa.select(member.c.id, member.c.language).where(member.c.state == "active"))
    return {row.id: frozenset(named.get(row.id) or {row.language}) for row in rows}


def _concerned(look: Look) -> dict[str, frozenset[str]]:
    asked = answer.join(listing, listing.c.id == answer.c.listing_id)
    lately = answer.c.decided_at > look.now - ANSWERED_WITHIN
    soon = meeting.c.starts_at.between(look.now, look.now + MEETS_WITHIN)
    return {
        "hours": _with_hours(look),
        "suggestion": _ids(
            look,
            sa.select(suggestion_person.c.member_id)
            .join(suggestion, suggestion.c.id == suggestion_person.c.suggestion_id)
            .where(suggestion.c.state.in_(OPEN_STATES)),
        ),
        "question": _ids(look, sa.select(listing.c.member_id).select_from(asked).where(answer.c.state == "asked")),
        "reply": _ids(look, sa.select(answer.c.member_id).where(lately)),
        "meeting": _ids(
            look,
            sa.select(match_person.c.member_id)
            .join(meeting, meeting.c.match_id == match_person.c.match_id)
            .where(meeting.c.state == "planned", soon),
        ),
        "listing": _ids(look, sa.select(listing.c.member_id).where(listing.c.state == "open")),
    }


def _with_hours(look: Look) -> frozenset[str]:
    """Everybody on either side of hours that wait, whoever speaks for an organisation, and whom the pot gives for."""
    waiting = sa.select(exchange.c.source_kind, exchange.c.source_id).join(entry, entry.c.exchange_id == exchange.c.id)
    helped = {helped_in(row.source_kind, row.source_id) for row in look.rows(waiting.where(entry.c.state == "pending"))}
    sides = sa.or_(entry.c.from_account_id == account.c.id, entry.c.to_account_id == account.c.id)
    holders = sa.select(account.c.member_id).join(entry, sides).where(entry.c.state == "pending")
    agents = _ids(look, sa.select(organisation_agent.c.member_id))
    return _ids(look, holders.where(account.c.member_id.is_not(None))) | agents | helped


def _ids(look: Look, statement: "sa.Select[tuple[str | None]]") -> frozenset[str]:
    return frozenset(str(row[0]) for row in look.rows(statement.distinct()))
