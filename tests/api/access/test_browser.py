"""Sessions of browsers: what they may do, what of them is kept, and everything that ends them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import MetaData, select, update

from api.access import browser
from api.access.browser import IDLE, LONGEST, USED_EVERY, Browsers
from api.access.caller import SCOPES, Caller
from api.access.directory import FRESH, Directory
from api.db import Database
from api.db.columns import now
from api.db.tables import BrowserSessionRow, EntryRow, KeyRow
from api.http.refusals import Unauthorised
from api.keys import service
from tests.clients import TestClient


class Process:
    """What one process of the service knows; its clock passes when told to."""

    def __init__(self, database: Database) -> None:
        self.at = 1000.0
        self.directory = Directory(database, lambda: self.at)
        self.browsers = Browsers(database, self.directory.recent)

    def sign_in(self, made: dict[str, Any], instead_of: str | None = None) -> str:
        return self.browsers.begin(self.directory.find(made["key"]), instead_of)

    def knows(self, token: str) -> bool:
        """Tell whether a request with this token is let in."""
        if self.browsers.remembered(token) is not None:
            return True
        try:
            return self.browsers.find(token).session_id is not None
        except Unauthorised as error:
            return error.code != "session_ended"


@pytest.fixture
def here(database: Database) -> Process:
    return Process(database)


def shift(database: Database, **moments: timedelta) -> None:
    """Let every session have begun, or been used, so long ago."""
    values = {name: now() - ago for name, ago in moments.items()}
    database.write(lambda s: s.execute(update(BrowserSessionRow).values(**values)))


@pytest.mark.parametrize(
    ("scope", "narrowed"), [("read", "read"), ("write", "write"), ("admin", "write")]
)
def test_it_speaks_for_the_key_and_may_never_do_more_than_write(
    here, database, key_of, scope, narrowed
):
    made = key_of(database, "a", scope)
    key, found = here.directory.find(made["key"]), here.browsers.find(here.sign_in(made))
    assert found.scopes == {narrowed}
    assert (found.organisation, found.by, found.key_id) == (key.organisation, key.by, made["id"])
    assert found.session_id is not None
    assert key.session_id is None


def test_nothing_that_is_kept_opens_it(here, database, key_of):
    made = key_of(database)
    token = here.sign_in(made)
    id_, _, secret = token.partition(".")
    assert len(secret) == 43  # 256 random bits
    found = MetaData()
    found.reflect(database.engine)
    with database.engine.connect() as connection:
        kept = [
            bytes(value) if isinstance(value, memoryview) else value
            for table in found.tables.values()
            for row in connection.execute(select(table))
            for value in row
        ]
    assert id_ in kept
    for opening in (token, secret, made["key"]):
        assert opening not in repr(kept)
    assert not here.knows(f"{id_}.{'A' * 43}")
    assert not here.knows(repr(browser.digest_of(token)))


@pytest.mark.parametrize("token", ["", ".", "x", "\0", "é", "0" * 24, f"{'0' * 24}.{'A' * 43}"])
def test_what_is_no_token_is_refused(here, token):
    assert not here.knows(token)


def test_a_key_is_no_session_and_a_session_no_key(here, database, key_of):
    made = key_of(database)
    token = here.sign_in(made)
    assert not here.knows(made["key"])
    assert here.directory.remembered(token) is None
    with pytest.raises(Unauthorised):
        here.directory.find(token)


def test_it_ends_at_once_here_and_in_seconds_elsewhere(here, database, key_of):
    there = Process(database)
    token = here.sign_in(key_of(database))
    assert here.knows(token)
    assert there.knows(token)
    here.browsers.end(token)
    assert not here.knows(token)
    there.at += FRESH
    assert not there.knows(token)
    here.browsers.end(token)
    here.browsers.end(None)


@pytest.mark.parametrize("ago", [{"used_at": IDLE}, {"created_at": LONGEST}], ids=["idle", "long"])
def test_it_ends_by_itself(here, database, key_of, ago):
    token = here.sign_in(key_of(database))
    shift(database, **{name: length - timedelta(seconds=20) for name, length in ago.items()})
    assert here.knows(token)
    here.at += FRESH
    shift(database, **ago)
    assert not here.knows(token)


def test_a_remembered_one_ends_on_time_too(database, key_of):
    here = Process(database)
    token = here.sign_in(key_of(database))
    shift(database, used_at=IDLE - timedelta(seconds=1), created_at=LONGEST - timedelta(seconds=1))
    found = here.browsers.find(token)
    assert found.expires_at is not None
    assert found.expires_at - now() < timedelta(seconds=1)


def test_use_keeps_it_alive_and_is_a_use_of_the_key(here, database, key_of):
    token = here.sign_in(key_of(database))
    for days in range(7):  # seen every eleven hours, for almost seven days
        here.at += FRESH
        shift(database, used_at=timedelta(hours=11), created_at=timedelta(days=days))
        assert here.knows(token)
        row = database.read(lambda s: s.scalars(select(BrowserSessionRow)).one())
        assert now() - row.used_at < USED_EVERY
        assert database.read(lambda s: s.scalars(select(KeyRow.last_used_at)).one()) == row.used_at
    here.at += FRESH
    shift(database, created_at=LONGEST)
    assert not here.knows(token)


@pytest.mark.parametrize("ended", ["revoked", "expired", "rotated"])
def test_it_ends_with_its_key(here, database, key_of, ended):
    made = key_of(database)
    token = here.sign_in(made)
    assert here.knows(token)
    caller = Caller(
        organisation=here.directory.find(made["key"]).organisation, by="x", scopes=frozenset(SCOPES)
    )
    if ended == "revoked":
        database.write(lambda s: service.revoke_key(s, caller, made["id"]))
    elif ended == "rotated":
        database.write(lambda s: service.rotate_key(s, caller, made["id"], 0))
    else:
        database.write(lambda s: s.execute(update(KeyRow).values(expires_at=now())))
    here.directory.forget()  # as the routes that end keys do
    assert not here.knows(token)


def test_signing_in_again_ends_the_one_before(here, database, key_of):
    made = key_of(database)
    first = here.sign_in(made)
    assert here.knows(first)
    second = here.sign_in(made, instead_of=first)
    assert (here.knows(first), here.knows(second)) == (False, True)


def test_it_is_told_in_the_log(here, database, key_of):
    token = here.sign_in(key_of(database))
    here.browsers.end(token)
    lines = database.read(lambda s: s.scalars(select(EntryRow).order_by(EntryRow.id)).all())
    assert [(line.action, line.target) for line in lines[1:]] == [
        ("session.begin", token[:24]),
        ("session.end", token[:24]),
    ]


def test_old_ones_are_erased_and_no_others(here, database, key_of):
    ended = key_of(database, "b")
    for ago in ({"used_at": IDLE}, {"created_at": LONGEST}):
        here.sign_in(ended)
        shift(database, **ago)
    here.sign_in(ended)
    token = here.sign_in(key_of(database))
    revoked = update(KeyRow).where(KeyRow.id == ended["id"]).values(revoked_at=now())
    database.write(lambda s: s.execute(revoked))
    database.write(browser.erase_old)
    assert database.read(lambda s: s.scalars(select(BrowserSessionRow.id)).all()) == [token[:24]]


@pytest.fixture
def client(database: Database, serve: Callable[..., TestClient]) -> TestClient:
    return serve(database)


def signed_in(client: TestClient, made: dict[str, Any]) -> str:
    answer = client.post("/sign-in", data={"key": made["key"]}, follow_redirects=False)
    assert answer.status_code == 303
    return str(client.cookies[browser.COOKIE])


def test_keys_and_the_log_are_not_open_to_a_browser(
    client, database, key_of, bearer_of, assert_problem
):
    made = key_of(database, "a", "admin")
    signed_in(client, made)
    assert client.get("/v1/organisation").json()["scopes"] == ["write"]
    assert client.post("/v1/assessments", json={"name": "x", "enterprise": {}}).status_code == 201
    for method, path in (
        ("GET", "/v1/keys"),
        ("POST", "/v1/keys"),
        ("POST", f"/v1/keys/{made['id']}/rotation"),
        ("DELETE", f"/v1/keys/{made['id']}"),
        ("GET", "/v1/audit"),
    ):
        assert_problem(client.request(method, path), 403, "not_by_browser")
    chinese = client.get("/v1/keys", headers={"Accept-Language": "zh"})
    assert chinese.json()["title"] == "浏览器登录不能执行此操作"
    assert client.get("/v1/keys", headers=bearer_of(made)).status_code == 200


def test_after_signing_out_the_cookie_that_somebody_kept_opens_nothing(
    client, database, key_of, assert_problem
):
    token = signed_in(client, key_of(database))
    assert client.get("/v1/organisation").status_code == 200
    client.post("/sign-out")
    assert browser.COOKIE not in client.cookies
    client.cookies.set(browser.COOKIE, token)
    assert_problem(client.get("/v1/organisation"), 401, "session_ended")


def test_a_cookie_that_holds_a_key_opens_nothing(client, database, key_of, assert_problem):
    made = key_of(database)
    client.cookies.set("parkwise_key", made["key"])
    assert_problem(client.get("/v1/organisation"), 401, "key_missing")
    client.cookies.set(browser.COOKIE, made["key"])
    assert_problem(client.get("/v1/organisation"), 401, "session_ended")


def test_ending_the_key_over_http_signs_its_browsers_out(
    client, database, key_of, bearer_of, assert_problem
):
    made, admin = key_of(database, "a", "write"), key_of(database, "a", "admin")
    signed_in(client, made)
    assert client.get("/v1/organisation").status_code == 200
    assert client.delete(f"/v1/keys/{made['id']}", headers=bearer_of(admin)).status_code == 204
    assert_problem(client.get("/v1/organisation"), 401, "session_ended")


def test_over_tls_no_other_host_can_have_set_it(database, serve, key_of):
    made, app = key_of(database), serve(database).app
    client = TestClient(app, base_url="https://park.example")
    answer = client.post("/sign-in", data={"key": made["key"]}, follow_redirects=False)
    name, _, rest = answer.headers["set-cookie"].partition("=")
    assert name == "__Host-parkwise_session"
    said = rest.lower()
    for attribute in ("secure", "httponly", "samesite=strict", "path=/", "max-age=604800"):
        assert attribute in said.split("; "), attribute
    assert "domain" not in said
    token = rest.partition(";")[0]
    for cookie, status in ((f"{name}={token}", 200), (f"{browser.COOKIE}={token}", 401)):
        client.cookies.clear()
        answer = client.get("/v1/organisation", headers={"Cookie": cookie})
        assert answer.status_code == status
