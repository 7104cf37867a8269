"""The application, put together."""

import subprocess
import sys

import pytest

from api.app import create_app
from api.settings import Settings
from tests.clients import BROWSER, TestClient


def test_each_application_has_its_own_settings(body):
    tight = TestClient(create_app(Settings(max_alternatives=2)))
    wide = TestClient(create_app())
    assert tight.post("/v1/rankings", json=body()).json()["code"] == "too_many_alternatives"
    assert wide.post("/v1/rankings", json=body()).status_code == 200


def test_settings_left_out_are_read_from_the_environment(monkeypatch, body):
    monkeypatch.setenv("PARKWISE_MAX_CRITERIA", "1")
    answer = TestClient(create_app()).post("/v1/rankings", json=body())
    assert answer.json()["errors"][0]["pointer"] == "/problem/criteria"


@pytest.mark.long
def test_no_source_is_read_for_what_fields_mean_until_documentation_is_made():
    code = """
from api.app import create_app
from mcda import plain
create_app()
assert not plain.documented.cache_info().misses
create_app().openapi()
assert plain.documented.cache_info().misses
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_document_names_product_and_version(client):
    from importlib.metadata import version

    document = client.get("/openapi.json").json()
    assert document["info"]["title"] == "Parkwise"
    assert document["info"]["version"] == version("parkwise")
    assert document["openapi"].startswith("3.1")


@pytest.mark.long
def test_the_document_is_made_once():
    app = create_app()
    assert app.openapi() is app.openapi()


def test_the_documentation_page_needs_no_other_host(client):
    answer = client.get("/docs")
    assert answer.status_code == 200
    assert "https://" not in answer.text


@pytest.mark.parametrize("path", ["/redoc"])
def test_pages_that_need_another_host_are_not_there(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(("method", "path"), [("GET", "/nowhere"), ("GET", "/sign-out")])
def test_browsers_are_told_on_a_page_what_programs_are_told_in_a_document(client, method, path):
    for language in ("en", "zh"):
        spoken = {"Accept-Language": language}
        document = client.request(method, path, headers=spoken)
        page = client.request(method, path, headers={**spoken, **BROWSER})
        assert document.headers["content-type"] == "application/problem+json"
        assert page.headers["content-type"].startswith("text/html")
        assert page.status_code == document.status_code
        assert document.json()["detail"] in page.text
        programs = client.request(method, f"/v1{path}", headers={**spoken, **BROWSER})
        assert programs.headers["content-type"] == "application/problem+json"
