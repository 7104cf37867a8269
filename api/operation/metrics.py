"""Metrics as Prometheus reads them: how many requests, how long, and what waits."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

SEVERAL = "PROMETHEUS_MULTIPROC_DIR"
"""Folder that several processes of one service share, so that any of them tells of all."""
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


@dataclass(slots=True)
class Metrics:
    """The figures of one application."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    seconds: Histogram = field(init=False)
    running: Gauge = field(init=False)

    def __post_init__(self) -> None:
        self.seconds = Histogram(
            "parkwise_request_seconds",
            "Time from the first byte of a request to the last of its answer.",
            ("method", "route", "status"),
            registry=self.registry,
            buckets=_SECONDS,
        )
        self.running = Gauge(
            "parkwise_requests_running",
            "Requests being answered.",
            registry=self.registry,
            multiprocess_mode="livesum",
        )

    def page(self, *more: Collector) -> bytes:
        """Return all figures in Prometheus' text form.

        Parameters
        ----------
        more
            Collectors of figures that are the same for all processes.
        """
        if SEVERAL not in os.environ:
            registry = self.registry
            extra = CollectorRegistry()
        else:
            registry = extra = CollectorRegistry()
            _forget_the_dead(Path(os.environ[SEVERAL]))
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # ships no types
        for collector in more:
            extra.register(collector)
        pages = [generate_latest(registry)]
        if extra is not registry:
            pages.append(generate_latest(extra))
        return b"".join(pages)


def _forget_the_dead(folder: Path) -> None:
    """Take out what processes that ended said they had in hand; what they counted stays."""
    for file in folder.glob("gauge_live*.db"):
        number = re.search(r"(\d+)\.db$", file.name)
        if number and not _lives(int(number[1])):
            file.unlink(missing_ok=True)


def _lives(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
