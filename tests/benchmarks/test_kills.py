"""The service is killed amid writes: what it acknowledged is there, nothing is half there.

``PARKWISE_KILLS=50 pytest -n0 tests/benchmarks/test_kills.py -s`` for the full count.
"""

import http.client
import json
import os
import random
import secrets
import threading
import time
import urllib.request
from typing import Any

from sqlalchemy import func, select

from api.db import Database, migrate
from api.db.tables import AssessmentRow, VersionRow
from tests.benchmarks.service_process import Service

KILLS = int(os.environ.get("PARKWISE_KILLS", "3"))
WRITERS = 6
ENTERPRISE = {"home": {"province": "Zhejiang", "city": "Hangzhou"}, "markets": {"US": 0.6}}


def send(base: str, method: str, path: str, body: Any) -> tuple[int, Any]:
    asked = urllib.request.Request(
        base + path,
        method=method,
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(asked, timeout=10) as answer:
        return answer.status, json.load(answer)


def write(base: str, acknowledged: dict[str, int], stop: threading.Event) -> None:
    """Create an assessment and change it as fast as it goes, noting what was acknowledged."""
    try:
        while not stop.is_set():
            body = {
                "name": secrets.token_hex(6),
                "enterprise": ENTERPRISE,
                "parks": ["tcr", "ljip"],
            }
            status, made = send(base, "POST", "/v1/assessments", body)
            assert status == 201
            acknowledged[made["id"]] = 1
            for number in range(4):
                path = f"/v1/assessments/{made['id']}"
                status, changed = send(base, "PATCH", path, {"note": f"change {number}"})
                assert status == 200
                acknowledged[made["id"]] = changed["version"]
    except (OSError, http.client.HTTPException):
        return  # killed, perhaps in the middle of an answer


def check(url: str, acknowledged: dict[str, int]) -> int:
    database = Database(url)
    assert migrate.damage(database) == []

    def look(session: Any) -> tuple[dict[str, int], dict[str, int]]:
        versions = dict(session.execute(select(AssessmentRow.id, AssessmentRow.version)).all())
        counted = select(VersionRow.assessment_id, func.count()).group_by(VersionRow.assessment_id)
        return versions, dict(session.execute(counted).all())

    versions, counts = database.read(look)
    database.close()
    assert versions == counts, "half-written"
    lost = {name for name, version in acknowledged.items() if versions.get(name, 0) < version}
    assert not lost
    return len(acknowledged)


def test_nothing_acknowledged_is_lost(url: str) -> None:
    acknowledged: dict[str, int] = {}
    rng = random.Random(7)
    for _ in range(KILLS):
        service, stop = Service(url), threading.Event()
        service.start()
        writers = [
            threading.Thread(target=write, args=(service.base, acknowledged, stop))
            for _ in range(WRITERS)
        ]
        for writer in writers:
            writer.start()
        time.sleep(rng.uniform(0.2, 1.2))
        service.kill()
        stop.set()
        for writer in writers:
            writer.join(30)
        check(url, acknowledged)
    count = check(url, acknowledged)
    changes = sum(acknowledged.values())
    print(f"\n{KILLS} kills: {count} assessments, {changes} acknowledged writes, all there")
    assert count > KILLS
