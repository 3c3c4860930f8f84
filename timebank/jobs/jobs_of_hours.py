"""The jobs about hours: reminders of what waits for a word, what was agreed and not written, opening hours."""

from datetime import time

from timebank.access import May
from timebank.digests import asking
from timebank.jobs import hours
from timebank.jobs.job import Job, for_each
from timebank.jobs.rules import Daily
from timebank.ledger import grants

JOBS_OF_HOURS = (
    Job(
        "remind-unconfirmed",
        "Reminds people of hours that wait for their word: after one day, after three, then each week.",
        Daily(time(9)),
        lambda look: len(hours.reminders_to_write(look)),
        hours.remind_unconfirmed,
        may=May.RUN_MATCHING,
    ),
    Job(
        "ask-unrecorded",
        "Asks about what people had agreed and nobody wrote down: after a week, once more after two, then no more.",
        Daily(time(9, 50)),
        lambda look: len(asking.people_to_ask(look)),
        for_each("ask-unrecorded", asking.people_to_ask, asking.ask_unrecorded, "member", "members", "asked"),
        may=May.RUN_MATCHING,
        whom=asking.people_to_ask,
    ),
    Job(
        "unanswered-hours",
        "Lets hours count that nobody answered, where the community has chosen that.",
        Daily(time(9, 30)),
        lambda look: len(hours.hours_to_accept(look)),
        hours.accept_old,
    ),
    Job(
        "expire-gifts",
        "Ends gifts of hours that nobody answered in time; the hours are where they were before.",
        Daily(time(9, 40)),
        lambda look: len(hours.gifts_over(look)),
        hours.expire_gifts,
    ),
    Job(
        "opening-hours",
        "Gives new members the hours everybody begins with, from the community pot, where the community chose that.",
        Daily(time(8)),
        lambda look: len(grants.opening_due(look)),
        hours.give_opening_hours,
    ),
)
