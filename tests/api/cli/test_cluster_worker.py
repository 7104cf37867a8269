"""A worker that joins a real scheduler, and what is said where there is none."""

import os
import signal
import subprocess
import sys

import pytest

from mcda import Alternative, Criterion, Problem, WeightVector, rank
from mcda.robust import acceptability
from mcda.robust.cluster import Cluster

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
