"""Who may run a job by hand and see what it would do; and how long what is needed for a while is kept."""

import pytest
import sqlalchemy as sa
from digest_world import Digests
from world import World

from timebank.access import ANONYMOUS, OPERATOR, WORKER, Role
from timebank.app import App
from timebank.clock import HandClock
from timebank.errors import InvalidInput, NotFound, SignInNeeded
from timebank.history.tables import event
from timebank.jobs import retention
from timebank.jobs.by_hand import preview, run_by_hand
from timebank.jobs.reads import failed_now, overview
from timebank.jobs.registry import JOBS
from timebank.jobs.run import ALREADY, run
from timebank.members.actions import add_area, grant
from timebank.members.tables import link, member, session

OF_ADMINISTRATORS = {"backup", "verify-ledger"}
OF_NOBODY = {"send-letters", "clean-up", "opening-hours", "expire-gifts", "unanswered-hours", "expire-listings"}
OF_NOBODY |= {"planned-endings", "rests-over"}


def test_coordinators_run_what_is_theirs_and_administrators_copies_and_proofs(world: World) -> None:
    cora, adam = world.coordinator("Cora"), world.holder("Adam", Role.ADMINISTRATOR)
    may = {who: {one.name for one in world.app.see(who, overview) if one.may_run} for who in (cora, adam)}
    assert may[adam] == OF_ADMINISTRATORS
    assert may[cora] == {job.name for job in JOBS} - OF_NOBODY - {"backup"}
    for who, name in ((cora, "backup"), (adam, "weekly-digest"), (world.member("Ann"), "weekly-rounds")):
        for act in (lambda app, who, name: run_by_hand(app, who, "k", name), preview):
            with pytest.raises(NotFound):
                act(world.app, who, name)
    assert run_by_hand(world.app, OPERATOR, "o", "clean-up").ok
    with pytest.raises(InvalidInput):
        preview(world.app, cora, "nonsense")


def test_one_press_is_one_run_however_often_it_arrives_and_history_says_who(world: World, clock: HandClock) -> None:
    cora = world.coordinator("Cora")
    assert run_by_hand(world.app, cora, "press", "weekly-rounds").words == "0 rounds run."
    clock.move(minutes=1)
    assert run_by_hand(world.app, cora, "press", "weekly-rounds") is ALREADY
    assert run_by_hand(world.app, cora, "another", "weekly-rounds") is not ALREADY
    with world.app.look(WORKER) as look:
        rows = look.rows(sa.select(event.c.actor_id).where(event.c.action == "run_job"))
    assert [row.actor_id for row in rows] == [cora.member_id] * 2


def test_a_dry_run_does_nothing_and_names_only_those_the_reader_may_know(world: World) -> None:
    town = Digests(world)
    town.write("Ann", "request", "Help with my hedge")
    town.write("Ben", "offer", "I trim hedges")
    north = world.app.do(OPERATOR, add_area, world.key(), "North")
    south = world.app.do(OPERATOR, add_area, world.key(), "South")
    with world.app.work(OPERATOR) as work:
        work.execute(sa.update(member).where(member.c.id == world.ids["Ann"]).values(area_id=south))
    nora = world.member("Nora")
    world.app.do(OPERATOR, grant, world.key(), nora.member_id, Role.COORDINATOR, area_id=north)
    would = preview(world.app, world.coordinator("Cora"), "weekly-digest")
    assert (would.waiting, would.names) == (2, ("Ann", "Ben"))
    assert preview(world.app, nora, "weekly-digest").names == ("Ben",)
    assert preview(world.app, OPERATOR, "weekly-digest").waiting == 2
    assert town.digests("Ann") == []
    assert town.run("weekly-digest") == "2 members written to."


def test_jobs_that_did_not_go_well_are_named(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert world.app.see(WORKER, failed_now) == []
    app: App = world.app
    monkeypatch.setattr("timebank.jobs.copying.folder_of", _broken)
    with pytest.raises(InvalidInput):
        run(app, "backup")
    (sentence,) = app.see(world.coordinator("Cora"), failed_now)
    assert sentence.startswith("Copies everything")
    with pytest.raises(NotFound):
        app.see(world.member("Ann"), failed_now)


def _broken(app: App) -> None:
    raise InvalidInput("There is no folder.")


def test_every_rule_of_what_goes_is_in_words_and_leaves_what_is_still_needed(world: World, clock: HandClock) -> None:
    told = dict(retention.in_words())
    assert len(told) == len(retention.RULES)
    assert told["Links in letters, after they stopped working"] == "30 days"
    now = clock.now()
    for rule in retention.RULES:
        with world.app.look(WORKER) as look:
            look.rows(sa.select(sa.func.count()).select_from(rule.table).where(rule.is_over(now)))
    assert {session, link} <= {rule.table for rule in retention.RULES}


def test_a_stranger_is_asked_to_sign_in(world: World) -> None:
    with pytest.raises(SignInNeeded):
        preview(world.app, ANONYMOUS, "weekly-digest")
