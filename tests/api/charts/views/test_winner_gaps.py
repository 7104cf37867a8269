"""How far winners are behind each other's."""

from collections.abc import Callable
from typing import Any

import pytest

from api.charts import winner_gaps
from api.charts.names import Names
from tests.api.charts.drawing import drawn, rows

Answer = dict[str, Any]


def test_gaps_are_those_of_the_answer(compared: Answer, named: Callable[..., Names]) -> None:
    names = named(compared)
    spec = winner_gaps(compared, names)
    assert spec
    assert compared["winner_gaps"]
    for row, gap in enumerate(compared["winner_gaps"]):
        found = {item["criterion"]: item["value"] for item in rows(spec) if item["row"] == row}
        assert found == {names.criterion(key): part for key, part in gap["gaps"].items()}
        assert sum(found.values()) == pytest.approx(gap["gap"])
    text = drawn(spec, width=900)
    assert "Under “owner”" in text
    assert "Thai-Chinese Rayong Industrial Zone" in text


def test_speaks_chinese(compared: Answer, named: Callable[..., Names]) -> None:
    spec = winner_gaps(compared, named(compared, "zh"))
    assert spec
    text = drawn(spec, "zh", 390)
    assert "各方第一名之间的差距" in text
    assert "同乡联系" in text


def test_many_gaps_are_counted(compared: Answer, named: Callable[..., Names]) -> None:
    spec = winner_gaps(
        {**compared, "winner_gaps": compared["winner_gaps"][:1] * 20}, named(compared)
    )
    assert spec
    assert "5 more" in drawn(spec)


def test_no_chart_where_all_agree_or_nothing_is_divided(
    compared: Answer, named: Callable[..., Names]
) -> None:
    assert winner_gaps({**compared, "winner_gaps": []}, named(compared)) is None
    bare = [{**gap, "gaps": None} for gap in compared["winner_gaps"]]
    assert winner_gaps({**compared, "winner_gaps": bare}, named(compared)) is None
