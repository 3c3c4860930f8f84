"""What people are told when hours are put right, wait for a second person, or come near a limit; pure."""

from collections.abc import Callable

from timebank.ledger.letters import Hours
from timebank.ledger.rules import Limits, say_minutes
from timebank.mail.rules import Draft, envelope, say_day

OfBalance = Callable[[str, str, str, int, Limits], Draft]
SEE = "See your hours"


def corrected(was_minutes: int) -> Callable[[Hours], Draft]:
    """The letter that tells from which figure to which hours were put right, and why."""

    def hours_corrected(hours: Hours) -> Draft:
        now = f"{say_minutes(hours.minutes)} count now" if hours.minutes else "they no longer count"
        return envelope(
            *(hours.community, hours.name, hours.link, SEE),
            f"The hours with {hours.other} on {say_day(hours.day)} were put right:"
            f" {say_minutes(was_minutes)} were written down, and {now}.",
            f"The reason: {hours.words}",
            "If something is still not right, please talk to your coordinator.",
        )

    hours_corrected.__name__ = "corrected"
    return hours_corrected


def not_past_limit(hours: Hours) -> Draft:
    """Hours past a limit were looked at and do not count."""
    return envelope(
        *(hours.community, hours.name, hours.link, SEE),
        f"A coordinator has looked at the hours with {hours.other}, {hours.time_and_day}."
        " They would take a balance past what our community has agreed on, so they do not count.",
        f"What was noted for both of you: {hours.words}",
        "Please talk to your coordinator: together you will find a good way.",
    )


def please_decide(community: str, name: str, link: str) -> Draft:
    """Something waits for the word of a person who had no part in it."""
    words = "Something about hours waits for the word of a second person who had no part in it: you can help."
    return envelope(community, name, link, "Look at it", words)


def correction_not_agreed(community: str, name: str, link: str, reason: str) -> Draft:
    """The second person did not agree to put hours right this way."""
    return envelope(
        *(community, name, link, "See what waits"),
        "A correction of hours you asked for was looked at by a second person, who did not agree. Nothing was changed.",
        f"What was noted: {reason}",
    )


def friendly_word(community: str, name: str, link: str, balance_minutes: int, limits: Limits) -> Draft:
    """A balance has gone past a limit; nothing is wrong, and a talk is welcome."""
    if limits.floor_minutes is not None and balance_minutes < limits.floor_minutes:
        words = (
            f"You have received a good deal of help lately: your balance is {_say_balance(balance_minutes)}.",
            "Nothing is wrong, and nothing stops. It evens out over time. There may be something you enjoy doing for"
            " others: your coordinator is glad to look for it with you.",
        )
    else:
        words = (
            f"You have given a great deal lately: your balance is {say_minutes(balance_minutes)}. Thank you!",
            "There may be something others could do for you, or somebody you would like to pass hours on to:"
            " your coordinator is glad to talk it over.",
        )
    return envelope(community, name, link, SEE, *words)


def limits_chosen(community: str, name: str, link: str, balance_minutes: int, limits: Limits) -> Draft:
    """A coordinator chose how far the balance of this account may go."""
    floor, ceiling = limits.floor_minutes, limits.ceiling_minutes
    down = "as low as it likes" if floor is None else f"down to {_say_balance(floor)}"
    up = "as high as it likes" if ceiling is None else f"up to {_say_balance(ceiling)}"
    return envelope(
        *(community, name, link, SEE),
        f"Your coordinator has chosen how far your balance may go: {down}, and {up}."
        f" It is {_say_balance(balance_minutes)} now.",
        "If you have a question about it, please talk to your coordinator.",
    )


def _say_balance(minutes: int) -> str:
    """A balance in words without a minus sign, which reads like a reproach: -60 -> "1 h below even"."""
    if minutes == 0:
        return "even"
    return f"{say_minutes(abs(minutes))} below even" if minutes < 0 else say_minutes(minutes)
