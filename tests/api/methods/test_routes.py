"""``GET /v1/methods`` lists what the registry holds."""

from starlette.testclient import TestClient

from mcda.methods import METHODS


def test_every_method_is_listed_with_its_traits(client: TestClient) -> None:
    found = client.get("/v1/methods").json()
    assert found["next"] is None
    assert [item["name"] for item in found["items"]] == list(METHODS)
    for item in found["items"]:
        method = METHODS[item["name"]]
        assert item["title"] == dict(method.title)
        assert item["reference"] == method.reference
        assert item["contributions_sum_to"] == method.contributions_sum
        assert item["traits"]["lower_is_better"] == method().traits.lower_is_better


def test_parameters_are_those_a_ranking_takes(client: TestClient) -> None:
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    for item in client.get("/v1/methods").json()["items"]:
        described = schemas[item["parameters"]["title"]]["properties"]
        assert set(item["parameters"]["properties"]) == set(described)
