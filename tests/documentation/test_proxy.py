"""Behind nginx, told what the documentation tells it: TLS, the sender, and events as they come."""

import getpass
import json
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.db import Database
from tests.api.access.conftest import bearing, make_key
from tests.api.rankings.test_cost import ranking
from tests.benchmarks.service_process import Service, free_port
from tests.documentation.pages import blocks

pytestmark = pytest.mark.long
HOST = "parks.example.org"
PUBLIC = f"https://{HOST}"
MAIN = """
user {user}; daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
{server}
}}
"""


def told(port: int, service: int, certificates: Mapping[str, str]) -> str:
    """Return the block of the documentation with the ports and files of a test."""
    [block] = blocks("nginx", "docs/operating.md")
    found = block.text
    for said, meant in (
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        ("/etc/ssl/parks.pem", certificates["certificate"]),
        ("/etc/ssl/parks.key", certificates["key"]),
        ("http://127.0.0.1:8000", f"http://127.0.0.1:{service}"),
    ):
        assert found.count(said) == 1, said
        found = found.replace(said, meant)
    return found


@contextmanager
def nginx(folder: Path, server: str) -> Iterator[None]:
    file = folder / "nginx.conf"
    file.write_text(
        MAIN.format(user=getpass.getuser(), folder=folder, server=server), encoding="utf-8"
    )
    command = [shutil.which("nginx") or "/usr/sbin/nginx", "-e", "stderr", "-c", str(file)]
    with subprocess.Popen(command) as process:
        try:
            yield
        finally:
            process.terminate()


class Proxied:
    """A client that comes through the proxy, from another address of this machine."""

    def __init__(self, port: int, authority: str, log: Path, key: Mapping[str, str]) -> None:
        trust = ssl.create_default_context(cafile=authority)
        self.log, self.key = log, key
        self.client = httpx.Client(
            base_url=f"https://127.0.0.1:{port}",
            headers={"Host": HOST},
            transport=httpx.HTTPTransport(verify=trust, local_address="127.7.7.7"),
            timeout=60,
        )

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def proxied(
    tmp_path_factory: pytest.TempPathFactory, certificates: Mapping[str, str]
) -> Iterator[Proxied]:
    if shutil.which("nginx", path="/usr/sbin:/usr/bin") is None:
        pytest.skip("no nginx (on Debian: apt-get install nginx-light)")
    folder, port = tmp_path_factory.mktemp("proxy"), free_port()
    url, log = f"sqlite:///{folder}/own.db", folder / "log"
    service = Service(url, "--log-level", "info", public_url=PUBLIC, log_format="json")
    with log.open("wb") as file:
        service.errors = file.fileno()
        service.start()
        database = Database(url)
        key = bearing(make_key(database))
        database.close()
        try:
            with nginx(folder, told(port, service.port, certificates)):
                made = Proxied(port, certificates["ca"], log, key)
                answers(made.client)
                yield made
                made.client.close()
        finally:
            service.stop()


def answers(client: httpx.Client) -> None:
    for _ in range(200):
        try:
            client.get("/healthz")
        except httpx.ConnectError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("nginx did not start")


def test_it_speaks_of_its_public_address_over_tls(proxied: Proxied) -> None:
    client = proxied.client
    page = client.get("/assess", headers={"Accept": "text/html"})
    assert page.status_code == 303, "who comes through the proxy is not at this machine"
    assert page.headers["location"].startswith("/sign-in")
    assert "max-age" in page.headers["strict-transport-security"]
    token = proxied.key["Authorization"].removeprefix("Bearer ")
    signed = client.post("/sign-in", data={"key": token}, headers={"Origin": PUBLIC})
    assert signed.status_code == 303
    assert "Secure" in signed.headers["set-cookie"]
    client.cookies.clear()
    assert client.get("/openapi.json").json()["servers"] == [{"url": PUBLIC}]
    foreign = client.post("/sign-in", data={"key": token}, headers={"Origin": "https://evil.org"})
    assert foreign.status_code == 403
    assert client.get("/", headers={"Host": "evil.org"}).status_code == 400


def test_the_sender_is_who_came_to_the_proxy(proxied: Proxied) -> None:
    proxied.client.get("/v1/parks?limit=1", headers=proxied.key)
    for _ in range(200):  # a line is written when the answer is through
        if clients := {
            line["client"] for line in proxied.lines() if line.get("route") == "/v1/parks"
        }:
            break
        time.sleep(0.05)
    assert clients == {"127.7.7.0/24"}


def test_a_large_body_is_refused_by_the_service_in_its_words(proxied: Proxied) -> None:
    sent = b'{"problem": "' + b"x" * (3 << 20) + b'"}'
    headers = {**proxied.key, "Content-Type": "application/json"}
    answer = proxied.client.post("/v1/rankings", content=sent, headers=headers)
    assert answer.status_code == 413
    assert answer.headers["content-type"].startswith("application/problem+json")


def test_events_come_as_they_happen(proxied: Proxied) -> None:
    client, key = proxied.client, proxied.key
    draws = {"acceptability": {"samples": 10_000_000, "seed": 1}}
    body = {"kind": "ranking", "request": ranking(200, 30, sensitivity=draws)}
    job = client.post("/v1/jobs", json=body, headers=key).raise_for_status().json()["id"]
    with client.stream("GET", f"/v1/jobs/{job}/events", headers=key) as events:
        kinds = (line for line in events.iter_lines() if line.startswith("event:"))
        assert [next(kinds), next(kinds)] == ["event: queued", "event: started"]
        client.delete(f"/v1/jobs/{job}", headers=key).raise_for_status()
        assert list(kinds)[-1] == "event: cancelled"
