"""A coordinator starts the programme of help, runs a round, and reads who would help whom around a circle."""

from typing import Any

from desk_town import DeskTown, Visit, join, press, read_aloud

from timebank.access import OPERATOR
from timebank.listings import actions as listings
from timebank.listings.categories import plant_categories
from timebank.matches import actions as matches
from timebank.matches.review_reads import review
from timebank.programmes import actions as programmes
from timebank.programmes.definition import starter_text
from timebank.programmes.pairs import say_pair
from ui.words.circles import Circles
from ui.words.deciding import Review
from ui.words.explaining import Explaining


def choose(page: Any, key: str, name: str) -> Any:
    """The page after somebody or something was chosen by the words in one of its boxes."""
    box = page.selectbox(key=key)
    return box.select_index(next(place for place, one in enumerate(box.options) if one.startswith(name))).run()


def opened(page: Any, key: str) -> str:
    """What the page says once one of its expanders is open."""
    page.session_state[key] = True
    return read_aloud(page.run())


RING = {
    "Noor Nash": ("gardening", "lifts"),
    "Ann Archer": ("sewing", "gardening"),
    "Edna East": ("lifts", "sewing"),  # without e-mail
}


def helping(town: DeskTown) -> str:
    """The programme of help with three people who could help each other around."""
    world = town.world
    world.app.do(OPERATOR, plant_categories)
    town.programmes["help"] = world.app.do(town.cora, programmes.start, world.key(), starter_text("help"))
    for place, (name, slugs) in enumerate(RING.items()):
        is_offline = name == "Edna East"
        actor, how = (town.cora, "by phone") if is_offline else (town.one(name), "")
        for kind, slug in zip(("offer", "request"), slugs, strict=True):
            who = town.id(name) if is_offline else None
            world.app.do(
                actor, listings.write_listing, world.key(), kind, slug, slug.capitalize(), member_id=who, how_told=how
            )
        join(town, "help", "member", name, place)
    return town.programmes["help"]


def test_a_circle_is_read_in_its_order_and_offered_to_all_of_it(visit: Visit, town: DeskTown) -> None:
    programme_id = helping(town)
    page = visit("review", programme=programme_id)
    press(page, Review.run)
    said = read_aloud(page)
    assert "Noor Nash would help Ann Archer with gardening: about 2 h." in said
    assert "Edna East would help Noor Nash with lifts by car: about 2 h." in said
    assert "You would help Ann Archer with gardening" in said
    press(page, Review.approve)
    (asked,) = town.world.app.see(town.cora, review, programme_id)
    assert (asked.kind, asked.state) == ("circle", "offered")


def test_why_and_what_if_are_asked_of_who_helps_whom(visit: Visit, town: DeskTown) -> None:
    programme_id = helping(town)
    town.world.app.do(town.cora, matches.run_round, town.world.key(), programme_id)
    said = read_aloud(visit("review", programme=programme_id))
    assert "1 circle with 6 h of help in all" in said
    page = visit("review", programme=programme_id, show="why")
    assert Circles.why_not in read_aloud(page)
    page = choose(page, f"one of why-not {programme_id}", "Noor Nash")
    other = f"other of why-not {programme_id} {town.id('Noor Nash')}"
    assert "Noor Nash helps Ann Archer in the best result" in read_aloud(choose(page, other, "Ann Archer"))
    told = read_aloud(choose(page, other, "Edna East"))
    assert "Noor Nash cannot be put forward to help Edna East" in told
    assert "It would be possible if Noor Nash also offered" in told
    page = choose(page, f"what-if {programme_id}", Circles.trials["places"])
    assert Explaining.same in read_aloud(choose(page, f"places {programme_id}", "Noor Nash"))


def test_how_a_circle_stands_and_how_good_the_round_is_can_be_read(visit: Visit, town: DeskTown) -> None:
    programme_id = helping(town)
    town.world.app.do(town.cora, matches.run_round, town.world.key(), programme_id)
    draft = town.world.app.see(town.cora, review, programme_id)[0]
    said = opened(visit("review", programme=programme_id), f"stands-{draft.suggestion_id}")
    assert "the only one for Noor Nash" in said
    page = visit("review", programme=programme_id, show="rounds")
    assert "The circles bring 6 h of help in all. It is proved" in opened(page, f"figures-{programme_id}")
    page = visit("review", programme=programme_id, show="unmatched")
    assert Explaining.nobody_none in opened(page, f"nobody-{programme_id}")


def test_whom_no_circle_could_hold_together_is_said_by_name(visit: Visit, town: DeskTown) -> None:
    programme_id = helping(town)
    two = town.id("Noor Nash"), town.id("Edna East")
    town.world.app.do(town.cora, say_pair, town.world.key(), programme_id, *two, "pinned")
    town.world.app.do(town.cora, matches.run_round, town.world.key(), programme_id)
    assert "no circle that every rule allows" not in read_aloud(visit("review", programme=programme_id))
    join(town, "help", "member", "Mina Moss", 3)
    other = town.id("Noor Nash"), town.id("Mina Moss")
    town.world.app.do(town.cora, say_pair, town.world.key(), programme_id, *other, "pinned")
    town.world.app.do(town.cora, matches.run_round, town.world.key(), programme_id)
    said = read_aloud(visit("review", programme=programme_id))
    assert "no circle that every rule allows could hold them this time: " in said
    assert "Mina Moss" in said
