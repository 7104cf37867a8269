"""Reads and writes: whole or not at all, one after the other, and with references that hold."""

import os
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import String, cast, delete, func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.db import Database, migrate
from api.db.tables import AssessmentRow, KeyRow, OrganisationRow, ResultRow, VersionRow
from api.http.refusals import Unavailable


def names(database: Database) -> set[str]:
    return set(database.read(lambda s: s.scalars(select(OrganisationRow.name)).all()))


def test_what_was_written_is_read(database):
    database.write(lambda s: s.add(OrganisationRow(name="甲")))
    assert names(database) == {"local", "甲"}


def test_what_a_write_gives_outlives_its_session(database):
    def work(session: Session) -> OrganisationRow:
        made = OrganisationRow(name="a")
        session.add(made)
        return made

    made = database.write(work)
    assert len(made.id) == 24
    assert made.created_at.tzinfo is not None


def test_a_write_that_fails_midway_leaves_nothing(database):
    def work(session: Session) -> None:
        session.add(OrganisationRow(name="first"))
        session.flush()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        database.write(work)
    assert names(database) == {"local"}


def test_a_write_that_breaks_a_rule_at_its_end_leaves_nothing(database):
    def work(session: Session) -> None:
        session.add(OrganisationRow(name="first"))
        session.flush()
        session.add(OrganisationRow(name="local"))

    with pytest.raises(IntegrityError):
        database.write(work)
    assert names(database) == {"local"}


def test_reading_saves_nothing(database):
    def work(session: Session) -> None:
        session.add(OrganisationRow(name="x"))
        session.flush()

    database.read(work)
    assert names(database) == {"local"}


def test_a_read_sees_nothing_of_an_unfinished_write(database):
    def work(session: Session) -> set[str]:
        session.add(OrganisationRow(name="x"))
        session.flush()
        return names(database)

    assert (database.write(work), names(database)) == ({"local"}, {"local", "x"})


@pytest.mark.parametrize("writers", [2, 12])
def test_writers_at_the_same_time_queue_up(database, writers):
    """Each reads and then writes; on SQLite, without a lock from the start, one would fail."""
    start = threading.Barrier(writers)

    def add_one(session: Session) -> None:
        asked = select(OrganisationRow).where(OrganisationRow.id == "local").with_for_update()
        row = session.scalars(asked).one()
        row.name = f"{row.name}+"

    def write(_: int) -> None:
        start.wait()
        for _ in range(10):
            database.write(add_one)

    with ThreadPoolExecutor(writers) as pool:
        list(pool.map(write, range(writers)))
    assert names(database) == {"local" + "+" * 10 * writers}


def test_references_must_lead_somewhere(database):
    key = {"name": "x", "prefix": "x", "digest": b"", "scopes": []}
    with pytest.raises(IntegrityError):
        database.write(lambda s: s.add(KeyRow(organisation_id="nobody", **key)))


def test_an_organisation_with_work_cannot_be_deleted(database, fill):
    fill(database)
    with pytest.raises(IntegrityError):
        database.write(lambda s: s.execute(delete(OrganisationRow)))


def test_what_belongs_to_an_assessment_goes_with_it(database, fill):
    fill(database)
    database.write(lambda s: s.execute(delete(AssessmentRow)))
    for table in (VersionRow, ResultRow):
        assert database.read(lambda s, t=table: s.scalar(select(func.count()).select_from(t))) == 0


def test_a_database_that_answers(database):
    database.ping()


def test_a_database_that_does_not_answer(tmp_path):
    opened = Database(f"sqlite:///{tmp_path}/no/such/folder.db")
    with pytest.raises(Unavailable) as caught:
        opened.ping()
    opened.close()
    assert caught.value.code == "database_unavailable"


def test_closing_lets_go_of_all_connections(tmp_path):
    opened = Database(f"sqlite:///{tmp_path}/a.db")
    migrate.upgrade(opened)
    assert Path(f"{tmp_path}/a.db-wal").exists()
    opened.close()
    assert not Path(f"{tmp_path}/a.db-wal").exists()


@pytest.mark.parametrize(
    ("pragma", "wanted"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)]
)
def test_how_sqlite_is_opened(tmp_path, pragma, wanted):
    with closing(Database(f"sqlite:///{tmp_path}/a.db")) as opened:
        assert opened.read(lambda s: s.scalar(text(f"PRAGMA {pragma}"))) == wanted


SMALL = [("Äé", "äé"), ("ΟΔΟΣ", "οδοσ"), ("ЖUŽ 杭州😀", "жuž 杭州😀"), ("", ""), (None, None)]


@pytest.mark.parametrize(("said", "wanted"), SMALL)
def test_small_letters_are_those_of_every_script(database, said, wanted):
    asked = select(func.lower(cast(said, String)))
    assert database.read(lambda s: s.scalar(asked)) == wanted


@pytest.mark.skipif(os.name == "nt", reason="modes are those of POSIX")
def test_a_new_file_is_its_owner_s_alone_and_an_old_one_stays_as_it_is(tmp_path):
    place = tmp_path / "own.db"
    for given in (0o600, 0o640):
        opened = Database(f"sqlite:///{place}")
        migrate.upgrade(opened)
        modes = {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
        opened.close()
        assert modes == {given}
        place.chmod(0o640)


def test_a_write_to_sqlite_holds_the_lock_from_its_start(tmp_path):
    with closing(Database(f"sqlite:///{tmp_path}/a.db")) as opened:
        migrate.upgrade(opened)
        other = sqlite3.connect(tmp_path / "a.db", timeout=0, isolation_level=None)

        def locked(session: Session) -> bool:
            session.execute(text("SELECT 1"))
            try:
                other.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return True
            other.execute("ROLLBACK")
            return False

        assert opened.write(locked)
        assert not opened.read(locked)
        other.close()
