"""Meanings stand where they are read: under the field, and in sections only where users call."""

import ast
from collections.abc import Iterator
from pathlib import Path

from docs.tools.gallery import SECTION
from tests.architecture.test_docstring_examples import THINGS

ROOT = Path(__file__).parents[2]
PLUGIN = ROOT / "tests" / "plugin"
FOR_PLUGINS = ("mcda.testing.", "weights.testing.")


def documented_nodes() -> Iterator[tuple[str, ast.ClassDef | ast.FunctionDef]]:
    """Yield what has a section of parameters or of what is returned, by its dotted name."""
    for top in ("mcda", "weights", "api"):
        for path in ROOT.joinpath(top).rglob("*.py"):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            tree = ast.parse(path.read_text(encoding="utf-8"))
            yield from _within(tree, module.removesuffix(".__init__"))


def _within(scope: ast.AST, name: str) -> Iterator[tuple[str, ast.ClassDef | ast.FunctionDef]]:
    for node in ast.iter_child_nodes(scope):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            sections = SECTION.findall(ast.get_docstring(node) or "")
            if {"Parameters", "Returns"} & set(sections):
                yield f"{name}.{node.name}", node
            yield from _within(node, f"{name}.{node.name}")


def offered() -> Iterator[str]:
    """Yield what packages export with its bases, and what packages of others import."""
    for thing in THINGS.values():
        for kind in getattr(thing, "__mro__", (thing,)):
            yield f"{kind.__module__}.{kind.__qualname__}"
    for path in PLUGIN.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                yield from (f"{node.module}.{name.name}" for name in node.names)


def test_a_field_is_explained_under_it() -> None:
    for name, node in documented_nodes():
        if isinstance(node, ast.ClassDef):
            fields = {f.target.id for f in node.body if isinstance(f, ast.AnnAssign)}
            assert not fields & set((ast.get_docstring(node) or "").splitlines()), name


def test_sections_are_for_what_is_exported() -> None:
    known = set(offered())
    more = {
        name
        for name, _ in documented_nodes()
        if not {name, name.rpartition(".")[0]} & known and not name.startswith(FOR_PLUGINS)
    }
    assert not more
