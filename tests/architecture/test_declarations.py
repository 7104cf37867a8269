"""Analyses know methods by what they declare: none imports a method or matches on its class."""

import ast
from pathlib import Path

from mcda.method import Method
from mcda.methods import METHODS

ROOT = Path(__file__).parents[2]
ANALYSES = ("mcda/robust", "mcda/explain", "weights")
CLASSES = {cls.__name__ for cls in METHODS.values()}
TESTS = {"isinstance", "issubclass", "type"}


def knows(node: ast.AST) -> bool:
    """Tell whether a class of a method is named through its module or the registry.

    By its bare name it can only be known where it was imported, which is a fault of its own.
    """
    attributes = {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)}
    registry = any(isinstance(n, ast.Name) and n.id == "METHODS" for n in ast.walk(node))
    return registry or bool(attributes & CLASSES)


def faults(tree: ast.AST) -> list[str]:
    """Return what a file does that it must not."""
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(module)) if module.startswith("mcda.methods."):
                found.append(f"imports {module}")
            case ast.ImportFrom(module="mcda.methods" | "mcda", names=imported):
                found += [f"imports {item.name}" for item in imported if item.name in CLASSES]
            case ast.Import(names=imported):
                found += [
                    f"imports {i.name}" for i in imported if i.name.startswith("mcda.methods.")
                ]
            case ast.Call(func=ast.Name(id=name)) if name in TESTS and knows(node):
                found.append(f"asks {name}")
            case ast.MatchClass(cls=cls) if knows(cls):
                found.append("matches on a method")
    return found


def test_no_analysis_knows_a_method() -> None:
    files = [path for folder in ANALYSES for path in (ROOT / folder).rglob("*.py")]
    assert len(files) > 100
    told = {str(path): faults(ast.parse(path.read_text(encoding="utf-8"))) for path in files}
    assert not {path: found for path, found in told.items() if found}


def test_the_check_bites() -> None:
    for line in (
        "from mcda.methods.vikor import Vikor",
        "from mcda.methods import Topsis",
        "import mcda.methods.topsis",
        "isinstance(answer.method, methods.Topsis)",
        "issubclass(type(method), METHODS['topsis'])",
        "match method:\n    case methods.Topsis(distance=kind):\n        pass",
    ):
        assert faults(ast.parse(line)), line
    assert not faults(ast.parse("from mcda.methods import METHODS, make_method"))
    assert issubclass(METHODS["topsis"], Method)
