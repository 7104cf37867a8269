"""A module named in a string is a dependency too: it goes the way that imports go."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTRACTS = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]["contracts"]
LAYERS = next(one["layers"] for one in CONTRACTS if one.get("containers") == ["mcda"])
HEIGHT = {name.strip(): -place for place, layer in enumerate(LAYERS) for name in layer.split("|")}
READERS = {"files", "find_spec", "import_module", "register", "__import__"}


def is_module(name: str) -> bool:
    if not all(part.isidentifier() for part in name.split(".")):
        return False
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or path.is_dir()


def named(tree: ast.AST) -> Iterator[str]:
    """Yield the modules of the project that strings name: by a dotted path, or where one is read.

    ``weights`` and ``api`` alone are words as well, unless something is imported by them.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            root, dot, _ = node.value.partition(".")
            if dot and root in ("mcda", "weights", "api") and is_module(node.value):
                yield node.value
        elif isinstance(node, ast.Call):
            function = getattr(node.func, "id", getattr(node.func, "attr", ""))
            for argument in node.args if function in READERS else ():
                match argument:
                    case ast.Constant(value="weights" | "api" as name):
                        yield name


def upward(tree: ast.AST, package: str) -> list[str]:
    """Return the modules that a file of a package of the engine must not name."""
    return [name for name in named(tree) if not is_below(name, package)]


def is_below(name: str, package: str) -> bool:
    root, *inner = name.split(".")
    return root == "mcda" and (inner[0] == package or HEIGHT[inner[0]] < HEIGHT[package])


def package_of(path: Path) -> str:
    return path.relative_to(ROOT / "mcda").parts[0].removesuffix(".py")


def test_the_engine_names_nothing_above() -> None:
    files = [path for path in ROOT.joinpath("mcda").rglob("*.py") if path.parent.name != "mcda"]
    files += [path for path in ROOT.joinpath("mcda").glob("*.py") if path.stem != "__init__"]
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in files}
    assert sum(len(list(named(tree))) for tree in trees.values()) > 5
    found = {str(path): upward(tree, package_of(path)) for path, tree in trees.items()}
    assert not {path: names for path, names in found.items() if names}


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ('SOURCES = (("weights.profiles", "texts.toml"),)', ["weights.profiles"]),
        ('register("api", "texts.toml")', ["api"]),
        ('files("mcda.parks")', ["mcda.parks"]),
        ('files("mcda.texts")', []),
        ('KINDS = ("weights", "method")', []),
        ('register("mcda.errors")', []),
    ],
)
def test_the_check_bites(line: str, names: list[str]) -> None:
    assert upward(ast.parse(line), "methods") == names
