"""What needs care in a match, in words, for its row in the list and for its own page."""

from timebank.life.tasks import KINDS
from timebank.meetings.lately import NotHeld
from ui.words.life import Care as SAID


def task_in_words(kind: str, name: str) -> str:
    """What a task is about, with the name of whom it is about where it is about one of them."""
    said = KINDS[kind]
    return SAID.about.format(kind=said, name=name) if name else said


def often_missed(not_held: NotHeld | None, with_reasons: bool = False) -> str:
    """How many of the last meetings did not take place, or nothing."""
    if not_held is None:
        return ""
    said = SAID.not_held.format(count=not_held.count, of=not_held.of)
    why = [SAID.why_not.format(words=words, count=count) for words, count in not_held.reasons]
    return f"{said}: {', '.join(why)}" if with_reasons and why else said
