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


def test_no_address(call, fails):
    fails(call("worker"), "PARKWISE_CLUSTER", "tcp://")


def test_no_scheduler(call, fails):
    fails(call("worker", "nonsense"), "nonsense", "dask scheduler", code=1)
    assert os.environ.get("PARKWISE_CLUSTER") is None
