"""No body keeps others waiting: what is slow to read, to every route, while somebody else asks.

Schemathesis could not find this, and that is why it stands here. It makes documents that follow
the schema or break it in one place, of a few hundred bytes each, and looks at one answer at a time;
what hung the service was a document of a few kilobytes with one fault ten thousand times, or a
statement of 13 KB that is entirely right, and what showed it was not its own answer but that
nobody else had one. So each body here is made large or costly by a rule, and what is measured is
how long a second client waits for ``/healthz`` meanwhile, and how much memory all processes take.

``PARKWISE_BODIES=60 pytest -n0 tests/benchmarks/test_bodies.py -s``. On a machine that does other
work the wait holds the time for which the service, or the second client, had to wait for a
processor; how much longer than it meant to the client slept meanwhile is its own noise, and counts
for nothing. How long a processor worked for the serving process meanwhile is its own part of a
wait, and is held to the same limit.
"""

import asyncio
import itertools
import json
import multiprocessing
import os
import re
import socket
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import Any

import pytest
from starlette.routing import Route

from tests.benchmarks.service_process import (
    Connection,
    Service,
    family,
    own_memory,
    request,
    served,
)
from tests.hostile_bodies import costly_weights, forms, problem_of_seven, sheets, wrong_documents

COUNT = int(os.environ.get("PARKWISE_BODIES", "60"))
WAIT, MEMORY, KEPT = 0.1, 300 * 2**20, 100 * 2**20
"""Seconds that a probe waits beyond its own noise; bytes that all processes have more at a time,
and that the serving one has more in the end."""
MANY = {"POST /v1/jobs": 4}
"""Times `MEMORY` where a body may be of 8 MiB: each of its errors has a copy of what it is of."""
PAUSE = 0.004
KIBI = 1024
LIMIT = KIBI * KIBI - 4 * KIBI
SIZES = [8 * KIBI, 15 * KIBI, 256 * KIBI, LIMIT]
UPLOADS = [31 * KIBI, 512 * KIBI, 8 * KIBI * KIBI]
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENTERPRISE = {"home": {"province": "Zhejiang", "city": "Hangzhou"}, "markets": {"US": 0.6}}
FIELDS = {"name": "a", "park": "tcr", "criterion": "land_price", "value": "1", "source": "us"}
LAST = ("remove", "delete", "close", "undo", "sign-out")
"""Ends of the paths that take away what the others need."""
Sent = tuple[str, str, bytes, str]


def watch(port: int, pid: int, pipe: Pipe) -> None:
    """Ask ``/healthz`` again and again; tell the longest wait, the noise, and the most memory."""
    sent = request("GET", "/healthz")
    with socket.create_connection(("127.0.0.1", port)) as connection:
        longest, own, noise, most, looked = 0.0, 0.0, 0.0, 0, 0.0
        pipe.send(None)
        while True:
            begun, spent = time.perf_counter(), processor(pid)
            connection.sendall(sent)
            said = b""
            while not said.endswith(b"}"):
                said += connection.recv(65536)
            waited = time.perf_counter() - begun
            longest = max(longest, waited)
            own = max(own, min(waited, processor(pid) - spent))
            if begun - looked > 0.25:
                looked = begun
                most = max(most, sum(_memory(one) for one in family(pid)))
            if pipe.poll():
                if pipe.recv() is None:
                    return
                pipe.send((max(longest - noise, 0.0), own, most))
                longest, own, noise, most = 0.0, 0.0, 0.0, 0
            rests = time.perf_counter()
            time.sleep(PAUSE)
            noise = max(noise, time.perf_counter() - rests - PAUSE)


def processor(pid: int) -> float:
    """Return the seconds for which a processor has worked for the threads of a process."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(one.read_text(encoding="ascii").split()[0]) for one in threads) / 1e9


def _memory(pid: int) -> int:
    try:
        return own_memory(pid)
    except (FileNotFoundError, ProcessLookupError):
        return 0


class Watcher:
    """A second client in a process of its own."""

    def __init__(self, service: Service) -> None:
        assert service.process is not None
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        about = service.port, service.process.pid, theirs
        self.process = context.Process(target=watch, args=about, daemon=True)
        self.process.start()
        self.pipe.recv()

    def told(self) -> tuple[float, float, int]:
        """Return the longest wait beyond noise, its own part, and the most memory, since before."""
        self.pipe.send(1)
        longest, own, most = self.pipe.recv()
        return float(longest), float(own), int(most)

    def close(self) -> None:
        self.pipe.send(None)
        self.process.join()


def raw(method: str, path: str, content: bytes, kind: str, page: bool) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(content)}"]
    lines += [f"Content-Type: {kind}"] + ["Accept: text/html"] * page
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


async def ask(port: int, sent: bytes) -> tuple[int, Any, bytes]:
    connection = Connection(port)
    try:
        return await connection.ask(sent)
    finally:
        await connection.close()


def saved(port: int) -> dict[str, str]:
    """Save what the addresses of routes name, and return it by their parts."""

    def post(path: str, content: bytes, kind: str = JSON) -> tuple[int, Any, bytes]:
        return asyncio.run(ask(port, raw("POST", path, content, kind, kind == FORM)))

    document = {"name": "bodies", "enterprise": ENTERPRISE}
    _, headers, _ = post("/v1/assessments", json.dumps(document).encode())
    assessment = headers["location"].rpartition("/")[2]
    assert post(f"/v1/assessments/{assessment}/run", b"")[0] == 201
    _, _, shared = post(f"/v1/assessments/{assessment}/shares", b"{}")
    called = {"url": "https://hooks.example/parkwise", "events": ["job.done"]}
    _, _, hook = post("/v1/webhooks", json.dumps(called).encode())
    _, headers, _ = post("/panels", b"name=bodies", FORM)
    panel = headers["location"].rpartition("/")[2]
    found = re.search(r"parkwise_invitation=([\w-]+)", headers["set-cookie"])
    assert found is not None
    _, headers, _ = post(f"/join/{found[1]}", b"name=me", FORM)
    return {
        "assessment_id": assessment,
        "number": "1",
        "share_id": json.loads(shared)["id"],
        "webhook_id": json.loads(hook)["id"],
        "section": "company",
        "park_id": "tcr",
        "panel_id": panel,
        "invitation": found[1],
        "token": headers["location"].rpartition("/")[2],
        "profile_id": "own:bodies",
        "key_id": "0" * 24,
    }


async def warmed_up(port: int) -> None:
    """Have every process make what it makes at first use."""
    weights = {"kind": "objective", "scheme": "equal"}
    ranking = request("POST", "/v1/rankings", {"problem": problem_of_seven(), "weights": weights})
    recommendation = request("POST", "/v1/recommendations", {"enterprise": ENTERPRISE})
    await ask(port, request("GET", "/openapi.json"))
    for sent in (ranking, recommendation):
        await asyncio.gather(*(ask(port, sent) for _ in range(4)))


def documents(path: str, example: Any) -> Iterator[bytes]:
    """Yield bodies of a route that reads JSON."""
    for weights in costly_weights():
        problem = problem_of_seven()
        costly: dict[str, Any] = {
            "/v1/rankings": {"problem": problem, "weights": weights, "sensitivity": False},
            "/v1/weights": {"problem": problem, "weights": weights},
            "/v1/comparisons": {
                "problem": problem,
                "weightings": [{"name": str(at), "weights": weights} for at in range(2)],
            },
            "/v1/own-profiles/{profile_id}": {"name": "slow", "weights": weights},
        }
        if path in costly:
            yield json.dumps(costly[path]).encode()
    sizes = [*SIZES, 8 * KIBI * KIBI] if path == "/v1/jobs" else SIZES
    yield from wrong_documents(example, sizes, COUNT)


def json_routes(document: Any) -> Iterator[tuple[str, str, Any]]:
    """Yield method, path and an example of each route that reads JSON, or reads nothing."""
    schemas = document["components"]["schemas"]
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method not in ("post", "put", "patch"):
                continue
            content = operation.get("requestBody", {}).get("content", {JSON: {}})
            if JSON in content:
                name = content[JSON].get("schema", {}).get("$ref", "").rpartition("/")[2]
                yield method.upper(), path, _example(schemas, name)


def _example(schemas: Any, name: str) -> Any:
    schema = schemas.get(name, {})
    if "examples" in schema:
        return schema["examples"][0]
    branches = [branch["$ref"].rpartition("/")[2] for branch in schema.get("oneOf", ())]
    return _example(schemas, branches[0]) if branches else {"a": 1}


def page_routes() -> list[str]:
    """Return the paths of pages that forms are sent to, those last that take things away."""
    from api.pages.routes import router

    found = [r.path for r in router.routes if isinstance(r, Route) and "POST" in (r.methods or ())]
    assert len(found) > 15
    return sorted(found, key=lambda path: path.endswith(LAST))


def multipart(content: bytes) -> tuple[bytes, str]:
    head = b'--x\r\nContent-Disposition: form-data; name="workbook"; filename="a.xlsx"\r\n\r\n'
    return head + content + b"\r\n--x--\r\n", "multipart/form-data; boundary=x"


def everything(port: int) -> Iterator[tuple[str, Iterator[Sent]]]:
    """Yield each route with all that is sent to it."""
    _, _, described = asyncio.run(ask(port, request("GET", "/openapi.json")))
    for method, path, example in json_routes(json.loads(described)):
        yield f"{method} {path}", ((method, path, b, JSON) for b in documents(path, example))
    for method, path in (("POST", "/v1/portfolios"), ("PUT", "/v1/overlay")):
        yield f"{method} {path}", _sheets(method, path)
    for path in page_routes():
        yield f"POST {path}", _forms(path)


def _sheets(method: str, path: str) -> Iterator[Sent]:
    for size in UPLOADS:
        for content in sheets(size, -(-COUNT // len(UPLOADS))):
            yield method, path, content, "text/csv" if content[:2] != b"PK" else XLSX


def _forms(path: str) -> Iterator[Sent]:
    if path == "/parks/own":
        for _, _, content, _ in _sheets("POST", path):
            yield "POST", path, *multipart(content)
    sizes = itertools.cycle((15 * KIBI, 120 * KIBI, LIMIT))
    for number, size in zip(range(COUNT), sizes, strict=False):
        (content,) = itertools.islice(forms(FIELDS, size, number + 1), number, None)
        yield "POST", path, content, FORM


def is_coded(status: int, headers: Any, body: bytes) -> bool:
    """Tell whether an answer is one, or says by a code why there is none."""
    if status < 400:
        return True
    if "html" in headers.get("content-type", ""):
        return status < 500
    document = json.loads(body)
    return bool(document["code"]) and len(document["errors"]) <= 101 and status != 500


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("bodies")
    options = {"rate_limit": "off", "failure_limit": "off", "job_runners": 0}
    with served(f"sqlite:///{folder}/bodies.db", **options) as made:
        yield made


def test_no_body_keeps_others_waiting(service: Service) -> None:
    port = service.port
    parts = saved(port)
    for _ in range(3):
        asyncio.run(warmed_up(port))
    assert service.process is not None
    pid = service.process.pid
    fresh = own_memory(pid)
    with closing(Watcher(service)) as watcher:
        time.sleep(3)
        quiet, _, before = watcher.told()
        load = os.getloadavg()[0]
        print(f"\nload {load:.1f}: wait while nobody sends {1000 * quiet:.0f} ms")
        print(f"memory {before / 2**20:.0f} MiB")
        longest, longest_own, grown, uncoded = 0.0, 0.0, {}, []
        for name, sent in everything(port):
            statuses, begun, count, most = Counter[int](), time.perf_counter(), 0, 0
            worst, worst_own = (0.0, b""), (0.0, b"")
            for method, path, content, kind in sent:
                page = not path.startswith("/v1/")
                whole = raw(method, path.format(**parts), content, kind, page)
                status, headers, body = asyncio.run(ask(port, whole))
                waited, own, memory = watcher.told()
                worst, worst_own = max(worst, (waited, content)), max(worst_own, (own, content))
                most = max(most, memory)
                statuses[status] += 1
                count += 1
                if not is_coded(status, headers, body):
                    uncoded.append((name, status, content[:80], body[:200]))
            longest, longest_own = max(longest, worst[0]), max(longest_own, worst_own[0])
            took = time.perf_counter() - begun
            print(
                f"{name}: {count} bodies in {took:.0f} s, {dict(statuses)}, longest wait "
                f"{1000 * worst[0]:.0f} ms, own {1000 * worst_own[0]:.0f} ms "
                f"({len(worst_own[1])} bytes, {worst_own[1][:60]!r}), "
                f"most memory {most / 2**20:.0f} MiB"
            )
            grown[name] = (most - before) / MANY.get(name, 1)
            assert count >= COUNT
    time.sleep(5)
    kept = own_memory(pid) - fresh
    print(f"longest wait {1000 * longest:.0f} ms, own {1000 * longest_own:.0f} ms")
    most = round(max(grown.values()))
    print(f"memory grew by {most / 2**20:.0f} MiB; the server keeps {kept / 2**20:.0f} MiB")
    assert not uncoded, uncoded[:5]
    assert most < MEMORY
    assert kept < KEPT
    assert longest_own < WAIT
    assert longest < WAIT or load > 1  # the noise of one sleep is not that of several processes
