"""What would help somebody who waits, in sentences for coordinators; pure, and silent about what anybody keeps back."""

from collections.abc import Iterator

from matching import Rule
from matching.people import Person, Pool, Programme
from matching.proposal import Unmatched
from matching.rules import musts

DRAFT = "A suggestion for them waits to be looked at."
ASKED = "They have been asked, or the others have: an answer is awaited."
NEXT_ROUND = "The next round would suggest somebody."
PLACES_TAKEN = "Somebody would fit, but everybody who does has somebody by then: one more place would help."
NOBODY_FITS = "Nobody fits them just now; somebody new would help."
NOBODY_HERE = "There are no {others} in a round just now."
WEEK_UNSAID = "It would help if they said when they are free, and let that be used."
ANSWER_UNSAID = "It would help if they answered “{label}”, and let that be used."
WISH = "Something they will not do without ({wish}) rules out {count} of {sought}; ask whether it still holds."
WISH_KEPT = "something they keep to themself"
IN_THE_WAY = "Most often in the way: {because} ({count} of {sought})."
ALSO_IN_THE_WAY = "Also: {because} ({count} of {sought})."
MOST_IN_THE_WAY = 2
NEEDS_AN_ANSWER = ("same", "share", "steps", "within")


def what_would_help(pool: Pool, person: Person, left: Unmatched, hint: str = "") -> tuple[str, ...]:
    """Sentences for somebody nobody was found for: what they could say or do without, whom to look for, what is in
    the way. `hint` is the sentence of whom to look for, where they are one of those it would place.

    Only the programme's own rules are named: what binds two people is never counted or told.
    """
    if left.code == "no_room":
        return ()
    said = [*_unsaid(pool.programme, person), *_wishes(pool, person)]
    if hint:
        said.append(hint)
    if left.code == "nobody_here":
        said.append(NOBODY_HERE.format(others=_say_others(pool.programme, person)))
    if left.code == "others_fitted":
        said.append(PLACES_TAKEN)
    if not said or left.code == "nobody_allowed":
        said += _in_the_way(pool, person, left)
    return tuple(said) or (NOBODY_FITS,)


def _own_answer(programme: Programme, one: Rule, person: Person) -> str:
    return one.second if len(programme.roles) == 2 and person.role == programme.roles[1] else one.first


def _unsaid(programme: Programme, person: Person) -> Iterator[str]:
    """What a rule cannot do without, and they have not said or not let be used."""
    for rule in programme.rules:
        if rule.unknown != "refuse":
            continue
        if rule.kind == "slot" and not person.week:
            yield WEEK_UNSAID
        elif rule.kind in NEEDS_AN_ANSWER and not person.values(answer := _own_answer(programme, rule, person)):
            yield ANSWER_UNSAID.format(label=programme.label(answer))


def _wishes(pool: Pool, person: Person) -> Iterator[str]:
    """What they will not do without and that rules somebody out, by name only where it may be shown."""
    programme = pool.programme
    for rule in programme.rules:
        if rule.kind != "wish" or rule.first not in person.essential:
            continue
        wished = person.plain_values(rule.first)
        count = sum(not wished & other.plain_values(rule.second) for other in _sought(pool, person))
        if wished and count:
            values = ", ".join(programme.say(rule.first, value) for value in person.values(rule.first))
            wish = f"{programme.label(rule.first)}: {values}" if rule.first in person.shown else WISH_KEPT
            yield WISH.format(wish=wish, count=count, sought=_say_sought(pool, person))


def _in_the_way(pool: Pool, person: Person, left: Unmatched) -> Iterator[str]:
    """The rules of the programme that removed most, but the wishes told already."""
    programme = pool.programme
    told = {rule.code for rule in programme.rules if rule.kind == "wish" and rule.first in person.essential}
    because = {rule.code: rule.because for rule in programme.rules}
    because |= {must.code: f"{must.label.lower()} matters here and does not fit" for must in musts(programme)}
    counts = [(code, count) for code, count in left.removed if code in because and code not in told]
    most = sorted(counts, key=lambda one: (-one[1], one[0]))[:MOST_IN_THE_WAY]
    for place, (code, count) in enumerate(most):
        said = ALSO_IN_THE_WAY if place else IN_THE_WAY
        yield said.format(because=because[code], count=count, sought=_say_sought(pool, person))


def _sought(pool: Pool, person: Person) -> list[Person]:
    """Those whom somebody could meet as far as roles go."""
    role = _role_sought(pool.programme, person)
    return [one for one in pool.people if one.role == role and one.number != person.number]


def _role_sought(programme: Programme, person: Person) -> str:
    return next((one for one in programme.roles if one != person.role), person.role)


def _say_sought(pool: Pool, person: Person) -> str:
    """How many those are, and what they are called."""
    programme, count = pool.programme, len(_sought(pool, person))
    one = programme.label(_role_sought(programme, person))
    return f"{count} {one if count == 1 else _say_others(programme, person)}"


def _say_others(programme: Programme, person: Person) -> str:
    return programme.plural(_role_sought(programme, person))
