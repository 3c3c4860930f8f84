"""Every job there is, in the order people read them."""

from dataclasses import dataclass

from timebank.errors import InvalidInput
from timebank.jobs.job import Job
from timebank.jobs.jobs_of_hours import JOBS_OF_HOURS
from timebank.jobs.jobs_of_matches import JOBS_OF_MATCHES
from timebank.jobs.jobs_of_news import JOBS_OF_NEWS
from timebank.jobs.jobs_of_upkeep import JOBS_OF_UPKEEP


@dataclass(frozen=True, slots=True)
class Group:
    """Jobs that serve one thing, and what people call it."""

    words: str
    jobs: tuple[Job, ...]


GROUPS = (
    Group("Letters and news", JOBS_OF_NEWS),
    Group("Hours", JOBS_OF_HOURS),
    Group("Suggestions, meetings and matches", JOBS_OF_MATCHES),
    Group("Keeping things safe at night", JOBS_OF_UPKEEP),
)
JOBS: tuple[Job, ...] = tuple(job for group in GROUPS for job in group.jobs)


def job_called(name: str) -> Job:
    """The job of this name. Raises InvalidInput with the names there are."""
    for job in JOBS:
        if job.name == name:
            return job
    raise InvalidInput(f"There is no job called {name!r}. There are: {', '.join(job.name for job in JOBS)}.")
