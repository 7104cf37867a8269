"""The reference shows every operation with all that its document says."""

from html import unescape

import pytest

from api.app import create_app
from api.openapi.reference import groups, purpose, status_said
from api.pages.words import purposes
from mcda.texts import catalogue
from tests.clients import BROWSER, TestClient
from tests.contract.openapi_promise import inlined

DOCUMENT = inlined(create_app().openapi())
OPERATIONS = {
    operation["operationId"]: (method.upper(), path, operation)
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
}


def plain(text: str) -> str:
    """Return a text without what marks its code."""
    return text.replace("`", "")


def shown(client: TestClient, path: str, language: str, **headers: str) -> str:
    answer = client.get(path, headers={**headers, "Accept-Language": language})
    assert answer.status_code == 200
    return unescape(answer.text).replace("<code>", "").replace("</code>", "")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_all_operations_are_there_with_what_is_said_of_them(client, language):
    pages = {group: shown(client, f"/docs/{group}", language) for group in groups()}
    start = shown(client, "/docs", language)
    for name, (method, path, operation) in OPERATIONS.items():
        group, page = operation["tags"][0], pages[operation["tags"][0]]
        title = operation["summary"] if language == "en" else purposes()[operation["summary"]]
        assert f'href="/docs/{group}#{name}"' in start
        assert f'id="{name}"' in page
        assert path in page
        assert (f'-X<span class="w"> </span>{method}' if method == "PATCH" else method) in page
        assert title in page
        told = purpose(name)
        said = (told.use, told.cost, told.next)
        said += tuple(status_said(name, status) for status in operation["responses"])
        for text in said:
            assert plain(text[language]) in page, (name, text)


def test_fields_of_bodies_and_answers_are_told(client):
    page = shown(client, "/docs/parks", "en")
    for name in ("RecommendationRequest", "EnterpriseModel", "RecommendationAnswer"):
        for field, schema in DOCUMENT["components"]["schemas"][name]["properties"].items():
            assert f"<dt>{field} " in page, field
            assert plain(schema.get("description", "")) in page


def test_an_unknown_group_is_not_found(client):
    assert client.get("/docs/nothing").status_code == 404


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_error_code_is_explained(client, language):
    page = shown(client, "/problems", language, **BROWSER)
    codes = [code for code, said in catalogue().items() if "remedy" in said]
    assert len(codes) > 300
    for code in codes:
        assert f'id="{code}"' in page
        assert plain(catalogue()[code]["remedy"][language]) in page
        assert client.get(f"/problems/{code}").status_code == 200
