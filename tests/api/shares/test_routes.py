"""Links to results over HTTP, on both databases: made, listed, withdrawn, restored, refused."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from api.db.tables import LOCAL, EntryRow, ShareRow
from tests.api.assessments.desk import Desk

NOBODY = "0" * 24


@pytest.fixture
def path(desk: Desk) -> str:
    made = desk.create()
    desk.run(made)
    return made


def shared(desk: Desk, path: str, **asked: Any) -> dict[str, Any]:
    """Share a result and return the answer, its secret beside it."""
    answer = desk.ask("POST", f"{path}/shares", 201, json=asked)
    assert answer.headers["cache-control"] == "no-store"
    found: dict[str, Any] = answer.json()
    address, secret = found["url"].rsplit("/", 1)
    assert address == "http://127.0.0.1:8000/shared"
    return {**found, "secret": secret}


def rows(desk: Desk) -> list[ShareRow]:
    return desk.database.read(lambda s: list(s.query(ShareRow)))


def moment(said: str) -> datetime:
    return datetime.fromisoformat(said)


def test_a_link_is_told_once_and_its_secret_is_not_kept(desk, path):
    made = shared(desk, path, name="  Board ")
    assert (made["result"], made["name"], made["state"]) == (1, "Board", "open")
    assert len(made["secret"]) >= 43
    lasts = moment(made["expires_at"]) - moment(made["created_at"])
    assert abs(lasts - timedelta(days=30)) < timedelta(seconds=5)
    listed = desk.ask("GET", f"{path}/shares", 200)
    assert made["secret"] not in listed.text
    assert listed.json()["items"] == [{k: v for k, v in made.items() if k not in ("url", "secret")}]
    [row] = rows(desk)
    assert made["secret"].encode() not in row.digest
    for column in ShareRow.__table__.columns:
        assert made["secret"] not in str(getattr(row, column.key))


def test_it_shows_the_number_that_was_shared(desk, path):
    first = shared(desk, path)
    desk.run(path)
    assert shared(desk, path)["result"] == 2
    assert shared(desk, path, result=1)["result"] == 1
    again = desk.ask("GET", f"{path}/shares", 200).json()["items"]
    assert next(item["result"] for item in again if item["id"] == first["id"]) == 1
    refused = desk.ask("POST", f"{path}/shares", 404, json={"result": 3}).json()
    assert refused["code"] == "unknown_result"


def test_a_link_of_an_assessment_that_was_never_run(desk):
    path = desk.create()
    assert desk.ask("POST", f"{path}/shares", 409).json()["code"] == "nothing_to_share"
    assert desk.ask("GET", f"{path}/shares", 200).json()["items"] == []


@pytest.mark.parametrize("days", [1, 180])
def test_its_end_may_be_said_either_way(desk, path, days):
    seconds = days * 24 * 3600
    made = shared(desk, path, expires_in=seconds)
    assert moment(made["expires_at"]) - moment(made["created_at"]) < timedelta(days=days, seconds=5)
    at = (datetime.now(UTC) + timedelta(seconds=seconds)).astimezone()
    said = shared(desk, path, expires_at=at.isoformat())["expires_at"]
    assert said.endswith("Z")
    assert abs(moment(said) - at) < timedelta(seconds=1)


@pytest.mark.parametrize(
    ("asked", "code", "pointer"),
    [
        ({"expires_in": 59}, "wrong_type", "/expires_in"),
        ({"expires_in": 180 * 24 * 3600 + 1}, "wrong_type", "/expires_in"),
        ({"expires_in": "60"}, "wrong_type", "/expires_in"),
        ({"expires_in": True}, "wrong_type", "/expires_in"),
        ({"expires_at": "2026-01-01T00:00:00Z"}, "link_end", "/expires_at"),
        ({"expires_at": "9999-12-31T23:59:59Z"}, "link_end", "/expires_at"),
        ({"expires_at": "2027-01-01T00:00:00"}, "wrong_type", "/expires_at"),
        (
            {"expires_in": 60, "expires_at": "2027-01-01T00:00:00Z"},
            "link_ends_twice",
            "/expires_in",
        ),
        ({"result": 0}, "wrong_type", "/result"),
        ({"name": "a\u202eb"}, "wrong_type", "/name"),
        ({"name": "x" * 201}, "wrong_type", "/name"),
        ({"days": 3}, "unknown_field", "/days"),
    ],
)
def test_what_cannot_be_is_refused(desk, path, asked, code, pointer):
    refused = desk.ask("POST", f"{path}/shares", 422, json=asked).json()
    assert (refused["code"], refused["errors"][0]["pointer"]) == (code, pointer)
    assert rows(desk) == []


def test_it_is_withdrawn_and_restored(desk, path):
    place = f"{path}/shares/{shared(desk, path)['id']}"
    for _ in range(2):
        desk.ask("DELETE", place, 204)
        [item] = desk.ask("GET", f"{path}/shares", 200).json()["items"]
        assert item["state"] == "withdrawn"
        assert item["withdrawn_at"] is not None
    back = desk.ask("POST", f"{place}/restore", 200).json()
    assert (back["state"], back["withdrawn_at"]) == ("open", None)


def test_deleting_the_assessment_withdraws_its_links_for_good(desk, path):
    made = shared(desk, path)
    desk.ask("DELETE", path, 204)
    desk.ask("GET", f"{path}/shares", 404)
    desk.ask("POST", f"{path}/shares", 404)
    desk.ask("POST", f"{path}/restore", 200)
    [item] = desk.ask("GET", f"{path}/shares", 200).json()["items"]
    assert (item["id"], item["state"]) == (made["id"], "withdrawn")


def test_a_link_that_is_over_says_so_and_stays_over(desk, path):
    made = shared(desk, path)

    def end(session: Any) -> None:
        session.query(ShareRow).update({"expires_at": datetime.now(UTC)})

    desk.database.write(end)
    [item] = desk.ask("GET", f"{path}/shares", 200).json()["items"]
    assert item["state"] == "expired"
    desk.ask("DELETE", f"{path}/shares/{made['id']}", 204)
    back = desk.ask("POST", f"{path}/shares/{made['id']}/restore", 200).json()
    assert back["state"] == "expired"


def test_others_learn_nothing_and_change_nothing(desk, path):
    made = shared(desk, path)
    other = desk.of("other")
    own = other.create()
    other.run(own)
    for method, place in (
        ("GET", f"{path}/shares"),
        ("POST", f"{path}/shares"),
        ("DELETE", f"{path}/shares/{made['id']}"),
        ("POST", f"{path}/shares/{made['id']}/restore"),
    ):
        assert other.ask(method, place, 404).json()["code"] == "unknown_assessment"
    for method, end in (("DELETE", ""), ("POST", "/restore")):
        for stranger in (made["id"], NOBODY, "x", made["secret"]):
            said = other.ask(method, f"{own}/shares/{stranger}{end}", 404).json()
            assert said["code"] == "unknown_share"
    [row] = rows(desk)
    assert row.withdrawn_at is None


def test_a_key_that_only_reads_lists_but_shares_nothing(desk, path):
    del path
    reader, writer = desk.of("ours", "read"), desk.of("ours", "write")
    own = writer.create()
    writer.run(own)
    made = shared(writer, own)
    assert reader.ask("GET", f"{own}/shares", 200).json()["total"] == 1
    for method, place in (
        ("POST", f"{own}/shares"),
        ("DELETE", f"{own}/shares/{made['id']}"),
        ("POST", f"{own}/shares/{made['id']}/restore"),
    ):
        assert reader.ask(method, place, 403).json()["code"] == "scope_missing"


def test_what_was_done_with_links_is_in_the_log(desk, path):
    made = shared(desk, path)
    place = f"{path}/shares/{made['id']}"
    desk.ask("DELETE", place, 204)
    desk.ask("POST", f"{place}/restore", 200)

    def lines(session: Any) -> list[tuple[str, str]]:
        found = (
            session.query(EntryRow).filter(EntryRow.organisation_id == LOCAL).order_by(EntryRow.id)
        )
        return [(row.action, row.target) for row in found if row.action.startswith("share.")]

    target = place.removeprefix("/v1/assessments/")
    assert desk.database.read(lines) == [
        (f"share.{what}", target) for what in ("create", "withdraw", "restore")
    ]
