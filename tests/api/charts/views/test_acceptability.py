"""The heat map of ranks."""

from collections.abc import Callable
from typing import Any

from api.charts import acceptability
from api.charts.names import Names
from tests.api.charts.conftest import FAST
from tests.api.charts.drawing import drawn, rows

Answer = dict[str, Any]


def test_shares_are_those_of_the_answer(recommended: Answer, named: Callable[..., Names]) -> None:
    spec = acceptability(recommended, named(recommended))
    assert spec
    shares = recommended["sensitivity"]["acceptability"]["rank_shares"]
    found: dict[int, list[float]] = {}
    for row in rows(spec):
        found.setdefault(row["row"], []).append(row["share"])
    for row, place in enumerate(recommended["ranking"]):
        assert found[row] == shares[place["alternative"]]
    winner = shares[recommended["ranking"][0]["alternative"]][0]
    assert f"{100 * winner:.0f}" in drawn(spec, width=390).split()


def test_speaks_chinese(recommended: Answer, named: Callable[..., Names]) -> None:
    spec = acceptability(recommended, named(recommended, "zh"))
    assert spec
    assert "各名次出现的频率" in drawn(spec, "zh")


def test_ties_are_bracketed(tied: Answer, named: Callable[..., Names]) -> None:
    spec = acceptability(tied, named(tied))
    assert spec
    assert rows(spec, "ties") == [{"from": 0, "to": 1}]
    drawn(spec)


def test_many_alternatives_show_the_first_ranks(
    ranked: Callable[..., Answer], named: Callable[..., Names]
) -> None:
    matrix = [[1.0 + row, 40.0 - (row * 3) % 17] for row in range(20)]
    asked = {**FAST, "stability": False, "smallest_change": False}
    answer = ranked(matrix, sensitivity=asked)
    spec = acceptability(answer, named(answer))
    assert spec
    assert len(rows(spec)) == 15 * 15
    text = drawn(spec, width=390)
    assert "5 more" in text
    assert "Ranks up to 15 of 20" in text


def test_no_chart_without_draws(many: Answer, named: Callable[..., Names]) -> None:
    assert acceptability(many, named(many)) is None
