"""Assessments over HTTP, on both databases: saved, read, changed, deleted and brought back."""

import re
from threading import Barrier, Thread
from typing import Any

import pytest

from tests.api.assessments.desk import Desk, content, opened

ID = re.compile(r"[0-9a-f]{24}")
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def test_what_is_saved_is_read_back(desk: Desk) -> None:
    sent = content(note="é 😀 " + "长" * 4000, overrides=[], criteria=None)
    made = desk.ask("POST", "/v1/assessments", 201, json=sent)
    found = made.json()
    assert ID.fullmatch(found["id"])
    assert (found["version"], found["results"], found["answers"]) == (1, 0, 0)
    assert found["deleted_at"] is None
    assert STAMP.fullmatch(found["created_at"])
    assert found["content"] == sent
    read = desk.ask("GET", made.headers["location"], 200)
    assert read.json() == found
    assert read.headers["etag"] == made.headers["etag"] == '"1"'


def test_it_outlives_the_service(database_url: str) -> None:
    with opened(database_url) as desk:
        path = desk.create()
        before = desk.ask("GET", path, 200).json()
    with opened(database_url) as desk:
        assert desk.ask("GET", path, 200).json() == before


@pytest.mark.parametrize("tag", ['"1"', 'W/"1"', "*", '"7", "1"', ' "7" ,W/"1"'])
def test_what_is_known_is_not_sent_again(alone: Desk, tag: str) -> None:
    path = alone.create()
    answer = alone.ask("GET", path, 304, headers={"If-None-Match": tag})
    assert (answer.content, answer.headers["etag"]) == (b"", '"1"')
    alone.ask("PATCH", path, 200, json={"note": "new"})
    assert alone.ask("GET", path, headers={"If-None-Match": tag}).status_code == (
        304 if tag == "*" else 200
    )


@pytest.mark.parametrize("tag", ["", "1", '"2"', "x", ",", '"*"'])
def test_other_tags_are_answered_in_full(alone: Desk, tag: str) -> None:
    path = alone.create()
    assert alone.ask("GET", path, 200, headers={"If-None-Match": tag}).json()["version"] == 1


def test_a_merge_patch_makes_the_next_version(desk: Desk) -> None:
    path = desk.create(note="old", scenario="us_2025_04")
    change = {"note": None, "enterprise": {"size": "large", "sectors": None}, "parks": ["tcr"]}
    patched = desk.ask("PATCH", path, 200, json=change)
    found = patched.json()["content"]
    assert patched.headers["etag"] == '"2"'
    assert "note" not in found
    assert found["enterprise"] == {
        "home": content()["enterprise"]["home"],
        "markets": content()["enterprise"]["markets"],
        "size": "large",
    }
    assert (found["parks"], found["scenario"]) == (["tcr"], "us_2025_04")
    assert desk.ask("GET", path, 200).json() == patched.json()


def test_the_name_is_changed_in_the_list_too(desk: Desk) -> None:
    path = desk.create()
    patched = desk.ask("PATCH", path, 200, json={"name": " " * 150 + "y" * 200}).json()
    assert patched["name"] == patched["content"]["name"] == "y" * 200
    assert desk.ask("GET", "/v1/assessments", 200).json()["items"][0]["name"] == "y" * 200


def test_a_patch_that_changes_nothing_makes_no_version(desk: Desk) -> None:
    path = desk.create()
    before = desk.ask("GET", path, 200).json()
    for change in ({}, {"note": None}, {"name": " Parts maker "}, {"enterprise": {}}):
        assert desk.ask("PATCH", path, 200, json=change).json() == before
    assert len(desk.ask("GET", f"{path}/versions", 200).json()["items"]) == 1


def test_a_patch_that_cannot_be_used_changes_nothing(desk: Desk) -> None:
    path = desk.create()
    before = desk.ask("GET", path, 200).json()
    refused = {
        "/name": {"name": None},
        "/parks/0": {"parks": ["nowhere"]},
        "/enterprise": {"enterprise": []},
        "/id": {"id": "0" * 24},
        "/note": {"note": "a\0"},
    }
    for pointer, change in refused.items():
        answer = desk.ask("PATCH", path, 422, json=change)
        assert [item["pointer"] for item in answer.json()["errors"]] == [pointer]
    for text in ("[]", "null", "3", '"x"'):
        answer = desk.ask("PATCH", path, 422, content=text)
        assert answer.json()["code"] == "wrong_type"
    assert desk.ask("GET", path, 200).json() == before


@pytest.mark.parametrize(
    "tag", ['W/"1"', '"2"', "", "1", '"1', ",", '"*"', '"2", "3"', "é".encode()]
)
@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_another_version_is_not_touched(alone: Desk, tag: Any, method: str) -> None:
    path = alone.create()
    body = {"json": {"note": "x"}} if method == "PATCH" else {}
    answer = alone.ask(method, path, 412, headers={"If-Match": tag}, **body)
    assert answer.json()["code"] == "version_outdated"
    assert '"1"' in answer.json()["detail"]
    assert alone.ask("GET", path, 200).json()["version"] == 1


LINES = [[tag] for tag in ('"1"', "*", '"9", "1"', '"1","9"')]
LINES += [['"9"', '"1"'], ['"1"', '"9"'], ['"8"', '"9"', "*"]]


@pytest.mark.parametrize("lines", LINES, ids=", ".join)
def test_the_version_that_was_read_is_changed(alone: Desk, lines: list[str]) -> None:
    path = alone.create()
    alone.ask_in_lines("GET", path, 304, "If-None-Match", lines)
    alone.ask_in_lines("PATCH", path, 200, "If-Match", lines, json={"note": "x"})
    alone.ask("DELETE", path, 204, headers={"If-Match": '"2"'})


def test_another_version_in_several_lines_is_not_touched(alone: Desk) -> None:
    path = alone.create()
    lines = ['"8"', '"9"']
    answer = alone.ask_in_lines("PATCH", path, 412, "If-Match", lines, json={"note": "x"})
    assert '"8", "9"' in answer.json()["detail"]
    alone.ask_in_lines("GET", path, 200, "If-None-Match", lines)


def at_once(count: int, work: Any) -> list[Any]:
    """Return what each of several threads gets that start together."""
    start, found = Barrier(count), [None] * count

    def one(place: int) -> None:
        start.wait()
        found[place] = work(place)

    threads = [Thread(target=one, args=(place,)) for place in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_of_two_changes_at_once_one_is_refused(desk: Desk) -> None:
    for number in range(1, 6):
        path = desk.create()

        def change(place: int, path: str = path) -> int:
            body = {"note": f"by {place}"}
            answer = desk.ask("PATCH", path, json=body, headers={"If-Match": '"1"'})
            return int(answer.status_code)

        codes = at_once(2, change)
        assert sorted(codes) == [200, 412], number
        found = desk.ask("GET", path, 200).json()
        assert (found["version"], found["content"]["note"]) == (2, f"by {codes.index(200)}")


def test_changes_of_other_fields_at_once_all_hold(desk: Desk) -> None:
    path = desk.create(enterprise={})
    markets = ["US", "EU", "JP", "host", "UK", "CN"]

    def change(place: int) -> int:
        body = {"enterprise": {"markets": {markets[place]: 0.0625}}}
        return int(desk.ask("PATCH", path, json=body).status_code)

    assert at_once(6, change) == [200] * 6
    found = desk.ask("GET", path, 200).json()
    assert found["version"] == 7
    assert found["content"]["enterprise"]["markets"] == dict.fromkeys(markets, 0.0625)


def test_a_deleted_one_is_gone_until_it_is_restored(desk: Desk) -> None:
    path = desk.create()
    desk.run(path)
    before = desk.ask("GET", path, 200).json()
    desk.ask("POST", f"{path}/restore", 404)
    assert desk.ask("DELETE", path, 204).content == b""
    gone = [
        ("GET", ""),
        ("PATCH", ""),
        ("DELETE", ""),
        ("GET", "/versions"),
        ("GET", "/versions/1"),
    ]
    gone += [
        ("POST", "/run"),
        ("GET", "/results"),
        ("GET", "/results/1"),
        ("GET", "/next-question"),
    ]
    for method, rest in gone:
        body = {"json": {}} if method == "PATCH" else {}
        assert desk.ask(method, path + rest, 404, **body).json()["code"] == "unknown_assessment"
    assert desk.ask("GET", "/v1/assessments", 200).json()["items"] == []
    listed = desk.ask("GET", "/v1/assessments", 200, params={"state": "deleted"}).json()["items"]
    assert [STAMP.fullmatch(item["deleted_at"]) is not None for item in listed] == [True]
    back = desk.ask("POST", f"{path}/restore", 200)
    assert {**back.json(), "updated_at": None} == {**before, "version": 3, "updated_at": None}
    assert back.headers["etag"] == '"3"'
    assert desk.ask("GET", path, 200).json() == back.json()
    assert desk.ask("GET", f"{path}/results/1", 200).json()["number"] == 1


def test_versions_tell_who_when_and_what(desk: Desk) -> None:
    ours = desk.of("ours")
    path = ours.create()
    ours.ask("PATCH", path, 200, json={"enterprise": {"size": "large"}, "note": "n"})
    ours.ask("PATCH", path, 200, json={"note": None})
    items = ours.ask("GET", f"{path}/versions?sort=number", 200).json()["items"]
    assert [item["number"] for item in items] == [1, 2, 3]
    assert [item["action"] for item in items] == ["create", "change", "change"]
    assert [item["changes"] for item in items[1:]] == [
        [
            {"path": "/enterprise/size", "before": "sme", "after": "large"},
            {"path": "/note", "after": "n"},
        ],
        [{"path": "/note", "before": "n"}],
    ]
    assert {change["path"] for change in items[0]["changes"]} == {f"/{name}" for name in content()}
    assert all(STAMP.fullmatch(item["at"]) for item in items)
    assert [item["at"] for item in items] == sorted(item["at"] for item in items)
    prefix = ours.headers["Authorization"].split()[1][:13]
    assert {item["by"] for item in items} == {f"key of ours ({prefix})"}
    assert all("content" not in item for item in items)
    second = ours.ask("GET", f"{path}/versions/2", 200).json()
    assert {k: v for k, v in second.items() if k != "content"} == items[1]
    assert second["content"]["note"] == "n"
    assert ours.ask("GET", f"{path}/versions/1", 200).json()["content"] == content()
    assert ours.ask("GET", f"{path}/versions/4", 404).json()["code"] == "unknown_version"


def test_deleting_and_restoring_are_versions(desk: Desk) -> None:
    path = desk.create()
    desk.ask("DELETE", path, 204, headers={"If-Match": '"1"'})
    listed = desk.ask("GET", "/v1/assessments", 200, params={"state": "deleted"}).json()["items"]
    assert [item["version"] for item in listed] == [2]
    back = desk.ask("POST", f"{path}/restore", 200).json()
    items = desk.ask("GET", f"{path}/versions?sort=number", 200).json()["items"]
    assert [item["number"] for item in items] == [1, 2, 3]
    assert [item["action"] for item in items] == ["create", "delete", "restore"]
    assert [item["changes"] for item in items[1:]] == [[], []]
    assert items[2]["at"] == back["updated_at"]
    for number in (2, 3):
        assert desk.ask("GET", f"{path}/versions/{number}", 200).json()["content"] == content()
    assert desk.ask("PATCH", path, 412, json={"note": "x"}, headers={"If-Match": '"1"'})
    assert desk.ask("GET", path, 200, headers={"If-None-Match": '"1"'}).headers["etag"] == '"3"'


def test_it_is_written_down_who_did_what(alone: Desk) -> None:
    path = alone.create()
    alone.ask("PATCH", path, 200, json={"note": "secret"})
    alone.ask("PATCH", path, 200, json={})
    alone.ask("DELETE", path, 204)
    alone.ask("POST", f"{path}/restore", 200)
    log = alone.ask("GET", "/v1/audit", 200)
    found = [(item["action"], item["target"]) for item in log.json()["items"]]
    wanted = ["restore", "delete", "change", "create"]
    assert found == [(f"assessment.{name}", path.rpartition("/")[2]) for name in wanted]
    assert "secret" not in log.text
