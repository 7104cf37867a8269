"""Charts of a comparison."""

import pytest

import weights
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


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    stated = {
        f"weighting {place}": {"kind": "direct", "values": {"price": price, "roads": 1}}
        for place, price in enumerate((4, 0.25))
    }
    return weights.compare(PROBLEM, stated, "weighted_sum")


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
