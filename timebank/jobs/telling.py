"""Jobs that tell people what is new and what waits: a week for members, a Monday for coordinators."""

from timebank.access import WORKER
from timebank.app import App
from timebank.digests.monday import coordinators_reached, monday, write_monday
from timebank.digests.reading import seen_by
from timebank.digests.weekly import members_reached, same_for_everybody, write_digest
from timebank.jobs.job import Report, each
from timebank.work import Look, Work


def write_digests(app: App, slot: str) -> Report:
    """Write every member their weekly digest, where there is anything to tell."""
    shared = app.see(WORKER, same_for_everybody)

    def act(member_id: str) -> bool:
        def action(work: Work) -> str:
            work.kept |= shared
            return write_digest(work, f"weekly-digest:{slot}:{member_id}", member_id)

        return app.do(WORKER, action) != "nothing"

    return each(app.see(WORKER, members_reached), act).report("member", "members", "written to")


def write_mondays(app: App, slot: str) -> Report:
    """Write every coordinator what their Monday is about, where there is anything."""
    failed = app.see(WORKER, failed_jobs)

    def act(coordinator_id: str) -> bool:
        key = f"monday-digest:{slot}:{coordinator_id}"
        return app.do(WORKER, write_monday, key, coordinator_id, failed) != "nothing"

    return each(app.see(WORKER, coordinators_reached), act).report("coordinator", "coordinators", "written to")


def coordinators_to_tell(look: Look) -> list[str]:
    """The coordinators for whom anything waits now."""
    failed = failed_jobs(look)
    return [who for who in coordinators_reached(look) if monday(seen_by(look, who), failed)]


def failed_jobs(look: Look) -> list[str]:
    """The sentences of the jobs whose last run did not go well."""
    from timebank.jobs.reads import failed_now  # late: the list of jobs has this one in it

    return failed_now(look)
