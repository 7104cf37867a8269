"""What may be named in a request about parks."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.app import create_app
from api.settings import Settings
from mcda.parks import load_catalogue
from tests.clients import TestClient

PLACES = ("countries", "scenarios", "sectors", "markets", "sources", "provinces")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    place: Path = tmp_path_factory.mktemp("vocabularies") / "words.db"
    with TestClient(create_app(Settings(database=f"sqlite:///{place}"))) as client:
        yield client


def _items(client: TestClient, place: str, language: str = "en") -> list[dict[str, Any]]:
    answer = client.get(f"/v1/{place}", headers={"Accept-Language": language}).json()
    assert answer["total"] == len(answer["items"]) > 0
    assert answer["next"] is None
    found: list[dict[str, Any]] = answer["items"]
    return found


@pytest.mark.parametrize("place", PLACES)
def test_every_item_has_an_id_of_its_own_and_a_name_in_both_languages(client, place):
    items = _items(client, place)
    assert len({item["id"] for item in items}) == len(items)
    for item in items:
        if place != "sources":
            assert item["name"].strip()
    for item in _items(client, place, "zh") if place != "sources" else ():
        assert any("一" <= sign <= "鿿" for sign in item["name"]), item


def test_counts_are_those_of_the_catalogue(client):
    catalogue = load_catalogue()
    assert client.get("/v1/parks").json()["total"] == len(catalogue.parks)
    hosted = {item["id"]: item["parks"] for item in _items(client, "countries")}
    assert sum(hosted.values()) == len(catalogue.parks)
    assert hosted["vietnam"] == sum(p.country == "vietnam" for p in catalogue.parks.values())
    assert sum(item["claims"] for item in _items(client, "sources")) == len(catalogue.claims)


def test_one_scenario_is_the_default_and_its_parts_are_listed(client):
    items = {item["id"]: item for item in _items(client, "scenarios")}
    (default,) = [item for item in items.values() if item["default"]]
    assert len(default["parts"]) > 1
    assert set(default["parts"]) <= items.keys()


def test_what_is_listed_is_taken(client):
    markets = [item["id"] for item in _items(client, "markets")]
    sectors = [item["id"] for item in _items(client, "sectors")]
    body = {
        "enterprise": {
            "home": {"province": [item["id"] for item in _items(client, "provinces")][-1]},
            "markets": dict.fromkeys(markets, 0.01),
            "sectors": sectors[:50],
        },
        "parks": ["ljip", "tcr"],
        "scenario": _items(client, "scenarios")[0]["id"],
        "sensitivity": False,
        "detail": "summary",
    }
    answer = client.post("/v1/recommendations", json=body)
    assert answer.status_code == 200, answer.text
    told = {warning["code"] for warning in answer.json()["warnings"]}
    assert not told & {"home_not_recognised", "sector_not_recognised"}


def test_sectors_of_goods_have_chapters_and_services_none(client):
    chapters = {item["id"]: item["goods"] for item in _items(client, "sectors")}
    assert chapters["auto_parts"] == ["8708"]
    assert chapters["logistics"] == []


def test_markets_say_where_no_duty_is_known(client):
    known = {item["id"]: item["duties_known"] for item in _items(client, "markets")}
    assert known["US"]
    assert known["host"]
    assert known["EAEU"]  # clothing
    assert not known["KH"]  # preferences alone
    assert not known["other"]


def test_a_source_says_whether_what_was_taken_from_it_has_changed(client):
    found = {item["id"]: item for item in _items(client, "sources")}
    claims = load_catalogue().claims
    name = claims["ljip.land_price.1"].source.id
    taken = [claims[key].quote for key in sorted(claims) if claims[key].source.id == name]
    wanted = hashlib.sha256("\n\n".join(taken).encode()).hexdigest()
    assert found[name]["digest"] == wanted
    assert len({item["digest"] for item in found.values()}) > len(found) / 2
