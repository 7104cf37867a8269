"""``POST /v1/rankings`` against a bare route that validates the same body and answers a constant.

Each is served by uvicorn in a process of its own, one at a time and in turns; 16 connections of
this process ask as fast as they are answered.
"""

import asyncio
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from fastapi import FastAPI

from api.app import create_app
from api.rankings.schemas import RankingRequest

HERE = str(Path(__file__).parent)
CONNECTIONS, REQUESTS, TURNS = 16, 300, 5
AT_LEAST = 0.5


def body() -> bytes:
    rng = np.random.default_rng(20)
    return json.dumps(
        {
            "problem": {
                "criteria": [
                    {"id": f"c{j}", "direction": ("benefit", "cost")[j % 2], "unit": "USD/m2"}
                    for j in range(7)
                ],
                "alternatives": [{"id": f"park-{i}"} for i in range(20)],
                "performances": rng.uniform(1, 9, (20, 7)).round(3).tolist(),
            },
            "weights": {"kind": "direct", "values": {f"c{j}": j + 1 for j in range(7)}},
            "method": {"name": "topsis"},
            "sensitivity": False,
        }
    ).encode()


def ours() -> FastAPI:
    return create_app()


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
def served(name: str) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["-m", "uvicorn", f"test_service:{name}", "--factory", "--app-dir", HERE]
    options = ["--port", str(port), "--log-level", "error", "--loop", "uvloop"]
    process = subprocess.Popen([sys.executable, *command, *options])
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=10)


async def ask(port: int, request: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(REQUESTS):
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200")
        length = head.lower().split(b"content-length: ")[1].split(b"\r\n")[0]
        await reader.readexactly(int(length))
    writer.close()


async def rate(port: int) -> float:
    content = body()
    head = (
        "POST /v1/rankings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    request = head.encode() + content
    await ask(port, request)  # what is made at first use is made now
    start = time.perf_counter()
    await asyncio.gather(*(ask(port, request) for _ in range(CONNECTIONS)))
    return CONNECTIONS * REQUESTS / (time.perf_counter() - start)


def test_ranking_route_against_a_bare_route() -> None:
    best = {"ours": 0.0, "bare": 0.0}
    for _ in range(TURNS):
        for name in best:
            with served(name) as port:
                best[name] = max(best[name], asyncio.run(rate(port)))
    ratio = best["ours"] / best["bare"]
    print(f"\nours {best['ours']:.0f}/s, bare {best['bare']:.0f}/s: {ratio:.2f}")
    assert ratio >= AT_LEAST
