"""What a member ticked on their sheet, written down by a coordinator: each line through the action it has anyway."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from timebank.access import May, Thing
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.errors import AlreadyDecided, InvalidInput, NotFound
from timebank.history.actions import note
from timebank.ledger import actions as ledger
from timebank.ledger import questions
from timebank.ledger.reads import waiting_for
from timebank.life import agreements
from timebank.life import words as life
from timebank.life.needs import ENDING, FIT
from timebank.listings import answering
from timebank.mail.told import note_told
from timebank.matches import actions as matches
from timebank.matches import taster_saying
from timebank.meetings import actions as meetings
from timebank.meetings.moves import load as load_meeting
from timebank.members.actions import as_themself_or_offline
from timebank.reports import sheet_lines as lines
from timebank.reports.sheets import letters_told
from timebank.work import Work

ON_PAPER = "on paper"


@dataclass(frozen=True, slots=True)
class Ticked:
    """What was ticked on one line, with what was written beside it; `minutes` where a time was given.

    `better` and `thanks` are the second and third answer of what is asked at an ending.
    """

    kind: str
    subject_id: str
    answer: str
    minutes: int = 0
    words: str = ""
    better: str = ""
    thanks: str = ""


def record_line(work: Work, key: str, member_id: str, ticked: Ticked, how_told: str) -> str:
    """Write down what a member without e-mail ticked on one line of their sheet; answers what its own action answers.

    Whoever else it concerns is told as always. Raises NotFound, also where the coordinator is part of it;
    AlreadyDecided where it was answered since; InvalidInput, and whatever the line's own action refuses.
    """
    if member_id == work.actor.member_id:
        raise NotFound
    as_themself_or_offline(work, May.EDIT_OWN_PROFILE, member_id, how_told)
    carry_out = ACTIONS.get(ticked.kind)
    if carry_out is None or ticked.answer == lines.AGAIN:
        raise InvalidInput("Please choose what was ticked.")
    content = {"member": member_id, **asdict(ticked), "told": how_told}
    return work.once(key, "record_line", content, lambda: carry_out(work, f"{key}:line", member_id, ticked, how_told))


def _suggestion(work: Work, key: str, member_id: str, said: Ticked, told: str) -> str:
    accept = _one_of(said, {lines.YES: True, lines.NO: False})
    return matches.answer(work, key, said.subject_id, accept, "", said.words, member_id, told)


def _taster(work: Work, key: str, member_id: str, said: Ticked, told: str) -> str:
    return taster_saying.say(work, key, said.subject_id, said.answer, said.words, member_id, told)


def _hours(work: Work, key: str, member_id: str, said: Ticked, told: str) -> str:
    if said.subject_id not in {one.entry_id for one in waiting_for(work, member_id)}:
        raise AlreadyDecided
    if said.answer == lines.NOT_QUITE:
        return questions.question(work, key, said.subject_id, said.minutes, said.words, told)
    if _one_of(said, {lines.YES: True, lines.NO: False}):
        return ledger.confirm(work, key, said.subject_id, told)
    return ledger.decline(work, key, said.subject_id, said.words, told)


def _meeting(work: Work, key: str, member_id: str, said: Ticked, told: str) -> str:
    kept = load_meeting(work, said.subject_id)
    work.require(May.RECORD_FOR_OFFLINE, Thing(involved=kept.people.ids, area_ids=kept.people.area_ids))
    if member_id not in kept.people.ids:
        raise NotFound
    if said.answer == lines.NOT_HELD:
        return meetings.not_held(work, key, said.subject_id, said.words)
    way, _, other = said.answer.partition(":")
    known = (lines.HELD, lines.NO_HOURS, lines.HELPED.rstrip(":"), lines.WAS_HELPED.rstrip(":"))
    if way not in known:
        raise InvalidInput("Please choose what was ticked.")
    helped_them = f"{way}:" == lines.HELPED
    return meetings.held(
        *(work, key, said.subject_id, said.minutes or kept.row.minutes),
        helper_id=(member_id if helped_them else other) if other else "",
        helped_id=(other if helped_them else member_id) if other else "",
        with_hours=way != lines.NO_HOURS,
        recorded_for_id=member_id,
        how_told=told,
    )


def _signature(work: Work, key: str, member_id: str, said: Ticked, told: str) -> str:
    _one_of(said, {lines.YES: True})
    return agreements.sign(work, key, said.subject_id, member_id, told)


def _word(work: Work, key: str, member_id: str, said: Ticked, told: str) -> str:
    match_id, _, occasion = said.subject_id.partition(":")
    if occasion == ENDING:
        words = (said.words, said.better, said.thanks)
        if not any(words):
            raise InvalidInput("Please write down what they said.")
        return life.say_at_ending(work, key, match_id, *words, member_id, told)
    if occasion == FIT:
        return life.say_fit(work, key, match_id, said.answer, said.words, member_id, told)
    return life.say_review(work, key, match_id, occasion, said.answer, said.words, member_id, told)


def _listing(work: Work, key: str, member_id: str, said: Ticked, told: str) -> str:
    _one_of(said, {lines.YES: True})
    return answering.ask(work, key, said.subject_id, said.words, member_id, told)


def _one_of(said: Ticked, known: Mapping[str, bool]) -> bool:
    if said.answer not in known:
        raise InvalidInput("Please choose what was ticked.")
    return known[said.answer]


ACTIONS: dict[str, Callable[[Work, str, str, Ticked, str], str]] = {
    lines.SUGGESTION: _suggestion,
    lines.TASTER: _taster,
    lines.HOURS: _hours,
    lines.MEETING: _meeting,
    lines.SIGN: _signature,
    lines.SAY: _word,
    lines.LISTING: _listing,
}


def told_on_paper(work: Work, key: str, member_ids: tuple[str, ...], printed_at: datetime) -> str:
    """Mark that these members were handed their sheets: letters written before they were printed count as told.

    Letters about what the coordinator is part of are not theirs to tell, and wait for another. Answers how many were
    marked. Raises NotFound, InvalidInput.
    """
    for one in member_ids:
        as_themself_or_offline(work, May.EDIT_OWN_PROFILE, one, ON_PAPER)
    if not member_ids or work.actor.member_id in member_ids:
        raise InvalidInput("Please choose who has their sheet.")
    if printed_at > work.now:
        raise InvalidInput("Please say when the sheets were printed; that moment is still to come.")

    def do() -> str:
        found = [one for one in letters_told(work, member_ids) if one.written_at <= printed_at]
        note_told(work, [one.letter_id for one in found], local_date(printed_at, community(work).zone))
        for one in sorted(member_ids):
            note(work, "hand_sheet_over", "member", one, on_behalf_of_id=one)
        return str(len(found))

    content = {"members": sorted(member_ids), "printed": printed_at}
    return work.once(key, "hand_sheet_over", content, do)
