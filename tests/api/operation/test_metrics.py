"""Figures of one process and of several, in Prometheus' form."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector

from api.operation.metrics import MOST_CODES, SEVERAL, Metrics

LABELS = {"method": "GET", "route": "/v1/parks", "status": "200"}
SERVE = "from api.cli import main; main()"
OBSERVE = """
import os
from api.operation.metrics import Metrics

metrics = Metrics()
metrics.seconds.labels("GET", "/v1/parks", "200").observe(0.02)
metrics.running.inc()
"""


class Jobs(Collector):
    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield GaugeMetricFamily("jobs", "Jobs.", value=3)


def samples(page: bytes) -> dict[tuple[str, str], float]:
    """Return the figures of a page by name and route."""
    return {
        (sample.name, sample.labels.get("route", "")): sample.value
        for family in text_string_to_metric_families(page.decode())
        for sample in family.samples
        if not sample.name.endswith("_bucket")
    }


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    while True:
        assert process.poll() is None
        with suppress(ConnectionError, URLError), urlopen(address, timeout=60):
            return
        time.sleep(0.05)


def in_another_process(code: str, folder: Path) -> None:
    given = {**os.environ, SEVERAL: str(folder)}
    subprocess.run([sys.executable, "-c", code], env=given, check=True)


def test_a_page_has_own_figures_and_those_of_collectors():
    metrics = Metrics()
    metrics.seconds.labels(**LABELS).observe(0.3)
    metrics.running.inc()
    found = samples(metrics.page(Jobs()))
    assert found["parkwise_request_seconds_count", "/v1/parks"] == 1
    assert found["parkwise_request_seconds_sum", "/v1/parks"] == pytest.approx(0.3)
    assert found["parkwise_requests_running", ""] == 1
    assert found["jobs", ""] == 3


def test_a_page_can_be_made_again():
    metrics = Metrics()
    assert samples(metrics.page(Jobs())) == samples(metrics.page(Jobs()))


def test_each_application_counts_for_itself():
    one, other = Metrics(), Metrics()
    one.running.inc()
    assert samples(other.page())["parkwise_requests_running", ""] == 0


def test_any_process_tells_of_all(tmp_path, monkeypatch):
    for _ in range(2):
        in_another_process(OBSERVE + "metrics.running.dec()", tmp_path)
    monkeypatch.setenv(SEVERAL, str(tmp_path))
    found = samples(Metrics().page(Jobs()))
    assert found["parkwise_request_seconds_count", "/v1/parks"] == 2
    assert found.get(("parkwise_requests_running", ""), 0) == 0
    assert found["jobs", ""] == 3


def test_what_a_process_had_in_hand_when_it_died_runs_no_more(tmp_path, monkeypatch):
    in_another_process(OBSERVE + "os._exit(0)", tmp_path)
    monkeypatch.setenv(SEVERAL, str(tmp_path))
    found = samples(Metrics().page())
    assert found["parkwise_request_seconds_count", "/v1/parks"] == 1
    assert found.get(("parkwise_requests_running", ""), 0) == 0


def test_a_process_that_is_just_starting_tells_nothing(tmp_path, monkeypatch):
    in_another_process(OBSERVE, tmp_path)
    (tmp_path / "histogram_4321.db").touch()
    monkeypatch.setenv(SEVERAL, str(tmp_path))
    assert samples(Metrics().page())["parkwise_request_seconds_count", "/v1/parks"] == 1


def test_codes_of_refusals_are_bounded():
    metrics = Metrics()
    for number in range(MOST_CODES + 50):
        metrics.refused(f"code_{number}")
    metrics.refused("code_1")
    [family] = [one for one in metrics.registry.collect() if one.name == "parkwise_refusals"]
    counts = {s.labels["code"]: s.value for s in family.samples if s.name.endswith("_total")}
    assert len(counts) == MOST_CODES + 1
    assert (counts["other"], counts["code_1"]) == (50, 2)


def test_a_wait_counts_once():
    metrics = Metrics()
    waits = [metrics.wait() for _ in range(3)]
    assert samples(metrics.page())["parkwise_analyses_waiting", ""] == 3
    for wait in waits[:2]:
        wait.end()
        wait.end()
    found = samples(metrics.page())
    assert found["parkwise_analyses_waiting", ""] == 1
    assert found["parkwise_analysis_wait_seconds_count", ""] == 2


@pytest.mark.long
def test_several_processes_of_the_service_count_together(tmp_path):
    told, wanted = tmp_path / "stderr.txt", 40
    command = [sys.executable, "-c", SERVE, "serve", "--port", "0", "--workers", "2"]
    own = {"PARKWISE_DATABASE": f"sqlite:///{tmp_path}/own.db", "PARKWISE_LOG_LEVEL": "warning"}
    own["PARKWISE_ANALYSIS_PROCESSES"] = "0"  # they serve nobody
    with (
        told.open("w") as file,
        subprocess.Popen(command, stderr=file, env={**os.environ, **own}) as process,
    ):
        try:
            while not (found := re.search(r"http://127\.0\.0\.1:\d+", told.read_text())):
                assert process.poll() is None, told.read_text()
                time.sleep(0.05)
            wait_for(f"{found[0]}/readyz", process)
            for _ in range(wanted):
                assert urlopen(f"{found[0]}/healthz", timeout=60).status == 200
            counts = set()
            for _ in range(10):
                page = urlopen(f"{found[0]}/metrics", timeout=60).read()
                counts.add(samples(page)["parkwise_request_seconds_count", "/healthz"])
            process.send_signal(signal.SIGINT)
            assert process.wait(60) == 0
        finally:
            process.kill()
    assert counts == {wanted}
