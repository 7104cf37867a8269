"""Charts of a comparison."""

import pytest

import weights
from mcda.errors import UnsuitableData
from mcda.problem import Alternative, Criterion, Problem
from tests.mcda.plot.drawn_charts import drawn, rows
from weights.comparison.compare import Comparison

PROBLEM = Problem(
    criteria=[Criterion(id="price", direction="cost"), Criterion(id="roads", direction="benefit")],
    alternatives=[
        Alternative(id="north", name={"en": "Northern zone", "zh": "北部园区"}),
        Alternative(id="south"),
        Alternative(id="east"),
    ],
    performances=[[100, 3], [150, 6], [120, 2]],
)


def compared(method: str, *prices: float) -> Comparison:
    stated = {
        f"weighting {place}": {"kind": "direct", "values": {"price": price, "roads": 1}}
        for place, price in enumerate(prices)
    }
    return weights.compare(PROBLEM, stated, method)


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compared("weighted_sum", 4, 0.25)


def test_slopes_show_all_ranks(comparison: Comparison) -> None:
    chart = comparison.plot.slopes()
    found = {(row["weighting"], row["alternative"]): row for row in rows(chart)}
    for k, name in enumerate(comparison.names):
        for i, key in enumerate(PROBLEM.alternative_ids):
            row = found.pop((name, key))
            assert row["rank"] == comparison.ranks[k, i]
            assert row["score"] == comparison.scores[k, i]
    assert not found
    assert "Northern zone" in drawn(chart)
    assert "北部园区" in drawn(comparison.plot.slopes(language="zh"))


def test_weights_are_those_of_the_comparison(comparison: Comparison) -> None:
    shown = rows(comparison.plot.weights())
    found = {(row["weighting"], row["name"]): row["weight"] for row in shown}
    names = [one.name.get("en", one.id) for one in PROBLEM.criteria]
    assert found == {
        (name, criterion): comparison.values[k, j]
        for k, name in enumerate(comparison.names)
        for j, criterion in enumerate(names)
    }


def test_gaps_of_winners_are_those_of_the_comparison(comparison: Comparison) -> None:
    found = rows(comparison.plot.winner_gaps())
    parts = {(row["under"], row["criterion"]): row["value"] for row in found}
    assert parts == {
        (gap.under, key): part
        for gap in comparison.winner_gaps
        for key, part in (gap.gaps or {}).items()
    }
    assert len(parts) == 4


@pytest.mark.parametrize(("method", "prices"), [("weighted_sum", (4, 5)), ("vikor", (4, 0.25))])
def test_no_gaps_where_all_agree_or_nothing_is_divided(
    method: str, prices: tuple[float, float]
) -> None:
    with pytest.raises(UnsuitableData, match="winner_gaps"):
        compared(method, *prices).plot.winner_gaps()
