"""The better weighted of English and Chinese, English where nothing decides; pages for browsers.

Programs, and whoever is at ``/v1/``, never ask for a page.
"""

import pytest
from starlette.requests import Request

from api.http.language import asks_for_page, language_of, preferred, weighted
from tests.clients import BROWSER


@pytest.mark.parametrize(
    ("header", "language"),
    [
        *(("zh", "zh"), ("en", "en"), ("zh-CN, en;q=0.5", "zh")),
        *(("en;q=0.5, zh;q=0.6", "zh"), ("en;q=0.6, zh;q=0.6", "en"), ("zh;q=0.6, en;q=0.6", "zh")),
        *(("zh;q=0", "en"), ("de, fr", "en"), ("", "en"), ("zh;q=x, en;q=0.1", "en")),
        *(("zh;q=nan, en;q=0.1", "en"), ("zh;q=-1, en;q=0.1", "en"), ("zh;q=9", "zh")),
        *(("zh ; q = 0.4, en;q=0.3", "zh"), ("zhx", "en")),
    ],
)
def test_the_better_weighted_wins(header: str, language: str) -> None:
    assert preferred(header) == language


@pytest.mark.parametrize(
    ("headers", "language"), [([], "en"), ([(b"accept-language", b"zh")], "zh")]
)
def test_it_is_read_from_the_request(headers: list[tuple[bytes, bytes]], language: str) -> None:
    assert language_of(Request({"type": "http", "headers": headers})) == language


def asked(accept: str | None, path: str = "/nowhere") -> bool:
    headers = [] if accept is None else [(b"accept", accept.encode())]
    return asks_for_page(Request({"type": "http", "path": path, "headers": headers}))


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        (BROWSER["Accept"], True),
        ("text/html", True),
        ("TEXT/HTML; charset=utf-8 ; Q=0.5", True),
        ("application/json;q=0.4, text/html;q=0.5", True),
        ("application/json, text/html;q=0.9", False),
        ("application/problem+json, text/html;q=0.9", False),
        ("application/json, text/html", False),
        *(("text/html;q=0", False), ("text/html;q=x", False), ("text/html;q=nan", False)),
        *(("text/*", False), ("text/htmlx", False)),
        ("image/avif,image/webp,*/*;q=0.8", False),
        ("application/json", False),
        *(("*/*", False), ("", False), (None, False)),
    ],
)
def test_who_names_html_before_json_asks_for_a_page(accept: str | None, wanted: bool) -> None:
    assert asked(accept) is wanted


@pytest.mark.parametrize(
    ("path", "wanted"),
    [("/v1/nowhere", False), ("/v1/", False), ("/v1", True), ("/v10/x", True), ("/", True)],
)
def test_the_interface_of_programs_has_no_pages(path: str, wanted: bool) -> None:
    assert asked(BROWSER["Accept"], path) is wanted


def test_each_name_has_its_weight() -> None:
    header = "A , b;q=0.5, c;level=1;q=0.2, d;q=7, e;q=-1, f;q=?"
    found = [("a", 1.0), ("b", 0.5), ("c", 0.2), ("d", 1.0), ("e", 0.0), ("f", 0.0)]
    assert weighted(header) == found
