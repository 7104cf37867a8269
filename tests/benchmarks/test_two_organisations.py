"""One organisation floods with the heaviest that is legal; another ranks as if it were alone.

``PARKWISE_LOAD_SECONDS=60 pytest -n0 tests/benchmarks/test_two_organisations.py -s``.
"""

import asyncio
import os
import subprocess
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.benchmarks.service_process import COMMAND, Connection, Service, request, served

SECONDS = float(os.environ.get("PARKWISE_LOAD_SECONDS", "20"))
FLOOD = 12
"""Connections of the one that floods."""
PAUSE = 0.05
OFTEN = 5.0
"""Times the median without load within which the other's median stays."""


def problem(m: int, n: int, doubtful: float) -> dict[str, Any]:
    rng = np.random.default_rng(20)
    cells = rng.uniform(1, 9, (m, n)).round(3).tolist()
    for place in rng.permutation(m * n)[: round(doubtful * m * n)].tolist():
        cells[place // n][place % n] = None
    return {
        "criteria": [
            {"id": f"c{j}", "direction": ("benefit", "cost")[j % 2], "range": [0, 10]}
            for j in range(n)
        ],
        "alternatives": [{"id": f"a{i}"} for i in range(m)],
        "performances": cells,
    }


def ranking(m: int, n: int, doubtful: float, **more: Any) -> dict[str, Any]:
    weights = {"kind": "direct", "values": {f"c{j}": j % 5 + 1 for j in range(n)}}
    return {"problem": problem(m, n, doubtful), "weights": weights, **more}


HEAVY = [
    ranking(200, 30, 0.3, method={"name": name}) for name in ("vikor", "promethee2", "topsis")
] + [ranking(80, 15, 0.3, method={"name": "codas"})]
LIGHT = {
    "without sensitivity": ranking(20, 7, 0.0, sensitivity=False),
    "default sensitivity": ranking(20, 7, 0.0),
}


def key(database: str, organisation: str) -> str:
    """Return a new key of an organisation."""
    command = [*COMMAND[:-1], "keys", "create", "--org", organisation, "--name", "k"]
    told = subprocess.run(
        [*command, "--scope", "write"],
        env={**os.environ, "PARKWISE_DATABASE": database},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return next(word for word in told.split() if word.startswith("pw_"))


async def times(port: int, sent: bytes, seconds: float) -> tuple[list[float], Counter[int]]:
    """Ask again and again; return what each took, and the statuses."""
    connection, found, statuses = Connection(port), [], Counter[int]()
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        begun = time.perf_counter()
        status, _, _ = await connection.ask(sent)
        found.append(time.perf_counter() - begun)
        statuses[status] += 1
        await asyncio.sleep(PAUSE)
    await connection.close()
    return found, statuses


async def flooding(port: int, bearer: dict[str, str], stop: asyncio.Event) -> Counter[int]:
    statuses: Counter[int] = Counter()

    async def one(number: int) -> None:
        connection = Connection(port)
        sent = request("POST", "/v1/rankings", HEAVY[number % len(HEAVY)], **bearer)
        try:
            while not stop.is_set():
                status, _, _ = await connection.ask(sent)
                statuses[status] += 1
                if status == 503:
                    await asyncio.sleep(0.2)
        finally:
            await connection.close()

    tasks = [asyncio.create_task(one(number)) for number in range(FLOOD)]
    await stop.wait()
    await asyncio.wait(tasks, timeout=1)
    for task in tasks:  # the client leaves; what it asked for is ended
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return statuses


async def measured(service: Service, one: str, other: str) -> list[str]:
    """Return what went beyond; print the figures."""
    port, beyond = service.port, []
    bearers = [{"Authorization": f"Bearer {token}"} for token in (one, other)]
    asked = {
        name: request("POST", "/v1/rankings", body, **bearers[1]) for name, body in LIGHT.items()
    }
    for sent in asked.values():  # until all that is needed is there
        await times(port, sent, 3)
    alone = {name: (await times(port, sent, SECONDS / 4))[0] for name, sent in asked.items()}
    stop = asyncio.Event()
    flood = asyncio.create_task(flooding(port, bearers[0], stop))
    await asyncio.sleep(2)
    beside = {name: await times(port, sent, SECONDS) for name, sent in asked.items()}
    stop.set()
    statuses = await flood
    print(f"\nflood of {FLOOD}: {dict(statuses)}")
    for name, (found, told) in beside.items():
        median, loaded = np.median(alone[name]), np.median(found)
        ratio, p99 = loaded / median, np.quantile(found, 0.99)
        print(
            f"{name}: median alone {1000 * median:.1f} ms, beside the flood {1000 * loaded:.1f} ms"
            f" ({ratio:.1f} x), p99 {1000 * p99:.0f} ms, {len(found)} asked, {dict(told)}"
        )
        if set(told) != {200} or ratio >= OFTEN:
            beyond.append(name)
    return beyond


@pytest.mark.parametrize("budget", ["off", "60/minute"])
def test_one_that_floods_does_not_slow_the_other(tmp_path: Path, budget: str) -> None:
    database = f"sqlite:///{tmp_path}/two.db"
    one, other = key(database, "One"), key(database, "Other")
    options = {"key_cpu_seconds": budget, "organisation_cpu_seconds": "off", "rate_limit": "off"}
    with served(database, **options) as service:
        assert asyncio.run(measured(service, one, other)) == []
        begun = time.perf_counter()
        service.stop()
        print(f"stopped in {time.perf_counter() - begun:.1f} s")
