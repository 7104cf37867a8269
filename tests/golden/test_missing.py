"""Every case is tested by a module here, or listed in `missing.toml` with the reason."""

import ast
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
PATHS = sorted((FOLDER / "cases").glob("*.json"))


def patterns():
    """Return the CASES pattern of every module that has a test with a case."""
    for path in FOLDER.glob("test_*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found = [
            ast.literal_eval(node.value)
            for node in tree.body
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "CASES"
        ]
        taken = any(
            node.name.startswith("test_") and "case" in [one.arg for one in node.args.args]
            for node in tree.body
            if isinstance(node, ast.FunctionDef)
        )
        assert len(found) == int(taken), path.name
        yield from found


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in PATHS])
def test_a_case_is_tested_or_listed(path, missing):
    tested = any(path.match(pattern) for pattern in patterns())
    listed = missing.get(path.stem, {"keys": ["-"]})["keys"] is None
    assert tested != listed, "name it in a module's CASES, or in missing.toml with the reason"


def test_what_is_listed_exists_and_has_a_reason(missing, read_case):
    for name, entry in missing.items():
        assert len(entry["reason"]) > 20
        for key in entry["keys"] or ():
            assert key in read_case(name).expected
