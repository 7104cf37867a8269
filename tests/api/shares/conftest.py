"""A service on a database of each kind, and on SQLite alone for what does not depend on it."""

from collections.abc import Iterator

import pytest

from tests.api.assessments.desk import Desk, opened


@pytest.fixture
def desk(database_url: str) -> Iterator[Desk]:
    with opened(database_url) as found:
        yield found


@pytest.fixture
def alone(sqlite_url: str) -> Iterator[Desk]:
    with opened(sqlite_url) as found:
        yield found
