import pytest
from sqlalchemy import delete

from api.access.browser import COOKIE
from api.db.tables import BrowserSessionRow
from api.pages.sign_in import within


@pytest.fixture
def key(reader):
    return reader.desk.of("Acme").headers["Authorization"].removeprefix("Bearer ")


def _sign_in(reader, key):
    reader.send("/sign-in", key=key)


def test_without_a_key_one_is_asked_for(reader, key):
    del key
    answer = reader.desk.client.get("/assess", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=%2Fassess"
    assert "<form" in reader.get("/assess")
    answer = reader.desk.client.get("/compare?park=tcr&park=ljip", follow_redirects=False)
    assert answer.headers["location"] == "/sign-in?next=%2Fcompare%3Fpark%3Dtcr%26park%3Dljip"


def test_signed_in_until_signed_out(reader, key):
    client = reader.desk.client
    answer = client.post("/sign-in", data={"key": key, "next": "/assess"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/assess")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert key not in cookie
    path = reader.begin()
    assert "<form" in reader.get(f"{path}/company")
    assert client.get("/v1/parks").status_code == 200
    assert "Sign out" in reader.get("/assess")
    kept = client.cookies[COOKIE]
    client.post("/sign-out")
    assert client.get("/v1/parks").status_code == 401
    client.cookies.set(COOKIE, kept)
    assert client.get("/v1/parks").json()["code"] == "session_ended"


def test_who_was_signed_out_is_asked_again_and_keeps_no_token(reader, key):
    client = reader.desk.client
    _sign_in(reader, key)
    reader.desk.database.write(lambda session: session.execute(delete(BrowserSessionRow)))
    client.app.state.directory.forget()
    answer = client.get("/assess", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=%2Fassess")
    assert COOKIE not in client.cookies


def test_other_sites_sign_nobody_out(reader, key):
    client = reader.desk.client
    _sign_in(reader, key)
    for path, headers in (
        ("/assess", {"Origin": "http://evil.example"}),
        ("/sign-out", {"Sec-Fetch-Site": "cross-site"}),
    ):
        method = "GET" if path == "/assess" else "POST"
        answer = client.request(method, path, headers=headers, follow_redirects=False)
        assert "set-cookie" not in answer.headers
    assert client.get("/v1/parks").status_code == 200


def test_a_page_of_another_site_cannot_use_it(reader, key):
    client = reader.desk.client
    _sign_in(reader, key)
    for origin, status in (("http://127.0.0.1:8000", 201), ("http://evil.example", 401)):
        sent = {"name": "x", "enterprise": {}}
        headers = {"Origin": origin}
        assert client.post("/v1/assessments", json=sent, headers=headers).status_code == status


def test_wrong_keys_are_refused_and_counted(reader, key):
    client = reader.desk.client
    _, text = reader.send("/sign-in", 401, key="pw_wrong")
    assert 'role="alert"' in text
    statuses = [client.post("/sign-in", data={"key": "x"}).status_code for _ in range(40)]
    assert statuses[0] == 401
    assert statuses[-1] == 429
    assert key not in text


def test_organisations_do_not_see_each_other(reader, key):
    client = reader.desk.client
    other = reader.desk.of("Other").headers["Authorization"].removeprefix("Bearer ")
    _sign_in(reader, key)
    path = reader.begin()
    reader.send(f"{path}/business", parks=["ljip", "tcr"])
    place, _ = reader.send(f"{path}/run")
    _sign_in(reader, other)
    for hidden in (path, f"{path}/company", f"{path}/interview", place, f"{place}/evidence/tcr"):
        reader.get(hidden, 404)
    assert client.get(f"{place}/charts").status_code == 404
    for action in (
        "company",
        "priorities",
        "interview",
        "undo",
        "run",
        "keep",
        "results/1/weights",
    ):
        assert client.post(f"{path}/{action}", data={"reply": "first"}).status_code in (404, 422)
    assert path.rpartition("/")[2] not in reader.get("/assess")


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example", "/\\evil.example", "evil", ""]
)
def test_it_leads_nowhere_else(address):
    assert within(address) == "/assess"
    assert within("/assess/1?a=b") == "/assess/1?a=b"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://[::1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1:8000"},
    ],
)
def test_no_other_site_signs_anybody_in_or_out(reader, key, headers):
    client = reader.desk.client
    sent = {"key": key, "next": "/assess"}
    for path in ("/sign-in", "/sign-out", "/join/x/y", "/join/x"):
        answer = client.post(path, data=sent, headers=headers, follow_redirects=False)
        assert answer.status_code == 403, path
        assert "set-cookie" not in answer.headers
        assert "<main" in answer.text
    own = {"Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1:8000"}
    answer = client.post("/sign-in", data=sent, headers=own, follow_redirects=False)
    assert answer.status_code == 303


def test_a_link_of_another_site_leads_here(reader, key):
    client = reader.desk.client
    _sign_in(reader, key)
    assert client.get("/assess", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


@pytest.mark.parametrize("wanted", ["http://[x", "//[x", "https://evil.example", "\\\\evil"])
def test_wherever_else_one_wanted_to_go_it_leads_to_the_start(reader, key, wanted):
    client = reader.desk.client
    assert client.get("/sign-in", params={"next": wanted}).status_code == 200
    answer = client.post("/sign-in", data={"key": key, "next": wanted}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/assess")
