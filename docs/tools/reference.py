"""The pages of the reference: one for each package of the engine and the weights, with all modules.

They are made of the folders, so that a new or renamed module is in the reference without another
line.
"""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import FunctionType, ModuleType

ROOT = Path(__file__).parents[2]
PACKAGES = ("mcda", "weights")


def packages(top: str) -> list[str]:
    """Return the packages within one, by their dotted names, itself first."""
    folders = [file.parent for file in ROOT.joinpath(top).rglob("__init__.py")]
    return sorted(".".join(folder.relative_to(ROOT).parts) for folder in folders)


def modules(package: str) -> Iterator[str]:
    """Yield the public modules of a package by their dotted names."""
    for file in sorted(ROOT.joinpath(*package.split(".")).glob("*.py")):
        if not file.stem.startswith("_"):
            yield f"{package}.{file.stem}"


def offered(package: str) -> dict[str, str]:
    """Return where each name that a package offers is defined.

    Data do not say it: nothing, but for those that the package defines itself.

    Parameters
    ----------
    package
        By its dotted name.
    """
    module = import_module(package)
    own = _assigned(package)
    things = {name: getattr(module, name) for name in getattr(module, "__all__", ())}
    return {
        name: f"{thing.__module__}.{thing.__qualname__}"
        if isinstance(thing, type | FunctionType)
        else f"{package}.{name}" * (name in own)
        for name, thing in things.items()
        if not isinstance(thing, ModuleType)
    }


def _assigned(package: str) -> set[str]:
    tree = ast.parse(ROOT.joinpath(*package.split("."), "__init__.py").read_text(encoding="utf-8"))
    targets = [
        target for node in tree.body if isinstance(node, ast.Assign) for target in node.targets
    ]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def page(package: str) -> str:
    """Return the text of the page of a package, as mkdocstrings reads it."""
    places = offered(package)
    own = [name for name, place in places.items() if place == f"{package}.{name}"]
    members = f"[{', '.join(own)}]" if own else "false"
    options = f"    options:\n      show_root_heading: false\n      members: {members}"
    names = [f"[`{name}`][{place}]" for name, place in places.items() if place]
    blocks = [f"# {package}", f"::: {package}\n{options}"]
    blocks += ["Offered at once: " + ", ".join(names)] if names else []
    return "\n\n".join([*blocks, *(f"::: {module}" for module in modules(package))]) + "\n"
