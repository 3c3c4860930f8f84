"""Other words on a listing whose kind of help nobody chose: the kind follows the words, and nothing is learned."""

import pytest
import sqlalchemy as sa
from world import World

from timebank.access import OPERATOR
from timebank.errors import InvalidInput
from timebank.listings import actions
from timebank.listings.categories import plant_categories
from timebank.listings.likely import proposals
from timebank.listings.tables import category, listing, word_category


@pytest.fixture
def board(world: World) -> World:
    """A community with kinds of help, and a stranger's listing in it whose kind was read too."""
    world.app.do(OPERATOR, plant_categories)
    write(world, "Stranger Sam", "Card games on Sundays")
    return world


def write(world: World, name: str, title: str, slug: str = "") -> str:
    return world.app.do(world.member(name), actions.write_listing, world.key(), "offer", slug, title)


def change(world: World, listing_id: str, slug: str, title: str) -> None:
    world.app.do(world.member("Ann"), actions.change, world.key(), listing_id, slug, title)


def kept(world: World, listing_id: str) -> tuple[str, int | None]:
    """The kind of help a listing is under, and how likely it is; no figure where a person said so."""
    with world.app.look(OPERATOR) as look:
        columns = sa.select(category.c.slug, listing.c.category_likelihood)
        (row,) = look.rows(
            columns.join(category, category.c.id == listing.c.category_id).where(listing.c.id == listing_id)
        )
    return row.slug, row.category_likelihood


def learned(world: World) -> list[str]:
    with world.app.look(OPERATOR) as look:
        return [row.words for row in look.rows(sa.select(word_category.c.words))]


def test_a_kind_that_was_read_and_sent_along_is_read_anew(board: World) -> None:
    listing_id = write(board, "Ann", "Cut the hedge")
    change(board, listing_id, "gardening", "Guitar lessons")
    slug, likelihood = kept(board, listing_id)
    assert slug == "music-lessons"
    assert likelihood == kept(board, write(board, "Ben", "Guitar lessons"))[1]
    assert listing_id in board.app.see(board.member("Ann"), proposals)
    assert learned(board) == []


def test_words_that_still_say_the_same_kind_do_not_make_it_certain(board: World) -> None:
    listing_id = write(board, "Ann", "Messages on Fridays")
    before = kept(board, listing_id)
    change(board, listing_id, before[0], "Messages on Mondays")
    assert kept(board, listing_id) == before
    assert before[1] is not None


def test_words_that_say_nothing_leave_the_kind_that_was_read_to_be_asked_about(board: World) -> None:
    listing_id = write(board, "Ann", "Cut the hedge")
    change(board, listing_id, "gardening", "Something for you")
    assert kept(board, listing_id) == ("gardening", 0)
    assert [one.slug for one in board.app.see(board.member("Ann"), proposals)[listing_id]] == ["gardening"]
    assert learned(board) == []
    with pytest.raises(InvalidInput, match="cannot tell"):
        change(board, listing_id, "", "Something for you")


def test_another_kind_or_one_that_was_said_is_still_what_a_person_says(board: World) -> None:
    listing_id = write(board, "Ann", "Cut the hedge")
    change(board, listing_id, "singing", "Guitar lessons")
    assert kept(board, listing_id) == ("singing", None)
    change(board, listing_id, "singing", "Violin lessons")
    assert kept(board, listing_id) == ("singing", None)
    assert len(learned(board)) == 2
