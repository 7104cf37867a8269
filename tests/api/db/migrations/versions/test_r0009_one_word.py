"""Revision 0009: what was saved says ``alternative``, names beside ids, and still its digest."""

import hashlib
from contextlib import closing
from typing import Any

import orjson
from sqlalchemy import text

from api.db import Database, migrate
from api.db.migrations.versions.r0009_one_word import renamed

OWN = {"park": "tcr", "criterion": "land_price", "value": 95.0, "source": "ours"}
NEW = {"alternative": "tcr", "criterion": "land_price", "value": 95.0, "source": "ours"}
NOTE = {"$say": "unknown_cell", "fields": {"park": "tcr", "criterion": "land_price"}}
ASKED = {"park": "tcr", "criterion": "land_price", "chance_of_changing_winner": 0.25}
ANSWER: dict[str, Any] = {
    "ranking": [{"alternative": "tcr", "rank": 1, "score": 0.5}],
    "ask_next": [ASKED],
    "evidence": {"tcr": {"land_price": {"low": 80.0, "high": 110.0, "unit": "USD/m2"}}},
    "warnings": [{"code": "unknown_cell", "detail": NOTE, "cells": [{"alternative": "tcr"}]}],
    "record": {"spec": {"overrides": [OWN]}, "input_sha256": "0" * 64},
}
AT = "2026-11-25 08:00:00"


def put(database: Database) -> None:
    """Save an assessment with a result and a finished job, as the revision before kept them."""
    content, answer = orjson.dumps({"overrides": [OWN]}).decode(), orjson.dumps(ANSWER)
    best = {"park": "tcr", "rank": 1, "score": 0.5, "unknown": 0}
    portfolio = orjson.dumps({"parks": ["tcr"]}) + b"\n" + orjson.dumps({"id": "c", "best": [best]})
    owner = "f" * 24
    rows: list[tuple[str, dict[str, Any]]] = [
        ("organisations", {"id": owner, "name": "ours", "created_at": AT}),
        (
            "assessments",
            {"id": "a", "organisation_id": owner, "name": "a", "version": 1, "results": 1}
            | {"content": content, "created_at": AT, "updated_at": AT},
        ),
        (
            "versions",
            {"assessment_id": "a", "number": 1, "at": AT, "by": "me", "action": "create"}
            | {"changes": "[]", "content": content},
        ),
        (
            "results",
            {"assessment_id": "a", "number": 1, "version": 1, "at": AT, "by": "me"}
            | {"engine": "parkwise 0.1.0", "answer": answer},
        ),
        (
            "jobs",
            {"id": "j", "organisation_id": owner, "by": "me", "kind": "portfolio", "state": "done"}
            | {"request": orjson.dumps({"overrides": [OWN]}), "result": portfolio, "done": 1}
            | {"total": 1, "events": 0, "attempts": 1, "cancel_asked": False, "created_at": AT},
        ),
    ]
    with database.engine.begin() as connection:
        for table, row in rows:
            names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), row)


def kept(database: Database, what: str, table: str) -> Any:
    with database.engine.connect() as connection:
        return connection.execute(text(f"SELECT {what} FROM {table}")).scalar_one()


def document(found: Any) -> Any:
    return found if isinstance(found, dict) else orjson.loads(found)


def test_what_was_saved_is_carried_over(empty_url: str) -> None:
    with closing(Database(empty_url)) as database:
        migrate.upgrade(database, "0008")
        put(database)
        migrate.upgrade(database, "0009")
        for table in ("assessments", "versions"):
            assert document(kept(database, "content", table)) == {"overrides": [NEW]}
        answer = orjson.loads(bytes(kept(database, "answer", "results")))
        spec = {"overrides": [NEW]}
        assert answer["record"]["spec"] == spec
        assert answer["record"]["input_sha256"] == hashlib.sha256(orjson.dumps(spec)).hexdigest()
        [asked] = answer["ask_next"]
        assert (asked["alternative"], asked["low"], asked["unit"]) == ("tcr", 80.0, "USD/m2")
        assert asked["sentence"]["fields"]["share"] == "25"
        assert answer["ranking"][0]["name"]["fields"] == {"text": {"$name": "tcr"}}
        assert answer["warnings"] == ANSWER["warnings"]
        head, _, items = bytes(kept(database, "result", "jobs")).partition(b"\n")
        assert orjson.loads(head) == {"parks": ["tcr"]}
        assert orjson.loads(items)["best"][0]["alternative"] == "tcr"
        assert orjson.loads(bytes(kept(database, "request", "jobs"))) == spec


def test_notes_and_other_things_keep_their_words() -> None:
    other = {"detail": NOTE, "park": "tcr", "months": 3}
    assert renamed(other) == other
