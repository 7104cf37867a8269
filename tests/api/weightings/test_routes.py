"""``POST /v1/weights`` and ``GET /v1/profiles``."""

from api.weightings.routes import ProfileAnswer
from tests.clients import TestClient


def test_weights_are_answered(client: TestClient) -> None:
    body = {"weights": {"kind": "direct", "values": {"a": 3, "b": 1}}}
    found = client.post("/v1/weights", json=body).json()
    assert found["values"] == {"a": 0.75, "b": 0.25}
    assert (found["kind"], found["diagnostics"], found["repair"]) == ("direct", {}, [])
    assert found["known"]["stated"] is False


def test_profiles_are_answered(client: TestClient) -> None:
    listed = client.get("/v1/profiles").json()["items"]
    assert client.get(f"/v1/profiles/{listed[0]['id']}").json() == listed[0]
    assert client.get("/v1/profiles/nobody").status_code == 404


def test_profiles_are_asked_for_by_subject(client: TestClient) -> None:
    every = client.get("/v1/profiles").json()["items"]
    for about in ("parks", "location", "park-model"):
        found = client.get("/v1/profiles", params={"about": about}).json()["items"]
        assert found == [item for item in every if item["about"] == about]


def test_an_unknown_subject_is_refused(client: TestClient) -> None:
    answer = client.get("/v1/profiles", params={"about": "weather"})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    (error,) = answer.json()["errors"]
    assert error["pointer"] == "/about"
    assert "park-model" in error["detail"]


def test_every_profile_fits_its_description(client: TestClient) -> None:
    for item in client.get("/v1/profiles").json()["items"]:
        found = ProfileAnswer.model_validate(item, strict=True)
        assert found.label
        assert found.claims
        assert found.support.parts
        assert not found.model_extra
