"""Mixed load from outside: half of the capacity for minutes, then 200 connections at once.

``PARKWISE_LOAD_SECONDS=600 pytest -n0 tests/benchmarks/test_load.py -s`` for the full time.
"""

import asyncio
import itertools
import os
import random
import statistics
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from mcda.parks import load_catalogue, scorable
from tests.benchmarks.service_process import Connection, Service, request, served

SECONDS = float(os.environ.get("PARKWISE_LOAD_SECONDS", "20"))
FLAT_OUT = min(SECONDS, 60.0)
RNG = np.random.default_rng(20)
PROBLEM = {
    "criteria": [
        {"id": f"c{j}", "direction": ("benefit", "cost")[j % 2], "range": [0, 10]} for j in range(7)
    ],
    "alternatives": [{"id": f"park-{i}"} for i in range(20)],
    "performances": RNG.uniform(1, 9, (20, 7)).round(3).tolist(),
}
WEIGHTS = {"kind": "direct", "values": {f"c{j}": j + 1 for j in range(7)}}
FULL = {"problem": PROBLEM, "weights": WEIGHTS}
BARE = {**FULL, "sensitivity": False}
ENTERPRISE = {"home": {"province": "Zhejiang", "city": "Hangzhou"}, "markets": {"US": 0.6}}
SAVED = {"name": "load", "enterprise": ENTERPRISE, "parks": ["tcr", "ljip", "vcep", "kitic"]}
Mix = list[tuple[str, bytes]]
MIX: Mix = [
    *[("full", request("POST", "/v1/rankings", FULL))] * 5,
    *[("bare", request("POST", "/v1/rankings", BARE))] * 5,
    *[("health", request("GET", "/healthz"))] * 4,
    *[("parks", request("GET", "/v1/parks/tcr"))] * 2,
    *[("save", request("POST", "/v1/assessments", SAVED))] * 2,
    *[("list", request("GET", "/v1/assessments?limit=5"))] * 1,
]
CHEAP = ("health",)
PARKS = list(scorable(load_catalogue()))[:14]
RECOMMENDED = {
    "enterprise": {
        **ENTERPRISE,
        "sectors": ["auto_parts"],
        "markets": {"US": 0.6, "EU": 0.2, "host": 0.2},
        "size": "sme",
        "first_investment": True,
        "intent": "trial",
    },
    "parks": PARKS,
}
GOALS = {"summary": 45, "standard": 15, "run": 12}
"""Answers a second at 8 connections, whose generator runs on the same two cores."""


class Told:
    """Times by kind and what was answered."""

    def __init__(self) -> None:
        self.times: dict[str, list[float]] = {}
        self.statuses: Counter[int] = Counter()
        self.without_retry = 0

    def note(self, kind: str, seconds: float, status: int, headers: Any) -> None:
        self.times.setdefault(kind, []).append(seconds)
        self.statuses[status] += 1
        if status == 503 and "retry-after" not in headers:
            self.without_retry += 1

    def p99(self, kind: str) -> float:
        return float(np.quantile(self.times[kind], 0.99))


async def flat_out(
    port: int, connections: int, seconds: float, mix: Mix = MIX
) -> tuple[Told, float]:
    """Ask as fast as answers come; return what was told and requests answered a second."""
    told, end = Told(), time.perf_counter() + seconds

    async def one(seed: int) -> None:
        connection, rng = Connection(port), random.Random(seed)
        while time.perf_counter() < end:
            kind, sent = rng.choice(mix)
            start = time.perf_counter()
            status, headers, _ = await connection.ask(sent)
            told.note(kind, time.perf_counter() - start, status, headers)
        await connection.close()

    await asyncio.gather(*(one(seed) for seed in range(connections)))
    return told, sum(count for status, count in told.statuses.items() if status < 300) / seconds


async def open_loop(
    port: int, rate: float, seconds: float, service: Service
) -> tuple[Told, list[int]]:
    """Send at fixed times whether or not answers came; time counts from when it was due."""
    told, memory, rng = Told(), [], random.Random(3)
    idle: list[Connection] = []
    begun = time.perf_counter()

    async def one(kind: str, sent: bytes, due: float) -> None:
        connection = idle.pop() if idle else Connection(port)
        if connection.stale:
            await connection.close()
        status, headers, _ = await connection.ask(sent)
        told.note(kind, time.perf_counter() - due, status, headers)
        idle.append(connection)

    async def look() -> None:
        while time.perf_counter() < begun + seconds:
            memory.append(await asyncio.to_thread(service.memory))
            await asyncio.sleep(1)

    async with asyncio.TaskGroup() as tasks:  # a request that fails ends the measurement
        tasks.create_task(look())
        for number in itertools.count():
            due = begun + number / rate
            if due > begun + seconds:
                break
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            tasks.create_task(one(*rng.choice(MIX), due))
    for connection in idle:
        await connection.close()
    return told, memory


async def unloaded(port: int) -> float:
    connection, times = Connection(port), []
    for _ in range(60):
        start = time.perf_counter()
        await connection.ask(request("POST", "/v1/rankings", FULL))
        times.append(time.perf_counter() - start)
    await connection.close()
    return statistics.median(times[10:])


def test_half_of_the_capacity_then_everything(url: str) -> None:
    with served(url, rate_limit="off") as service:
        port = service.port
        median = asyncio.run(unloaded(port))
        asyncio.run(flat_out(port, 8, 5))
        _, capacity = asyncio.run(flat_out(port, 8, 10))
        told, memory = asyncio.run(open_loop(port, capacity / 2, SECONDS, service))
        _, peak = asyncio.run(flat_out(port, 16, 10))
        crowd, reached = asyncio.run(flat_out(port, 200, FLAT_OUT))
    early = memory[len(memory) // 5 :]
    growth = early[-1] / statistics.median(early[: max(len(early) // 10, 1)]) - 1
    print(
        f"\nunloaded median {1000 * median:.1f} ms; capacity {capacity:.0f}/s; at half for "
        f"{SECONDS:.0f} s: p99 of full rankings {1000 * told.p99('full'):.1f} ms "
        f"({told.p99('full') / median:.1f} x), statuses {dict(told.statuses)}, memory "
        f"{memory[-1] / 2**20:.0f} MiB, growth {100 * growth:.1f} %"
        f"\n200 connections: {reached:.0f}/s of a peak of {peak:.0f}/s, statuses "
        f"{dict(crowd.statuses)}, p99 of cheap routes {1000 * crowd.p99('health'):.0f} ms"
    )
    assert set(told.statuses) <= {200, 201}
    assert told.p99("full") < 5 * median
    assert growth < 0.05
    assert set(crowd.statuses) <= {200, 201, 503}
    assert crowd.without_retry == 0
    assert reached >= 0.8 * peak
    assert all(crowd.p99(kind) < 0.25 for kind in CHEAP)


def test_recommendations_at_eight_connections(tmp_path: Path) -> None:
    """README's enterprise among fourteen parks, by detail, and runs of what was saved."""
    with served(f"sqlite:///{tmp_path}/load.db", rate_limit="off") as service:
        place = asyncio.run(saved(service.port))
        mixes = {
            detail: request("POST", "/v1/recommendations", {**RECOMMENDED, "detail": detail})
            for detail in ("summary", "standard")
        }
        mixes["run"] = request("POST", f"{place}/run")
        print()
        for kind, sent in mixes.items():
            asyncio.run(flat_out(service.port, 8, 5, [(kind, sent)]))
            told, reached = asyncio.run(flat_out(service.port, 8, SECONDS, [(kind, sent)]))
            print(
                f"{kind}: {reached:.1f}/s of {GOALS[kind]}, p99 {told.p99(kind):.2f} s, "
                f"statuses {dict(told.statuses)}"
            )
            assert set(told.statuses) <= {200, 201, 503}
            assert told.without_retry == 0


async def saved(port: int) -> str:
    """Save the enterprise as an assessment; return where it is."""
    connection = Connection(port)
    body = {"name": "load", **RECOMMENDED}
    status, headers, _ = await connection.ask(request("POST", "/v1/assessments", body))
    await connection.close()
    assert status == 201
    return headers["location"]
