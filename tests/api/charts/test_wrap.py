"""Names in lines."""

import pytest

from api.charts.wrap import width, wrapped


def test_a_chinese_character_is_two_columns_wide() -> None:
    assert width("园区ab") == 6


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("Short", ["Short"]),
        ("Vientiane Saysettha Development Zone", ["Vientiane Saysettha", "Development Zone"]),
        ("中国印度尼西亚经贸合作区园区", ["中国印度尼西亚", "经贸合作区园区"]),
    ],
)
def test_lines_are_even_and_words_whole(text: str, lines: list[str]) -> None:
    assert list(wrapped(text, 24)) == lines


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    found = wrapped("Overseas economic and trade cooperation zone " * 2, 24)
    assert len(found) == 2
    assert found[1].endswith("…")
    assert max(width(line) for line in found) <= 24
    assert wrapped("a" * 80, 10)[0] == "a" * 10
