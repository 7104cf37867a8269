"""Sections 1 and 5: the catalogue, the methods and the state of the service."""

from datetime import date
from typing import Any

import pytest

from tests.clients import TestClient

CRITERIA = [
    "land_price", "infrastructure", "one_stop_services", "investor_type", "hometown_ties",
    "trade_cost_exposure", "government_support",
]  # fmt: skip


def items(client: TestClient, path: str) -> list[dict[str, Any]]:
    answer = client.get(path)
    assert answer.status_code == 200
    page = answer.json()
    assert set(page) >= {"items", "next"}
    assert page["next"] is None
    found: list[dict[str, Any]] = page["items"]
    return found


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_the_state_is_answered(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["status"]


def test_the_seven_criteria_keep_their_ids(client):
    found = items(client, "/v1/criteria")
    assert [item["id"] for item in found] == CRITERIA
    for item in found:
        assert item["direction"] in ("benefit", "cost")
        assert isinstance(item["unit"], str)
        scale = item["scale"]
        low, high = sorted((scale["worst"], scale["best"]))
        assert item["possible"][0] <= low < high <= item["possible"][1]
        assert (scale["worst"] > scale["best"]) == (item["direction"] == "cost")
        for words in ("worst_in_words", "best_in_words", "reason"):
            assert isinstance(scale[words], str)
        assert date.fromisoformat(scale["as_of"])
        assert isinstance(item["name"], str)


def test_optional_criteria_and_the_tree_stand_beside_the_seven(client):
    answer = client.get("/v1/criteria").json()
    further = {item["id"]: item for item in answer["further"]}
    assert {"labour_cost", "political_stability", "industry_fit"} <= set(further)
    grouped = [criterion for group in answer["groups"] for criterion in group["criteria"]]
    assert sorted(grouped) == sorted([*CRITERIA, *further])
    for item in (*answer["further"], *answer["groups"]):
        assert isinstance(item["name"], str)


def test_every_criterion_names_its_sources(client):
    answer = client.get("/v1/criteria").json()
    for item in (*answer["items"], *answer["further"]):
        told = item["read_from"]
        assert set(told) == {"attribute", "claims", "sources"}
        assert told["claims"], item["id"]
        assert all(title for title in told["sources"]), item["id"]
        assert bool(told["attribute"]) is (item["indicator"] is not None)
    for template in client.get("/v1/templates").json()["items"]:
        for criterion in template["criteria"]:
            assert criterion["read_from"]["sources"], (template["id"], criterion["id"])


@pytest.mark.parametrize(
    ("path", "limit", "orders"),
    [("/v1/parks", 60, ("id", "name", "country")), ("/v1/sources", 200, ("id", "title"))],
)
def test_long_lists_come_in_pages_and_in_order(client, path, limit, orders):
    whole = client.get(path).json()
    ids = {item["id"] for item in whole["items"]}
    assert (whole["next"], whole["total"]) == (None, len(ids))
    assert len(ids) > 2 * limit
    for order in (None, *orders, *(f"-{name}" for name in orders)):
        asked = {"limit": limit, **({} if order is None else {"sort": order})}
        found, cursor = [], {}
        while True:
            page = client.get(path, params={**asked, **cursor}).json()
            assert page["total"] == len(ids)
            found += page["items"]
            if page["next"] is None:
                break
            assert len(page["items"]) == limit
            cursor = {"cursor": page["next"]}
        assert len(found) == len(ids)
        assert {item["id"] for item in found} == ids
        if order is None:
            assert found == whole["items"]
            continue
        said = [item[order.removeprefix("-")] for item in found]
        keys = [one.casefold() for one in said]
        assert keys == sorted(keys, reverse=order.startswith("-"))
    first = client.get(path, params={"limit": 1, "sort": "id"}).json()["next"]
    other = client.get(path, params={"cursor": first})
    assert (other.status_code, other.json()["code"]) == (422, "cursor_invalid")


@pytest.mark.parametrize("path", ["/v1/methods", "/v1/own-profiles", "/v1/markets"])
def test_every_list_says_how_many_there_are(client, path):
    answer = client.get(path).json()
    assert answer["total"] == len(answer["items"])


def test_the_four_study_parks_are_listed(client):
    found = items(client, "/v1/parks")
    assert {item["id"] for item in found} >= {"ljip", "vcep", "tcr", "kitic"}
    for item in found:
        assert isinstance(item["name"], str)
        assert item["country"]


@pytest.mark.parametrize("park", ["ljip", "vcep", "tcr", "kitic"])
def test_a_park_has_claims_with_source_date_and_quote(client, park):
    answer = client.get(f"/v1/parks/{park}").json()
    assert answer["id"] == park
    assert answer["claims"]
    for claim in answer["claims"]:
        for part in ("source", "as_of", "quote"):
            assert claim[part], (claim["id"], part)


@pytest.mark.parametrize(("language", "word"), [("en", "certified"), ("zh", "通过确认")])
def test_a_contradiction_is_explained_in_the_language_of_the_caller(client, language, word):
    answer = client.get("/v1/parks/ljip", headers={"Accept-Language": language}).json()
    claims = {claim["id"] for claim in answer["claims"]}
    assert ["sheng.ljip.certified_july", "sheng.ljip.certified_september"] in answer["conflicts"]
    assert all(set(pair) <= claims for pair in answer["conflicts"])
    month = {item["id"]: item for item in answer["contradictions"]}["ljip_certificate"]
    assert word in month["about"]
    assert month["explanation"]
    assert month["standing"] in ("relied", "open", "moot", "unread")
    assert [[claim["as_of"] for claim in side] for side in month["sides"]] == [
        ["2011-07"],
        ["2011-09"],
    ]
    for item in answer["contradictions"]:
        assert len(item["sides"]) >= 2
        for claim in (claim for side in item["sides"] for claim in side):
            assert claim["source"]
            assert claim["quote"]


@pytest.mark.parametrize(
    ("park", "entry"), [("vcep", "vcep_area"), ("great_stone", "great_stone_area")]
)
def test_other_plans_and_boundaries_are_no_contradiction(client, park, entry):
    answer = client.get(f"/v1/parks/{park}").json()
    alike = {item["id"]: item for item in answer["look_alikes"]}[entry]
    assert alike["explanation"]
    assert sorted(alike["claims"]) not in [sorted(pair) for pair in answer["conflicts"]]


@pytest.mark.long
def test_the_country_of_every_park_is_there(client):
    for name in sorted({park["country"] for park in items(client, "/v1/parks")}):
        answer = client.get(f"/v1/countries/{name}")
        assert answer.status_code == 200
        country = answer.json()
        assert country["id"] == name
        assert country["claims"]
        assert country["scenarios"]


def test_profiles_list_what_each_answers(client):
    found = items(client, "/v1/profiles")
    assert "first-time-private-exporter" in [item["id"] for item in found]
    assert sum(item["default"] for item in found) == 1
    for item in found:
        assert client.get(f"/v1/profiles/{item['id']}").json() == item
        assert sum(item["weights"].values()) == pytest.approx(1)
        ranked = [c for group in item["order"] for c in group]
        given = [item["weights"][c] for c in ranked]
        assert given == sorted(given, reverse=True)
        assert set(item["weights"]) == set(item["subject"]["criteria"])


def test_methods_name_their_parameters_and_reference(client):
    found = {item["name"]: item for item in items(client, "/v1/methods")}
    assert set(found) >= {
        "topsis", "ahp", "weighted_sum", "weighted_product", "vikor", "promethee2", "spotis",
    }  # fmt: skip
    for name, item in found.items():
        assert item["title"]
        assert item["reference"]
        assert item["traits"]["lower_is_better"] == (name in ("vikor", "spotis", "pymcdm_mairca"))
        assert item["parameters"]["properties"]["name"]["const"] == name
    assert set(found["topsis"]["parameters"]["properties"]) >= {"normalisation", "distance"}
    assert "v" in found["vikor"]["parameters"]["properties"]
    assert "preferences" in found["promethee2"]["parameters"]["properties"]
    assert set(found["ahp"]["parameters"]["properties"]) >= {"mode", "comparisons"}
