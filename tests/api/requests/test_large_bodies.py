"""Bodies at their limit, each with a fault in every value: told in a hundred, and forgotten."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.benchmarks.service_process import Service, own_memory, served
from tests.hostile_bodies import fillings

SIZE = 900_000
KEPT = 100 * 2**20
LONGEST = 200_000
FILLINGS = fillings(SIZE)
WHERE = {
    "POST /v1/assessments": b'{"name":"a","enterprise":{},"note":%b}',
    "PATCH /v1/assessments/ID": b'{"note":%b}',
    "PUT /v1/own-profiles/own:a": b'{"name":"a","weights":%b}',
    "POST /v1/rankings": b'{"problem":%b}',
    "POST /v1/recommendations": b'{"enterprise":%b}',
    "POST /v1/jobs": b'{"kind":"portfolio","enterprises":%b}',
    "POST /v1/weights": b'{"weights":{"kind":"imprecise","constraints":%b}}',
}


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with served(f"sqlite:///{tmp_path}/large.db", rate_limit="off", job_runners=0) as made:
        yield made


@pytest.mark.long
def test_a_body_of_faults_is_told_in_a_hundred_and_forgotten(service: Service) -> None:
    assert service.process is not None
    with httpx.Client(base_url=service.base, timeout=120) as client:
        made = client.post("/v1/assessments", json={"name": "a", "enterprise": {}})
        before = own_memory(service.process.pid)
        for where, body in WHERE.items():
            method, _, path = where.replace("ID", made.json()["id"]).partition(" ")
            for name, filling in FILLINGS.items():
                headers = {"Content-Type": "application/json"}
                answer = client.request(method, path, content=body % filling, headers=headers)
                assert answer.status_code in (200, 201, 202, 422), (where, name, answer.text[:300])
                assert len(answer.content) < LONGEST, (where, name)
                assert len(answer.json().get("errors", ())) <= 101
    assert own_memory(service.process.pid) - before < KEPT
