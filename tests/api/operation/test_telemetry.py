"""Traces and metrics go out over OTLP where the environment names a collector, and tell no more."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

SERVE = [sys.executable, "-c", "from api.cli import main; main()", "serve", "--port", "0"]
SECRET = "Geheim-4711"
KEY = "pw_0123456789_" + "k" * 43
BODY = f"""{{"problem": {{"criteria": [{{"id": "price", "direction": "cost"}}],
"alternatives": [{{"id": "{SECRET}"}}, {{"id": "b"}}], "performances": [[1.5], [2.5]]}},
"weights": {{"kind": "direct", "values": {{"price": 1}}}}, "sensitivity": false}}"""
pytestmark = pytest.mark.long


class Collector(ThreadingHTTPServer):
    """Keeps what is sent to it, by path."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Keeping)
        self.received: list[tuple[str, bytes]] = []

    def sent_to(self, path: str) -> list[bytes]:
        return [body for found, body in self.received if found == path]


class _Keeping(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.received.append((self.path, body))
        self.send_response(200)
        self.send_header("Content-Type", "application/x-protobuf")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *said: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def collector() -> Iterator[Collector]:
    with Collector() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def serve_and_ask(folder: Path, **environment: str) -> str:
    """Start the service, ask it with a body, a query and a key, stop it; return its log."""
    told = folder / "stderr.txt"
    own = {"PARKWISE_DATABASE": f"sqlite:///{folder}/own.db", "LC_ALL": "en_US.UTF-8"}
    own["PARKWISE_ANALYSIS_PROCESSES"] = "0"
    with (
        told.open("w") as file,
        subprocess.Popen(SERVE, stderr=file, env={**os.environ, **own, **environment}) as process,
    ):
        try:
            while not (found := re.search(r"http://127\.0\.0\.1:\d+", told.read_text())):
                assert process.poll() is None, told.read_text()
                time.sleep(0.05)
            url, form = f"{found[0]}/v1/rankings", {"Content-Type": "application/json"}
            urlopen(Request(url, BODY.encode(), form), timeout=60).close()
            urlopen(f"{found[0]}/v1/assessments?name={SECRET}", timeout=60).close()
            for opens in ("shared", "join"):
                with pytest.raises(OSError, match="404") as refused:
                    urlopen(f"{found[0]}/{opens}/{SECRET}", timeout=60)
                refused.value.close()  # type: ignore[attr-defined]
            wrong = Request(f"{found[0]}/v1/parks", headers={"Authorization": f"Bearer {KEY}"})
            with pytest.raises(OSError, match="401") as refused:
                urlopen(wrong, timeout=60)
            refused.value.close()  # type: ignore[attr-defined]
            process.send_signal(signal.SIGINT)
            assert process.wait(60) == 0
        finally:
            process.kill()
    return told.read_text()


@pytest.fixture(scope="module")
def exported(collector: Collector, tmp_path_factory: pytest.TempPathFactory) -> Collector:
    """Give the collector after the service sent it what it had, at the latest at its end."""
    pytest.importorskip("opentelemetry.exporter.otlp.proto.http", reason="parkwise[telemetry]")
    endpoint = f"http://127.0.0.1:{collector.server_port}"
    serve_and_ask(tmp_path_factory.mktemp("served"), OTEL_EXPORTER_OTLP_ENDPOINT=endpoint)
    return collector


def test_a_span_for_the_route_arrives(exported: Collector) -> None:
    from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

    found = {}
    for body in exported.sent_to("/v1/traces"):
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            for scope in resource.scope_spans:
                found.update({span.name: span for span in scope.spans})
    span = found["POST /v1/rankings"]
    said = {item.key: item.value.string_value for item in span.attributes}
    assert said["http.route"] == "/v1/rankings"
    assert span.end_time_unix_nano > span.start_time_unix_nano


def test_metrics_arrive_and_logs_stay_here(exported: Collector) -> None:
    assert any(b"http.server.request.duration" in body for body in exported.sent_to("/v1/metrics"))
    assert exported.sent_to("/v1/logs") == []


def test_no_body_no_query_and_no_key_is_in_it(exported: Collector) -> None:
    assert exported.received
    for path, body in exported.received:
        for told in (SECRET, KEY, KEY[:13], "performances"):
            assert told.encode() not in body, path


def test_without_a_collector_nothing_is_sent_and_nothing_said(tmp_path: Path) -> None:
    log = serve_and_ask(tmp_path, PARKWISE_LOG_LEVEL="warning")
    assert len(log.splitlines()) == 1, log


def test_a_collector_that_is_down_does_not_stop_the_service(tmp_path: Path) -> None:
    pytest.importorskip("opentelemetry.exporter.otlp.proto.http", reason="parkwise[telemetry]")
    own = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:1", "OTEL_EXPORTER_OTLP_TIMEOUT": "1"}
    log = serve_and_ask(tmp_path, **own)
    assert SECRET not in log
    assert KEY not in log
