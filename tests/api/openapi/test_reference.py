"""Everything that is said of operations is said in both languages, of what there is, and used."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from api.app import create_app
from api.openapi.reference import groups, kept, purpose, status_said
from tests.contract.openapi_promise import inlined
from tests.subcases import each

OPERATIONS: dict[str, dict[str, Any]] = {
    operation["operationId"]: operation
    for item in inlined(create_app().openapi())["paths"].values()
    for operation in item.values()
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def texts(node: Any, place: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Yield every text with its place."""
    if "en" in node or "zh" in node:
        yield place, node
        return
    for key, value in node.items():
        if isinstance(value, dict):
            yield from texts(value, f"{place}.{key}")


@each(dict(texts(kept())))
def test_both_languages_say_it_with_the_same_code(name: str) -> None:
    said = dict(texts(kept()))[name]
    assert set(said) == {"en", "zh"}
    assert CHINESE.search(said["zh"])
    assert not CHINESE.search(said["en"])
    assert _code(said["en"]) == _code(said["zh"])


def test_just_the_operations_that_there_are_are_told() -> None:
    assert set(kept()["operations"]) == set(OPERATIONS)
    assert set(groups()) == {operation["tags"][0] for operation in OPERATIONS.values()}


def test_no_text_is_left_over() -> None:
    statuses = {
        status for one in OPERATIONS.values() for status in one["responses"] if status[0] != "2"
    }
    assert set(kept()["statuses"]) == statuses
    assert set(kept()["costs"]) == {one["cost"] for one in kept()["operations"].values()}
    for name, operation in OPERATIONS.items():
        assert set(purpose(name).also) <= set(operation["responses"])


@each(OPERATIONS)
def test_the_document_says_what_for_what_it_costs_and_what_next(name: str) -> None:
    operation, told = OPERATIONS[name], purpose(name)
    for part in (told.use, told.cost, told.next):
        assert part["en"] in operation["description"]
    for status, answer in operation["responses"].items():
        assert answer["description"] == status_said(name, status)["en"]
    [good] = {status for status in operation["responses"] if status[0] == "2"} - set(told.also)
    assert status_said(name, good) == told.gives


def test_an_operation_of_which_nothing_is_said_is_noticed() -> None:
    with pytest.raises(KeyError):
        purpose("get_nothing")


def _code(text: str) -> list[str]:
    return sorted(re.findall(r"`[^`]+`", text))
