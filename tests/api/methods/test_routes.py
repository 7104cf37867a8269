"""``GET /v1/methods`` lists what the registry holds."""

from dataclasses import asdict

from mcda.methods import METHODS
from mcda.methods.measurements import LAWS, measured_laws, problems_measured
from tests.clients import TestClient


def test_every_method_is_listed_with_its_traits(client: TestClient) -> None:
    found = client.get("/v1/methods").json()
    assert found["next"] is None
    assert [item["name"] for item in found["items"]] == list(METHODS)
    for item in found["items"]:
        method = METHODS[item["name"]]
        assert item["title"] == method.title["en"]
        assert item["reference"] == method.reference
        assert item["contributions_sum_to"] == method.contributions_sum
        assert item["traits"] == asdict(method().traits)
        assert (item["distribution"], item["version"]) == ("parkwise", "")
    assert found["refused"] == []


def test_parameters_are_those_a_ranking_takes(client: TestClient) -> None:
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    for item in client.get("/v1/methods").json()["items"]:
        described = schemas[item["parameters"]["title"]]["properties"]
        assert set(item["parameters"]["properties"]) == set(described)


def test_a_parameter_named_like_a_word_of_python_is_described(client: TestClient) -> None:
    items = {item["name"]: item for item in client.get("/v1/methods").json()["items"]}
    described = items["waspas"]["parameters"]["properties"]["lambda"]
    assert (described["minimum"], described["maximum"], described["default"]) == (0, 1, 0.5)


def test_counts_are_those_of_the_file(client: TestClient) -> None:
    for item in client.get("/v1/methods").json()["items"]:
        found, told = item["measured"], measured_laws(item["name"])
        assert found["problems"] == problems_measured()
        assert [c["parameters"] for c in found["configurations"]] == [m.parameters for m in told]
        for configuration, measured in zip(found["configurations"], told, strict=True):
            for law in LAWS:
                assert configuration[law] == asdict(measured.laws[law])
