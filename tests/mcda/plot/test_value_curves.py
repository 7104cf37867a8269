"""Panels of value curves."""

import pytest

from mcda.plot import curves
from tests.mcda.plot.drawn_charts import LANGUAGES, drawn, named, rows

CELL = {"criterion": "c0", "unit": "USD/m2"}
CELLS = [
    {**CELL, "alternative": "a0", "value": 80.0, "low": 60.0, "high": 120.0, "worth": 0.7},
    {**CELL, "alternative": "a1", "value": 100.0, "low": None, "high": None, "worth": 0.5},
    {**CELL, "alternative": "a2", "value": None, "low": None, "high": None, "worth": None},
]
POINTS = {"c0": [(50, 1.0), (150, 0.0)]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_curve_and_cells_are_those_of_the_rows(language: str) -> None:
    names = named(language)
    chart = curves(CELLS, names, points=POINTS)
    found = rows(chart)
    line = [(row["value"], row["level"]) for row in found if row["kind"] == "curve"]
    assert line == [(50.0, 1.0), (150.0, 0.0)]
    cells = [row for row in found if row["kind"] == "cell"]
    for row, cell in zip(cells, CELLS, strict=True):
        assert all(row[key] == cell[key] for key in ("value", "low", "high", "worth"))
    assert [row["level"] for row in cells] == sorted((row["level"] for row in cells), reverse=True)
    assert cells[0]["level"] < 0
    text = drawn(chart)
    for part in {"en": ("worth?", "70%", "USD/m2"), "zh": ("价值", "70%", "美元/平方米")}[language]:
        assert part in text
    assert text.split().count("?") == 1
    assert names.alternative("a0")[:10] in text


def test_criteria_without_a_scale_have_no_panel() -> None:
    chart = curves([*CELLS, {**CELLS[0], "criterion": "c1"}], points=POINTS)
    assert {row["panel"] for row in rows(chart)} == {0}


def test_the_first_of_a_long_list() -> None:
    many = [
        {**CELLS[0], "alternative": f"a{row}", "criterion": f"k{column}"}
        for row in range(20)
        for column in range(17)
    ]
    chart = curves(many, named(), points={f"k{column}": POINTS["c0"] for column in range(17)})
    assert len([row for row in rows(chart) if row["kind"] == "cell"]) == 15 * 15
    text = drawn(chart)
    assert "5 more not shown" in text
    assert "2 more criteria" in text
