"""Every answer carries the headers that keep browsers careful; its own win."""

import pytest

from api.http.instrumentation import careful_headers
from tests.clients import TestClient

CAREFUL = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        *(("/v1/methods", 200), ("/v1/nothing", 404), ("/healthz", 200), ("/", 200)),
        *(("/docs", 200), ("/nothing", 404)),
        ("/problems/key_missing", 200),
    ],
)
def test_every_answer_keeps_browsers_careful(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    # Pages send forms, and a form without a referrer would name no origin.
    wanted = (
        CAREFUL if path not in ("/", "/docs") else {**CAREFUL, "referrer-policy": "same-origin"}
    )
    assert {name: answer.headers.get(name) for name in CAREFUL} == wanted


@pytest.mark.parametrize("path", ["/v1/methods", "/v1/nothing", "/healthz", "/openapi.json"])
def test_data_may_load_nothing(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"


def test_pages_keep_the_policy_of_their_own(client: TestClient) -> None:
    for path in ("/", "/docs"):
        policy = client.get(path).headers.get("content-security-policy", "")
        assert "default-src 'none'; frame-ancestors 'none'" not in policy


def test_refusals_of_access_are_careful_too(client: TestClient) -> None:
    for headers in ({"Host": "evil.com"}, {"Authorization": "Bearer x"}):
        answer = client.get("/v1/keys", headers=headers)
        assert answer.status_code in (401, 403)
        assert {name: answer.headers.get(name) for name in CAREFUL} == CAREFUL
        assert answer.headers["cache-control"] == "no-store"


def test_what_is_asked_for_is_kept_by_no_cache(client: TestClient) -> None:
    assert client.get("/v1/organisation").headers["cache-control"] == "no-store"
    assert "cache-control" not in client.get("/healthz").headers


def test_what_an_answer_says_itself_is_left() -> None:
    own = [(b"x-frame-options", b"SAMEORIGIN"), (b"cache-control", b"private")]
    added = dict(careful_headers("/v1/x", "http", own))
    assert added[b"x-content-type-options"] == b"nosniff"
    assert not {name for name, _ in own} & set(added)
