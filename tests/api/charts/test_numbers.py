"""Formats of numbers."""

import pytest

from api.charts.numbers import SHARE, score_format, written


@pytest.mark.parametrize(
    ("values", "pattern"),
    [
        ([], ".3f"),
        ([0.2, -0.9], ".3f"),
        ([-12.0], ".2f"),
        ([123.0, 1.0], ".1f"),
        ([1e5], ".3g"),
        ([1e-5], ".3g"),
    ],
)
def test_scores_keep_about_three_figures(values: list[float], pattern: str) -> None:
    assert score_format(values) == pattern


def test_values_are_written_as_on_the_chart() -> None:
    assert [written(0.1234, SHARE), written(None, SHARE), written("x", None)] == ["12.3%", "", "x"]
