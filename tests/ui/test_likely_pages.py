"""The noticeboard reads people's own words: the kind of help with one tap to change it, and what may fit."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest
from world import World

from timebank.listings import actions as listings
from timebank.listings.answer_reads import answers_waiting
from timebank.listings.reads import my_listings
from ui import words

Draw = Callable[[str, str], AppTest]
LISTINGS, BOARD = "ui.pages.members.my_listings", "ui.pages.members.noticeboard"


def said(page: AppTest) -> str:
    return " ".join(one.value for kind in (page.markdown, page.html, page.header, page.success) for one in kind)


def button(page: AppTest, label: str):
    return next(one for one in page.button if one.label == label)


def test_ann_leaves_the_kind_of_help_and_puts_it_right_with_one_tap(open_page: Draw, town: World) -> None:
    page = open_page("Ann", LISTINGS)
    page.text_input(key="new-title").set_value("Design a notice for our jumble sale")
    button(page, words.Listings.save).click().run()
    assert page.success[0].value == words.Listings.saved
    assert "read from your words" in said(page)
    button(page, "Rather: Leaflets and posters").click().run()
    assert page.success[0].value == "It is under “Leaflets and posters” now."
    (mine,) = town.app.see(town.member("Ann"), my_listings)
    assert mine.category_slug == "leaflets"
    assert "read from your words" not in said(page)


def test_ann_says_that_it_is_right(open_page: Draw, town: World) -> None:
    town.app.do(town.member("Ann"), listings.write_listing, town.key(), "request", "", "Cut the hedge")
    page = open_page("Ann", LISTINGS)
    assert "the word “hedge”" in said(page)
    button(page, words.Listings.right).click().run()
    assert page.success[0].value == "It is under “Gardening” now."
    assert words.Listings.right not in [one.label for one in page.button]


def test_ann_is_shown_what_may_fit_her_request_and_asks_there(open_page: Draw, town: World) -> None:
    town.app.do(town.member("Ann"), listings.write_listing, town.key(), "request", "", "Cut the hedge")
    offer = town.app.do(town.member("Ben"), listings.write_listing, town.key(), "offer", "", "Mowing and weeding")
    page = open_page("Ann", BOARD)
    assert "These offers may fit your request “Cut the hedge”" in said(page)
    assert "Both are about “Gardening”: the word “hedge” and the word “mowing”." in said(page)
    page.session_state[f"open-fit0{offer}"] = True
    page.run()
    page.text_area(key=f"words-fit0{offer}").set_value("On Tuesday?")
    button(page, "Send to Ben").click().run()
    assert [one.words for one in town.app.see(town.member("Ben"), answers_waiting)] == ["On Tuesday?"]
    assert "may fit your request" not in said(page)


def test_a_search_without_a_find_shows_what_is_about_the_same(open_page: Draw, town: World) -> None:
    town.app.do(town.member("Ben"), listings.write_listing, town.key(), "offer", "", "Mowing and weeding")
    page = open_page("Ann", BOARD)
    page.text_input(key="board-words").set_value("hedge").run()
    assert words.Board.found[0] in said(page)
    assert words.Board.about_the_same in said(page)
    assert "Mowing and weeding" in said(page)


def test_ann_changes_only_the_words_and_the_kind_that_was_read_follows_them(open_page: Draw, town: World) -> None:
    ann = town.member("Ann")
    listing_id = town.app.do(ann, listings.write_listing, town.key(), "request", "", "Cut the hedge")
    page = open_page("Ann", LISTINGS)
    page.session_state[f"open-{listing_id}"] = True
    page.run()
    for title, slug in (("Guitar lessons", "music-lessons"), ("Mow the lawn", "gardening")):
        page.text_input(key=f"title-{listing_id}").set_value(title)
        button(page, words.Listings.save_change).click().run()
        assert not page.exception
        (mine,) = town.app.see(ann, my_listings)
        assert (mine.title, mine.category_slug) == (title, slug)
        assert words.Listings.right in [one.label for one in page.button]
