"""The example package, and one that is refused, beside the command line and one service."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.extending.outside import CROOKED, EXAMPLE, Outside, Service


@pytest.fixture(scope="session")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Outside:
    """Give the processes that find both packages."""
    return Outside.of(tmp_path_factory.mktemp("outside"), EXAMPLE, CROOKED)


@pytest.fixture(scope="session")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the file that takes what the service logs."""
    return tmp_path_factory.mktemp("served") / "log.txt"


@pytest.fixture(scope="session")
def service(outside: Outside, log: Path) -> Iterator[Service]:
    """Give a service that finds both packages and answers from the example's catalogue."""
    with outside.served(log) as running:
        yield running
