"""How far two places are apart, in whole numbers, so that two people and a million pairs get the same answer."""

from functools import lru_cache
from math import asin, cos, isqrt, pi, radians, sin

from matching.errors import WrongInput

RADIUS_METRES = 6_371_009  # the mean radius of the Earth (IUGG)
FARTHEST_KILOMETRES = int(pi * RADIUS_METRES / 1000)  # half way round the Earth

Place = tuple[float, float]


@lru_cache(maxsize=65536)
def point(place: Place) -> tuple[int, int, int]:
    """A latitude and a longitude in degrees as a point in space, in whole metres from the middle of the Earth.

    Raises WrongInput for what is not on the Earth.

    >>> point((0.0, 90.0))
    (0, 6371009, 0)
    """
    latitude, longitude = place
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise WrongInput("A place is a latitude from -90 to 90 and a longitude from -180 to 180.")
    up, round_about = radians(latitude), radians(longitude)
    across = RADIUS_METRES * cos(up)
    return round(across * cos(round_about)), round(across * sin(round_about)), round(RADIUS_METRES * sin(up))


def squared_metres(one: Place, other: Place) -> int:
    """The square of the straight line between two places; below `reach(k)` when they are within k kilometres."""
    return sum((a - b) ** 2 for a, b in zip(point(one), point(other), strict=True))


@lru_cache(maxsize=65536)
def reach(kilometres: int) -> int:
    """The square of the longest straight line, in metres, between places so many kilometres apart over the ground.

    The straight line is twice the Earth's radius times the sine of half the angle (the haversine formula: Sinnott,
    "Virtues of the Haversine", Sky and Telescope 68, 1984), and grows with the way over the ground, so comparing
    the squares compares the ways, without a sine for each pair.

    >>> squared_metres((57.65, -3.32), (57.48, -4.22)) <= reach(57)
    True
    >>> squared_metres((57.65, -3.32), (57.48, -4.22)) <= reach(56)
    False
    """
    if kilometres > FARTHEST_KILOMETRES:
        return 5 * RADIUS_METRES**2
    return int((2 * RADIUS_METRES * sin(max(kilometres, 0) * 500 / RADIUS_METRES)) ** 2) + 1


def kilometres_apart(one: Place, other: Place) -> int:
    """The way over the ground in whole kilometres, rounded up; for words.

    >>> kilometres_apart((57.65, -3.32), (57.48, -4.22))
    57
    """
    half = min(isqrt(squared_metres(one, other)) / (2 * RADIUS_METRES), 1.0)
    return -int(-2 * RADIUS_METRES * asin(half) // 1000)
