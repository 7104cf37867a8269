"""Structured logs: a line a request, with its id and without anything personal."""

import logging
from typing import Any

import structlog

from api.settings import LogFormat

_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure(form: LogFormat, level: str = "info") -> None:
    """Send the logs of the service and of its server to standard error, in one form.

    Parameters
    ----------
    form
        ``text`` for people, ``json`` for machines.
    level
        The least that is written.
    """
    last: Any = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_SHARED,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *([structlog.processors.format_exc_info] if form == "json" else []),
                last,
            ],
        )
    )
    for name in ("parkwise", "uvicorn", "uvicorn.error"):
        log = logging.getLogger(name)
        log.handlers, log.propagate = ([handler] if name != "uvicorn.error" else []), False
        log.setLevel(level.upper())
    logging.getLogger("uvicorn.error").propagate = True


def request_log() -> Any:
    """Return the log of requests, which writes where the program around says."""
    return structlog.wrap_logger(
        logging.getLogger("parkwise.requests"),
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
