"""A real scheduler with two worker processes."""

import math
import operator
import os
import pickle
import signal
import sys
from functools import partial
from itertools import count, islice

import numpy as np
import pytest

from mcda import Interval, rank
from mcda.errors import ClusterFailure
from mcda.robust import acceptability
from mcda.robust import cluster as module
from mcda.robust.cluster import Cluster
from mcda.texts import text

WANTED = "install it with: pip install 'parkwise[cluster]'"
distributed = pytest.importorskip("distributed", reason=WANTED)
dask = pytest.importorskip("dask", reason=WANTED)


@pytest.fixture(scope="module")
def scheduler():
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0"
    ) as local:
        yield local


@pytest.fixture
def cluster(scheduler):
    return Cluster(address=scheduler.scheduler_address)


def test_results_come_in_order(cluster):
    assert list(cluster.map(math.factorial, range(40))) == [math.factorial(k) for k in range(40)]


def test_nothing_to_do(cluster):
    assert list(cluster.map(math.factorial, [])) == []


def test_endless_work_stops_when_nobody_asks(cluster):
    found = cluster.map(math.factorial, count())
    assert list(islice(found, 5)) == [1, 1, 2, 6, 24]
    found.close()
    assert list(cluster.map(math.factorial, [3])) == [6]


def test_errors_of_the_work_come_through(cluster):
    with pytest.raises(ValueError, match="negative"):
        list(cluster.map(math.factorial, [3, -1]))


def test_a_worker_killed_midway_loses_nothing(cluster, scheduler):
    """The process that holds half of the finished and running chunks is killed."""
    work = partial(operator.pow, 3)
    found, pids = [], [nanny.pid for nanny in scheduler.workers.values()]
    for k, value in enumerate(cluster.map(work, range(400))):
        if k == 100:
            os.kill(pids[0], signal.SIGKILL)
        found.append(value)
    assert found == [3**k for k in range(400)]


def test_acceptability_is_the_same_bits_with_a_worker_killed_midway(
    cluster, scheduler, make_problem, weigh
):
    values = np.random.default_rng(4).uniform(1, 9, (12, 4)).tolist()
    values[0][1] = Interval(low=1, high=9)
    answer = rank(make_problem(values), weigh(1, 2, 3, 4), "topsis")
    pids = [nanny.pid for nanny in scheduler.workers.values()]
    seen = []

    def progress(done, wanted):
        seen.append(done)
        if len(seen) == 4:
            os.kill(pids[1], signal.SIGKILL)

    spread = acceptability(answer, 120_000, 3, "any", executor=cluster, progress=progress)
    alone = acceptability(answer, 120_000, 3, "any")
    assert seen == [10_000 * k for k in range(1, 13)]
    for name in ("rank_shares", "central_weights", "pairwise", "first_by_factor"):
        np.testing.assert_array_equal(getattr(spread, name), getattr(alone, name))


def test_another_version_is_refused(cluster, monkeypatch):
    monkeypatch.setattr(module, "version", lambda name: "9.9.9")
    with pytest.raises(ClusterFailure) as caught:
        list(cluster.map(math.factorial, range(3)))
    fault = caught.value.faults[0]
    assert fault.code == "cluster_version"
    assert (fault.fields["package"], fault.fields["here"]) == ("parkwise", "9.9.9")
    for language in ("en", "zh"):
        assert "9.9.9" in caught.value.say(language)


def test_a_worker_that_joins_later_refuses_as_well(monkeypatch):
    task = module._Checked(math.factorial, module._versions())
    assert pickle.loads(pickle.dumps(task))([4, 3]) == [24, 6]
    monkeypatch.setattr(module, "version", lambda name: "9.9.9")
    with pytest.raises(ClusterFailure) as caught:
        task([4])
    assert pickle.loads(pickle.dumps(caught.value)).faults == caught.value.faults


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense", "tcp://127.0.0.1:99999"])
def test_nobody_there(address):
    with pytest.raises(ClusterFailure) as caught:
        list(Cluster(address=address, timeout=2).map(math.factorial, [1]))
    assert caught.value.code == "cluster_unreachable"
    assert address in caught.value.say("zh")


def test_a_scheduler_without_workers():
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=":0") as alone,
        pytest.raises(ClusterFailure) as caught,
    ):
        list(Cluster(address=alone.scheduler_address, timeout=0.5).map(math.factorial, [1]))
    assert caught.value.code == "cluster_without_workers"


def test_without_the_package(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterFailure) as caught:
        list(Cluster(address="tcp://127.0.0.1:9").map(math.factorial, [1]))
    assert caught.value.code == "cluster_extra_missing"
    assert "parkwise[cluster]" in text(caught.value.code, "remedy")


def test_a_chunk_that_takes_every_worker_down():
    """Chunks that end their process are given up at last, with a word about it."""
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(n_workers=1, dashboard_address=":0") as local,
        pytest.raises(ClusterFailure) as caught,
    ):
        list(Cluster(address=local.scheduler_address).map(os._exit, [1]))
    assert caught.value.code == "cluster_chunk_kills"


def test_a_scheduler_that_goes_away():
    local = distributed.LocalCluster(n_workers=1, dashboard_address=":0")
    found = Cluster(address=local.scheduler_address).map(math.factorial, count())
    assert next(found) == 1
    local.close()
    with pytest.raises(ClusterFailure) as caught:
        list(islice(found, 100_000))
    assert caught.value.code == "cluster_lost"
