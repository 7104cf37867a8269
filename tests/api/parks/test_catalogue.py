"""Private data are seen in every answer about parks, and a broken file stops the start."""

import pytest

from api.app import create_app
from api.parks.catalogue import catalogue_of
from api.settings import Settings
from mcda.errors import InvalidTable
from mcda.parks import load_catalogue
from tests.clients import TestClient
from tests.prices import leased

SOURCES = "id,title,date\noffer,Offer of March,2026-03\n"
QUOTATIONS = (
    "park,criterion,mode,source,as_of,tenure,lease_years\n"
    "tcr,land_price,118,offer,2026-03,lease,50\n"
)
COST = 118 * leased(50)


@pytest.fixture
def settings(tmp_path):
    (tmp_path / "sources.csv").write_text(SOURCES, encoding="utf-8")
    (tmp_path / "quotations.csv").write_text(QUOTATIONS, encoding="utf-8")
    return Settings(catalogue=tmp_path)


def test_without_private_data_it_is_the_shipped_one():
    assert catalogue_of() is catalogue_of(Settings()) is load_catalogue()


def test_files_are_read_once(settings):
    assert catalogue_of(settings) is catalogue_of(Settings(catalogue=settings.catalogue))
    assert catalogue_of(settings).ratings["tcr", "land_price"].mode == pytest.approx(COST)


def test_private_claims_are_marked_and_used(settings):
    asked = {
        "enterprise": {},
        "parks": ["tcr", "ljip"],
        "sensitivity": False,
        "include": ["claims"],
    }
    with TestClient(create_app(settings)) as own, TestClient(create_app()) as shipped:
        claims = {c["id"]: c for c in own.get("/v1/parks/tcr").json()["claims"]}
        public = {c["id"]: c for c in shipped.get("/v1/parks/tcr").json()["claims"]}
        told = own.post("/v1/recommendations", json=asked).json()
    assert claims.pop("quotation.tcr.land_price")["private"] is True
    assert claims == public
    assert not any(claim["private"] for claim in public.values())
    cell = told["evidence"]["tcr"]["land_price"]
    assert (cell["value"], cell["kind"]) == (pytest.approx(COST), "stated")
    assert [told["claims"][name]["private"] for name in cell["claims"]] == [True]


def test_a_broken_file_stops_the_start(settings):
    (settings.catalogue / "sources.csv").write_text("id,title,date\noffer,O,soon\n", "utf-8")
    with pytest.raises(InvalidTable) as caught:
        create_app(settings)
    assert "sources!C2" in caught.value.say()
