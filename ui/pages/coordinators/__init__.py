"""The coordinators' pages: (title, address, icon, the function that draws it), in the order of the menu."""

from collections.abc import Callable

PAGES: tuple[tuple[str, str, str, Callable[[], None]], ...] = ()
