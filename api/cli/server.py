"""Run the service, or work its jobs off the queue in a process of their own."""

import errno
import json
import logging
import os
import signal
import socket
import sys
import tempfile
import threading
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING, Any, Literal

import typer

from api.access.addresses import is_loopback
from api.cli.environment import cluster_at, opened, read_settings
from api.cli.errors import BAD_INPUT, TROUBLE, fail, reporting_faults
from api.cli.terminal import Language, console, word

if TYPE_CHECKING:
    import uvicorn

    from api.settings import Settings


_BACKLOG = 2048
_SPREADS = sys.platform == "linux"
LogLevel = Literal["critical", "error", "warning", "info", "debug"]
GRACE = 30
"""Seconds that requests being answered get to end when the service stops."""


def serve(
    host: str, port: int, workers: int, log_level: LogLevel | None, language: Language
) -> None:
    """Serve until interrupted.

    Parameters
    ----------
    host
        Any but a loopback address needs a key.
    port
        0 takes a free one.
    workers
        Processes.
    log_level
        Instead of the one of the settings.
    language
        Of messages.
    """
    import uvicorn

    from api.app import create_app
    from api.connection import Connection

    settings = _as_program(read_settings(language), host, log_level, workers)
    if settings.cluster is not None:
        cluster_at(settings.cluster, settings, language)
    _check_database(host, language)
    with reporting_faults(language):
        app = create_app(settings)
    with listen(host, port, language, shared=workers > 1) as listener:
        _tell(word("serving", language, url=_url(host, listener.getsockname()[1])), settings)
        config = uvicorn.Config(
            app if workers == 1 else "api.app:create_app",
            factory=workers > 1,
            workers=workers,
            http=Connection,
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


def _tell(sentence: str, settings: "Settings") -> None:
    """Say where the service runs: in the log where machines read that, else to who started it."""
    from api.operation.logs import configure

    if settings.log_format == "json":
        configure("json", settings.log_level)
        logging.getLogger("parkwise").info(sentence)
    else:
        console(stderr=True).print(sentence)


def _as_program(
    settings: "Settings", host: str, log_level: LogLevel | None, workers: int
) -> "Settings":
    """Return the settings with the logs and processes of a program of its own.

    Where it listens on this machine alone, no other name leads to it than its own.
    """
    here = ("localhost",) if is_loopback(host) else ()
    chosen = settings.analysis_processes
    if chosen is None:
        chosen = max((os.cpu_count() or 1) // workers, 1)  # in a thread nothing could be ended
    return settings.model_copy(
        update={
            "allowed_hosts": settings.allowed_hosts or here,
            "log_format": settings.log_format or "text",
            "log_level": log_level or settings.log_level,
            "analysis_processes": chosen,
        }
    )


def _run(config: "uvicorn.Config", listener: socket.socket, settings: "Settings") -> bool:
    """Serve in this process, or watch over several; tell whether it started."""
    import uvicorn

    server = uvicorn.Server(config)
    if config.workers == 1:
        server.run(sockets=[listener])
        return server.started
    from uvicorn.supervisors import Multiprocess

    with tempfile.TemporaryDirectory(prefix="parkwise-metrics-") as folder:
        os.environ.update(
            PARKWISE_ALLOWED_HOSTS=json.dumps(settings.allowed_hosts),
            PARKWISE_LOG_FORMAT=settings.log_format or "text",
            PARKWISE_LOG_LEVEL=settings.log_level,
            PARKWISE_ANALYSIS_PROCESSES=str(settings.analysis_processes),
            PROMETHEUS_MULTIPROC_DIR=folder,
        )
        Multiprocess(config, sockets=[listener]).run()
    return True


def _check_database(host: str, language: Language) -> None:
    """Leave where it cannot be used, or where others could reach what asks nobody for a key."""
    from api.access.directory import Directory

    with opened(language) as database:
        if not is_loopback(host) and Directory(database).is_open():
            raise fail([word("error_host", language, host=host)], BAD_INPUT)


def listen(host: str, port: int, language: Language, *, shared: bool = False) -> socket.socket:
    """Return a listening socket, or leave with a sentence that says why there is none.

    Parameters
    ----------
    host, port
        Where; port 0 takes a free one.
    language
        Of the sentence.
    shared
        Where the system spreads connections over sockets of one port, only hold the port, for
        each worker to listen there with a socket of its own.
    """
    address = "127.0.0.1" if host.lower() == "localhost" else host
    try:
        found = _bound(address, port)
        found.listen(_BACKLOG)
        if shared and _SPREADS:
            name = found.getsockname()
            found.close()
            found = _OneEach(fileno=_bound(name[0], name[1], shared=True).detach())
    except OSError as error:
        used = error.errno == errno.EADDRINUSE
        key = "error_port_used" if used else "error_port"
        sentence = word(key, language, host=host, port=port, reason=error.strerror)
        raise fail([sentence], TROUBLE) from None
    return found


def _bound(address: str, port: int, *, shared: bool = False) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name != "nt":
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if shared:
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        found.bind((address, port))
    except OSError:
        found.close()
        raise
    return found


class _OneEach(socket.socket):
    """Becomes a socket of its own in every process it is handed to.

    Of processes that wait at one socket, the first awake takes all connections that came at once,
    and keeps them for as long as they last.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(_bound, shared=True), self.getsockname()[:2]


def _url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def work_off(runners: int, language: Language) -> None:
    """Work until interrupted; jobs in hand go back to the queue.

    Parameters
    ----------
    runners
        Jobs worked on at a time, each in a process of its own.
    language
        Of messages.
    """
    from api.jobs.runner import Runner
    from api.operation.logs import configure
    from api.operation.watchdog import notify, patience
    from api.own.settings import OrganisationSettings
    from api.quotas import Quotas
    from api.retention import Retention
    from api.webhooks.courier import Courier

    settings, stop = read_settings(language), threading.Event()
    if settings.cluster is not None:
        cluster_at(settings.cluster, settings, language)

    def asked(number: int, frame: FrameType | None) -> None:
        del number, frame
        stop.set()

    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, asked)
    configure(settings.log_format or "text", settings.log_level)
    with opened(language) as database:
        database.check = Quotas.of(settings).check
        owned = OrganisationSettings(database, settings)
        kept = Retention.of(settings)
        runs = [Runner(database, owned.for_jobs, stop.is_set, kept) for _ in range(runners)]
        courier = Courier(database, settings.webhook_networks, stop.is_set)
        working: tuple[Runner | Courier, ...] = (*runs, courier)
        for worker in working:
            worker.start()
        where = database.url.render_as_string(hide_password=True)
        console(stderr=True).print(word("queueing", language, where=where), soft_wrap=True)
        notify("READY=1")
        missed = patience()
        while not stop.wait(None if missed is None else missed / 4):
            notify("WATCHDOG=1")
        notify("STOPPING=1")
        for worker in working:
            worker.stop()
