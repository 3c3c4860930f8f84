"""What people do with matching: run a round, approve or discard a suggestion, answer it, take it back, end a match."""

import sqlalchemy as sa

from timebank.access import May, as_member
from timebank.errors import AlreadyDecided, NotFound
from timebank.history.actions import note
from timebank.ids import digest
from timebank.matches import rules, telling
from timebank.matches.approving import offer
from timebank.matches.endings import end
from timebank.matches.moves import Case, check_all_taking_part, load, locked, move, require_judge
from timebank.matches.round_moves import settle
from timebank.matches.rounds import make_round
from timebank.matches.tables import match, match_person, suggestion_person
from timebank.members import links
from timebank.members.actions import as_themself_or_offline
from timebank.members.tables import link
from timebank.roles import load_actor
from timebank.work import Work


def run_round(work: Work, key: str, programme_id: str) -> str:
    """Ask the matcher for suggestions and keep them as drafts, which tell nobody; answers the round's id.

    Drafts of earlier rounds of this programme are superseded. Raises NotFound when it is closed or has no matching.
    """
    work.require(May.RUN_MATCHING)

    def do() -> str:
        round_id = make_round(work, programme_id)
        note(work, "run_round", "round", round_id)
        return round_id

    return work.once(key, "run_round", {"programme": programme_id}, do)


def approve(work: Work, key: str, suggestion_id: str, words: str | None = None) -> str:
    """Offer a draft to its people by a letter with a link; never one's own. Raises AlreadyDecided, NoLongerPossible.

    `words` are what the letter says beside its own; None leaves it to the programme.
    """
    require_judge(work, May.APPROVE_SUGGESTION, load(work, suggestion_id))

    def do() -> str:
        offer(work, suggestion_id, words)
        return suggestion_id

    return work.once(key, "approve", {"suggestion": suggestion_id, "words": words}, do)


def discard(work: Work, key: str, suggestion_id: str, reason: str) -> str:
    """Set a suggestion aside, with a reason only coordinators read; people who had been asked are told kindly."""
    require_judge(work, May.REVIEW_SUGGESTION, load(work, suggestion_id))

    def do() -> str:
        case = locked(work, suggestion_id)
        move(work, case, "discarded", May.REVIEW_SUGGESTION, rules.clean_discard(reason))
        if case.state in rules.OPEN_STATES:
            telling.not_going_ahead(work, case, case.sides)
        settle(work, case.round_id)
        return suggestion_id

    return work.once(key, "discard", {"suggestion": suggestion_id, "reason": reason}, do)


def answer(
    work: Work,
    key: str,
    suggestion_id: str,
    accept: bool,
    reason_code: str = "",
    reason: str = "",
    member_id: str | None = None,
    how_told: str = "",
) -> str:
    """Say yes or no to a suggestion, for oneself or (`member_id`, `how_told`) for an offline member.

    When everybody has said yes it is a match; a no is told to the others kindly, never with its reason.
    Raises NotFound, AlreadyDecided, TooLate, NoLongerPossible.
    """
    case = load(work, suggestion_id)
    person, told = _require_answering(work, case, member_id, how_told)
    said = rules.clean_decline(reason_code, reason)

    def do() -> str:
        _answer(work, suggestion_id, person, accept, said, told)
        return suggestion_id

    return work.once(key, "answer", _answer_content(suggestion_id, person, accept, said, how_told), do)


def answer_by_link(work: Work, key: str, secret: str, accept: bool, reason_code: str = "", reason: str = "") -> str:
    """Say yes or no with the secret of a letter, which stands for its one person and works once. Raises LinkSpent."""
    mark = digest(secret)
    person, suggestion_id = _of_link(work, mark)
    _require_answering(work, load(work, suggestion_id), None, "")
    said = rules.clean_decline(reason_code, reason)

    def do() -> str:
        links.use(work, links.SUGGESTION, secret)
        _answer(work, suggestion_id, person, accept, said, "")
        return suggestion_id

    content = _answer_content(suggestion_id, person, accept, said, mark)
    return work.once(key, "answer_by_link", content, do)


def _of_link(work: Work, mark: str) -> tuple[str, str]:
    """Whom the link of a letter stands for, who acts from here on, and about which suggestion; raises LinkSpent."""
    found = work.row(
        sa.select(link.c.member_id, link.c.subject_id).where(link.c.digest == mark, link.c.purpose == links.SUGGESTION)
    )
    if found is None:
        raise links.LinkSpent
    work.actor = load_actor(work.connection, as_member(found.member_id), work.now)
    return str(found.member_id), str(found.subject_id)


def _answer_content(
    suggestion_id: str, person: str, accept: bool, said: tuple[str, str], how: str
) -> dict[str, object]:
    return {"suggestion": suggestion_id, "person": person, "accept": accept, "said": list(said), "how": how}


def _require_answering(work: Work, case: Case, member_id: str | None, how_told: str) -> tuple[str, str]:
    """Whose answer it is and how it was told, where the actor may give it and the suggestion was offered at all."""
    told = ""
    if member_id is None or member_id == work.actor.member_id:
        work.require(May.ANSWER_SUGGESTION, case.owned())
        person = work.actor.member_id or ""
    else:
        work.require(May.RECORD_FOR_OFFLINE, case.judged())
        told = as_themself_or_offline(work, May.ANSWER_SUGGESTION, member_id, how_told)
        person = member_id
    if case.state in rules.UNTOLD_STATES and case.offered_at is None:
        raise NotFound
    return case.side(person).member_id, told


def _answer(work: Work, suggestion_id: str, person: str, accept: bool, said: tuple[str, str], how_told: str) -> None:
    case = locked(work, suggestion_id)
    rules.check_answerable(case.state, case.closes_at, work.now)
    if case.side(person).answer is not None:
        raise AlreadyDecided
    if accept:
        check_all_taking_part(work, case)
    _write_answer(
        work,
        case,
        person,
        answer="accepted" if accept else "declined",
        answered_at=work.now,
        answered_for_by_id=None if person == work.actor.member_id else work.actor.member_id,
        how_told=how_told,
        reason_code="" if accept else said[0],
        reason="" if accept else said[1],
    )
    note(work, "answer_suggestion", "suggestion", suggestion_id, on_behalf_of_id=_behalf(work, person))
    if not accept:
        move(work, case, "declined", May.ANSWER_SUGGESTION, said[0])
        telling.not_going_ahead(work, case, case.others(person))
    elif all(side.answer == "accepted" for side in case.others(person)):
        move(work, case, "accepted", May.ANSWER_SUGGESTION)
        _make_match(work, case)
    else:
        move(work, case, "partly_accepted", May.ANSWER_SUGGESTION)


def _behalf(work: Work, person: str) -> str | None:
    return None if person == work.actor.member_id else person


def _write_answer(work: Work, case: Case, person: str, **values: object) -> None:
    work.execute(
        sa.update(suggestion_person)
        .where(suggestion_person.c.suggestion_id == case.suggestion_id, suggestion_person.c.member_id == person)
        .values(**values)
    )


def _make_match(work: Work, case: Case) -> None:
    """Everybody said yes: a match, and a letter to each with how to reach the others."""
    match_id = work.ids.new()
    work.execute(
        sa.insert(match).values(
            id=match_id,
            suggestion_id=case.suggestion_id,
            programme_id=case.programme_id,
            state="active",
            started_at=work.now,
        )
    )
    work.execute(
        sa.insert(match_person),
        [{"match_id": match_id, "member_id": side.member_id, "role": side.role} for side in case.sides],
    )
    note(work, "match", "match", match_id)
    telling.matched(work, case, match_id)


def undo(work: Work, key: str, suggestion_id: str, member_id: str | None = None, how_told: str = "") -> str:
    """Take an acceptance back within a day: the suggestion is open again, or the match that came of it ends.

    Raises NotFound, AlreadyDecided, UndoTooLate.
    """
    person, _ = _require_answering(work, load(work, suggestion_id), member_id, how_told)

    def do() -> str:
        _undo(work, suggestion_id, person)
        return suggestion_id

    return work.once(key, "undo", {"suggestion": suggestion_id, "person": person, "told": how_told}, do)


def undo_by_link(work: Work, key: str, secret: str) -> str:
    """The same with the secret of the letter that brought the yes, which then answers again while that is possible.

    Raises LinkSpent, AlreadyDecided, UndoTooLate.
    """
    mark = digest(secret)
    person, suggestion_id = _of_link(work, mark)
    _require_answering(work, load(work, suggestion_id), None, "")

    def do() -> str:
        _undo(work, suggestion_id, person)
        work.execute(sa.update(link).where(link.c.digest == mark).values(used_at=None))
        return suggestion_id

    return work.once(key, "undo_by_link", {"suggestion": suggestion_id, "person": person, "how": mark}, do)


def _undo(work: Work, suggestion_id: str, person: str) -> None:
    case = locked(work, suggestion_id)
    side = case.side(person)
    rules.check_undo(side.answer, side.answered_at, work.now)
    note(work, "undo_acceptance", "suggestion", suggestion_id, on_behalf_of_id=_behalf(work, person))
    if case.state == "accepted":
        _undo_match(work, case, person)
        return
    first = all(other.answer is None for other in case.others(person))
    move(work, case, "offered" if first else "partly_accepted", May.ANSWER_SUGGESTION, rules.TAKEN_BACK)
    _write_answer(work, case, person, answer=None, answered_at=None, answered_for_by_id=None, how_told="")


def _undo_match(work: Work, case: Case, person: str) -> None:
    row = work.row(sa.select(match.c.id).where(match.c.suggestion_id == case.suggestion_id))
    assert row is not None  # an accepted suggestion has its match
    end(work, row.id, rules.UNDONE, "")
    move(work, case, "declined", May.ANSWER_SUGGESTION, rules.UNDONE)
    _write_answer(work, case, person, answer="declined", answered_at=work.now, reason_code=rules.UNDONE)
    telling.ended(work, case, row.id)


def remind_or_expire(work: Work, key: str, suggestion_id: str) -> str:
    """What is due for an open suggestion: one reminder half-way, then its end; answers reminded, expired or nothing."""
    work.require(May.RUN_MATCHING)

    def do() -> str:
        case = locked(work, suggestion_id)
        due = rules.may_be_due(case.state, case.closes_at, work.now)
        if due == "expire":
            move(work, case, "expired", May.RUN_MATCHING)
            telling.not_going_ahead(work, case, case.sides)
            return "expired"
        return "reminded" if due == "remind" and telling.remind(work, case) else "nothing"

    return work.once(key, "remind_or_expire", {"suggestion": suggestion_id}, do)
