"""A worker of its own takes jobs that a service without runners left, and ends when asked."""

import os
import signal
import subprocess
import sys
import time

import pytest

from api.app import create_app
from api.db.tables import LOCAL, JobRow
from api.settings import Settings
from tests.clients import TestClient

SECONDS = 90
RANKING = {
    "problem": {
        "criteria": [{"id": "price", "direction": "cost"}, {"id": "roads", "direction": "benefit"}],
        "alternatives": [{"id": "a"}, {"id": "b"}],
        "performances": [[100, 3], [150, 6]],
    },
    "weights": {"kind": "direct", "values": {"price": 2, "roads": 1}},
    "sensitivity": False,
}
COMMAND = [sys.executable, "-c", "from api.cli import main; main()", "jobs"]


@pytest.mark.long
@pytest.mark.parametrize(
    "asked", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.long)]
)
def test_works_off_what_a_service_left_and_stops_when_asked(tmp_path, asked):
    url = f"sqlite:///{tmp_path}/queue.db"
    with TestClient(create_app(Settings(database=url, job_runners=0))) as client:
        sent = client.post("/v1/jobs", json={"kind": "ranking", "request": RANKING})
        assert sent.status_code == 202
        place = sent.headers["location"]
        environment = {**os.environ, "PARKWISE_DATABASE": url}
        worker = subprocess.Popen(
            COMMAND, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        try:
            end = time.monotonic() + SECONDS
            while client.get(place).json()["state"] != "done":
                assert time.monotonic() < end
                assert worker.poll() is None, worker.communicate()[1]
                time.sleep(0.05)
        finally:
            worker.send_signal(asked)
            out, err = worker.communicate(timeout=SECONDS)
        assert worker.returncode == 0
        assert out == ""
        assert "queue.db" in err


@pytest.mark.long
def test_saves_no_more_than_an_organisation_may_keep(tmp_path):
    url = f"sqlite:///{tmp_path}/queue.db"
    with TestClient(create_app(Settings(database=url, job_runners=0))) as client:
        sent = client.post("/v1/jobs", json={"kind": "ranking", "request": RANKING})
        place, database = sent.headers["location"], client.app.state.database
        kept = JobRow(
            organisation_id=LOCAL, by="x", kind="ranking", request=bytes(2**20), state="done"
        )
        database.write(lambda session: session.add(kept))
        environment = {**os.environ, "PARKWISE_DATABASE": url, "PARKWISE_MAX_SAVED_MIB": "1"}
        worker = subprocess.Popen(COMMAND, env=environment, stderr=subprocess.DEVNULL)
        try:
            end = time.monotonic() + SECONDS
            while (found := client.get(place).json())["state"] not in ("done", "failed"):
                assert time.monotonic() < end
                time.sleep(0.05)
        finally:
            worker.send_signal(signal.SIGTERM)
            worker.wait(SECONDS)
        assert found["problem"]["code"] == "too_much_saved"
