"""Results over HTTP, on both databases: stored in codes, told to each reader, compared."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from inspect import unwrap
from pathlib import Path
from typing import Any

import pytest

from api.compute.processes import Processes
from api.rankings.presentation import engine
from api.rankings.requests import default_parts
from mcda import rank
from mcda.parks import Enterprise, appraise, load_catalogue
from mcda.parks.overlay import format_workbook, read_overlay
from tests.api.assessments.desk import Desk, all_pages, content, opened

WHOLE = {"detail": "full"}


def test_a_result_is_stored_as_it_was_answered(desk: Desk) -> None:
    path = desk.create(sensitivity=True)
    made = desk.ask("POST", f"{path}/run", 201, json=WHOLE)
    assert made.headers["location"] == f"{path}/results/1"
    found = made.json()
    assert (found["number"], found["version"], found["engine"]) == (1, 1, engine())
    assert (found["by"], found["language"]) == ("this machine", None)
    assert desk.ask("GET", f"{path}/results/1", 200).content == made.content
    report = desk.ask("GET", f"{path}/results/1/report.json", 200)
    assert made.content.endswith(b',"answer":' + report.content + b"}")
    assert report.headers["content-disposition"].startswith("attachment")
    assert desk.ask("GET", path, 200).json()["results"] == 1


def test_a_report_replays_to_the_last_byte(desk: Desk) -> None:
    path = desk.create(
        sensitivity={**default_parts(), "acceptability": {"samples": 300, "seed": 5}}
    )
    desk.run(path)
    report = desk.ask("GET", f"{path}/results/1/report.json", 200)
    record = report.json()["record"]
    again = desk.ask("POST", "/v1/recommendations", 200, json=record["spec"])
    assert again.json()["ranking"] == report.json()["ranking"]
    assert again.json()["record"]["input_sha256"] == record["input_sha256"]
    assert again.content == report.content


def test_a_result_is_that_of_a_recommendation(alone: Desk) -> None:
    fields = {k: v for k, v in content().items() if k != "name"} | {"detail": "full"}
    asked = alone.ask("POST", "/v1/recommendations", 200, json=fields)
    path = alone.create(note="not part of it")
    alone.run(path)
    assert alone.ask("GET", f"{path}/results/1/report.json", 200).content == asked.content


def test_a_result_stays_when_the_assessment_moves_on(desk: Desk) -> None:
    path = desk.create()
    first = desk.ask("POST", f"{path}/run", 201, json=WHOLE).content
    desk.ask("PATCH", path, 200, json={"parks": ["tcr", "kitic"]})
    second = desk.run(path, headers={"Accept-Language": "zh"})
    assert (second["number"], second["version"]) == (2, 2)
    assert desk.ask("GET", f"{path}/results/1", 200).content == first
    items = desk.ask("GET", f"{path}/results", 200).json()["items"]
    assert [(item["number"], item["version"]) for item in items] == [(2, 2), (1, 1)]
    assert [item["winners"] for item in items] == [["tcr"], ["tcr"]]
    assert all("answer" not in item for item in items)


def test_it_outlives_the_service(database_url: str) -> None:
    with opened(database_url) as desk:
        path = desk.create()
        made = desk.ask("POST", f"{path}/run", 201, json=WHOLE).content
    with opened(database_url) as desk:
        assert desk.ask("GET", f"{path}/results/1", 200).content == made


def test_results_are_paged(alone: Desk) -> None:
    path = alone.create()
    for _ in range(4):
        alone.run(path)
    for limit in (1, 3, 4):
        pages = all_pages(alone, f"{path}/results", limit)
        assert [item["number"] for page in pages for item in page] == [4, 3, 2, 1]


def test_what_cannot_be_ranked_stores_nothing(desk: Desk) -> None:
    none = {"alternative": "kitic", "criterion": "hometown_ties", "value": 0, "source": "ours"}
    path = desk.create(method={"name": "weighted_product"}, overrides=[none])
    answer = desk.ask("POST", f"{path}/run", 422).json()
    assert answer["code"] == "not_above_zero"
    assert answer["errors"][0]["pointer"] == "/method"
    assert desk.ask("GET", f"{path}/results", 200).json()["items"] == []
    assert desk.ask("GET", path, 200).json()["results"] == 0


def test_the_difference_of_two_results(desk: Desk) -> None:
    path = desk.create()
    desk.run(path)
    desk.ask("PATCH", path, 200, json={"parks": ["ljip", "vcep", "kitic"], "note": "no tcr"})
    desk.run(path)
    found = desk.ask("GET", f"{path}/results/1/diff/2", 200).json()
    assert (found["from"], found["to"]) == (1, 2)
    assert [entry["path"] for entry in found["inputs"]] == ["/parks"]
    gone = next(item for item in found["moved"] if item["alternative"] == "tcr")
    assert (gone["before"], gone["after"]) == (1, None)
    back = desk.ask("GET", f"{path}/results/2/diff/1", 200).json()
    assert (back["from"], back["to"]) == (2, 1)
    for one, other in zip(found["inputs"], back["inputs"], strict=True):
        assert {(s["alternative"], s["ranks"]) for s in one["moved"]} == {
            (s["alternative"], -s["ranks"]) for s in other["moved"]
        }
    same = desk.ask("GET", f"{path}/results/2/diff/2", 200).json()
    assert same["moved"] == same["inputs"] == same["unexplained"] == []


@pytest.mark.parametrize("number", ["2", "2147483647"])
def test_a_result_that_is_not_there(alone: Desk, number: str) -> None:
    path = alone.create()
    alone.run(path)
    for rest in (number, f"{number}/report.json", f"1/diff/{number}", f"{number}/diff/1"):
        answer = alone.ask("GET", f"{path}/results/{rest}", 404).json()
        assert answer["code"] == "unknown_result"


@pytest.mark.parametrize("number", ["0", "-1", "2147483648", "9" * 40, "x", "1.5", "%00", "1e0"])
def test_a_number_that_is_none(alone: Desk, number: str) -> None:
    path = alone.create()
    alone.run(path)
    for rest in ("results/{}", "results/{}/report.json", "results/1/diff/{}", "versions/{}"):
        alone.ask("GET", f"{path}/{rest.format(number)}", 422)
    alone.ask("DELETE", f"{path}/answers/{number}", 422)


CHINESE = re.compile("[\u4e00-\u9fff]")


def sentences(place: str, one: Any, other: Any) -> Iterator[str]:
    """Yield the places of texts in which two documents differ; nothing else may."""
    if isinstance(one, dict) and one.keys() == other.keys():
        for name in one:
            yield from sentences(f"{place}/{name}", one[name], other[name])
    elif isinstance(one, list) and len(one) == len(other):
        for at, (first, second) in enumerate(zip(one, other, strict=True)):
            yield from sentences(f"{place}/{at}", first, second)
    elif isinstance(one, str) and isinstance(other, str) and one != other:
        assert CHINESE.search(other), (place, one, other)
        yield place
    else:
        assert one == other, place


def no_computing(*_: object, **__: object) -> Any:
    raise AssertionError("a result is told, not made anew")


@contextmanager
def without_the_engine() -> Iterator[None]:
    """Let every ranking and every view of the parks fail, here and in other processes."""
    with pytest.MonkeyPatch.context() as patch:
        for function in (rank, appraise):  # in place, whoever imported them by name
            patch.setattr(unwrap(function), "__code__", no_computing.__code__)
        patch.setattr(Processes, "hand_over", no_computing)
        yield


@pytest.mark.parametrize("asked_in", ["en", "zh"])
def test_one_result_is_told_in_both_languages_without_computing(alone: Desk, asked_in: str) -> None:
    """Whoever ran it, every reader is told the same in the reader's language."""
    path = alone.create(sensitivity=True)
    headers = {"Accept-Language": asked_in}
    made = alone.ask("POST", f"{path}/run", 201, json=WHOLE, headers=headers)
    told = {}
    with without_the_engine():
        with pytest.raises(AssertionError, match="made anew"):
            appraise(load_catalogue(), Enterprise())
        for language in ("en", "zh"):
            headers = {"Accept-Language": language}
            for rest in ("", "/report.json"):
                answer = alone.ask("GET", f"{path}/results/1{rest}", 200, headers=headers)
                assert answer.headers["content-language"] == language
                assert "Accept-Language" in answer.headers["vary"]
                told[language, rest] = answer
    assert told[asked_in, ""].content == made.content
    for rest in ("", "/report.json"):
        english, chinese = (told[language, rest].json() for language in ("en", "zh"))
        places = list(sentences("", english, chinese))
        assert len(places) > 100
        assert any(place.endswith("/verdict/sentence") for place in places)
        assert any("/names/criteria/" in place for place in places)
        assert not any("/record/" in place for place in places)


def test_that_nothing_is_left_is_a_result(alone: Desk) -> None:
    path = alone.create()
    alone.run(path)
    alone.ask("PATCH", path, 200, json={"must": {"countries": ["RU"]}})
    answer = alone.run(path)["answer"]
    assert answer["ranking"] == []
    assert {item["alternative"] for item in answer["excluded"]} == set(content()["parks"])
    items = alone.ask("GET", f"{path}/results", 200).json()["items"]
    assert [item["winners"] for item in items] == [[], ["tcr"]]
    found = alone.ask("GET", f"{path}/results/1/diff/2", 200).json()
    assert {item["alternative"]: item["after"] for item in found["moved"]} == dict.fromkeys(
        content()["parks"]
    )
    asked = alone.ask("GET", f"{path}/next-question", 422).json()
    assert asked["code"] == "interview_needs_two"


def private_data(folder: Path, price: int) -> bytes:
    """Return a workbook that quotes a price of land in one park."""
    shipped = load_catalogue()
    quoted = f"park,criterion,mode,source,as_of\ntcr,land_price,{price},offer,2026-03\n"
    (folder / "quotations.csv").write_text(quoted, encoding="utf-8")
    (folder / "sources.csv").write_text("id,title,date\noffer,Offer,2026-03\n", encoding="utf-8")
    return format_workbook(read_overlay(folder, shipped), shipped)


def test_other_private_data_are_told_as_an_input(desk: Desk, tmp_path: Path) -> None:
    one = {"kind": "direct", "values": {"land_price": 1}}
    path = desk.create(weights=one, criteria=["land_price"])
    digests = [None]
    records = [desk.run(path)["answer"]["record"]]
    for price in (9, 999):
        workbook = private_data(tmp_path, price)
        media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        desk.ask("PUT", "/v1/overlay", content=workbook, headers={"Content-Type": media})
        digests.append(desk.ask("GET", "/v1/overlay", 200).json()["sha256"])
        records.append(desk.run(path)["answer"]["record"])
    assert [record["overlay"] for record in records] == digests
    assert len({record["input_sha256"] for record in records}) == 1
    found = desk.ask("GET", f"{path}/results/2/diff/3", 200).json()
    assert found["winners"][0] == ["tcr"] != found["winners"][1]
    assert found["inputs"] == [
        {"path": "/overlay", "before": digests[1], "after": digests[2], "moved": None}
    ]
    assert found["unexplained"]
