"""Figures in words."""

import pytest

from api.parks.figures import figure_told, with_unit


@pytest.mark.parametrize(
    ("low", "value", "high", "english", "chinese"),
    [
        (None, 10, 15, "10 (at most 15)", "10（不高于 15）"),
        (8, 10, None, "10 (at least 8)", "10（不低于 8）"),
        (29, 36, 43, "36 (29 to 43)", "36（29 至 43）"),
        (17, 140, 140, "140 (17 to 140)", "140（17 至 140）"),
        (None, 3, None, "3", "3"),
        (3, 3, 3, "3", "3"),
        (3, 3, None, "at least 3", "不低于 3"),
        (None, 3, 3, "at most 3", "不高于 3"),
        (85, None, 140, "85–140", "85–140"),
        (12, None, 12, "12", "12"),
        (3, None, None, "at least 3", "不低于 3"),
        (None, None, 9, "at most 9", "不高于 9"),
        (0, None, None, "at least 0", "不低于 0"),
        (None, None, None, "", ""),
    ],
)
def test_value_and_bounds(low, value, high, english, chinese):
    assert figure_told(low, value, high, str, "en") == english
    assert figure_told(low, value, high, str, "zh") == chinese


def test_units():
    assert with_unit("3", "", "en") == "3"
    assert with_unit("3", "%", "en") == "3 %"
    assert with_unit("3", "%", "zh") == "3%"
    assert with_unit("3（2 至 4）", "公里", "zh") == "3（2 至 4）公里"
    assert with_unit("3", "公里", "zh") == "3 公里"
