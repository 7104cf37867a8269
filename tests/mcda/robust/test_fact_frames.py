import numpy as np
import pytest

from mcda import Interval, rank
from mcda.robust.fact_changes import FactChange, FactChanges, Threshold, fact_changes
from mcda.robust.possible_ranks.analysis import PossibleRank, PossibleRanks

COLUMNS = ["value", "low", "high", "below", "above", "winner_below", "winner_above"]


def fact(alternative, below=None, above=None, low=None, high=None, exact=True):
    return FactChange(
        alternative=alternative,
        criterion="price",
        unit="USD/m2",
        value=100.0,
        low=low,
        high=high,
        below=below,
        above=above,
        searched=(50.0, 250.0),
        winner="north",
        exact=exact,
    )


def test_fact_changes():
    near = Threshold(value=90.0, winner="south", share=0.1)
    far = Threshold(value=130.0, winner="east", share=0.3)
    found = FactChanges(
        facts=(fact("north", near, far, 80.0, 120.0), fact("south", exact=False))
    ).to_frame()
    assert found.index.names == ["alternative", "criterion"]
    assert list(found.index) == [("north", "price"), ("south", "price")]
    assert list(found.columns) == [*COLUMNS, "share", "exact"]
    first, second = found.iloc[0].tolist(), found.iloc[1]
    assert found["winner_below"].tolist() == ["south", None]
    assert first == [100.0, 80.0, 120.0, 90.0, 130.0, "south", "east", 0.1, True]
    assert second["value"] == 100.0
    assert second[["winner_below", "winner_above"]].tolist() == [None, None]
    assert np.isnan(found[["low", "high", "below", "above", "share"]].iloc[1]).all()
    assert found["exact"].tolist() == [True, False]
    assert found["exact"].dtype == bool


def test_a_threshold_of_zero_is_a_number():
    frame = FactChanges(
        facts=(fact("north", Threshold(value=0.0, winner="south", share=0.0)),)
    ).to_frame()
    assert frame["below"].tolist() == [0.0]
    assert frame["share"].tolist() == [0.0]
    assert frame["winner_below"].tolist() == ["south"]


def test_possible_ranks():
    def item(alternative, best, worst, verdict, proved):
        return PossibleRank(
            alternative=alternative,
            best=best,
            worst=worst,
            best_proved=True,
            worst_proved=proved,
            verdict=verdict,
            proved=proved,
        )

    items = (item("north", 1, 2, "possibly_first", True), item("south", 2, 3, "never_first", False))
    found = PossibleRanks(alternatives=items, cells=2).to_frame()
    assert found.index.name == "alternative"
    assert found.to_dict("index") == {
        "north": {
            "best": 1,
            "worst": 2,
            "best_proved": True,
            "worst_proved": True,
            "verdict": "possibly_first",
            "proved": True,
        },
        "south": {
            "best": 2,
            "worst": 3,
            "best_proved": True,
            "worst_proved": False,
            "verdict": "never_first",
            "proved": False,
        },
    }


@pytest.mark.parametrize("m", [1, 3])
def test_an_answer_becomes_a_frame(m, make_problem, weigh):
    """Of one alternative there are no rows, but the same columns and index."""
    rows = [[Interval(low=4.0, high=6.0), 2.0], [3.0, 4.0], [1.0, 1.0]][:m]
    found = fact_changes(rank(make_problem(rows), weigh(1, 1), "weighted_sum")).to_frame()
    assert len(found) == (m > 1) * 2 * m
    assert list(found.columns) == [*COLUMNS, "share", "exact"]
    assert found.index.names == ["alternative", "criterion"]
    assert found["below"].dtype == float
    if m > 1:
        assert found.loc[("a0", "c0"), ["low", "high"]].tolist() == [4.0, 6.0]
