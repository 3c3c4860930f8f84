"""Functions compiled once and kept on disk: only for large inputs, as the first call of all takes seconds."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
from numba.extending import intrinsic

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """The same function in machine code, kept for the next process, and leaving other threads free to run.

    Where no folder may be written (a read-only container) it is compiled anew in each process instead.
    """
    try:
        return cast(Function, numba.njit(cache=True, nogil=True)(function))
    except RuntimeError:
        return cast(Function, numba.njit(nogil=True)(function))


def _bit_count(typing: Any, word: Any) -> Any:
    """How many bits of a 64-bit word are set, as the one instruction that processors have for it."""
    del typing

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        del context, signature
        return builder.ctpop(arguments[0])

    return numba.types.int64(word), generate


bit_count: Callable[[Any], int] = cast(Any, intrinsic)(_bit_count)
