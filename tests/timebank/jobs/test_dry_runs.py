"""To only look at what a job would do changes nothing at all: not a row of any table, and no file."""

from datetime import datetime, time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from digest_world import Digests
from guiding import GUIDES, Guiding
from tasting import BOTH, Tasting
from world import World

from timebank.access import OPERATOR
from timebank.app import App
from timebank.community import actions as community
from timebank.db import metadata
from timebank.jobs.by_hand import preview
from timebank.jobs.registry import JOBS
from timebank.jobs.run import run
from timebank.ledger.donations import donate
from timebank.life import endings, rests
from timebank.listings import actions as listings
from timebank.listings.tables import listing
from timebank.matches import actions as matches
from timebank.matches.reads import my_matches
from timebank.meetings import actions as meetings
from timebank.members import checks, links
from timebank.programmes import running

ASKING = GUIDES.replace('name = "mentor"', 'name = "mentor"\nchecks = ["pvg"]')
DAYS = 15
ELSEWHERE = {"look-again"}  # a circle that dissolves: tests/timebank/matches/test_circles_again.py


class Full(Digests):
    """A community in which nearly every job has something to do, fifteen days after most of it began."""

    def live(self) -> None:
        self.cora = self.world.coordinator("Cora")
        self.do(OPERATOR, community.choose, {"unanswered_policy": "accept"})
        self.helped("Ann", "Ben")
        self.world.app.do(OPERATOR, links.make, links.PASSWORD, self.world.ids["Ann"])
        self.clock.move(days=40)
        self.noticeboard()
        self.do_not_answer()
        self.mentoring()
        self.clock.move(days=DAYS)
        self.do(OPERATOR, community.choose, {"opening_grant_minutes": "60"})
        self.world.member("Newcomer Nia")

    def noticeboard(self) -> None:
        over = self.write("Dora", "request", "Help with my hedge")
        ends = self.write("Eli", "offer", "I trim hedges")
        tea = self.write("Ann", "offer", "Tea and talk", "company")
        asked = self.do(self.world.member("Dora"), listings.ask, tea, "Please")
        self.do(self.world.member("Ann"), listings.agree, asked, self.today(1))
        with self.world.app.work(OPERATOR) as work:
            for listing_id, days in ((over, DAYS - 1), (ends, DAYS + 3)):
                expires_on = sa.update(listing).where(listing.c.id == listing_id).values(expires_on=self.today(days))
                work.execute(expires_on)

    def do_not_answer(self) -> None:
        """Hours and a gift wait for the others, who were reminded of the hours."""
        self.helped("Dora", "Eli", confirmed=False)
        given = {"giver": self.world.account("Ann"), "receiver": self.world.account("Eli"), "minutes": 15}
        self.do(self.world.member("Ann"), donate, **given)
        self.run("remind-unconfirmed", days=1)
        self.run("send-letters")

    def mentoring(self) -> None:
        """Four pairs: one does nothing, one meets and ends as planned, one rests, and one does not answer; and a first step waits."""
        story = Guiding(self.world)
        for one, other in (("Ann", "Ben"), ("Kim", "Ken"), ("Mia", "Max"), ("Fay", "Gus")):
            story.join(one, "mentee")
            story.join(other, "mentor")
        story.run()
        for draft in story.drafts():
            self.do(self.cora, matches.approve, draft.suggestion_id)
            for who in draft.people:
                if "Fay" not in {one.name for one in draft.people}:
                    story.say(self.world.member(who.name), draft.suggestion_id)
        self.do(self.cora, running.change, story.programme_id, ASKING, 1)
        self.do(self.cora, checks.record_check, self.world.ids["Gus"], "pvg", True, self.today(), self.today(40))
        for name in ("Ann", "Mia"):
            self.together(name)
        first_step = Tasting(self.world, BOTH["buddying"])
        for name in ("Tia", "Tom"):
            first_step.guiding.join(name)
        first_step.run()
        first_step.ask(until=self.today(DAYS))

    def together(self, name: str) -> None:
        who = self.world.member(name)
        (match_id,) = (one.match_id for one in self.world.app.see(who, my_matches, who.member_id))
        if name == "Mia":
            self.do(who, rests.put_on_hold, match_id, self.today(DAYS))
            return
        for days in (DAYS - 1, DAYS + 1):
            self.do(who, meetings.plan, match_id, datetime.combine(self.today(days), time(9)), 60)
        self.do(who, endings.plan_ending, match_id, self.today(DAYS))


def everything(app: App) -> dict[str, list[Any]]:
    """Each table as it stands, row by row."""
    with app.engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(sa.select(table)).all()))
            for table in metadata.sorted_tables
        }


def test_a_dry_run_of_every_job_changes_no_row_and_no_file(world: World, tmp_path: Path) -> None:
    Full(world).live()
    app = world.app
    before, files = everything(app), sorted(tmp_path.rglob("*"))
    waiting = {}
    for job in JOBS:
        waiting[job.name] = preview(app, OPERATOR, job.name).waiting
        report = run(app, job.name, dry_run=True)
        assert (report.done, "nothing was done" in report.words) == (waiting[job.name], True)
        assert everything(app) == before, job.name
    assert sorted(tmp_path.rglob("*")) == files
    assert {name for name, count in waiting.items() if not count} == ELSEWHERE
