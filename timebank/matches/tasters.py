"""Two steps: whom each person could meet briefly is looked for, looked at and asked; then it closes."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import sqlalchemy as sa

from timebank.access import May
from timebank.community.reads import community
from timebank.errors import InvalidInput, NotFound, Refused
from timebank.history.actions import note
from timebank.matches import taster_rules as rules
from timebank.matches import taster_telling as telling
from timebank.matches.approving import NOT_YOURS, SentOut
from timebank.matches.moves import check_all_taking_part, require_judge
from timebank.matches.round_moves import HAS_RUN
from timebank.matches.rounds import make_round
from timebank.matches.tables import matching_round, taster
from timebank.matches.taster_keeping import make_first_step, settle_first_step, unsaid
from timebank.matches.taster_moves import TasterCase, load_taster, locked_taster, move_taster, with_arrangement
from timebank.matches.taster_pool import open_tasters
from timebank.programmes.reads import definition_of
from timebank.work import Look, Work

FINAL, FIRST, NOTHING = "final", "first", "nothing"


def run_first_step(work: Work, key: str, programme_id: str) -> str:
    """Look for a few people whom each could meet briefly, and keep them as drafts, which tell nobody; a round's id.

    Drafts of an earlier first step are set aside. Raises NotFound, NoFirstStep, and StillMeeting while people meet.
    """
    work.require(May.RUN_MATCHING)

    def do() -> str:
        return _first_step(work, programme_id)

    return work.once(key, "run_first_step", {"programme": programme_id}, do)


def _first_step(work: Work, programme_id: str) -> str:
    round_id = make_first_step(work, programme_id)
    note(work, "run_first_step", "round", round_id)
    drafts = _drafts(work, programme_id)
    if work.actor.kind == "worker" and drafts:  # somebody who ran it by hand is looking already
        title = definition_of(work, programme_id).title
        telling.tell_coordinators(work, round_id, programme_id, title, len(drafts))
    return round_id


def next_step(work: Work, key: str, programme_id: str) -> str:
    """Run what is due in a programme: its first step, the final round after one, or the round of any other programme.

    Answers first, final or nothing: while a first step waits to be looked at or people still meet, nothing is run.
    Where nobody new can meet anybody, the final round is. Raises NotFound.
    """
    work.require(May.RUN_MATCHING)

    def do() -> str:
        definition = definition_of(work, programme_id)
        if open_tasters(work, programme_id):
            return NOTHING
        if definition.care.shortlist and definition.kind != "help" and not _has_new_words(work, programme_id):
            if _drafts(work, programme_id):
                return NOTHING
            _first_step(work, programme_id)
            if _drafts(work, programme_id):
                return FIRST
        note(work, "run_round", "round", make_round(work, programme_id))
        return FINAL

    return work.once(key, "next_step", {"programme": programme_id}, do)


def _drafts(look: Look, programme_id: str) -> list[str]:
    drafts = (taster.c.programme_id == programme_id, taster.c.state == "draft")
    return [row.id for row in look.rows(sa.select(taster.c.id).where(*drafts))]


def _has_new_words(look: Look, programme_id: str) -> bool:
    """Whether a first step has closed since the last round ran, so that a final round is due."""
    here = matching_round.c.programme_id == programme_id
    last = look.value(sa.select(sa.func.max(matching_round.c.ran_at)).where(here, HAS_RUN))
    closed = sa.select(taster.c.id).where(taster.c.programme_id == programme_id, taster.c.state == "closed")
    return look.value((closed.where(taster.c.closes_at > last) if last else closed).limit(1)) is not None


def ask(work: Work, key: str, taster_ids: Sequence[str], arrangement: str, until: date | None = None) -> str:
    """Ask the people of drafts of one first step to meet briefly; each gets one letter that names all they are to meet.

    `arrangement` says how they come to meet: the coordinator sees to that, so nobody's phone or e-mail is passed on.
    They can say how it was up to the day `until`. Drafts that cannot go on stay, the others go: answers what
    `SentOut.read` reads. Nobody decides on their own. Raises NotFound, InvalidInput.
    """
    work.require(May.APPROVE_SUGGESTION)
    wanted = tuple(dict.fromkeys(taster_ids))
    cases = [load_taster(work, one) for one in wanted]
    if len({one.case.round_id for one in cases}) != 1:
        raise InvalidInput("Please choose short meetings of one first step.")
    refused = {one.taster_id: NOT_YOURS for one in cases if not _is_judge(work, May.APPROVE_SUGGESTION, one)}
    if len(refused) == len(wanted):
        raise NotFound

    def do() -> str:
        words, kept_back = rules.clean_arrangement(arrangement), dict(refused)
        closes_at = rules.taster_closes(work.now, until, community(work).zone)
        asked = []
        for one in sorted(set(wanted) - refused.keys()):  # in one order for all, so that two cannot wait for each other
            try:
                case = locked_taster(work, one)
                rules.check_taster_move(case.state, "asked", May.APPROVE_SUGGESTION)
                check_all_taking_part(work, case.case)
            except Refused as refusal:  # nothing of this one has been written yet
                kept_back[one] = str(refusal)
                continue
            first, second = (with_arrangement(text, words) for text in case.why)
            told: dict[str, Any] = {"asked_at": work.now, "asked_by_id": work.actor.member_id, "closes_at": closes_at}
            move_taster(work, case, "asked", May.APPROVE_SUGGESTION, why_first=first, why_second=second, **told)
            asked.append(load_taster(work, one))
        if asked:
            telling.ask(work, asked)
            settle_first_step(work, asked[0].case.round_id)
        done = tuple(one for one in wanted if one not in kept_back)
        return json.dumps(asdict(SentOut(done, tuple(kept_back.items()))))

    content = {"tasters": list(wanted), "arrangement": arrangement, "until": until.isoformat() if until else ""}
    return work.once(key, "ask_tasters", content, do)


def _is_judge(look: Look, may: May, one: TasterCase) -> bool:
    try:
        require_judge(look, may, one.case)
    except NotFound:
        return False
    return True


def set_aside(work: Work, key: str, taster_id: str) -> str:
    """Set a short meeting aside; people who had been asked are told kindly. Never one's own. Raises NotFound."""
    require_judge(work, May.REVIEW_SUGGESTION, load_taster(work, taster_id).case)

    def do() -> str:
        one = locked_taster(work, taster_id)
        move_taster(work, one, "discarded", May.REVIEW_SUGGESTION)
        if one.state == "asked":
            telling.not_taking_place(work, one)
        settle_first_step(work, one.case.round_id)
        return taster_id

    return work.once(key, "set_taster_aside", {"taster": taster_id}, do)


def close_first_step(work: Work, key: str, programme_id: str) -> str:
    """Close the short meetings of a programme now, whether or not everybody has spoken; answers how many."""
    work.require(May.RUN_MATCHING)

    def do() -> str:
        return str(sum(close(work, one, May.RUN_MATCHING) for one in open_tasters(work, programme_id)))

    return work.once(key, "close_first_step", {"programme": programme_id}, do)


def close(work: Work, taster_id: str, may: May) -> bool:
    """Close one short meeting from now on, unless it is closed; for actions that have asked."""
    one = locked_taster(work, taster_id)
    if one.state != "asked":
        return False
    move_taster(work, one, "closed", may, closes_at=work.now)
    return True


def first_steps_due(look: Look) -> list[str]:
    """The programmes of which some short meetings are near the last day for saying how it was, or past it."""
    look.require(May.RUN_MATCHING)
    near = (taster.c.state == "asked", taster.c.closes_at <= look.now + rules.REMIND_BEFORE)
    rows = look.rows(sa.select(taster.c.programme_id).where(*near).distinct())
    return sorted(row.programme_id for row in rows)


def remind_or_close(work: Work, key: str, programme_id: str) -> str:
    """What is due for the short meetings of a programme: one reminder, then their end; answers what, or nothing.

    Coordinators are told once all of them are over.
    """
    work.require(May.RUN_MATCHING)

    def do() -> str:
        cases = [locked_taster(work, one) for one in open_tasters(work, programme_id)]
        over = [one for one in cases if one.closes_at is not None and one.closes_at <= work.now]
        for one in over:
            close(work, one.taster_id, May.RUN_MATCHING)
        if over:
            tell_when_over(work, over[0])
        near = {
            one.taster_id: one
            for one in cases
            if one.closes_at is not None and work.now < one.closes_at <= work.now + rules.REMIND_BEFORE
        }
        reminded = telling.remind(work, [(near[one], person) for one, person in sorted(unsaid(work, list(near)))])
        return "closed" if over else "reminded" if reminded else NOTHING

    return work.once(key, "remind_or_close", {"programme": programme_id}, do)


def tell_when_over(work: Work, one: TasterCase) -> None:
    """Tell coordinators once nobody of its programme is asked to meet anybody any more."""
    if not open_tasters(work, one.case.programme_id):
        telling.tell_coordinators(work, one.case.round_id, one.case.programme_id, one.case.programme, None)


def drop(work: Work, member_id: str, other_id: str = "", programme_id: str = "", *, drafts: bool = True) -> None:
    """Short meetings of somebody, or of two, do not take place; nobody learns who or why. For actions that have asked.

    With `other_id` nothing is kept of who it was. Harmless any number of times.
    """
    states = ("draft", "asked") if drafts else ("asked",)
    theirs = sa.or_(taster.c.first_id == member_id, taster.c.second_id == member_id)
    found = sa.select(taster.c.id).where(theirs, taster.c.state.in_(states)).order_by(taster.c.id)
    if other_id:
        found = found.where(sa.or_(taster.c.first_id == other_id, taster.c.second_id == other_id))
    if programme_id:
        found = found.where(taster.c.programme_id == programme_id)
    for row in work.rows(found):
        one = locked_taster(work, row.id)
        if one.state in states:  # somebody may have moved it this moment
            move_taster(work, one, "discarded", May.TAKE_PART, names_nobody=bool(other_id))
            if one.state == "asked":
                telling.not_taking_place(work, one)
            settle_first_step(work, one.case.round_id)
