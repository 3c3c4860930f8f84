"""What was agreed on the noticeboard, until its hours stand."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from ledger_world import TODAY, Ledger
from world import World

from timebank.access import OPERATOR
from timebank.clock import HandClock
from timebank.errors import InvalidInput
from timebank.history.tables import event
from timebank.ledger import actions as ledger
from timebank.ledger.corrections import correct
from timebank.ledger.questions import question, settle
from timebank.ledger.tables import entry
from timebank.listings import actions as listings
from timebank.listings.answer_reads import agreed_not_recorded
from timebank.setup import make_ready


def test_hours_taken_back_or_declined_leave_the_promise_open_again(world: World, clock: HandClock) -> None:
    make_ready(world.app)
    told, do = Ledger(world), world.app.do
    ann, ben = world.member("Ann"), world.member("Ben")
    listing_id = do(ann, listings.write_listing, world.key(), "offer", "gardening", "Hedges cut")
    answer_id = do(ben, listings.ask, world.key(), listing_id, "Mine is wild.")
    do(ann, listings.agree, world.key(), answer_id, TODAY)

    def open_promises() -> list[str]:
        return [card.answer_id for card in world.app.see(ann, agreed_not_recorded)]

    assert open_promises() == [answer_id]
    for take_back, whose in ((ledger.withdraw, ann), (ledger.decline, ben)):
        entry_id = do(
            ann,
            ledger.record,
            world.key(),
            giver=told.of("Ann"),
            receiver=told.of("Ben"),
            service_date=TODAY - timedelta(days=1),
            minutes=60,
            source_kind="listing",
            source_id=answer_id,
        )
        assert open_promises() == []
        do(whose, take_back, world.key(), entry_id)
        assert open_promises() == [answer_id]


def test_a_question_settled_on_nothing_leaves_the_promise_open_again(world: World) -> None:
    make_ready(world.app)
    told, do = Ledger(world), world.app.do
    ann, ben = world.member("Ann"), world.member("Ben")
    listing_id = do(ann, listings.write_listing, world.key(), "offer", "gardening", "Hedges cut")
    answer_id = do(ben, listings.ask, world.key(), listing_id, "Mine is wild.")
    do(ann, listings.agree, world.key(), answer_id, TODAY)
    hours = {"giver": told.of("Ann"), "receiver": told.of("Ben"), "service_date": TODAY, "minutes": 120}
    entry_id = do(ann, ledger.record, world.key(), **hours, source_kind="listing", source_id=answer_id)
    do(ben, question, world.key(), entry_id, 30, "it rained")
    assert world.app.see(ann, agreed_not_recorded) == ()
    do(world.coordinator("Cora"), settle, world.key(), entry_id, 0, "It did not take place.")
    assert [card.answer_id for card in world.app.see(ann, agreed_not_recorded)] == [answer_id]


def agreed(world: World, kind: str, day: date) -> str:
    """Ann's listing of this kind, which Ben answered and Ann agreed to; the answer's id."""
    ann, ben, do = world.member("Ann"), world.member("Ben"), world.app.do
    listing_id = do(ann, listings.write_listing, world.key(), kind, "gardening", "Hedges cut")
    answer_id = do(ben, listings.ask, world.key(), listing_id, "Mine is wild.")
    do(ann, listings.agree, world.key(), answer_id, day)
    return answer_id


def open_promises(world: World) -> list[str]:
    return [card.answer_id for card in world.app.see(world.member("Ann"), agreed_not_recorded)]


def test_hours_put_right_to_nothing_leave_the_promise_open_again(world: World) -> None:
    make_ready(world.app)
    told, do = Ledger(world), world.app.do
    answer_id = agreed(world, "offer", TODAY)
    hours = {"giver": told.of("Ann"), "receiver": told.of("Ben"), "service_date": TODAY, "minutes": 120}
    entry_id = do(world.member("Ann"), ledger.record, world.key(), **hours, source_kind="listing", source_id=answer_id)
    do(world.member("Ben"), ledger.confirm, world.key(), entry_id)
    assert open_promises(world) == []
    do(world.coordinator("Cora"), correct, world.key(), entry_id, 0, "It was another week.")
    assert open_promises(world) == [answer_id]


@pytest.mark.parametrize("kind", ["offer", "request"])
def test_a_yes_to_hours_told_without_naming_the_promise_keeps_it_all_the_same(world: World, kind: str) -> None:
    make_ready(world.app)
    told, do = Ledger(world), world.app.do
    agreed(world, kind, TODAY)
    giver, receiver = ("Ann", "Ben") if kind == "offer" else ("Ben", "Ann")
    day = TODAY - timedelta(days=1)
    hours = {"giver": told.of(giver), "receiver": told.of(receiver), "service_date": day, "minutes": 60}
    entry_id = do(world.member("Ben"), ledger.record, world.key(), **hours)
    assert len(open_promises(world)) == 1, "one side's word is not enough"
    do(world.member("Ann"), ledger.confirm, world.key(), entry_id)
    assert open_promises(world) == []


@pytest.mark.parametrize(
    ("giver", "days_ago", "promised", "why"),
    [
        ("Ben", 0, (0,), "the other one helped"),
        ("Ann", 2, (0,), "it was another day"),
        ("Ann", 0, (-1,), "its day is still to come"),
        ("Ann", 0, (0, 0), "nobody said which of the two"),
    ],
)
def test_a_promise_is_left_alone_where_the_hours_may_be_others(
    world: World, giver: str, days_ago: int, promised: tuple[int, ...], why: str
) -> None:
    make_ready(world.app)
    told, do = Ledger(world), world.app.do
    for days in promised:
        agreed(world, "offer", TODAY - timedelta(days=days))
    receiver = "Ben" if giver == "Ann" else "Ann"
    day = TODAY - timedelta(days=days_ago)
    hours = {"giver": told.of(giver), "receiver": told.of(receiver), "service_date": day, "minutes": 60}
    entry_id = do(world.member("Ann"), ledger.record, world.key(), **hours)
    do(world.member("Ben"), ledger.confirm, world.key(), entry_id)
    assert len(open_promises(world)) == len(promised), why


def unnamed(world: World, minutes: int = 60, day: date = TODAY) -> str:
    """Hours Ann gave Ben, told without naming a promise, which both stand by; the entry's id."""
    told, do = Ledger(world), world.app.do
    hours = {"giver": told.of("Ann"), "receiver": told.of("Ben"), "service_date": day, "minutes": minutes}
    entry_id = do(world.member("Ann"), ledger.record, world.key(), **hours)
    do(world.member("Ben"), ledger.confirm, world.key(), entry_id)
    return entry_id


def test_a_promise_kept_unnamed_is_in_history_and_open_again_when_just_those_hours_come_to_nothing(
    world: World,
) -> None:
    make_ready(world.app)
    before = unnamed(world, 45)
    answer_id = agreed(world, "offer", TODAY)
    kept_by, after = unnamed(world), unnamed(world, 30)
    assert open_promises(world) == []
    with world.app.look(OPERATOR) as look:
        (row,) = look.rows(sa.select(event).where(event.c.action == "keep_promise"))
        exchange_id = look.value(sa.select(entry.c.exchange_id).where(entry.c.id == kept_by))
    assert (row.subject_kind, row.subject_id, row.reason) == ("exchange", exchange_id, answer_id)

    cora = world.coordinator("Cora")
    for entry_id, minutes in ((before, 0), (after, 0)):
        world.app.do(cora, correct, world.key(), entry_id, minutes, "It was another week.")
        assert open_promises(world) == [], "other hours kept it"
    world.app.do(cora, correct, world.key(), kept_by, 0, "It did not take place.")
    assert open_promises(world) == [answer_id]
    unnamed(world, 20)
    assert open_promises(world) == []


def test_a_promise_kept_unnamed_stays_kept_when_its_hours_are_put_right_to_less(world: World) -> None:
    make_ready(world.app)
    agreed(world, "offer", TODAY)
    entry_id = unnamed(world)
    world.app.do(world.coordinator("Cora"), correct, world.key(), entry_id, 30, "It was half of that.")
    assert open_promises(world) == []


def test_hours_settled_by_a_third_keep_a_promise_until_they_are_put_right_to_nothing(world: World) -> None:
    make_ready(world.app)
    told, do, cora = Ledger(world), world.app.do, world.coordinator("Cora")
    answer_id = agreed(world, "offer", TODAY)
    hours = {"giver": told.of("Ann"), "receiver": told.of("Ben"), "service_date": TODAY, "minutes": 60}
    entry_id = do(world.member("Ann"), ledger.record, world.key(), **hours)
    do(world.member("Ben"), question, world.key(), entry_id, 30, "it rained")
    standing = do(cora, settle, world.key(), entry_id, 45, "In the middle.")
    assert open_promises(world) == []
    do(world.coordinator("Col"), correct, world.key(), standing, 0, "It did not take place.")
    assert open_promises(world) == [answer_id]


def test_hours_of_an_unknown_kind_are_asked_back(world: World) -> None:
    told = Ledger(world)
    with pytest.raises(InvalidInput, match="kind of help"):
        world.app.do(
            world.member("Ann"),
            ledger.record,
            world.key(),
            giver=told.of("Ann"),
            receiver=told.of("Ben"),
            service_date=TODAY,
            minutes=60,
            category_id="nothing",
        )
