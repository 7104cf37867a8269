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
_NAME = "parkwise"


def configure(form: LogFormat, level: str = "info") -> None:
    """Send the logs of the service, its server and its libraries to standard error, in one form.

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
        else structlog.dev.ConsoleRenderer(
            colors=False,
            # Others show the values of variables, which may be an enterprise's.
            exception_formatter=structlog.dev.plain_traceback,
        )
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
    handler.set_name(_NAME)
    root = logging.getLogger()
    root.handlers = [*(other for other in root.handlers if other.name != _NAME), handler]
    for name in ("parkwise", "uvicorn"):
        logging.getLogger(name).setLevel(level.upper())


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
