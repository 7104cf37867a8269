"""What routes ask of a caller, met on real routes."""

import pytest
from starlette.requests import Request

from api.access.caller import SCOPES, Caller, Scope
from api.access.dependencies import ScopeDependency, caller_of
from api.http.refusals import Forbidden

ROUTES: dict[Scope, tuple[str, str]] = {
    "read": ("GET", "/v1/organisation"),
    "write": ("POST", "/v1/assessments"),
    "admin": ("GET", "/v1/keys"),
}


@pytest.mark.parametrize("held", SCOPES)
def test_each_scope_opens_its_routes_and_no_further_ones(
    client, file_database, key_of, bearer_of, assert_problem, held
):
    headers = bearer_of(key_of(file_database, scope=held))
    for needed, (method, path) in ROUTES.items():
        answer = client.request(
            method, path, headers=headers, json={} if method == "POST" else None
        )
        if SCOPES.index(held) < SCOPES.index(needed):
            assert_problem(answer, 403, "scope_missing")
            assert f"“{needed}”" in answer.json()["detail"]
            assert answer.json()["detail"].endswith(f"has: {held}.")
        else:
            assert answer.status_code != 403


@pytest.mark.parametrize(
    ("method", "path"),
    [
        *(("GET", "/v1/keys"), ("POST", "/v1/keys")),
        ("POST", "/v1/keys/{id}/rotation"),
        *(("DELETE", "/v1/keys/{id}"), ("GET", "/v1/audit")),
    ],
)
@pytest.mark.parametrize("held", ["read", "write"])
def test_keys_and_the_log_are_for_admins(
    client, file_database, key_of, bearer_of, assert_problem, held, method, path
):
    admin, mine = key_of(file_database), key_of(file_database, scope=held)
    body = {"name": "x"} if path.endswith("keys") and method == "POST" else None
    for target in (admin, mine):
        answer = client.request(
            method, path.format(id=target["id"]), headers=bearer_of(mine), json=body
        )
        assert_problem(answer, 403, "scope_missing")
    assert len(client.get("/v1/keys", headers=bearer_of(admin)).json()["items"]) == 2


def request_of(caller: Caller) -> Request:
    return Request({"type": "http", "headers": [], "state": {"caller": caller}})


def test_the_caller_is_the_one_that_was_found():
    caller = Caller(organisation="a", by="x", scopes=frozenset({"write"}))
    assert caller_of(request_of(caller)) is caller
    assert ScopeDependency("read")(request_of(caller)) is caller
    with pytest.raises(Forbidden) as caught:
        ScopeDependency("admin")(request_of(caller))
    assert caught.value.faults[0].fields == {"scope": "admin", "held": ["write"]}


def test_without_a_caller_nothing_is_given():
    with pytest.raises(AttributeError):
        ScopeDependency("read")(Request({"type": "http", "headers": []}))
