"""Who is kept apart in a round by suggestions they were asked about before, or are asked about now."""

from itertools import combinations

import sqlalchemy as sa

from matching.people import BondKind
from timebank.matches.rules import OPEN_STATES, RESTS, is_apart
from timebank.matches.tables import suggestion, suggestion_move, suggestion_person
from timebank.work import Look

KEPT = ("declined", *RESTS, *OPEN_STATES)


def from_suggestions(look: Look, programme_id: str) -> list[tuple[list[str], BondKind]]:
    """Members whom an open or an earlier suggestion keeps apart, each with how."""
    decided = sa.select(suggestion_move.c.suggestion_id, sa.func.max(suggestion_move.c.moved_at).label("at"))
    last = decided.group_by(suggestion_move.c.suggestion_id).subquery()
    statement = (
        sa.select(suggestion.c.id, suggestion.c.programme_id, suggestion.c.state, last.c.at)
        .join(last, last.c.suggestion_id == suggestion.c.id)
        .where(suggestion.c.state.in_(KEPT))
    )
    people = _people_of(look)
    found: list[tuple[list[str], BondKind]] = []
    for row in look.rows(statement):
        same = row.programme_id == programme_id
        answers = people[row.id]
        if row.state in OPEN_STATES:
            if same:
                found.append((list(answers), "present"))
            continue
        kind: BondKind = "past" if row.state == "declined" else "forbidden"
        since = look.now - row.at
        for one, other in combinations(answers, 2):
            if is_apart(row.state, (answers[one], answers[other]), same, since):
                found.append(([one, other], kind))
    return found


def _people_of(look: Look) -> dict[str, dict[str, str | None]]:
    """By suggestion its people, each with their answer."""
    rows = look.rows(
        sa.select(suggestion_person.c.suggestion_id, suggestion_person.c.member_id, suggestion_person.c.answer)
        .join(suggestion, suggestion.c.id == suggestion_person.c.suggestion_id)
        .where(suggestion.c.state.in_(KEPT))
    )
    people: dict[str, dict[str, str | None]] = {}
    for row in rows:
        people.setdefault(row.suggestion_id, {})[row.member_id] = row.answer
    return people
