"""Browsers ask for a page; programs, and whoever is at ``/v1/``, never do."""

import pytest
from starlette.requests import Request

from api.accept_header import asks_for_page, weighted
from tests.clients import BROWSER


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
        ("text/html;q=0", False),
        ("text/html;q=x", False),
        ("text/html;q=nan", False),
        ("text/*", False),
        ("text/htmlx", False),
        ("image/avif,image/webp,*/*;q=0.8", False),
        ("application/json", False),
        ("*/*", False),
        ("", False),
        (None, False),
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
