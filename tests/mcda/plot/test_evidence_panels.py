"""Panels of evidence."""

import pytest

from mcda.plot import evidence
from tests.mcda.plot.drawn_charts import LANGUAGES, drawn, named, rows

CELLS = [
    {"alternative": key, "criterion": criterion, "unit": "USD/m2", **cell}
    for key in ("a0", "a1")
    for criterion, cell in {
        "c0": {"value": 4.0, "low": 2.0, "high": 5.0, "grade": "strong"},
        "c1": {"value": 95.0, "low": None, "high": None, "grade": "own"},
        "c2": {"value": None, "low": None, "high": None, "grade": None},
    }.items()
]
SAID = {
    "en": ("What is known", "Hometown", "USD/m2", "your own figure", "strong"),
    "zh": ("已知哪些数值", "同乡联系", "美元/平方米", "自有数据", "充分"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_values_and_grades_are_those_of_the_rows(language: str) -> None:
    names = named(language)
    chart = evidence(CELLS, names)
    found = {(row["name"], row["criterion"]): row for row in rows(chart)}
    assert len(found) == len(CELLS)
    for cell in CELLS:
        row = found[names.alternative(cell["alternative"]), names.criterion(cell["criterion"])]
        assert all(row[part] == cell[part] for part in ("value", "low", "high"))
        assert row["grade"] == names.say(f"grade_{cell['grade'] or 'none'}")
    text = drawn(chart)
    assert text.split().count("?") == 2
    for part in SAID[language]:
        assert part in text


def test_the_first_of_a_long_list() -> None:
    wide = [
        {**CELLS[0], "alternative": f"a{row}", "criterion": f"k{column}"}
        for row in range(20)
        for column in range(3)
    ]
    chart = evidence(wide, named())
    assert len(rows(chart)) == 15 * 3
    assert "5 more not shown" in drawn(chart)
