"""What holds for every address: its head, and parameters that nobody knows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.routing import APIRoute

from api.app import create_app
from api.http.middleware import KnownQuery
from api.settings import Settings
from tests.clients import TestClient


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    place: Path = tmp_path_factory.mktemp("manners") / "manners.db"
    with TestClient(create_app(Settings(database=f"sqlite:///{place}"))) as client:
        yield client


@pytest.mark.parametrize(
    "place", ["/v1/parks", "/v1/parks/tcr", "/v1/assessments", "/healthz", "/parks", "/v1/nothing"]
)
def test_the_head_is_that_of_the_whole(client, place):
    whole, head = client.get(place), client.head(place)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    for name in ("Content-Type", "Content-Length", "ETag"):
        assert head.headers.get(name) == whole.headers.get(name)


def test_what_has_no_get_has_no_head(client):
    refused = client.head("/v1/rankings")
    assert (refused.status_code, refused.headers["Allow"]) == (405, "POST")


def test_every_route_refuses_parameters_that_it_does_not_know(client):
    routes = [
        route
        for route in client.app.routes  # type: ignore[attr-defined]  # of the framework
        if isinstance(route, APIRoute) and route.path.startswith("/v1/")
    ]
    assert len(routes) > 40
    for route in routes:
        place = route.path.replace("{number}", "1").replace("{other}", "1")
        place = place.replace("{", "").replace("}", "")
        for method in sorted(route.methods):
            answer = client.request(method, f"{place}?no_such=1")
            assert answer.status_code == 422, (method, place, answer.text)
            assert answer.json()["code"] == "unknown_parameter"
            assert answer.json()["errors"][0]["pointer"] == "/no_such"


def test_every_list_tells_how_many_there_are(client):
    places = [
        route.path
        for route in client.app.routes  # type: ignore[attr-defined]  # of the framework
        if isinstance(route, APIRoute) and "GET" in route.methods and "{" not in route.path
    ]
    answers = [client.get(place) for place in places if place.startswith("/v1/")]
    lists = [found for answer in answers if "items" in (found := answer.json())]
    assert len(lists) > 15
    for found in lists:
        assert found["total"] >= len(found["items"]), found


def test_a_route_is_guarded_once_by_however_many_applications():
    made = [route for _ in range(2) for route in create_app(Settings()).routes]
    guards = [route.app for route in made if isinstance(route, APIRoute)]
    assert len(guards) > 80
    assert not any(isinstance(getattr(guard, "app", None), KnownQuery) for guard in guards)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "this address takes none"), ("zh", "此地址不接受任何参数")]
)
def test_where_no_parameter_is_known_that_is_said(client, language, said):
    answer = client.get("/v1/markets?limit=3", headers={"Accept-Language": language}).json()
    assert said in answer["detail"]
    assert "allowed" not in answer["errors"][0]


def test_all_unknown_ones_are_told_with_those_that_are_known(client):
    said = client.get("/v1/assessments?limits=3&limit=3&strat=x", headers={"Accept-Language": "zh"})
    body = said.json()
    assert [item["pointer"] for item in body["errors"]] == ["/limits", "/strat"]
    assert "limit" in body["errors"][0]["detail"]
    assert "参数" in body["title"]
    assert client.get("/v1/assessments?limit=3").status_code == 200
