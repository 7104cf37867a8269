"""Bodies made to do harm, a thousand in the long run: each is refused in time, as a problem."""

import gzip
import io
import json
import random
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from fastapi import FastAPI

from api.settings import Settings
from tests.clients import TestClient
from tests.contract.conftest import ENTERPRISE, PROBLEM, WEIGHTS

HOSTILE = pytest.mark.parametrize("count", [40, pytest.param(1000, marks=pytest.mark.long)])
ORDINARY = {"enterprise": {"home": {"province": "Zhejiang", "city": "Hangzhou"}}}
TIMES = 15
"""How many times an ordinary recommendation of all parks the worst may keep the processor."""
MEBI = 1 << 20
JSON = "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEETS = ("/v1/portfolios", "/v1/overlay")
RANKING = json.dumps({"problem": PROBLEM, "weights": WEIGHTS, "sensitivity": False})
RECOMMENDATION = json.dumps({"enterprise": ENTERPRISE, "sensitivity": False})
Body = tuple[bytes, str]


def _deep(rng: random.Random) -> Body:
    depth = rng.choice([200, 5_000, 100_000])
    opening, closing = rng.choice([("[", "]"), ('{"a":', "}"), ('{"problem":[', "]}")])
    return (opening * depth + "1" + closing * rng.choice([0, depth])).encode(), JSON


def _huge_number(rng: random.Random) -> Body:
    number = rng.choice(["9" * 100_000, "1e999", "-1e400", "1" + "0" * 4_301, "1e-99999999999"])
    text = RANKING.replace("150", number) if rng.random() < 0.5 else f'{{"limit": {number}}}'
    return text.encode(), JSON


def _encoding(rng: random.Random) -> Body:
    said = rng.choice([RANKING, RECOMMENDATION])
    name = rng.choice(["utf-16", "utf-32", "gb18030", "cp037"])
    content = said.replace("north", "北").encode(name, "replace")
    if name == "gb18030":
        content = '{"name": "北园'.encode(name) + content
    return content, JSON


def _bytes(rng: random.Random) -> Body:
    kind = rng.choice(["noise", "surrogate", "overlong", "nul", "bom", "gzip"])
    noise = rng.randbytes(rng.randrange(1, 2000))
    said: dict[str, bytes] = {
        "noise": b"\xff" + noise,
        "surrogate": b'{"name": "\\ud800"}',
        "overlong": b'{"name": "\xc0\xaf"}',
        "nul": b'{"name": "a\x00b"}',
        "bom": b"\xef\xbb\xbf\xef\xbb\xbf" + RANKING.encode(),
        "gzip": gzip.compress(RANKING.encode()),
    }
    return said[kind], JSON


def _cut(rng: random.Random) -> Body:
    said = rng.choice([RANKING, RECOMMENDATION])
    return said[: rng.randrange(1, len(said) - 1)].encode(), JSON


def _path(rng: random.Random) -> Body:
    trick = rng.choice(
        [
            "../../../../etc/passwd",
            "%2e%2e%2fetc%2fpasswd",
            "C:\\windows\\win.ini",
            "file:///etc/passwd",
            "a\u0000.csv",
            "__proto__",
            "{{7*7}}",
            "'; DROP TABLE assessment; --",
            "=cmd|' /C calc'!A0",
            "\u202egnp.exe",
        ]
    )
    body: dict[str, Any] = rng.choice(
        [
            {"enterprise": ENTERPRISE, "parks": [trick]},
            {"template": trick, "enterprise": {}},
            {"weights": {"kind": "profile", "id": trick}},
            {"problem": PROBLEM, "weights": WEIGHTS, "method": {"name": trick}},
            {"kind": trick, "request": {}},
            {trick: trick},
        ]
    )
    return json.dumps(body).encode(), JSON


def _long(rng: random.Random) -> Body:
    text = rng.choice(["a", "北", "\u0300", "\\"]) * rng.choice([10_000, 300_000])
    many = {f"k{n}": n for n in range(20_000)}
    body = rng.choice([{text: 1}, {"name": text, "enterprise": []}, many, [many], [text] * 3])
    return json.dumps(body).encode(), JSON


def _too_large(rng: random.Random) -> Body:
    return rng.choice([b" ", b"[", b"1", b'"']) * (3 * MEBI), JSON


def _type(rng: random.Random) -> Body:
    kinds = ["text/plain", "application/xml", "multipart/form-data; boundary=x", "", "*/*"]
    return RANKING.encode(), rng.choice([*kinds, "a" * 99])


def _archive(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@cache
def _bombs() -> list[bytes]:
    zeros = bytes(300 * MEBI)
    return [
        _archive({"xl/worksheets/sheet1.xml": zeros}),
        _archive(
            {"xl/sharedStrings.xml": zeros[: 200 * MEBI], "xl/styles.xml": zeros[: 100 * MEBI]}
        ),
        _archive({f"xl/part{n}.xml": b"<x/>" for n in range(20_000)}),
        _archive({"../../../tmp/outside.xml": b"<x/>"}),
        _archive({"inner.zip": _archive({"a": b"1"})}),
        _archive(
            {
                "[Content_Types].xml": b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa">'
                b'<!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><Types>&c;</Types>',
                "xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hosts">]>'
                b"<w>&e;</w>",
            }
        ),
    ]


def _workbook(rng: random.Random) -> Body:
    bomb = rng.choice(_bombs())
    if rng.random() < 0.5:
        place = rng.randrange(len(bomb))
        bomb = bomb[:place] + rng.randbytes(4) + bomb[place + 4 :]
    return bomb, XLSX


KINDS: list[Callable[[random.Random], Body]] = [
    *(_deep, _huge_number, _encoding, _bytes, _cut, _path, _long, _too_large, _type, _workbook)
]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    from api.app import create_app

    folder = tmp_path_factory.mktemp("hostile")
    settings = Settings(database=f"sqlite:///{folder}/hostile.db", rate_limit="off", job_runners=0)
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


def _operations(app: FastAPI) -> list[tuple[str, str]]:
    found = [
        (method.upper(), path)
        for path, item in app.openapi()["paths"].items()
        for method, operation in item.items()
        if "requestBody" in operation
    ]
    assert len(found) > 10
    return found


def _processor(work: Callable[[], object]) -> float:
    """Return the processor's time for work that was done once before."""
    work()
    begun = time.process_time()
    work()
    return time.process_time() - begun


@HOSTILE
def test_hostile_bodies_are_refused_in_time(asked: TestClient, count: int) -> None:
    rng, statuses, slowest = random.Random(1000), Counter[int](), 0.0
    ordinary = _processor(lambda: asked.post("/v1/recommendations", json=ORDINARY))
    operations = _operations(asked.app)  # type: ignore[arg-type]  # the application itself
    for number in range(count):
        make = KINDS[number % len(KINDS)]
        content, kind = make(rng)
        method, path = rng.choice(operations)
        if make is _workbook:
            path = rng.choice(SHEETS)
            method = {"/v1/portfolios": "POST", "/v1/overlay": "PUT"}[path]
        place = path.replace("{id}", "0" * 24).replace("{number}", "1")
        begun = time.process_time()
        answer = asked.request(method, place, content=content, headers={"Content-Type": kind})
        slowest = max(slowest, time.process_time() - begun)
        statuses[answer.status_code] += 1
        what = f"{make.__name__} {method} {place}: {answer.status_code} {answer.text[:300]}"
        assert 400 <= answer.status_code < 500, what
        assert answer.headers["content-type"] == "application/problem+json", what
        assert answer.json()["code"], what
        assert "Traceback" not in answer.text, what
        assert len(answer.content) < 2 * MEBI, what
    told = f"slowest {slowest:.2f} s, ordinary {ordinary:.2f} s"
    print(f"\n{count} hostile bodies: {dict(statuses)}, {told}")
    assert slowest < TIMES * ordinary
    assert asked.get("/readyz").status_code == 200
