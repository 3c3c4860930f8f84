"""How a round is kept: what the matcher was given, what it answered, and each suggestion with its reasons."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

import sqlalchemy as sa

from matching import Proposal, SuggestedPair
from matching.rules import APART_KINDS, BOND
from matching.staying import solve_staying
from timebank.access import Role
from timebank.community.reads import community
from timebank.db import lock_rows
from timebank.errors import NotFound
from timebank.ids import digest
from timebank.mail.actions import write
from timebank.matches import letters
from timebank.matches.circles import circle_sentences
from timebank.matches.drafts import how_many_stand, pairs_of, supersede_drafts
from timebank.matches.pool import Gathered, gather, say_sentences
from timebank.matches.reasons import as_text, kept_reasons
from timebank.matches.tables import matching_round, suggestion, suggestion_person, unmatched
from timebank.members.reads import names
from timebank.programmes.reads import definition_of
from timebank.programmes.tables import programme
from timebank.roles import holders
from timebank.work import Work

LONGEST_REASON = 600


def make_round(work: Work, programme_id: str) -> str:
    """Run the matcher once and keep everything of it as drafts; answers the round's id. Raises NotFound.

    Drafts of earlier rounds are set aside, and their people brought together again where others gain little by less.
    A proposal that does not verify raises inside the matcher, so nothing of it is ever kept.
    """
    head = work.row(
        lock_rows(sa.select(programme.c.version).where(programme.c.id == programme_id, programme.c.state == "open"))
    )
    if head is None:
        raise NotFound
    definition = definition_of(work, programme_id)
    drafts = supersede_drafts(work, programme_id)
    turn = 1 + (
        work.value(sa.select(sa.func.max(matching_round.c.turn)).where(matching_round.c.programme_id == programme_id))
        or 0
    )
    gathered = gather(work, programme_id, definition, turn)
    proposal = solve_staying(gathered.pool, pairs_of(drafts, gathered)).proposal
    stand = {"drafts_before": len(drafts), "drafts_stand": how_many_stand(drafts, proposal, gathered)}
    round_id = work.ids.new()
    work.execute(
        sa.insert(matching_round).values(
            id=round_id,
            programme_id=programme_id,
            programme_version=head.version,
            turn=turn,
            ran_at=work.now,
            ran_by_id=work.actor.member_id,
            inputs=json.dumps(_inputs(gathered), ensure_ascii=False),
            summary=json.dumps({**_summary(gathered, proposal), **stand}),
        )
    )
    _keep_suggestions(work, programme_id, round_id, gathered, proposal)
    _keep_unmatched(work, round_id, gathered, proposal)
    _tell_coordinators(work, round_id, definition.title, _how_many(proposal))
    return round_id


def _inputs(gathered: Gathered) -> dict[str, Any]:
    """What a round was given, without anybody's answers: one fingerprint tells whether they were the same."""
    pool = gathered.pool
    answers = [
        [
            *(sorted(person.answers.items()), person.week, sorted(person.shown), sorted(person.essential)),
            *(person.place, person.travel_kilometres, person.matches_now),
            *([person.balance_minutes] if person.balance_minutes else []),
        ]
        for person in pool.people
    ]
    return {
        "turn": pool.turn,
        "reference": gathered.reference.isoformat(),
        "answers_digest": digest(json.dumps(answers)),
        "people": [
            {
                "member_id": gathered.member_ids[person.number],
                "number": person.number,
                "role": person.role,
                "capacity": person.capacity,
                "waiting_days": person.waiting_days,
            }
            for person in pool.people
        ],
        # An exclusion is kept as an earlier match: nobody reads here what somebody said of another.
        "bonds": [
            asdict(replace(bond, kind="past") if bond.kind in APART_KINDS[BOND] else bond) for bond in pool.bonds
        ],
    }


def _summary(gathered: Gathered, proposal: Proposal) -> dict[str, Any]:
    return {
        "people": dict(sorted(Counter(person.role for person in gathered.pool.people).items())),
        "feasible_pairs": proposal.feasible_pairs,
        "suggestions": _how_many(proposal),
        "score": proposal.score,
        "bound": proposal.bound,
        "covered": dict(proposal.covered),
        "unmatched": sum(one.code != "no_room" for one in proposal.unmatched),
        "minutes": proposal.minutes,
        "minutes_bound": proposal.minutes_bound,
        "missed": [[gathered.member_ids[number] for number in pair] for pair in proposal.missed],
    }


def _how_many(proposal: Proposal) -> int:
    return len(proposal.pairs) + len(proposal.trios) + len(proposal.circles)


def _keep_suggestions(work: Work, programme_id: str, round_id: str, gathered: Gathered, proposal: Proposal) -> None:
    found: list[tuple[str, tuple[int, ...], tuple[SuggestedPair, ...]]] = [
        ("pair", (one.first, one.second), (one,)) for one in proposal.pairs
    ]
    found += [("trio", (one.first, one.second, one.third), one.links) for one in proposal.trios]
    found += [("circle", one.people, one.links) for one in proposal.circles]
    around = {one.people: circle_sentences(gathered, one) for one in proposal.circles}
    roles = gathered.pool.programme.roles
    rows, people = [], []
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


def _keep_unmatched(work: Work, round_id: str, gathered: Gathered, proposal: Proposal) -> None:
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


def _tell_coordinators(work: Work, round_id: str, title: str, how_many: int) -> None:
    """A letter to coordinators when the worker ran the round; somebody who ran it by hand is looking already."""
    if work.actor.kind != "worker" or not how_many:
        return
    everybody, name = names(work), community(work).name
    for member_id in holders(work.connection, Role.COORDINATOR, work.now):
        link = f"{work.settings.address}/review"
        draft = letters.drafts_wait(everybody[member_id], name, title, how_many, link)
        write(work, f"drafts:{round_id}:{member_id}", member_id, "drafts_wait", draft)
