"""A coordinator starts the programme of help, runs a round, and reads who would help whom around a circle."""

from desk_town import DeskTown, Visit, join, press, read_aloud

from timebank.access import OPERATOR
from timebank.listings import actions as listings
from timebank.listings.categories import plant_categories
from timebank.matches import actions as matches
from timebank.matches.review_reads import review
from timebank.programmes import actions as programmes
from timebank.programmes.definition import starter_text
from ui.words.deciding import Review
from ui.words.explaining import Explaining

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
    assert "Noor Nash would help Ann Archer with Gardening: about 2 h." in said
    assert "Edna East would help Noor Nash with Lifts by car: about 2 h." in said
    assert "You would help Ann Archer with Gardening" in said
    press(page, Review.approve)
    (asked,) = town.world.app.see(town.cora, review, programme_id)
    assert (asked.kind, asked.state) == ("circle", "offered")


def test_pairs_are_not_asked_about_where_there_are_circles(visit: Visit, town: DeskTown) -> None:
    programme_id = helping(town)
    town.world.app.do(town.cora, matches.run_round, town.world.key(), programme_id)
    said = read_aloud(visit("review", programme=programme_id))
    assert Review.parts["why"] not in said
    assert Explaining.stands not in said
    for part in ("rounds", "unmatched"):
        assert not visit("review", programme=programme_id, show=part).exception
