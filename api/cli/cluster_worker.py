"""Lend this machine to a cluster."""

import asyncio
import os
from collections.abc import Mapping
from contextlib import suppress
from signal import SIGINT, SIGTERM
from typing import Any

import typer

from api.cli.environment import cluster_at, read_settings
from api.cli.errors import BAD_INPUT, TROUBLE, fail
from api.cli.terminal import Language, console, word
from mcda.robust.cluster import Cluster

_CLOSING = 5.0  # seconds that a worker has to end by itself
_FOR_DRAWS = {
    # Dask has a worker give back every 64 KiB at once: draws take half as long again where each
    # chunk asks the system for its memory anew.
    "distributed.nanny.pre-spawn-environ": {"OMP_NUM_THREADS": 1, "OPENBLAS_NUM_THREADS": 1},
    "distributed.worker.profile.enabled": False,
}
"""How Dask runs a worker for chunks that are short and hold little."""


def work(
    address: str | None, threads: int | None, changes: Mapping[str, Any], language: Language
) -> None:
    """Work for a scheduler until interrupted; a worker process that dies is started again.

    Parameters
    ----------
    address
        Of the scheduler; the setting ``PARKWISE_CLUSTER`` where left out.
    threads
        Chunks at once; one for each processor where left out.
    changes
        Of the settings of the cluster: ``ca``, ``certificate``, ``key``, ``insecure``; what is
        None or false changes nothing.
    language
        Of messages.
    """
    settings = read_settings(language)
    found = address or settings.cluster
    if found is None:
        raise fail([word("error_no_cluster", language)], BAD_INPUT)
    told = {f"cluster_{name}": value for name, value in changes.items() if value}
    cluster = cluster_at(found, settings.model_copy(update=told), language)
    try:
        asyncio.run(_serve(cluster, threads or os.cpu_count() or 1, language))
    except ModuleNotFoundError as error:
        if error.name != "distributed":
            raise
        raise fail([word("error_no_distributed", language)], TROUBLE) from None
    except (RuntimeError, ValueError) as error:
        reason = str(error.__cause__ or error)
        sentence = word("error_scheduler", language, address=found, reason=reason)
        raise fail([sentence], TROUBLE) from None
    except KeyboardInterrupt:
        raise typer.Exit from None


async def _serve(cluster: Cluster, threads: int, language: Language) -> None:
    import dask
    from distributed import Nanny

    dask.config.set(_FOR_DRAWS)
    nanny = await Nanny(cluster.address, nthreads=threads, security=cluster.security)
    stopped = asyncio.Event()
    for signal in (SIGINT, SIGTERM):
        with suppress(NotImplementedError):  # where there are no signals, Ctrl-C still interrupts
            asyncio.get_running_loop().add_signal_handler(signal, stopped.set)
    console(stderr=True).print(word("working", language, address=cluster.address, threads=threads))
    ends = [asyncio.create_task(nanny.finished()), asyncio.create_task(stopped.wait())]
    await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    # A worker in the middle of a chunk, or a scheduler that is gone, must not hold up the end.
    with suppress(TimeoutError):
        await asyncio.wait_for(nanny.close(timeout=_CLOSING), 2 * _CLOSING)
    for task in ends:
        task.cancel()
