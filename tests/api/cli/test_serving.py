import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing

import pytest
import typer

from api.cli.serving import is_loopback, listen


def _free_port():
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _get(url):
    with urllib.request.urlopen(url, timeout=5) as answer:
        return answer.status, answer.read().decode()


def _wait(url, process, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert process.poll() is None, process.stderr.read()
        try:
            return _get(url)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError("the service did not start")


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", True),
        ("127.1.2.3", True),
        ("::1", True),
        ("LocalHost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.0.2", False),
        ("example.org", False),
    ],
)
def test_loopback(host, own):
    assert is_loopback(host) is own


def test_other_addresses_need_a_key(call):
    result = call("serve", "--host", "0.0.0.0")
    assert result.exit_code == 2
    assert "0.0.0.0" in result.stderr
    assert "key" in result.stderr
    assert "密钥" in call("serve", "--host", "::", "--lang", "zh").stderr


def test_port_in_use(call):
    with listen("localhost", 0, "en") as taken:
        port = taken.getsockname()[1]
        result = call("serve", "--port", port)
    assert result.exit_code == 1
    assert f"Port {port} on 127.0.0.1 is in use." in result.stderr


def test_an_address_that_is_not_here(capsys):
    with pytest.raises(typer.Exit) as left:
        listen("192.0.2.1", 0, "zh")
    assert left.value.exit_code == 1
    assert "无法监听 192.0.2.1 的端口 0" in capsys.readouterr().err


def test_serves_an_app_on_the_listener(call, monkeypatch):
    served = []

    class Server:
        started = True

        def __init__(self, config):
            self.config = config

        def run(self, sockets):
            served.append((self.config, sockets[0].getsockname()))
            raise KeyboardInterrupt

    monkeypatch.setattr("uvicorn.Server", Server)
    result = call("serve", "--port", "0", "--log-level", "warning")
    assert result.exit_code == 0
    [(config, (_, port))] = served
    assert config.app.title == "Parkwise"
    assert config.log_level == "warning"
    assert f"http://127.0.0.1:{port} " in result.stderr


@pytest.mark.service
def test_serves_until_interrupted():
    port = _free_port()
    command = [sys.executable, "-c", "from api.cli import main; main()"]
    process = subprocess.Popen(
        [*command, "serve", "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "LANG": "en_US.UTF-8", "LC_ALL": "en_US.UTF-8"},
    )
    with process:
        try:
            base = f"http://127.0.0.1:{port}"
            assert _wait(f"{base}/healthz", process) == (200, '{"status":"ok"}')
            status, page = _get(f"{base}/")
            assert status == 200
            assert "Parkwise" in page
            again = subprocess.run(
                [*command, "serve", "--port", str(port)], capture_output=True, text=True, timeout=60
            )
            assert again.returncode == 1
            assert str(port) in again.stderr
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=20)
        finally:
            process.kill()
    assert process.returncode == 0
    assert f"Parkwise runs at {base}" in errors
    assert "Traceback" not in errors


def test_broken_private_data_stop_the_start(call, fails, write):
    file = write("sources.csv", "id,title,date\noffer,Offer,soon\n")
    result = call("serve", "--port", "0", PARKWISE_CATALOGUE=str(file))
    fails(result, "sources!C2", "“soon”", "Write the date as")
