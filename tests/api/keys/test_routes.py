"""Keys, organisation and log over HTTP, on both databases."""

from collections.abc import Callable
from typing import Any

import pytest

from api.db import Database
from api.http.list_page import cursor
from tests.clients import TestClient

Make = Callable[..., dict[str, Any]]
Bearer = Callable[[dict[str, Any]], dict[str, str]]


@pytest.fixture
def client(database: Database, serve: Callable[..., TestClient]) -> TestClient:
    return serve(database)


@pytest.fixture
def admin(database: Database, key_of: Make, bearer_of: Bearer) -> dict[str, str]:
    return bearer_of(key_of(database, "a"))


@pytest.fixture
def stranger(database: Database, key_of: Make, bearer_of: Bearer) -> dict[str, str]:
    return bearer_of(key_of(database, "b"))


def works(client: TestClient, made: dict[str, Any]) -> bool:
    sent = {"Authorization": f"Bearer {made['key']}"}
    return client.get("/v1/organisation", headers=sent).status_code == 200


def test_a_key_is_made_shown_once_and_listed_without_its_text(client, admin):
    body = {"name": " 前端 ", "scope": "read", "days": 30}
    answer = client.post("/v1/keys", json=body, headers=admin)
    assert answer.status_code == 201
    assert answer.headers["cache-control"] == "no-store"
    made = answer.json()
    assert works(client, made)
    listing = client.get("/v1/keys", headers=admin)
    assert made["key"][14:] not in listing.text
    found = next(item for item in listing.json()["items"] if item["id"] == made["id"])
    assert found["name"] == "前端"
    assert found["last_used_at"] is not None
    assert {k: v for k, v in found.items() if k != "last_used_at"} == {
        k: v for k, v in made.items() if k not in ("key", "last_used_at")
    }


def test_the_first_key_of_an_organisation_manages_keys(client, database, bearer_of, assert_problem):
    for scope in ("read", "write"):
        refused = client.post("/v1/keys", json={"name": "x", "scope": scope})
        assert_problem(refused, 422, "first_key")
        assert refused.json()["errors"][0]["pointer"] == "/scope"
    first = client.post("/v1/keys", json={"name": "x"}).json()
    assert first["scopes"] == ["admin"]
    second = client.post("/v1/keys", json={"name": "y"}, headers=bearer_of(first)).json()
    assert second["scopes"] == ["write"]
    third = {"name": "z", "scope": "read"}
    assert client.post("/v1/keys", json=third, headers=bearer_of(first)).json()["scopes"] == [
        "read"
    ]


def test_whose_key_it_is(client, admin):
    found = client.get("/v1/organisation", headers=admin).json()
    assert (found["name"], found["scopes"]) == ("a", ["admin"])
    assert found["by"].startswith("admin of a (pw_")


def test_a_key_is_replaced_at_once(client, admin):
    for sent in (None, {}, {"grace_hours": 0}):
        old = client.post("/v1/keys", json={"name": "x"}, headers=admin).json()
        assert works(client, old)
        answer = client.post(f"/v1/keys/{old['id']}/rotation", json=sent, headers=admin)
        assert answer.status_code == 201
        assert answer.headers["cache-control"] == "no-store"
        assert works(client, answer.json())
        assert not works(client, old)


def test_a_key_is_replaced_with_grace(client, admin):
    old = client.post("/v1/keys", json={"name": "x"}, headers=admin).json()
    sent = {"grace_hours": 1}
    new = client.post(f"/v1/keys/{old['id']}/rotation", json=sent, headers=admin).json()
    assert works(client, old)
    assert works(client, new)


def test_a_key_ends_at_once(client, admin, assert_problem):
    made = client.post("/v1/keys", json={"name": "x"}, headers=admin).json()
    assert works(client, made)
    answer = client.delete(f"/v1/keys/{made['id']}", headers=admin)
    assert (answer.status_code, answer.content) == (204, b"")
    assert not works(client, made)
    assert_problem(client.delete(f"/v1/keys/{made['id']}", headers=admin), 404, "unknown_key")


def test_others_see_neither_keys_nor_log(client, admin, stranger, assert_problem):
    made = client.post("/v1/keys", json={"name": "secret name"}, headers=admin).json()
    for path in ("/v1/keys", "/v1/audit", "/v1/organisation"):
        seen = client.get(path, headers=stranger)
        assert seen.status_code == 200
        for word in ("secret name", made["id"], made["prefix"], "of a"):
            assert word not in seen.text
    ending = client.delete(f"/v1/keys/{made['id']}", headers=stranger)
    replacing = client.post(f"/v1/keys/{made['id']}/rotation", headers=stranger)
    nothing = client.delete(f"/v1/keys/{'0' * 24}", headers=stranger)
    for answer in (ending, replacing, nothing):
        assert_problem(answer, 404, "unknown_key")
    assert ending.text.replace(made["id"], "0" * 24) == nothing.text
    assert works(client, made)


def test_the_log_is_paged_without_telling_of_others(client, admin, stranger):
    for n in range(4):
        client.post("/v1/keys", json={"name": f"mine {n}"}, headers=admin)
        client.post("/v1/keys", json={"name": f"theirs {n}"}, headers=stranger)
    seen, word, words = [], None, []
    while True:
        query = {"limit": 2, **({} if word is None else {"cursor": word})}
        page = client.get("/v1/audit", params=query, headers=admin).json()
        seen += page["items"]
        word = page["next"]
        if word is None:
            break
        words.append(word)
    assert len(seen) == 5
    assert [line["at"] for line in seen] == sorted((line["at"] for line in seen), reverse=True)
    assert words == [cursor([3]), cursor([1])]
    assert page["total"] == 5


WORDS = [
    *("", "!", "%", "\0", "é", "null", "AAAA", "W10", "e30", "_" * 500, " "),
    *(cursor([3]) + "!", cursor([3]) + "\n", cursor([3])[:-1], cursor([-1]), cursor([2**31])),
    *(cursor([2**63]), cursor([2**64 - 1]), cursor([3.0]), cursor([True]), cursor(["3"])),
    *(cursor([None]), cursor([3, 3]), cursor([]), cursor([[3]])),
]


def test_cursors_that_are_made_up(client, admin, subtests, assert_problem):
    for word in WORDS:
        with subtests.test(word=word):
            answer = client.get("/v1/audit", params={"cursor": word}, headers=admin)
            assert_problem(answer, 422, "cursor_invalid")
            assert answer.json()["errors"][0]["pointer"] == "/cursor"


def test_cursors_past_all_length(client, admin, assert_problem):
    answer = client.get("/v1/audit", params={"cursor": "A" * 501}, headers=admin)
    assert_problem(answer, 422, "wrong_type")


def test_pages_of_no_size(client, admin, assert_problem):
    for limit in ("0", "201", "-1", "1.5", "x", ""):
        assert_problem(client.get(f"/v1/audit?limit={limit}", headers=admin), 422, "wrong_type")


BODIES = [
    (b'{"name": "a\\u0000b"}', 422),
    (b'{"name": "a\\u001b[2Jb"}', 422),
    (b'{"name": "a\\ud800b"}', 422),
    (b'{"name": "x", "a\\ud800b": 1}', 422),
    (b'{"name": "' + b"x" * 201 + b'"}', 422),
    (b'{"name": "x", "days": NaN}', 422),
    (b'{"name": "x", "days": 1e999}', 422),
    (b'{"name": "x", "days": ' + b"9" * 5000 + b"}", 422),
    (b'{"name": "\xff"}', 422),
    (b"[" * 100_000, 422),
    (b"", 422),
    (b"null", 422),
    (b"{", 422),
]


def test_bodies_that_are_refused(client, admin, subtests):
    headers = {**admin, "Content-Type": "application/json"}
    for content, status in BODIES:
        with subtests.test(content=content[:30]):
            answer = client.post("/v1/keys", content=content, headers=headers)
            assert answer.status_code == status
            assert answer.headers["content-type"] == "application/problem+json"
    assert len(client.get("/v1/keys", headers=admin).json()["items"]) == 1


def test_names_that_are_kept_as_they_are(client, admin, subtests):
    for name in ("工" * 200, "🏭" * 200, "شركة", "'; DROP TABLE keys; --"):
        with subtests.test(name=name[:9]):
            body = {"name": name, "scope": "admin"}
            made = client.post("/v1/keys", json=body, headers=admin).json()
            mine = {"Authorization": f"Bearer {made['key']}"}
            assert client.get("/v1/organisation", headers=mine).json()["by"].startswith(name)
            assert client.post("/v1/keys", json={"name": "x"}, headers=mine).status_code == 201
            line = client.get("/v1/audit", headers=mine).json()["items"][0]
            assert line["by"] == f"{name} ({made['prefix']})"


def test_ids_of_no_key(client, admin, subtests, assert_problem):
    for key_id in ("%00", "x" * 5000, "%ff", "%F0%9F%8F%AD", "0" * 24, "%0a", "A" * 24):
        with subtests.test(key_id=key_id[:9]):
            at = f"http://127.0.0.1:8000/v1/keys/{key_id}"
            assert_problem(client.delete(at, headers=admin), 404, "unknown_key")
            assert_problem(client.post(f"{at}/rotation", headers=admin), 404, "unknown_key")


def test_methods_that_keys_do_not_take(client, admin, assert_problem):
    for method in ("PUT", "PATCH", "TRACE", "OPTIONS", "ODD"):
        answer = client.request(method, "/v1/keys", headers=admin)
        assert_problem(answer, 405, "method_not_allowed")
        assert answer.headers["allow"]
    assert client.head("/v1/keys", headers=admin).status_code == 200
