"""Listings from a file: for members who are here, in words we know, each once."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from world import World

from timebank.access import OPERATOR
from timebank.bringing import ImportReport
from timebank.errors import InvalidInput, NotFound
from timebank.listings.categories import plant_categories
from timebank.listings.imports import bring_listings
from timebank.listings.mapping import load, parse, read_with
from timebank.listings.reads import noticeboard
from timebank.listings.tables import category, listing
from timebank.members import imports as members
from timebank.members import mapping
from timebank.tabular import TableUnreadable

OURS = """\
member,kind,category,title,words
ann@example.org,offer,gardening,Weeding with you,I bring my tools
Ben,would like,A cup of tea and a talk,Somebody to talk to,
"""
POSTS = """\
12;Offer;Bread baking;"Sourdough, from scratch";3;2026-09-01 10:00:00 UTC;2026-09-01;2027-03-01
12;Inquiry;A ladder for a day;;8;2019-01-01;;2019-02-01
"""
TIMEOVERFLOW_MEMBERS = "12;2019-03-04;Eva;Sol;;1;;600;;eva@example.org\n"


@pytest.fixture
def town(world: World) -> World:
    world.app.do(OPERATOR, plant_categories)
    world.member("Ann"), world.member("Ben")
    fitting = mapping.load("timeoverflow")
    records, _ = mapping.read_with(fitting, "members.csv", TIMEOVERFLOW_MEMBERS.encode())
    world.app.do(OPERATOR, members.bring_members, world.key(), records, mapping=fitting, invite=False)
    return world


def bring(world: World, text: str, format: str = "own", **options: bool) -> ImportReport:
    records, _ = read_with(load(format), "listings.csv", text.encode())
    return world.app.do(OPERATOR, bring_listings, load(format), records, **options)


def kept(world: World) -> list[tuple[str, str, str, str]]:
    chosen = sa.select(listing.c.kind, category.c.slug, listing.c.title, listing.c.state)
    joined = chosen.join(category, category.c.id == listing.c.category_id).order_by(listing.c.title)
    with world.app.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(joined)]


def test_our_own_columns_come_in_once(town: World) -> None:
    assert bring(town, OURS, dry_run=True).written == 2
    assert kept(town) == []
    assert bring(town, OURS).written == 2
    assert bring(town, OURS).already == 2
    assert kept(town) == [
        ("request", "tea-and-talk", "Somebody to talk to", "open"),
        ("offer", "gardening", "Weeding with you", "open"),
    ]
    assert [card.title for card in town.app.see(town.member("Ben"), noticeboard, "tools").cards] == ["Weeding with you"]


def test_posts_of_timeoverflow_come_with_their_days_and_what_is_over_is_taken_down(town: World) -> None:
    assert bring(town, POSTS, "timeoverflow").failed == ()
    assert kept(town) == [
        ("request", "community", "A ladder for a day", "closed"),
        ("offer", "home", "Bread baking", "open"),
    ]
    assert bring(town, POSTS, "timeoverflow").already == 2


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("zed@example.org,offer,gardening,Weeding,", "there is no member"),
        ("Ann,gift,gardening,Weeding,", "must be offer or request"),
        ("Ann,offer,rockets,Weeding,", "we do not know the category"),
        ("Ann,offer,gardening,W,", "at least 3 characters"),
    ],
)
def test_a_row_that_cannot_come_in_says_why_and_nothing_does(town: World, row: str, reason: str) -> None:
    report = bring(town, OURS + row + "\n")
    assert [reason in one.reason for one in report.failed] == [True]
    assert (report.is_stored, kept(town)) == (False, [])
    assert bring(town, OURS + row + "\n", good_rows_only=True).written == 2


def test_what_is_no_file_of_listings_is_one_sentence(town: World) -> None:
    with pytest.raises(TableUnreadable, match="has no column"):
        bring(town, "a,b\n1,2\n")
    with pytest.raises(InvalidInput, match="for listings"):
        load("twine")


def test_only_coordinators_bring_listings(town: World) -> None:
    records, _ = read_with(load("own"), "listings.csv", OURS.encode())
    with pytest.raises(NotFound):
        town.app.do(town.member("Ann"), bring_listings, load("own"), records)


BOARD = """
name = "oldboard"
[listing]
member = "{e-mail}"
kind = "{what}"
category = "{theme}"
title = "{headline}"
[kinds]
gives = "offer"
seeks = "request"
[categories]
green = "gardening"
"" = "community"
"""


def test_a_mapping_file_says_what_the_words_of_another_board_mean(town: World, tmp_path: Path) -> None:
    (tmp_path / "board.toml").write_text(BOARD, encoding="utf-8")
    text = "E-mail,What,Theme,Headline\nann@example.org,gives,Green,Weeding\nben@example.org,seeks,odd,A ladder\n"
    assert bring(town, text, str(tmp_path / "board.toml")).failed == ()
    assert kept(town) == [("request", "community", "A ladder", "open"), ("offer", "gardening", "Weeding", "open")]


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "[listing]\ntitle = 5",
        BOARD.replace('title = "{headline}"', ""),
        BOARD.replace("oldboard", "far too long a name for it"),
    ],
)
def test_a_mapping_file_that_cannot_be_used_is_refused(broken: str) -> None:
    with pytest.raises(InvalidInput):
        parse("board.toml", broken)


def test_posts_that_name_their_columns_are_recognised_and_said() -> None:
    header = "user_id;type;title;description;category_id;created_at;start_on;end_on\n"
    records, remarks = read_with(load("timeoverflow"), "posts.csv", (header + POSTS).encode())
    assert len(records) == 2
    assert ["not read as a listing" in one for one in remarks] == [True]
    assert read_with(load("timeoverflow"), "posts.csv", POSTS.encode())[1] == ()


def test_a_row_that_names_no_category_is_read_from_its_words(town: World) -> None:
    header = "member,kind,category,title,words\n"
    assert bring(town, header + "Ann,offer,,Cut the hedge,\n").written == 1
    assert kept(town) == [("offer", "gardening", "Cut the hedge", "open")]
    (failed,) = bring(town, header + "Ann,offer,,Whatever you like,\n").failed
    assert "we do not know the category" in failed.reason
