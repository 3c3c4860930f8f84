"""Asking about a listing, a yes with a day or a kind no, and the hours at the end."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from world import START, World

from timebank.access import OPERATOR, Caller
from timebank.clock import HandClock
from timebank.errors import AlreadyDecided, InvalidInput, KeyReused, NotFound
from timebank.ledger import actions as ledger
from timebank.ledger.posting import found_ledger
from timebank.ledger.rules import Holder
from timebank.listings import actions, answer_reads, reads, rules
from timebank.listings.categories import plant_categories
from timebank.mail.tables import letter

TODAY = START.date()


@pytest.fixture
def board(world: World) -> World:
    """A community with kinds of help, where a stranger has asked another stranger about something."""
    world.app.do(OPERATOR, plant_categories)
    world.app.do(OPERATOR, found_ledger)
    listing_id = put(world, "Stranger Sam")
    world.app.do(world.member("Stranger Sue"), actions.ask, world.key(), listing_id)
    return world


def put(world: World, name: str, kind: str = "offer") -> str:
    return world.app.do(world.member(name), actions.write_listing, world.key(), kind, "lifts", f"A lift from {name}")


def letters(world: World, who: Caller) -> list[str]:
    mine = sa.select(letter.c.kind).where(letter.c.member_id == who.member_id)
    return sorted(row.kind for row in world.app.see(OPERATOR, lambda look: look.rows(mine)))


def states(world: World, who: Caller) -> list[str]:
    return sorted(card.state for card in world.app.see(who, answer_reads.what_i_asked))


def test_ann_asks_ben_agrees_and_the_hours_are_recorded_once(board: World) -> None:
    ann, ben = board.member("Ann"), board.member("Ben")
    listing_id = put(board, "Ben")
    asked = board.app.do(ann, actions.ask, board.key(), listing_id, "To the clinic on Friday?")
    assert letters(board, ben) == ["listing_asked"]
    waiting = board.app.see(ben, answer_reads.answers_waiting)
    assert [(card.asker_name, card.words, card.title) for card in waiting] == [
        ("Ann", "To the clinic on Friday?", "A lift from Ben")
    ]
    assert board.app.see(ann, reads.one, listing_id).my_answer == "asked"

    board.app.do(ben, actions.agree, board.key(), asked, TODAY, "See you at nine")
    assert letters(board, ann) == ["listing_agreed"]
    assert board.app.see(ben, answer_reads.answers_waiting) == ()
    (card,) = board.app.see(ann, answer_reads.agreed_not_recorded)
    assert (card.reply, card.agreed_on, card.giver_id, card.receiver_id) == (
        "See you at nine",
        TODAY,
        ben.member_id,
        ann.member_id,
    )
    record(board, ann, giver=ben, receiver=ann, answer_id=asked, key="hours")
    record(board, ann, giver=ben, receiver=ann, answer_id=asked, key="hours")
    assert states(board, ann) == ["recorded"]
    assert board.app.see(ben, answer_reads.agreed_not_recorded) == ()
    with pytest.raises(AlreadyDecided):
        record(board, ben, giver=ben, receiver=ann, answer_id=asked, key="hours-again")


def record(world: World, who: Caller, giver: Caller, receiver: Caller, answer_id: str, key: str) -> None:
    world.app.do(
        who,
        ledger.record,
        key,
        giver=Holder("member", giver.member_id or ""),
        receiver=Holder("member", receiver.member_id or ""),
        service_date=TODAY,
        minutes=60,
        source_kind="listing",
        source_id=answer_id,
    )


def test_whoever_answers_a_request_is_the_one_who_gives(board: World) -> None:
    ann, ben = board.member("Ann"), board.member("Ben")
    listing_id = put(board, "Ben", kind="request")
    board.app.do(ann, actions.ask, board.key(), listing_id)
    (card,) = board.app.see(ben, answer_reads.answers_waiting)
    assert (card.giver_id, card.receiver_id) == (ann.member_id, ben.member_id)


def test_somebody_else_cannot_record_what_two_others_agreed(board: World) -> None:
    ann, ben, eve = board.member("Ann"), board.member("Ben"), board.member("Eve")
    asked = board.app.do(ann, actions.ask, board.key(), put(board, "Ben"))
    board.app.do(ben, actions.agree, board.key(), asked, TODAY)
    with pytest.raises(NotFound):
        record(board, eve, giver=eve, receiver=ann, answer_id=asked, key="eve")
    assert states(board, ann) == ["agreed"]


@pytest.mark.parametrize("kind", ["offer", "request"])
def test_hours_of_what_was_agreed_are_of_the_two_who_agreed_and_the_right_way_round(board: World, kind: str) -> None:
    ann, ben, eve = board.member("Ann"), board.member("Ben"), board.member("Eve")
    asked = board.app.do(ann, actions.ask, board.key(), put(board, "Ben", kind=kind))
    board.app.do(ben, actions.agree, board.key(), asked, TODAY)
    giver, receiver = (ben, ann) if kind == "offer" else (ann, ben)
    for other_giver, other_receiver in ((receiver, giver), (ann, eve), (eve, ann)):
        with pytest.raises(NotFound):
            record(board, ann, giver=other_giver, receiver=other_receiver, answer_id=asked, key=board.key())
    assert states(board, ann) == ["agreed"]
    record(board, ann, giver=giver, receiver=receiver, answer_id=asked, key=board.key())
    assert states(board, ann) == ["recorded"]


def test_a_no_is_kind_and_rests_for_two_weeks(board: World, clock: HandClock) -> None:
    ann, ben = board.member("Ann"), board.member("Ben")
    first, second = put(board, "Ben"), put(board, "Ben")
    asked = board.app.do(ann, actions.ask, board.key(), first)
    board.app.do(ben, actions.decline, board.key(), asked)
    assert letters(board, ann) == ["listing_declined"]
    for listing_id in (first, second):
        with pytest.raises(rules.PauseAfterNo):
            board.app.do(ann, actions.ask, board.key(), listing_id)
    board.app.do(board.member("Eve"), actions.ask, board.key(), first)
    clock.move(days=14)
    board.app.do(ann, actions.ask, board.key(), first)
    assert states(board, ann) == ["asked", "declined"]


def test_the_sixth_question_in_a_day_waits_until_tomorrow(board: World, clock: HandClock) -> None:
    ann = board.member("Ann")
    listings = [put(board, f"Friend {number}") for number in range(6)]
    for listing_id in listings[:5]:
        board.app.do(ann, actions.ask, board.key(), listing_id)
    with pytest.raises(rules.AskedEnough):
        board.app.do(ann, actions.ask, board.key(), listings[5])
    clock.move(days=1)
    board.app.do(ann, actions.ask, board.key(), listings[5])


def test_one_question_at_a_time_for_each_listing(board: World) -> None:
    ann, listing_id = board.member("Ann"), put(board, "Ben")
    asked = board.app.do(ann, actions.ask, "double", listing_id, "Please")
    assert board.app.do(ann, actions.ask, "double", listing_id, "Please") == asked
    with pytest.raises(KeyReused):
        board.app.do(ann, actions.ask, "double", listing_id, "Other words")
    with pytest.raises(rules.AlreadyAsked):
        board.app.do(ann, actions.ask, board.key(), listing_id)
    assert letters(board, board.member("Ben")) == ["listing_asked"]
    board.app.do(ann, actions.withdraw, board.key(), asked)
    board.app.do(ann, actions.ask, board.key(), listing_id)
    assert states(board, ann) == ["asked", "withdrawn"]


def test_yes_and_no_at_the_same_moment_leave_one_answer(board: World) -> None:
    ann, ben = board.member("Ann"), board.member("Ben")
    asked = board.app.do(ann, actions.ask, board.key(), put(board, "Ben"))
    board.app.do(ben, actions.agree, "yes", asked, TODAY)
    board.app.do(ben, actions.agree, "yes", asked, TODAY)
    for late in (actions.decline, lambda work, key, answer_id: actions.agree(work, key, answer_id, TODAY)):
        with pytest.raises(AlreadyDecided):
            board.app.do(ben, late, board.key(), asked)
    assert letters(board, ann) == ["listing_agreed"]


def test_what_was_agreed_can_be_called_off_by_either(board: World) -> None:
    ann, ben = board.member("Ann"), board.member("Ben")
    asked = board.app.do(ann, actions.ask, board.key(), put(board, "Ben"))
    with pytest.raises(AlreadyDecided):  # before a yes, only the one who asked takes it back
        board.app.do(ben, actions.withdraw, board.key(), asked)
    board.app.do(ben, actions.agree, board.key(), asked, TODAY + timedelta(days=3))
    board.app.do(ben, actions.withdraw, board.key(), asked, "I am not well, sorry")
    assert letters(board, ann) == ["listing_agreed", "listing_withdrawn"]
    (card,) = board.app.see(ann, answer_reads.what_i_asked)
    assert (card.state, card.reply) == ("withdrawn", "I am not well, sorry")


def test_nobody_else_answers_for_the_two(board: World) -> None:
    ann, ben = board.member("Ann"), board.member("Ben")
    asked = board.app.do(ann, actions.ask, board.key(), put(board, "Ben"))
    for who in (ann, board.member("Eve"), board.coordinator()):
        with pytest.raises(NotFound):
            board.app.do(who, actions.agree, board.key(), asked, TODAY)
        with pytest.raises(NotFound):
            board.app.do(who, actions.decline, board.key(), asked)
    for who in (board.member("Eve"), board.coordinator()):
        with pytest.raises(NotFound):
            board.app.do(who, actions.withdraw, board.key(), asked)
        with pytest.raises(NotFound):
            board.app.see(who, answer_reads.answers_waiting, ben.member_id)
    with pytest.raises(NotFound):
        board.app.do(ben, actions.ask, board.key(), put(board, "Ben"))


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), TODAY + timedelta(days=367)])
def test_the_day_must_lie_ahead(board: World, day: date) -> None:
    asked = board.app.do(board.member("Ann"), actions.ask, board.key(), put(board, "Ben"))
    with pytest.raises(InvalidInput):
        board.app.do(board.member("Ben"), actions.agree, board.key(), asked, day)


def test_what_is_closed_or_over_cannot_be_asked_about(board: World, clock: HandClock) -> None:
    ann, closed, over = board.member("Ann"), put(board, "Ben"), put(board, "Ben")
    board.app.do(board.member("Ben"), actions.close, board.key(), closed)
    with pytest.raises(rules.NoLongerThere):
        board.app.do(ann, actions.ask, board.key(), closed)
    clock.move(days=181)
    with pytest.raises(rules.NoLongerThere):
        board.app.do(ann, actions.ask, board.key(), over)


def test_a_coordinator_asks_and_agrees_for_offline_members_but_not_in_their_own_matter(board: World) -> None:
    olive, ann, cora = board.member("Olive", offline=True), board.member("Ann"), board.coordinator()
    told = {"how_told": "by phone"}
    hers = board.app.do(
        cora, actions.write_listing, board.key(), "offer", "knitting", "Knitting", "", olive.member_id, **told
    )
    asked = board.app.do(ann, actions.ask, board.key(), hers)
    assert len(board.app.see(cora, answer_reads.answers_waiting, olive.member_id)) == 1
    with pytest.raises(InvalidInput):
        board.app.do(cora, actions.agree, board.key(), asked, TODAY)
    board.app.do(cora, actions.agree, board.key(), asked, TODAY, **told)
    assert letters(board, ann) == ["listing_agreed"]

    by_olive = board.app.do(cora, actions.ask, board.key(), put(board, "Ben"), "", olive.member_id, **told)
    board.app.do(cora, actions.withdraw, board.key(), by_olive, "", olive.member_id, **told)

    by_cora = board.app.do(cora, actions.ask, board.key(), hers)
    with pytest.raises(NotFound):
        board.app.do(cora, actions.agree, board.key(), by_cora, TODAY, **told)
    with pytest.raises(NotFound):
        board.app.do(cora, actions.ask, board.key(), put(board, "Cora"), "", olive.member_id, **told)
    other = board.coordinator("Colin")
    board.app.do(other, actions.agree, board.key(), by_cora, TODAY, **told)


def test_coordinators_see_what_was_agreed_and_never_recorded(board: World, clock: HandClock) -> None:
    ann, ben, cora = board.member("Ann"), board.member("Ben"), board.coordinator()
    asked = board.app.do(ann, actions.ask, board.key(), put(board, "Ben"))
    board.app.do(ben, actions.agree, board.key(), asked, TODAY + timedelta(days=2))
    clock.move(days=5)
    until = TODAY + timedelta(days=4)
    cards = board.app.see(cora, answer_reads.everybodys_agreed_not_recorded, until)
    assert [(card.owner_name, card.asker_name) for card in cards] == [("Ben", "Ann")]
    assert board.app.see(cora, answer_reads.everybodys_agreed_not_recorded, TODAY) == ()
    with pytest.raises(NotFound):
        board.app.see(ann, answer_reads.everybodys_agreed_not_recorded, until)
