"""A request enters few files, and what it does not need is not loaded: measured while it runs."""

import ast
import asyncio
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from fastapi import FastAPI
from typer.testing import CliRunner

from api.app import create_app
from api.cli.commands import app as command_line
from api.settings import Settings
from tests.contract.conftest import PROBLEM, WEIGHTS

ROOT = Path(__file__).parents[2]
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PACKAGES = tuple(f"{ROOT / name}/" for name in ("mcda", "weights", "api"))
BODY = {"problem": PROBLEM, "weights": WEIGHTS}


class Entered:
    """Files of the project in which a function runs, in any thread that starts meanwhile.

    In the order in which they are entered first.
    """

    def __init__(self) -> None:
        self.files: dict[str, None] = {}

    def __call__(self, frame: FrameType, event: str, _: Any) -> None:
        file = frame.f_code.co_filename
        if event == "call" and file.startswith(PACKAGES):
            self.files.setdefault(str(Path(file).relative_to(ROOT)))

    @contextmanager
    def watching(self) -> Iterator[None]:
        before = sys.getprofile()
        sys.setprofile(self)
        threading.setprofile(self)
        yield
        sys.setprofile(before)
        threading.setprofile(before)


async def answered(app: FastAPI, body: Any) -> int:
    """Ask the application without a server, in this thread; return the status."""
    sent = json.dumps(body).encode()
    kind, length = (b"content-type", b"application/json"), (b"content-length", b"%d" % len(sent))
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/v1/rankings",
        "raw_path": b"/v1/rankings",
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"127.0.0.1"), kind, length],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    waiting = [{"type": "http.request", "body": sent, "more_body": False}]
    status = []

    async def receive() -> Any:
        if not waiting:
            await asyncio.Event().wait()
        return waiting.pop()

    async def send(message: Any) -> None:
        status.append(message.get("status"))

    await app(scope, receive, send)
    return int(status[0])


def entered_by(body: Any, database: str) -> list[str]:
    """Return the files that a request enters after one like it.

    Of three the fewest, since what the service does by the clock may fall into one of them.
    """
    entered, found = Entered(), list[list[str]]()

    async def repeated() -> None:
        app = create_app(Settings(database=database, analysis_processes=0, job_runners=0))
        app.state.running.long = 3600.0
        with entered.watching():
            async with app.router.lifespan_context(app):
                assert await answered(app, body) == 200
                for _ in range(3):
                    entered.files.clear()
                    assert await answered(app, body) == 200
                    found.append(list(entered.files))

    asyncio.run(repeated())
    return min(found, key=len)


@pytest.mark.parametrize(("asked", "most"), [({"sensitivity": False}, 41), ({}, 83)])
def test_a_ranking_enters_few_files(asked: Any, most: int, tmp_path: Path) -> None:
    found = entered_by({**BODY, **asked}, f"sqlite:///{tmp_path}/own.db")
    assert {"api/rankings/service.py", "mcda/methods/topsis.py"} <= {*found}
    assert len(found) <= most, sorted(found)
    told = re.findall(r"^\| `(\w+/[\w/]+\.py)` \|", ARCHITECTURE, re.MULTILINE)
    if asked:
        assert [file for file in found if file in told] == told
        assert f"{most} files" in re.sub(r"\s+", " ", ARCHITECTURE)


def test_the_command_line_enters_few_files(tmp_path: Path) -> None:
    file = tmp_path / "problem.json"
    file.write_text(json.dumps(BODY), encoding="utf-8")
    entered = Entered()
    for _ in range(2):
        entered.files.clear()
        with entered.watching():
            assert CliRunner().invoke(command_line, ["rank", str(file)]).exit_code == 0
    assert "mcda/methods/topsis.py" in entered.files
    assert len(entered.files) <= 121, sorted(entered.files)


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module}


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
    heavy = {"pandas", "pymcdm", "scipy", "matplotlib", "hypothesis"}
    engine = "import mcda, mcda.methods, mcda.ranking, mcda.robust, mcda.parks, weights"
    assert not loaded_by(engine) & heavy
    assert not loaded_by("from api.app import create_app; create_app()") & heavy


def test_status_codes_live_in_one_place() -> None:
    for path in [*(ROOT / "mcda").rglob("*.py"), *(ROOT / "weights").rglob("*.py")]:
        assert "status" not in {
            n.arg
            for n in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(n, ast.keyword)
        }, path
