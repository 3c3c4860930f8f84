"""What each says of a match: after the first meeting, at reviews, at its end; for the coordinator, never the other."""

from typing import Any

import sqlalchemy as sa

from timebank.access import May
from timebank.errors import AlreadyDecided
from timebank.history.actions import note
from timebank.life import rules, telling
from timebank.life.due import QUESTION, QUESTION_AGAIN, letter_due
from timebank.life.matched import Matched, behalf, held, load, today_of, whose
from timebank.life.needs import ENDING, FIT, may_say, questions
from timebank.life.standing import standing
from timebank.life.tables import match_word
from timebank.life.tasks import bring_in_line
from timebank.mail.tables import letter
from timebank.members.rules import clean_words
from timebank.safeguarding.reads import is_noted
from timebank.work import Look, Work, insert_for


def say_fit(
    work: Work,
    key: str,
    match_id: str,
    answer: str,
    words: str = "",
    member_id: str | None = None,
    how_told: str = "",
) -> str:
    """Say how the first meeting felt (one of FIT_ANSWERS); it may be said otherwise later. The other learns nothing.

    "Not a fit" asks a coordinator to look. For oneself, or an offline member. Raises NotFound, InvalidInput,
    NothingToSay.
    """
    said = {"answer": rules.clean_answer(answer, rules.FIT_ANSWERS), "words": clean_words(words)}
    return _say(work, key, match_id, FIT, said, member_id, how_told)


def say_review(
    work: Work,
    key: str,
    match_id: str,
    occasion: str,
    answer: str,
    words: str = "",
    member_id: str | None = None,
    how_told: str = "",
) -> str:
    """Say how a match is going (one of REVIEW_ANSWERS) at a review whose day has come ("review-12").

    Who would like to talk is looked up by a coordinator. Raises NotFound, InvalidInput, NothingToSay.
    """
    said = {"answer": rules.clean_answer(answer, rules.REVIEW_ANSWERS), "words": clean_words(words)}
    if occasion in (FIT, ENDING):
        raise rules.NothingToSay
    return _say(work, key, match_id, occasion, said, member_id, how_told)


def say_at_ending(
    work: Work,
    key: str,
    match_id: str,
    went_well: str = "",
    could_be_better: str = "",
    thanks: str = "",
    member_id: str | None = None,
    how_told: str = "",
) -> str:
    """Say what went well and what could be better, for the coordinator, and thanks, for the others.

    Before the last day it may be said otherwise, afterwards it is said once. Thanks are passed on by letter once the
    match has ended, unless its ending was one after which nothing should pass between them.
    Raises NotFound, InvalidInput, NothingToSay, AlreadyDecided.
    """
    said = {"words": rules.said_at_ending(went_well, could_be_better), "thanks": clean_words(thanks)}
    return _say(work, key, match_id, ENDING, said, member_id, how_told)


def _say(
    work: Work, key: str, match_id: str, occasion: str, said: dict[str, str], member_id: str | None, how_told: str
) -> str:
    person, told = whose(work, load(work, match_id), May.PLAN_MEETING, member_id, how_told)

    def do() -> str:
        one, now = held(work, match_id), standing(work, match_id)
        if now is None or not may_say(now, occasion, today_of(work)):
            raise rules.NothingToSay
        _keep(work, one, person, occasion, said, told)
        note(work, "say_of_match", "match", match_id, on_behalf_of_id=behalf(work, person))
        if not one.is_active and said.get("thanks") and passes_thanks(work, one):
            telling.thank(work, one, person, said["thanks"])
        bring_in_line(work, match_id)
        return match_id

    content = {"match": match_id, "occasion": occasion, "said": said, "person": person, "told": how_told}
    return work.once(key, "say_of_match", content, do)


def _keep(work: Work, one: Matched, person: str, occasion: str, said: dict[str, str], told: str) -> None:
    row: dict[str, Any] = {"match_id": one.match_id, "member_id": person, "occasion": occasion, "said_at": work.now}
    row |= {"answer": "", "words": "", "thanks": "", "how_told": told, **said}
    row["said_for_by_id"] = None if person == work.actor.member_id else work.actor.member_id
    insert = insert_for(work, match_word).values(row)
    if one.is_active:
        changed = {name: value for name, value in row.items() if name not in ("match_id", "member_id", "occasion")}
        work.execute(insert.on_conflict_do_update(index_elements=["match_id", "member_id", "occasion"], set_=changed))
    elif work.execute(insert.on_conflict_do_nothing().returning(match_word.c.occasion)).first() is None:
        raise AlreadyDecided


def passes_thanks(look: Look, one: Matched) -> bool:
    """Whether words may pass between the people of an ended match; for actions and reads that have asked."""
    return one.ending_code not in rules.NO_THANKS and not is_noted(look, "match", one.match_id)


def pass_on_thanks(work: Work, one: Matched) -> None:
    """Pass on what everybody had written before the match ended; for actions that have asked."""
    if not passes_thanks(work, one):
        return
    thanked = sa.select(match_word).where(
        match_word.c.match_id == one.match_id, match_word.c.occasion == ENDING, match_word.c.thanks != ""
    )
    for row in work.rows(thanked.order_by(match_word.c.member_id)):
        telling.thank(work, one, row.member_id, row.thanks)


def ask(work: Work, key: str, item: str) -> str:
    """Ask somebody by letter how it was or is going ("OCCASION:MATCH:MEMBER"); once, and once again a week later.

    For the worker; see `due.reviews_due`. Answers asked, reminded or nothing. Raises NotFound.
    """
    work.require(May.RUN_MATCHING)
    occasion, match_id, member_id = item.split(":")

    def do() -> str:
        one, now = held(work, match_id), standing(work, match_id)
        if now is None or (occasion, member_id) not in questions(now, today_of(work)):
            return "nothing"
        keys = (f"{QUESTION}:{item}", f"{QUESTION_AGAIN}:{item}")
        rows = work.rows(sa.select(letter.c.key, letter.c.written_at).where(letter.c.key.in_(keys)))
        due = letter_due(item, {row.key: row.written_at for row in rows}, work.now)
        if not due:
            return "nothing"
        kind = due.partition(":")[0]
        telling.ask(work, one, due, kind, occasion, member_id)
        return "asked" if kind == QUESTION else "reminded"

    return work.once(key, "ask_of_match", {"item": item}, do)
