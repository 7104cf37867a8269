"""The page at ``/``."""

import pytest

from tests.clients import TestClient


@pytest.mark.parametrize(
    ("query", "header", "language"),
    [
        ("", None, "en"),
        ("", "zh", "zh"),
        ("?lang=zh", "en", "zh"),
        ("?lang=en", "zh", "en"),
    ],
)
def test_the_language_is_asked_for(
    client: TestClient, query: str, header: str | None, language: str
) -> None:
    client.cookies.clear()
    headers = {} if header is None else {"Accept-Language": header}
    answer = client.get(f"/{query}", headers=headers)
    client.cookies.clear()
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["content-language"] == language
    assert f'<html lang="{"zh-Hans" if language == "zh" else "en"}">' in answer.text


def test_every_route_is_listed(client: TestClient) -> None:
    text = client.get("/").text
    for path, item in client.get("/openapi.json").json()["paths"].items():
        for method in item:
            assert f"{method.upper()} {path}" in text


def test_purposes_are_chinese_on_the_chinese_page(client: TestClient) -> None:
    text = client.get("/", headers={"Accept-Language": "zh"}).text
    for item in client.get("/openapi.json").json()["paths"].values():
        for operation in item.values():
            assert f"<td>{operation['summary']}</td>" not in text


def test_nothing_comes_from_another_host(client: TestClient) -> None:
    text = client.get("/").text
    assert "<script" not in text
    assert 'src="http' not in text
    assert 'href="http' not in text


def test_the_host_is_escaped(client: TestClient) -> None:
    answer = client.get("/", headers={"Host": 'x"><script>'})
    assert "<script>" not in answer.text
