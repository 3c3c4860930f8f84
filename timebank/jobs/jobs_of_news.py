"""The jobs that write to people: letters leave, and what is new or waits is told."""

from datetime import time, timedelta

from timebank.access import May
from timebank.digests import asking, nudges, weekly
from timebank.jobs import telling, upkeep
from timebank.jobs.job import Job, for_each
from timebank.jobs.rules import Daily, EachMinute, Weekly
from timebank.work import Look

MONDAY, WEDNESDAY = 0, 2


def _to_nudge(look: Look) -> list[str]:
    return list(nudges.nudges_due(look))


JOBS_OF_NEWS = (
    Job(
        "send-letters",
        "Sends the letters that are due.",
        EachMinute(),
        upkeep.letters_waiting,
        upkeep.send_letters,
        timedelta(minutes=30),
    ),
    Job(
        "monday-digest",
        "Tells coordinators what waits, who is waiting and what went quiet; nothing where there is nothing.",
        Weekly(MONDAY, time(7)),
        lambda look: len(telling.coordinators_to_tell(look)),
        telling.write_mondays,
        may=May.RUN_MATCHING,
        whom=telling.coordinators_to_tell,
    ),
    Job(
        "weekly-digest",
        "Tells members what is new and fits them, and what waits for them; nothing twice, nothing where there is none.",
        Weekly(MONDAY, time(8, 15)),
        lambda look: len(weekly.members_to_tell(look)),
        telling.write_digests,
        timedelta(hours=1),
        may=May.RUN_MATCHING,
        whom=weekly.members_to_tell,
    ),
    Job(
        "kind-ideas",
        "Gives members a kind idea now and then: at most one in two months, the same at most twice a year.",
        Weekly(WEDNESDAY, time(10, 30)),
        lambda look: len(_to_nudge(look)),
        for_each("kind-ideas", _to_nudge, nudges.nudge, "idea", "ideas", "written"),
        may=May.RUN_MATCHING,
        whom=_to_nudge,
    ),
    Job(
        "warn-of-listings",
        "Tells people a week before that an offer or request of theirs comes down.",
        Daily(time(10)),
        lambda look: len(asking.listings_ending(look)),
        for_each("warn-of-listings", asking.listings_ending, asking.warn_of_ending, "member", "members", "told"),
        may=May.RUN_MATCHING,
        whom=asking.listings_ending,
    ),
    Job(
        "expire-listings",
        "Takes offers and requests down when their time is over.",
        Daily(time(5, 30)),
        upkeep.listings_over,
        upkeep.expire_listings,
    ),
)
