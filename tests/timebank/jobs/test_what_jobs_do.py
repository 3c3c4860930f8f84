"""What each job does for people: letters leave, reminders come, old things end, the ledger is proved."""

import pytest
import sqlalchemy as sa
from world import World

from timebank.access import OPERATOR, WORKER, Role
from timebank.clock import HandClock
from timebank.community import actions as community
from timebank.jobs import hours, rounds
from timebank.jobs.run import run
from timebank.ledger import actions as ledger
from timebank.ledger import reads as ledger_reads
from timebank.ledger.rules import Holder
from timebank.ledger.tables import account
from timebank.mail.tables import letter
from timebank.members import actions as members
from timebank.members import links, sign_in
from timebank.members.tables import link, session
from timebank.programmes.tables import programme


def record_hour(world: World, giver: str, receiver: str) -> str:
    """An hour the giver writes down, which the receiver must confirm."""
    caller, other = world.member(giver), world.member(receiver)
    assert caller.member_id
    assert other.member_id
    return world.app.do(
        caller,
        ledger.record,
        world.key(),
        giver=Holder("member", caller.member_id),
        receiver=Holder("member", other.member_id),
        service_date=world.app.clock.now().date(),
        minutes=60,
    )


def letters_of(world: World, kind: str) -> list[tuple[str, str]]:
    """(member's name, state) of each letter of a kind, in the order written."""
    named = {member_id: name for name, member_id in world.ids.items()}
    with world.app.look(WORKER) as look:
        chosen = sa.select(letter.c.member_id, letter.c.state).where(letter.c.kind == kind)
        return [(named[row.member_id], row.state) for row in look.rows(chosen.order_by(letter.c.written_at))]


def test_sending_letters_says_in_words_what_became_of_them(world: World) -> None:
    assert run(world.app, "send-letters").words == "No letter was due."
    record_hour(world, "Ann", "Ben")
    assert run(world.app, "send-letters", dry_run=True).done == 1
    assert run(world.app, "send-letters").words == "Letters: 1 sent."


def test_reminders_come_after_one_three_and_ten_days_then_weekly_and_stop_when_it_is_decided(
    world: World, clock: HandClock
) -> None:
    entry_id = record_hour(world, "Ann", "Ben")
    days_with_reminder = []
    for day in range(1, 34):
        clock.move(days=1)
        if run(world.app, "remind-unconfirmed").done:
            days_with_reminder.append(day)
        assert run(world.app, "remind-unconfirmed").done == 0, "not twice on one day"
        if day == 25:
            world.app.do(world.member("Ben"), ledger.confirm, "yes", entry_id)
    assert days_with_reminder == [1, 3, 10, 17, 24]
    assert letters_of(world, hours.REMINDER) == [("Ben", "due")] * 5


def test_after_time_off_only_one_reminder_comes(world: World, clock: HandClock) -> None:
    record_hour(world, "Ann", "Ben")
    clock.move(days=12)
    assert run(world.app, "remind-unconfirmed").done == 1
    assert run(world.app, "remind-unconfirmed").done == 0


def test_a_reminder_to_an_offline_member_is_there_for_the_coordinator(world: World, clock: HandClock) -> None:
    world.member("Ada", offline=True)
    record_hour(world, "Ann", "Ada")
    clock.move(days=1)
    run(world.app, "remind-unconfirmed")
    assert letters_of(world, hours.REMINDER) == [("Ada", "skipped")]


def test_unanswered_hours_count_only_where_chosen_and_after_a_reminder_was_sent(world: World, clock: HandClock) -> None:
    world.member("Ada", offline=True)
    record_hour(world, "Ann", "Ben")
    record_hour(world, "Ann", "Ada")
    clock.move(days=1)
    run(world.app, "remind-unconfirmed")
    run(world.app, "send-letters")
    clock.move(days=15)
    assert run(world.app, "unanswered-hours").done == 0, "the community asks the coordinator"
    world.app.do(OPERATOR, community.choose, "policy", {"unanswered_policy": "accept"})
    assert run(world.app, "unanswered-hours", dry_run=True).done == 1
    assert run(world.app, "unanswered-hours").done == 1
    assert run(world.app, "unanswered-hours").done == 0
    ann = world.member("Ann")
    balance = world.app.see(ann, ledger_reads.balance, ann.member_id)
    assert (balance.given_minutes, balance.pending_given_minutes) == (60, 60), "nobody reached Ada"


def test_a_ledger_that_holds_is_said_to_hold(world: World) -> None:
    record_hour(world, "Ann", "Ben")
    assert run(world.app, "verify-ledger").words == "1 entry verified: everything holds."


def test_a_ledger_changed_by_hand_is_found_and_told_to_administrators(world: World) -> None:
    world.holder("Ida", Role.ADMINISTRATOR)
    entry_id = record_hour(world, "Ann", "Ben")
    world.app.do(world.member("Ben"), ledger.confirm, "yes", entry_id)
    with world.app.engine.begin() as connection:
        connection.execute(sa.update(account).values(balance_minutes=account.c.balance_minutes + 60))
    report = run(world.app, "verify-ledger", slot="2026-11-02")
    assert not report.ok
    assert "not the sum of its entries" in report.words
    assert letters_of(world, "ledger_does_not_verify") == [("Ida", "due")]


def test_only_what_no_longer_opens_anything_is_cleaned_up(world: World, clock: HandClock) -> None:
    ann = world.member("Ann")
    assert ann.member_id
    members.set_password(world.app, ann.member_id, "three small words")
    sign_in.sign_in(world.app, "ann@example.org", "three small words", "here")
    world.app.do(OPERATOR, links.make, links.PASSWORD, ann.member_id)
    clock.move(days=40)
    sign_in.sign_in(world.app, "ann@example.org", "three small words", "here")
    assert run(world.app, "clean-up").done == 1, "the link of forty days ago"
    clock.move(days=25)
    secret = sign_in.sign_in(world.app, "ann@example.org", "three small words", "here")
    assert run(world.app, "clean-up").done == 1, "the first session"
    assert sign_in.caller_of(world.app, secret) == ann
    with world.app.look(WORKER) as look:
        assert look.value(sa.select(sa.func.count()).select_from(session)) == 2
        assert look.value(sa.select(sa.func.count()).select_from(link)) == 0


def test_runs_of_each_minute_are_forgotten_after_two_days_and_daily_ones_are_not(
    world: World, clock: HandClock
) -> None:
    run(world.app, "send-letters", slot="2026-11-02T10:00Z")
    run(world.app, "expire-listings", slot="2026-11-02")
    clock.move(days=3)
    assert run(world.app, "clean-up").done == 1


@pytest.mark.parametrize(
    ("kind", "state", "is_found"),
    [("mentoring", "open", True), ("buddying", "open", True), ("mentoring", "closed", False), ("help", "open", True)],
)
def test_rounds_are_for_open_programmes_of_every_kind(world: World, kind: str, state: str, is_found: bool) -> None:
    with world.app.engine.begin() as connection:
        values = {
            "id": "p",
            "name": "P",
            "kind": kind,
            "version": 1,
            "state": state,
            "started_at": world.app.clock.now(),
        }
        connection.execute(sa.insert(programme).values(**values))
    assert world.app.see(WORKER, rounds.programmes_to_match) == (["p"] if is_found else [])


def test_hours_taken_back_need_no_reminder(world: World, clock: HandClock) -> None:
    entry_id = record_hour(world, "Ann", "Ben")
    world.app.do(world.member("Ann"), ledger.withdraw, "back", entry_id)
    clock.move(days=2)
    assert world.app.see(WORKER, hours.reminders_to_write) == []
