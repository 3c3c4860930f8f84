"""Compiled code works on a machine whose disk may not be written."""

import numba.core.caching

from matching.compiled import compiled


def twice(number: int) -> int:
    """Something to compile."""
    return 2 * number


def test_without_a_folder_to_write_in_functions_are_compiled_in_memory(monkeypatch):
    monkeypatch.setattr(numba.core.caching.CacheImpl, "_locator_classes", [])
    assert compiled(twice)(21) == 42
