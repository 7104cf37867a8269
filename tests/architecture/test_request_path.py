"""The main request enters few files; imports stay light and one way."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAIN_PATH = [
    ("api/rankings/routes.py", "api.rankings.service"),
    ("api/rankings/service.py", "weights.weightings"),
    ("api/rankings/service.py", "mcda.rank"),
    ("mcda/rank.py", "mcda.methods"),
    ("mcda/methods/topsis.py", "mcda.methods.registry"),
]


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module}


@pytest.mark.parametrize(("source", "target"), MAIN_PATH)
def test_each_file_of_the_main_request_calls_the_next(source: str, target: str) -> None:
    assert target in imports(ROOT / source)


def test_routes_compute_nothing_and_services_know_no_web() -> None:
    for path in (ROOT / "api").rglob("routes.py"):
        assert not {m for m in imports(path) if m.startswith("numpy")}, path
    for path in (ROOT / "api").rglob("service.py"):
        web = {m for m in imports(path) if m.split(".")[0] in ("fastapi", "starlette")}
        assert not web, path


def loaded_by(statement: str) -> set[str]:
    code = f"{statement}; import sys, json; print(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in json.loads(run.stdout)}


def test_heavy_libraries_load_only_where_they_are_used() -> None:
    heavy = {"pandas", "pymcdm", "scipy", "matplotlib"}
    assert not loaded_by("import mcda, mcda.robust, mcda.parks, weights") & heavy
    assert not loaded_by("from api.app import create_app; create_app()") & heavy


def test_status_codes_live_in_one_place() -> None:
    for path in [*(ROOT / "mcda").rglob("*.py"), *(ROOT / "weights").rglob("*.py")]:
        assert "status" not in {
            n.arg
            for n in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(n, ast.keyword)
        }, path
