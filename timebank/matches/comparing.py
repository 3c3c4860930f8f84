"""Two results side by side with names: what was tried beside what stands, and one kept round beside another."""

import json
from collections.abc import Callable, Iterable
from typing import Any

import sqlalchemy as sa

from matching.compare import WHY_GONE, WHY_NEW, Comparison, MatchChange, Outcome, Seat, compare
from matching.people import Bond
from matching.rules import apart
from timebank.access import May
from timebank.errors import NotFound
from timebank.matches.as_of_now import Now
from timebank.matches.circles import around, links_in
from timebank.matches.explaining_cards import ComparedCard, MatchLine
from timebank.matches.round_moves import HAS_RUN
from timebank.matches.tables import matching_round, suggestion, suggestion_person
from timebank.members.reads import names
from timebank.work import Look

SOMEBODY_NEW = "somebody new"


def card_of_now(now: Now, found: Comparison, reader: str | None) -> ComparedCard:
    """What was tried beside what stands, without the matches of the reader; who is not a member is somebody new."""
    own = {number for number, member_id in enumerate(now.gathered.member_ids) if member_id == reader}
    return compared_card(found, lambda number: now.names.get(number, SOMEBODY_NEW), own)


def compared_card(found: Comparison, name: Callable[[int], str], own: set[int]) -> ComparedCard:
    """A comparison with names; matches that any of the numbers `own` is in are left out and counted."""

    def lines(changes: Iterable[MatchChange], words: dict[str, str]) -> tuple[MatchLine, ...]:
        return tuple(
            MatchLine(
                tuple(name(number) for number, _ in one.seats), one.points_before, one.points_after, words[one.why]
            )
            for one in changes
            if own.isdisjoint(number for number, _ in one.seats)
        )

    def others(seats: Iterable[Seat]) -> tuple[str, ...]:
        return tuple(sorted(name(number) for number, _ in seats if number not in own))

    gone, new = lines(found.gone, WHY_GONE), lines(found.new, WHY_NEW)
    return ComparedCard(
        stayed=len(found.stayed),
        gone=gone,
        new=new,
        gained=others(found.gained),
        lost=others(found.lost),
        points_before=found.score_before,
        points_after=found.score_after,
        covered_before=found.covered_before,
        covered_after=found.covered_after,
        kept_back=len(found.gone) + len(found.new) - len(gone) - len(new),
        minutes_before=found.minutes_before,
        minutes_after=found.minutes_after,
    )


def compare_rounds(look: Look, before_id: str, after_id: str) -> ComparedCard:
    """Two kept rounds of one programme side by side, as they were made. Raises NotFound."""
    look.require(May.RUN_MATCHING)
    heads = look.rows(
        sa.select(
            matching_round.c.id, matching_round.c.programme_id, matching_round.c.inputs, matching_round.c.summary
        ).where(matching_round.c.id.in_((before_id, after_id)), HAS_RUN)
    )
    by_id = {row.id: row for row in heads}
    if by_id.keys() != {before_id, after_id} or len({row.programme_id for row in heads}) != 1:
        raise NotFound
    inputs = {row.id: json.loads(row.inputs) for row in heads}
    minutes = {row.id: int(json.loads(row.summary).get("minutes", 0)) for row in heads}
    members = sorted({one["member_id"] for kept in inputs.values() for one in kept["people"]})
    number = {member_id: place for place, member_id in enumerate(members)}
    outcomes = [_outcome(look, one, inputs[one], minutes[one], number) for one in (before_id, after_id)]
    known = names(look)
    return compared_card(
        compare(*outcomes), lambda one: known[members[one]], {number.get(look.actor.member_id or "", -1)}
    )


def _outcome(look: Look, round_id: str, kept: dict[str, Any], minutes: int, number: dict[str, int]) -> Outcome:
    """A kept round as a comparison takes it, with numbers that stand for the same people in both rounds.

    What a coordinator changed in it later is no part of it.
    """
    then = {one["number"]: number[one["member_id"]] for one in kept["people"]}
    room = {(number[one["member_id"]], one["role"]): one["capacity"] for one in kept["people"]}
    bonds = [Bond(then[one["first"]], then[one["second"]], one["kind"]) for one in kept["bonds"]]
    who = (suggestion_person.c.member_id, suggestion_person.c.role, suggestion_person.c.why)
    statement = (
        sa.select(suggestion.c.id, suggestion.c.kind, suggestion.c.score, *who)
        .join(suggestion_person, suggestion_person.c.suggestion_id == suggestion.c.id)
        .join(matching_round, matching_round.c.id == suggestion.c.round_id)
        .where(suggestion.c.round_id == round_id, suggestion.c.made_at == matching_round.c.ran_at)
    )
    found: dict[str, list[sa.Row[Any]]] = {}
    for row in look.rows(statement):
        found.setdefault(row.id, []).append(row)
    points = {_seats(people, number): int(people[0].score) for people in found.values()}
    return Outcome(room, points, apart(bonds), minutes)


def _seats(people: list[sa.Row[Any]], number: dict[str, int]) -> tuple[Seat, ...]:
    """The seats of one suggestion; those of a circle in the order of its help, because there may be two of the same."""
    seats = {row.member_id: (number[row.member_id], row.role) for row in people}
    if people[0].kind != "circle":
        return tuple(sorted(seats.values()))
    return tuple(seats[one] for one in around(links_in(people[0].why)))
