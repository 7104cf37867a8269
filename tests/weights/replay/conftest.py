"""One replay for the tests that read it."""

import pytest

from mcda.parks import Catalogue, load_catalogue
from weights.replay import Replay, replay


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def found() -> Replay:
    return replay(samples=300)
