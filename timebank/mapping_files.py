"""Files that say which columns of somebody else's table hold what: found by name, read, and refused in plain words."""

import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from timebank.errors import InvalidInput

LONGEST_NAME = 19  # it is kept, with a key, as where something came from


def text_of(name_or_file: str, built_in: Collection[str], what: str) -> tuple[str, str]:
    """The name and the text of a TOML file; `what` it is for says who may be told of the `built_in` ones.

    Raises InvalidInput for what is no such file or cannot be read.
    """
    path = Path(name_or_file)
    if path.suffix != ".toml":
        known = ", ".join(built_in)
        raise InvalidInput(f"We do not know {name_or_file!r} for {what}. Give one of {known}, or a .toml file.")
    try:
        return path.name, path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(f"{path} cannot be read. Is it there, and is it text?") from error


def told_in(name: str, text: str) -> dict[str, Any]:
    """What the text of a TOML file says. Raises InvalidInput."""
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InvalidInput(f"{name} is not a valid TOML file: {error}.") from error


def name_told(name: str, told: Mapping[str, Any]) -> str:
    """What a file calls itself, or else the file's own name. Raises InvalidInput."""
    called = str(told.get("name", name.removesuffix(".toml")))
    if not 1 <= len(called) <= LONGEST_NAME or not called.isprintable() or ":" in called:
        raise InvalidInput(f'{name} needs a name of at most {LONGEST_NAME} characters, such as name = "ours".')
    return called


def list_told(name: str, told: Mapping[str, Any], which: str) -> list[str]:
    """A list of words, empty where none is told. Raises InvalidInput."""
    given = told.get(which, [])
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise InvalidInput(f"{name}: {which} must be a list of words.")
    return given


def table_told(name: str, told: Mapping[str, Any], which: str) -> dict[str, str]:
    """Words by words, whatever the letter case of the former; empty where none are told. Raises InvalidInput."""
    given = told.get(which, {})
    if not isinstance(given, dict) or not all(isinstance(one, str) for one in given.values()):
        raise InvalidInput(f"{name}: [{which}] must say words for each of its lines.")
    return {word.casefold(): meaning for word, meaning in given.items()}
