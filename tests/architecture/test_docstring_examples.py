"""Whatever users call has an example in its docstring, and the example is true."""

import doctest
from collections.abc import Iterator
from importlib import import_module
from inspect import isclass, isfunction, unwrap
from pkgutil import walk_packages
from typing import Any

import pytest

import mcda
import weights

ROOTS = (mcda, weights)
PACKAGES = [
    *(root.__name__ for root in ROOTS),
    *(
        found.name
        for root in ROOTS
        for found in walk_packages(root.__path__, f"{root.__name__}.")
        if found.ispkg and hasattr(import_module(found.name), "__all__")
    ),
]
FLAGS = doctest.NORMALIZE_WHITESPACE  # tables end their lines with blanks
MOST_LINES = 8


def public() -> Iterator[tuple[str, Any]]:
    for package in PACKAGES:
        module = import_module(package)
        for name in module.__all__:
            thing = unwrap(getattr(module, name))
            if isclass(thing) or isfunction(thing):
                yield f"{package}.{name}", thing


THINGS = dict(public())


def examples_of(name: str) -> list[doctest.DocTest]:
    thing = THINGS.get(name) or import_module(name)
    known = {name.rpartition(".")[2]: thing}
    found = doctest.DocTestFinder(recurse=False).find(thing, name, globs=known)
    return [test for test in found if test.examples]


def test_there_is_much_to_look_at() -> None:
    assert len(THINGS) > 130


@pytest.mark.parametrize("name", [*PACKAGES, *THINGS])
def test_the_example_is_there_and_true(name: str) -> None:
    found = examples_of(name)
    assert found, f"{name} has no example"
    (test,) = found
    assert doctest.DocTestRunner(optionflags=FLAGS).run(test).failed == 0
    if name in THINGS:
        lines = sum(one.source.count("\n") + one.want.count("\n") for one in test.examples)
        assert lines <= MOST_LINES
