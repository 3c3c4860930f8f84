"""What a round was given, kept with it as it was: who took part and what bound them, without anybody's answers."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from matching import Person
from matching.rules import APART_KINDS, BOND
from timebank.ids import digest
from timebank.matches.pool import Gathered
from timebank.matches.taster_rules import CODES

Frozen = Mapping[str, Any]


def inputs_of(gathered: Gathered) -> dict[str, Any]:
    """What a round was given, without anybody's answers: one fingerprint tells whether they were the same."""
    pool = gathered.pool
    answers = [
        [
            *(_said(person), person.week, sorted(person.shown), sorted(person.essential)),
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


def _said(person: Person) -> list[tuple[str, tuple[str, ...]]]:
    """Somebody's answers, without what a first step made of whom they met: what binds two people shows in that."""
    return sorted((name, said) for name, said in person.answers.items() if name not in CODES)


def is_changed(before: Frozen, after: Frozen) -> bool:
    """Whether people, their room or their answers differ; what binds them, or that a day has passed, never counts.

    Of what binds people a part is kept to themselves, and it must not show in when a round is prepared anew.
    """
    return _as_told(before) != _as_told(after)


def _as_told(kept: Frozen) -> tuple[object, ...]:
    people = [(one["member_id"], one["role"], one["capacity"]) for one in kept["people"]]
    return kept["answers_digest"], people


@dataclass(frozen=True, slots=True)
class Changes:
    """Whom a later round has and an earlier had not, the other way round, who has more or less room (member ids)."""

    joined: tuple[str, ...]
    gone: tuple[str, ...]
    more_room: tuple[str, ...]
    less_room: tuple[str, ...]
    other_answers: bool  # of those in both; only told where nobody joined or went, when one mark would not do


def changes(before: Frozen, after: Frozen) -> Changes:
    """What changed from one round's people to another's."""
    was, now = _room(before), _room(after)
    both = sorted(was.keys() & now.keys())
    same_people = was.keys() == now.keys()
    return Changes(
        tuple(sorted(now.keys() - was.keys())),
        tuple(sorted(was.keys() - now.keys())),
        tuple(one for one in both if now[one] > was[one]),
        tuple(one for one in both if now[one] < was[one]),
        same_people and before["answers_digest"] != after["answers_digest"],
    )


def _room(kept: Frozen) -> dict[str, int]:
    return {one["member_id"]: one["capacity"] for one in kept["people"]}
