"""Bars of scores and ranges of ranks."""

from collections.abc import Callable
from typing import Any

import pytest

from api.charts import ranking, table
from api.charts.names import Names
from tests.api.charts.drawing import drawn, rows

Answer = dict[str, Any]


@pytest.mark.parametrize("width", [390, 900])
def test_scores_and_possible_ranks_are_those_of_the_answer(
    recommended: Answer, named: Callable[..., Names], width: int
) -> None:
    spec = ranking(recommended, named(recommended))
    assert spec
    places = recommended["ranking"]
    assert [row["score"] for row in rows(spec)] == [place["score"] for place in places]
    possible = {item["alternative"]: item for item in recommended["sensitivity"]["possible_ranks"]}
    for row, place in zip(rows(spec), places, strict=True):
        found = possible[place["alternative"]]
        assert (row["best"], row["worst"]) == (found["best"], found["worst"])
    text = drawn(spec, width=width)
    assert "Ranking and possible ranks" in text
    assert f"{places[0]['score']:.3f}" in text
    assert "Thai-Chinese Rayong" in text


def test_speaks_chinese(recommended: Answer, named: Callable[..., Names]) -> None:
    spec = ranking(recommended, named(recommended, "zh"))
    assert spec
    text = drawn(spec, "zh")
    for part in ("排名与可能的名次", "泰中罗勇工业园", "得分", "可能的名次"):
        assert part in text


def test_a_tie_has_one_rank_and_a_bracket(tied: Answer, named: Callable[..., Names]) -> None:
    spec = ranking(tied, named(tied))
    assert spec
    assert [row["place"] for row in rows(spec)] == ["1=", "1=", "3"]
    assert rows(spec, "ties") == [{"from": 0, "to": 1}]
    assert "tied" in drawn(spec)


def test_without_sensitivity_scores_stand_alone(
    ranked: Callable[..., Answer], named: Callable[..., Names]
) -> None:
    answer = ranked([[1, 2], [3, 4]])
    spec = ranking(answer, named(answer))
    assert spec
    assert "possible" not in drawn(spec)
    assert list(table(spec)[0]) == ["Rank", "Alternative", "Score"]


def test_the_first_of_a_long_list_and_how_many_more(
    many: Answer, named: Callable[..., Names]
) -> None:
    spec = ranking(many, named(many))
    assert spec
    assert len(rows(spec)) == 15
    assert "185 more" in drawn(spec)
    chinese = ranking(many, named(many, "zh"))
    assert chinese
    assert "185 个" in drawn(chinese, "zh")


def test_scores_below_zero_and_lower_ones_that_are_better(
    ranked: Callable[..., Answer], named: Callable[..., Names]
) -> None:
    matrix = [[1.0, 5.0], [4.0, 2.0], [9.0, 1.0]]
    for method, said in (("promethee2", False), ("vikor", True)):
        answer = ranked(matrix, method={"name": method})
        spec = ranking(answer, named(answer))
        assert spec
        assert ("Lower scores are better" in drawn(spec)) is said
    negative = ranked(matrix, method={"name": "promethee2"})
    assert min(row["score"] for row in rows(ranking(negative, named(negative)) or {})) < 0


def test_nothing_ranked_has_no_chart_and_one_alternative_has(
    ranked: Callable[..., Answer], named: Callable[..., Names]
) -> None:
    needed = [{"criterion": "c1", "at_least": 900}]
    nothing = ranked([[1, 2], [3, 4]], requirements=needed)
    assert nothing["ranking"] == []
    assert ranking(nothing, named(nothing)) is None
    one = ranked([[1, 2]], method={"name": "weighted_sum", "normalisation": "range"})
    spec = ranking(one, named(one))
    assert spec
    drawn(spec)
