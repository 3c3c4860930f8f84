"""Every example in the docstrings of the matcher runs, and the face of the package stays light."""

import doctest
import importlib
import pkgutil
import subprocess
import sys

import pytest

import matching

MODULES = [f"matching.{module.name}" for module in pkgutil.iter_modules(matching.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_each_module_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_importing_the_matcher_loads_no_heavy_package():
    heavy = "{'numpy', 'scipy', 'networkx', 'pylmcf', 'sqlalchemy', 'timebank'}"
    program = f"import sys, matching; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_names_of_the_package_are_the_functions_also_after_their_modules_are_imported():
    importlib.import_module("matching.assign")
    importlib.import_module("matching.pair")
    assert callable(matching.assign)
    assert callable(matching.pair)
