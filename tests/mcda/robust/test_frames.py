import numpy as np
import pandas as pd
import pytest

import mcda
import mcda.robust
from mcda.robust.acceptability import Acceptability
from mcda.robust.agreement import Agreement
from mcda.robust.draws import DrawSource, SamplingPlan
from mcda.robust.smallest_change import SmallestChange
from mcda.robust.stability import Bounds, Stability, WeightStability
from mcda.weight_set import AnyWeights


def ranking(criteria=("price", "utilities")):
    problem = mcda.Problem(
        criteria=(
            mcda.Criterion(id=criteria[0], direction="cost"),
            mcda.Criterion(id=criteria[1], direction="benefit"),
        ),
        alternatives=tuple(mcda.Alternative(id=name) for name in ("north", "south", "east")),
        performances=[[200, 5], [100, 3], [150, 1]],
    )
    weights = mcda.WeightVector.normalised(problem.criterion_ids, [3, 1])
    return mcda.rank(problem, weights, method="weighted_sum", normalisation="minmax")


def test_ranking_best_first():
    # min-max: price 0, 1, 0.5; utilities 1, 0.5, 0; weights 0.75 and 0.25
    found = ranking().to_frame()
    expected = pd.DataFrame(
        {
            "rank": [1, 2, 3],
            "score": [0.875, 0.375, 0.25],
            "price": [0.75, 0.375, 0.0],
            "utilities": [0.125, 0.0, 0.25],
        },
        index=pd.Index(["south", "east", "north"], name="alternative", dtype=object),
    )
    pd.testing.assert_frame_equal(found, expected)


def test_a_criterion_called_score_hides_nothing():
    found = ranking(("score", "rank")).to_frame()
    assert list(found.columns) == ["rank", "score", "score", "rank"]
    assert found.iloc[:, 1].tolist() == [0.875, 0.375, 0.25]


def test_the_method_of_the_ranking_is_the_function():
    answer = ranking()
    pd.testing.assert_frame_equal(answer.to_frame(), (answer).to_frame())


def test_stability():
    bounds = Bounds(low=0.2, high=1.0, challenger_low="north")
    order = Bounds(low=0.5, high=0.9, challenger_low="north", challenger_high="east")
    found = Stability(
        (
            WeightStability(criterion="price", weight=0.75, exact=True, winner=bounds, order=order),
            WeightStability(
                criterion="utilities", weight=0.25, exact=False, winner=None, order=None
            ),
        )
    ).to_frame()
    assert list(found.index) == ["price", "utilities"]
    assert found.index.name == "criterion"
    assert list(found.columns) == [
        "weight",
        "exact",
        "winner_low",
        "winner_high",
        "challenger_low",
        "challenger_high",
        "order_low",
        "order_high",
    ]
    assert found.loc["price"].tolist() == [0.75, True, 0.2, 1.0, "north", None, 0.5, 0.9]
    other = found.loc["utilities"]
    assert other[["weight", "exact"]].tolist() == [0.25, False]
    assert other.drop(["weight", "exact"]).isna().all()


def test_stability_of_nothing_keeps_its_columns():
    found = Stability(()).to_frame()
    assert found.shape == (0, 8)
    assert found["winner_low"].dtype == float


def test_smallest_change():
    found = SmallestChange(
        winner="south",
        winner_becomes="north",
        criteria=("price", "utilities"),
        weights=np.array([0.5, 0.5]),
        before=np.array([0.75, 0.25]),
        distance=0.25,
        certified=True,
    ).to_frame()
    assert found.index.name == "criterion"
    assert found.to_dict("index") == {
        "price": {"before": 0.75, "after": 0.5, "change": -0.25},
        "utilities": {"before": 0.25, "after": 0.5, "change": 0.25},
    }


def test_acceptability():
    found = Acceptability(
        alternatives=("north", "south"),
        criteria=("price",),
        samples=4,
        seed=1,
        spread=0.2,
        drawn_from={"name": "around", "spread": 0.2},
        rank_shares=np.array([[0.25, 0.75], [0.75, 0.25]]),
        standard_errors=np.array([[0.2, 0.2], [0.2, 0.2]]),
        standard_error=0.2,
        asked_error=None,
        winner_entropy=0.8,
        rank_entropy=np.array([0.8, 0.8]),
        central_weights=np.ones((2, 1)),
        confidence=lambda: (np.array([0.5, 1.0]), 4),
        pairwise=np.zeros((2, 2)),
        pairwise_samples=4,
        stage=SamplingPlan.of(ranking(), DrawSource(weights=AnyWeights(2), spreads={}, seed=7), 4),
    ).to_frame()
    assert found.index.name == "alternative"
    others = {"standard_error": 0.2, "rank_entropy": 0.8}
    assert found.to_dict("index") == {
        "north": {"rank_1": 0.25, "rank_2": 0.75, "confidence_factor": 0.5, **others},
        "south": {"rank_1": 0.75, "rank_2": 0.25, "confidence_factor": 1.0, **others},
    }


def agreement(rankings):
    return Agreement(rankings=rankings, ranks={}, winner_share={}, kendall_tau={}, unavailable={})


def test_agreement():
    found = agreement({"topsis": ("north", "south"), "ahp": ("south", "north")}).to_frame()
    assert found.index.name == "place"
    assert found.to_dict("index") == {
        1: {"topsis": "north", "ahp": "south"},
        2: {"topsis": "south", "ahp": "north"},
    }


def test_agreement_of_no_method():
    assert agreement({}).to_frame().empty


@pytest.mark.parametrize("part", ["stability", "smallest_change", "acceptability", "agreement"])
def test_results_of_the_engine_become_frames(part):
    from mcda import robust

    assert len(getattr(robust, part)(ranking()).to_frame()) in (2, 3)


def test_exact_shares_stand_beside_central_weights():
    problem = mcda.Problem(
        criteria=[mcda.Criterion(id=c, direction="benefit") for c in ("first", "cost")],
        alternatives=[mcda.Alternative(id=a) for a in ("a", "b", "c")],
        performances=[[1, 0], [0, 1], [0.1, 0.1]],
    )
    weights = mcda.WeightVector.normalised(["first", "cost"], [1, 1])
    ranking = mcda.rank(problem, weights, "weighted_sum", normalisation="none")
    found = mcda.robust.exact_acceptability(ranking, "any").to_frame()
    assert list(found.columns) == ["first", "first", "cost"]
    np.testing.assert_allclose(
        found, [[0.5, 0.75, 0.25], [0.5, 0.25, 0.75], [0, np.nan, np.nan]], atol=1e-12
    )
