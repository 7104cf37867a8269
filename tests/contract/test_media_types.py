"""Bodies that are not said to be JSON."""

from api.app import create_app
from tests.clients import TestClient


def test_another_media_type_is_415_as_a_problem_document() -> None:
    client = TestClient(create_app())
    answer = client.post("/v1/weights", content=b"{}", headers={"content-type": "text/plain"})
    assert answer.status_code == 415
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "unsupported_media_type"
    assert "text/plain" in answer.json()["detail"]
