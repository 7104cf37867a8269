"""One replay for the tests that read it."""

import pytest

from mcda.parks import Catalogue
from weights.replay import Replay, replay


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.load()


@pytest.fixture(scope="session")
def found() -> Replay:
    return replay(samples=300)
