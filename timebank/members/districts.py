"""Where each postcode district of the United Kingdom lies, to the nearest kilometre or so.

From a public list of districts (CC0), each district's middle rounded to a hundredth of a degree. Nothing finer is
ever kept of where somebody lives.
"""

import csv
from functools import cache
from importlib import resources

from timebank.errors import InvalidInput

Place = tuple[float, float]  # latitude and longitude in degrees


@cache
def _places() -> dict[str, Place]:
    text = resources.files("timebank.members").joinpath("districts.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["district"]: (float(row["latitude"]), float(row["longitude"])) for row in rows}


def place_of(district: str) -> Place | None:
    """Latitude and longitude of a district's middle, or None when we do not know it.

    >>> place_of("IV30")
    (57.65, -3.33)
    """
    return _places().get(district)


def clean_district(words: str) -> str:
    """A postcode's first half as it is kept, from that or from a whole postcode; empty when nothing is said.

    >>> clean_district("iv30 1ab"), clean_district(" IV30"), clean_district("")
    ('IV30', 'IV30', '')
    """
    said = "".join(words.upper().split())
    for district in (said, said[:-3]):
        if district == "" and said == "":
            return ""
        if district in _places():
            return district
    raise InvalidInput(f"We do not know the postcode {words.strip()[:10]!r}. Its first half is enough, such as IV30.")
