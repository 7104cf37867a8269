"""Where the database is when nobody says."""

import stat
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url

from api.db import Database, migrate
from api.db.location import default_path, url_of


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "数据 folder"
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    return folder


def test_what_is_said_holds() -> None:
    assert url_of("sqlite:////elsewhere/a.db") == "sqlite:////elsewhere/a.db"


def test_asking_for_the_path_makes_nothing(home: Path) -> None:
    assert default_path() == home / "parkwise" / "parkwise.db"
    assert not home.exists()


def test_the_default_is_in_the_folder_of_the_user_and_of_nobody_else(home: Path) -> None:
    assert make_url(url_of(None)).database == str(home / "parkwise" / "parkwise.db")
    assert stat.S_IMODE((home / "parkwise").stat().st_mode) == 0o700


def test_the_default_works_once_and_again(home: Path) -> None:
    for _ in range(2):
        with closing(Database(url_of(None))) as database:
            migrate.upgrade(database)
            assert migrate.current(database) == migrate.newest()
