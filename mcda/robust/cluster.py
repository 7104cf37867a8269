"""Execution of chunks of work on the machines of a Dask cluster."""

import socket
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from ipaddress import ip_address
from itertools import islice
from pathlib import Path
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
_TASK_SECONDS = 0.5  # a task: a round trip takes as long as a chunk or two of a small problem
_MOST_TOGETHER = 64  # items a task
_FETCH_SECONDS = 3.0  # a result comes in these, or its worker is gone; a scheduler tries for 30
_RETRIES = 3


@called
@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """An executor whose chunks run on a Dask cluster.

    Chunks of a lost worker are computed again by other workers: a chunk depends only on its seed
    and number, so results are the same bits whatever happens to the workers.

    Anyone who reaches a scheduler can run any code on its workers. So an address must use TLS,
    where scheduler, workers and clients check each other's certificates of one authority, or be
    on this machine, unless `insecure` is set.

    Examples
    --------
    >>> from mcda.robust import Cluster
    >>> Cluster(address="tcp://127.0.0.1:8786").timeout
    10.0
    """

    address: str
    """Of the scheduler, such as ``tls://10.0.0.5:8786`` or ``tcp://127.0.0.1:8786``."""
    timeout: float = TIMEOUT
    """Seconds to wait for it, and for a first worker."""
    ca: str | None = None
    """PEM files for ``tls://``: of the authority, and of this client."""
    certificate: str | None = None
    """PEM files for ``tls://``: of the authority, and of this client."""
    key: str | None = None
    """PEM files for ``tls://``: of the authority, and of this client."""
    insecure: bool = False
    """Reach a ``tcp://`` scheduler on another machine, over a network that nobody else is on."""

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Yield ``function(item)`` in the order of the items; only a few are computed in advance.

        Parameters
        ----------
        function
            Pure, and picklable by its import path.
        items
            May be endless: when the iteration stops, waiting items are cancelled.

        Raises
        ------
        ClusterFailure
            No scheduler, worker or ``distributed`` package; an address that is open to others;
            another version of this package or of NumPy on a worker; or a chunk that made worker
            after worker fail.
        """
        self.check()
        with _connected(self) as client:
            threads = sum(client.nthreads().values())
            task = _Checked(function, _versions())
            batches, waiting = _Batches(iter(items)), deque[tuple[list[T], Any]]()
            try:
                while True:
                    for batch in islice(batches, _AHEAD * threads - len(waiting)):
                        waiting.append((batch, _submit(client, task, batch)))
                    if not waiting:
                        return
                    done = _results(client, task, *waiting.popleft(), self.address)
                    batches.took(done.seconds / len(done.results))
                    yield from done.results
            finally:
                client.cancel([future for _, future in waiting])

    def check(self) -> None:
        """Raise an error if the address is open to others or its certificates are missing.

        Raises
        ------
        ClusterFailure
            With the remedy.
        """
        place = urlsplit(self.address)
        if place.scheme == "tls":
            files = {"ca": self.ca, "certificate": self.certificate, "key": self.key}
            missing = [name for name, file in files.items() if not file or not Path(file).is_file()]
            if missing:
                fields = {"address": self.address, "missing": ", ".join(missing)}
                raise ClusterFailure([Fault("cluster_certificates", (), fields)])
        elif place.scheme == "tcp" and not (self.insecure or _is_here(place.hostname or "")):
            raise ClusterFailure([Fault("cluster_insecure", (), {"address": self.address})])

    @property
    def security(self) -> Any:
        """TLS settings for ``distributed``; None without TLS."""
        if urlsplit(self.address).scheme != "tls":
            return None
        from distributed.security import Security

        secured: Any = Security
        return secured(
            require_encryption=True,
            tls_ca_file=self.ca,
            tls_client_cert=self.certificate,
            tls_client_key=self.key,
            tls_worker_cert=self.certificate,
            tls_worker_key=self.key,
        )


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class _Batches(Iterator[list[T]]):
    """Batches of items for tasks, sized so that a task takes about the wanted time."""

    def __init__(self, items: Iterator[T]) -> None:
        self.items = items
        self.size = 1

    def __next__(self) -> list[T]:
        batch = list(islice(self.items, self.size))
        if not batch:
            raise StopIteration
        return batch

    def took(self, seconds: float) -> None:
        """Adapt the batch size to the seconds per item; the size at most doubles."""
        wanted = int(_TASK_SECONDS / max(seconds, 1e-9))
        self.size = max(1, min(wanted, 2 * self.size, _MOST_TOGETHER))


@dataclass(frozen=True, slots=True)
class _Done:
    """The results of a batch, and their computing time."""

    results: list[Any]
    seconds: float


@dataclass(frozen=True, slots=True)
class _Checked:
    """A function that refuses to run if versions differ, since workers may join at any time."""

    function: Callable[[Any], Any]
    versions: Mapping[str, str]

    def __call__(self, batch: list[Any]) -> _Done:
        if (here := _versions()) != self.versions:
            raise _differing(self.versions, here, "-")
        start = time.perf_counter()
        results = [self.function(item) for item in batch]
        return _Done(results, time.perf_counter() - start)


def _submit(client: Any, task: _Checked, batch: list[Any]) -> Any:
    # Without a key one is made of the task as text, arrays and all.
    return client.submit(task, batch, key=f"parkwise-{uuid.uuid4().hex}", pure=False)


def _versions() -> dict[str, str]:
    return {"parkwise": version("parkwise"), "numpy": np.__version__}


@contextmanager
def _connected(cluster: Cluster) -> Iterator[Any]:
    """Connect to workers of the same versions."""
    try:
        from anyio.from_thread import start_blocking_portal
        from distributed import Client
        from tornado.ioloop import IOLoop
    except ModuleNotFoundError as error:
        raise ClusterFailure([Fault("cluster_extra_missing")]) from error
    fields = {"address": cluster.address, "seconds": cluster.timeout}
    connect: Any = Client
    with start_blocking_portal() as portal:  # of its own a client that never connects leaves one
        try:
            # Where nobody listens, a client that never connects does not close cleanly.
            place = urlsplit(cluster.address)
            socket.create_connection(
                (place.hostname or "", place.port or 0), cluster.timeout
            ).close()
            client = connect(
                cluster.address,
                timeout=cluster.timeout,
                security=cluster.security,
                set_as_default=False,
                loop=portal.call(IOLoop.current),
            )
        except (OSError, ValueError) as error:
            raise ClusterFailure([Fault("cluster_unreachable", (), fields)]) from error
        with client:
            try:
                client.wait_for_workers(1, timeout=cluster.timeout)
            except TimeoutError as error:
                raise ClusterFailure([Fault("cluster_without_workers", (), fields)]) from error
            here = _versions()
            workers = client.get_versions(packages=list(here))["workers"]
            for worker, versions in workers.items():
                there = {name: versions["packages"][name] or "-" for name in here}
                if there != here:
                    raise _differing(here, there, worker)
            yield client


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


def _results(client: Any, task: _Checked, batch: list[Any], future: Any, address: str) -> _Done:
    """Return the results of a batch; submit it again if its worker was lost."""
    from distributed import CancelledError, KilledWorker, wait

    ended: Any = wait
    lost = Fault("cluster_lost", (), {"address": address})
    kills = Fault("cluster_chunk_kills", (), {"address": address})
    fault = lost
    for _ in range(_RETRIES):
        try:
            with client.as_current():
                ended(future)
            done: _Done = future.result(timeout=_FETCH_SECONDS)
        except TimeoutError:
            fault, future = lost, _submit(client, task, batch)
        except KilledWorker:  # need not mean that it is to blame
            fault, future = kills, _submit(client, task, batch)
        except (CancelledError, OSError) as error:
            raise ClusterFailure([lost]) from error
        else:
            return done
    raise ClusterFailure([fault])
