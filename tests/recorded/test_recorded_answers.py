"""What the service answers today, kept: nothing a person reads changes unseen.

A difference here is no fault in itself. Where it is meant, record anew with
``PARKWISE_RECORD=1 pytest tests/recorded`` and tell it in CHANGELOG.md under "Changed numbers".
Sentences are compared to the letter and numbers to nine digits: another processor changes the
digits after these.
"""

import gzip
import json
import math
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.app import create_app
from api.settings import Settings
from tests.clients import TestClient
from tests.recorded.requests import Recorded, recorded

KEPT = Path(__file__).with_name("answers")
MOST_TOLD = 20
RECORDING = os.environ.get("PARKWISE_RECORD")
REQUESTS = list(recorded())


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    """Give a client of a service for which no evidence grows old with the years."""
    ageless = Settings(stale_after_years=1000)
    with TestClient(create_app(ageless), raise_server_exceptions=False) as made:
        yield made


@pytest.mark.parametrize("group", sorted({r.name.partition("_")[0] for r in REQUESTS}))
def test_answers_are_as_recorded(client: TestClient, group: str) -> None:
    changed = []
    for request in REQUESTS:
        if request.name.partition("_")[0] == group:
            told = list(differences(request.name, kept(request, client), asked(request, client)))
            changed += told[:MOST_TOLD]
    assert not changed, "\n".join(changed)


def test_every_answer_has_its_request() -> None:
    assert {file.name.removesuffix(".json.gz") for file in KEPT.iterdir()} == {
        r.name for r in REQUESTS
    }


def asked(request: Recorded, client: TestClient) -> dict[str, Any]:
    """Return the answer to a request with its status."""
    headers = {"Accept-Language": request.language}
    if request.body is None:
        response = client.get(request.path, headers=headers)
    else:
        response = client.post(request.path, json=request.body, headers=headers)
    return {"status": response.status_code, "answer": response.json()}


def kept(request: Recorded, client: TestClient) -> dict[str, Any]:
    """Return what was recorded, after it is recorded anew where that is asked for."""
    file = KEPT / f"{request.name}.json.gz"
    if RECORDING:
        text = json.dumps(asked(request, client), ensure_ascii=False, separators=(",", ":"))
        before = gzip.decompress(file.read_bytes()).decode() if file.exists() else ""
        if before == "" or any(differences("", json.loads(before), json.loads(text))):
            file.write_bytes(gzip.compress(text.encode(), mtime=0))
    found: dict[str, Any] = json.loads(gzip.decompress(file.read_bytes()))
    return found


def differences(place: str, before: Any, now: Any) -> Iterator[str]:
    """Yield where two answers differ; of a record only the specification must be the same."""
    if isinstance(before, dict) and isinstance(now, dict):
        for name in before.keys() | now.keys():
            if name not in ("engine", "input_sha256"):
                yield from differences(f"{place}/{name}", before.get(name), now.get(name))
    elif isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        for at, (one, other) in enumerate(zip(before, now, strict=True)):
            yield from differences(f"{place}/{at}", one, other)
    elif not _same(before, now):
        yield f"{place}: {before!r:.300} is now {now!r:.300}"


def _same(before: Any, now: Any) -> bool:
    if isinstance(before, float) and isinstance(now, float | int):
        return math.isclose(before, now, rel_tol=1e-9, abs_tol=1e-12)
    return bool(before == now and type(before) is type(now))


def test_only_what_is_wrong_is_refused(client: TestClient) -> None:
    """A request that slips into a refusal would guard nothing."""
    refused = {r.name for r in REQUESTS if kept(r, client)["status"] != 200}
    assert refused == {r.name for r in REQUESTS if r.name.startswith("refused_")}
