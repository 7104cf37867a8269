"""Revision 0010: results get what lists tell of them, out of the answers that were kept."""

import json
from contextlib import closing
from typing import Any

import orjson
from sqlalchemy import text

from api.assessments.content import to_save
from api.db import Database, migrate
from api.db.migrations.versions.r0010_shares import headline
from api.results.evaluation import evaluate
from api.results.headline import headline as present
from api.settings import Settings

CONTENT = {
    "name": "x",
    "enterprise": {"home": {"province": "Zhejiang"}},
    "parks": ["ljip", "tcr"],
    "overrides": [{"alternative": "tcr", "criterion": "land_price", "value": 95, "source": "ours"}],
}
NAMES = {
    "alternatives": {"tcr": {"$say": "text_itself", "fields": {"text": {"en": "R", "zh": "罗"}}}}
}
OLD: dict[str, Any] = {
    "ranking": [{"alternative": "tcr", "rank": 1}, {"alternative": "a", "rank": 2}],
    "names": NAMES,
    "record": {"spec": {}, "engine": "parkwise 0.1.0"},
}
AT = "2026-11-25 08:00:00"


def test_it_fills_what_an_older_answer_tells(empty_url: str) -> None:
    with closing(Database(empty_url)) as database:
        migrate.upgrade(database, "0009")
        rows: list[tuple[str, dict[str, Any]]] = [
            ("organisations", {"id": "f" * 24, "name": "ours", "created_at": AT}),
            (
                "assessments",
                {"id": "a", "organisation_id": "f" * 24, "name": "a", "version": 1, "results": 1}
                | {"content": "{}", "created_at": AT, "updated_at": AT},
            ),
            (
                "results",
                {"assessment_id": "a", "number": 1, "version": 1, "at": AT, "by": "me"}
                | {"engine": "parkwise 0.1.0", "answer": orjson.dumps(OLD)},
            ),
        ]
        with database.engine.begin() as connection:
            for table, row in rows:
                names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
                connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), row)
        migrate.upgrade(database, "0010")
        with database.engine.connect() as connection:
            found = connection.execute(text("SELECT headline FROM results")).scalar_one()
        told = found if isinstance(found, dict) else json.loads(found)
        assert told["firsts"] == [{"alternative": "tcr", "name": {"en": "R", "zh": "罗"}}]
        assert (told["word"], told["catalogue"], told["private"]) == (None, None, 0)


def test_it_tells_of_a_present_answer_what_the_code_tells_but_for_decisions() -> None:
    answer = evaluate(to_save(CONTENT, Settings()), Settings()).answer
    told = present(answer)
    then = headline(orjson.loads(answer))
    assert {**then, "word": told["word"]} == told
    assert told["private"] == 1
    assert (then["word"], told["word"]) == ("not_enough", "best_bet")
    assert told["firsts"][0]["name"]["zh"] != told["firsts"][0]["name"]["en"]


def test_names_that_are_plain_or_missing_are_told_too() -> None:
    plain = {**OLD, "names": {"alternatives": {"tcr": "Rayong"}}}
    assert headline(plain)["firsts"][0]["name"] == {"en": "Rayong", "zh": "Rayong"}
    assert headline({**OLD, "names": None})["firsts"][0]["name"] == {"en": "tcr", "zh": "tcr"}
