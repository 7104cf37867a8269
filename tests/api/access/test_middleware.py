"""Who is let in: with keys, without, from where, how often; and what others are told."""

import socket
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient as AnyClient

from api.access.key import make_key
from api.app import create_app
from api.db import Database
from api.settings import Settings
from tests.clients import LOOPBACK
from tests.service import threaded

GUARDED = "/v1/organisation"
Bearer = Callable[[dict[str, Any]], dict[str, str]]


def test_open_to_this_machine_while_no_key_exists(client):
    answer = client.get(GUARDED)
    assert answer.status_code == 200
    assert {name: answer.json()[name] for name in ("id", "name", "by", "scopes")} == {
        "id": "local",
        "name": "local",
        "by": "this machine",
        "scopes": ["admin", "read", "write"],
    }
    assert "ratelimit" not in answer.headers


ELSEWHERE = [
    *({"Host": "evil.com"}, {"Host": "park.example:8000"}, {"Origin": "https://evil.com"}),
    *({"Origin": "null"}, {"X-Forwarded-For": "127.0.0.1"}, {"X-Forwarded-Proto": "https"}),
    {"Forwarded": "for=127.0.0.1;host=localhost"},
]


def test_open_to_nobody_else(client, subtests, assert_problem):
    for headers in ELSEWHERE:
        with subtests.test(headers=headers):
            assert_problem(client.get(GUARDED, headers=headers), 403, "not_this_machine")
            answer = client.post("/v1/keys", headers=headers, json={"name": "x"})
            assert_problem(answer, 403, "not_this_machine")
    assert client.get("/v1/keys").json()["items"] == []


def test_open_to_no_other_machine(client, assert_problem):
    for address in ("10.0.0.1", "::ffff:10.0.0.1", "testclient", ""):
        there = AnyClient(client.app, **{**LOOPBACK, "client": (address, 1)})
        assert_problem(there.get(GUARDED), 403, "not_this_machine")


def test_open_over_ipv4_written_as_ipv6(client):
    here = AnyClient(client.app, **{**LOOPBACK, "client": ("::ffff:127.0.0.1", 1)})
    assert here.get(GUARDED).status_code == 200


def test_open_does_not_mean_that_any_key_is_good(client, assert_problem):
    for sent in (f"Bearer {make_key().text}", "Bearer nonsense"):
        answer = client.get(GUARDED, headers={"Authorization": sent})
        assert_problem(answer, 401, "key_invalid")
    for sent in (make_key().text, "Basic cm9vdDo=", "Bearer", ""):
        answer = client.get(GUARDED, headers={"Authorization": sent})
        assert_problem(answer, 401, "key_scheme")


def test_closed_once_a_key_exists_and_for_good(client, file_database, bearer_of, assert_problem):
    assert client.get(GUARDED).status_code == 200
    made = client.post("/v1/keys", json={"name": "first", "scope": "admin"}).json()
    assert_problem(client.get(GUARDED), 401, "key_missing")
    assert client.get(GUARDED, headers=bearer_of(made)).status_code == 200
    assert client.delete(f"/v1/keys/{made['id']}", headers=bearer_of(made)).status_code == 204
    assert_problem(client.get(GUARDED, headers=bearer_of(made)), 401, "key_invalid")
    assert_problem(client.get(GUARDED), 401, "key_missing")


def test_a_key_works_from_anywhere(client, file_database, key_of, bearer_of):
    headers = bearer_of(key_of(file_database))
    there = AnyClient(client.app, base_url="https://park.example", client=("10.0.0.1", 1))
    assert there.get(GUARDED, headers=headers).status_code == 200
    assert there.get(GUARDED, headers={**headers, "Origin": "https://x.cn"}).status_code == 200


def test_what_needs_no_key(client, file_database, key_of):
    key_of(file_database)
    there = AnyClient(client.app, base_url="https://park.example", client=("10.0.0.1", 1))
    for path in ("/healthz", "/readyz", "/openapi.json", "/problems/key_missing"):
        assert there.get(path).status_code == 200


GUARDED_PATHS = [
    *("/v1/keys", "/v1/keys/", "/v1//keys", "/v1/", "/v1/nothing", "/v1/keys;x", "/v1/keys%00"),
    *("/v1%2Fkeys", "/%761/keys", "/v1/ke%79s", "/v1/./keys", "/v1/../v1/keys", "/v1/%2e%2e/keys"),
]


def test_no_spelling_and_no_method_gets_past(client, file_database, key_of):
    key_of(file_database)
    for method, path in product(("GET", "HEAD", "OPTIONS", "POST", "TRACE", "ODD"), GUARDED_PATHS):
        answer = client.request(method, f"http://127.0.0.1:8000{path}", follow_redirects=False)
        assert answer.status_code == 401, (method, path)
        assert answer.headers["www-authenticate"] == "Bearer"


def test_other_spellings_lead_nowhere(client, file_database, key_of, assert_problem):
    key_of(file_database)
    for path in ("/V1/keys", "//v1/keys", "/v1", "/x/v1/keys", "/%20/v1/keys"):
        assert_problem(client.get(f"http://127.0.0.1:8000{path}"), 404, "not_found")


def test_two_keys_at_once_are_none(client, file_database, key_of, assert_problem):
    good = f"Bearer {key_of(file_database)['key']}"
    for sent in ([good, "Bearer x"], ["Bearer x", good], [good, good], [good, "Basic x"]):
        answer = client.get(GUARDED, headers=[("Authorization", one) for one in sent])
        assert_problem(answer, 401, "key_invalid")
    assert_problem(
        client.get(GUARDED, headers={"Authorization": f"{good}, {good}"}), 401, "key_invalid"
    )


def test_keys_of_any_bytes_are_just_wrong(client, assert_problem):
    for sent in (b"Bearer \xff\xfe", b"Bearer \xed\xa0\x80", b"\xff", b"Bearer " * 99):
        answer = client.get(GUARDED, headers=[(b"authorization", sent)])
        assert_problem(answer, 401, "key_invalid" if sent != b"\xff" else "key_scheme")


def test_a_key_in_other_places_is_no_key(client, file_database, key_of, assert_problem):
    text = key_of(file_database)["key"]
    for options in (
        {"params": {"access_token": text, "key": text}},
        {"headers": {"X-API-Key": text, "Proxy-Authorization": f"Bearer {text}"}},
        {"headers": {"Cookie": f"key={text}; Authorization=Bearer {text}"}},
    ):
        assert_problem(client.get(GUARDED, **options), 401, "key_missing")


def test_chinese_for_those_who_prefer_it(client, file_database, key_of, bearer_of):
    reader = bearer_of(key_of(file_database, scope="read"))
    chinese = {"Accept-Language": "zh-CN,en;q=0.5"}
    seen = {
        client.get(GUARDED, headers=chinese).json()["title"],
        client.get(GUARDED, headers={**chinese, "Authorization": "Bearer x"}).json()["title"],
        client.get("/v1/keys", headers={**chinese, **reader}).json()["title"],
    }
    assert seen == {"需要密钥", "密钥无效", "密钥权限不足"}
    assert client.get(GUARDED, headers=chinese).headers["content-language"] == "zh"


def test_chinese_for_those_who_are_not_of_this_machine(client):
    answer = client.get(GUARDED, headers={"Accept-Language": "zh", "Host": "evil.com"})
    assert answer.json()["title"] == "仅对本机开放"


def test_the_rate_of_a_key_is_limited_and_told(
    file_database, serve, key_of, bearer_of, assert_problem
):
    client = serve(file_database, rate_limit="3/hour")
    first, second = (bearer_of(key_of(file_database, org)) for org in ("a", "a"))
    for left in (2, 1, 0):
        answer = client.get(GUARDED, headers=first)
        assert answer.status_code == 200
        assert answer.headers["ratelimit-policy"] == '"default";q=3;w=3600'
        assert answer.headers["ratelimit"].startswith(f'"default";r={left};t=')
    answer = client.get(GUARDED, headers={**first, "Accept-Language": "zh"})
    assert_problem(answer, 429, "too_many_requests")
    assert answer.json()["title"] == "请求过于频繁"
    assert 1 <= int(answer.headers["retry-after"]) <= 3600
    assert answer.headers["ratelimit"].startswith('"default";r=0;t=')
    assert "3" in answer.json()["detail"]
    assert client.get(GUARDED, headers=second).status_code == 200


def test_errors_of_routes_carry_the_rate_too(client, file_database, key_of, bearer_of):
    headers = bearer_of(key_of(file_database))
    for path, status in (("/v1/nothing", 404), ("/v1/audit?limit=0", 422)):
        answer = client.get(path, headers=headers)
        assert answer.status_code == status
        assert "ratelimit" in answer.headers


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (f"Bearer {make_key().text}", "key_invalid"),
        ("Bearer nonsense", "key_invalid"),
        ("Basic cm9vdDo=", "key_scheme"),
        ("", "key_scheme"),
    ],
    ids=["unknown", "nonsense", "basic", "empty"],
)
def test_who_sends_many_wrong_keys_is_told_and_the_right_one_is_let_in(
    file_database, serve, key_of, bearer_of, wrong, code, assert_problem
):
    client = serve(file_database, failure_limit="4/hour")
    good = bearer_of(key_of(file_database))
    for _ in range(4):
        answer = client.get(GUARDED, headers={"Authorization": wrong})
        assert_problem(answer, 401, code)
    answer = client.get(GUARDED, headers={"Authorization": wrong})
    assert_problem(answer, 429, "too_many_requests")
    assert 1 <= int(answer.headers["retry-after"]) <= 3600
    assert client.get(GUARDED, headers=good).status_code == 200
    there = AnyClient(client.app, base_url="https://park.example", client=("10.0.0.1", 1))
    assert there.get(GUARDED, headers=good).status_code == 200


def test_good_keys_are_no_failures(file_database, serve, key_of, bearer_of):
    client = serve(file_database, failure_limit="1/hour")
    good = bearer_of(key_of(file_database))
    assert {client.get(GUARDED, headers=good).status_code for _ in range(5)} == {200}


def test_many_addresses_of_one_network_are_no_way_round(file_database, serve, assert_problem):
    client = serve(file_database, failure_limit="2/hour")

    def ask(address: str) -> Any:
        there = AnyClient(client.app, base_url="https://park.example", client=(address, 1))
        return there.get(GUARDED, headers={"Authorization": "Bearer x"})

    for n in (1, 2):
        assert_problem(ask(f"2001:db8::{n}"), 401, "key_invalid")
    assert_problem(ask("2001:db8::ffff:3"), 429, "too_many_requests")
    assert_problem(ask("2001:db8:0:1::1"), 401, "key_invalid")


def test_a_database_that_is_gone_lets_nobody_in(file_database, serve, assert_problem, tmp_path):
    client = serve(file_database)
    client.app.state.database.engine.dispose()
    for name in ("parkwise.db", "parkwise.db-wal", "parkwise.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / "parkwise.db").mkdir()
    answer = client.get(GUARDED)
    assert_problem(answer, 503, "database_unavailable")
    assert int(answer.headers["retry-after"]) > 0


def test_a_request_never_brings_its_own_caller(client, file_database, key_of):
    key_of(file_database)
    headers = {"X-Caller": "local", "caller": "local", "state": "caller"}
    assert client.get(GUARDED, headers=headers).status_code == 401


@pytest.fixture
def raw(file_database: Database) -> Iterator[Callable[[bytes], bytes]]:
    """Give what sends bytes to the service behind its real server, and returns the answer's."""
    app = create_app(Settings(database=file_database.url.render_as_string(), job_runners=0))

    def ask(sent: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", port), timeout=10) as peer:
            peer.sendall(sent)
            received = b""
            while part := peer.recv(65536):
                received += part
        return received

    config = uvicorn.Config(app, port=0, log_config=None, access_log=False)
    with threaded(config) as port:
        yield ask


def request(*headers: str, line: str = f"GET {GUARDED} HTTP/1.1") -> bytes:
    return "\r\n".join([line, *headers, "Connection: close", "", ""]).encode("latin-1")


SENT = [
    (request("Host: localhost"), 200),
    (request("host:LOCALHOST:1"), 200),
    (request("Host: evil.com"), 403),
    (request("Host: localhost."), 403),
    (request("Host: x@localhost"), 403),
    (request("Host: localhost", "Host: evil.com"), 403),
    (request(line=f"GET {GUARDED} HTTP/1.0"), 403),
    (request("Host: localhost", "X-Forwarded-For: 127.0.0.1"), 403),
    (request("Host: localhost", "X-Forwarded-For: 8.8.8.8"), 403),
    (request("Host: localhost", "X-Forwarded-For: 8.8.8.8, 127.0.0.1"), 403),
    (request("Host: localhost", "X-Forwarded-For: ::1"), 403),
    (request("Host: localhost", "X-Forwarded-For:"), 403),
    (request("Host: localhost", "Origin: null"), 403),
    (request("Host: localhost", "Authorization: Bearer x"), 401),
    (request("Host: localhost", "Authorization: "), 401),
    (request("Host: localhost", line="GET http://evil.com/v1/organisation HTTP/1.1"), 200),
    (request("Host: evil.com", line="GET http://localhost/v1/organisation HTTP/1.1"), 403),
]


def test_behind_the_real_server(raw, subtests):
    for sent, status in SENT:
        with subtests.test(sent=sent):
            found = int(raw(sent).split()[1])
            assert found == status or (status == 403 and found == 400)


LINES = [
    *("GET /v1/keys HTTP/1.1", "GET //v1/keys HTTP/1.1", "GET /V1/keys HTTP/1.1"),
    *("GET /v1%2Fkeys HTTP/1.1", "GET /x/../v1/keys HTTP/1.1", "GET /v1/..%2fv1/keys HTTP/1.1"),
    *("GET http://localhost/v1/keys HTTP/1.1", "GET /v1/keys?x=/healthz HTTP/1.1"),
    *("HEAD /v1/keys HTTP/1.1", "OPTIONS /v1/keys HTTP/1.1", "OPTIONS * HTTP/1.1"),
    *("GET /healthz/../v1/keys HTTP/1.1", "GET /v1/keys# HTTP/1.1", "GET \\v1\\keys HTTP/1.1"),
    *(
        "GET /%76%31/%6b%65ys HTTP/1.1",
        "GET /v1/keys%ff HTTP/1.1",
        "GET /%ef%bc%8fv1/keys HTTP/1.1",
    ),
]


def test_no_line_shows_keys_behind_the_real_server(raw, file_database, key_of, subtests):
    made = key_of(file_database)
    for line in LINES:
        with subtests.test(line=line):
            answer = raw(request("Host: localhost", line=line))
            assert answer.split()[1] in {b"400", b"401", b"404"}
            assert made["prefix"].encode() not in answer
