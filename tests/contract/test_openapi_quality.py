"""The OpenAPI document is good enough to work from: names, examples, errors, pages offline."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import jsonschema_rs
import pytest

from api.app import create_app
from tests.clients import TestClient
from tests.contract.openapi_promise import inlined
from tests.subcases import each

DOCUMENT: dict[str, Any] = inlined(create_app().openapi())
OPERATIONS = {
    f"{method} {path}": operation
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
}
BODIES = {
    (name, kind): content
    for name, operation in OPERATIONS.items()
    for kind, content in operation.get("requestBody", {}).get("content", {}).items()
}
FILES = {kind for kind in {k for _, k in BODIES} if "json" not in kind and "csv" not in kind}
EXAMPLES = sorted(key for key in BODIES if key[1] not in FILES)
PROBLEM = {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}
operations = each(OPERATIONS)


def within(schema: dict[str, Any]) -> list[Any]:
    """Return the examples of a schema, or those of the schemas it is one of."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/components/schemas/")
        return within(DOCUMENT["components"]["schemas"][name])
    parts = schema.get("anyOf", []) + schema.get("oneOf", [])
    return schema.get("examples") or [found for part in parts for found in within(part)]


def examples(content: dict[str, Any]) -> list[Any]:
    """Return the examples of a body, of its media type or of its schema."""
    named = [item["value"] for item in content.get("examples", {}).values()]
    alone = [content["example"]] if "example" in content else []
    return named + alone + within(content["schema"])


def test_operation_ids_are_the_names_of_functions_and_no_two_alike() -> None:
    found = [operation["operationId"] for operation in OPERATIONS.values()]
    assert len(set(found)) == len(found)
    app = create_app()
    functions = {
        f"{method.lower()} {route.path}": route.name
        for route in app.routes
        for method in getattr(route, "methods", None) or ()
        if getattr(route, "include_in_schema", False)
    }
    assert {name: OPERATIONS[name]["operationId"] for name in OPERATIONS} == {
        name: functions[name] for name in OPERATIONS
    }


@operations
def test_an_operation_id_is_its_method_and_a_noun(name: str) -> None:
    method, operation = name.split()[0], OPERATIONS[name]
    assert re.fullmatch(rf"{method}(_[a-z]+)+", operation["operationId"])
    assert not re.search(r"_v\d", operation["operationId"])


@operations
def test_an_operation_says_what_it_is_and_how_it_fails(name: str) -> None:
    operation = OPERATIONS[name]
    assert operation["summary"]
    assert len(operation["tags"]) == 1
    failures = [said for status, said in operation["responses"].items() if status[0] in "45"]
    assert failures or name == "get /healthz"
    for said in failures:
        assert said["description"]
        assert list(said["content"]) == ["application/problem+json"]
        assert {"schema": said["content"]["application/problem+json"]["schema"]} == PROBLEM


@operations
def test_every_parameter_is_described_or_speaks_for_itself(name: str) -> None:
    for parameter in OPERATIONS[name].get("parameters", []):
        assert parameter["schema"].get("type") or parameter["schema"].get("anyOf"), parameter


@each(EXAMPLES)
def test_a_body_has_an_example(name: str, kind: str) -> None:
    assert examples(BODIES[name, kind]), f"{name} has no example of {kind}"


@each(key for key in EXAMPLES if "json" in key[1])
def test_the_examples_of_a_body_are_what_it_allows(name: str, kind: str) -> None:
    content = BODIES[name, kind]
    schema = {**content["schema"], "components": DOCUMENT["components"]}
    check = jsonschema_rs.Draft202012Validator(schema)
    for example in examples(content):
        assert [str(error) for error in check.iter_errors(example)] == []


@operations
def test_success_has_a_schema_or_no_body(name: str) -> None:
    good = {s: said for s, said in OPERATIONS[name]["responses"].items() if s.startswith("2")}
    assert good
    for status, said in good.items():
        content = said.get("content", {})
        assert (status == "204") == (not content), (status, said)
        assert all(found.get("schema") for found in content.values())


class _Loaded(HTMLParser):
    """Collects what a page loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        said = given.get("src") or (given.get("href") if tag == "link" else None)
        if said:
            self.found.append(said)


def loaded_by(client: TestClient, page: str) -> Iterator[tuple[str, str]]:
    """Yield what a page and its style sheets load: address and text."""
    here = urlsplit(str(client.base_url)).netloc
    waiting, seen = [page], set[str]()
    while waiting:
        path = waiting.pop()
        if path in seen or path.startswith("data:"):
            continue
        seen.add(path)
        answer = client.get(path)
        assert answer.status_code == 200, path
        yield path, answer.text
        kind = answer.headers["content-type"]
        if "html" in kind:
            parser = _Loaded()
            parser.feed(answer.text)
            more = parser.found
        elif "css" in kind:
            more = re.findall(r"""(?:url\(|@import\s+)['"]?([^'")\s]+)""", answer.text)
        else:
            more = []
        for found in more:
            full = urlsplit(urljoin(f"http://{here}{path}", found))
            assert full.scheme == "data" or full.netloc == here, f"{path} loads {found}"
            waiting += [] if full.scheme == "data" else [full.path]


@pytest.mark.parametrize("page", ["/", "/docs", "/docs/weights", "/guide/quickstart"])
def test_pages_load_nothing_from_other_hosts(client: TestClient, page: str) -> None:
    loaded = dict(loaded_by(client, page))
    assert len(loaded) >= 2
    # The first page fetches its finished sample; what is for reading has no scripts at all.
    assert page == "/" or not [path for path in loaded if path.endswith(".js")]
