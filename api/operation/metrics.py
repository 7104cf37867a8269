"""Metrics in the form of Prometheus: requests, refusals, waiting work, and computing time."""

import os
import re
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

SEVERAL = "PROMETHEUS_MULTIPROC_DIR"
"""Folder that several processes of one service share, so that any of them tells of all."""
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_WAITED = (0.01, 0.05, 0.1, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
MOST_CODES = 400
"""Codes of refusals that are told apart; further ones are counted together, as ``other``."""


class Metrics:
    """The figures of one application; no label holds a value that callers choose freely."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        gauge = partial(Gauge, registry=registry, multiprocess_mode="livesum")
        counter = partial(Counter, registry=registry)
        histogram = partial(Histogram, registry=registry)
        self.seconds = histogram(
            "parkwise_request_seconds",
            "Time from the first byte of a request to the last of its answer.",
            ("method", "route", "status"),
            buckets=_SECONDS,
        )
        self.running = gauge("parkwise_requests_running", "Requests being answered.")
        self.refusals = counter(
            "parkwise_refusals",
            "Requests that were refused, by the code of the problem.",
            ("code",),
        )
        self.waiting = gauge(
            "parkwise_analyses_waiting", "Analyses that wait for a process or a core."
        )
        self.waited = histogram(
            "parkwise_analysis_wait_seconds",
            "Time that an analysis waited before it began.",
            buckets=_WAITED,
        )
        self.computed = counter(
            "parkwise_budget_spent_seconds",
            "CPU seconds that analyses took, by who has the budget.",
            ("holder",),
        )
        self.over_budget = counter(
            "parkwise_budget_refusals",
            "Analyses that were refused because a budget was used up, by who has it.",
            ("holder",),
        )
        self._codes: set[str] = set()
        self._answered: dict[tuple[str, str, int], Histogram] = {}

    def refused(self, code: str) -> None:
        """Count a refusal."""
        if code not in self._codes and len(self._codes) >= MOST_CODES:
            code = "other"
        self._codes.add(code)
        self.refusals.labels(code).inc()

    def wait(self) -> "AnalysisWait":
        """Start to measure how long an analysis waits."""
        self.waiting.inc()
        return AnalysisWait(self)

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count an answer; the labels of each kind are converted and looked up only once."""
        kind = method, route, status
        histogram = self._answered.get(kind)
        if histogram is None:
            histogram = self._answered[kind] = self.seconds.labels(method, route, str(status))
        histogram.observe(seconds)

    def page(self, *more: Collector) -> bytes:
        """Return all figures in Prometheus' text form."""
        if SEVERAL in os.environ:
            shared = CollectorRegistry()
            shared.register(_Shared(Path(os.environ[SEVERAL])))
        else:
            shared = self.registry
        extra = CollectorRegistry()
        for collector in more:
            extra.register(collector)
        return generate_latest(shared) + generate_latest(extra)


@dataclass(slots=True)
class AnalysisWait:
    """An analysis that waits; `end` is called, once or more, when it starts or is given up."""

    metrics: Metrics
    since: float = field(default_factory=time.monotonic)
    _is_over: bool = False

    def end(self) -> None:
        """Count the wait, unless it is counted already."""
        if not self._is_over:
            self._is_over = True
            self.metrics.waiting.dec()
            self.metrics.waited.observe(time.monotonic() - self.since)


@dataclass(frozen=True, slots=True)
class _Shared(Collector):
    """The figures that all processes wrote to their files.

    The library's own collector fails on the file of a process that is just starting, which is empty
    for a moment, and must be notified of every process that died.
    """

    folder: Path

    def collect(self) -> Iterable[Metric]:
        """Return the figures of all processes, gauges of running work only of living processes."""
        files = [str(file) for file in self.folder.glob("*.db") if _counts(file)]
        return MultiProcessCollector.merge(files)  # type: ignore[no-untyped-call]  # ships no types


def _counts(file: Path) -> bool:
    """Tell whether a file has figures that count; gauges of dead processes do not."""
    if file.stat().st_size == 0:
        return False
    alive = re.fullmatch(r"gauge_live\w*_(\d+)", file.stem)
    try:
        with suppress(PermissionError):  # it is another user's
            os.kill(int(alive[1]) if alive else os.getpid(), 0)
    except ProcessLookupError:
        return False
    return True
