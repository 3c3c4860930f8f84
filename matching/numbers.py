"""Scores as whole numbers: exact up to six decimals, and never rounded silently."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matching.errors import ScoreTooFine, WrongInput

Whole = NDArray[Any]
DECIMALS = 6
EXACT_IN_A_FLOAT = 2**53
LARGEST_INT64 = 2**63 - 1


def whole_scores(score: ArrayLike) -> tuple[Whole, int]:
    """Scores times the smallest power of ten that makes all of them whole, and that power.

    Returns int64 where the numbers fit and Python ints (dtype object) where they do not.
    Raises ScoreTooFine for more than six decimals, WrongInput for what is not a finite number.
    """
    given = np.asarray(score)
    if given.size == 0:
        return np.zeros(0, dtype=np.int64), 1
    if given.ndim != 1:
        raise WrongInput("Scores must be one number for each edge.")
    if given.dtype.kind in "bi":
        return given.astype(np.int64, copy=False), 1
    if given.dtype.kind == "f" and given.dtype.itemsize <= 8:
        wide = given.astype(np.float64)
        if not np.isfinite(wide).all():
            raise WrongInput("A score is not a finite number.")
        quick = _floats_in_bulk(wide)
        if quick is not None:
            return quick
        return _one_by_one([_exact(float(value)) for value in wide])
    if given.dtype.kind not in "uO":
        raise WrongInput("Scores must be numbers.")
    return _one_by_one([_exact(value) for value in given.tolist()])


def _floats_in_bulk(given: NDArray[np.float64]) -> tuple[Whole, int] | None:
    """The quick way, taken where every scaled score fits a float exactly; None sends the rest one by one."""
    for decimals in range(DECIMALS + 1):
        scale = 10**decimals
        scaled = np.rint(given * scale)
        if np.abs(scaled).max() >= EXACT_IN_A_FLOAT:
            return None
        if (scaled / scale == given).all():
            return scaled.astype(np.int64), scale
    raise ScoreTooFine("A score has more than six decimals; round the scores first, so that you decide how.")


def _exact(value: object) -> Fraction:
    """One score as it is written: 0.1 means one tenth."""
    if isinstance(value, float):
        return Fraction(Decimal(repr(value)))
    if isinstance(value, int | Fraction):
        return Fraction(value)
    if isinstance(value, Decimal) and value.is_finite():
        return Fraction(value)
    raise WrongInput("A score is not a finite number.")


def _one_by_one(values: list[Fraction]) -> tuple[Whole, int]:
    """The exact way for very large, decimal or mixed numbers."""
    for decimals in range(DECIMALS + 1):
        scale = 10**decimals
        if all((value * scale).denominator == 1 for value in values):
            whole = [int(value * scale) for value in values]
            fits = max(map(abs, whole)) <= LARGEST_INT64
            return np.array(whole, dtype=np.int64 if fits else object), scale
    raise ScoreTooFine("A score has more than six decimals; round the scores first, so that you decide how.")


def unscaled(total: int, scale: int) -> int | float:
    """A scaled total in the caller's own unit: whole when it is whole."""
    return total // scale if total % scale == 0 else total / scale


def exact_sum(values: Whole) -> int:
    """The sum of int64 or Python ints, exact however large it is.

    >>> exact_sum(np.array([2**62, 2**62, -1])) == 2**63 - 1
    True
    """
    if values.dtype == object:
        return sum(map(int, values.tolist()))
    wide = values.astype(np.int64, copy=False)
    return (int((wide >> 32).sum()) << 32) + int((wide & 0xFFFFFFFF).sum())


def whole_positions(name: str, given: ArrayLike, size: int) -> NDArray[np.int64]:
    """Positions from 0 to size - 1 as int64, or WrongInput naming what is wrong."""
    values = whole_numbers(name, given)
    if values.size and (values.min() < 0 or values.max() >= size):
        raise WrongInput(f"{name} names a position outside 0 to {size - 1}.")
    return values


def whole_numbers(name: str, given: ArrayLike) -> NDArray[np.int64]:
    """A row of whole numbers as int64, or WrongInput naming what is wrong."""
    values = np.asarray(given)
    if values.size == 0 and values.ndim <= 1:
        return np.zeros(0, dtype=np.int64)
    if values.ndim != 1:
        raise WrongInput(f"{name} must be one row of numbers.")
    if values.dtype.kind in "iu":
        if int(values.max()) > LARGEST_INT64:
            raise WrongInput(f"{name} holds a number that is too large.")
        return values.astype(np.int64, copy=False)
    whole = values.dtype.kind == "f" and np.isfinite(values).all() and (values == np.rint(values)).all()
    if whole and np.abs(values).max() < EXACT_IN_A_FLOAT:
        return values.astype(np.int64)
    raise WrongInput(f"{name} must hold whole numbers.")
