import json
import os
import pickle
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
import typer

from api.cli.server import GRACE, is_loopback, listen
from mcda import Alternative, Criterion, Problem, WeightVector, rank
from mcda.robust import acceptability
from mcda.robust.cluster import Cluster
from tests.endless import endless_job
from tests.patience import until

ENDLESS = endless_job(1000)


def _free_port():
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _get(url):
    with urllib.request.urlopen(url, timeout=5) as answer:
        return answer.status, answer.read().decode()


def _wait(url, process, seconds=90):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert process.poll() is None, process.stderr.read()
        try:
            return _get(url)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError("the service did not start")


@pytest.mark.parametrize(
    ("host", "own"),
    [
        *(("127.0.0.1", True), ("127.1.2.3", True), ("::1", True), ("LocalHost", True)),
        *(("0.0.0.0", False), ("::", False), ("192.168.0.2", False), ("example.org", False)),
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
    assert (config.app.title, config.app.state.settings.log_level) == ("Parkwise", "warning")
    assert config.app.state.settings.hosts == ("localhost",)
    assert config.app.state.settings.analysis_processes == os.cpu_count()
    assert f"http://127.0.0.1:{port} " in result.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="processes are listed in /proc")
@pytest.mark.long
def test_serves_until_an_interrupt_in_the_terminal_reaches_all_processes(call, tmp_path):
    port = _free_port()
    own = {"PARKWISE_DATABASE": f"sqlite:///{tmp_path}/own.db", "PARKWISE_ANALYSIS_PROCESSES": "2"}
    with _session("--port", str(port), **own, **dict.fromkeys(("LANG", "LC_ALL"), "C")) as process:
        base = f"http://127.0.0.1:{port}"
        assert _wait(f"{base}/healthz", process) == (200, '{"status":"ok"}')
        status, page = _get(f"{base}/")
        assert status == 200
        assert "Parkwise" in page
        again = call("serve", "--port", str(port))
        assert again.exit_code == 1
        assert str(port) in again.stderr
        whole = ENDLESS["request"]["problem"]
        few = {name: whole[name][:9] for name in ("alternatives", "performances")}
        asked = {**ENDLESS["request"], "problem": {**whole, **few}, "sensitivity": True}
        end = time.monotonic() + 60
        while len(_group(process.pid)) < 5:  # itself, who starts them, their tracker, and two
            assert time.monotonic() < end
            assert _status(f"{base}/v1/rankings", None, json.dumps(asked).encode())[0] == 200
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=30)
        until(lambda: not _group(process.pid))
    assert process.returncode == 0
    assert f"Parkwise runs at {base}" in errors
    assert "Traceback" not in errors


@pytest.mark.skipif(sys.platform != "linux", reason="processes are listed in /proc")
@pytest.mark.long
def test_what_is_being_computed_is_answered_when_a_supervisor_stops_all_processes(tmp_path):
    port = _free_port()
    own = {"PARKWISE_DATABASE": f"sqlite:///{tmp_path}/own.db", "PARKWISE_ANALYSIS_PROCESSES": "1"}
    place = f"http://127.0.0.1:{port}/v1/rankings"
    asked = json.loads(json.dumps(ENDLESS["request"]))
    for part in ("alternatives", "performances"):
        asked["problem"][part] = asked["problem"][part][:150]
    asked["sensitivity"]["acceptability"]["samples"] = 30_000
    with _session("--port", str(port), **own) as process:
        _wait(f"http://127.0.0.1:{port}/readyz", process)
        end = time.monotonic() + 60
        while _seconds_beside(process.pid) < 4:  # starting takes one or two, then they compute
            assert time.monotonic() < end
            small = {**asked, "sensitivity": {"acceptability": {"samples": 20_000}}}
            assert _status(place, None, json.dumps(small).encode())[0] == 200
        with ThreadPoolExecutor() as pool:
            waiting = pool.submit(_status, place, None, json.dumps(asked).encode())
            time.sleep(0.3)
            assert not waiting.done()
            os.killpg(process.pid, signal.SIGTERM)
            assert waiting.result()[0] == 200
        _, errors = process.communicate(timeout=30)
    assert process.returncode == -signal.SIGTERM  # as whoever stopped it expects
    assert "Traceback" not in errors


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="processes are listed in /proc")
def test_workers_end_with_the_one_that_watches_over_them(tmp_path):
    port = _free_port()
    own = {"PARKWISE_DATABASE": f"sqlite:///{tmp_path}/own.db", "PARKWISE_LOG_FORMAT": "json"}
    with _session("--port", str(port), "--workers", "2", **own) as process:
        _wait(f"http://127.0.0.1:{port}/readyz", process)
        process.kill()
        until(lambda: not set(_group(process.pid)) - {str(process.pid)})
        told = [json.loads(line)["event"] for line in process.stderr]
    assert f"http://127.0.0.1:{port}" in told[0]


@contextmanager
def _session(*options, **environment):
    """Serve in a session of its own, none of which outlives the test."""
    with subprocess.Popen(
        [sys.executable, "-c", "from api.cli import main; main()", "serve", *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def _seconds_beside(leader):
    """Return for how long the processes beside the service have computed."""
    found = 0
    for pid in set(_group(leader)) - {str(leader)}:
        with suppress(OSError):
            told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            found += int(told[11])
    return found / os.sysconf("SC_CLK_TCK")


def _group(leader):
    """Return the processes of a session that live."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, _, session = stat.read_text().rpartition(")")[2].split()[:4]
            if int(session) == leader and state != "Z":
                found.append(stat.parent.name)
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not spread connections")
def test_workers_listen_at_one_port_with_a_socket_each():
    with listen("127.0.0.1", 0, "en", shared=True) as held:
        address = held.getsockname()
        one, other = (pickle.loads(pickle.dumps(held)) for _ in range(2))
        with one, other:
            for worker in (one, other):
                worker.listen()
                worker.setblocking(False)
            callers = [socket.create_connection(address) for _ in range(40)]
            taken = [_accepted(worker) for worker in (one, other)]
            for caller in callers:
                caller.close()
            assert sum(taken) == len(callers)
            assert min(taken) > 0
            with pytest.raises(typer.Exit):  # another service, however many workers it has
                listen("127.0.0.1", address[1], "en", shared=True)


def _accepted(listener):
    count = 0
    with suppress(BlockingIOError):
        while True:
            listener.accept()[0].close()
            count += 1
    return count


def test_broken_private_data_stop_the_start(call, fails, write):
    file = write("sources.csv", "id,title,date\noffer,Offer,soon\n")
    result = call("serve", "--port", "0", PARKWISE_CATALOGUE=str(file))
    fails(result, "sources!C2", "“soon”", "Write the date as")


def _status(url, key=None, body=None):
    headers = {"Content-Type": "application/json"}
    headers |= {} if key is None else {"Authorization": f"Bearer {key}"}
    asked = urllib.request.Request(url, data=body, headers=headers)
    try:
        with urllib.request.urlopen(asked, timeout=60) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


@pytest.mark.long
def test_several_processes_serve_other_machines_once_a_key_exists(call, tmp_path):
    port = _free_port()
    environment = {"PARKWISE_DATABASE": f"sqlite:///{tmp_path}/work.db"}
    environment["PARKWISE_ANALYSIS_PROCESSES"] = "0"
    refused = call("serve", "--host", "0.0.0.0", "--workers", "2", **environment)
    assert refused.exit_code == 2
    assert "parkwise keys create" in refused.stderr
    key = call("keys", "create", "--org", "ours", **environment).stdout.strip()
    serving = ("--host", "0.0.0.0", "--port", str(port), "--workers", "2")
    with _session(*serving, **environment) as process:
        base = f"http://127.0.0.1:{port}"
        _wait(f"{base}/readyz", process)
        assert {_status(f"{base}/v1/jobs")[0] for _ in range(8)} == {401}
        assert {_status(f"{base}/v1/jobs", key)[0] for _ in range(8)} == {200}
        job = b'{"kind": "portfolio", "enterprises": [{"id": "a"}]}'
        status, answer = _status(f"{base}/v1/jobs", key, job)
        assert status == 202
        place = f"{base}/v1/jobs/{json.loads(answer)['id']}"
        assert _status(f"{place}/events", key)[1].decode().count("event: done") == 1
        assert len(json.loads(_status(f"{place}/result", key)[1])["items"]) == 1
        _, answer = _status(f"{base}/v1/jobs", key, json.dumps(ENDLESS).encode())
        stream = f"{base}/v1/jobs/{json.loads(answer)['id']}/events"
        asked = urllib.request.Request(stream, headers={"Authorization": f"Bearer {key}"})
        with urllib.request.urlopen(asked, timeout=60) as listening:
            while b"event: queued" not in listening.readline():
                pass
            begun = time.monotonic()
            process.send_signal(signal.SIGTERM)
            assert b"event: done" not in listening.read()
        _, errors = process.communicate(timeout=60)
        assert time.monotonic() - begun < GRACE
    assert process.returncode == 0
    assert "Traceback" not in errors


WANTED = "install it with: pip install 'parkwise[cluster]'"
distributed = pytest.importorskip("distributed", reason=WANTED)


@pytest.fixture
def scheduler():
    with distributed.LocalCluster(n_workers=0, dashboard_address=":0") as local:
        yield local.scheduler_address


def test_a_worker_draws_the_same(scheduler):
    """A worker started from the command line makes the draws that this process makes."""
    problem = Problem(
        criteria=[Criterion(id=c, direction="benefit") for c in "xyz"],
        alternatives=[Alternative(id=a) for a in "abcd"],
        performances=[[3, 1, 4], [1, 5, 9], [2, 6, 5], [3, 5, 8]],
    )
    answer = rank(problem, WeightVector.normalised("xyz", [3, 2, 1]))
    command = [sys.executable, "-c", "from api.cli import main; main()", "worker", scheduler]
    worker = subprocess.Popen([*command, "--threads", "1"], stderr=subprocess.PIPE, text=True)
    try:
        there = acceptability(answer, 50_000, executor=Cluster(address=scheduler, timeout=60))
    finally:
        worker.send_signal(signal.SIGINT)
        shown = worker.communicate(timeout=60)[1]
    here = acceptability(answer, 50_000)
    assert there.rank_shares.tolist() == here.rank_shares.tolist()
    assert there.central_weights.tolist() == here.central_weights.tolist()
    assert scheduler in shown


@pytest.mark.long
def test_a_worker_over_tls(certificates):
    """It shows its certificate, and a scheduler that asks for one has it work."""
    files = [f"{name}={file}" for name, file in certificates.items()]
    security = distributed.security.Security(
        require_encryption=True,
        tls_ca_file=certificates["ca"],
        **{
            f"tls_{who}_cert": certificates["certificate"]
            for who in ("scheduler", "worker", "client")
        },
        **{f"tls_{who}_key": certificates["key"] for who in ("scheduler", "worker", "client")},
    )
    with distributed.LocalCluster(
        n_workers=0, dashboard_address=":0", security=security, protocol="tls://"
    ) as local:
        address = local.scheduler_address
        command = [sys.executable, "-c", "from api.cli import main; main()", "worker", address]
        options = [f"--{file}" for file in files]
        worker = subprocess.Popen(
            [*command, *options, "--threads", "1"], stderr=subprocess.PIPE, text=True
        )
        try:
            found = Cluster(address=address, timeout=60, **certificates).map(abs, [-1, 2])
            assert list(found) == [1, 2]
        finally:
            worker.send_signal(signal.SIGINT)
            assert address in worker.communicate(timeout=60)[1]


def test_a_scheduler_that_others_reach_is_refused(call, fails):
    fails(call("worker", "tcp://10.0.0.5:8786"), "tls://", "--insecure", code=1)
    fails(
        call("worker", "tls://10.0.0.5:8786"), "PARKWISE_CLUSTER_CA", "ca, certificate, key", code=1
    )
    place = {"PARKWISE_CLUSTER": "tcp://parks.example.org:8786"}
    for command in (("serve", "--port", "0"), ("jobs",)):
        fails(call(*command, **place), "PARKWISE_CLUSTER_INSECURE", code=1)


def test_no_address(call, fails):
    fails(call("worker"), "PARKWISE_CLUSTER", "tls://")


def test_no_scheduler(call, fails):
    fails(call("worker", "nonsense"), "nonsense", "dask scheduler", code=1)
    assert os.environ.get("PARKWISE_CLUSTER") is None
