"""Ranges of weights that keep the first."""

from typing import Any

import pytest

from mcda.plot import stability
from tests.mcda.plot.drawn_charts import DESK, LANGUAGES, PHONE, drawn, named, rows


def held(criterion: str, weight: float, *bounds: Any, exact: bool = True) -> dict[str, Any]:
    keys = ("winner_low", "winner_high", "challenger_low", "challenger_high")
    return {
        "criterion": criterion,
        "weight": weight,
        "exact": exact,
        **dict(zip(keys, bounds or (None,) * 4, strict=True)),
    }


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("language", LANGUAGES)
def test_bounds_and_challengers_are_those_of_the_rows(language: str, width: int) -> None:
    names = named(language)
    asked = [held("c1", 0.25, 0.0, 1.0, None, None), held("c0", 0.75, 0.125, 1.0, "a1", None)]
    chart = stability(asked, names, first=["a0"])
    assert [row["weight"] for row in rows(chart)] == [0.75, 0.25]  # the heaviest first
    for row, found in zip(reversed(asked), rows(chart), strict=True):
        assert row.items() <= found.items()
    assert rows(chart)[0]["takes_low"] == names.alternative("a1")
    assert rows(chart)[1]["label_low"] is rows(chart)[1]["label_high"] is None
    text = drawn(chart, width)
    for part in {"en": ("below 12.5%", "Hometown"), "zh": ("低于 12.5%", "同乡联系")}[language]:
        assert part in text


def test_a_searched_bound_is_marked() -> None:
    searched = drawn(stability([held("c", 0.5, 0, 1, None, None, exact=False)], first=["a"]))
    assert "≈ c" in searched
    assert "≈" not in drawn(stability([held("c", 0.5, 0, 1, None, None)], first=["a", "b"]))


def test_a_whole_weight_has_a_mark_and_no_bar() -> None:
    chart = stability([held("c0", 1.0), held("c1", 0.0, 0, 1, None, None)], first=["a"])
    assert rows(chart)[0]["winner_low"] is None
    assert "100%" in drawn(chart)
