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
from contextvars import ContextVar, copy_context
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from fastapi import FastAPI
from typer.testing import CliRunner, Result

from api.app import create_app
from api.cli.commands import app as command_line
from api.parks.schemas import RecommendationRequest
from api.parks.service import recommend
from api.settings import Settings
from tests.contract.conftest import PROBLEM, WEIGHTS

ROOT = Path(__file__).parents[2]
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PACKAGES = tuple(f"{ROOT / name}/" for name in ("mcda", "weights", "api"))
BODY = {"problem": PROBLEM, "weights": WEIGHTS}


IS_WATCHED = ContextVar("is_watched", default=False)
"""Set for what a request or command does itself, in any thread; what goes by the clock is apart."""


class Entered:
    """Files of the project in which a function runs for what is watched, in order of entry."""

    def __init__(self) -> None:
        self.files: dict[str, None] = {}

    def __call__(self, frame: FrameType, event: str, _: Any) -> None:
        file = frame.f_code.co_filename
        if event == "call" and file.startswith(PACKAGES) and IS_WATCHED.get():
            self.files.setdefault(str(Path(file).relative_to(ROOT)))

    @contextmanager
    def watching(self) -> Iterator[None]:
        before = sys.gettrace()  # told of Python's calls alone; a profile also of returns and of C
        sys.settrace(self)
        threading.settrace(self)
        yield
        sys.settrace(before)
        threading.settrace(before)


async def answered(app: FastAPI, body: Any, path: str) -> int:
    """Ask the application without a server, in this thread; return the status."""
    sent = json.dumps(body).encode()
    kind, length = (b"content-type", b"application/json"), (b"content-length", b"%d" % len(sent))
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
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


def entered_by(body: Any, database: str, path: str = "/v1/rankings") -> list[str]:
    """Return the files that a request enters after one like it."""
    entered = Entered()

    async def watched(app: FastAPI) -> int:
        IS_WATCHED.set(True)  # in this task alone
        return await answered(app, body, path)

    async def repeated() -> None:
        app = create_app(Settings(database=database, analysis_processes=0, job_runners=0))
        app.state.running.long = 3600.0
        with entered.watching():
            async with app.router.lifespan_context(app):
                assert await answered(app, body, path) == 200
                assert await asyncio.create_task(watched(app)) == 200

    asyncio.run(repeated())
    return list(entered.files)


@pytest.mark.parametrize(("asked", "most"), [({"sensitivity": False}, 39), ({}, 83)])
def test_a_ranking_enters_few_files(asked: Any, most: int, tmp_path: Path) -> None:
    found = entered_by({**BODY, **asked}, f"sqlite:///{tmp_path}/own.db")
    assert {"api/rankings/service.py", "mcda/methods/topsis.py"} <= {*found}
    assert len(found) <= most, sorted(found)
    told = re.findall(r"^\| `(\w+/[\w/]+\.py)` \|", ARCHITECTURE, re.MULTILINE)
    if asked:
        assert [file for file in found if file in told] == told
        assert f"{most} files" in re.sub(r"\s+", " ", ARCHITECTURE)


def test_a_recommendation_enters_few_files(tmp_path: Path) -> None:
    """The last park cannot be ranked, so that what takes parks out is entered too."""
    parks = ["ljip", "vcep", "tcr", "kitic", "great_stone"]
    said = {"home": {"province": "Zhejiang"}, "markets": {"US": 0.6}}
    body = {"enterprise": said, "parks": parks}
    recommend(
        RecommendationRequest.model_validate(body), Settings()
    )  # what happens once is slow to watch
    files = entered_by(body, f"sqlite:///{tmp_path}/own.db", "/v1/recommendations")
    assert {"api/parks/service.py", "mcda/prepare/screen.py"} <= {*files}
    assert len(files) <= 138, sorted(files)


def test_the_command_line_enters_few_files(tmp_path: Path) -> None:
    file = tmp_path / "problem.json"
    file.write_text(json.dumps(BODY), encoding="utf-8")
    entered = Entered()

    def invoked() -> Result:
        IS_WATCHED.set(True)
        return CliRunner().invoke(command_line, ["rank", str(file)])

    for _ in range(2):
        entered.files.clear()
        with entered.watching():
            assert copy_context().run(invoked).exit_code == 0
    assert "mcda/methods/topsis.py" in entered.files
    assert len(entered.files) <= 106, sorted(entered.files)


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


@pytest.mark.long
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
