"""The everyday words of the kinds of help a community starts with, read from the file beside this one."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def everyday_words() -> dict[str, tuple[str, ...]]:
    """Words and phrases of each kind of help, by its slug; `~` before one that says little."""
    told = tomllib.loads(Path(__file__).with_name("everyday_words.toml").read_text(encoding="utf-8"))
    return {slug: tuple(" ".join(one.split()) for one in words.split(",")) for slug, words in told.items()}
