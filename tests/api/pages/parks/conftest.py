"""Workbooks of private data, one that can be used and one that cannot."""

from typing import Any

import pytest

from api.settings import Settings
from mcda.parks import Catalogue, load_catalogue
from tests.own_data import written

SOURCES = [["id", "title", "date"], ["offer", "Quotation of the estate", "2026-03-12"]]
HEAD = ["park", "criterion", "low", "mode", "high", "source", "as_of"]


@pytest.fixture(scope="session")
def good() -> bytes:
    quoted = ["tcr", "land_price", 50, 55, 60, "offer", "2026-03-12"]
    return written(sources=SOURCES, quotations=[HEAD, quoted])


@pytest.fixture(scope="session")
def bad() -> bytes:
    nowhere = ["nowhere", "land_price", 50, 55, 60, "offer", "2026-03-12"]
    cheap = ["tcr", "land_price", 50, "cheap", 60, "offer", "2026-03-12"]
    return written(sources=SOURCES, quotations=[HEAD, nowhere, cheap])


@pytest.fixture
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture
def laid_over(good: bytes, tmp_path: Any) -> Settings:
    path = tmp_path / "own.xlsx"
    path.write_bytes(good)
    return Settings(catalogue=path)
