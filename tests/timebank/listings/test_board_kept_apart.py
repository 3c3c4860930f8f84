"""Two of whom one would rather not meet the other see a noticeboard on which the other has written nothing."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from world import World

from timebank.access import OPERATOR, Caller
from timebank.clock import HandClock
from timebank.errors import NotFound
from timebank.listings import actions, answer_reads, reads
from timebank.listings.categories import plant_categories
from timebank.listings.fitting import fitting, found_by_meaning
from timebank.listings.rules import NoLongerThere
from timebank.mail.tables import letter
from timebank.members.bonds import say_bond, take_back_bond


@pytest.fixture
def board(world: World) -> World:
    """Kinds of help, Sam and Cleo with listings, and Ann and Ben with none yet."""
    world.app.do(OPERATOR, plant_categories)
    write(world, "Sam", "Lawn mowing")
    write(world, "Cleo", "Roses and lawns", kind="request")
    write(world, "Ben", "Cut the hedge", kind="request")
    write(world, "Ann", "Hedge trimming for a cup of tea", kind="request")
    return world


def write(world: World, name: str, title: str, kind: str = "offer") -> str:
    return world.app.do(world.member(name), actions.write_listing, world.key(), kind, "gardening", title)


def rather_not(world: World, one: str, other: str, kind: str = "rather_not", do: Callable[..., str] = say_bond) -> None:
    both = (world.member(one).member_id, world.member(other).member_id)
    as_told = (world.coordinator(), "by phone") if one == "Olive" else (world.member(one), "")
    world.app.do(as_told[0], do, world.key(), *both, kind, as_told[1])


def everything(world: World, who: Caller) -> object:
    """All lists, pages, counts and order that somebody sees of the board."""
    see = world.app.see
    return (
        [see(who, reads.noticeboard, page=page, page_size=2) for page in (1, 2, 3)],
        [see(who, reads.noticeboard, words) for words in ("hedge", "ann", "lawns", "garden")],
        [see(who, reads.noticeboard, "", slug, kind) for slug in ("garden", "gardening") for kind in ("offer", "")],
        see(who, fitting),
        see(who, found_by_meaning, "shrubs"),
        see(who, answer_reads.what_i_asked),
        see(who, answer_reads.answers_waiting),
        see(who, reads.my_listings),
    )


def letters(world: World, name: str) -> list[str]:
    mine = sa.select(letter.c.kind).where(letter.c.member_id == world.ids[name])
    return [row.kind for row in world.app.see(OPERATOR, lambda look: look.rows(mine))]


@pytest.mark.parametrize("says", ["Ann", "Ben"])
def test_each_sees_the_board_as_if_the_other_had_written_nothing_whoever_said_it(board: World, says: str) -> None:
    ann, ben = board.member("Ann"), board.member("Ben")
    without = everything(board, ben)
    listing_id = write(board, "Ann", "Hedges trimmed and lawns mown")
    hers = everything(board, ann)
    assert everything(board, ben) != without
    rather_not(board, says, "Ben" if says == "Ann" else "Ann")
    seen = everything(board, ben)
    assert "Ann" not in str(seen)
    assert "Ben" not in str(board.app.see(ann, reads.noticeboard))
    assert everything(board, board.member("Cleo"))  # anybody else sees them both
    assert {card.member_name for card in board.app.see(board.member("Sam"), reads.noticeboard).cards} >= {"Ann", "Ben"}
    for old in board.app.see(ann, reads.my_listings):
        board.app.do(ann, actions.close, board.key(), old.listing_id)
    assert everything(board, ben) == seen  # what he sees is what he would see if she had taken everything down
    with pytest.raises(NotFound):
        board.app.see(ben, reads.one, listing_id)
    assert hers != everything(board, ann)


@pytest.mark.parametrize("says", ["Ann", "Ben"])
def test_asking_from_a_page_that_stood_open_finds_it_gone_as_if_taken_down(board: World, says: str) -> None:
    ben = board.member("Ben")
    hers, down = write(board, "Ann", "Hedges trimmed"), write(board, "Cleo", "Beans and peas")
    rather_not(board, says, "Ben" if says == "Ann" else "Ann")
    board.app.do(board.member("Cleo"), actions.close, board.key(), down)
    told = []
    for listing_id in (hers, down):
        with pytest.raises(NoLongerThere) as refused:
            board.app.do(ben, actions.ask, board.key(), listing_id, "Hello")
        told.append(str(refused.value))
    assert told[0] == told[1]
    assert letters(board, "Ann") == []
    assert board.app.see(ben, answer_reads.what_i_asked) == ()


def test_what_was_asked_before_stays_and_can_still_be_answered(board: World, clock: HandClock) -> None:
    ann, ben = board.member("Ann"), board.member("Ben")
    listing_id = write(board, "Ann", "Hedges trimmed")
    asked = board.app.do(ben, actions.ask, board.key(), listing_id, "Mine too?")
    clock.move(minutes=5)
    before = board.app.see(ben, answer_reads.what_i_asked), board.app.see(ann, answer_reads.answers_waiting)
    rather_not(board, "Ann", "Ben")
    assert (board.app.see(ben, answer_reads.what_i_asked), board.app.see(ann, answer_reads.answers_waiting)) == before
    board.app.do(ann, actions.decline, board.key(), asked)
    assert letters(board, "Ben") == ["listing_declined"]


@pytest.mark.parametrize("says", ["Ann", "Olive"])
def test_a_coordinator_who_asks_for_an_offline_member_learns_nothing_either(board: World, says: str) -> None:
    board.member("Olive", offline=True)
    ann, cora, told = (
        board.member("Ann"),
        board.coordinator(),
        {"member_id": board.ids["Olive"], "how_told": "by phone"},
    )
    listing_id = write(board, "Ann", "Hedges trimmed")
    rather_not(board, says, "Olive" if says == "Ann" else "Ann")
    assert board.app.see(cora, reads.one, listing_id).title == "Hedges trimmed"
    asked = board.app.do(cora, actions.ask, board.key(), listing_id, "For Olive", **told)
    assert [one.state for one in board.app.see(cora, answer_reads.what_i_asked, board.ids["Olive"])] == ["asked"]
    assert board.app.see(ann, answer_reads.answers_waiting) == ()
    assert [one.waiting_count for one in board.app.see(ann, reads.my_listings)] == [0, 0]
    board.app.do(cora, actions.withdraw, board.key(), asked, "", **told)
    assert letters(board, "Ann") == []


def test_what_is_taken_back_keeps_nobody_apart_and_living_together_never_did(board: World) -> None:
    ben = board.member("Ben")
    listing_id = write(board, "Ann", "Hedges trimmed")
    rather_not(board, "Ann", "Ben", "household")
    shown = everything(board, ben)
    assert board.app.see(ben, reads.one, listing_id).member_name == "Ann"
    rather_not(board, "Ann", "Ben")
    assert everything(board, ben) != shown
    rather_not(board, "Ann", "Ben", do=take_back_bond)
    assert everything(board, ben) == shown
    board.app.do(ben, actions.ask, board.key(), listing_id, "Mine too?")
    assert letters(board, "Ann") == ["listing_asked"]
