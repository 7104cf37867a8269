"""Under which names the service answers, and what its links begin with."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from pydantic import ValidationError

from api.app import create_app
from api.http.addresses import is_allowed, name_of
from api.settings import Settings
from tests.clients import BROWSER, TestClient

PUBLIC = "https://parks.example.org"
FAR = {"client": ("203.0.113.7", 50000)}


@pytest.fixture
def made(sqlite_url: str) -> Callable[..., FastAPI]:
    def make(**settings: Any) -> FastAPI:
        return create_app(Settings(**{"database": sqlite_url, "job_runners": 0} | settings))

    return make


def key(app: FastAPI, scope: str = "admin") -> str:
    with TestClient(app) as here:
        found: str = here.post("/v1/keys", json={"name": "one", "scope": scope}).json()["key"]
        return found


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("parks.example.org", "parks.example.org"),
        ("Parks.Example.ORG:8443", "parks.example.org"),
        ("127.0.0.1:8000", "127.0.0.1"),
        ("[2001:DB8::1]:80", "2001:db8::1"),
        ("park_wise", "park_wise"),
    ],
)
def test_the_name_in_a_host(host, name):
    assert name_of(host) == name


@pytest.mark.parametrize(
    "host", ["", " ", "a b", "a/b", "a@b", "a, b", "http://a", "a:b", "[::1", "::1", "é", "a\0"]
)
def test_what_is_no_host(host):
    assert name_of(host) is None


@pytest.mark.parametrize(
    ("name", "allowed", "is_one"),
    [
        *(("localhost", (), True), ("127.0.0.1", (), True), ("evil.example", (), False)),
        ("parks.example.org", ("parks.example.org",), True),
        ("xparks.example.org", ("parks.example.org",), False),
        ("a.example.org", ("*.example.org",), True),
        ("a.b.example.org", ("*.example.org",), True),
        ("example.org", ("*.example.org",), False),
        ("evilexample.org", ("*.example.org",), False),
        ("localhost.evil.example", (), False),
        ("127.0.0.1.evil.example", (), False),
    ],
)
def test_which_names_are_allowed(name, allowed, is_one):
    assert is_allowed(name, allowed) is is_one


@pytest.mark.parametrize("settings", [{"public_url": PUBLIC}, {"allowed_hosts": ["other.example"]}])
@pytest.mark.parametrize("path", ["/", "/openapi.json", "/v1/parks", "/sign-in", "/join/x"])
def test_another_name_is_refused(made, settings, path):
    client = TestClient(made(**settings))
    answer = client.get(path, headers={"Host": "evil.example"})
    assert (answer.status_code, answer.json()["code"]) == (400, "host_not_allowed")
    assert "evil.example" in answer.json()["detail"]
    said = client.get(path, headers={"Host": "evil.example", "Accept-Language": "zh"}).json()
    assert "主机" in said["detail"]
    assert "PARKWISE_ALLOWED_HOSTS" in client.get("/problems/host_not_allowed").json()["remedy"]


def test_a_browser_is_shown_a_page(made):
    client = TestClient(made(public_url=PUBLIC))
    answer = client.get("/", headers={**BROWSER, "Host": "evil.example"})
    assert (answer.status_code, answer.headers["content-type"][:9]) == (400, "text/html")
    assert "host_not_allowed" in answer.text


@pytest.mark.parametrize(
    ("settings", "host"),
    [
        ({}, "any.example"),
        ({"public_url": PUBLIC}, "parks.example.org"),
        ({"public_url": PUBLIC}, "parks.example.org:443"),
        ({"public_url": PUBLIC}, "127.0.0.1:8000"),
        ({"public_url": PUBLIC}, "[::1]:8000"),
        ({"public_url": PUBLIC, "allowed_hosts": ["service"]}, "service:8000"),
        ({"public_url": PUBLIC, "allowed_hosts": ["*"]}, "any.example"),
        ({"allowed_hosts": ["*.internal"]}, "a.internal"),
    ],
)
def test_its_own_names_are_answered(made, settings, host):
    client = TestClient(made(**settings))
    assert client.get("/openapi.json", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_may_say_an_address(made, path):
    with TestClient(made(public_url=PUBLIC)) as client:
        assert client.get(path, headers={"Host": "10.1.2.3:8000"}).status_code == 200


def test_two_names_are_refused(made):
    client = TestClient(made())
    twice = [("Host", "127.0.0.1:8000"), ("Host", "evil.example")]
    for headers in (
        twice,
        twice[::-1],
        twice[:1] * 2,
        [("Host", "evil.com@127.0.0.1")],
        [("Host", "")],
    ):
        for path in ("/healthz", "/v1/parks", "/"):
            answer = client.get(path, headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (400, "host_invalid")


@pytest.mark.parametrize(("version", "status"), [("1.0", 200), ("1.1", 400)])
def test_only_an_old_client_need_not_say_a_name(made, version, status):
    scope: dict[str, Any] = {"type": "http", "method": "GET", "http_version": version}
    scope |= {"path": "/healthz", "raw_path": b"/healthz", "query_string": b"", "root_path": ""}
    scope |= {"scheme": "http", "headers": []}
    scope |= {"client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8000)}
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(made(public_url=PUBLIC)(scope, receive, send))
    assert sent[0]["status"] == status
    assert (b"host_invalid" in sent[1]["body"]) is (status == 400)


def panel_of(client: TestClient, **headers: str) -> Any:
    """Begin a panel, and return where it is."""
    return client.post("/panels", data={"name": "board"}, headers=headers, follow_redirects=False)


@pytest.mark.parametrize("origin", [PUBLIC, f"{PUBLIC}:8443", "http://parks.internal"])
def test_links_begin_with_the_public_url(made, origin):
    with TestClient(made(public_url=f"{origin}/")) as client:
        begun = panel_of(client)
        # The cookie with the invitation goes over TLS alone, as a proxy in front would send it.
        cookie = begun.headers["Set-Cookie"].partition(";")[0]
        panel = client.get(begun.headers["Location"], headers={"Cookie": cookie})
        assert f'href="{origin}/join/' in panel.text
        assert "127.0.0.1" not in panel.text
        assert client.get("/openapi.json").json()["servers"] == [{"url": origin}]


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("evil.example", "http://192.0.2.5:8000"),
        ("192.168.1.5:8080", "http://192.168.1.5:8080"),
        ("localhost:8000", "http://localhost:8000"),
        ("parks.lan", "http://192.0.2.5:8000"),
    ],
)
def test_without_one_no_name_is_believed(made, host, shown):
    app = made()
    bearer = {"Authorization": f"Bearer {key(app)}"}
    there = TestClient(app, base_url="http://192.0.2.5:8000", **FAR)
    place = panel_of(there, **bearer).headers["location"]
    panel = there.get(place, headers={**bearer, "Host": host})
    assert f'href="{shown}/join/' in panel.text
    assert "evil" not in panel.text


def test_a_name_that_is_listed_is_believed(made):
    app = made(allowed_hosts=["parks.lan"])
    owner = {"Authorization": f"Bearer {key(app)}", "Host": "parks.lan:81"}
    with TestClient(app, base_url="http://parks.lan:81") as client:
        begun = panel_of(client, **owner)
        cookie = begun.headers["Set-Cookie"].partition(";")[0]
        shown = client.get(begun.headers["Location"], headers={**owner, "Cookie": cookie}).text
    assert 'href="http://parks.lan:81/join/' in shown


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:8000"])
@pytest.mark.parametrize(
    ("path", "target"),
    [("/v1/parks/", "/v1/parks"), ("/parks/?country=TH&x=%2F", "/parks?country=TH&x=%2F")],
)
def test_a_slash_too_many_leads_within_the_service(made, host, path, target):
    app = made()
    bearer = {"Authorization": f"Bearer {key(app)}"}
    there = TestClient(app, follow_redirects=False)
    answer = there.get(path, headers={**bearer, "Host": host})
    assert (answer.status_code, answer.headers["location"]) == (307, target)
    for nowhere in ("//evil.example/", "/nowhere/", "//", "/\\evil.example/"):
        assert there.get(nowhere, headers={"Host": host}).status_code in (200, 404)


def signed_in(client: TestClient, token: str) -> str:
    answer = client.post("/sign-in", data={"key": token}, follow_redirects=False)
    assert answer.status_code == 303
    return answer.headers["set-cookie"].lower()


@pytest.mark.parametrize(
    ("public", "came_by", "is_secure"),
    [
        (PUBLIC, "http://127.0.0.1:8000", True),
        ("http://parks.internal", "https://parks.internal", False),
        (None, "http://127.0.0.1:8000", False),
        (None, "https://127.0.0.1:8000", True),
    ],
)
def test_cookies_and_the_promise_of_https_follow_from_it(made, public, came_by, is_secure):
    app = made(public_url=public)
    client = TestClient(app, base_url=came_by)
    assert ("; secure" in signed_in(client, key(app))) is is_secure
    assert ("; secure" in client.get("/?lang=zh").headers["set-cookie"].lower()) is is_secure
    for path in ("/", "/healthz", "/v1/parks", "/nowhere"):
        assert ("strict-transport-security" in client.get(path).headers) is is_secure


def test_forms_of_the_public_page_are_its_own(made):
    app = made(public_url=PUBLIC)
    for host in ("parks.example.org", "127.0.0.1:8000"):
        there = TestClient(app, headers={"Host": host, "Origin": PUBLIC})
        signed_in(there, key(app)) if host == "parks.example.org" else None
        assert there.post("/sign-out", follow_redirects=False).status_code == 303
        foreign = there.post("/sign-out", headers={"Origin": "https://evil.example"})
        assert foreign.status_code == 403


@pytest.mark.parametrize(
    "said",
    [
        *("parks.example.org", "ftp://parks.example.org", "https://", "https://a/b", "https://a?b"),
        *("https://a b", "javascript:alert(1)", "https://u:p@a", "https://*", "https://*.a"),
    ],
)
def test_what_is_no_public_url(said):
    with pytest.raises(ValidationError):
        Settings(public_url=said)


@pytest.mark.parametrize("said", ["https://a", "a:80", "a/b", "", "a*", "*a.b", "a b"])
def test_what_is_no_name_to_allow(said):
    with pytest.raises(ValidationError):
        Settings(allowed_hosts=(said,))
