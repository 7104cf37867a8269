"""Revision 0002: the queue comes and goes without touching the rest."""

from sqlalchemy import inspect

from api.db import Database, migrate


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names())


def test_it_adds_the_queue_and_takes_it_away(empty_url: str) -> None:
    database = Database(empty_url)
    migrate.upgrade(database, "0001")
    before = tables(database)
    migrate.upgrade(database, "0002")
    assert tables(database) - before == {"jobs", "job_events"}
    migrate.downgrade(database, "0001")
    assert tables(database) == before
    database.close()


def test_the_queue_and_the_list_are_found_by_an_index(database: Database) -> None:
    indexes = {i["name"]: i["column_names"] for i in inspect(database.engine).get_indexes("jobs")}
    assert indexes == {
        "ix_jobs_listed": ["organisation_id", "created_at", "id"],
        "ix_jobs_queue": ["state", "created_at"],
        "ix_jobs_finished_at": ["finished_at"],
    }


def test_what_happened_to_a_job_goes_with_it(database: Database) -> None:
    (key,) = inspect(database.engine).get_foreign_keys("job_events")
    assert key["referred_table"] == "jobs"
    assert key["options"]["ondelete"] == "CASCADE"
