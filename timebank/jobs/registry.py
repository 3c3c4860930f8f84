"""Every job there is, in the order people read them."""

from timebank.errors import InvalidInput
from timebank.jobs.job import Job
from timebank.jobs.jobs_of_hours import JOBS_OF_HOURS
from timebank.jobs.jobs_of_matches import JOBS_OF_MATCHES
from timebank.jobs.jobs_of_news import JOBS_OF_NEWS
from timebank.jobs.jobs_of_upkeep import JOBS_OF_UPKEEP

JOBS: tuple[Job, ...] = (*JOBS_OF_NEWS, *JOBS_OF_HOURS, *JOBS_OF_MATCHES, *JOBS_OF_UPKEEP)


def job_called(name: str) -> Job:
    """The job of this name. Raises InvalidInput with the names there are."""
    for job in JOBS:
        if job.name == name:
            return job
    raise InvalidInput(f"There is no job called {name!r}. There are: {', '.join(job.name for job in JOBS)}.")
