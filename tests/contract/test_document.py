"""Section 6: the document of a result as data, told in the reader's language or as asked."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import TypeAdapter

from api.reports.answers import DocumentAnswer
from tests.api.assessments.desk import Desk, opened

CHINESE = re.compile("[\u4e00-\u9fff]")
KINDS = {"text", "bullets", "figures", "table", "chart", "quotations"}
MEDIA = "application/json"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with opened(f"sqlite:///{tmp_path_factory.mktemp('documents')}/parkwise.db") as found:
        yield found


@pytest.fixture(scope="module")
def result(desk: Desk) -> str:
    """Give the path of a stored result with everything in it."""
    path = desk.create(sensitivity=True, name="Zhang & Co")
    desk.run(path)
    return f"{path}/results/1"


def document(desk: Desk, result: str, **options: Any) -> Any:
    return desk.ask("GET", f"{result}/document.json", 200, **options)


def blocks(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for section in found["sections"] for one in section["blocks"]]


def test_it_is_what_the_answer_says_in_the_declared_form(desk, result):
    found, stored = document(desk, result).json(), desk.ask("GET", result, 200).json()
    TypeAdapter(DocumentAnswer).validate_python(found, strict=True)
    answer = stored["answer"]
    assert (found["name"], found["language"]) == ("Zhang & Co", "en")
    assert (found["engine"], found["hash"]) == (
        answer["record"]["engine"],
        answer["record"]["input_sha256"],
    )
    firsts = [line["alternative"] for line in answer["ranking"] if line["rank"] == 1]
    names = [answer["names"]["alternatives"][key] for key in firsts]
    assert all(map(str.startswith, names, found["brief"]["winners"]))
    assert all(section["title"] for section in found["sections"])
    assert {one["kind"] for one in blocks(found)} == KINDS
    told = "\n".join(
        item
        for one in blocks(found)
        for item in one.get("items", [one.get("text")])
        if isinstance(item, str)
    )
    for sentence in answer["sensitivity"]["explanation"]["sentences"]:
        assert sentence in told


def test_figures_of_tables_are_numbers_too(desk, result):
    tables = [one for one in blocks(document(desk, result).json()) if one["kind"] == "table"]
    assert tables
    cells = [cell for table in tables for row in table["rows"] for cell in row]
    assert all(isinstance(cell["text"], str) for cell in cells)
    known = [cell for cell in cells if cell.get("value") is not None]
    assert len(known) > 20
    assert all(isinstance(cell["value"], int | float) for cell in known)
    unknown = [cell for cell in cells if "value" in cell and cell["value"] is None]
    assert not any(re.search(r"\d", cell["text"]) for cell in unknown)
    for table in tables:
        assert len({len(table["head"]), *(len(row) for row in table["rows"])}) == 1


@pytest.mark.parametrize(
    ("query", "header", "language"),
    [("", "en", "en"), ("", "zh-CN", "zh"), ("?lang=zh", "en", "zh"), ("?lang=en", "zh", "en")],
)
def test_language_by_query_else_by_header(desk, result, query, header, language):
    sent = desk.ask(
        "GET", f"{result}/document.json{query}", 200, headers={"Accept-Language": header}
    )
    assert sent.headers["content-type"] == MEDIA
    assert sent.headers["content-language"] == language
    assert "Accept-Language" in sent.headers["vary"]
    found = sent.json()
    assert found["language"] == language
    titles = [found["title"], found["brief"]["sentence"], found["brief"]["kicker"]]
    titles += [section["title"] for section in found["sections"]]
    assert all(bool(CHINESE.search(title)) == (language == "zh") for title in titles)


def test_both_languages_have_the_same_parts_and_figures(desk, result):
    english, chinese = (
        document(desk, result, headers={"Accept-Language": language}).json()
        for language in ("en", "zh")
    )

    def shape(found: dict[str, Any]) -> list[Any]:
        return [
            (one["kind"], [[cell.get("value") for cell in row] for row in one.get("rows", ())])
            for one in blocks(found)
        ]

    assert shape(english) == shape(chinese)
    for name in ("hash", "engine", "at"):
        assert english[name] == chinese[name]


def test_the_same_bytes_each_time(desk, result):
    assert document(desk, result).content == document(desk, result).content


@pytest.mark.parametrize(
    ("rest", "status", "code"),
    [
        ("results/2/document.json", 404, "unknown_result"),
        ("results/0/document.json", 422, None),
        ("results/1/document.json?lang=fr", 422, None),
    ],
)
def test_what_cannot_be_told_is_refused(desk, result, rest, status, code):
    path = result.removesuffix("results/1")
    assert code in (None, desk.ask("GET", f"{path}{rest}", status).json()["code"])


def test_another_organisation_has_no_such_result(tmp_path):
    with opened(f"sqlite:///{tmp_path}/parkwise.db") as desk:
        ours, theirs = desk.of("ours", "admin"), desk.of("theirs", "admin")
        path = ours.create()
        ours.run(path)
        ours.ask("GET", f"{path}/results/1/document.json", 200)
        theirs.ask("GET", f"{path}/results/1/document.json", 404)
