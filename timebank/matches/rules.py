"""What is true of suggestions, rounds and matches: how each may move on and who may move it, and time limits; pure."""

from collections.abc import Collection
from datetime import UTC, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from timebank.access import May
from timebank.errors import AlreadyDecided, InvalidInput, Refused
from timebank.members.rules import clean_words

State = Literal["draft", "offered", "partly_accepted", "accepted", "discarded", "declined", "expired", "superseded"]
STATES: tuple[State, ...] = (
    "draft",
    "offered",
    "partly_accepted",
    "accepted",
    "discarded",
    "declined",
    "expired",
    "superseded",
)
OPEN_STATES: tuple[State, ...] = ("offered", "partly_accepted")
TOGETHER = ("trio", "circle")  # kinds of suggestions to three or four people
UNTOLD_STATES: tuple[State, ...] = ("draft", "superseded", "discarded")

# Every move a suggestion can make, and what its mover must be allowed to do; no other move exists.
MOVES: dict[tuple[State, State], May] = {
    ("draft", "offered"): May.APPROVE_SUGGESTION,
    ("draft", "discarded"): May.REVIEW_SUGGESTION,
    ("draft", "superseded"): May.RUN_MATCHING,
    ("offered", "partly_accepted"): May.ANSWER_SUGGESTION,
    ("offered", "declined"): May.ANSWER_SUGGESTION,
    ("offered", "discarded"): May.REVIEW_SUGGESTION,
    ("offered", "expired"): May.RUN_MATCHING,
    ("offered", "superseded"): May.TAKE_PART,  # somebody in it takes a break or leaves
    ("partly_accepted", "partly_accepted"): May.ANSWER_SUGGESTION,  # the second of three
    ("partly_accepted", "accepted"): May.ANSWER_SUGGESTION,
    ("partly_accepted", "declined"): May.ANSWER_SUGGESTION,
    ("partly_accepted", "offered"): May.ANSWER_SUGGESTION,  # the only acceptance, taken back
    ("partly_accepted", "discarded"): May.REVIEW_SUGGESTION,
    ("partly_accepted", "expired"): May.RUN_MATCHING,
    ("partly_accepted", "superseded"): May.TAKE_PART,
    ("accepted", "declined"): May.ANSWER_SUGGESTION,  # an acceptance taken back within a day ends the match
}

RoundState = Literal["draft", "solved", "reviewed", "published", "discarded"]
ROUND_STATES: tuple[RoundState, ...] = ("draft", "solved", "reviewed", "published", "discarded")
REVIEWABLE: tuple[RoundState, ...] = ("solved", "reviewed")

# Every move a round can make, as above; a draft has its people and nothing else, a published one has asked somebody.
ROUND_MOVES: dict[tuple[RoundState, RoundState], May] = {
    ("draft", "solved"): May.RUN_MATCHING,
    ("draft", "discarded"): May.RUN_MATCHING,
    ("solved", "reviewed"): May.REVIEW_SUGGESTION,  # by a press, or with the last decision on one of its drafts
    ("solved", "published"): May.RUN_MATCHING,  # some were asked, and a newer round takes the rest over
    ("solved", "discarded"): May.RUN_MATCHING,
    ("reviewed", "solved"): May.RUN_MATCHING,  # there is something new to look at
    ("reviewed", "published"): May.APPROVE_SUGGESTION,
    ("reviewed", "discarded"): May.RUN_MATCHING,
    ("published", "solved"): May.RUN_MATCHING,  # a circle of it dissolved, and those left are looked at again
}

DECLINE_REASONS = {
    "": "I would rather not say",
    "not_now": "Not just now",
    "times": "The times do not suit me",
    "place": "It is too far, or hard to get to",
    "other_person": "I would rather meet somebody else",
    "other_help": "I am looking for something else",
    "already": "I have found somebody already",
    "other": "Something else",
}
ENDING_REASONS = {
    "planned": "We did what we set out to do",
    "time": "There is not enough time for it any more",
    "moved_on": "One of us is moving on",
    "no_contact": "We could not get hold of each other",
    "not_a_fit": "It was not the right fit",
    "concern": "Something was not right, please talk to me",
    "other": "Something else",
}
TAKEN_BACK = "taken back"  # what a step says when somebody takes their yes back
UNDONE = "undone"  # an ending of its own: an acceptance taken back
GOOD_ENDINGS = ("planned", "time", "moved_on")  # the two may well meet again in another programme

OFFER_LASTS = timedelta(days=14)
LAST_MINUTE = time(23, 59)
MOST_LETTER_WORDS = 1200
REMIND_BEFORE = timedelta(days=7)  # its end is at midnight, so the job reminds on the seventh day at whatever hour
UNDO_WITHIN = timedelta(hours=24)
RESTS: dict[State, timedelta] = {"discarded": timedelta(days=90), "expired": timedelta(days=28)}


class TooLate(Refused):
    """The time to answer this suggestion has passed. Nothing was changed; the next round looks for somebody again."""


class NoLongerPossible(Refused):
    """Somebody in this suggestion is not taking part as they were, so it cannot go ahead. Nothing was changed."""


class UndoTooLate(Refused):
    """An acceptance can be taken back for one day. You can still end the match at any time, and need no reason."""


def check_move(before: State, after: State, may: May) -> None:
    """Go on only along a move of the table, made under its own permission; raises AlreadyDecided."""
    if MOVES.get((before, after)) != may:
        raise AlreadyDecided


def check_round_move(before: RoundState, after: RoundState, may: May) -> None:
    """The same for a round; raises AlreadyDecided."""
    if ROUND_MOVES.get((before, after)) != may:
        raise AlreadyDecided


def closes_at(offered: datetime, zone: str) -> datetime:
    """When a suggestion offered now closes: the day before two weeks are over is the last, whole, where people live.

    So the day that a letter names can be used to its end, and on the fourteenth the suggestion is closed.
    """
    local = ZoneInfo(zone)
    closed_on = (offered.astimezone(local) + OFFER_LASTS).date()
    return datetime.combine(closed_on - timedelta(days=1), LAST_MINUTE, local).astimezone(UTC)


def check_answerable(state: State, closes_at: datetime | None, now: datetime) -> None:
    """Whether a suggestion can be answered now; raises AlreadyDecided, TooLate."""
    if state not in OPEN_STATES:
        raise TooLate if state == "expired" else AlreadyDecided
    if closes_at is None or closes_at <= now:
        raise TooLate


def check_undo(answer: str | None, answered_at: datetime | None, now: datetime) -> None:
    """Whether an acceptance can still be taken back; raises AlreadyDecided, UndoTooLate."""
    if answer != "accepted" or answered_at is None:
        raise AlreadyDecided
    if now - answered_at > UNDO_WITHIN:
        raise UndoTooLate


def clean_decline(code: str, words: str) -> tuple[str, str]:
    """A reason for saying no as it is kept; both parts may be blank, because nobody needs a reason."""
    if code not in DECLINE_REASONS:
        raise InvalidInput("Please choose one of the reasons, or none.")
    return code, clean_words(words)


def clean_ending(code: str, words: str) -> tuple[str, str]:
    """A reason for an ending as it is kept; one of ENDING_REASONS, because every ending has one."""
    if code not in ENDING_REASONS:
        raise InvalidInput("Please choose why the match ends. There is no wrong answer.")
    return code, clean_words(words)


def clean_letter_words(words: str) -> str:
    """What a coordinator adds to a letter; raises InvalidInput when it is too long."""
    return clean_words(words, MOST_LETTER_WORDS)


def clean_discard(words: str) -> str:
    """Why a coordinator sets a suggestion aside; raises InvalidInput when nothing is said."""
    kept = clean_words(words)
    if not kept:
        raise InvalidInput("Please say in a few words why this suggestion is set aside.")
    return kept


def is_apart(state: State, answers: Collection[str | None], same_programme: bool, since_decided: timedelta) -> bool:
    """Whether an earlier suggestion keeps two of its people from being suggested to each other again, by their answers.

    A no counts in every programme, between whoever said it and each of the others; one that was discarded or ran out
    rests in its own programme for a while. Of three or four who were asked, those who said yes may meet otherwise.
    """
    if state == "declined":
        return "declined" in answers
    if state == "expired" and set(answers) == {"accepted"}:
        return False
    return same_programme and state in RESTS and since_decided < RESTS[state]


def ending_keeps_apart(code: str, same_programme: bool) -> bool:
    """Whether people whose match has ended are not put forward together again."""
    return same_programme or code not in GOOD_ENDINGS


def may_be_due(state: State, closes_at: datetime | None, now: datetime) -> str:
    """What the worker does with a suggestion now: "expire", "remind" or nothing ("")."""
    if state not in OPEN_STATES or closes_at is None:
        return ""
    if closes_at <= now:
        return "expire"
    return "remind" if closes_at - REMIND_BEFORE <= now else ""
