"""The service with its defaults, and a small problem."""

import copy
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from api.app import create_app
from api.settings import Settings
from mcda.texts import register, unregister
from tests.api.assessments.desk import Desk, opened
from tests.clients import TestClient
from tests.redis_server import Redis

BODY = {
    "problem": {
        "criteria": [
            {"id": "price", "direction": "cost", "unit": "USD/m2"},
            {"id": "roads", "direction": "benefit", "range": [0, 7]},
        ],
        "alternatives": [
            {"id": "a", "name": {"en": "Alpha", "zh": "甲"}},
            {"id": "b"},
            {"id": "c"},
        ],
        "performances": [[100, 3], [150, 6], [120, 2]],
    },
    "weights": {"kind": "direct", "values": {"price": 2, "roads": 1}},
    "sensitivity": False,
}


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(), raise_server_exceptions=False) as made:
        yield made


@pytest.fixture
def desk(database_url: str) -> Iterator[Desk]:
    """Give a service on a database of each kind."""
    with opened(database_url) as found:
        yield found


@pytest.fixture
def alone(sqlite_url: str) -> Iterator[Desk]:
    """Give a service on SQLite, for what does not depend on the kind."""
    with opened(sqlite_url) as found:
        yield found


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    if shutil.which("redis-server") is None:
        pytest.skip("no redis-server (on Debian: apt-get install redis-server)")
    server = Redis(tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def foreign_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Give a code of another package, whose texts have a sentence for it and nothing more."""
    package = tmp_path / "of_another"
    package.mkdir()
    package.joinpath("__init__.py").touch()
    told = '[of_another_package]\ndetail = {en = "It is so.", zh = "就是这样。"}\n'
    package.joinpath("texts.toml").write_text(told, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    register("of_another")
    yield "of_another_package"
    unregister("of_another")
    sys.modules.pop("of_another", None)


@pytest.fixture
def body() -> Callable[..., dict[str, Any]]:
    """Return a ranking request; keywords replace its fields."""

    def make(**fields: Any) -> dict[str, Any]:
        return copy.deepcopy({**BODY, **fields})

    return make
