"""Jobs are counted in the queue itself, on databases of both kinds."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from api.db import Database
from api.db.tables import JobRow, OrganisationRow
from api.operation.queue import Queue

CLOSED = "postgresql+psycopg://nobody@127.0.0.1:1/none"


def figures(database: Database) -> dict[str, float]:
    return {
        " ".join((sample.name, *sample.labels.values())): sample.value
        for family in Queue(database).collect()
        for sample in family.samples
    }


def adding(*states: str) -> Callable[[Session], None]:
    def work(session: Session) -> None:
        owner = OrganisationRow(name="Parts maker")
        session.add(owner)
        session.flush()
        for state in states:
            job = JobRow(
                organisation_id=owner.id,
                by="key",
                kind="ranking",
                state=state,
                request=b"{}",
            )
            session.add(job)

    return work


def test_an_empty_queue_has_every_state(database: Database) -> None:
    states = ("queued", "running", "done", "failed", "cancelled")
    nothing = {f"parkwise_jobs {state}": 0 for state in states}
    assert figures(database) == {"parkwise_database_up": 1, **nothing}


def test_jobs_are_counted_by_state(database: Database) -> None:
    database.write(adding("queued", "queued", "done", "failed"))
    found = figures(database)
    assert (found["parkwise_jobs queued"], found["parkwise_jobs done"]) == (2, 1)
    assert (found["parkwise_jobs failed"], found["parkwise_jobs running"]) == (1, 0)


def test_nothing_is_said_of_jobs_that_cannot_be_counted() -> None:
    database = Database(CLOSED)
    assert figures(database) == {"parkwise_database_up": 0}
    database.close()


@pytest.mark.parametrize("name", ["parkwise_database_up", "parkwise_jobs"])
def test_every_figure_says_what_it_is(database: Database, name: str) -> None:
    [family] = [f for f in Queue(database).collect() if f.name == name]
    assert family.documentation.endswith(".")
    assert family.type == "gauge"
