"""The files are whole, and mean the same to both kinds of databases and to today's migrations."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.db import Database, migrate
from tests.upgrades import snapshots
from tests.upgrades.record import record


@pytest.fixture
def empty(empty_url: str) -> Iterator[Database]:
    with closing(Database(empty_url)) as opened:
        yield opened


@pytest.mark.parametrize("version", snapshots.VERSIONS)
def test_a_file_comes_back_as_it_was(version: str, empty: Database) -> None:
    path = snapshots.file_of(version)
    at = datetime.fromisoformat(snapshots.read(path)["at"]).replace(tzinfo=UTC)
    content = snapshots.fill(empty, path, at)
    assert snapshots.rows(empty) == content["tables"]
    assert all(content["tables"].values())


@pytest.mark.parametrize("version", snapshots.VERSIONS)
def test_migrations_make_the_schema_that_the_version_had(version: str, tmp_path: Path) -> None:
    content = snapshots.read(snapshots.file_of(version))
    with closing(Database(f"sqlite:///{tmp_path}/empty.db")) as database:
        migrate.upgrade(database, content["revision"])
        assert snapshots.schema(database) == content["schema"]


def test_a_table_without_a_row_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no row in .*results"):
        snapshots.write(sqlite_url, tmp_path / "file", "0", "", {})


@pytest.mark.long
def test_the_present_version_keeps_a_row_of_every_kind(database_url: str, tmp_path: Path) -> None:
    path = tmp_path / "present.json.xz"
    snapshots.write(database_url, path, "0", "", record(database_url))
    assert snapshots.read(path)["revision"] == migrate.newest()


def test_every_version_has_a_file() -> None:
    changes = Path(__file__).parents[2].joinpath("CHANGELOG.md").read_text(encoding="utf-8")
    released = re.findall(r"^## \[?(\d+\.\d+\.\d+)\]? - \d", changes, re.MULTILINE)
    assert released
    assert set(released) <= set(snapshots.VERSIONS)
