"""The share of doubt that the tariff scenario causes, recomputed another way."""

import pytest

from mcda import WeightVector, rank
from mcda.parks import Appraisal, Catalogue, Enterprise, appraise
from mcda.parks.scenario_doubt import scenario_doubt
from mcda.ranking import Ranking
from mcda.robust import acceptability


def under(catalogue: Catalogue, enterprise: Enterprise, **weights: float) -> object:
    criteria = list(weights)
    views = [
        appraise(catalogue, enterprise, criteria=criteria, scenario=name)
        for name in catalogue.scenarios
    ]
    vector = WeightVector.normalised(criteria, list(weights.values()))
    return rank(views[0], vector, "weighted_sum", normalisation="range"), views


@pytest.mark.long
def test_shares_are_those_of_separate_analyses(catalogue, hangzhou):
    answer, views = under(catalogue, hangzhou, trade_cost_exposure=3, land_price=1)  # type: ignore[misc]
    assert isinstance(answer, Ranking)
    found = scenario_doubt(answer, views, 500, 3)
    assert found is not None
    assert [item.scenario for item in found.scenarios] == list(catalogue.scenarios)
    first, within = [], 0.0
    for view, item in zip(views, found.scenarios, strict=True):
        assert isinstance(view, Appraisal)
        alone = acceptability(rank(view, answer.weights, answer.method), 500, 3)
        assert alone is not None
        shares = alone.rank_shares[:, 0]
        assert list(item.first_shares.values()) == pytest.approx(shares.tolist())
        first.append(shares)
        within += (1 - float((shares**2).sum())) / len(views)
    mean = sum(first) / len(views)
    assert found.doubt == pytest.approx(1 - float((mean**2).sum()))
    assert found.share == pytest.approx(1 - within / found.doubt)
    assert 0 < found.share < 1


def test_a_scenario_that_touches_nothing_causes_no_doubt(catalogue, hangzhou):
    answer, views = under(catalogue, hangzhou, land_price=1, infrastructure=1)  # type: ignore[misc]
    found = scenario_doubt(answer, views, 500, 3)
    assert found is not None
    assert found.share == pytest.approx(0, abs=1e-12)
    assert found.doubt > 0


def test_without_choice_there_is_nothing_to_divide(catalogue, hangzhou):
    answer, views = under(catalogue, hangzhou, land_price=1)  # type: ignore[misc]
    assert scenario_doubt(answer, views[:1]) is None
    alone = appraise(catalogue, hangzhou, ["tcr"], ["land_price"])
    assert scenario_doubt(rank(alone, answer.weights), [alone, alone]) is None
