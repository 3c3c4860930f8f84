"""Kinds of help read from people's own words, put right by them, and learned by their community."""

import pytest
import sqlalchemy as sa
from world import World

from timebank.access import ANONYMOUS, OPERATOR, Caller
from timebank.clock import HandClock
from timebank.errors import InvalidInput, NotFound, SignInNeeded
from timebank.listings import actions, reads
from timebank.listings.categories import plant_categories
from timebank.listings.fitting import fitting, found_by_meaning
from timebank.listings.learning import told_words
from timebank.listings.likely import likely_kinds, proposals
from timebank.listings.tables import listing, word_category
from timebank.members.bonds import say_bond


@pytest.fixture
def board(world: World) -> World:
    """A community with kinds of help, and a stranger's listing in it."""
    world.app.do(OPERATOR, plant_categories)
    write(world, "Stranger Sam", "Card games on Sundays")
    return world


def write(world: World, name: str, title: str, slug: str = "", kind: str = "offer", words: str = "") -> str:
    return world.app.do(world.member(name), actions.write_listing, world.key(), kind, slug, title, words)


def kinds(world: World, title: str) -> list[str]:
    return [one.slug for one in world.app.see(world.member("Ann"), likely_kinds, title)]


def filed(world: World, listing_id: str) -> tuple[str, bool]:
    """Under which kind of help a listing is, and whether a person said so."""
    with world.app.look(OPERATOR) as look:
        value = look.value(sa.select(listing.c.category_likelihood).where(listing.c.id == listing_id))
    return world.app.see(world.member("Reader"), reads.one, listing_id).category_slug, value is None


def fit_titles(world: World, name: str) -> dict[str, list[str]]:
    seen = world.app.see(world.member(name), fitting)
    return {one.title: [found.card.title for found in one.found] for one in seen}


def test_who_names_no_kind_of_help_is_understood_and_asked_whether_it_is_right(board: World) -> None:
    listing_id = write(board, "Ann", "Cut the hedge", kind="request")
    assert filed(board, listing_id) == ("gardening", False)
    (first, *_) = board.app.see(board.member("Ann"), proposals)[listing_id]
    assert (first.name, first.is_sure, first.reason) == ("Gardening", True, "the word “hedge”")
    assert listing_id not in board.app.see(board.member("Ben"), proposals)


def test_one_tap_puts_it_right_and_nobody_is_asked_again(board: World) -> None:
    listing_id = write(board, "Ann", "Messages on Fridays")
    assert filed(board, listing_id) == ("errands", False)
    board.app.do(board.member("Ann"), actions.correct_category, board.key(), listing_id, "shopping")
    assert filed(board, listing_id) == ("shopping", True)
    assert board.app.see(board.member("Ann"), proposals) == {}
    assert kinds(board, "messages")[0] == "shopping"


def test_a_correction_is_learned_for_everybody_here(board: World) -> None:
    assert kinds(board, "Hedge trimming")[0] == "gardening"
    listing_id = write(board, "Ann", "Hedge trimming")
    board.app.do(board.member("Ann"), actions.correct_category, board.key(), listing_id, "woodwork")
    (best, *_) = board.app.see(board.member("Ben"), likely_kinds, "trim my hedges")
    assert (best.slug, best.reason) == ("woodwork", "people here said so of words like these")
    bens = write(board, "Ben", "Trimming hedges")
    assert filed(board, bens) == ("woodwork", False)
    assert kinds(board, "Hedges to plant")[0] == "gardening"


def test_what_most_people_say_counts_and_of_equals_the_newest(board: World, clock: HandClock) -> None:
    for name, slug in (("Ann", "baking"), ("Ben", "arts")):
        clock.move(minutes=1)
        write(board, name, "Gingerbread house", slug)
    assert kinds(board, "gingerbread houses")[0] == "arts"
    clock.move(minutes=1)
    write(board, "Cleo", "Gingerbread house", "baking")
    clock.move(minutes=1)
    write(board, "Ben", "Gingerbread house", "arts")  # said again: still one voice
    assert kinds(board, "gingerbread houses")[0] == "baking"


def test_choosing_what_would_have_been_read_teaches_nothing(board: World) -> None:
    write(board, "Ann", "Hedge cutting", "gardening")
    with board.app.look(OPERATOR) as look:
        assert look.rows(sa.select(word_category)) == []


def test_names_and_figures_are_not_kept_among_learned_words() -> None:
    assert told_words("Walk Rover with Mrs Mackenzie at 4, 07700900123") == "walk"
    assert told_words("OVERGROWN BEDS") == "overgrown beds"
    assert told_words("please help me") == ""
    assert len(told_words("word" * 40)) <= 120


def test_words_that_say_nothing_are_asked_about(board: World) -> None:
    with pytest.raises(InvalidInput, match="cannot tell"):
        write(board, "Ann", "Something for me please")
    with pytest.raises(InvalidInput, match="choose what kind"):
        write(board, "Ann", "Something for me please", "no-such-kind")
    assert filed(board, write(board, "Ann", "A favour", words="The tap in my kitchen drips.")) == (
        "small-repairs",
        False,
    )


def test_changing_the_words_reads_them_anew_unless_the_kind_was_said(board: World) -> None:
    listing_id = write(board, "Ann", "Cut the hedge")
    board.app.do(board.member("Ann"), actions.change, board.key(), listing_id, "", "Guitar lessons")
    assert filed(board, listing_id) == ("music-lessons", False)
    board.app.do(board.member("Ann"), actions.change, board.key(), listing_id, "singing", "Guitar lessons")
    assert filed(board, listing_id) == ("singing", True)


def test_only_its_owner_says_what_a_listing_is_about_and_for_an_offline_member_their_coordinator(board: World) -> None:
    listing_id = write(board, "Ann", "Cut the hedge")
    for who in (board.member("Ben"), board.coordinator()):
        with pytest.raises(NotFound):
            board.app.do(who, actions.correct_category, board.key(), listing_id, "baking")
    with pytest.raises(SignInNeeded):
        board.app.do(ANONYMOUS, actions.correct_category, board.key(), listing_id, "baking")
    with pytest.raises(InvalidInput):
        board.app.do(board.member("Ann"), actions.correct_category, board.key(), listing_id, "no-such-kind")
    olive = board.member("Olive", offline=True).member_id
    cora = board.coordinator()
    told = (olive, "by phone")
    hers = board.app.do(cora, actions.write_listing, board.key(), "offer", "", "Knit a jumper", "", *told)
    assert list(board.app.see(cora, proposals, olive)) == [hers]
    with pytest.raises(NotFound):
        board.app.see(board.member("Ben"), proposals, olive)
    board.app.do(cora, actions.correct_category, board.key(), hers, "knitting", "by phone")
    assert filed(board, hers) == ("knitting", True)


def test_for_matching_a_kind_read_from_the_words_counts_where_it_is_all_but_certain(board: World) -> None:
    write(board, "Ann", "Cut the hedge", kind="request")
    unsure = write(board, "Ann", "Something with jam", kind="request")
    ann = board.member("Ann")
    found = board.app.see(OPERATOR, reads.offered_and_requested)[ann.member_id or ""]
    assert found == {"request": ("garden", "gardening")}
    board.app.do(ann, actions.correct_category, board.key(), unsure, "singing")
    found = board.app.see(OPERATOR, reads.offered_and_requested)[ann.member_id or ""]
    assert found == {"request": ("garden", "gardening", "music", "singing")}


def test_a_request_is_shown_offers_that_share_no_word_with_it_and_why(board: World) -> None:
    write(board, "Ann", "Cut the hedge", kind="request")
    write(board, "Ben", "Mowing and weeding")
    write(board, "Cleo", "Guitar lessons")
    write(board, "Dan", "Lawn and roses", kind="request")
    (mine,) = board.app.see(board.member("Ann"), fitting)
    assert (mine.kind, mine.title) == ("request", "Cut the hedge")
    (found,) = mine.found
    assert (found.card.title, found.card.member_name) == ("Mowing and weeding", "Ben")
    assert found.reason == "Both are about “Gardening”: the word “hedge” and the word “mowing”."
    assert set(fit_titles(board, "Ben")["Mowing and weeding"]) == {"Cut the hedge", "Lawn and roses"}
    assert fit_titles(board, "Cleo") == {}


def test_nothing_of_ones_own_nothing_ended_nothing_of_who_left_and_nothing_asked_about_already_is_shown(
    board: World, clock: HandClock
) -> None:
    write(board, "Ben", "Digging and pruning")
    clock.move(days=170)
    write(board, "Ann", "Cut the hedge", kind="request")
    write(board, "Ann", "Pruning my way")
    asked = write(board, "Cleo", "Mowing and weeding")
    closed = write(board, "Cleo", "Roses pruned")
    board.app.do(board.member("Cleo"), actions.close, board.key(), closed)
    assert fit_titles(board, "Ann")["Cut the hedge"] == ["Mowing and weeding", "Digging and pruning"]
    clock.move(days=20)  # Ben's listing has ended
    assert fit_titles(board, "Ann")["Cut the hedge"] == ["Mowing and weeding"]
    board.app.do(board.member("Ann"), actions.ask, board.key(), asked)
    assert fit_titles(board, "Ann") == {}


def test_what_is_written_by_others_never_changes_how_the_rest_is_ranked_for_who_may_not_see_it(
    board: World, clock: HandClock
) -> None:
    write(board, "Ann", "Cut the hedge", kind="request")
    for name, title in (("Ben", "Mowing and weeding"), ("Cleo", "Hedges and more hedges"), ("Dan", "Roses")):
        write(board, name, title)
    before = board.app.see(board.member("Ann"), fitting)
    gone = write(board, "Eve", "Hedge hedge hedge cutting")
    board.app.do(board.member("Eve"), actions.close, board.key(), gone)
    assert board.app.see(board.member("Ann"), fitting) == before


def test_whom_a_reader_named_is_not_put_before_them_and_is_as_before_without_them(board: World) -> None:
    write(board, "Ann", "Cut the hedge", kind="request")
    write(board, "Cleo", "Roses and lawns")
    ann, ben = board.member("Ann"), board.member("Ben")
    without = board.app.see(ann, fitting), board.app.see(ann, found_by_meaning, "mowing")
    write(board, "Ben", "Hedges mown and trimmed")
    assert board.app.see(ann, fitting) != without[0]
    anns = board.app.see(ben, fitting)[0].found
    assert [one.card.member_name for one in anns] == ["Ann"]
    board.app.do(ann, say_bond, board.key(), ann.member_id or "", ben.member_id or "", "rather_not")
    assert (board.app.see(ann, fitting), board.app.see(ann, found_by_meaning, "mowing")) == without
    assert board.app.see(ben, fitting) == ()


def test_a_search_that_finds_no_word_finds_what_is_about_the_same(board: World) -> None:
    write(board, "Ben", "Mowing and weeding")
    write(board, "Cleo", "Roses to plant", kind="request")
    ann: Caller = board.member("Ann")
    assert board.app.see(ann, reads.noticeboard, "hedge").total == 0
    found = board.app.see(ann, found_by_meaning, "hedge")
    assert {one.card.title for one in found} == {"Mowing and weeding", "Roses to plant"}
    assert [one.card.title for one in board.app.see(ann, found_by_meaning, "hedge", "offer")] == ["Mowing and weeding"]
    assert board.app.see(ann, found_by_meaning, "xyzzy") == ()


def test_strangers_are_told_nothing(board: World) -> None:
    for read in (fitting, proposals):
        with pytest.raises(SignInNeeded):
            board.app.see(ANONYMOUS, read)
    for read in (likely_kinds, found_by_meaning):
        with pytest.raises(SignInNeeded):
            board.app.see(ANONYMOUS, read, "hedge")
