"""How what the matcher answered is kept: each suggestion with its reasons, and who is left over with why."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from matching import Proposal, SuggestedPair
from timebank.matches.circles import circle_sentences
from timebank.matches.pool import Gathered, say_sentences
from timebank.matches.reasons import as_text, kept_reasons
from timebank.matches.tables import suggestion, suggestion_person, unmatched
from timebank.work import Work

LONGEST_REASON = 600


def summary_of(gathered: Gathered, proposal: Proposal) -> dict[str, Any]:
    """A round in figures."""
    return {
        "people": dict(sorted(Counter(person.role for person in gathered.pool.people).items())),
        "feasible_pairs": proposal.feasible_pairs,
        "suggestions": how_many(proposal),
        "score": proposal.score,
        "bound": proposal.bound,
        "covered": dict(proposal.covered),
        "unmatched": sum(one.code != "no_room" for one in proposal.unmatched),
        "minutes": proposal.minutes,
        "minutes_bound": proposal.minutes_bound,
        "missed": [[gathered.member_ids[number] for number in pair] for pair in proposal.missed],
    }


def how_many(proposal: Proposal) -> int:
    """How many suggestions a proposal makes."""
    return len(proposal.pairs) + len(proposal.trios) + len(proposal.circles)


def keep_suggestions(
    work: Work, programme_id: str, round_id: str, gathered: Gathered, proposal: Proposal
) -> tuple[str, ...]:
    """Keep everything a proposal suggests as drafts of a round, each with its reasons; answers their ids."""
    found: list[tuple[str, tuple[int, ...], tuple[SuggestedPair, ...]]] = [
        ("pair", (one.first, one.second), (one,)) for one in proposal.pairs
    ]
    found += [("trio", (one.first, one.second, one.third), one.links) for one in proposal.trios]
    found += [("circle", one.people, one.links) for one in proposal.circles]
    around = {one.people: circle_sentences(gathered, one) for one in proposal.circles}
    roles = gathered.pool.programme.roles
    rows: list[dict[str, Any]] = []
    people = []
    for kind, numbers, links in found:
        suggestion_id = work.ids.new()
        rows.append(
            {
                "id": suggestion_id,
                "round_id": round_id,
                "programme_id": programme_id,
                "kind": kind,
                "state": "draft",
                "score": sum(link.score for link in links),
                "reasons": as_text(kept_reasons(gathered, links)),
                "made_at": work.now,
            }
        )
        people += [
            {
                "suggestion_id": suggestion_id,
                "member_id": gathered.member_ids[number],
                "role": roles[min(place, len(roles) - 1)],
                "why": as_text(around.get(numbers) or say_sentences(gathered, numbers, number)),
            }
            for place, number in enumerate(numbers)
        ]
    _insert(work, suggestion, rows)
    _insert(work, suggestion_person, people)
    return tuple(row["id"] for row in rows)


def keep_unmatched(work: Work, round_id: str, gathered: Gathered, proposal: Proposal) -> None:
    """Keep who is left over in a round, each with why."""
    _insert(
        work,
        unmatched,
        [
            {
                "round_id": round_id,
                "member_id": gathered.member_ids[one.number],
                "role": one.role,
                "code": one.code,
                "reason": _shortened(one.words),
            }
            for one in proposal.unmatched
        ],
    )


def _shortened(words: str) -> str:
    return words if len(words) <= LONGEST_REASON else f"{words[: LONGEST_REASON - 1]}…"


def _insert(work: Work, table: sa.Table, rows: Iterable[dict[str, Any]]) -> None:
    many = list(rows)
    if many:
        work.execute(sa.insert(table), many)
