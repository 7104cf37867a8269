"""Faults drawn afresh each day are put into copies of the project: the tests notice most."""

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.util import cache_from_source
from itertools import islice
from pathlib import Path
from queue import SimpleQueue

import pytest

from tests.mutants.mutator import Mutant, mutants
from tests.seeds import today

ROOT = Path(__file__).parents[2]
PACKAGES = ("mcda", "weights", "api")
APART = ("api/db/migrations/", "api/pages/guide/samples/")
"""Steps from one schema to the next, and programs for readers."""

DRAWN, FEWEST, AT_ONCE = 40, 21, 2
"""Of six days 177 of 240 faults were noticed: fewer than these are one day in a thousand."""
LIMITS = ("timeout", "--signal=KILL", "120", "prlimit", f"--data={4 << 30}")
PYTEST = ("-m", "pytest", "-n", "0", "-x", "-q", "-p", "no:cacheprovider", "-m", "not long")
NOT_NOTICED = (0, 5)  # all pass, or none is quick


def faults(top: str) -> Iterator[Mutant]:
    """Yield every fault of the modules of a package that have tests."""
    for path in sorted((ROOT / top).rglob("*.py")):
        file = path.relative_to(ROOT)
        if not str(file).startswith(APART) and mirrors(file):
            yield from mutants(file, path.read_bytes())


def mirrors(file: Path) -> list[list[Path]]:
    """Return the tests of a module: the file of its name, and of the engine those beside it too.

    A module without such a file has those of the nearest folder.
    """
    beside = Path("tests", file.parent)
    own = beside / f"test_{file.stem.strip('_')}.py"
    if not (ROOT / own).exists():
        folders = (_files(folder) for folder in (beside / file.stem, beside, beside.parent))
        return [tests for tests in folders if tests][:1]
    return [[own]] if file.parts[0] == "api" else [[own], [t for t in _files(beside) if t != own]]


def _files(folder: Path) -> list[Path]:
    return [path.relative_to(ROOT) for path in sorted((ROOT / folder).glob("test_*.py"))]


def survives(copies: "SimpleQueue[Path]", mutant: Mutant) -> bool:
    """Tell whether no test of a module notices its fault."""
    folder = copies.get()
    file = folder / mutant.file
    source = file.read_bytes()
    try:
        write(file, mutant.text(source))
        return all(passes(folder, tests) for tests in mirrors(mutant.file) if tests)
    finally:
        write(file, source)
        copies.put(folder)


def write(file: Path, source: bytes) -> None:
    """Write a module, of which nothing compiled is left."""
    Path(cache_from_source(str(file))).unlink(missing_ok=True)
    file.write_bytes(source)


def passes(folder: Path, tests: list[Path]) -> bool:
    """Tell whether tests of a copy pass within the limits, with the packages beside them."""
    process = subprocess.run(
        [*LIMITS, sys.executable, *PYTEST, *tests],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "PYTEST_ADDOPTS": ""},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return process.returncode in NOT_NOTICED


@pytest.mark.long
def test_most_faults_of_the_day_are_noticed(tmp_path: Path) -> None:
    drawn = today([mutant for top in PACKAGES for mutant in faults(top)], DRAWN)
    copies: SimpleQueue[Path] = SimpleQueue()
    for number in range(AT_ONCE):
        left = shutil.ignore_patterns(".*", "__pycache__", "benchmarks")
        copies.put(shutil.copytree(ROOT, tmp_path / str(number), ignore=left))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        outcomes = list(pool.map(lambda mutant: survives(copies, mutant), drawn))
    survivors = [mutant for mutant, is_left in zip(drawn, outcomes, strict=True) if is_left]
    lines = [mutant.description((ROOT / mutant.file).read_bytes()) for mutant in survivors]
    print(*lines, sep="\n")
    assert DRAWN - len(survivors) >= FEWEST, "\n".join(lines)


SOURCE = '''"""Not 1 < 2 in a docstring."""

Pair = tuple[int, int] | None
__all__ = ["area" + "length"]


@cache(maxsize=1)
def area(a: Annotated[int, Ge(1)], 长: int | None = None) -> bool:
    if a <= 1 and 长 is not None:
        raise ValueError(f"{a + 1}" * 2)
    logger.info(a - 1)
    a += max(-a, 11)
    return not (a  # in - or
        in zip("长", 长, strict=True))
'''
CHANGES = (
    *(("<= 1", "< 1"), ("1 and", "2 and"), ("and 长", "or 长"), ("is not None:", "is None:")),
    *(("+=", "-="), ("max(", "min("), ("-a", "a"), ("not (", "("), ("in zip", "not in zip")),
)


def test_a_fault_is_one_small_change_where_something_is_computed() -> None:
    source = SOURCE.encode()
    texts = sorted(mutant.text(source).decode() for mutant in mutants(Path("area.py"), source))
    assert texts == sorted(SOURCE.replace(*change) for change in CHANGES)


@pytest.mark.parametrize("top", PACKAGES)
def test_every_package_can_have_faults(top: str) -> None:
    some = list(islice(faults(top), 50))
    assert len(some) == 50
    for mutant in some:
        ast.parse(mutant.text((ROOT / mutant.file).read_bytes()))
