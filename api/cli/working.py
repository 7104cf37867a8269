"""Lend this machine to a cluster."""

import asyncio
import os
from contextlib import suppress
from signal import SIGINT, SIGTERM

import typer

from api.cli.environment import read_settings
from api.cli.failing import BAD_INPUT, TROUBLE, fail
from api.cli.terminal import Language, console, word

_CLOSING = 5.0  # seconds that a worker has to end by itself


def work(address: str | None, threads: int | None, language: Language) -> None:
    """Work for a scheduler until interrupted; a worker process that dies is started again.

    Parameters
    ----------
    address
        Of the scheduler; the setting ``PARKWISE_CLUSTER`` where left out.
    threads
        Chunks at once; one for each processor where left out.
    language
        Of messages.
    """
    found = address or read_settings(language).cluster
    if found is None:
        raise fail([word("error_no_cluster", language)], BAD_INPUT)
    try:
        asyncio.run(_serve(found, threads or os.cpu_count() or 1, language))
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


async def _serve(address: str, threads: int, language: Language) -> None:
    from distributed import Nanny

    nanny = await Nanny(address, nthreads=threads)
    stopped = asyncio.Event()
    for signal in (SIGINT, SIGTERM):
        with suppress(NotImplementedError):  # where there are no signals, Ctrl-C still interrupts
            asyncio.get_running_loop().add_signal_handler(signal, stopped.set)
    console(stderr=True).print(word("working", language, address=address, threads=threads))
    ends = [asyncio.create_task(nanny.finished()), asyncio.create_task(stopped.wait())]
    await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    # A worker in the middle of a chunk, or a scheduler that is gone, must not hold up the end.
    with suppress(TimeoutError):
        await asyncio.wait_for(nanny.close(timeout=_CLOSING), 2 * _CLOSING)
    for task in ends:
        task.cancel()
