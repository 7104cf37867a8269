"""The page at ``/``."""

import re

import pytest


@pytest.mark.parametrize(
    ("query", "header", "language"),
    [("", None, "en"), ("", "zh", "zh"), ("?lang=zh", "en", "zh"), ("?lang=en", "zh", "en")],
)
def test_the_language_is_asked_for(client, query, header, language):
    client.cookies.clear()
    headers = {} if header is None else {"Accept-Language": header}
    answer = client.get(f"/{query}", headers=headers)
    client.cookies.clear()
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["content-language"] == language
    assert f'<html lang="{"zh-Hans" if language == "zh" else "en"}">' in answer.text


def test_nothing_comes_from_another_host(client):
    text = client.get("/").text
    assert re.findall(r"<script[^>]*>", text) == re.findall(
        r'<script type="module" src="/assets/[0-9a-f]+/sample\.js">', text
    )
    assert 'src="http' not in text
    assert 'href="http' not in text


def test_the_host_is_escaped(client):
    assert "<script>" not in client.get("/", headers={"Host": 'x"><script>'}).text
