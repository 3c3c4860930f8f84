"""Every write of every room: the ways to say it, and the functions themselves, by the name of their room."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from typing import Any

from saying import CASES as MOST
from saying_digests import CASES as OF_DIGESTS
from saying_handover import CASES as OF_HANDOVER
from saying_life import CASES as OF_LIFE
from saying_programmes import CASES as OF_PROGRAMMES
from saying_rounds import CASES as OF_ROUNDS
from saying_sheets import CASES as OF_SHEETS
from saying_tasters import CASES as OF_TASTERS

import timebank

CASES = MOST | OF_LIFE | OF_HANDOVER | OF_ROUNDS | OF_PROGRAMMES | OF_DIGESTS | OF_SHEETS | OF_TASTERS


def writes() -> dict[str, Callable[..., Any]]:
    """Every public function of the time bank whose first words are `work` and `key`, by the name of its room."""
    found = {}
    for module in pkgutil.walk_packages(timebank.__path__, "timebank."):
        if module.name.endswith("__main__"):
            continue
        here = importlib.import_module(module.name)
        for name, one in vars(here).items():
            if not inspect.isfunction(one) or one.__module__ != module.name or name.startswith("_"):
                continue
            if list(inspect.signature(one).parameters)[:2] == ["work", "key"]:
                found[f"{module.name.removeprefix('timebank.')}.{name}"] = one
    return found
