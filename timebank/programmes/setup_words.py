"""What a new version of a programme changes, in words people read; pure."""

from collections.abc import Iterator
from dataclasses import fields

from timebank.members.checks import CHECKS
from timebank.programmes.care import HOURS
from timebank.programmes.definition import LETTERS, Definition
from timebank.programmes.parts import Role
from timebank.programmes.setup import Setup, setup_of

MOST_CHANGES = 30
LETTERS_IN_WORDS = {
    "offered": "the letter with a suggestion",
    "reminder": "the reminder of a suggestion",
    "matched": "the letter when both have said yes",
    "ended": "the letter when a match has ended",
}
_YES = {True: "yes", False: "no"}
_CARE = {
    "accompany_first": "a coordinator at the first meeting",
    "agreement": "an agreement that everybody signs",
    "fit_check": "asking each how the first meeting was",
    "ending_talk": "a talk after an ending, before anybody new",
    "hours": "hours",
    "meeting_minutes": "minutes a meeting lasts",
    "meet_every_days": "days between two meetings",
    "lasts_weeks": "weeks a match is meant to last",
    "review_weeks": "weeks after which a match is looked at together",
    "quiet_days": "days without a meeting before a coordinator looks",
    "shortlist": "people met briefly before the final round",
}
_CIRCLES = {
    "minutes_each": "minutes each person in a circle helps",
    "most_in_circle": "people in a circle, at most",
    "evens_out": "helping without being helped, where it evens out",
}


def say_care(definition: Definition) -> tuple[str, ...]:
    """How a programme looks after its matches, a short sentence each."""
    care = definition.care
    said = [
        (care.accompany_first, "A coordinator is there at the first meeting."),
        (care.agreement, "Everybody agrees how often, how long and what stays private, and signs."),
        (care.fit_check, "After the first meeting each is asked how it was."),
        (True, f"They meet about every {_count(care.meet_every_days, 'day')}, for {care.meeting_minutes} minutes."),
        (True, f"Hours: {HOURS[care.hours]}."),
        (care.lasts_weeks, f"A match is meant to last {_count(care.lasts_weeks, 'week')}."),
        (not care.lasts_weeks, "No end is planned."),
        (care.review_weeks, f"It is looked at together after {_say_weeks(care.review_weeks)} weeks."),
        (care.quiet_days, f"After {_count(care.quiet_days, 'day')} without a meeting a coordinator looks."),
        (care.ending_talk, "After an ending a coordinator talks with each before they meet somebody new."),
        (care.shortlist, f"Before the final round somebody briefly meets up to {care.shortlist} people."),
    ]
    return tuple(words for is_so, words in said if is_so)


def _count(number: int, unit: str) -> str:
    return unit if number == 1 else f"{number} {unit}s"


def _say_weeks(weeks: tuple[int, ...]) -> str:
    *first, last = map(str, weeks or (0,))
    return f"{', '.join(first)} and {last}" if first else last


def say_changes(before: Definition, after: Definition) -> tuple[str, ...]:
    """Each thing that is different, as a short sentence; nothing when nothing is."""
    old, new = setup_of(before), setup_of(after)
    said = [
        *_values(old, new),
        *(line for role in after.roles for line in _role(before, role)),
        *_rules(before, after),
        *_criteria(before, after),
        *(
            f"Words of its own have changed in {LETTERS_IN_WORDS[name]}."
            for name in LETTERS
            if old.letters.get(name) != new.letters.get(name)
        ),
        *_others(before, after),
    ]
    return tuple(said[:MOST_CHANGES])


def _line(what: str, before: object, after: object) -> str:
    return f"{what[0].upper()}{what[1:]}: {_say(after)} instead of {_say(before)}."


def _say(value: object) -> str:
    if isinstance(value, bool):
        return _YES[value]
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "never"
    return HOURS.get(str(value), str(value) or "nothing")


def _values(old: Setup, new: Setup) -> Iterator[str]:
    """What is one value each: the name, how people join, how matches are looked after."""
    if old.title != new.title:
        yield f"The name: “{new.title}” instead of “{old.title}”."
    if old.about != new.about:
        yield "What it is about has new words."
    if old.needs_screening != new.needs_screening:
        yield _line("a conversation before somebody takes part", old.needs_screening, new.needs_screening)
    if old.check_months != new.check_months:
        yield _line("months after which a check is looked at again", old.check_months, new.check_months)
    for words, one, other in ((_CARE, old.care, new.care), (_CIRCLES, old.circles, new.circles)):
        for name in (field.name for field in fields(one)):
            if getattr(one, name) != getattr(other, name):
                yield _line(words[name], getattr(one, name), getattr(other, name))


def _role(before: Definition, role: Role) -> Iterator[str]:
    old = next((one for one in before.roles if one.name == role.name), None)
    if old is None:
        yield f"New: people can take part as {role.label}."
        return
    if (old.label, old.plural) != (role.label, role.plural):
        yield f"“{old.label}” is now called “{role.label}”, and several of them “{role.plural}”."
    if old.capacity != role.capacity:
        yield _line(f"room of a {role.label}, unless they say", old.capacity, role.capacity)
    if old.checks != role.checks:
        asked = ", ".join(CHECKS.get(kind, kind) for kind in role.checks) or "nothing"
        yield f"Seen before somebody is ready as {role.label}: {asked}."


def _rules(before: Definition, after: Definition) -> Iterator[str]:
    old = {one.code: one for one in before.rules}
    new = {one.code: one for one in after.rules}
    for code, rule in old.items():
        if code not in new:
            yield f"No rule any more: people may now be suggested when {rule.because}."
    for code, rule in new.items():
        if code not in old:
            yield f"A rule now: nobody is suggested when {rule.because}."
        elif rule != old[code]:
            yield f"A rule has changed: nobody is suggested when {rule.because}."


def _criteria(before: Definition, after: Definition) -> Iterator[str]:
    old = {one.code: one for one in before.criteria}
    new = {one.code: one for one in after.criteria}
    for code, one in old.items():
        if code not in new:
            yield f"Not looked at any more: {one.label}."
    for code, one in new.items():
        if code not in old:
            yield f"Looked at now: {one.label} ({one.strength.capitalize()})."
        elif one.strength != old[code].strength:
            yield f"{one.label}: {one.strength.capitalize()} instead of {old[code].strength.capitalize()}."
        elif one != old[code]:
            yield f"{one.label} is weighed or worded in a new way."


def _others(before: Definition, after: Definition) -> Iterator[str]:
    """What only the file says."""
    if before.questions != after.questions:
        yield "What people are asked has changed."
    if before.objective != after.objective or before.trio != after.trio:
        yield "What a round aims for has changed."
