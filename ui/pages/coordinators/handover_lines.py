"""How each thing somebody holds is said on the page of handing over, and what can be chosen for it."""

from timebank.handover.holding import ONLY, OWN, PASS_ON, RESTING, Goes, Holding
from timebank.handover.reads import AwayCard
from timebank.ledger.rules import say_minutes
from ui.parts.dates import long_day
from ui.parts.desk import names_in_words
from ui.parts.languages import LANGUAGES
from ui.words.desk import Members
from ui.words.handover import Handover as SAID


def away_line(one: AwayCard) -> str:
    """That somebody is away, and until when."""
    said = SAID.away_due if one.is_due else SAID.away_until if one.back_on else SAID.away_open
    return said.format(name=one.name, day=long_day(one.back_on) if one.back_on else "")


def label_of(one: Holding) -> str:
    """A thing in words."""
    told = SAID.lines[one.role if one.kind == "listing" else one.kind].format(names=_names(one), **_told(one))
    if RESTING in one.facts:
        return told + (SAID.paused if one.kind == "part" else SAID.resting)
    return told + (SAID.only if ONLY in one.facts else "")


def choices_of(one: Holding, goes: Goes) -> dict[str, str]:
    """What may become of it, as a form says it, in words; to each who could take it on."""
    found: dict[str, str] = {}
    for way in one.ways:
        if way == PASS_ON:
            said = SAID.ways[f"{way}:{one.kind}"]
            found |= {f"{way}:{who_id}": said.format(who=who) for who_id, who in one.to_whom}
        else:
            special = SAID.ways.get(f"{way}:{one.kind}") or SAID.ways.get(f"{way}:{goes}")
            found[way] = (special or SAID.ways[way]).format(names=_names(one))
    return found


def named_line(one: Holding) -> str:
    """A thing that is only named, in words."""
    if OWN in one.facts:
        return SAID.named["own"].format(line=label_of(one))
    if one.kind == "desk":
        waits = SAID.named[one.subject_id].format(count=one.count)
        return waits + (SAID.nobody_else if ONLY in one.facts else SAID.others_too)
    is_only = ONLY in one.facts and one.kind == "role"
    language = one.subject_id.partition(":")[2] if one.kind == "only" else ""
    told = SAID.named["role_only" if is_only else "only_language" if language else one.kind]
    role = Members.roles.get(one.role, one.role.lower())
    more = {"role": role, "language": LANGUAGES.get(language, language), "count": one.count}
    area = SAID.in_area.format(area=one.title) if one.kind == "role" and one.title else ""
    return told.format(names=_names(one), minutes=say_minutes(one.count), area=area, **more, **_told(one))


def _names(one: Holding) -> str:
    return names_in_words([name for _, name in one.people])


def _told(one: Holding) -> dict[str, str]:
    return {"title": one.title, "day": long_day(one.day) if one.day else ""}
