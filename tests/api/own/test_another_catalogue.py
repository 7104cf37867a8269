"""Private data lie over the catalogue that the service answers from, whichever that is."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from api.app import create_app
from api.rankings.requests import default_parts
from api.settings import Settings
from mcda.parks import Catalogue, load_catalogue
from mcda.parks.catalogues.registry import CATALOGUES, CatalogueSource
from tests.api.own.conftest import XLSX
from tests.clients import TestClient
from tests.prices import untold

NAME = {"en": "Newcomer Park", "zh": "新来园区"}
HIDDEN = r'type="hidden" name="(claim|criterion)" value="([^"]+)"'
OTHER = {"en": "Other name", "zh": "别名"}
PRICE = {"criterion": "land_price", "quote": "谈过", "who": "招商经理", "as_of": "2026-03"}


class Another(CatalogueSource):
    """The shipped one with a park more, another name and price of one, and no rate of the rand."""

    id = "another"

    def read(self) -> Catalogue:
        shipped = load_catalogue()
        park = replace(shipped.parks["tcr"], id="newcomer", name=NAME, factory_claims=())
        renamed = replace(shipped.parks["tcr"], name=OTHER)
        key = ("tcr", "land_price")
        ratings = {**shipped.ratings, key: replace(shipped.ratings[key], mode=95.0)}
        return replace(
            shipped,
            parks={**shipped.parks, "tcr": renamed, "newcomer": park},
            ratings=ratings,
            rates=tuple(rate for rate in shipped.rates if rate.currency != "ZAR"),
            scenarios={key: replace(s, name=NAME) for key, s in shipped.scenarios.items()},
        )


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    CATALOGUES.register(Another)
    database = f"sqlite:///{tmp_path}/own.db"
    made = create_app(Settings(database=database, job_runners=0, catalogue=Path("another")))
    try:
        with TestClient(made) as client:
            yield client
    finally:
        CATALOGUES.unregister("another")


@pytest.fixture
def about_newcomer(sheets: Callable[..., bytes]) -> bytes:
    return sheets(
        sources=[["id", "title", "date"], ["visit", "Visit", "2026-03-12"]],
        quotations=[
            ["park", "criterion", "mode", "source", "as_of"],
            ["newcomer", "land_price", 55, "visit", "2026-03-12"],
        ],
    )


@pytest.mark.long
def test_a_workbook_about_its_park_is_taken_and_used(client, about_newcomer):
    put = client.put("/v1/overlay", content=about_newcomer, headers={"Content-Type": XLSX})
    assert put.status_code == 200, put.text
    asked: dict[str, Any] = {
        "enterprise": {"markets": {"US": 0.6}},
        "parks": ["tcr", "newcomer"],
        "criteria": ["land_price", "infrastructure"],
        "as_of": "2026-11-01",
    }
    answer = client.post("/v1/recommendations", json=asked).json()
    assert answer["evidence"]["newcomer"]["land_price"]["value"] == pytest.approx(
        untold(55, 55, 55)[1]
    )
    assert answer["evidence"]["tcr"]["land_price"]["value"] == 95


def test_the_form_takes_it_too(client, about_newcomer):
    page = client.post("/parks/own", files={"workbook": ("own.xlsx", about_newcomer, XLSX)})
    assert page.status_code == 200
    assert NAME["en"] in page.text


@pytest.mark.long
def test_statements_are_typed_and_taken_out(client):
    for park, former in (("newcomer", None), ("tcr", "95")):
        page = client.post(f"/parks/{park}/own", data={**PRICE, "value": "118"})
        assert page.status_code == 200, page.text
        assert "Your statement is saved." in page.text
        if former is not None:
            assert f"takes the place of the catalogue's: {former} USD/m2" in unescape(page.text)
        hidden = dict(re.findall(HIDDEN, page.text))
        gone = client.post(f"/parks/{park}/own/remove", data=hidden)
        assert "The statement is out." in gone.text


def test_the_template_names_its_parks(client):
    with zipfile.ZipFile(io.BytesIO(client.get("/parks/own/template.xlsx").content)) as archive:
        assert b">newcomer<" in archive.read("xl/sharedStrings.xml")


@pytest.mark.long
def test_its_rates_and_scenarios_are_told(client):
    claim = load_catalogue().claims["hisense_atlantis.developer_investment.1"]
    told = {c["id"]: c for c in client.get(f"/v1/parks/{claim.subject}").json()["claims"]}
    assert told[claim.id]["usd"] is None
    assert "at 14.4475 ZAR per USD" not in client.get(f"/parks/{claim.subject}").text
    asked: dict[str, Any] = {
        "enterprise": {"markets": {"US": 0.6}},
        "parks": ["tcr", "ljip"],
        "sensitivity": {**default_parts(), "acceptability": {"samples": 300}},
        "as_of": "2026-11-01",
    }
    answer = client.post("/v1/recommendations", json=asked).json()
    assert {s["name"] for s in answer["scenarios"]} == {NAME["en"]}


@pytest.mark.long
def test_templates_speak_of_its_parks(client):
    items = {item["id"]: item for item in client.get("/v1/templates").json()["items"]}
    names = {park["id"]: park["name"] for park in items["parks"]["alternatives"]}
    assert names["tcr"] == OTHER["en"]
