"""PostgreSQL is stopped and started under load: 503 with ``Retry-After``, then all is well again.

A cluster of its own is made with the server's own programmes; where those are not on the path,
``PARKWISE_TEST_POSTGRES_BIN`` says their folder.
"""

import asyncio
import os
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks.service_process import Connection, Service, free_port, request, served

ENTERPRISE = {"home": {"province": "Zhejiang", "city": "Hangzhou"}, "markets": {"US": 0.6}}
SAVE = request("POST", "/v1/assessments", {"name": "fault", "enterprise": ENTERPRISE})
LIST = request("GET", "/v1/assessments?limit=5")
READY = request("GET", "/readyz")
HEALTH = request("GET", "/healthz")
CALLERS, SECONDS = 12, 3.0
STOPS = ("fast", "immediate")


def _programme(name: str) -> str:
    folder = os.environ.get("PARKWISE_TEST_POSTGRES_BIN")
    folders = [folder] if folder else sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")))
    found = shutil.which(name, path=os.pathsep.join([*folders, os.environ.get("PATH", "")]))
    if found is None:
        pytest.skip(f"needs {name}: apt-get install postgresql")
    return found


class Cluster:
    """A PostgreSQL server of its own, run by a user who may."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder / "data", free_port()
        self.user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self.user:
            shutil.chown(folder, "postgres")
            for parent in folder.parents:
                if parent.owner() == "root" and parent.name.startswith("pytest"):
                    parent.chmod(0o755)
        self.run(_programme("initdb"), "-D", str(self.folder), "-U", "root", "-A", "trust")

    def run(self, *command: str) -> None:
        subprocess.run([*self.user, *command], check=True, stdout=subprocess.DEVNULL, cwd="/")

    def start(self) -> None:
        options = f"-p {self.port} -c unix_socket_directories='' -c listen_addresses=127.0.0.1"
        log = str(self.folder / "log")
        folder = str(self.folder)
        self.run(_programme("pg_ctl"), "-D", folder, "-l", log, "-o", options, "-w", "start")

    def stop(self, mode: str) -> None:
        self.run(_programme("pg_ctl"), "-D", str(self.folder), "-m", mode, "-w", "stop")

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://root@127.0.0.1:{self.port}/postgres"


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path)
    made.start()
    yield made
    made.stop("immediate")


async def _ask(service: Service, end: asyncio.Event, told: Counter[str]) -> None:
    connection, turn = Connection(service.port), 0
    while not end.is_set():
        turn += 1
        status, headers, _ = await connection.ask((SAVE, LIST)[turn % 2])
        kept = status != 503 or "retry-after" in headers
        told[str(status) if kept else "503 without Retry-After"] += 1
        health, _, _ = await connection.ask(HEALTH)
        told[f"healthz {health}"] += 1
    await connection.close()


async def _until(service: Service, status: int) -> float:
    connection, begun = Connection(service.port), time.perf_counter()
    while (await connection.ask(READY))[0] != status:
        assert time.perf_counter() - begun < 60
        await asyncio.sleep(0.02)
    await connection.close()
    return time.perf_counter() - begun


async def _break(service: Service, cluster: Cluster, mode: str) -> tuple[Counter[str], float]:
    told: Counter[str] = Counter()
    end = asyncio.Event()
    callers = [asyncio.create_task(_ask(service, end, told)) for _ in range(CALLERS)]
    await asyncio.sleep(SECONDS)
    await asyncio.to_thread(cluster.stop, mode)
    await _until(service, 503)
    down = Counter(told)
    await asyncio.sleep(SECONDS)
    assert told["503"] > down["503"], "nobody was told to come back"
    await asyncio.to_thread(cluster.start)
    recovered = await _until(service, 200)
    before = told["503"]
    await asyncio.sleep(SECONDS)
    late = told["503"] - before
    end.set()
    await asyncio.gather(*callers)
    assert late <= CALLERS, f"{late} refusals after the database was back"
    return told, recovered


@pytest.mark.parametrize("mode", STOPS)
def test_stopped_and_started_under_load(cluster: Cluster, mode: str) -> None:
    with served(cluster.url, rate_limit="off", job_runners=1) as service:
        told, recovered = asyncio.run(_break(service, cluster, mode))
        assert service.process is not None
        assert service.process.poll() is None
    print(f"\n{mode}: {dict(told)}, ready {recovered:.2f} s after the server")
    assert set(told) <= {"200", "201", "503", "healthz 200"}
