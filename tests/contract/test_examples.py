"""The examples of the OpenAPI document are what the service takes and gives.

``PARKWISE_UPDATE_OPENAPI=1 pytest -n 0 -m '' tests/contract/test_examples.py
tests/contract/test_openapi.py``
asks the service for them anew and writes ``api/openapi/examples.json``; read the diff.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from api import openapi
from api.app import create_app
from api.http.errors import MEDIA_TYPE
from tests.contract.abridgement import SECRET
from tests.contract.openapi_promise import Declared, inlined
from tests.contract.story import Story
from tests.contract.story_of_all import told

KEPT = Path(openapi.__file__).with_name("examples.json")
ADVICE = (
    "The service takes or gives something else than the examples of its description. If that is "
    "meant, run\n  PARKWISE_UPDATE_OPENAPI=1 pytest -n 0 -m '' tests/contract/test_examples.py "
    "tests/contract/test_openapi.py\nand commit the files."
)
UPDATING = os.environ.get("PARKWISE_UPDATE_OPENAPI")
MOST_BYTES = 700_000
JSON = "application/json"
# Pages, documents and workbooks are no text that one reads in an example.
NOT_SHOWN = re.compile(r"html|pdf|spreadsheetml|octet-stream")


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return told(f"sqlite:///{tmp_path_factory.mktemp('story')}/story.db")


@pytest.fixture(scope="module")
def given(story: Story) -> dict[str, Any]:
    """Tell the story, and write it down where that is asked for."""
    found = story.told()
    if UPDATING:
        text = json.dumps(found, indent=1, ensure_ascii=False) + "\n"
        KEPT.write_text(text, encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def kept(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Give what is written down, after it is written anew where that is asked for."""
    if UPDATING:
        request.getfixturevalue("given")
    found: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def document(kept: dict[str, Any]) -> dict[str, Any]:
    return inlined(create_app().openapi())


def operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [operation for item in document["paths"].values() for operation in item.values()]


def answers(operation: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield what an operation answers: status, media type, and what is said of it."""
    for status, said in operation["responses"].items():
        for kind, content in said.get("content", {}).items():
            yield status, kind, content


def values(content: dict[str, Any], document: dict[str, Any]) -> list[Any]:
    """Return the examples of a media type, also those that stand among the components."""
    shared = document["components"]["examples"]
    found = [
        shared[example["$ref"].rpartition("/")[2]] if "$ref" in example else example
        for example in content.get("examples", {}).values()
    ]
    return [example["value"] for example in found]


def same_form(one: Any, other: Any) -> bool:
    """Tell whether two answers have the same fields; numbers and sentences may differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same_form(v, other[k]) for k, v in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return not one or not other or same_form(one[0], other[0])
    plain = (int, float, str, type(None))
    return isinstance(one, plain) and isinstance(other, plain)


@pytest.mark.long
def test_every_request_that_is_shown_was_taken(given, kept):
    for name, own in given["operations"].items():
        shown = kept["operations"][name].get("requests", {})
        assert shown == own.get("requests", {}), f"{name}: {ADVICE}"


@pytest.mark.long
def test_every_answer_that_is_shown_was_given(given, kept):
    assert kept["operations"].keys() == given["operations"].keys(), ADVICE
    for name, own in given["operations"].items():
        shown = kept["operations"][name]
        assert same_form(shown.get("answers", {}), own.get("answers", {})), f"{name}: {ADVICE}"
        assert shown["problems"] == own["problems"], f"{name}: {ADVICE}"


@pytest.mark.long
def test_every_problem_that_is_shown_was_given(given, kept):
    def codes(problems: Any) -> Any:
        return {
            name: (said["status"], said["code"], [item["pointer"] for item in said["errors"]])
            for name, said in problems.items()
        }

    assert codes(kept["problems"]) == codes(given["problems"]), ADVICE
    assert kept["statuses"] == given["statuses"], ADVICE


def test_every_json_body_has_an_example_that_its_schema_allows(document):
    for operation in operations(document):
        content = operation.get("requestBody", {}).get("content", {}).get(JSON)
        if content is not None:
            shown = values(content, document)
            assert shown, operation["operationId"]
            for value in shown:
                allowed(value, content["schema"], document)


@pytest.mark.long
def test_every_answer_has_an_example_that_its_schema_allows(document):
    for operation in operations(document):
        for status, kind, content in answers(operation):
            place = (operation["operationId"], status, kind)
            shown = values(content, document)
            assert shown or NOT_SHOWN.search(kind), place
            for value in shown:
                allowed(value, content["schema"], document)


VALIDATORS: dict[str, Any] = {}
"""By schema: most answers of all operations are problems, and the document is one."""


def allowed(value: Any, schema: dict[str, Any], document: dict[str, Any]) -> None:
    key = json.dumps(schema)
    if key not in VALIDATORS:
        whole = {**schema, "components": document["components"]}
        VALIDATORS[key] = jsonschema_rs.Draft202012Validator(whole)
    check = VALIDATORS[key]
    assert [str(error)[:500] for error in check.iter_errors(value)] == []


def test_the_example_of_an_error_has_its_status(document):
    for operation in operations(document):
        for status, kind, content in answers(operation):
            if kind == MEDIA_TYPE:
                for value in values(content, document):
                    assert value["status"] == int(status), operation["operationId"]


def test_every_guarded_operation_says_that_the_service_may_fail(document):
    for path, item in document["paths"].items():
        for operation in item.values():
            assert ("500" in operation["responses"]) == path.startswith("/v1/"), path


def test_no_answer_is_kept_that_nothing_shows(document, kept):
    found = {
        (operation["operationId"], status, kind)
        for operation in operations(document)
        for status, kind, content in answers(operation)
        if "examples" in content
    }
    for name, own in kept["operations"].items():
        for status, contents in own.get("answers", {}).items():
            assert {(name, status, kind) for kind in contents} <= found


def test_no_problem_is_kept_that_nothing_shows(document):
    text = json.dumps(document["paths"])
    for name in document["components"]["examples"]:
        assert f'"#/components/examples/{name}"' in text, name


def test_the_form_of_problems_shows_one_of_them(document, kept):
    form = document["components"]["schemas"]["ProblemDetails"]
    assert form["examples"] == [kept["problems"]["result_unknown"]]


def test_a_key_that_is_shown_opens_nothing(kept):
    found = re.findall(r"pw_[0-9a-f]{10}_([\w-]+)", json.dumps(kept))
    assert found
    assert set(found) == {SECRET}


@pytest.mark.long
def test_the_document_stays_small_enough_to_be_shown():
    text = json.dumps(create_app().openapi(), ensure_ascii=False, separators=(",", ":"))
    assert len(text.encode()) < MOST_BYTES


@pytest.mark.long
def test_no_answer_of_the_story_holds_what_is_not_declared(story, document):
    declared = Declared(document)
    found = {
        f"{one.operation} {one.status}: {fault}"
        for one in story.exchanges
        if one.content is not None
        for fault in declared.beyond(one.content, declared.answer(one.operation, one.status))
    }
    assert sorted(found) == []


@pytest.mark.long
def test_answers_carry_the_headers_that_are_declared_and_no_others(story, document):
    declared = Declared(document)
    told_of = {name.lower() for name in document["components"]["headers"]}
    wrong = set()
    for one in story.exchanges:
        named = declared.headers(one.operation, one.status)
        place = f"{one.operation} {one.status}"
        wrong |= {f"{place} lacks {name}" for name in named.always - one.headers.keys()}
        carried = told_of & one.headers.keys()
        if "accept-language" not in one.headers.get("vary", "").lower():  # of what is packed
            carried -= {"vary"}
        wrong |= {f"{place} carries {name}" for name in carried - named.any}
    assert sorted(wrong) == []
