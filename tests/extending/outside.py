"""Packages that Python finds as if they were installed, in processes of their own.

Registries are filled once in a process, so that what other packages bring must be there from its
start: a folder on ``PYTHONPATH`` holds what an installer would write of them.
"""

import json
import os
import re
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "tests" / "plugin"
CROOKED = Path(__file__).with_name("crooked")
MAIN = [sys.executable, "-c", "from api.cli import main; main()"]


def write_metadata(project: Path, folder: Path) -> None:
    """Write the name, the version and the entry points of a project as an installer does."""
    said = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    name = said["name"].replace("-", "_")
    info = folder / f"{name}-{said['version']}.dist-info"
    info.mkdir()
    head = f"Metadata-Version: 2.4\nName: {said['name']}\nVersion: {said['version']}\n"
    (info / "METADATA").write_text(head, encoding="utf-8")
    lines = [
        line
        for group, points in said["entry-points"].items()
        for line in (f"[{group}]", *(f"{key} = {value}" for key, value in points.items()))
    ]
    (info / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")


@dataclass(frozen=True)
class Outside:
    """Where the packages are found."""

    environment: dict[str, str]
    """Of the processes that find them."""
    _known: dict[tuple[str, ...], "subprocess.CompletedProcess[str]"] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path, *projects: Path) -> "Outside":
        """Let projects be found by way of an empty folder."""
        for project in projects:
            write_metadata(project, folder)
        path = os.pathsep.join(map(str, (ROOT, *projects, folder)))
        database = f"sqlite:///{folder}/outside.db"
        named = {"PYTHONPATH": path, "PARKWISE_DATABASE": database, "LANG": "C.UTF-8"}
        return cls({"PATH": os.environ["PATH"], "PARKWISE_CATALOGUE": "example", **named})

    def parkwise(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run the command line, once for all tests that say the same."""
        if arguments not in self._known:
            self._known[arguments] = self._run([*MAIN, *arguments])
        return self._known[arguments]

    def python(self, code: str) -> Any:
        """Return what a program prints as JSON."""
        done = self._run([sys.executable, "-W", "error", "-c", code])
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def _run(self, command: list[str]) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=120
        )

    @contextmanager
    def served(self, told: Path) -> Iterator["Service"]:
        """Run the service until it is left; a file takes what it logs."""
        with (
            told.open("w") as file,
            subprocess.Popen(
                [*MAIN, "serve", "--port", "0"], env=self.environment, stderr=file
            ) as process,
        ):
            try:
                while not (found := re.search(r"http://127\.0\.0\.1:\d+", told.read_text())):
                    assert process.poll() is None, told.read_text()
                    time.sleep(0.05)
                yield Service(found[0])
                process.terminate()
                process.wait(40)
            finally:
                process.kill()


@dataclass(frozen=True)
class Service:
    """A running service, asked over the network."""

    address: str

    def get(self, path: str) -> Any:
        """Return what is answered, which must be no refusal."""
        status, answer = self._asked(Request(self.address + path))
        assert status == 200, answer
        return answer

    def post(self, path: str, body: Any, language: str = "en") -> tuple[int, Any]:
        """Return the status and what is answered."""
        headers = {"Content-Type": "application/json", "Accept-Language": language}
        data = json.dumps(body).encode()
        return self._asked(Request(self.address + path, data, headers))

    def _asked(self, request: Request) -> tuple[int, Any]:
        try:
            with urlopen(request, timeout=300) as answer:
                return answer.status, json.load(answer)
        except HTTPError as refused:
            with refused:
                return refused.code, json.load(refused)
