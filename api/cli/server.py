"""Long-running programs: the service, its jobs, a cluster's worker, tools for assistants."""

import asyncio
import errno
import json
import logging
import os
import signal
import socket
import sys
import tempfile
import threading
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

import typer

from api.cli.environment import cluster_at, opened, read_settings
from api.cli.errors import TROUBLE, refusal, reporting_faults
from api.cli.inputs import Lang
from api.cli.terminal import Language, announce, word
from api.http.addresses import is_loopback
from mcda.robust.cluster import Cluster

if TYPE_CHECKING:
    import uvicorn

    from api.settings import Settings

_SPREADS = sys.platform == "linux"
LogLevel = Literal["critical", "error", "warning", "info", "debug"]
GRACE = 30
"""Seconds that requests being answered get to end when the service stops."""


def serve(
    host: str = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64)] = 1,
    log_level: LogLevel | None = None,
    *,
    language: Lang,
) -> None:
    """Serve until interrupted.

    A host that is no loopback address requires a key; port 0 means any free port.
    """
    import uvicorn

    from api.access.directory import Directory
    from api.app import create_app
    from api.http.connection import Connection, Room
    from api.operation.logs import configure
    from api.settings import BACKLOG

    settings = _as_program(read_settings(language), host, log_level, workers)
    if settings.cluster is not None:
        cluster_at(settings.cluster, settings, language)
    with opened(language) as database:
        if not is_loopback(host) and Directory(database).is_open():
            raise refusal("error_host", language, host=host)
    with reporting_faults(language):
        app = create_app(settings)
    with listen(host, port, language, shared=workers > 1) as listener:
        name, port = f"[{host}]" if ":" in host else host, listener.getsockname()[1]
        url = f"http://{name}:{port}"
        if settings.log_format == "json":
            configure("json", settings.log_level)
            logging.getLogger("parkwise").info(word("serving", language, url=url))
        else:
            announce("serving", language, stderr=True, url=url)
        room = Room(
            settings.max_connections,
            settings.max_connections_of_address,
            settings.body_seconds,
            settings.body_bytes_per_second,
        )
        config = uvicorn.Config(
            app if workers == 1 else "api.app:create_app",
            factory=workers > 1,
            workers=workers,
            # A protocol is made by calling this, as if it were the class.
            http=cast("type[asyncio.Protocol]", partial(Connection, room=room)),
            backlog=BACKLOG,
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE,
        )
        try:
            started = _run(config, listener, settings)
        except KeyboardInterrupt:
            raise typer.Exit from None
    if not started:
        raise typer.Exit(TROUBLE)


def _as_program(
    settings: "Settings", host: str, log_level: LogLevel | None, workers: int
) -> "Settings":
    """Return the settings with the logs and processes of a stand-alone program.

    If the service listens only on this machine, it accepts no other host name, and its callers have
    no limits of computing time.
    """
    from api.settings import OFF

    here = ("localhost",) if is_loopback(host) else ()
    alone = here and not settings.allowed_hosts and settings.public_url is None
    chosen = settings.analysis_processes
    if chosen is None:
        chosen = max((os.cpu_count() or 1) // workers, 1)  # in a thread nothing could be ended
    return settings.model_copy(
        update={
            "allowed_hosts": settings.allowed_hosts or here,
            "log_format": settings.log_format or "text",
            "log_level": log_level or settings.log_level,
            "analysis_processes": chosen,
            "open_cpu_seconds": settings.open_cpu_seconds or (OFF if alone else None),
        }
    )


def _run(config: "uvicorn.Config", listener: socket.socket, settings: "Settings") -> bool:
    """Serve in this process, or supervise several processes; tell whether it started."""
    import uvicorn

    server = uvicorn.Server(config)
    if config.workers == 1:
        server.run(sockets=[listener])
        return server.started
    from uvicorn.supervisors import Multiprocess

    with tempfile.TemporaryDirectory(prefix="parkwise-metrics-") as folder:
        for name in ("log_format", "log_level", "analysis_processes", "open_cpu_seconds"):
            value = getattr(settings, name)
            os.environ[f"PARKWISE_{name.upper()}"] = "" if value is None else str(value)
        os.environ["PARKWISE_ALLOWED_HOSTS"] = json.dumps(settings.allowed_hosts)
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        Multiprocess(config, sockets=[listener]).run()
    return True


def listen(host: str, port: int, language: Language, *, shared: bool = False) -> socket.socket:
    """Return a listening socket, or exit with a sentence that gives the reason of the failure.

    Port 0 means any free port. With `shared`, if the system spreads connections over sockets of one
    port, the port is only reserved, and each worker listens with a socket of its own.
    """
    from api.settings import BACKLOG

    address = "127.0.0.1" if host.lower() == "localhost" else host
    try:
        listener = _bound(address, port)
        listener.listen(BACKLOG)
        if shared and _SPREADS:
            name = listener.getsockname()
            listener.close()
            listener = _OneEach(fileno=_bound(name[0], name[1], shared=True).detach())
    except OSError as error:
        key = "error_port_used" if error.errno == errno.EADDRINUSE else "error_port"
        fields = {"host": host, "port": port, "reason": error.strerror}
        raise refusal(key, language, TROUBLE, **fields) from None
    return listener


def _bound(address: str, port: int, *, shared: bool = False) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name != "nt":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if shared:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        listener.bind((address, port))
    except OSError:
        listener.close()
        raise
    return listener


class _OneEach(socket.socket):
    """A socket that becomes a separate socket in every process that receives it.

    If processes share one socket, the first that wakes accepts all connections that arrived
    together, and keeps them until they close.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(_bound, shared=True), self.getsockname()[:2]


def work_off(
    runners: Annotated[int, typer.Option(min=1, max=64)] = 1,
    health_file: Path | None = None,
    *,
    language: Lang,
) -> None:
    """Work off jobs until interrupted; unfinished jobs go back to the queue.

    The health file is rewritten a few times a minute while the worker works.
    """
    from api.jobs.worker import Runner
    from api.limits.quotas import Quotas
    from api.limits.retention import Retention
    from api.operation.logs import configure
    from api.operation.watchdog import WorkerWatch
    from api.own.settings import OrganisationSettings
    from api.webhooks.courier import Courier

    settings, stop = read_settings(language), threading.Event()
    if settings.cluster is not None:
        cluster_at(settings.cluster, settings, language)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    configure(settings.log_format or "text", settings.log_level)
    with opened(language) as database:
        database.check = Quotas.of(settings).check
        owned = OrganisationSettings(database, settings)
        retention = Retention.of(settings)
        runs = [Runner(database, owned.for_jobs, stop.is_set, retention) for _ in range(runners)]
        courier = Courier(database, settings.webhook_networks, stop.is_set)
        working: tuple[Runner | Courier, ...] = (*runs, courier)
        for worker in working:
            worker.start()
        where = database.url.render_as_string(hide_password=True)
        announce("queueing", language, stderr=True, where=where)
        WorkerWatch(
            settings.watchdog_seconds,
            lambda: all(runner.moves() for runner in runs),
            lambda: all(runner.works() for runner in runs),
            health_file,
        ).run(stop)
        for worker in working:
            worker.stop()


def assist(*, language: Lang) -> None:
    """Serve the tools for assistants until standard input ends."""
    read_settings(language)
    try:
        from api.mcp.server import server
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != "mcp":
            raise
        raise refusal("error_mcp", language, TROUBLE) from None
    if sys.stdin.isatty():
        announce("assisting", language, stderr=True)
    server().run("stdio")


_CLOSING = 5.0  # seconds that a worker has to end by itself
_FOR_DRAWS = {
    # Dask has a worker give back every 64 KiB at once: draws take half as long again where each
    # chunk asks the system for its memory anew.
    "distributed.nanny.pre-spawn-environ": {"OMP_NUM_THREADS": 1, "OPENBLAS_NUM_THREADS": 1},
    "distributed.worker.profile.enabled": False,
}
"""How Dask runs a worker for chunks that are short and hold little."""


def work(
    address: Annotated[str | None, typer.Argument(metavar="TLS://HOST:PORT")] = None,
    threads: Annotated[int | None, typer.Option(min=1)] = None,
    ca: Path | None = None,
    certificate: Path | None = None,
    key: Path | None = None,
    insecure: bool = False,
    *,
    language: Lang,
) -> None:
    """Work for a scheduler until interrupted; a worker process that dies is restarted.

    The default address is the setting ``PARKWISE_CLUSTER``, the default of threads is one for each
    processor. The others replace settings of the cluster unless they are None or false.
    """
    settings = read_settings(language)
    location = address or settings.cluster
    if location is None:
        raise refusal("error_no_cluster", language)
    changes = {"ca": ca, "certificate": certificate, "key": key, "insecure": insecure}
    update = {f"cluster_{name}": value for name, value in changes.items() if value}
    cluster = cluster_at(location, settings.model_copy(update=update), language)
    try:
        asyncio.run(_work_for(cluster, threads or os.cpu_count() or 1, language))
    except ModuleNotFoundError as error:
        if error.name != "distributed":
            raise
        raise refusal("error_no_distributed", language, TROUBLE) from None
    except (RuntimeError, ValueError) as error:
        fields = {"address": location, "reason": str(error.__cause__ or error)}
        raise refusal("error_scheduler", language, TROUBLE, **fields) from None
    except KeyboardInterrupt:
        raise typer.Exit from None


async def _work_for(cluster: Cluster, threads: int, language: Language) -> None:
    import dask
    from distributed import Nanny

    dask.config.set(_FOR_DRAWS)
    nanny = await Nanny(cluster.address, nthreads=threads, security=cluster.security)
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # where there are no signals, Ctrl-C still interrupts
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    announce("working", language, stderr=True, address=cluster.address, threads=threads)
    ends = [asyncio.create_task(nanny.finished()), asyncio.create_task(stopped.wait())]
    await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    # A worker in the middle of a chunk, or a scheduler that is gone, must not hold up the end.
    with suppress(TimeoutError):
        await asyncio.wait_for(nanny.close(timeout=_CLOSING), 2 * _CLOSING)
    for task in ends:
        task.cancel()
