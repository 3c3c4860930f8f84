"""Two matched people meet: plan, move, cancel, and hours that wait for the other's word."""

from datetime import datetime

import pytest
import sqlalchemy as sa
from guiding import COMPANY, Guiding
from world import World

from timebank.access import ANONYMOUS, OPERATOR, WORKER, Caller, Role
from timebank.clock import HandClock
from timebank.errors import AlreadyDecided, InvalidInput, NotFound, SignInNeeded
from timebank.ledger import actions as ledger
from timebank.ledger.reads import balance
from timebank.ledger.tables import entry, exchange
from timebank.life.endings import end_match
from timebank.matches import actions as matches
from timebank.meetings import actions, reads, rules

TUESDAY = datetime(2026, 11, 3, 14, 0)


def matched(guiding: Guiding, offline: bool = False) -> tuple[Caller, Caller, str]:
    ann, ben = guiding.join("Ann", "mentee", offline=offline), guiding.join("Ben", "mentor")
    suggestion_id = guiding.offer()
    if offline:
        guiding.world.app.do(
            guiding.cora,
            matches.answer,
            guiding.world.key(),
            suggestion_id,
            True,
            member_id=ann.member_id,
            how_told="by phone",
        )
    else:
        guiding.say(ann, suggestion_id)
    guiding.say(ben, suggestion_id)
    with guiding.world.app.engine.connect() as connection:
        return ann, ben, str(connection.execute(sa.text("SELECT id FROM match")).scalar_one())


def plan(guiding: Guiding, who: Caller, match_id: str, starts: datetime = TUESDAY, minutes: int = 60) -> str:
    return guiding.world.app.do(who, actions.plan, guiding.world.key(), match_id, starts, minutes, "Library")


def seen(guiding: Guiding, who: Caller) -> reads.Meetings:
    assert who.member_id
    return guiding.world.app.see(who, reads.meetings_of, who.member_id)


def entries(guiding: Guiding) -> list[tuple[str, str, int]]:
    """All entries as (state, what they came from, minutes)."""
    with guiding.world.app.engine.connect() as connection:
        rows = connection.execute(
            sa.select(entry.c.id, entry.c.state, exchange.c.source_kind, exchange.c.source_id, entry.c.minutes)
            .join(exchange, exchange.c.id == entry.c.exchange_id)
            .order_by(entry.c.position)
        )
        return [(row.state, f"{row.source_kind} {row.source_id}", row.minutes) for row in rows]


def entry_id(guiding: Guiding) -> str:
    with guiding.world.app.engine.connect() as connection:
        return str(connection.execute(sa.select(entry.c.id)).scalar_one())


def test_from_a_suggestion_to_hours_that_count(guiding: Guiding, clock: HandClock) -> None:
    ann, ben, match_id = matched(guiding)
    app, key = guiding.world.app, guiding.world.key
    meeting_id = plan(guiding, ann, match_id)
    assert [kind for kind, _ in guiding.letters("Ben")][-1] == "meeting_planned"
    assert "Tuesday 3 November 2026 at 14:00, Library" in guiding.letters("Ben")[-1][1]
    (card,) = seen(guiding, ben).to_come
    assert (card.others[0][1], card.starts_local, card.place, card.programme) == ("Ann", TUESDAY, "Library", "Guides")
    with pytest.raises(rules.NotYet):
        app.do(ben, actions.held, key(), meeting_id, 90)
    clock.move(days=2)
    assert [one.meeting_id for one in app.see(ben, reads.waiting_for_answer, str(ben.member_id))] == [meeting_id]
    app.do(ben, actions.held, key(), meeting_id, 90)
    assert entries(guiding) == [("pending", f"meeting {meeting_id}", 90)]
    assert app.see(ben, balance, str(ben.member_id)).balance_minutes == 0
    with pytest.raises(NotFound):  # nobody confirms what they recorded
        app.do(ben, ledger.confirm, key(), entry_id(guiding))
    app.do(ann, ledger.confirm, key(), entry_id(guiding))
    assert entries(guiding) == [("posted", f"meeting {meeting_id}", 90)]
    assert app.see(ben, balance, str(ben.member_id)).given_minutes == 90
    assert app.see(ann, balance, str(ann.member_id)).received_minutes == 90
    assert seen(guiding, ann).waiting == ()
    assert [one.state for one in seen(guiding, ann).past] == ["held"]


def test_a_meeting_held_twice_by_two_clicks_or_two_people_counts_once(guiding: Guiding, clock: HandClock) -> None:
    ann, ben, match_id = matched(guiding)
    app, key = guiding.world.app, guiding.world.key
    meeting_id = plan(guiding, ann, match_id)
    clock.move(days=2)
    for _ in range(2):
        assert app.do(ann, actions.held, "one click", meeting_id, 60) == meeting_id
    for person in (ann, ben):
        with pytest.raises(AlreadyDecided):
            app.do(person, actions.held, key(), meeting_id, 60)
        with pytest.raises(AlreadyDecided):
            app.do(person, actions.not_held, key(), meeting_id)
        with pytest.raises(AlreadyDecided):
            app.do(person, actions.cancel, key(), meeting_id)
        with pytest.raises(AlreadyDecided):
            app.do(person, actions.move, key(), meeting_id, datetime(2026, 11, 20, 10))
    assert len(entries(guiding)) == 1


def test_a_meeting_whose_hours_are_refused_is_not_held_either(guiding: Guiding, clock: HandClock) -> None:
    ann, _, match_id = matched(guiding)
    app, key = guiding.world.app, guiding.world.key
    meeting_id = plan(guiding, ann, match_id)
    clock.move(days=100)
    with pytest.raises(InvalidInput, match="90 days"):
        app.do(ann, actions.held, key(), meeting_id, 60)
    assert [one.state for one in seen(guiding, ann).waiting] == ["planned"]
    app.do(ann, actions.held, key(), meeting_id, 60, with_hours=False)
    assert entries(guiding) == []


def test_a_meeting_is_moved_and_the_old_one_stays_as_moved(guiding: Guiding) -> None:
    ann, ben, match_id = matched(guiding)
    app = guiding.world.app
    first = plan(guiding, ann, match_id)
    guiding.tick()
    second = app.do(ben, actions.move, "move", first, datetime(2026, 11, 5, 9, 30))
    assert app.do(ben, actions.move, "move", first, datetime(2026, 11, 5, 9, 30)) == second
    mine = seen(guiding, ann)
    assert [(one.meeting_id, one.minutes, one.place) for one in mine.to_come] == [(second, 60, "Library")]
    assert [(one.meeting_id, one.state) for one in mine.past] == [(first, "moved")]
    kind, text = guiding.letters("Ann")[-1]
    assert kind == "meeting_moved"
    assert "Tuesday 3 November 2026 at 14:00" in text
    assert "Thursday 5 November 2026 at 09:30" in text


def test_a_meeting_is_cancelled_and_the_other_is_told(guiding: Guiding) -> None:
    ann, _, match_id = matched(guiding)
    meeting_id = plan(guiding, ann, match_id)
    guiding.tick()
    guiding.world.app.do(ann, actions.cancel, guiding.world.key(), meeting_id, "I have a cold")
    assert guiding.letters("Ben")[-1][0] == "meeting_cancelled"
    assert "I have a cold" in guiding.letters("Ben")[-1][1]
    assert not any(kind.startswith("meeting") for kind, _ in guiding.letters("Ann"))
    assert [one.reason for one in seen(guiding, ann).past] == ["I have a cold"]


def test_a_meeting_that_did_not_take_place_writes_no_hours(guiding: Guiding, clock: HandClock) -> None:
    ann, ben, match_id = matched(guiding)
    app, key = guiding.world.app, guiding.world.key
    meeting_id = plan(guiding, ann, match_id)
    with pytest.raises(rules.NotYet):
        app.do(ben, actions.not_held, key(), meeting_id, "the bus")
    clock.move(days=2)
    app.do(ben, actions.not_held, key(), meeting_id, "the bus")
    assert entries(guiding) == []
    assert [(one.state, one.reason) for one in seen(guiding, ann).past] == [("not_held", "the bus")]


def test_a_meeting_nobody_planned_can_be_written_down_afterwards_without_a_letter(
    guiding: Guiding, clock: HandClock
) -> None:
    ann, _, match_id = matched(guiding)
    with pytest.raises(InvalidInput, match="before your match began"):
        plan(guiding, ann, match_id, datetime(2026, 10, 30, 10))
    clock.move(days=4)
    meeting_id = plan(guiding, ann, match_id, datetime(2026, 11, 4, 10))
    assert not any(kind.startswith("meeting") for kind, _ in guiding.letters("Ben"))
    guiding.world.app.do(ann, actions.held, guiding.world.key(), meeting_id, 45)
    assert entries(guiding) == [("pending", f"meeting {meeting_id}", 45)]


def test_buddies_say_who_helped_whom(world: World, clock: HandClock) -> None:
    company = Guiding(world, COMPANY)
    ann, ben = company.join("Ann"), company.join("Ben")
    match_id = company.match(ann, ben)
    app, key = world.app, world.key
    first, second = plan(company, ann, match_id), plan(company, ann, match_id)
    clock.move(days=2)
    app.do(ann, actions.held, key(), first, 60)
    app.do(ben, actions.held, key(), second, 30, helper_id=str(ben.member_id))
    assert app.see(ann, balance, str(ann.member_id)).balance_minutes == 0
    with app.engine.connect() as connection:
        helpers = connection.execute(
            sa.text(
                "SELECT member.name FROM entry JOIN account ON account.id = entry.to_account_id"
                " JOIN member ON member.id = account.member_id"
            )
        ).scalars()
        assert list(helpers) == ["Ben", "Ben"]


def test_a_coordinator_records_a_meeting_for_an_offline_member(guiding: Guiding, clock: HandClock) -> None:
    ann, ben, match_id = matched(guiding, offline=True)
    app, key = guiding.world.app, guiding.world.key
    meeting_id = plan(guiding, guiding.cora, match_id)
    assert guiding.letters("Ben")[-1][0] == "meeting_planned"
    clock.move(days=2)
    with pytest.raises(NotFound):  # Cora was not there herself
        app.do(guiding.cora, actions.held, key(), meeting_id, 60)
    app.do(guiding.cora, actions.held, key(), meeting_id, 60, recorded_for_id=ann.member_id, how_told="face to face")
    app.do(ben, ledger.confirm, key(), entry_id(guiding))
    assert [state for state, _, _ in entries(guiding)] == ["posted"]
    assert app.see(guiding.cora, reads.meetings_of, str(ann.member_id)).past[0].state == "held"


def test_after_a_match_has_ended_only_what_came_before_can_be_recorded(guiding: Guiding, clock: HandClock) -> None:
    ann, ben, match_id = matched(guiding)
    app, key = guiding.world.app, guiding.world.key
    before = plan(guiding, ann, match_id)
    after = plan(guiding, ann, match_id, datetime(2026, 11, 10, 14))
    clock.move(days=3)
    app.do(ben, end_match, key(), match_id, "planned")
    with pytest.raises(rules.MatchOver):
        plan(guiding, ann, match_id, datetime(2026, 11, 20, 14))
    with pytest.raises(rules.MatchOver):
        app.do(ann, actions.move, key(), before, datetime(2026, 11, 20, 14))
    clock.move(days=10)
    assert [one.meeting_id for one in seen(guiding, ann).waiting] == [before]
    with pytest.raises(rules.MatchOver):
        app.do(ann, actions.held, key(), after, 60)
    app.do(ann, actions.held, key(), before, 60)
    assert len(entries(guiding)) == 1


@pytest.mark.parametrize("who", ["stranger", "administrator", "second decider", "worker", "operator"])
def test_meetings_are_for_the_two_and_their_coordinator(guiding: Guiding, clock: HandClock, who: str) -> None:
    ann, _, match_id = matched(guiding)
    meeting_id = plan(guiding, ann, match_id)
    clock.move(days=2)
    caller = {
        "stranger": guiding.world.member("Stranger Sam"),
        "administrator": guiding.world.holder("Ada", Role.ADMINISTRATOR),
        "second decider": guiding.world.holder("Dan", Role.SECOND_DECIDER),
        "worker": WORKER,
        "operator": OPERATOR,
    }[who]
    app, key = guiding.world.app, guiding.world.key
    with pytest.raises(NotFound):
        app.do(caller, actions.held, key(), meeting_id, 60)
    if who == "operator":  # may do what a coordinator may, but was at no meeting and plans none
        with pytest.raises(InvalidInput):
            app.do(caller, actions.plan, key(), match_id, TUESDAY, 60)
        return
    with pytest.raises(NotFound):
        app.do(caller, actions.plan, key(), match_id, TUESDAY, 60)
    with pytest.raises(NotFound):
        app.do(caller, actions.move, key(), meeting_id, TUESDAY)
    for action in (actions.cancel, actions.not_held):
        with pytest.raises(NotFound):
            app.do(caller, action, key(), meeting_id)
    with pytest.raises(NotFound):
        app.see(caller, reads.meetings_of, str(ann.member_id))
    with pytest.raises(SignInNeeded):
        app.do(ANONYMOUS, actions.cancel, key(), meeting_id)


def test_a_meeting_or_match_that_is_not_there_cannot_be_found(guiding: Guiding) -> None:
    ann, _, _ = matched(guiding)
    with pytest.raises(NotFound):
        plan(guiding, ann, "no such match")
    with pytest.raises(NotFound):
        guiding.world.app.do(ann, actions.cancel, guiding.world.key(), "no such meeting")


@pytest.mark.parametrize("way", ["decline", "withdraw"])
def test_hours_that_fell_can_be_written_down_once_more(guiding: Guiding, clock: HandClock, way: str) -> None:
    ann, ben, match_id = matched(guiding)
    app, key = guiding.world.app, guiding.world.key
    meeting_id = plan(guiding, ann, match_id)
    clock.move(days=2)
    app.do(ben, actions.held, key(), meeting_id, 90)
    assert seen(guiding, ben).waiting == ()
    clock.move(minutes=5)
    app.do(ann if way == "decline" else ben, getattr(ledger, way), key(), entry_id(guiding))
    assert [one.meeting_id for one in seen(guiding, ben).waiting] == [meeting_id]
    assert seen(guiding, ben).past == ()
    with pytest.raises(AlreadyDecided):  # it took place, so there is nothing to call off
        app.do(ann, actions.cancel, key(), meeting_id)
    app.do(ben, actions.held, key(), meeting_id, 60)
    assert [(state, minutes) for state, _, minutes in entries(guiding)][-1] == ("pending", 60)
    for person in (ann, ben):
        with pytest.raises(AlreadyDecided):
            app.do(person, actions.held, key(), meeting_id, 60)
    assert [(one.state, one.minutes) for one in seen(guiding, ann).past] == [("held", 60)]


def test_hours_that_fell_may_be_let_be(guiding: Guiding, clock: HandClock) -> None:
    ann, ben, match_id = matched(guiding)
    app, key = guiding.world.app, guiding.world.key
    meeting_id = plan(guiding, ann, match_id)
    clock.move(days=2)
    app.do(ben, actions.held, key(), meeting_id, 90)
    clock.move(minutes=5)
    app.do(ann, ledger.decline, key(), entry_id(guiding))
    app.do(ben, actions.held, key(), meeting_id, 90, with_hours=False)
    assert (seen(guiding, ben).waiting, len(seen(guiding, ben).past)) == ((), 1)
    assert len(entries(guiding)) == 1


def test_after_an_ending_no_words_pass_between_them(guiding: Guiding, clock: HandClock) -> None:
    ann, ben, match_id = matched(guiding)
    app, key = guiding.world.app, guiding.world.key
    waiting, coming = plan(guiding, ann, match_id), plan(guiding, ann, match_id, datetime(2026, 11, 20, 14))
    clock.move(days=2)
    app.do(ben, end_match, key(), match_id, "not_a_fit")
    told = len(guiding.letters("Ben"))
    with pytest.raises(AlreadyDecided):
        app.do(ann, actions.cancel, key(), coming, "You will hear from me")
    app.do(ann, actions.not_held, key(), waiting, "You will hear from me")
    assert len(guiding.letters("Ben")) == told
    assert [one.reason for one in seen(guiding, ben).past] == ["", ""]


def test_everybody_reads_the_hour_of_their_own_clocks(guiding: Guiding) -> None:
    ann, ben, match_id = matched(guiding)
    app, key = guiding.world.app, guiding.world.key
    with app.engine.begin() as connection:
        connection.execute(sa.text("UPDATE member SET zone = 'Europe/Paris' WHERE name = 'Ben'"))
    first = plan(guiding, ann, match_id)
    assert "Tuesday 3 November 2026 at 15:00 (Paris time), Library" in guiding.letters("Ben")[-1][1]
    guiding.tick()
    second = app.do(ben, actions.move, key(), first, datetime(2026, 11, 5, 9, 30))
    assert "now it is Thursday 5 November 2026 at 09:30, Library" in guiding.letters("Ann")[-1][1]
    guiding.tick()
    app.do(ann, actions.cancel, key(), second)
    assert "Thursday 5 November 2026 at 10:30 (Paris time)" in guiding.letters("Ben")[-1][1]


def test_a_coordinator_who_plans_for_two_others_is_not_taken_for_one_of_them(guiding: Guiding) -> None:
    _, _, match_id = matched(guiding)
    plan(guiding, guiding.cora, match_id)
    assert "Your coordinator Cora has planned a meeting for you and Ann: Tuesday" in guiding.letters("Ben")[-1][1]
    assert "Your coordinator Cora has planned a meeting for you and Ben: Tuesday" in guiding.letters("Ann")[-1][1]
