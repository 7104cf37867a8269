"""Structured logs: a line for each request, with its id and without its content."""

import logging
import time
from datetime import UTC, datetime
from typing import Any, Literal

import orjson
import structlog

LogFormat = Literal["text", "json"]
_NAME = "parkwise"
_BLANK = logging.makeLogRecord({}).__dict__
SAID = "said"
"""Attribute of a log record with fields beside its sentence, by name."""


class Lines(logging.Formatter):
    """A formatter of one JSON document a line; fast, since every request waits for it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        document: dict[str, Any] = {
            "event": record.getMessage(),
            "level": record.levelname.lower(),
            "timestamp": datetime.fromtimestamp(record.created, UTC),
            **getattr(record, SAID, {}),
        }
        if record.exc_info:
            document["exception"] = self.formatException(record.exc_info)
        return orjson.dumps(document, str, orjson.OPT_UTC_Z).decode()


def configure(form: LogFormat, level: str = "info") -> None:
    """Send the logs of the service, its server and its libraries to standard error, in one form."""
    handler = logging.StreamHandler()
    handler.setFormatter(Lines() if form == "json" else _for_people())
    handler.set_name(_NAME)
    root = logging.getLogger()
    root.handlers = [*(other for other in root.handlers if other.name != _NAME), handler]
    for name in ("parkwise", "uvicorn"):
        logging.getLogger(name).setLevel(level.upper())


def request_log() -> logging.Logger:
    """Return the logger of requests, which writes where the surrounding program configures."""
    return logging.getLogger("parkwise.requests")


def tell_request(log: logging.Logger, level: int, event: str, said: dict[str, Any]) -> None:
    """Write a line on a request, with its fields.

    The library's own functions look up the place in the code and the thread of every record, here
    always the same; that takes longer than writing the line.
    """
    record = logging.LogRecord.__new__(logging.LogRecord)
    created = time.time()
    record.__dict__.update(
        _BLANK,
        msg=event,
        name=log.name,
        levelno=level,
        levelname=logging.getLevelName(level),
        created=created,
        msecs=1000 * (created % 1),
        **{SAID: said},
    )
    log.handle(record)


def _for_people() -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _fields_added,
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.dev.ConsoleRenderer(
                colors=False,
                # Others show the values of variables, which may be an enterprise's.
                exception_formatter=structlog.dev.plain_traceback,
            ),
        ],
    )


def _fields_added(logger: Any, name: str, event: Any) -> Any:
    """Add the fields beside the sentence, as structlog's own processors do."""
    return {**event, **getattr(event["_record"], SAID, {})}
