"""Writing on the noticeboard, finding things there, and taking them down again."""

import pytest
import sqlalchemy as sa
from world import World

from timebank.access import ANONYMOUS, OPERATOR, WORKER, Caller
from timebank.app import App
from timebank.clock import HandClock
from timebank.errors import AlreadyDecided, InvalidInput, KeyReused, NotFound, SignInNeeded
from timebank.listings import actions, reads
from timebank.listings.categories import TREE, plant_categories
from timebank.listings.tables import listing
from timebank.mail.tables import letter


@pytest.fixture
def board(world: World, clock: HandClock) -> World:
    """A community with kinds of help and a stranger's listing in it."""
    world.app.do(OPERATOR, plant_categories)
    offer(world, world.member("Stranger Sam"), "Lawn mowing", "gardening")
    clock.move(minutes=1)
    return world


def offer(world: World, who: Caller, title: str, slug: str, words: str = "", kind: str = "offer") -> str:
    return world.app.do(who, actions.write_listing, world.key(), kind, slug, title, words)


def titles(app: App, who: Caller, **asked: object) -> list[str]:
    return [card.title for card in app.see(who, reads.noticeboard, **asked).cards]


def test_planting_the_kinds_of_help_twice_plants_them_once(board: World) -> None:
    board.app.do(OPERATOR, plant_categories)
    seen = board.app.see(board.member("Ann"), reads.categories)
    assert len(seen) == len(TREE) + sum(map(len, TREE.values())) == len({one.slug for one in seen})
    assert [one.slug for one in seen if one.parent_slug == "food"] == ["a-meal", "baking", "cooking-together"]
    with pytest.raises(NotFound):
        board.app.do(board.member("Ann"), plant_categories)


def test_newest_stand_first_and_ones_own_only_when_asked_for(board: World, clock: HandClock) -> None:
    ann, ben = board.member("Ann"), board.member("Ben")
    offer(board, ann, "Guitar for beginners", "music-lessons")
    clock.move(hours=1)
    offer(board, ben, "A lift to the clinic", "lifts", kind="request")
    assert titles(board.app, ann) == ["A lift to the clinic", "Lawn mowing"]
    assert titles(board.app, ann, own=True) == ["A lift to the clinic", "Guitar for beginners", "Lawn mowing"]
    assert titles(board.app, ann, kind="request") == ["A lift to the clinic"]


def test_words_are_found_in_title_text_and_kind_of_help_whatever_their_case_or_accents(board: World) -> None:
    ann, ben = board.member("Ann"), board.member("Ben")
    offer(board, ben, "Crème caramel together", "baking", words="Żaneta's recipe, 100% butter")
    for words in ("creme", "CRÈME żaneta", "Baking", "food caramel", "100%"):
        assert titles(board.app, ann, words=words) == ["Crème caramel together"], words
    assert titles(board.app, ann, words="caramel guitar") == []
    assert titles(board.app, ann, words="  ") == ["Crème caramel together", "Lawn mowing"]


def test_a_kind_of_help_includes_those_below_it(board: World) -> None:
    ann, ben = board.member("Ann"), board.member("Ben")
    offer(board, ben, "Walks with your dog", "dog-walking")
    assert set(titles(board.app, ann, category_slug="garden")) == {"Walks with your dog", "Lawn mowing"}
    assert titles(board.app, ann, category_slug="dog-walking") == ["Walks with your dog"]
    assert titles(board.app, ann, category_slug="no-such-thing") == []


def test_a_long_board_has_pages(board: World, clock: HandClock) -> None:
    ben = board.member("Ben")
    for number in range(5):
        clock.move(minutes=1)
        offer(board, ben, f"Offer {number}", "shopping")
    first = board.app.see(board.member("Ann"), reads.noticeboard, page_size=4)
    last = board.app.see(board.member("Ann"), reads.noticeboard, page=99, page_size=4)
    assert (first.total, first.pages, [card.title for card in first.cards]) == (
        6,
        2,
        ["Offer 4", "Offer 3", "Offer 2", "Offer 1"],
    )
    assert (last.page, [card.title for card in last.cards]) == (2, ["Offer 0", "Lawn mowing"])


def test_a_listing_leaves_the_board_after_its_time_and_can_come_back(board: World, clock: HandClock) -> None:
    ann, ben = board.member("Ann"), board.member("Ben")
    listing_id = offer(board, ben, "Mending bikes", "bicycles")
    clock.move(days=181)
    assert titles(board.app, ann) == []
    assert board.app.do(WORKER, actions.lapse, "lapse-day") == "2"
    assert board.app.do(WORKER, actions.lapse, "lapse-day-2") == "0"
    told = board.app.see(OPERATOR, lambda look: look.rows(sa.select(letter).where(letter.c.kind == "listing_ended")))
    assert len(told) == 2
    assert {one.subject for one in told} == {"You have a message from Our time bank"}
    mine = board.app.see(ben, reads.my_listings)
    assert [(one.title, one.is_up) for one in mine] == [("Mending bikes", False)]
    board.app.do(ben, actions.renew, board.key(), listing_id)
    assert titles(board.app, ann) == ["Mending bikes"]
    with pytest.raises(NotFound):
        board.app.do(ben, actions.lapse, board.key())


def test_only_its_owner_changes_or_closes_a_listing(board: World) -> None:
    ann, ben = board.member("Ann"), board.member("Ben")
    listing_id = offer(board, ben, "Mending bikes", "bicycles")
    for who in (ann, board.coordinator(), board.holder("Ada", "administrator")):
        with pytest.raises(NotFound):
            board.app.do(who, actions.close, board.key(), listing_id)
        with pytest.raises(NotFound):
            board.app.do(who, actions.renew, board.key(), listing_id)
        with pytest.raises(NotFound):
            board.app.do(who, actions.change, board.key(), listing_id, "bicycles", "Something else")
        with pytest.raises(NotFound):
            board.app.see(who, reads.my_listings, ben.member_id)
    board.app.do(ben, actions.change, board.key(), listing_id, "bicycles", "Bicycles mended", "Puncture or brakes")
    assert titles(board.app, ann, words="puncture") == ["Bicycles mended"]
    board.app.do(ben, actions.close, "close-it", listing_id)
    board.app.do(ben, actions.close, "close-it", listing_id)
    with pytest.raises(AlreadyDecided):
        board.app.do(ben, actions.close, board.key(), listing_id)
    with pytest.raises(NotFound):
        board.app.see(ann, reads.one, listing_id)
    assert board.app.see(ben, reads.one, listing_id).title == "Bicycles mended"


def test_strangers_see_no_noticeboard_and_write_nothing(board: World) -> None:
    for read in (reads.noticeboard, reads.categories, reads.my_listings):
        with pytest.raises(SignInNeeded):
            board.app.see(ANONYMOUS, read)
    with pytest.raises(SignInNeeded):
        board.app.do(ANONYMOUS, actions.write_listing, "k", "offer", "lifts", "A lift")


def test_pressing_twice_writes_once_and_other_words_under_the_same_key_are_refused(board: World) -> None:
    ben = board.member("Ben")
    first = board.app.do(ben, actions.write_listing, "same", "offer", "lifts", "A lift")
    assert board.app.do(ben, actions.write_listing, "same", "offer", "lifts", "A lift") == first
    with pytest.raises(KeyReused):
        board.app.do(ben, actions.write_listing, "same", "offer", "lifts", "Two lifts")
    assert len(board.app.see(ben, reads.my_listings)) == 1


@pytest.mark.parametrize(
    ("kind", "slug", "title"),
    [
        ("gift", "lifts", "A lift"),
        ("offer", "nowhere", "A lift"),
        ("offer", "lifts", "A"),
        ("offer", "lifts", "x" * 81),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(board: World, kind: str, slug: str, title: str) -> None:
    with pytest.raises(InvalidInput):
        board.app.do(board.member("Ben"), actions.write_listing, board.key(), kind, slug, title)


def test_a_coordinator_writes_for_an_offline_member_and_says_how_they_were_told(board: World) -> None:
    olive, cora, ann = board.member("Olive", offline=True), board.coordinator(), board.member("Ann")
    given = ("offer", "knitting", "Knitting for beginners", "", olive.member_id)
    with pytest.raises(InvalidInput):
        board.app.do(cora, actions.write_listing, board.key(), *given)
    with pytest.raises(NotFound):
        board.app.do(ann, actions.write_listing, board.key(), *given, "by phone")
    listing_id = board.app.do(cora, actions.write_listing, board.key(), *given, "by phone")
    row = board.app.see(OPERATOR, lambda look: look.row(sa.select(listing).where(listing.c.id == listing_id)))
    assert row
    assert (row.member_id, row.written_by_id) == (olive.member_id, cora.member_id)
    assert titles(board.app, ann, words="knitting") == ["Knitting for beginners"]
    assert len(board.app.see(cora, reads.my_listings, olive.member_id)) == 1
    with pytest.raises(NotFound):  # Ann is not offline: she writes for herself
        board.app.do(
            cora, actions.write_listing, board.key(), "offer", "lifts", "A lift", "", ann.member_id, "by phone"
        )


def test_what_somebody_offers_counts_with_the_kind_of_help_above_it(board: World) -> None:
    ben = board.member("Ben")
    offer(board, ben, "Walks with your dog", "dog-walking")
    offer(board, ben, "Somebody to practise with", "english", kind="request")
    found = board.app.see(OPERATOR, reads.offered_and_requested)
    assert found[ben.member_id or ""] == {"offer": ("dog-walking", "garden"), "request": ("english", "learning")}
