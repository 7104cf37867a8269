"""Files and functions stay small enough to read at a sitting."""

import ast
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted(p for top in ("mcda", "weights", "api") for p in (ROOT / top).rglob("*.py"))
LONGEST_FILE, MEDIAN_FILE, LONGEST_FUNCTION = 300, 120, 60


def test_there_are_sources() -> None:
    assert len(SOURCES) > 50


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_file_and_functions_are_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length < LONGEST_FUNCTION, f"{node.name} has {length} lines"


def test_median_file() -> None:
    assert median(len(p.read_text(encoding="utf-8").splitlines()) for p in SOURCES) < MEDIAN_FILE


@pytest.mark.parametrize("suffix", ["*.toml", "*.csv", "*.html"])
def test_data_files_are_short_too(suffix: str) -> None:
    for top in ("mcda", "weights", "api"):
        for path in (ROOT / top).rglob(suffix):
            limit = 600 if suffix != "*.html" else LONGEST_FILE
            assert len(path.read_text(encoding="utf-8").splitlines()) <= limit, path.name
