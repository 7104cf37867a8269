"""Stacked bars of what each criterion adds to the distance from the first."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest

from api.charts import gaps
from api.charts.names import Names
from api.charts.palette import CATEGORIES
from tests.api.charts.drawing import drawn, rows

Answer = dict[str, Any]
ANALYSED = {"acceptability": False, "methods": False, "reversal": False, "facts": False}


def test_parts_are_those_of_the_answer(recommended: Answer, named: Callable[..., Names]) -> None:
    names = named(recommended)
    spec = gaps(recommended, names)
    assert spec
    found: dict[int, dict[str, float]] = defaultdict(dict)
    for row in rows(spec):
        found[row["row"]][row["criterion"]] = row["value"]
    for row, place in enumerate(recommended["ranking"][1:]):
        parts = recommended["gaps"][place["alternative"]]
        assert found[row] == {names.criterion(key): value for key, value in parts.items()}
    text = drawn(spec, width=390)
    assert "Hometown ties" in text


def test_speaks_chinese(recommended: Answer, named: Callable[..., Names]) -> None:
    spec = gaps(recommended, named(recommended, "zh"))
    assert spec
    text = drawn(spec, "zh", 390)
    assert "各准则对与第一名差距的作用" in text
    assert "同乡联系" in text


def test_parts_below_zero_have_a_mark_at_their_sum(
    ranked: Callable[..., Answer], named: Callable[..., Names]
) -> None:
    answer = ranked([[1, 2], [4, 5], [9, 9]], method={"name": "spotis"}, sensitivity=ANALYSED)
    spec = gaps(answer, named(answer))
    assert spec
    sums = [row["sum"] for row in rows(spec, "sums")]
    first, *others = [place["score"] for place in answer["ranking"]]
    assert sums == pytest.approx([score - first for score in others])
    assert "The mark is the sum" in drawn(spec)


def test_thirty_criteria_share_eight_colours_and_a_rest(
    ranked: Callable[..., Answer], named: Callable[..., Names]
) -> None:
    table = [[float((7 * i + 3 * j) % 11 + 1) for j in range(30)] for i in range(20)]
    answer = ranked(table, sensitivity=ANALYSED)
    spec = gaps(answer, named(answer))
    assert spec
    parts = answer["gaps"][answer["ranking"][1]["alternative"]]
    first = [row["value"] for row in rows(spec) if row["row"] == 0]
    assert len(first) == len(CATEGORIES) + 1
    assert sum(first) == pytest.approx(sum(parts.values()))
    assert "22 other criteria" in drawn(spec)
    assert rows(spec)[-1]["row"] == 14


@pytest.mark.parametrize("fields", [{"method": {"name": "vikor"}}, {"sensitivity": False}])
def test_no_chart_where_no_difference_is_divided(
    ranked: Callable[..., Answer], named: Callable[..., Names], fields: Answer
) -> None:
    answer = ranked([[1, 2], [3, 4]], **{"sensitivity": ANALYSED, **fields})
    assert gaps(answer, named(answer)) is None
