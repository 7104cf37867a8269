"""Metrics as Prometheus reads them: how many requests, how long, and what waits."""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, Histogram, generate_latest
from prometheus_client.metrics_core import Metric
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
    _answered: dict[tuple[str, str, int], Histogram] = field(init=False, default_factory=dict)

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

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count an answer; labels are made into text and looked up once for each."""
        kind = method, route, status
        known = self._answered.get(kind)
        if known is None:
            known = self._answered[kind] = self.seconds.labels(method, route, str(status))
        known.observe(seconds)

    def page(self, *more: Collector) -> bytes:
        """Return all figures in Prometheus' text form.

        Parameters
        ----------
        more
            Collectors of figures that are the same for all processes.
        """
        if SEVERAL in os.environ:
            shared = CollectorRegistry()
            shared.register(_Shared(Path(os.environ[SEVERAL])))
        else:
            shared = self.registry
        extra = CollectorRegistry()
        for collector in more:
            extra.register(collector)
        return generate_latest(shared) + generate_latest(extra)


@dataclass(frozen=True, slots=True)
class _Shared(Collector):
    """What all processes wrote to their files.

    The library's own collector fails on the file of a process that is just starting, which is
    empty for a moment, and needs to be told of every process that died.
    """

    folder: Path

    def collect(self) -> Iterable[Metric]:
        """Return the figures of all processes, running ones of those that live."""
        files = [str(file) for file in self.folder.glob("*.db") if _counts(file)]
        found: Iterable[Metric] = MultiProcessCollector.merge(files)  # type: ignore[no-untyped-call]  # ships no types
        return found


def _counts(file: Path) -> bool:
    """Tell whether a file has figures; of what is in hand, only processes that live have any."""
    if file.stat().st_size == 0:
        return False
    alive = re.fullmatch(r"gauge_live\w*_(\d+)", file.stem)
    return alive is None or _lives(int(alive[1]))


def _lives(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
