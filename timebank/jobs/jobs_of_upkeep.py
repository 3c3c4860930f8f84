"""The jobs that keep the house in order at night: a copy, a proof of the ledger, and the clean-up."""

from datetime import time, timedelta

from timebank.access import May
from timebank.jobs import copying, hours, upkeep
from timebank.jobs.job import Job
from timebank.jobs.rules import Daily

JOBS_OF_UPKEEP = (
    Job(
        "backup",
        "Copies everything and proves the copy; keeps 7 days, 4 weeks and 12 months of copies.",
        Daily(time(3, 30)),
        copying.one_copy,
        copying.copy_and_rotate,
        timedelta(hours=2),
        may=May.KEEP_COPIES,
    ),
    Job(
        "verify-ledger",
        "Proves that every hour is still as it was written down.",
        Daily(time(4)),
        lambda look: 1,
        hours.verify_ledger,
        timedelta(hours=1),
        may=May.SEE_PROOF,
    ),
    Job(
        "clean-up",
        "Deletes what nobody needs any longer: closed sessions, spent links, old keys.",
        Daily(time(4, 30)),
        upkeep.leftovers,
        upkeep.clean_up,
    ),
)
