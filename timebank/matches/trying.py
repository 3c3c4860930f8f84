"""What if, why nobody, and how good it is: everybody as they are now, matched again with one thing changed."""

from collections import Counter
from dataclasses import replace

import sqlalchemy as sa

from matching import solve
from matching.errors import PinsCannotHold
from matching.exchange_recruit import whom_circles_need
from matching.hint_words import say_hint
from matching.people import Person
from matching.quality import quality
from matching.recruit import whom_to_look_for
from matching.terms import STRENGTH_POINTS
from matching.whatif import Change, Helps, MorePlaces, Pin, Recruit, Weigh, what_if
from matching.why_nobody import rule_effects
from timebank.errors import InvalidInput
from timebank.matches.as_of_now import Now, as_of_now, require_no_part
from timebank.matches.comparing import card_of_now
from timebank.matches.explaining_cards import ComparedCard, CoveredLine, Figures, NobodyCard, RuleLineForAll, Trial
from timebank.matches.moves import asked_now, matches_now
from timebank.matches.redoing import groups_in
from timebank.work import Look

TOGETHER = "These two may not meet, or one is held for somebody else. “Why not these two?” tells what is in the way."
TOGETHER_HELP = (
    "No circle can hold this help as things stand. “Why does one not help the other?” tells what is in the way."
)
HELD = "A pair that you hold together would not be allowed any more, so this cannot be tried."


def try_out(look: Look, programme_id: str, trial: Trial) -> ComparedCard:
    """What one change would do, beside what stands today; nothing is kept and nobody is told.

    Raises NotFound for somebody who takes no part, InvalidInput for what cannot be tried.
    """
    require_no_part(look, *filter(None, (trial.one_id, trial.other_id)))
    now = as_of_now(look, programme_id)
    change = _change(now, trial)
    try:
        found = what_if(now.gathered.pool, change)
    except PinsCannotHold as error:
        together = TOGETHER_HELP if now.is_help else TOGETHER
        raise InvalidInput(together if trial.kind == "together" else HELD) from error
    return card_of_now(now, found, look.actor.member_id)


def _change(now: Now, trial: Trial) -> Change:
    pool = now.gathered.pool
    match trial.kind:
        case "weigh":
            known = trial.code in {one.code for one in pool.programme.criteria}
            strength = next((one for one in STRENGTH_POINTS if one == trial.strength), None)
            if not known or strength is None:
                raise InvalidInput("Please choose what should count more or less, and how much.")
            return Weigh(trial.code, strength)
        case "together":
            one, other = now.person(trial.one_id), now.person(trial.other_id)
            if one is other or {one.role, other.role} != set(pool.programme.roles):
                raise InvalidInput("Please choose two people whom this programme could bring together.")
            return Helps(one.number, other.number) if now.is_help else Pin(one.number, other.number)
        case "places":
            person = now.person(trial.one_id)
            return MorePlaces(person.number, person.role)
        case "another":
            return Recruit(_like(now, now.person(trial.one_id)))
    raise InvalidInput("Please choose what to try.")


def _like(now: Now, person: Person) -> Person:
    """Somebody new who would say what a member says."""
    number = len(now.gathered.pool.people)
    return replace(person, number=number, capacity=max(person.capacity, 1), waiting_days=0, shown=frozenset())


def why_nobody_now(look: Look, programme_id: str) -> NobodyCard:
    """Why people are left over as things stand: what each rule does, which frees most, whom to look for.

    Everybody is matched again a few times, which takes a moment in a large programme. Raises NotFound.
    """
    now = as_of_now(look, programme_id)
    pool, reference = now.gathered.pool, now.gathered.reference
    found = solve(pool)
    # Whoever has no room has somebody already, so they are not left over.
    proposal = replace(found, unmatched=tuple(one for one in found.unmatched if one.code != "no_room"))
    if now.is_help:
        hints = whom_circles_need(pool, proposal)
    else:
        hints = whom_to_look_for(pool, proposal, zone=now.zone, reference=reference)
    return NobodyCard(
        len(proposal.unmatched),
        tuple(
            RuleLineForAll(one.because, one.removed, one.held, one.would_place) for one in rule_effects(pool, proposal)
        ),
        tuple(say_hint(pool, hint, is_further=place > 0) for place, hint in enumerate(hints)),
    )


def figures(look: Look, programme_id: str) -> Figures:
    """How good the best result is as things stand. Raises NotFound."""
    now = as_of_now(look, programme_id)
    pool = now.gathered.pool
    proposal = solve(pool)
    found = quality(pool, proposal)
    own = {number for number, who in enumerate(now.gathered.member_ids) if who == look.actor.member_id}
    points: dict[tuple[int, ...], int] = {(one.first, one.second): one.score for one in proposal.pairs}
    points |= {(trio.first, trio.second): trio.score for trio in proposal.trios}
    points |= {circle.people: circle.score for circle in proposal.circles}
    new = {number for one in groups_in(proposal) for number in one.numbers}
    taken = {row.member_id for row in look.rows(sa.union_all(matches_now(programme_id), asked_now(programme_id)))}
    members = now.gathered.member_ids
    already = Counter(one.role for one in pool.people if one.number not in new and members[one.number] in taken)
    plurals = {role.name: role.plural for role in now.definition.roles}
    return Figures(
        tuple(
            CoveredLine(plurals[role], found.covered[role], already[role], found.people[role])
            for role in pool.programme.roles
        ),
        found.score,
        found.bound,
        tuple(
            (tuple(now.names[number] for number in pair), points[pair]) for pair in found.weak if own.isdisjoint(pair)
        ),
        found.more_people,
        found.more_cost,
        found.minutes,
        found.minutes_bound,
    )
