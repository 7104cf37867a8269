"""20 million draws of 50 alternatives on 20 criteria: two workers of a cluster and two threads.

``pytest -n0 tests/benchmarks/test_cluster.py -s`` prints the figures; they want both cores of a
quiet machine, where scheduler and client have their share of them too.
"""

import importlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import mcda
from mcda.robust import acceptability
from mcda.robust.acceptability import Acceptability
from mcda.robust.cluster import Cluster
from mcda.robust.sampling_run import Executor, Threads

DRAWS, ROUNDS = 20_000_000, 2
MOST = 1.3
"""Times as long as on two threads."""
RESTART = 15.0
"""Seconds that the loss of a worker may cost: its successor loads everything anew."""
CALL = [sys.executable, "-c", "from api.cli import main; main()"]


@pytest.fixture
def workers() -> Iterator[tuple[str, list["subprocess.Popen[bytes]"]]]:
    """Give a scheduler's address and two workers with a thread each, all processes of their own."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    address = f"tcp://127.0.0.1:{port}"
    program = "from distributed.cli.dask_scheduler import main; main()"
    own = ["--host", "127.0.0.1", "--port", port, "--no-dashboard"]
    quiet = {"stderr": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    scheduler = subprocess.Popen([sys.executable, "-c", program, *own], **quiet)  # type: ignore[call-overload]
    time.sleep(3)
    working = [*CALL, "worker", address, "--threads", "1"]
    both = [subprocess.Popen(working, **quiet) for _ in range(2)]  # type: ignore[call-overload]
    try:
        _wait(address)
        yield address, both
    finally:
        for process in (*both, scheduler):
            process.terminate()
        for process in (*both, scheduler):
            process.wait(60)


def _wait(address: str) -> None:
    """Wait until both are there and have loaded what they need."""
    from distributed import Client

    connect: Any = Client
    with connect(address, timeout=60, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
        client.run(importlib.import_module, "mcda.robust")


@pytest.fixture
def draw() -> Callable[[Executor], tuple[Acceptability, float]]:
    rng = np.random.default_rng(1)
    problem = mcda.Problem(
        criteria=[
            mcda.Criterion(id=f"c{j}", direction=("benefit", "cost")[j % 2]) for j in range(20)
        ],
        alternatives=[mcda.Alternative(id=f"a{i}") for i in range(50)],
        performances=rng.uniform(1, 9, (50, 20)),
    )
    weights = mcda.WeightVector.normalised(problem.criterion_ids, rng.dirichlet(np.ones(20)))
    ranking = mcda.rank(problem, weights, "topsis")

    def draw(executor: Executor) -> tuple[Acceptability, float]:
        start = time.perf_counter()
        found = acceptability(ranking, DRAWS, 3, executor=executor)
        assert found is not None
        return found, time.perf_counter() - start

    return draw


def _same(one: Acceptability, other: Acceptability) -> None:
    for name in ("rank_shares", "central_weights", "pairwise"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


def test_two_workers_and_two_threads(workers, draw):
    address, both = workers
    here, there = [], []
    for _ in range(ROUNDS):
        alone, seconds = draw(Threads(2))
        here.append(seconds)
        spread, seconds = draw(Cluster(address=address))
        there.append(seconds)
        _same(alone, spread)
    timer = threading.Timer(2, _kill, [both[0].pid])
    timer.start()
    after, killed = draw(Cluster(address=address))
    timer.join()
    _same(alone, after)
    ratio = min(there) / min(here)
    print(
        f"\n{DRAWS:,} draws: two threads {min(here):.1f} s, two workers {min(there):.1f} s"
        f" ({ratio:.2f} x), one of them killed after two seconds {killed:.1f} s"
    )
    assert ratio <= MOST
    assert killed <= max(there) + RESTART


def _kill(nanny: int) -> None:
    """Kill the worker that a process watches over, as if memory had run short."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            [parent] = re.findall(r"\) \S (\d+)", status.read_text())
            command = (status.parent / "cmdline").read_text()
            if int(parent) == nanny and "spawn_main" in command:
                os.kill(int(status.parent.name), signal.SIGKILL)
