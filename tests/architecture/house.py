"""The size of the house: ``python -m tests.architecture.house [--packages]``.

Code lines are those without docstrings, comments, blank lines and imports. A function with one
caller is one that nobody exports, registers or overrides and that is named in one place: a private
one in its file, a public one in all packages. Bindings are assigned names.
"""

import ast
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("mcda", "weights", "api")
PRONOUN = re.compile(
    r"^_?(found|told|asked|given|held|placed|solved|tried|shown|said|kept|known|seen|sent|left|made"
    r"|named|taken|written|drawn|one|ones|what|those|them|it)$"
)
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Module:
    """A file as it counts, walked through once."""

    path: Path
    lines: int = 0
    code: int = 0
    names: Counter[str] = field(default_factory=Counter)
    """How often each name is used in it."""
    bindings: list[str] = field(default_factory=list)
    functions: list[tuple[Function, bool]] = field(default_factory=list)
    """Each with whether its class has others above it."""

    @classmethod
    def read(cls, path: Path) -> "Module":
        """Return a file of the project."""
        text = path.read_text(encoding="utf-8")
        module, lines = cls(path), text.splitlines()
        apart: set[int] = set()
        derived: set[ast.AST] = set()
        for node in ast.walk(ast.parse(text)):
            match node:
                case ast.Import() | ast.ImportFrom() | ast.Expr(ast.Constant(str())):
                    apart.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
                case ast.Name(name, ast.Load()) | ast.Attribute(_, name, ast.Load()):
                    module.names[name] += 1
                case ast.Name(name, ast.Store()):
                    module.bindings.append(name)
                case ast.ClassDef(bases=[_, *_], body=body):
                    derived.update(body)
                case ast.FunctionDef() | ast.AsyncFunctionDef():
                    module.functions.append((node, node in derived))
        module.lines = len(lines)
        module.code = sum(
            number not in apart and bool(line.strip()) and not line.strip().startswith("#")
            for number, line in enumerate(lines, 1)
        )
        return module


@dataclass(frozen=True)
class Size:
    """What the house measures."""

    code: int
    lines: int
    modules: int
    functions: int
    single: int
    bindings: int
    pronouns: int

    @property
    def single_share(self) -> float:
        """Functions with one caller, of all functions."""
        return self.single / self.functions

    @property
    def pronoun_share(self) -> float:
        """Bindings by a participle or a pronoun, of all bindings."""
        return self.pronouns / self.bindings


@cache
def modules(top: str) -> tuple[Module, ...]:
    """Return the files of a package."""
    return tuple(Module.read(path) for path in sorted((ROOT / top).rglob("*.py")))


def size(tops: Iterable[str] = PACKAGES) -> Size:
    """Return the size of packages taken together."""
    files = [module for top in tops for module in modules(top)]
    used = Counter[str]()
    for module in files:
        used.update(module.names)
    bindings = [name for module in files for name in module.bindings]
    return Size(
        code=sum(module.code for module in files),
        lines=sum(module.lines for module in files),
        modules=len(files),
        functions=sum(len(module.functions) for module in files),
        single=sum(
            _has_one_caller(module, function, used, is_override=is_override)
            for module in files
            for function, is_override in module.functions
        ),
        bindings=len(bindings),
        pronouns=sum(bool(PRONOUN.match(name)) for name in bindings),
    )


def _has_one_caller(
    module: Module, function: Function, used: Mapping[str, int], *, is_override: bool
) -> bool:
    name = function.name
    if name.startswith("__") or function.decorator_list or name in _exported(module.path.parent):
        return False  # called by what is written beside it, or by whoever imports the package
    if name.startswith("_"):
        return module.names[name] == 1
    return not is_override and used[name] == 1


@cache
def _exported(folder: Path) -> frozenset[str]:
    """Return the names that a package offers."""
    entry = folder / "__init__.py"
    if not entry.exists():
        return frozenset()
    tree = ast.parse(entry.read_text(encoding="utf-8"))
    return frozenset(
        item.asname or item.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for item in node.names
    )


def main() -> None:
    """Print the size; of each folder too where ``--packages`` is asked for."""
    if "--packages" in sys.argv:
        folders: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for module in (module for top in PACKAGES for module in modules(top)):
            parts = module.path.relative_to(ROOT).parts
            folders["/".join(parts[:2]) if len(parts) > 2 else parts[0]].update(
                code=module.code, lines=module.lines, files=1
            )
        for name, found in sorted(folders.items(), key=lambda item: -item[1]["code"]):
            print(
                f"{found['code']:6} code {found['lines']:6} lines {found['files']:4} files  {name}"
            )
    house, tests = size(), size(("tests",))
    print(
        f"{house.code} code lines ({house.lines} in all, {house.modules} modules), "
        f"{100 * house.single_share:.1f} % of functions with one caller, "
        f"{100 * house.pronoun_share:.1f} % of bindings by a participle or a pronoun; "
        f"tests {tests.code} code lines"
    )


if __name__ == "__main__":
    main()
