"""Answers that may be kept, and answers that are packed on the way."""

import gzip
import json
from pathlib import Path

import pytest
from starlette.requests import Request

from api.app import create_app
from api.http.etag_route import matches
from api.settings import Settings
from tests.clients import TestClient

PLACES = ("/v1/parks", "/v1/parks/tcr", "/v1/criteria", "/v1/methods", "/v1/profiles")
ASKED = {"enterprise": {"markets": {"US": 1}}, "parks": ["ljip", "vcep", "tcr"]}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory):
    place: Path = tmp_path_factory.mktemp("tagged") / "kept.db"
    with TestClient(create_app(Settings(database=f"sqlite:///{place}"))) as client:
        yield client


@pytest.mark.parametrize("place", PLACES)
def test_what_somebody_has_is_not_sent_again(client: TestClient, place: str) -> None:
    first = client.get(place)
    tag = first.headers["ETag"]
    assert first.headers["Cache-Control"] == "private, max-age=0, must-revalidate"
    for said in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get(place, headers={"If-None-Match": said})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    lines = [("If-None-Match", '"other"'), ("If-None-Match", tag)]
    assert client.get(place, headers=lines).status_code == 304
    other = client.get(place, headers={"If-None-Match": '"other"'})
    assert (other.status_code, other.content) == (200, first.content)


def test_another_language_is_another_answer(client: TestClient) -> None:
    tags = {
        client.get("/v1/parks/vcep", headers={"Accept-Language": language}).headers["ETag"]
        for language in ("en", "zh")
    }
    assert len(tags) == 2


def test_a_fault_and_a_change_have_no_tag(client: TestClient) -> None:
    assert "ETag" not in client.get("/v1/parks/nowhere").headers
    assert "ETag" not in client.post("/v1/recommendations", json=ASKED).headers


def test_a_stored_result_is_kept(client: TestClient) -> None:
    made = client.post("/v1/assessments", json={"name": "Kept", **ASKED}).json()["id"]
    place = client.post(f"/v1/assessments/{made}/run").headers["Location"]
    again = client.get(place, headers={"If-None-Match": client.get(place).headers["ETag"]})
    assert (again.status_code, again.headers["Content-Language"]) == (304, "en")
    assert "Accept-Language" in again.headers["Vary"]


def test_an_answer_is_packed_where_that_is_accepted(client: TestClient) -> None:
    plain = client.post("/v1/recommendations", json=ASKED, headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    with client.stream(
        "POST", "/v1/recommendations", json=ASKED, headers={"Accept-Encoding": "gzip"}
    ) as packed:
        sent = b"".join(packed.iter_raw())
    assert packed.headers["Content-Encoding"] == "gzip"
    assert {"Accept-Encoding", "Accept-Language"} <= set(packed.headers["Vary"].split(", "))
    assert len(sent) < len(plain.content) / 3
    assert json.loads(gzip.decompress(sent))["ranking"] == plain.json()["ranking"]


def test_what_is_packed_already_is_left_alone(client: TestClient) -> None:
    small = client.get("/healthz", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in small.headers
    made = client.post("/v1/assessments", json={"name": "Packed", **ASKED}).json()["id"]
    client.post(f"/v1/assessments/{made}/run")
    sheet = client.get(f"/v1/assessments/{made}/results/1/report.xlsx")
    assert sheet.status_code == 200
    assert "Content-Encoding" not in sheet.headers


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        *((said, True) for said in ('"1"', 'W/"1"', "*", '"2", "1"')),
        *((said, False) for said in ('"11"', "", "1", '"*"', 'w/"1"')),
    ],
)
def test_tags_that_are_known(said: str, wanted: bool) -> None:
    sent = Request({"type": "http", "headers": [(b"if-none-match", said.encode())]})
    assert matches(sent, '"1"') is wanted
    assert matches(sent, 'W/"1"') is wanted
