"""What a run tells: a summary unless more is asked for; what it keeps is whole."""

from typing import Any

import pytest

from api.http.localisation import localise_encoded
from api.rankings.requests import AnswerDetail
from api.results.evaluation import evaluate, request_of
from api.settings import Settings
from tests.api.assessments.desk import Desk, content, opened

LARGEST = 45_000
"""Bytes of the summary over all parks."""


def recommended(alone: Desk, detail: str) -> dict[str, Any]:
    body = {k: v for k, v in content().items() if k not in ("name", "sensitivity")}
    asked = alone.ask("POST", "/v1/recommendations", 200, json={**body, "detail": detail})
    found: dict[str, Any] = asked.json()
    return found


@pytest.mark.parametrize("body", [b"", b"{}", b'{"detail": "summary"}'])
def test_by_default_it_tells_a_summary_and_keeps_the_whole(alone, body):
    path = alone.create(sensitivity=None)
    told = alone.ask("POST", f"{path}/run", 201, content=body).json()["answer"]
    expected = recommended(alone, "summary")
    for fact in told["ask_next"]:  # the whole looks for thresholds too
        fact["threshold"] = None
    assert {**told, "record": None} == {**expected, "record": None}
    assert told["record"]["spec"]["detail"] == "full"
    kept = alone.ask("GET", f"{path}/results/1", 200).json()["answer"]
    assert kept == {**recommended(alone, "full"), "record": kept["record"]}
    assert kept["record"] == told["record"]


def test_it_tells_as_much_as_is_asked_for(alone):
    path = alone.create(sensitivity=None)
    told = [
        alone.run(path, json={"detail": detail})["answer"]
        for detail in ("summary", "standard", "full")
    ]
    kept = alone.ask("GET", f"{path}/results/3", 200).json()["answer"]
    assert told[2] == kept
    assert "evidence" not in told[0]
    assert told[1]["evidence"].keys() == kept["evidence"].keys()
    assert told[1]["claims"] == {}
    assert "quote" in next(iter(kept["claims"].values()))
    for answer in told[:2]:
        assert answer["decision"] == kept["decision"]
        assert [row["score"] for row in answer["ranking"]] == [
            row["score"] for row in kept["ranking"]
        ]
    body = {"include": ["verdict", "claims"], "evidence": ["tcr"]}
    more = alone.run(path, json=body)["answer"]
    assert more["verdict"] == kept["verdict"]
    assert more["evidence"] == {"tcr": kept["evidence"]["tcr"]}
    assert more["claims"].items() <= kept["claims"].items()
    wrong = alone.ask("POST", f"{path}/run", 422, json={"evidence": ["nowhere"]}).json()
    assert (wrong["code"], wrong["errors"][0]["pointer"]) == ("unknown_park", "/evidence/0")


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        (b'{"more": 1}', "unknown_field", "/more"),
        (b'{"detail": "all"}', "wrong_type", "/detail"),
        (b'{"detail": null}', "wrong_type", "/detail"),
        (b"[]", "wrong_type", ""),
        (b"null", "wrong_type", ""),
        (b'"summary"', "wrong_type", ""),
        (b"detail=full", "invalid_json", ""),
        (b" ", "invalid_json", ""),
    ],
)
def test_a_body_that_it_does_not_know_is_refused_and_nothing_is_kept(alone, body, code, pointer):
    path = alone.create()
    told = alone.ask("POST", f"{path}/run", 422, content=body).json()
    assert [(item["code"], item["pointer"]) for item in told["errors"]] == [(code, pointer)]
    assert alone.ask("GET", path, 200).json()["results"] == 0


def test_a_form_is_no_body_of_it(alone):
    path = alone.create()
    alone.ask("POST", f"{path}/run", 415, data={"detail": "full"})
    assert alone.ask("GET", path, 200).json()["results"] == 0


def test_the_interface_says_what_may_be_sent(alone):
    document = alone.ask("GET", "/openapi.json", 200).json()
    body = document["paths"]["/v1/assessments/{assessment_id}/run"]["post"]["requestBody"]
    assert body["required"] is False
    name = body["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    schema = document["components"]["schemas"][name]
    assert schema["additionalProperties"] is False
    assert schema["properties"]["detail"]["description"].endswith('Default: "summary".')


def test_what_leaves_the_process_that_computes_is_short():
    """Over all parks; made there, so that nothing else reads the whole."""
    found = evaluate(
        content(parks=None, sensitivity=None), Settings(), AnswerDetail(detail="summary")
    )
    assert len(localise_encoded(found.told, "en")) < LARGEST < len(found.answer) / 20
    assert request_of(content(parks=None), Settings()).detail == "full"


@pytest.mark.long
def test_it_is_told_alike_by_a_process_of_its_own(sqlite_url):
    with opened(sqlite_url, analysis_processes=1) as desk:
        path = desk.create(parks=None, sensitivity=None)
        whole = {"headers": {"Accept-Language": "zh"}, "json": {"detail": "full"}}
        told = desk.ask("POST", f"{path}/run", 201, **whole).json()
        kept = desk.ask("GET", f"{path}/results/1", 200, headers=whole["headers"]).json()
        assert told["answer"] == kept["answer"]
