"""People who could help each other around, for stories about circles."""

from guiding import Guiding

from timebank.access import Caller
from timebank.listings import actions as listings
from timebank.members import actions as members
from timebank.programmes import actions as programmes
from timebank.programmes.rules import Given

RING = {"Ann": ("gardening", "lifts"), "Ben": ("sewing", "gardening"), "Cal": ("lifts", "sewing")}


def joins(helping: Guiding, name: str, offers: str, requests: str, shown: bool = True) -> Caller:
    """Somebody with an offer and a request on the noticeboard, both to be used, who takes part."""
    world, person = helping.world, helping.world.member(name)
    app = world.app
    app.do(person, members.set_needs, world.key(), person.member_id, ["en"], [])
    for kind, slug in (("offer", offers), ("request", requests)):
        if slug:
            app.do(person, listings.write_listing, world.key(), kind, slug, f"{slug} for {name}")
    given = [Given(one, (), True, shown) for one in ("offers", "requests", "languages", "hours")]
    app.do(person, programmes.join, world.key(), helping.programme_id, "member", given, 1)
    return person


def ring(helping: Guiding) -> tuple[Caller, Caller, Caller]:
    """Ann could help Ben, Ben could help Cal, and Cal could help Ann."""
    ann, ben, cal = (joins(helping, name, *said) for name, said in RING.items())
    return ann, ben, cal
