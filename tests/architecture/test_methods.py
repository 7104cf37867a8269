"""Every method is registered, documented with its reference, and tested against a publication."""

import ast
import inspect
from dataclasses import fields
from pathlib import Path

from docs.tools.gallery import KINDS_OF, published
from mcda.method import Method
from mcda.methods import METHODS
from mcda.plain import documented
from tests.subcases import each

ROOT = Path(__file__).parents[2]
SHARED = {"__init__", "measurements", "registry"}
FILES = sorted(p.stem for p in (ROOT / "mcda" / "methods").glob("*.py") if p.stem not in SHARED)


def test_every_file_is_registered_under_its_name() -> None:
    assert sorted({method.__module__.rpartition(".")[2] for method in METHODS.values()}) == FILES
    for name, method in METHODS.items():
        assert method.name == name
        file = method.__module__.removeprefix("mcda.methods.")
        # The adapter serves several methods of the library whose name it bears.
        assert name == file or (file == "pymcdm" and name.startswith("pymcdm_"))


@each(METHODS)
def test_documented_with_formula_and_reference(name: str) -> None:
    method = METHODS[name]
    doc = inspect.getdoc(method) or ""
    assert "References" in doc
    assert ":math:" in doc or ".. math::" in doc
    assert method.reference
    assert set(method.title) == {"en", "zh"}
    for parameter in (f.name for f in fields(method)):
        assert documented(method).get(parameter), f"{parameter} is not documented"


@each(METHODS)
def test_has_a_golden_case(name: str) -> None:
    kinds = KINDS_OF.get(name, (name,))
    assert any(published().get(kind) for kind in kinds), f"no published case of {kinds}"


@each(METHODS)
def test_parameters_are_one_frozen_keyword_only_dataclass(name: str) -> None:
    method = METHODS[name]
    assert issubclass(method, Method)
    assert method.__dataclass_params__.frozen
    assert all(field.kw_only for field in fields(method))


def test_engine_never_prints_and_keeps_no_module_state() -> None:
    for path in (ROOT / "mcda").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not isinstance(node, ast.Global), path
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id != "print", path
