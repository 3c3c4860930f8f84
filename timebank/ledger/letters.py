"""What people are told about hours; pure. No names and no health words in a subject: others may see the screen."""

from dataclasses import dataclass, replace
from datetime import date

from timebank.ledger.rules import say_minutes
from timebank.mail.rules import Draft, envelope, say_day


@dataclass(frozen=True, slots=True)
class Hours:
    """What a letter about hours tells: to whom, about whom, how long and when, and where to look."""

    community: str
    name: str
    other: str
    minutes: int
    day: date
    link: str
    words: str = ""  # how a question was settled, where it was

    @property
    def time_and_day(self) -> str:
        """ "1 h 30 on 3 November 2026"."""
        return f"{say_minutes(self.minutes)} on {say_day(self.day)}"


def please_confirm(hours: Hours) -> Draft:
    """Somebody recorded hours with you: please confirm or question them."""
    return _draft(
        hours,
        f"{hours.other} wrote down {hours.time_and_day}, spent together with you.",
        "Please say whether that is right. It counts for both of you once you confirm it."
        " If the time was different, you can say what you remember.",
        link_words="Look at these hours",
    )


def please_confirm_meeting(hours: Hours) -> Draft:
    """Somebody recorded the hours of a meeting for which the pot gives: please confirm, or say no."""
    return _draft(
        hours,
        f"{hours.other} wrote down {hours.time_and_day}, spent together with you.",
        hours.words,
        "Please say whether that is right. It counts once you confirm it. If the time was different, please say no:"
        " then it can be written down again.",
        link_words="Look at these hours",
    )


def who_gives(own_minutes: int, pot_minutes: int, helped: str) -> str:
    """What of a meeting's hours comes from whom, in one sentence.

    >>> who_gives(30, 31, "Ann")
    '30 min of it come from Ann and 31 min from the community pot.'
    """
    if not own_minutes:
        return f"The community pot gives these hours: nothing comes from {helped}."
    own, pot = say_minutes(own_minutes), say_minutes(pot_minutes)
    return f"{own} of it come from {helped} and {pot} from the community pot."


def please_confirm_session(hours: Hours) -> Draft:
    """You took part in a session somebody wrote down: please confirm or question your own time."""
    return _draft(
        hours,
        f"A session with {hours.other} on {say_day(hours.day)} was written down: {say_minutes(hours.minutes)} for you.",
        "Please say whether that is right. Your time counts once you confirm it, whatever the others say."
        " If it was different, you can say what you remember.",
        link_words="Look at these hours",
    )


def session_written_down(hours: Hours) -> Draft:
    """Somebody else wrote down a session you helped with."""
    return _draft(
        hours,
        f"A session you helped with on {say_day(hours.day)} was written down.",
        f"It is {say_minutes(hours.minutes)} for you in all, and counts as those who took part confirm it.",
        "If it is not right, you can take your hours back until then.",
    )


def pot_may_give(hours: Hours) -> Draft:
    """Somebody else wrote down a session you helped with, for which the pot would give."""
    return _draft(
        hours,
        f"A session you helped with on {say_day(hours.day)} was written down.",
        f"It is {say_minutes(hours.minutes)} for you in all, from {hours.other}. It counts as soon as somebody who was"
        " not part of it says yes.",
        "If it is not right, you can take your hours back until then.",
    )


def pot_gave(hours: Hours) -> Draft:
    """A coordinator wrote down a session you helped with, for which the pot gave."""
    return _draft(
        hours,
        f"A session you helped with on {say_day(hours.day)} was written down.",
        f"It is {say_minutes(hours.minutes)} for you in all, from {hours.other}, and it counts already. Thank you!",
        "If it is not right, please tell your coordinator.",
    )


def please_confirm_for_pot(community: str, name: str, link: str) -> Draft:
    """A session paid from the pot waits for a coordinator who was not part of it."""
    words = "A session waits for somebody who was not part of it: its hours would come from the community pot."
    return envelope(community, name, link, "Look at the session", words)


def still_to_confirm(hours: Hours) -> Draft:
    """A kind reminder of hours that wait for an answer."""
    return _draft(
        hours,
        f"A small reminder: {hours.other} wrote down {hours.time_and_day}, spent together with you.",
        "It takes one tap to confirm it, or to say that something was different.",
        link_words="Look at these hours",
    )


def recorded_for_you(hours: Hours) -> Draft:
    """A coordinator wrote hours down on your behalf."""
    return _draft(
        hours,
        f"Your coordinator wrote down for you {hours.time_and_day}, spent together with {hours.other}.",
        "If that is not right, please tell your coordinator.",
    )


def confirmed(hours: Hours) -> Draft:
    """The hours you recorded now count."""
    return _draft(
        hours, f"You and {hours.other} agree on {hours.time_and_day}. It now counts for both of you. Thank you."
    )


def accepted_unanswered(hours: Hours) -> Draft:
    """Hours count because nobody answered, as the community decided."""
    return _draft(
        hours,
        f"The hours with {hours.other}, {hours.time_and_day}, waited a long time for an answer.",
        "As our community has decided for such cases, they now count. If that is not right, tell your coordinator.",
    )


def questioned(hours: Hours) -> Draft:
    """The other person remembers it differently."""
    return _draft(
        hours,
        f"{hours.other} remembers the hours on {say_day(hours.day)} differently. That happens easily.",
        "Somebody who was not part of it will look at it with both of you. Until then nothing counts.",
    )


def settled(hours: Hours) -> Draft:
    """A question is settled; 0 minutes when no hours count."""
    outcome = f"{say_minutes(hours.minutes)} now count" if hours.minutes else "no hours count"
    note = [f"What was noted for both of you: {hours.words}"] if hours.words else []
    return _draft(
        hours,
        f"The question about your hours with {hours.other} on {say_day(hours.day)} is settled: {outcome}.",
        *note,
        "If something is still not right, please talk to your coordinator.",
    )


def declined(hours: Hours) -> Draft:
    """The other person could not agree that this happened."""
    return _draft(
        hours,
        f"{hours.other} could not agree to the hours on {say_day(hours.day)}, so they do not count.",
        "Perhaps it was meant for another day or another person. Your coordinator is glad to help.",
    )


def withdrawn(hours: Hours) -> Draft:
    """Hours that waited for an answer were taken back."""
    return _draft(
        hours,
        f"The hours with {hours.other}, {hours.time_and_day}, were taken back before they counted.",
        "There is nothing for you to do.",
    )


def gift(hours: Hours) -> Draft:
    """Somebody gives hours away: please take them, or kindly do not."""
    words = [f"They wrote: {hours.words}"] if hours.words else []
    return _draft(
        hours,
        f"{hours.other} would like to give you {say_minutes(hours.minutes)}, just like that.",
        *words,
        "You can take it with thanks, or kindly leave it. Nobody minds, and nothing is expected in return.",
        link_words="Look at this gift",
    )


def gift_still_waits(hours: Hours) -> Draft:
    """A kind reminder of a gift that waits for an answer."""
    return _draft(
        hours,
        f"A small reminder: {hours.other} would like to give you {say_minutes(hours.minutes)}.",
        "You can take it with thanks, or kindly leave it.",
        link_words="Look at this gift",
    )


def gift_for_you_to_give(hours: Hours) -> Draft:
    """A coordinator wrote down a gift on your behalf."""
    return _draft(
        hours,
        f"Your coordinator wrote down for you that you give {say_minutes(hours.minutes)} to {hours.other}.",
        "If that is not right, please tell your coordinator.",
    )


def gift_to_pot(hours: Hours) -> Draft:
    """Hours went to the pot: thank you."""
    return _draft(
        hours,
        f"Thank you: {say_minutes(hours.minutes)} went to {hours.other}.",
        "They are there for everybody who needs them.",
    )


def granted(hours: Hours) -> Draft:
    """The community gives hours from its pot, with thanks or as a welcome."""
    words = [f"What was noted: {hours.words}"] if hours.words else []
    return _draft(
        hours, f"{say_minutes(hours.minutes)} came to you from {hours.other}. Thank you for being here.", *words
    )


def gift_taken(hours: Hours) -> Draft:
    """A gift was taken with thanks."""
    return _draft(
        hours, f"The gift of {say_minutes(hours.minutes)} between you and {hours.other} was taken with thanks."
    )


def gift_not_taken(hours: Hours) -> Draft:
    """A gift was kindly left."""
    return _draft(
        hours,
        f"{hours.other} kindly left the gift of {say_minutes(hours.minutes)}.",
        "The hours are where they were before. It was a kind thought all the same.",
    )


def gift_taken_back(hours: Hours) -> Draft:
    """A gift that waited for an answer was taken back."""
    return _draft(
        hours,
        f"The gift of {say_minutes(hours.minutes)} between you and {hours.other} was taken back before it counted.",
        "There is nothing for you to do.",
    )


def gift_lapsed(hours: Hours) -> Draft:
    """A gift waited so long that the hours are where they were before."""
    return _draft(
        hours,
        f"The gift of {say_minutes(hours.minutes)} between you and {hours.other} waited a long time for an answer.",
        "The hours are where they were before. It can be given again at any time.",
    )


def please_settle(community: str, name: str, link: str) -> Draft:
    """Two people remember hours differently and wait for a third."""
    words = "Two members remember their hours differently and wait for somebody who was not part of it: you can help."
    return envelope(community, name, link, "Look at the question", words)


def to_be_answered(draft: Draft, link: str) -> Draft:
    """A letter that asks, with a link by which this one person answers without signing in."""
    words = "You can answer with this link, without signing in. It is meant for you alone."
    return replace(draft, link=link, link_words="Answer here", paragraphs=(*draft.paragraphs, words))


def _draft(hours: Hours, *paragraphs: str, link_words: str = "See your hours") -> Draft:
    begun = (f"T{one[1:]}" if one.startswith("the ") else one for one in paragraphs)  # the pot has no capital letter
    return envelope(hours.community, hours.name, hours.link, link_words, *begun)
