"""Every write there is, tried by those it is nobody's business of: what is done all the same stands here by name."""

import pytest
import sqlalchemy as sa
from guiding import Guiding
from ledger_world import Ledger
from saying import Town
from saying_everything import CASES, writes
from world import World

from timebank.access import ANONYMOUS, OPERATOR, Caller, Role
from timebank.errors import Refused
from timebank.members import actions as members
from timebank.members.tables import member
from timebank.work import Work

BY_A_SECRET = {  # whoever holds the secret of a letter is the person it was written to
    "ledger.by_letter.confirm_by_letter",
    "ledger.by_letter.decline_by_letter",
    "ledger.by_letter.question_by_letter",
    "life.undoing.undo_by_link",
    "mail.unsubscribe.unsubscribe_by_letter",
    "matches.actions.answer_by_link",
    "matches.actions.undo_by_link",
    "matches.taster_saying.say_by_link",
}
FOR_ONESELF = {  # what any member does in their own name
    "ledger.proving.keep",
    "listings.actions.write_listing",
    "listings.answering.ask",
    "members.sign_in.end_own_sessions",
    "programmes.actions.join",
    "programmes.actions.show_interest",
    "safeguarding.notes.report_concern",
}
OF_THE_WHOLE = {  # what a coordinator of any area does for the whole community, or for a programme, which has no area
    "community.actions.choose",
    "jobs.by_hand.ask_to_run",
    "life.endings.carry_out",
    "life.rests.wake",
    "life.tasks.open_due",
    "life.words.ask",
    "matches.actions.remind_or_expire",
    "matches.actions.run_round",
    "matches.preparing.finish_review",
    "matches.preparing.prepare_round",
    "matches.preparing.solve_round",
    "matches.tasters.close_first_step",
    "matches.tasters.next_step",
    "matches.tasters.remind_or_close",
    "matches.tasters.run_first_step",
    "members.actions.add",
    "members.actions.add_area",
    "members.organisations.add_organisation",
    "programmes.running.change",
    "programmes.running.set_open",
    "programmes.running.start",
    "safeguarding.notes.write_safeguarding_note",
}
BESIDE = {
    "nobody": set[str](),
    "stranger": FOR_ONESELF,
    "elsewhere": FOR_ONESELF | OF_THE_WHOLE,
    "administrator": FOR_ONESELF
    | {"community.actions.choose", "ledger.limits.set_limits"}
    | {f"members.actions.{one}" for one in ("add_area", "end_role", "grant")},
    "second": FOR_ONESELF | {"ledger.decisions.agree", "ledger.decisions.refuse"},  # asked for a second person
    "lead": FOR_ONESELF | {"safeguarding.notes.close_note", "safeguarding.notes.read_note"},
}


class Undone(Exception):
    """It was done, and is taken back."""


@pytest.fixture
def town(world: World) -> Town:
    made = Town(world, Guiding(world), Ledger(world))
    for name in ("Ann", "Ben", "Cleo"):
        world.member(name)
    return made


def outsiders(town: Town) -> dict[str, Caller]:
    """People with each role who have no part in anything; everybody else lives in another area than "elsewhere"."""
    world, app = town.world, town.world.app
    north, south = (app.do(OPERATOR, members.add_area, world.key(), name) for name in ("Where they live", "Elsewhere"))
    found = {"nobody": ANONYMOUS, "stranger": world.member("Sid"), "elsewhere": world.member("Sol")}
    app.do(OPERATOR, members.grant, world.key(), world.ids["Sol"], Role.COORDINATOR, south)
    for name, role in (
        ("administrator", Role.ADMINISTRATOR),
        ("second", Role.SECOND_DECIDER),
        ("lead", Role.SAFEGUARDING_LEAD),
    ):
        found[name] = world.holder(f"Only {name}", role)
    apart = [one.member_id for one in found.values() if one.member_id]

    def settle(work: Work) -> None:
        work.execute(sa.update(member).where(member.c.id.not_in(apart)).values(area_id=north))

    app.do(OPERATOR, settle)
    return found


@pytest.mark.prove
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # who may is asked before any database is
@pytest.mark.parametrize("name", sorted(CASES))
def test_a_write_is_refused_to_all_whom_it_does_not_concern(town: Town, name: str) -> None:
    said, action, app = CASES[name](town), writes()[name], town.world.app

    def is_done(who: Caller) -> bool:
        def tried(work: Work) -> None:
            action(work, "the key", *said.args, **said.given)
            raise Undone

        try:
            app.do(who, tried)
        except Undone:
            return True
        except Refused:
            return False
        raise AssertionError("nothing is done without an end")

    everybody = outsiders(town)
    assert is_done(said.who)
    done = {who for who, caller in everybody.items() if is_done(caller)}
    assert done == {who for who in everybody if name in BESIDE[who] | BY_A_SECRET}
