"""Lists of assessments and their pages, on both databases; and what tags mean."""

from typing import Any

import pytest

from api.assessments.service import document
from api.db.tables import AssessmentRow
from api.http.list_page import cursor
from mcda.errors import InvalidInput
from tests.api.assessments.desk import Desk, all_pages
from tests.refusals import rejects


def test_all_pages_hold_everything_once_and_in_order(desk: Desk) -> None:
    wanted = [f"no {number}" for number in range(7)]
    for name in wanted:
        desk.create(name=name)
    for limit in (1, 2, 3, 7, 200):
        pages = all_pages(desk, "/v1/assessments", limit)
        assert [item["name"] for page in pages for item in page] == wanted[::-1]
        assert [len(page) for page in pages[:-1]] == [limit] * (len(pages) - 1)
        assert pages[-1]
    assert all("content" not in item for page in pages for item in page)


def test_what_was_saved_at_the_same_moment_is_on_one_page_each(desk: Desk) -> None:
    paths = [desk.create() for _ in range(5)]

    def work(session: Any) -> None:
        rows = session.query(AssessmentRow).all()
        for row in rows[:4]:
            row.created_at = rows[4].created_at.replace(microsecond=0)

    desk.database.write(work)
    found = [item["id"] for page in all_pages(desk, "/v1/assessments", 1) for item in page]
    assert len(found) == 5
    assert set(found) == {path.rpartition("/")[2] for path in paths}


def test_what_is_saved_in_between_moves_nothing(desk: Desk) -> None:
    first, second, _ = (desk.create(name=name) for name in ("first", "second", "third"))
    page = desk.ask("GET", "/v1/assessments", 200, params={"limit": 1}).json()
    desk.create(name="fourth")
    desk.ask("DELETE", first, 204)
    rest = desk.ask("GET", "/v1/assessments", 200, params={"cursor": page["next"]}).json()
    assert [item["name"] for item in (*page["items"], *rest["items"])] == ["third", "second"]
    assert rest["items"][0]["id"] == second.rpartition("/")[2]
    assert (page["total"], rest["total"]) == (3, 3)


def test_lists_are_sorted_as_is_asked(desk: Desk) -> None:
    paths = {name: desk.create(name=name) for name in ("b", "c", "a", "d")}
    desk.ask("PATCH", paths["c"], 200, json={"note": "changed last"})
    for sort, wanted in (
        ("created_at", "bcad"),
        ("-created_at", "dacb"),
        ("updated_at", "badc"),
        ("-updated_at", "cdab"),
        ("name", "abcd"),
        ("-name", "dcba"),
    ):
        for limit in (1, 3, 4):
            pages = all_pages(desk, "/v1/assessments", limit, sort=sort)
            assert "".join(item["name"] for page in pages for item in page) == wanted
    first = desk.ask("GET", "/v1/assessments", 200, params={"limit": 1, "sort": "name"}).json()
    other = {"cursor": first["next"], "sort": "-name"}
    assert desk.ask("GET", "/v1/assessments", 422, params=other).json()["code"] == "cursor_invalid"


NAMES = ["Parts 100%", "spare_parts", "spareXparts", "a/b\\c", "厂 😀", "Đình Vũ"]
NAMES += ["Ärzte 杭州", "ärzte", "ΟΔΟΣ"]
FILTERS = {
    "parts": NAMES[:3],
    "PARTS": NAMES[:3],
    "%": NAMES[:1],
    "_": NAMES[1:2],
    "e_p": NAMES[1:2],
    "/": NAMES[3:4],
    "\\": NAMES[3:4],
    "😀": NAMES[4:5],
    "厂": NAMES[4:5],
    "Đình": NAMES[5:6],
    "đÌNH": NAMES[5:6],
    "ärz": NAMES[6:8],
    "ÄRZTE": NAMES[6:8],
    "δοσ": NAMES[8:],
    "ος": [],
    "'; DROP TABLE assessments; --": [],
    "": NAMES,
}


def test_a_part_of_the_name_is_meant_as_it_stands(desk: Desk) -> None:
    for name in NAMES:
        desk.create(name=name)
    for asked, wanted in FILTERS.items():
        pages = all_pages(desk, "/v1/assessments", 2, name=asked, sort="created_at")
        assert [item["name"] for page in pages for item in page] == wanted, asked


def test_versions_are_paged(desk: Desk) -> None:
    path = desk.create()
    for number in range(4):
        desk.ask("PATCH", path, 200, json={"note": str(number)})
    for limit in (1, 2, 5):
        pages = all_pages(desk, f"{path}/versions", limit)
        assert [item["number"] for page in pages for item in page] == [5, 4, 3, 2, 1]
    pages = all_pages(desk, f"{path}/versions", 2, sort="number")
    assert [item["number"] for page in pages for item in page] == [1, 2, 3, 4, 5]


def test_a_cursor_of_another_list_is_refused(desk: Desk) -> None:
    path = desk.create()
    desk.create()
    desk.ask("PATCH", path, 200, json={"note": "x"})
    mine = desk.ask("GET", "/v1/assessments", 200, params={"limit": 1}).json()["next"]
    theirs = desk.ask("GET", f"{path}/versions", 200, params={"limit": 1}).json()["next"]
    for where, word in ((f"{path}/versions", mine), ("/v1/assessments", theirs)):
        answer = desk.ask("GET", where, 422, params={"cursor": word}).json()
        assert [(e["pointer"], e["code"]) for e in answer["errors"]] == [
            ("/cursor", "cursor_invalid")
        ]


NEWEST = "-created_at"
ODD = [
    [NEWEST, "2026-01-01", "0" * 24],
    [NEWEST, "2026-01-01T00:00:00+00:00", "\0" * 24],
    [NEWEST, "soon", "0" * 24],
    [NEWEST, "2026-01-01T00:00:00+00:00"],
    ["created_at", "2026-01-01T00:00:00+00:00", "0" * 24],
    ["2026-01-01T00:00:00+00:00", "0" * 24],
    [1, 2],
    [],
]


@pytest.mark.parametrize("place", ODD)
def test_a_made_up_cursor_is_refused(alone: Desk, place: list[Any]) -> None:
    answer = alone.ask("GET", "/v1/assessments", 422, params={"cursor": cursor(place)})
    assert answer.json()["code"] == "cursor_invalid"


def test_the_ends_of_the_calendar_are_places(desk: Desk) -> None:
    desk.create()
    for moment, count in (("0001-01-01T00:00:00+23:59", 0), ("9999-12-31T23:59:59-23:59", 1)):
        word = {"cursor": cursor([NEWEST, moment, "0" * 24])}
        found = desk.ask("GET", "/v1/assessments", 200, params=word).json()
        assert len(found["items"]) == count


def test_a_number_that_no_column_keeps_is_no_place(desk: Desk) -> None:
    path = desk.create()
    for number in (2**31, 2**63, 2**64 - 1, -1):
        for name in ("versions", "results"):
            word = {"cursor": cursor(["-number", number])}
            answer = desk.ask("GET", f"{path}/{name}", 422, params=word)
            assert answer.json()["code"] == "cursor_invalid"


@pytest.mark.parametrize(
    "query",
    [
        *({"limit": number} for number in (0, 201, "x", 10**30)),
        *({"name": name} for name in ("x" * 201, "\0")),
        *({"state": "all"}, {"cursor": "x" * 501}),
    ],
)
def test_a_query_that_cannot_be_used_is_refused(alone: Desk, query: dict[str, Any]) -> None:
    answer = alone.ask("GET", "/v1/assessments", 422, params=query).json()
    assert [item["pointer"] for item in answer["errors"]] == [f"/{next(iter(query))}"]


@pytest.mark.parametrize("sent", [b"", b"{", b"NaN", b'{"a":NaN}', b'"\xff"', b'{"a":"\\ud800"}'])
def test_what_is_no_json_is_told(sent: bytes) -> None:
    with rejects(InvalidInput, faults=[("invalid_json", ())]):
        document(sent)


@pytest.mark.parametrize("sent", [b"[]", b"null", b"1", b'"x"', b"[" * 100 + b"]" * 100])
def test_what_is_no_object_is_told(sent: bytes) -> None:
    with rejects(InvalidInput, faults=[("wrong_type", ())]):
        document(sent)


def test_json_without_end_is_refused() -> None:
    with pytest.raises(InvalidInput):
        document(b'{"a":' * 100_000)
