"""The schema goes up with data in it, one at a time; copies are whole while in use."""

import os
import resource
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from api.db import Database, migrate
from api.db.tables import Base, OrganisationRow
from api.http.refusals import Unavailable

ON_SERVER = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
UPGRADE = """
import sys
from api.db import Database, migrate
database = Database(sys.argv[1])
migrate.upgrade(database)
database.close()
"""


@contextmanager
def opened(url: str) -> Iterator[Database]:
    with closing(Database(url)) as database:
        yield database


@pytest.fixture
def empty(empty_url: str) -> Iterator[Database]:
    with opened(empty_url) as database:
        yield database


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names()) - {"alembic_version"}


def test_an_empty_database_has_no_revision(empty):
    assert migrate.current(empty) is None
    assert migrate.differences(empty)


def test_upgrading_brings_exactly_the_tables_of_the_code(empty):
    migrate.upgrade(empty)
    assert migrate.current(empty) == migrate.newest() == "0015"
    assert tables(empty) == set(Base.metadata.tables)
    assert migrate.differences(empty) == []


def test_tables_made_from_the_code_do_not_differ_either(empty):
    Base.metadata.create_all(empty.engine)
    assert migrate.differences(empty) == []


def test_differences_are_told(database):
    counts = [0]
    for change in (
        *("ALTER TABLE keys ADD COLUMN more INTEGER", "DROP INDEX ix_jobs_queue"),
        *("ALTER TABLE keys RENAME COLUMN name TO called", "CREATE TABLE stranger (id INTEGER)"),
    ):
        database.write(lambda s, change=change: s.execute(text(change)))
        counts.append(len(migrate.differences(database)))
    assert counts == sorted(set(counts))


def test_rows_survive_the_way_up(empty, fill, everything):
    migrate.upgrade(empty, "0001")
    fill(empty)
    before = everything(empty)
    assert all(before.values())
    assert "jobs" not in before
    migrate.upgrade(empty)
    now = everything(empty)
    # Of results the newest revision has another form, see its own test.
    assert all(now[name] == rows for name, rows in before.items() if name != "results")
    assert (migrate.differences(empty), migrate.damage(empty)) == ([], [])


def test_upgrading_again_changes_nothing(database, fill, everything):
    fill(database)
    before = everything(database)
    migrate.upgrade(database)
    assert everything(database) == before


def test_an_upgrade_that_fails_leaves_what_was_there(empty):
    empty.write(lambda s: s.execute(text("CREATE TABLE job_events (mine INTEGER)")))
    with pytest.raises(Exception, match="already exists"):
        migrate.upgrade(empty)
    assert tables(empty) == {"job_events"}
    assert migrate.current(empty) is None


@pytest.mark.long
def test_processes_that_upgrade_at_once(empty):
    url = empty.url.render_as_string(hide_password=False)
    running = [
        subprocess.Popen([sys.executable, "-c", UPGRADE, url], stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    said = [process.communicate(timeout=60)[1] for process in running]
    assert [process.returncode for process in running] == [0] * 3, said
    assert migrate.differences(empty) == []
    assert empty.read(lambda s: s.query(OrganisationRow).count()) == 1


def at_once(databases: list[Database]) -> None:
    start = threading.Barrier(len(databases))

    def upgrade(database: Database) -> None:
        start.wait()
        migrate.upgrade(database)

    with ThreadPoolExecutor(len(databases)) as pool:
        list(pool.map(upgrade, databases))


def test_threads_that_upgrade_at_once(empty):
    with opened(empty.url.render_as_string(hide_password=False)) as other:
        at_once([empty, other, empty, other])
    assert migrate.differences(empty) == []


def test_threads_that_upgrade_several_databases_at_once(tmp_path):
    databases = [Database(f"sqlite:///{tmp_path}/{n}.db") for n in range(6)]
    at_once(databases)
    for database in databases:
        assert migrate.differences(database) == []
        database.close()


def test_a_newer_schema_is_refused_and_kept(database):
    database.write(lambda s: s.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    with pytest.raises(Unavailable) as caught:
        migrate.upgrade(database)
    assert caught.value.code == "schema_outdated"
    assert "9999" in str(caught.value)
    assert tables(database) == set(Base.metadata.tables)


def test_folders_with_a_percent_sign(empty, tmp_path, monkeypatch):
    package = tmp_path / "100%(d)s"
    shutil.copytree(Path(migrate.__file__).parent / "migrations", package / "migrations")
    monkeypatch.setattr(migrate, "files", lambda _: package)
    migrate.upgrade(empty)
    assert migrate.current(empty) == migrate.newest()


def add_pair(n: int) -> Callable[[Session], None]:
    def work(session: Session) -> None:
        for half in ("left", "right"):
            session.add(OrganisationRow(name=f"{half} {n:04}"))
            session.flush()

    return work


def test_a_copy_taken_while_others_write_is_whole(tmp_path):
    """A pair is written at a time; no copy has half of one."""
    with opened(f"sqlite:///{tmp_path}/a.db") as database:
        migrate.upgrade(database)
        ended = threading.Event()

        def write() -> int:
            n = 0
            while not ended.is_set():
                database.write(add_pair(n))
                n += 1
            return n

        with ThreadPoolExecutor(1) as pool:
            writer = pool.submit(write)
            copies = [tmp_path / f"copy{n}.db" for n in range(8)]
            for copy in copies:
                migrate.backup(database, copy)
            ended.set()
            written = writer.result()
    sizes = []
    for copy in copies:
        with opened(f"sqlite:///{copy}") as found:
            assert (migrate.damage(found), migrate.differences(found)) == ([], [])
            names = [row.name for row in found.read(lambda s: s.query(OrganisationRow).all())]
        assert {n[-4:] for n in names if "left" in n} == {n[-4:] for n in names if "right" in n}
        sizes.append(len(names) // 2)
    assert sizes == sorted(sizes)
    assert 0 < sizes[-1] <= written


def test_a_copy_replaces_nothing(tmp_path):
    target = tmp_path / "copy.db"
    target.write_bytes(b"precious")
    with opened(f"sqlite:///{tmp_path}/a.db") as database, pytest.raises(FileExistsError):
        migrate.backup(database, target)
    assert target.read_bytes() == b"precious"


def test_a_copy_to_no_folder(tmp_path):
    with opened(f"sqlite:///{tmp_path}/a.db") as database, pytest.raises(FileNotFoundError):
        migrate.backup(database, tmp_path / "no" / "copy.db")


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o777])
def test_a_copy_is_its_owners_alone_from_its_first_moment(tmp_path, mask, monkeypatch):
    target, modes = tmp_path / "copy.db", []

    def watched(path: Path, connect: Callable[..., Any] = sqlite3.connect) -> Any:
        modes.append(stat.S_IMODE(path.stat().st_mode))  # before anything is in it
        return connect(path)

    with opened(f"sqlite:///{tmp_path}/a.db") as database:
        migrate.upgrade(database)
        monkeypatch.setattr(sqlite3, "connect", watched)
        before = os.umask(mask)
        try:
            migrate.backup(database, target)
        finally:
            os.umask(before)
            monkeypatch.undo()
    assert [*modes, stat.S_IMODE(target.stat().st_mode)] == [0o600, 0o600]
    with opened(f"sqlite:///{target}") as copy:
        assert migrate.differences(copy) == []


def test_a_copy_follows_no_link(tmp_path):
    target, elsewhere = tmp_path / "copy.db", tmp_path / "elsewhere.db"
    target.symlink_to(elsewhere)
    with opened(f"sqlite:///{tmp_path}/a.db") as database, pytest.raises(FileExistsError):
        migrate.backup(database, target)
    assert not elsewhere.exists()


def test_a_copy_for_which_no_room_is_left_is_not_left_in_part(tmp_path):
    with opened(f"sqlite:///{tmp_path}/a.db") as database:
        migrate.upgrade(database)
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, limits[1]))
        try:
            with pytest.raises(OSError, match="disk"):
                migrate.backup(database, tmp_path / "copy.db")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert [path.name for path in tmp_path.glob("copy*")] == []
        migrate.backup(database, tmp_path / "copy.db")


def test_a_database_named_by_a_uri_is_copied(tmp_path):
    with opened(f"sqlite:///{tmp_path}/a.db") as database:
        migrate.upgrade(database)
    with opened(f"sqlite:///file:{tmp_path}/a.db?mode=ro&uri=true") as database:
        migrate.backup(database, tmp_path / "copy.db")
    with opened(f"sqlite:///{tmp_path}/copy.db") as copy:
        assert migrate.differences(copy) == []


@ON_SERVER
def test_a_server_copies_itself(database, tmp_path):
    with pytest.raises(ValueError, match="only a database in a file"):
        migrate.backup(database, tmp_path / "copy.db")
    assert migrate.damage(database) == []


def broken(folder: Path) -> Path:
    """Return a database with a page of nonsense in it."""
    path = folder / "broken.db"
    with opened(f"sqlite:///{path}") as database:
        migrate.upgrade(database)
        for n in range(50):
            database.write(add_pair(n))
    with path.open("r+b") as file:
        file.seek(4 * 4096)
        file.write(b"\xa5" * 3 * 4096)
    return path


def test_broken_pages_are_found(tmp_path):
    with opened(f"sqlite:///{broken(tmp_path)}") as database:
        assert migrate.damage(database)


def test_a_file_that_is_broken_throughout(tmp_path):
    path = broken(tmp_path)
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xa5" * 3996)
    with opened(f"sqlite:///{path}") as database:
        assert "malformed" in migrate.damage(database)[0]


def test_a_file_of_something_else(tmp_path):
    path = tmp_path / "letter.db"
    path.write_bytes(b"Dear Sir or Madam, " * 500)
    with opened(f"sqlite:///{path}") as database:
        assert migrate.damage(database) == ["file is not a database"]


def test_rows_that_refer_to_nothing_are_found(tmp_path, fill):
    with opened(f"sqlite:///{tmp_path}/a.db") as database:
        migrate.upgrade(database)
        fill(database)
        with closing(sqlite3.connect(tmp_path / "a.db")) as careless, careless:
            careless.execute("DELETE FROM assessments")
        found = migrate.damage(database)
    assert sorted(found) == [
        "results: a row refers to nothing in assessments",
        "versions: a row refers to nothing in assessments",
    ]
