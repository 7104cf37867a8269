"""Ranges of weights that keep the winner."""

from collections.abc import Callable
from typing import Any

from api.charts import stability
from api.charts.names import Names
from tests.api.charts.drawing import drawn, rows

Answer = dict[str, Any]


def test_bounds_and_challengers_are_those_of_the_answer(
    recommended: Answer, named: Callable[..., Names]
) -> None:
    names = named(recommended)
    spec = stability(recommended, names)
    assert spec
    found = {row["name"]: row for row in rows(spec)}
    weights = [row["weight"] for row in rows(spec)]
    assert weights == sorted(weights, reverse=True)
    challengers = 0
    for item in recommended["sensitivity"]["stability"]:
        row, winner = found[names.criterion(item["criterion"])], item["winner"]
        assert (row["weight"], row["low"], row["high"]) == (
            item["weight"],
            winner["low"],
            winner["high"],
        )
        for end in ("low", "high"):
            challenger = winner[f"challenger_{end}"]
            challengers += challenger is not None
            assert (row[f"label_{end}"] is None) == (challenger is None)
            if challenger:
                assert f"{winner[end]:.1%}" in row[f"label_{end}"]
                assert names.alternative(challenger) in row[f"label_{end}"]
    assert challengers
    text = drawn(spec, width=900)
    assert "Hometown ties" in text
    assert "Sihanoukville Special Economic Zone" in text


def test_speaks_chinese(recommended: Answer, named: Callable[..., Names]) -> None:
    spec = stability(recommended, named(recommended, "zh"))
    assert spec
    text = drawn(spec, "zh", 390)
    assert "各权重可变动的范围" in text
    assert "西哈努克港经济特区" in text


def test_a_tie_and_a_searched_bound_are_drawn(
    tied: Answer, ranked: Callable[..., Answer], named: Callable[..., Names]
) -> None:
    assert drawn(stability(tied, named(tied)) or {})
    asked = {"stability": True, "acceptability": False, "smallest_change": False}
    answer = ranked([[1, 5], [4, 2], [9, 1]], method={"name": "vikor"}, sensitivity=asked)
    spec = stability(answer, named(answer))
    assert spec
    exact = all(item["exact"] for item in answer["sensitivity"]["stability"])
    assert ("≈" in drawn(spec)) is not exact


def test_a_whole_weight_has_a_mark_and_no_bar(
    ranked: Callable[..., Answer], named: Callable[..., Names]
) -> None:
    whole = {"kind": "direct", "values": {"c0": 1, "c1": 0}}
    asked = {"stability": True, "acceptability": False, "smallest_change": False}
    answer = ranked([[1, 5], [4, 2]], weights=whole, sensitivity=asked)
    assert answer["sensitivity"]["stability"][0]["winner"] is None
    spec = stability(answer, named(answer))
    assert spec
    assert rows(spec)[0]["low"] is None
    drawn(spec)


def test_no_chart_where_it_was_not_asked_for(many: Answer, named: Callable[..., Names]) -> None:
    assert stability(many, named(many)) is None
