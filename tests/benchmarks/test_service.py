"""What the service costs: over a bare route, for each worker, and for saving.

The bare route validates the same body and answers a constant. Each is served in a process of its
own, one at a time and in turns; 16 connections of this process ask as fast as they are answered.
"""

import asyncio
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from fastapi import FastAPI

from api.access.caller import SCOPES, Caller
from api.db import Database, migrate
from api.db.tables import LOCAL
from api.keys.service import create_key
from api.rankings.requests import RankingRequest
from tests.benchmarks.service_process import Connection, Service, free_port, request

HERE = str(Path(__file__).parent)
CONNECTIONS, WARM_UP, SECONDS, TURNS = 16, 100, 2.0, 5
AT_LEAST = 0.5


RNG = np.random.default_rng(20)
BODY = {
    "problem": {
        "criteria": [
            {"id": f"c{j}", "direction": ("benefit", "cost")[j % 2], "unit": "USD/m2"}
            for j in range(7)
        ],
        "alternatives": [{"id": f"park-{i}"} for i in range(20)],
        "performances": RNG.uniform(1, 9, (20, 7)).round(3).tolist(),
    },
    "weights": {"kind": "direct", "values": {f"c{j}": j + 1 for j in range(7)}},
    "method": {"name": "topsis"},
    "sensitivity": False,
}
HEAVY = {
    **BODY,
    "problem": {
        "criteria": BODY["problem"]["criteria"],
        "alternatives": [{"id": f"park-{i}"} for i in range(150)],
        "performances": RNG.uniform(1, 9, (150, 7)).round(3).tolist(),
    },
    "method": {"name": "promethee2"},
}
SAVED = {
    "name": "saving",
    "enterprise": {"home": {"province": "Zhejiang", "city": "Hangzhou"}, "markets": {"US": 0.6}},
    "parks": ["tcr", "ljip", "vcep", "kitic"],
}


def bare() -> FastAPI:
    app = FastAPI()

    @app.get("/healthz")
    async def healthz() -> dict[str, str]:
        return {}

    @app.post("/v1/rankings")
    async def constant(body: RankingRequest) -> dict[str, str]:
        return {"winner": body.problem.alternatives[0].id}

    return app


@contextmanager
def served_bare() -> Iterator[tuple[int, dict[str, str]]]:
    port = free_port()
    command = ["-m", "uvicorn", "test_service:bare", "--factory", "--app-dir", HERE]
    options = ["--port", str(port), "--log-level", "error", "--loop", "uvloop"]
    process = subprocess.Popen([sys.executable, *command, *options])
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port, {}
    finally:
        process.terminate()
        process.wait(timeout=10)


@contextmanager
def served_ours(database: str, workers: int = 1) -> Iterator[tuple[int, dict[str, str]]]:
    """Serve with a key, a limit that is counted, a log of every request, and metrics."""
    opened = Database(database)
    migrate.upgrade(opened)
    caller = Caller(organisation=LOCAL, by="benchmark", scopes=frozenset(SCOPES))
    made = opened.write(lambda session: create_key(session, caller, "benchmark", "write"))
    opened.close()
    service = Service(
        database,
        *("--log-level", "info", "--workers", str(workers)),
        log_format="json",
        rate_limit="1000000/second",
    )
    service.errors = subprocess.DEVNULL
    service.start()
    try:
        yield service.port, {"Authorization": f"Bearer {made['key']}"}
    finally:
        service.stop()


async def ask(port: int, sent: bytes, goes_on: Callable[[int], bool]) -> int:
    """Ask over one connection as fast as it is answered; return how often it was."""
    connection, count = Connection(port), 0
    while goes_on(count):
        status, _, _ = await connection.ask(sent)
        assert status < 300
        count += 1
    await connection.close()
    return count


async def rate(port: int, sent: bytes) -> float:
    """Return answers a second over all connections.

    They ask for a given time, not a given number: the system gives a worker more of them than
    another, and the last ones to end would be measured alone.
    """
    await ask(port, sent, WARM_UP.__gt__)  # what is made at first use is made now
    start = time.perf_counter()
    askers = (
        ask(port, sent, lambda _: time.perf_counter() < start + SECONDS) for _ in range(CONNECTIONS)
    )
    return sum(await asyncio.gather(*askers)) / (time.perf_counter() - start)


def test_ranking_route_against_a_bare_route(tmp_path: Path) -> None:
    best = {"ours": 0.0, "bare": 0.0}
    for turn in range(TURNS):
        for name in best:
            made = (
                served_bare() if name == "bare" else served_ours(f"sqlite:///{tmp_path}/{turn}.db")
            )
            with made as (port, headers):
                sent = request("POST", "/v1/rankings", BODY, **headers)
                best[name] = max(best[name], asyncio.run(rate(port, sent)))
    ratio = best["ours"] / best["bare"]
    print(f"\nours {best['ours']:.0f}/s, bare {best['bare']:.0f}/s: {ratio:.2f}")
    assert ratio >= AT_LEAST


def test_two_workers_against_one(tmp_path: Path) -> None:
    """Rankings of a millisecond, which keep one core busy: the asker's share of it is small."""
    found = {}
    for workers in (1, 2):
        database = f"sqlite:///{tmp_path}/{workers}.db"
        with served_ours(database, workers) as (port, headers):
            sent = request("POST", "/v1/rankings", HEAVY, **headers)
            found[workers] = max(asyncio.run(rate(port, sent)) for _ in range(TURNS))
    ratio = found[2] / found[1]
    print(f"\none {found[1]:.0f}/s, two {found[2]:.0f}/s: {ratio:.2f}")
    assert ratio >= 1.7


def test_saving(tmp_path: Path) -> None:
    """What an assessment costs to save and to change, over what a cheap read costs."""
    with served_ours(f"sqlite:///{tmp_path}/saving.db") as (port, headers):

        async def median(sent: bytes) -> float:
            connection, times = Connection(port), []
            for _ in range(200):
                start = time.perf_counter()
                await connection.ask(sent)
                times.append(time.perf_counter() - start)
            await connection.close()
            return statistics.median(times)

        read = asyncio.run(median(request("GET", "/v1/organisation", **headers)))
        saved = asyncio.run(median(request("POST", "/v1/assessments", SAVED, **headers)))
    print(f"\na read {1000 * read:.2f} ms, a save {1000 * saved:.2f} ms")
    assert saved - read < 0.005
