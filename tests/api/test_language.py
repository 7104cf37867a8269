"""The better weighted of English and Chinese; English where nothing decides."""

import pytest
from starlette.requests import Request

from api.language import language_of, preferred


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("zh", "zh"),
        ("en", "en"),
        ("zh-CN, en;q=0.5", "zh"),
        ("en;q=0.5, zh;q=0.6", "zh"),
        ("en;q=0.6, zh;q=0.6", "en"),
        ("zh;q=0.6, en;q=0.6", "zh"),
        ("zh;q=0", "en"),
        ("de, fr", "en"),
        ("", "en"),
        ("zh;q=x, en;q=0.1", "en"),
        ("zh;q=nan, en;q=0.1", "en"),
        ("zh;q=-1, en;q=0.1", "en"),
        ("zh;q=9", "zh"),
        ("zh ; q = 0.4, en;q=0.3", "zh"),
        ("zhx", "en"),
    ],
)
def test_the_better_weighted_wins(header: str, language: str) -> None:
    assert preferred(header) == language


@pytest.mark.parametrize(
    ("headers", "language"), [([], "en"), ([(b"accept-language", b"zh")], "zh")]
)
def test_it_is_read_from_the_request(headers: list[tuple[bytes, bytes]], language: str) -> None:
    assert language_of(Request({"type": "http", "headers": headers})) == language
