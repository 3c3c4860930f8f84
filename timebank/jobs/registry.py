"""Every job there is, in the order people read them."""

from datetime import time, timedelta

from timebank.errors import InvalidInput
from timebank.jobs import hours, rounds, upkeep
from timebank.jobs.job import Job
from timebank.jobs.rules import Daily, EachMinute, Weekly
from timebank.ledger import grants

JOBS = (
    Job(
        "send-letters",
        "Sends the letters that are due.",
        EachMinute(),
        upkeep.letters_waiting,
        upkeep.send_letters,
        timedelta(minutes=30),
    ),
    Job(
        "remind-unconfirmed",
        "Reminds people of hours that wait for their word: after one day, after three, then each week.",
        Daily(time(9)),
        lambda look: len(hours.reminders_to_write(look)),
        hours.remind_unconfirmed,
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
    Job(
        "weekly-rounds",
        "Looks for new suggestions in each open programme; coordinators decide on them.",
        Weekly(0, time(6)),
        lambda look: len(rounds.programmes_to_match(look)),
        rounds.run_rounds,
        timedelta(hours=1),
    ),
    Job(
        "expire-suggestions",
        "Reminds people once of a suggestion, and ends it kindly after two weeks without an answer.",
        Daily(time(9, 15)),
        lambda look: len(rounds.suggestions_due(look)),
        rounds.remind_or_expire_suggestions,
    ),
    Job(
        "expire-listings",
        "Takes offers and requests down when their time is over.",
        Daily(time(5, 30)),
        upkeep.listings_over,
        upkeep.expire_listings,
    ),
    Job(
        "verify-ledger",
        "Proves that every hour is still as it was written down.",
        Daily(time(4)),
        lambda look: 1,
        hours.verify_ledger,
        timedelta(hours=1),
    ),
    Job(
        "clean-up",
        "Deletes what nobody needs any longer: closed sessions, spent links, old keys.",
        Daily(time(4, 30)),
        upkeep.leftovers,
        upkeep.clean_up,
    ),
)


def job_called(name: str) -> Job:
    """The job of this name. Raises InvalidInput with the names there are."""
    for job in JOBS:
        if job.name == name:
            return job
    raise InvalidInput(f"There is no job called {name!r}. There are: {', '.join(job.name for job in JOBS)}.")
