"""A real scheduler with two worker processes."""

import math
import operator
import os
import pickle
import signal
import sys
import time
from functools import partial
from itertools import count, islice

import numpy as np
import pytest
import trustme

from mcda import Interval, rank
from mcda.errors import ClusterFailure
from mcda.robust import acceptability
from mcda.robust import cluster as module
from mcda.robust.cluster import Cluster
from mcda.texts import text
from tests.refusals import rejects

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


@pytest.mark.long
def test_acceptability_is_the_same_bits_with_a_worker_killed_midway(
    cluster, scheduler, make_problem, weigh
):
    values = np.random.default_rng(4).uniform(1, 9, (12, 4)).tolist()
    values[0][1] = Interval(low=1, high=9)
    ranking = rank(make_problem(values), weigh(1, 2, 3, 4), "topsis")
    pids = [nanny.pid for nanny in scheduler.workers.values()]
    seen = []

    def progress(done, wanted):
        seen.append(done)
        if len(seen) == 4:
            os.kill(pids[1], signal.SIGKILL)

    spread = acceptability(ranking, 120_000, 3, "any", executor=cluster, progress=progress)
    alone = acceptability(ranking, 120_000, 3, "any")
    assert seen == [10_000 * k for k in range(1, 13)]
    for name in ("rank_shares", "central_weights", "pairwise"):
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
    assert pickle.loads(pickle.dumps(task))([4, 3]).results == [24, 6]
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


@pytest.mark.parametrize(
    "address",
    [
        "tcp://10.0.0.5:8786",
        "tcp://parks.example.org:8786",
        "tcp://0.0.0.0:8786",
        "tcp://[2001::1]:1",
    ],
)
def test_an_open_scheduler_on_another_machine_is_refused(address):
    with pytest.raises(ClusterFailure) as caught:
        list(Cluster(address=address, timeout=0.1).map(math.factorial, [1]))
    assert caught.value.code == "cluster_insecure"
    assert address in caught.value.say("zh")
    Cluster(address=address, insecure=True).check()


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "tcp://[::1]:1", "tcp://localhost:1"])
def test_on_this_machine_it_may_be_open(address):
    Cluster(address=address).check()


def test_certificates_that_are_not_there_are_named(certificates):
    named = {**certificates, "key": "/nowhere/key.pem"}
    with pytest.raises(ClusterFailure) as caught:
        list(Cluster(address="tls://10.0.0.5:8786", **named).map(math.factorial, [1]))
    assert (caught.value.code, caught.value.faults[0].fields["missing"]) == (
        "cluster_certificates",
        "key",
    )
    Cluster(address="tls://10.0.0.5:8786", **certificates).check()


@pytest.mark.long
def test_over_tls_only_who_shows_a_certificate_of_the_authority_comes_in(certificates, tmp_path):
    who = ("scheduler", "worker", "client")
    security = distributed.security.Security(
        require_encryption=True,
        tls_ca_file=certificates["ca"],
        **{f"tls_{name}_cert": certificates["certificate"] for name in who},
        **{f"tls_{name}_key": certificates["key"] for name in who},
    )
    other, stranger = trustme.CA(), {}
    issued = other.issue_cert("127.0.0.1")
    for name, pem in {
        "certificate": issued.cert_chain_pems[0],
        "key": issued.private_key_pem,
    }.items():
        stranger[name] = str(tmp_path / f"{name}.pem")
        pem.write_to_path(stranger[name])
    with distributed.LocalCluster(
        n_workers=1, dashboard_address=":0", security=security, protocol="tls://"
    ) as local:
        address = local.scheduler_address
        assert address.startswith("tls://")
        found = Cluster(address=address, **certificates).map(math.factorial, range(20))
        assert list(found) == [math.factorial(k) for k in range(20)]
        plain = Cluster(address=address.replace("tls://", "tcp://"), timeout=2)
        strange = Cluster(address=address, timeout=2, ca=certificates["ca"], **stranger)
        for cluster in (plain, strange):
            with rejects(ClusterFailure, code="cluster_unreachable"):
                list(cluster.map(math.factorial, [1]))


def test_batches_grow_until_a_task_takes_its_time():
    batches = module._Batches(iter(range(1000)))
    sizes = []
    for _ in range(8):
        sizes.append(len(next(batches)))
        batches.took(module._TASK_SECONDS / 20)
    assert sizes == [1, 2, 4, 8, 16, 20, 20, 20]
    batches.took(10 * module._TASK_SECONDS)
    assert len(next(batches)) == 1
    assert sum(len(batch) for batch in batches) == 1000 - sum(sizes) - 1


class _Unfetched:
    """A future whose result is done and does not arrive."""

    def result(self, timeout):
        raise TimeoutError


def test_a_result_that_went_with_its_worker_is_computed_again():
    """A scheduler that cannot fetch it would try for half a minute."""
    task = module._Checked(math.factorial, module._versions())
    with (
        distributed.LocalCluster(n_workers=1, processes=False, dashboard_address=":0") as local,
        distributed.Client(local) as client,
    ):
        lost = module._submit(client, task, [3])
        lost.result()
        lost.result = _Unfetched().result
        start = time.monotonic()
        assert module._results(client, task, [3], lost, "tcp://127.0.0.1:1").results == [6]
        assert time.monotonic() - start < 25


def test_results_that_never_arrive_are_a_lost_cluster_and_no_fault_of_the_work(monkeypatch):
    """Done by a worker, yet fetched by nobody: what holds the result does not answer."""
    monkeypatch.setattr(module, "_submit", lambda *_: _Unfetched())
    monkeypatch.setattr(distributed, "wait", lambda _: None)
    with (
        distributed.LocalCluster(n_workers=0, processes=False, dashboard_address=":0") as local,
        distributed.Client(local) as client,
        pytest.raises(ClusterFailure) as caught,
    ):
        module._results(client, None, [3], _Unfetched(), "tcp://127.0.0.1:1")
    assert caught.value.code == "cluster_lost"


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


@pytest.mark.long
def test_a_chunk_that_takes_every_worker_down():
    """Chunks that end their process are given up at last, with a word about it."""
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(n_workers=1, dashboard_address=":0") as local,
        pytest.raises(ClusterFailure) as caught,
    ):
        list(Cluster(address=local.scheduler_address).map(os._exit, [1]))
    assert caught.value.code == "cluster_chunk_kills"


@pytest.mark.long
def test_a_scheduler_that_goes_away():
    local = distributed.LocalCluster(n_workers=1, dashboard_address=":0")
    found = Cluster(address=local.scheduler_address).map(math.factorial, count())
    assert next(found) == 1
    local.close()
    with rejects(ClusterFailure, code="cluster_lost"):
        list(islice(found, 100_000))
