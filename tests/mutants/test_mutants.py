"""Faults put into a copy of the packages are noticed by the tests named beside them."""

import os
import shutil
import subprocess
import sys
import tomllib
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
COPIED = ("mcda", "weights", "api", "tests", "pyproject.toml", "README.md")
MUTANTS: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("mutants.toml").read_text(encoding="utf-8")
)["mutant"]
TESTED = ("mcda/kernel", "mcda/robust", "weights/", "weights/elicit", "api/access", "api/fairness")
FAILED, PASSED = 1, 0


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of packages and tests, to be changed and mended again."""
    folder = tmp_path_factory.mktemp("copy")
    for name in COPIED:
        here, there = ROOT / name, folder / name
        if here.is_dir():
            shutil.copytree(here, there, ignore=shutil.ignore_patterns("__pycache__", "benchmarks"))
        else:
            shutil.copy(here, there)
    return folder


def run(folder: Path, tests: list[str]) -> "subprocess.CompletedProcess[str]":
    """Run tests of a copy, with the packages that are beside them."""
    options = ["-n", "0", "-x", "-q", "-p", "no:cacheprovider"]
    own = {"PYTHONPATH": str(folder), "PYTEST_ADDOPTS": ""}
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, *tests],
        cwd=folder,
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def write(file: Path, text: str) -> None:
    """Write a module, of which nothing compiled is left."""
    Path(cache_from_source(str(file))).unlink(missing_ok=True)
    file.write_text(text, encoding="utf-8")


def test_they_are_spread_over_the_packages_and_stand_where_they_say() -> None:
    assert len(MUTANTS) == 28
    files = {mutant["file"] for mutant in MUTANTS}
    for place in (*TESTED, "mcda/parks"):
        assert any(file.startswith(place) for file in files), place
    for mutant in MUTANTS:
        found = (ROOT / mutant["file"]).read_text(encoding="utf-8").count(mutant["text"])
        assert found == 1, mutant
        for test in mutant["tests"]:
            assert (ROOT / test.partition("::")[0]).exists(), mutant


@pytest.mark.long
def test_nothing_is_noticed_where_there_is_no_fault(copied: Path) -> None:
    sound = run(copied, sorted({test for mutant in MUTANTS for test in mutant["tests"]}))
    assert sound.returncode == PASSED, sound.stdout[-3000:]


@pytest.mark.long
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant["file"])
def test_each_is_noticed(copied: Path, mutant: dict[str, Any]) -> None:
    file = copied / mutant["file"]
    before = file.read_text(encoding="utf-8")
    write(file, before.replace(mutant["text"], mutant["replacement"]))
    try:
        found = run(copied, mutant["tests"])
    finally:
        write(file, before)
    assert found.returncode == FAILED, found.stdout[-500:]
