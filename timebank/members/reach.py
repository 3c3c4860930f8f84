"""Roughly where somebody lives, how far they go, and the year they were born; kept for matching only where allowed."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from timebank.access import May, Thing
from timebank.errors import InvalidInput, NotFound
from timebank.history.actions import note
from timebank.members.actions import as_themself_or_offline
from timebank.members.districts import clean_district
from timebank.members.reads import concerning, present
from timebank.members.tables import member_reach
from timebank.work import Look, Work, insert_for

FARTHEST_KILOMETRES = 500
AGE_BANDS = {
    "under_18": "under 18",
    "18_24": "18 to 24",
    "25_34": "25 to 34",
    "35_44": "35 to 44",
    "45_54": "45 to 54",
    "55_64": "55 to 64",
    "65_74": "65 to 74",
    "75_on": "75 and over",
}
_FROM_AGE = (0, 18, 25, 35, 45, 55, 65, 75)


@dataclass(frozen=True, slots=True)
class Reach:
    """What is kept of one member; blank or None where they have not said."""

    district: str = ""
    travel_kilometres: int | None = None
    birth_year: int | None = None


NOT_SAID = Reach()


def age_band(birth_year: int | None, today: date) -> str:
    """The band of the age somebody born in a year has reached for certain, or nothing.

    >>> age_band(2008, date(2026, 12, 31)), age_band(2007, date(2026, 1, 1)), age_band(None, date(2026, 1, 1))
    ('under_18', '18_24', '')
    """
    if birth_year is None:
        return ""
    age = today.year - birth_year - 1
    return list(AGE_BANDS)[sum(age >= least for least in _FROM_AGE[1:])]


def set_reach(
    work: Work,
    key: str,
    member_id: str,
    postcode: str = "",
    travel_kilometres: int | None = None,
    birth_year: int | None = None,
    how_told: str = "",
) -> str:
    """Keep where somebody lives (a postcode's first half only), how far they go and when they were born.

    For oneself or an offline member; blank means not said. Raises InvalidInput, NotFound.
    """
    as_themself_or_offline(work, May.EDIT_OWN_PROFILE, member_id, how_told)
    clean = Reach(clean_district(postcode), _travel(travel_kilometres), _year(birth_year, work.now.year))

    def do() -> str:
        values = {
            "district": clean.district,
            "travel_kilometres": clean.travel_kilometres,
            "birth_year": clean.birth_year,
        }
        row = insert_for(work, member_reach).values(member_id=member_id, **values)
        work.execute(row.on_conflict_do_update(index_elements=[member_reach.c.member_id], set_=values))
        behalf = None if work.actor.member_id == member_id else member_id
        note(work, "set_reach", "member", member_id, on_behalf_of_id=behalf)
        return member_id

    said = {"district": clean.district, "travel": clean.travel_kilometres, "born": clean.birth_year}
    return work.once(key, "set_reach", {"member": member_id, "told": how_told, **said}, do)


def _travel(kilometres: int | None) -> int | None:
    if kilometres is not None and not 0 <= kilometres <= FARTHEST_KILOMETRES:
        raise InvalidInput(f"Please say how far you go in kilometres, from 0 to {FARTHEST_KILOMETRES}.")
    return kilometres


def _year(birth_year: int | None, this_year: int) -> int | None:
    if birth_year is not None and not this_year - 120 <= birth_year <= this_year:
        raise InvalidInput("Please write the year of birth with four digits.")
    return birth_year


def reach(look: Look, member_id: str) -> Reach:
    """What is kept of oneself, or of an offline member for their coordinator. Raises NotFound."""
    if look.actor.member_id == member_id:
        look.require(May.READ_OWN_PROFILE, Thing(owners=frozenset({member_id})))
    else:
        look.require(May.RECORD_FOR_OFFLINE, concerning(look, member_id))
        if not present(look, member_id).is_offline:
            raise NotFound
    row = look.row(sa.select(member_reach).where(member_reach.c.member_id == member_id))
    return Reach(row.district, row.travel_kilometres, row.birth_year) if row else NOT_SAID


def reaches(look: Look, whose: "sa.Select[tuple[str]]") -> dict[str, Reach]:
    """What is kept of each member whose id the query gives; for rooms that have asked for permission already."""
    rows = look.rows(sa.select(member_reach).where(member_reach.c.member_id.in_(whose)))
    return {row.member_id: Reach(row.district, row.travel_kilometres, row.birth_year) for row in rows}
