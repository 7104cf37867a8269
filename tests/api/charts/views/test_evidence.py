"""Panels of evidence."""

from collections.abc import Callable
from typing import Any

import pytest

from api.charts import evidence
from api.charts.names import Names
from tests.api.charts.drawing import drawn, rows

Answer = dict[str, Any]


def test_values_and_grades_are_those_of_the_answer(
    recommended: Answer, named: Callable[..., Names]
) -> None:
    names = named(recommended)
    spec = evidence(recommended, names)
    assert spec
    found = {(row["name"], row["criterion"]): row for row in rows(spec)}
    assert len(found) == sum(len(cells) for cells in recommended["evidence"].values())
    for key, cells in recommended["evidence"].items():
        for criterion, cell in cells.items():
            row = found[names.alternative(key), names.criterion(criterion)]
            for part in ("value", "low", "high"):
                assert row[part] == cell[part]
            assert row["grade"] == cell["quality"]["grade"]
    unknown = [row for row in rows(spec) if row["value"] is None and row["low"] is None]
    assert unknown
    assert drawn(spec, width=900).split().count("?") == len(unknown)


@pytest.mark.parametrize("width", [390, 900])
def test_speaks_chinese(recommended: Answer, named: Callable[..., Names], width: int) -> None:
    spec = evidence(recommended, named(recommended, "zh"))
    assert spec
    text = drawn(spec, "zh", width)
    for part in ("已知的数值及其可靠程度", "土地价格", "美元/平方米", "充分"):
        assert part in text


def test_a_figure_of_the_users_own(recommended: Answer, named: Callable[..., Names]) -> None:
    cell = {"value": 95.0, "low": None, "high": None, "unit": "", "kind": "override"}
    own = {**recommended, "evidence": {"tcr": {"land_price": {**cell, "quality": None}}}}
    spec = evidence(own, named(recommended))
    assert spec
    assert rows(spec)[0]["grade"] == "your own figure"
    drawn(spec)


def test_no_chart_without_evidence(many: Answer, named: Callable[..., Names]) -> None:
    assert evidence(many, named(many)) is None
