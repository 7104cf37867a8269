"""Jobs and webhooks are counted in the database itself, of both kinds; free space beside them."""

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from api.db import Database
from api.db.columns import now
from api.db.tables import DeliveryRow, JobRow, OrganisationRow, WebhookRow
from api.health.metrics_routes import DatabaseFigures, FreeSpace

CLOSED = "postgresql+psycopg://nobody@127.0.0.1:1/none"


def figures(database: Database) -> dict[str, float]:
    return {
        " ".join((sample.name, *sample.labels.values())): sample.value
        for family in DatabaseFigures(database).collect()
        for sample in family.samples
    }


def adding(*states: str) -> Callable[[Session], None]:
    def work(session: Session) -> None:
        owner = OrganisationRow(name="Parts maker")
        session.add(owner)
        session.flush()
        for state in states:
            job = JobRow(
                organisation_id=owner.id, by="key", kind="ranking", state=state, request=b"{}"
            )
            session.add(job)

    return work


def test_an_empty_queue_has_every_state(database: Database) -> None:
    states = ("queued", "running", "done", "failed", "cancelled")
    nothing = {f"parkwise_jobs {state}": 0 for state in states}
    deliveries = {
        f"parkwise_webhook_deliveries {s}": 0 for s in ("waiting", "delivered", "given_up")
    }
    webhooks = {f"parkwise_webhooks {state}": 0 for state in ("failing", "disabled")}
    rest = {"parkwise_database_up": 1, "parkwise_jobs_oldest_seconds": 0}
    assert figures(database) == {**nothing, **deliveries, **webhooks, **rest}


def test_jobs_are_counted_by_state(database: Database) -> None:
    database.write(adding("queued", "queued", "done", "failed"))
    found = figures(database)
    assert (found["parkwise_jobs queued"], found["parkwise_jobs done"]) == (2, 1)
    assert (found["parkwise_jobs failed"], found["parkwise_jobs running"]) == (1, 0)


def test_the_oldest_job_that_waits_is_told(database: Database) -> None:
    database.write(adding("queued", "queued", "running"))

    def age(session: Session) -> None:
        [first, *_] = session.query(JobRow).where(JobRow.state == "queued")
        first.created_at = now() - timedelta(hours=1)
        [running] = session.query(JobRow).where(JobRow.state == "running")
        running.created_at = now() - timedelta(hours=2)

    database.write(age)
    assert figures(database)["parkwise_jobs_oldest_seconds"] == pytest.approx(3600, abs=60)


def test_webhooks_and_their_calls_are_counted(database: Database) -> None:
    def work(session: Session) -> None:
        owner = OrganisationRow(name="Parts maker")
        session.add(owner)
        session.flush()
        for since, until in ((None, None), (now(), None), (now(), now())):
            hook = WebhookRow(
                organisation_id=owner.id, by="key", url="https://a.example", events=[]
            )
            hook.secret, hook.origin = "s", "https://b.example"
            hook.failing_since, hook.disabled_at = since, until
            session.add(hook)
            session.flush()
            given_up = DeliveryRow(webhook_id=hook.id, event="job.done", content=b"", due_at=now())
            given_up.state = "given_up"
            session.add(given_up)

    database.write(work)
    found = figures(database)
    assert (found["parkwise_webhooks failing"], found["parkwise_webhooks disabled"]) == (1, 1)
    assert found["parkwise_webhook_deliveries given_up"] == 3


def test_free_space_is_told_where_it_is_needed(database: Database) -> None:
    [family] = FreeSpace(database).collect()
    free = {sample.labels["place"]: sample.value for sample in family.samples}
    assert set(free) == ({"work", "database"} if database.is_sqlite else {"work"})
    assert min(free.values()) > 0


def test_nothing_is_said_of_jobs_that_cannot_be_counted() -> None:
    with closing(Database(CLOSED)) as database:
        assert figures(database) == {"parkwise_database_up": 0}


@pytest.mark.parametrize("name", ["parkwise_database_up", "parkwise_jobs"])
def test_every_figure_says_what_it_is(database: Database, name: str) -> None:
    [family] = [f for f in DatabaseFigures(database).collect() if f.name == name]
    assert family.documentation.endswith(".")
    assert family.type == "gauge"
