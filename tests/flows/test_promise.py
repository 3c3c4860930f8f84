"""What was agreed on the noticeboard, until its hours stand."""

from datetime import timedelta

import pytest
from ledger_world import TODAY, Ledger
from world import World

from timebank.clock import HandClock
from timebank.errors import InvalidInput
from timebank.ledger import actions as ledger
from timebank.ledger.questions import question, settle
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
