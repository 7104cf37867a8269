import io

import pytest
from rich.console import Console

from api.cli.terminal import Page

HEADS = ["Rank", "Alternative", "Land price", "Infrastructure", "One-stop services"]
ROWS = [
    ["1", "Vietnam-China (Haiphong-Shenzhen) Zone", "0.1484", "0.0182", "0.0391"],
    ["2", "中国·越南（深圳-海防）经贸合作区", "0.0626", "0.0081", "0.0174"],
]


def _shown(width, heads, rows, **options):
    out = io.StringIO()
    Page(Console(file=out, width=width, markup=False), "en").grid(heads, rows, **options)
    return out.getvalue()


@pytest.mark.parametrize("width", [30, 44, 60, 80, 200])
def test_nothing_is_lost(width):
    shown = _shown(width, HEADS, ROWS, figures=(0, 2, 3, 4), repeated=2)
    whole = "".join(shown.split())
    assert "…" not in shown
    if width >= 44:
        assert all(figure in shown for row in ROWS for figure in row[2:])
        assert all(word in shown for head in HEADS for word in head.split())
        assert "(Haiphong-Shenzhen)" in shown
        assert max(map(len, shown.splitlines())) <= width
    if width == 200:
        assert all(text in shown for row in ROWS for text in row)
        assert whole.count("Alternative") == 1


def test_parts_repeat_the_first_columns():
    shown = _shown(44, HEADS, ROWS, repeated=2)
    assert shown.count("Alternative") > 1
    assert shown.count("Infrastructure") == 1


def test_a_table_without_rows():
    assert "Rank" in _shown(80, HEADS, [])
