"""``POST /v1/rankings`` against a bare route that validates the same body and answers a constant.

Both are called through ASGI in this process, one after the other in turns: what a network and a
parser of HTTP add is the same for both, so the ratio here is the harder one.
"""

import asyncio
import gc
import json
import time
from typing import Any

import numpy as np
from fastapi import FastAPI
from starlette.types import ASGIApp

from api.app import create_app
from api.rankings.schemas import RankingRequest

REQUESTS, TURNS = 400, 9
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


def bare() -> FastAPI:
    app = FastAPI()

    @app.post("/v1/rankings")
    async def constant(body: RankingRequest) -> dict[str, str]:
        return {"winner": body.problem.alternatives[0].id}

    return app


async def seconds(app: ASGIApp, content: bytes) -> float:
    scope: dict[str, Any] = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "path": "/v1/rankings",
        "raw_path": b"/v1/rankings",
        "query_string": b"",
        "headers": [
            (b"host", b"localhost"),
            (b"content-type", b"application/json"),
            (b"content-length", str(len(content)).encode()),
        ],
        "server": ("localhost", 80),
        "client": ("localhost", 1),
        "scheme": "http",
        "root_path": "",
    }
    statuses = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": content, "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    start = time.perf_counter()
    for _ in range(REQUESTS):
        await app(dict(scope), receive, send)
    took = time.perf_counter() - start
    assert statuses == [200] * REQUESTS
    return took / REQUESTS


def test_ranking_route_against_a_bare_route(record_property: Any) -> None:
    ours, reference, content = create_app(), bare(), body()
    gc.collect()
    gc.freeze()
    pairs = [
        (asyncio.run(seconds(ours, content)), asyncio.run(seconds(reference, content)))
        for _ in range(TURNS)
    ]
    gc.unfreeze()
    best_ours, best_bare = (min(side) for side in zip(*pairs, strict=True))
    ratio = best_bare / best_ours
    record_property("ratio", ratio)
    figures = f"ours {1e6 * best_ours:.0f} us, bare {1e6 * best_bare:.0f} us, ratio {ratio:.2f}"
    assert ratio >= AT_LEAST, figures
    print(figures)
