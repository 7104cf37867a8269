"""Revision 0002: the queue and its indexes; its tables are in test_tables.py."""

from sqlalchemy import inspect

from api.db import Database


def test_the_queue_and_the_list_are_found_by_an_index(database: Database) -> None:
    indexes = {i["name"]: i["column_names"] for i in inspect(database.engine).get_indexes("jobs")}
    assert indexes == {
        "ix_jobs_listed": ["organisation_id", "created_at", "id"],
        "ix_jobs_queue": ["state", "created_at"],
        "ix_jobs_finished_at": ["finished_at"],
    }
