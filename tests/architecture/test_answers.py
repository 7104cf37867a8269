"""No answer repeats a result of the engine: it has the members of the result, or another shape."""

import ast
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache

import pytest

import api
import mcda
import weights
from api.http.answer import Answer


def modules(*packages: object) -> Iterator[object]:
    for package in packages:
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):  # type: ignore[attr-defined]
            if ".migrations" not in found.name:
                yield importlib.import_module(found.name)


def written(model: type[Answer]) -> Iterator[type[Answer]]:
    """Yield the answers that the service's own files write down."""
    for answer in model.__subclasses__():
        if answer.__module__.startswith("api."):
            yield answer
        yield from written(answer)


@pytest.mark.long
def test_an_answer_repeats_no_result() -> None:
    results = {
        frozenset(field.name for field in fields(found)): found
        for module in modules(mcda, weights)
        for found in vars(module).values()
        if isinstance(found, type) and is_dataclass(found) and len(fields(found)) > 2
    }
    list(modules(api))
    answers = set(written(Answer))
    assert len(answers) > 40
    assert not [
        f"{answer.__module__}.{answer.__name__} repeats {result.__name__}: derive it with `of`"
        for answer in answers
        for own in (own_names(answer),)
        for names, result in results.items()
        if names <= own and len(names) >= 0.75 * len(own)
    ]


def own_names(answer: type[Answer]) -> set[str]:
    """Return the fields that a class writes itself; those that `of` adds have no source."""
    return {
        line.target.id
        for node in ast.walk(_tree(answer.__module__))
        if isinstance(node, ast.ClassDef) and node.name == answer.__name__
        for line in node.body
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)
    }


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(inspect.getsource(sys.modules[module]))
