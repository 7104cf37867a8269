"""Stacked bars of contributions."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest

from api.charts import contributions
from api.charts.names import Names
from api.charts.palette import CATEGORIES
from tests.api.charts.drawing import drawn, rows

Answer = dict[str, Any]


def test_parts_are_those_of_the_answer(recommended: Answer, named: Callable[..., Names]) -> None:
    names = named(recommended)
    spec = contributions(recommended, names)
    assert spec
    found: dict[int, dict[str, float]] = defaultdict(dict)
    for row in rows(spec):
        found[row["row"]][row["criterion"]] = row["value"]
    for row, place in enumerate(recommended["ranking"]):
        parts = {names.criterion(key): value for key, value in place["contributions"].items()}
        assert found[row] == parts
    text = drawn(spec, width=390)
    assert "Hometown ties" in text
    assert rows(spec, "sums") == []


def test_speaks_chinese(recommended: Answer, named: Callable[..., Names]) -> None:
    spec = contributions(recommended, named(recommended, "zh"))
    assert spec
    text = drawn(spec, "zh", 390)
    assert "各准则对得分的贡献" in text
    assert "同乡联系" in text


def test_parts_below_zero_have_a_mark_at_their_sum(
    ranked: Callable[..., Answer], named: Callable[..., Names]
) -> None:
    answer = ranked([[1, 5], [4, 2], [9, 1]], method={"name": "mabac"})
    spec = contributions(answer, named(answer))
    assert spec
    sums = [row["sum"] for row in rows(spec, "sums")]
    assert sums == pytest.approx([place["score"] for place in answer["ranking"]])
    assert "The mark is the sum" in drawn(spec)


def test_parts_of_a_logarithm_say_so(
    ranked: Callable[..., Answer], named: Callable[..., Names]
) -> None:
    answer = ranked([[1, 5], [4, 2], [9, 1]], method={"name": "weighted_product"})
    spec = contributions(answer, named(answer))
    assert spec
    assert "logarithm" in drawn(spec)


def test_thirty_criteria_share_eight_colours_and_a_rest(
    many: Answer, named: Callable[..., Names]
) -> None:
    spec = contributions(many, named(many))
    assert spec
    place = many["ranking"][0]["contributions"]
    first = [row["value"] for row in rows(spec) if row["row"] == 0]
    assert len(first) == len(CATEGORIES) + 1
    assert sum(first) == pytest.approx(sum(place.values()))
    assert "22 other criteria" in drawn(spec)
    assert rows(spec)[-1]["row"] == 14


def test_no_chart_where_no_score_is_divided(
    ranked: Callable[..., Answer], named: Callable[..., Names]
) -> None:
    answer = ranked([[1, 2], [3, 4]], requirements=[{"criterion": "c1", "at_least": 900}])
    assert contributions(answer, named(answer)) is None
