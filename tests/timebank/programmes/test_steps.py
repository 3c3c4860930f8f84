"""The steps of taking part: interested, asked to join, getting to know each other, training, ready; and what is missing."""

import pytest
import sqlalchemy as sa
from guiding import GUIDES, Guiding
from ledger_world import TODAY
from world import World

from timebank.clock import HandClock
from timebank.digests.monday import monday
from timebank.errors import AlreadyDecided, InvalidInput, NotFound
from timebank.mail.tables import letter
from timebank.members import checks
from timebank.programmes import actions, reads, rules, running
from timebank.programmes.newcomers import newcomers, without_a_check
from timebank.programmes.version_reads import programme_file

ASKING = (
    GUIDES.replace('name = "mentor"', 'name = "mentor"\nchecks = ["references", "pvg"]')
    + "[settings]\nneeds_screening = true\n"
)


@pytest.fixture
def guiding(world: World) -> Guiding:
    """A programme that gets to know people first and asks for two checks of its mentors, with a stranger in it."""
    made = Guiding(world)
    made.join("Stranger Sam", "mentee")
    world.app.do(made.cora, running.change, world.key(), made.programme_id, ASKING, 1)
    return made


def state(guiding: Guiding, name: str) -> str:
    part = guiding.world.app.see(guiding.world.member(name), reads.my_part, guiding.programme_id)
    return part.state if part else ""


def part_id(guiding: Guiding, name: str) -> str:
    part = guiding.world.app.see(guiding.world.member(name), reads.my_part, guiding.programme_id)
    assert part is not None
    return part.participation_id


def move(guiding: Guiding, name: str, step: str) -> None:
    guiding.world.app.do(guiding.cora, actions.move_step, guiding.world.key(), part_id(guiding, name), step, "")


def interested(guiding: Guiding, name: str = "Ann") -> None:
    world = guiding.world
    world.app.do(world.member(name), actions.show_interest, world.key(), guiding.programme_id, "mentor")


def test_ann_is_interested_then_asks_to_join_and_comes_from_step_to_step(guiding: Guiding) -> None:
    world, app = guiding.world, guiding.world.app
    interested(guiding)
    assert state(guiding, "Ann") == "interested"
    app.do(world.member("Ann"), actions.join, world.key(), guiding.programme_id, "mentor")
    assert state(guiding, "Ann") == "applied"
    for kind in ("references", "pvg"):
        app.do(guiding.cora, checks.record_check, world.key(), world.ids["Ann"], kind, True, TODAY)
    for step in ("screening", "training", "ready"):
        move(guiding, "Ann", step)
        assert state(guiding, "Ann") == step


def test_a_coordinator_hears_of_interest_and_does_not_ask_to_join_for_ann(guiding: Guiding) -> None:
    interested(guiding)
    with guiding.world.app.engine.connect() as connection:
        kinds = connection.execute(sa.select(letter.c.kind, letter.c.member_id)).all()
    assert ("somebody_waits", guiding.world.ids["Cora"]) in [tuple(row) for row in kinds]
    for step in ("applied", "screening", "ready"):
        with pytest.raises((AlreadyDecided, InvalidInput)):
            move(guiding, "Ann", step)
    assert state(guiding, "Ann") == "interested"


def test_whoever_waits_to_hear_is_listed_for_coordinators_only(guiding: Guiding) -> None:
    world, app = guiding.world, guiding.world.app
    interested(guiding)
    app.do(world.member("Ben"), actions.join, world.key(), guiding.programme_id, "mentee")
    assert [(one.title, one.name) for one in app.see(guiding.cora, newcomers)] == [("Guides", "Ann"), ("Guides", "Ben")]
    with pytest.raises(NotFound):
        app.see(world.member("Ann"), newcomers)


def test_whoever_is_interested_may_change_their_mind_and_their_role(guiding: Guiding) -> None:
    world, app = guiding.world, guiding.world.app
    interested(guiding)
    with pytest.raises(rules.AlreadyTakingPart):
        interested(guiding)
    app.do(world.member("Ann"), actions.join, world.key(), guiding.programme_id, "mentee")
    with pytest.raises(rules.AlreadyTakingPart):
        interested(guiding)
    app.do(world.member("Ann"), actions.leave, world.key(), guiding.programme_id)
    interested(guiding)
    app.do(world.member("Ann"), actions.leave, world.key(), guiding.programme_id)
    assert state(guiding, "Ann") == ""


def test_nobody_is_ready_before_what_their_role_asks_for_was_seen_and_the_sentence_names_it(guiding: Guiding) -> None:
    world, app = guiding.world, guiding.world.app
    app.do(world.member("Ann"), actions.join, world.key(), guiding.programme_id, "mentor")
    app.do(guiding.cora, checks.record_check, world.key(), world.ids["Ann"], "references", True, TODAY)
    move(guiding, "Ann", "screening")
    with pytest.raises(InvalidInput, match="written down: PVG scheme"):
        move(guiding, "Ann", "ready")
    app.do(guiding.cora, checks.record_check, world.key(), world.ids["Ann"], "pvg", True, TODAY)
    move(guiding, "Ann", "ready")
    assert state(guiding, "Ann") == "ready"


def test_nobody_who_joins_stands_as_ready_while_a_check_is_missing_even_where_nobody_is_got_to_know(
    guiding: Guiding, clock: HandClock
) -> None:
    world, app = guiding.world, guiding.world.app
    unscreened = ASKING.replace("needs_screening = true", "needs_screening = false")
    app.do(guiding.cora, running.change, world.key(), guiding.programme_id, unscreened, 2)
    app.do(world.member("Ann"), actions.join, world.key(), guiding.programme_id, "mentor")
    for kind in ("references", "pvg"):
        assert where_all_see(guiding, "Ann") == {"checks"}
        assert app.see(guiding.cora, reads.pool_members, guiding.programme_id)[1:] == ()
        app.do(guiding.cora, checks.record_check, world.key(), world.ids["Ann"], kind, True, TODAY, TODAY)
    assert where_all_see(guiding, "Ann") == {"ready"}
    assert [kind for kind, _ in guiding.letters("Cora")] == ["somebody_waits"]
    clock.move(days=1)
    assert where_all_see(guiding, "Ann") == {"checks"}


def where_all_see(guiding: Guiding, name: str) -> set[str]:
    """Where somebody stands on their own page, among all programmes, and for a coordinator."""
    app, person = guiding.world.app, guiding.world.member(name)
    (card,) = app.see(person, reads.programmes)
    (listed,) = [one for one in app.see(guiding.cora, reads.participants, guiding.programme_id) if one.name == name]
    return {state(guiding, name), card.my_state, listed.state}


def test_a_mentee_of_whom_nothing_is_asked_is_ready_without_checks(guiding: Guiding) -> None:
    world = guiding.world
    world.app.do(world.member("Ann"), actions.join, world.key(), guiding.programme_id, "mentee")
    for step in ("screening", "ready"):
        move(guiding, "Ann", step)
    assert state(guiding, "Ann") == "ready"


def test_interest_in_a_closed_programme_or_for_somebody_else_is_refused(guiding: Guiding) -> None:
    world, app = guiding.world, guiding.world.app
    with pytest.raises(NotFound):
        app.do(
            world.member("Ann"),
            actions.show_interest,
            world.key(),
            guiding.programme_id,
            "mentor",
            world.member("Stranger Sam").member_id,
        )
    app.do(guiding.cora, running.set_open, world.key(), guiding.programme_id, False)
    with pytest.raises(rules.ProgrammeClosed):
        interested(guiding)


def test_a_coordinator_notes_the_interest_of_a_member_without_email(guiding: Guiding) -> None:
    world, app = guiding.world, guiding.world.app
    olga = world.member("Olga", offline=True).member_id
    app.do(guiding.cora, actions.show_interest, world.key(), guiding.programme_id, "mentor", olga, "by phone")
    part = app.see(guiding.cora, reads.my_part, guiding.programme_id, olga)
    assert part is not None
    assert part.state == "interested"


def test_each_version_says_what_it_changed(guiding: Guiding) -> None:
    found = guiding.world.app.see(guiding.cora, programme_file, guiding.programme_id)
    assert [one.changes for one in found.versions] == [
        (
            "A conversation before somebody takes part: yes instead of no.",
            "Seen before somebody is ready as mentor: references, PVG scheme.",
        ),
        (),
    ]


def test_whoever_waits_for_a_check_is_named_to_whoever_may_see_it_and_never_to_themself(
    guiding: Guiding, clock: HandClock
) -> None:
    world, app = guiding.world, guiding.world.app
    app.do(world.member("Ben"), actions.join, world.key(), guiding.programme_id, "mentor")
    for kind in ("references", "pvg"):
        app.do(guiding.cora, checks.record_check, world.key(), world.ids["Ben"], kind, True, TODAY, TODAY)
    move(guiding, "Ben", "screening")
    move(guiding, "Ben", "ready")
    assert app.see(guiding.cora, without_a_check) == ()
    clock.move(days=1)
    (found,) = app.see(guiding.cora, without_a_check)
    assert (found.title, found.name) == ("Guides", "Ben")
    assert "PVG scheme" in found.checks
    told = [(one.what, one.who) for one in app.see(guiding.cora, monday)]
    assert ("People with a check to be seen for Guides", f"Ben ({found.checks})") in told
    assert not any("Checks that have ended" in what for what, _ in told), "told once"
    with pytest.raises(NotFound):
        app.see(world.member("Ann"), without_a_check)
