"""Revision 0006: what was kept as sentences is told as it was, its names in either language."""

import hashlib
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from typing import Any

import orjson
import pytest
from sqlalchemy import MetaData, inspect

from api.db import Database, migrate
from api.db.columns import now
from api.http.localisation import localise
from api.jobs.results import result_told
from api.jobs.work import perform
from api.parks.schemas import RecommendationRequest
from api.parks.service import recommend
from api.rankings.finding import each
from api.settings import Settings
from mcda.parks import load_catalogue
from tests.api.assessments.desk import Desk, content, opened

Json = dict[str, Any]
SAVED, FAILED, DONE, WAITING = (letter * 24 for letter in "abcd")
ENGINE = "parkwise 0.1.0"
PARKS = {name: value for name, value in content().items() if name != "name"}
LAND = {
    "template": "location",
    "problem": {
        "criteria": [
            {"id": "price", "direction": "cost", "name": {"en": "Price", "zh": "价格"}},
            {"id": "roads", "direction": "benefit"},
        ],
        "alternatives": [{"id": "a", "name": {"en": "Alpha"}}, {"id": "b"}],
    },
}
PROBLEM = {
    "type": "/problems/deadline_passed",
    "title": "期限已过",
    "status": 422,
    "detail": "期限已过。",
    "code": "deadline_passed",
    "errors": [],
}


OWN = {"alternative": "tcr", "criterion": "land_price", "value": 95.0, "source": "ours"}
UNGRADED = [{"code": "tied", "detail": "甲"}, {"code": "tied", "alternative": "a", "detail": "乙"}]


def kept_before() -> Json:
    """Return an answer as it was kept before.

    It is told in Chinese, with names where sentences are, claims in every cell and warnings one
    by one.
    """
    asked = RecommendationRequest.model_validate({**PARKS, "overrides": [OWN], "detail": "full"})
    answer: Json = localise(recommend(asked, Settings()), "zh")
    claims = answer.pop("claims")
    for row in answer["evidence"].values():
        for cell in row.values():
            for one in (cell, cell.get("replaced") or {"claims": []}):
                one["claims"] = [claims[name] for name in one["claims"]]
    answer["warnings"] = [
        {key: value for key, value in one.items() if key != "name"}
        for one in each(answer["warnings"])
    ]
    del answer["names"], answer["record"]["spec"]["detail"]
    answer["record"]["engine"] = ENGINE
    return as_it_said(answer)


def with_parks(node: Any) -> Any:
    """Return a document whose overrides and facts to ask for have ``park`` again."""
    if isinstance(node, list):
        return [with_parks(part) for part in node]
    if not isinstance(node, dict) or "$say" in node:
        return node
    is_about_one = bool(node.keys() & {"criterion", "rank"})
    is_meant = is_about_one and node.keys() & {"source", "chance_of_changing_winner", "unknown"}
    return {
        "park" if key == "alternative" and is_meant else key: with_parks(part)
        for key, part in node.items()
    }


def as_it_said(answer: Json) -> Json:
    """Return an answer in the words of before revisions 0009 and 0013."""
    told: Json = with_parks(answer)
    for row in (*told.get("ranking", ()), *told.get("ask_next", ())):
        for name in ("name", "low", "high", "threshold", "unit", "sentence"):
            row.pop(name, None)
    if "spec" in told.get("record", {}):
        stated = told["record"]["spec"].get("enterprise", {})
        told["record"]["spec"]["enterprise"] = {
            "hs_chapters" if name == "goods" else name: fact for name, fact in stated.items()
        }
        spec = orjson.dumps(told["record"]["spec"])
        told["record"]["input_sha256"] = hashlib.sha256(spec).hexdigest()
    return told


def portfolio_before() -> Json:
    """Return a portfolio as it was kept before: one document with its sentences in Chinese."""
    rows = [{"id": "甲", "markets": {"CN": 1.0}}, {"id": "b", "home": {"province": "浙江"}}]
    sent = orjson.dumps({"kind": "portfolio", "enterprises": rows, "parks": ["tcr", "ljip"]})
    kept = perform(sent, Settings(), lambda *at: None)
    told: Json = orjson.loads(result_told("portfolio", kept, "zh"))
    return as_it_said({name: value for name, value in told.items() if name != "names"})


@pytest.fixture
def old_url(empty_url: str) -> str:
    """Give a database of revision 0005 with two results and three jobs."""
    database = Database(empty_url)
    migrate.upgrade(database, "0005")
    tables = MetaData()
    tables.reflect(database.engine)
    at = now()
    saved = {"organisation_id": "local", "created_at": at}
    made = {"assessment_id": SAVED, "at": at, "by": "x", "version": 1, "language": "zh"}
    other = {**kept_before(), "record": {"engine": ENGINE, "spec": LAND}, "warnings": UNGRADED}
    jobs = {
        FAILED: {"kind": "ranking", "state": "failed", "problem": orjson.dumps(PROBLEM)},
        DONE: {"kind": "portfolio", "state": "done", "result": orjson.dumps(portfolio_before())},
        WAITING: {"kind": "ranking", "state": "queued"},
    }
    counts = {"done": 0, "total": 0, "events": 0, "attempts": 0, "cancel_asked": False}
    with database.engine.execution_options(writes=True).begin() as connection:

        def insert(table: str, *rows: Json) -> None:
            for row in rows:
                connection.execute(tables.tables[table].insert().values(**row))

        insert(
            "assessments",
            {
                **saved,
                "id": SAVED,
                "name": "甲",
                "version": 1,
                "results": 2,
                "content": content(),
                "updated_at": at,
            },
        )
        insert("results", {**made, "number": 1, "answer": orjson.dumps(kept_before())})
        insert("results", {**made, "number": 2, "answer": orjson.dumps(other)})
        sent = {"by": "x", "language": "zh", "request": b"{}", **counts}
        insert("jobs", *({**saved, **sent, "id": key, **row} for key, row in jobs.items()))
        insert("job_events", {"job_id": DONE, "number": 1, "at": at, "event": "state", "data": {}})
    database.close()
    return empty_url


@pytest.fixture
def old(old_url: str) -> Iterator[Database]:
    with closing(Database(old_url)) as database:
        yield database


def columns(database: Database, table: str) -> dict[str, bool]:
    """Return the columns of a table, and which may be empty."""
    return {c["name"]: c["nullable"] for c in inspect(database.engine).get_columns(table)}


def told(desk: Desk, number: int = 1) -> Json:
    """Return a stored answer as a reader of English is told it."""
    path = f"/v1/assessments/{SAVED}/results/{number}/report.json"
    answer: Json = desk.ask("GET", path, 200, headers={"Accept-Language": "en"}).json()
    return answer


@pytest.mark.parametrize("language", ["en", "zh"])
def test_sentences_stay_and_names_come_in_the_readers_language(old_url, language):
    path = f"/v1/assessments/{SAVED}/results/1"
    asked = {"headers": {"Accept-Language": language}}
    with opened(old_url) as desk:
        result = desk.ask("GET", path, 200, **asked).json()
        alone = desk.ask("GET", f"{path}/report.json", 200, **asked).json()
    assert (result["language"], result["engine"], result["answer"]) == ("zh", ENGINE, alone)
    names = alone.pop("names")
    before, alone = kept_before(), as_it_said(alone)
    same = alone.keys() - {"evidence", "claims", "warnings"}
    assert {key: alone[key] for key in same} == {key: before[key] for key in same}
    assert alone.keys() - before.keys() == {"claims"}
    catalogue = load_catalogue()
    for park in PARKS["parks"]:
        assert names["alternatives"][park] == catalogue.parks[park].name[language]
    price = next(one for one in catalogue.criteria if one.id == "land_price")
    assert names["criteria"]["land_price"] == price.name[language]


def test_claims_stand_once_and_cells_name_them(old_url):
    with opened(old_url) as desk:
        answer = told(desk)
    before, known = kept_before()["evidence"], answer["claims"]
    seen: set[str] = set()
    for park, row in answer["evidence"].items():
        for criterion, cell in row.items():
            then = before[park][criterion]
            for one, other in ((cell, then), (cell.get("replaced"), then.get("replaced"))):
                if one is not None:
                    assert [known[name] for name in one["claims"]] == other["claims"]
                    seen.update(one["claims"])
    assert "replaced" in answer["evidence"][OWN["alternative"]][OWN["criterion"]]
    assert seen == set(known)
    assert all(claim["id"] == name for name, claim in known.items())


def test_warnings_of_a_kind_stand_together_with_the_sentences_they_had(old_url):
    with opened(old_url) as desk:
        warnings = told(desk)["warnings"]
    before = kept_before()["warnings"]
    kinds = [(item["severity"], item["code"]) for item in warnings]
    assert kinds == list(dict.fromkeys((one["severity"], one["code"]) for one in before))
    assert max(item["count"] for item in warnings) > 1
    for item in warnings:
        alike = [
            {key: one[key] for key in one.keys() - {"code", "severity"}}
            for one in before
            if (one["severity"], one["code"]) == (item["severity"], item["code"])
        ]
        assert item["cells"] == alike
        assert (item["count"], item["detail"]) == (len(alike), alike[0]["detail"])


def test_a_warning_that_did_not_say_how_grave_it_was_is_a_note(old_url):
    with opened(old_url) as desk:
        warnings = told(desk, 2)["warnings"]
    assert warnings == [
        {
            "code": "tied",
            "severity": "note",
            "count": 2,
            "detail": "甲",
            "cells": [{"detail": "甲"}, {"alternative": "a", "detail": "乙"}],
        }
    ]


def test_a_document_is_made_of_what_was_carried_over(old_url):
    with opened(old_url) as desk:
        page = unescape(desk.ask("GET", f"/v1/assessments/{SAVED}/results/1/report.html", 200).text)
    before = kept_before()
    quotes = {
        claim["quote"]
        for row in before["evidence"].values()
        for cell in row.values()
        for claim in cell["claims"]
    }
    assert all(quote in page for quote in quotes)


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", {"alternatives": {"a": "Alpha"}, "criteria": {"price": "Price"}}),
        ("zh", {"alternatives": {"a": "a"}, "criteria": {"price": "价格"}}),
    ],
)
def test_of_a_problem_names_are_those_that_were_sent(old_url, language, names):
    """An id stands for itself in a language in which it has no name."""
    with opened(old_url) as desk:
        path = f"/v1/assessments/{SAVED}/results/2/report.json"
        answer = desk.ask("GET", path, 200, headers={"Accept-Language": language}).json()
    assert answer["names"] == names


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_portfolio_is_told_as_it_was(old_url, language):
    with opened(old_url) as desk:
        path = f"/v1/jobs/{DONE}/result"
        told = desk.ask("GET", path, 200, headers={"Accept-Language": language}).json()
        table = desk.ask("GET", f"{path}?format=csv", 200).text
    before = portfolio_before()
    assert as_it_said(told) == before
    assert told["items"][0]["warnings"]
    assert len(table.splitlines()) == 1 + sum(len(item["best"]) for item in before["items"])


def test_a_job_that_failed_tells_why_in_the_words_that_were_kept(old_url):
    with opened(old_url) as desk:
        assert desk.ask("GET", f"/v1/jobs/{FAILED}", 200).json()["problem"] == PROBLEM


def test_the_schema_is_that_of_the_code(old):
    migrate.upgrade(old, "0006")
    assert (columns(old, "results")["engine"], columns(old, "results")["language"]) == (False, True)
    assert "language" not in columns(old, "jobs")
    migrate.upgrade(old)
    assert (migrate.differences(old), migrate.damage(old)) == ([], [])
