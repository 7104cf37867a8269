"""A database is lost and comes back by the commands of the documentation, as they stand there."""

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, make_url, text
from sqlalchemy.exc import DBAPIError

from tests.benchmarks.service_process import free_port
from tests.conftest import SERVER, made
from tests.documentation.pages import blocks

MAIN = f'#!/bin/sh\nexec {sys.executable} -c "from api.cli import main; main()" "$@"\n'
SYSTEMCTL = """#!/bin/bash
action=$1; shift
for unit in "$@"; do
    [ "$unit" = parkwise-serve ] || continue
    if [ "$action" = start ]; then
        export PARKWISE_DATABASE={database} PARKWISE_MIGRATE={migrate}
        export PARKWISE_JOB_RUNNERS=0 PARKWISE_ANALYSIS_PROCESSES=0  # it is ready sooner
        setsid parkwise serve --port {port} > {folder}/log 2>&1 < /dev/null &
        echo $! > {folder}/pid
    elif [ -f {folder}/pid ]; then
        kill -INT "$(cat {folder}/pid)"
        tail --pid="$(cat {folder}/pid)" -f /dev/null
        rm {folder}/pid
    fi
done
"""
ENTERPRISE = {"sectors": ["electronics"]}


@dataclass(frozen=True)
class Rehearsal:
    """A service that is started and stopped as a unit is, and the commands that are tried."""

    folder: Path
    port: int
    replaced: Mapping[str, str]

    def run(self, script: str) -> str:
        """Run commands as a shell does that stops at the first failure; return what they print."""
        path = f"{self.folder}/bin:{os.environ['PATH']}"
        run = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            env={**os.environ, "PATH": path, "PYTHONPATH": str(Path(__file__).parents[2])},
            capture_output=True,
            text=True,
            timeout=240,
            cwd=self.folder,
        )
        assert run.returncode == 0, run.stdout + run.stderr
        return run.stdout

    def told(self, name: str) -> str:
        """Run a block of the documentation, with the places of this test."""
        [script] = [
            block.text
            for block in blocks("sh", "docs/operating.md")
            if block.text.startswith(f"# {name}\n")
        ]
        for said, meant in self.replaced.items():
            if said in script:
                script = script.replace(said, meant)
        return self.run(script.replace(":8000/", f":{self.port}/"))

    def ask(self, method: str, path: str, body: Any = None) -> bytes:
        address = path if path.startswith("http") else f"http://127.0.0.1:{self.port}{path}"
        sent = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(address, sent, headers, method=method)
        with urllib.request.urlopen(request, timeout=120) as answer:
            content: bytes = answer.read()
        return content


@contextmanager
def rehearsal(
    folder: Path, database: str, replaced: Mapping[str, str], *, migrate: bool = True
) -> Iterator[Rehearsal]:
    port, programs = free_port(), folder / "bin"
    programs.mkdir()
    fields = {"database": database, "migrate": migrate, "port": port, "folder": folder}
    for name, content in (("parkwise", MAIN), ("systemctl", SYSTEMCTL.format(**fields))):
        (programs / name).write_text(content)
        (programs / name).chmod(0o755)
    held = Rehearsal(folder, port, replaced)
    held.run("systemctl start parkwise-serve")
    try:
        ready = f"http://127.0.0.1:{port}/readyz"
        held.run(f"curl --silent --fail --retry 90 --retry-delay 1 --retry-connrefused {ready}")
        yield held
    finally:
        held.run("systemctl stop parkwise-serve")


def saved(held: Rehearsal) -> dict[str, bytes]:
    """Save a result and a link to it; return the addresses, and what they answer."""
    made = json.loads(
        held.ask("POST", "/v1/assessments", {"name": "Kept", "enterprise": ENTERPRISE})
    )
    path = f"/v1/assessments/{made['id']}"
    held.ask("POST", f"{path}/run", {})
    link = json.loads(held.ask("POST", f"{path}/shares", {"result": 1}))["url"]
    return {address: held.ask("GET", address) for address in (f"{path}/results/1", link)}


@pytest.mark.long
def test_a_lost_sqlite_database_comes_back(tmp_path: Path) -> None:
    place = tmp_path / "lib"
    place.mkdir()
    file = place / "parkwise.db"
    with rehearsal(tmp_path, f"sqlite:///{file}", {"/var/lib/parkwise": str(place)}) as held:
        before = saved(held)
        held.told("backup, SQLite")
        for lost in place.glob("parkwise.db*"):
            lost.write_bytes(b"\xa5" * 40_000)
        assert held.told("restore, SQLite").endswith('{"status":"ready"}')
        for address, content in before.items():
            assert held.ask("GET", address) == content, address
        assert file.stat().st_mode & 0o777 == 0o600
        [aside] = place.glob("lost-*/parkwise.db")
        assert aside.read_bytes().startswith(b"\xa5")


@pytest.mark.long
def test_a_lost_postgresql_database_comes_back(tmp_path: Path, server: Engine) -> None:
    url = make_url(SERVER)
    where, admin = f"PGHOST={url.host}", f"PGUSER={url.username}"
    with made(server) as name:
        replaced = {
            "/var/backups": str(tmp_path),
            "PGHOST=127.0.0.1": where,
            "PGUSER=postgres": admin,
            "NAME=parkwise": f"NAME={name}",
        }
        database = f"postgresql+psycopg://{{}}@{url.host}:{url.port or 5432}/{name}"
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        for role, command in ((url.username, "role --apply"), ("parkwise_owner", "upgrade")):
            program = [sys.executable, "-c", "from api.cli import main; main()", "db"]
            subprocess.run(
                [*program, *command.split()],
                env={**environment, "PARKWISE_DATABASE": database.format(role)},
                check=True,
                capture_output=True,
            )
        service = database.format("parkwise_service")
        with rehearsal(tmp_path, service, replaced, migrate=False) as held:
            before = saved(held)
            held.told("backup, PostgreSQL")
            held.run(f"{where} {admin} psql --dbname {name} --command 'DROP TABLE results CASCADE'")
            assert held.told("restore, PostgreSQL").endswith('{"status":"ready"}')
            for address, content in before.items():
                assert held.ask("GET", address) == content, address
        with server.connect() as connection:
            lost = f"SELECT datname FROM pg_database WHERE datname LIKE '{name}_lost_%'"
            [aside] = connection.scalars(text(lost)).all()
            connection.execute(text(f"DROP DATABASE {aside} WITH (FORCE)"))
    with server.connect() as connection, suppress(DBAPIError):  # others of the server may own more
        connection.execute(text("DROP ROLE parkwise_owner, parkwise_service"))
