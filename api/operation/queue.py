"""How many jobs there are in each state, read from the queue itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import func, select

from api.db import Database
from api.db.tables import JobRow
from api.refusals import Unavailable

_STATES = ("queued", "running", "done", "failed", "cancelled")


@dataclass(frozen=True, slots=True)
class Queue(Collector):
    """Counts the jobs of a database."""

    database: Database

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the counts, and whether the database answered at all."""
        asked = select(JobRow.state, func.count()).group_by(JobRow.state)
        try:
            counts: dict[str, int] = dict(
                self.database.read(lambda s: [(a, b) for a, b in s.execute(asked)])
            )
            answers = 1
        except Unavailable:
            counts, answers = {}, 0
        up = GaugeMetricFamily("parkwise_database_up", "Whether the database answers.")
        up.add_metric([], answers)
        yield up
        jobs = GaugeMetricFamily("parkwise_jobs", "Jobs by state.", labels=["state"])
        for state in _STATES if answers else ():
            jobs.add_metric([state], counts.get(state, 0))
        yield jobs
