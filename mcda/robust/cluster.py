"""Chunks of work on the machines of a Dask cluster."""

import socket
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from itertools import islice
from typing import Any, TypeVar
from urllib.parse import urlsplit

import numpy as np

from mcda.arguments import called
from mcda.errors import ClusterFailure, Fault

T = TypeVar("T")
R = TypeVar("R")

TIMEOUT = 10.0
# Clients and futures of distributed are typed as Any: its annotations mix both kinds of calls.
_AHEAD = 3  # tasks a thread has before it, so that none waits for the next
_TOGETHER = 8  # items a task; a round trip takes as long as a few small ones
_RETRIES = 3


@called
@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """An executor whose chunks run on a Dask cluster.

    What a lost worker had is computed again by the others: chunks depend on nothing but their
    seed and number, so results are the same bits whatever happens to the workers.

    Parameters
    ----------
    address
        Of the scheduler, such as ``tcp://10.0.0.5:8786``.
    timeout
        Seconds to wait for it, and for a first worker.

    Examples
    --------
    >>> from mcda.robust import Cluster
    >>> Cluster(address="tcp://10.0.0.5:8786").timeout
    10.0
    """

    address: str
    timeout: float = TIMEOUT

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Yield ``function(item)`` in the order of the items; only a few are ahead of it.

        Parameters
        ----------
        function
            Pure, and picklable by its import path.
        items
            May be endless: what is not asked for any more is cancelled.

        Raises
        ------
        ClusterFailure
            No scheduler, worker or ``distributed`` package; another version of this package or
            of NumPy over there; or a chunk that took worker after worker down.
        """
        with _connected(self) as client:
            threads = sum(client.nthreads().values())
            task = _Checked(function, _versions())
            rest, waiting = _batches(items), deque[tuple[list[T], Any]]()
            try:
                while True:
                    for batch in islice(rest, _AHEAD * threads - len(waiting)):
                        waiting.append((batch, client.submit(task, batch, pure=False)))
                    if not waiting:
                        return
                    yield from _results(client, task, *waiting.popleft(), self.address)
            finally:
                client.cancel([future for _, future in waiting])


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, _TOGETHER)):
        yield batch


@dataclass(frozen=True, slots=True)
class _Checked:
    """A function that refuses to run where versions differ: workers may join at any time."""

    function: Callable[[Any], Any]
    versions: Mapping[str, str]

    def __call__(self, batch: list[Any]) -> list[Any]:
        if (here := _versions()) != self.versions:
            raise _differing(self.versions, here, "-")
        return [self.function(item) for item in batch]


def _versions() -> dict[str, str]:
    return {"parkwise": version("parkwise"), "numpy": np.__version__}


@contextmanager
def _connected(cluster: Cluster) -> Iterator[Any]:
    """Connect to workers of the same versions."""
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        raise ClusterFailure([Fault("cluster_extra_missing")]) from error
    fields = {"address": cluster.address, "seconds": cluster.timeout}
    connect: Any = Client
    try:
        _knock(cluster)
        client = connect(cluster.address, timeout=cluster.timeout, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterFailure([Fault("cluster_unreachable", (), fields)]) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=cluster.timeout)
        except TimeoutError as error:
            raise ClusterFailure([Fault("cluster_without_workers", (), fields)]) from error
        _check_versions(client)
        yield client


def _knock(cluster: Cluster) -> None:
    """Raise where nobody listens: a client that never connects does not close cleanly."""
    place = urlsplit(cluster.address)
    with socket.create_connection((place.hostname or "", place.port or 0), cluster.timeout):
        pass


def _check_versions(client: Any) -> None:
    here = _versions()
    workers = client.get_versions(packages=list(here))["workers"]
    for address, found in workers.items():
        there = {name: found["packages"][name] or "-" for name in here}
        if there != here:
            raise _differing(here, there, address)


def _differing(here: Mapping[str, str], there: Mapping[str, str], worker: str) -> ClusterFailure:
    faults = [
        Fault(
            "cluster_version",
            (),
            {"package": name, "worker": worker, "here": here[name], "there": there[name]},
        )
        for name in here
        if here[name] != there[name]
    ]
    return ClusterFailure(faults)


def _results(client: Any, task: _Checked, batch: list[Any], future: Any, address: str) -> list[Any]:
    from distributed import CancelledError, KilledWorker

    fields = {"address": address}
    for _ in range(_RETRIES):
        try:
            found: list[Any] = future.result()
        except KilledWorker:  # its workers died under other work, too: it need not be to blame
            future = client.submit(task, batch, pure=False)
        except (CancelledError, OSError) as error:
            raise ClusterFailure([Fault("cluster_lost", (), fields)]) from error
        else:
            return found
    raise ClusterFailure([Fault("cluster_chunk_kills", (), fields)])
