import random

import numpy as np
import pytest

from mcda import Interval, Triangular, rank
from mcda.errors import InvalidEnterprise, UnsuitableData
from mcda.methods import make_method
from mcda.parks import Enterprise, Override, appraise
from mcda.parks.portfolio import portfolio
from weights.weightings import resolve

EQUAL = {"kind": "objective", "scheme": "equal"}
HOMES = (
    None,
    {"province": "Zhejiang", "city": "Hangzhou"},
    {"province": "浙江"},
    {"province": "广东", "city": "深圳"},
    {"province": "Mars"},
    {"city": "Qingdao"},
    {"province": "Jiangsu", "city": "Wuxi"},
)
OVERRIDES = (
    Override(alternative="tcr", criterion="land_price", value=95.0, source="quoted"),
    Override(alternative="vcep", criterion="hometown_ties", value=0.4, source="own"),
    Override(
        alternative="ljip",
        criterion="trade_cost_exposure",
        value=Interval(low=3, high=9),
        source="own",
    ),
    Override(
        alternative="kitic",
        criterion="investor_type",
        value=Triangular(low=0.1, mode=0.2, high=0.9),
        source="own",
    ),
)
SEVEN = (
    *("land_price", "infrastructure", "one_stop_services", "investor_type"),
    *("hometown_ties", "trade_cost_exposure", "government_support"),
)


def _enterprise(drawn, catalogue):
    markets = drawn.sample(("US", "EU", "host", "CN", "XX"), drawn.randint(0, 4))
    return Enterprise(
        home=drawn.choice(HOMES),
        sectors=drawn.sample(
            ("auto_parts", "textiles", "electronics", "Solar", "nonsense"), drawn.randint(0, 3)
        ),
        markets={market: round(drawn.random() / 4, 3) for market in markets},
        size=drawn.choice((None, "sme", "large")),
        first_investment=drawn.choice((None, True, False)),
        intent=drawn.choice((None, "trial", "expansion", "long_term")),
        needs_standard_factory=drawn.choice((None, True, False)),
        partners_in=drawn.sample(list(catalogue.parks), drawn.randint(0, 2)),
        investor_reliance=drawn.choice((None, 0.0, 0.3, 1.0)),
        container_value=drawn.choice((None, 20_000.0, 90_000.0)),
    )


def _check(catalogue, methods, count=25, weights=EQUAL, **asked):
    """Compare what each method says of enterprises at once with what it says of each alone."""
    drawn = random.Random(repr((methods, sorted(asked))))
    enterprises = [_enterprise(drawn, catalogue) for _ in range(count)]
    seen = portfolio(catalogue, enterprises, **asked)
    views = [appraise(catalogue, enterprise, **asked) for enterprise in enterprises]
    vector = resolve(weights, appraise(catalogue, Enterprise(), **asked))
    for chosen in map(make_method, methods):
        every = seen.ranked(vector, chosen, np.arange(count))
        for view, found in zip(views, every, strict=True):
            expected = rank(view, vector, chosen)
            assert seen.parks == view.alternative_ids
            np.testing.assert_array_equal(found.ranks, expected.ranks)
            np.testing.assert_allclose(found.scores, expected.scores, rtol=0, atol=1e-12)
            gaps = [
                sum(cell.cell is None and not cell.unsaid for cell in row.values())
                for row in view.evidence.values()
            ]
            assert found.unknown.tolist() == gaps


METHODS = ("topsis", "weighted_sum", "vikor", "promethee2")


@pytest.mark.parametrize("count", [8, pytest.param(60, marks=pytest.mark.long)])
def test_each_enterprise_as_ranked_alone(catalogue, count):
    _check(catalogue, (*METHODS, "ahp"), count)


def test_with_figures_of_ones_own(catalogue, study):
    _check(catalogue, METHODS, parks=study, overrides=OVERRIDES)


def test_with_figures_outside_the_catalogues_ranges(catalogue):
    own = (
        Override(alternative="eiz", criterion="land_price", value=400.0, source="quoted"),
        Override(alternative="ljip", criterion="trade_cost_exposure", value=70.0, source="own"),
    )
    parks = ("eiz", "ljip", "tcr", "mckip")
    _check(catalogue, ("spotis", "weighted_sum"), parks=parks, overrides=own)


@pytest.mark.parametrize("count", [5, pytest.param(25, marks=pytest.mark.long)])
def test_with_further_criteria(catalogue, count):
    _check(catalogue, ("topsis",), count, criteria=(*SEVEN, "industry_fit", "speed_to_operation"))


@pytest.mark.long
def test_all_parks_on_all_criteria(catalogue):
    every = [info.id for info in catalogue.all_criteria]
    _check(catalogue, ("vikor",), count=10, parks=list(catalogue.parks), criteria=every)


def test_under_each_scenario(catalogue, study):
    for scenario in catalogue.scenarios:
        _check(catalogue, ("topsis",), count=8, scenario=scenario, parks=study)


def test_a_scenario_changes_views(catalogue, study):
    one = [Enterprise(markets={"US": 1.0})]
    values = {
        scenario: portfolio(catalogue, one, study, ["trade_cost_exposure"], scenario=scenario)
        .columns[0]
        .values.tolist()
        for scenario in ("lapsed", "us_2025_04")
    }
    assert values["lapsed"] != values["us_2025_04"]


def test_equal_facts_are_worked_out_once(catalogue, study):
    enterprises = [Enterprise(markets={"US": share}) for share in (0.1, 0.2, 0.1, 0.1)]
    seen = portfolio(catalogue, enterprises, study)
    at = [criterion.id for criterion in seen.criteria].index("trade_cost_exposure")
    assert seen.columns[at].index.tolist() == [0, 1, 0, 0]
    assert seen.columns[at].values.shape == (2, 4)


def test_rows_are_taken_in_the_order_asked_for(catalogue, study):
    shares = (0.1, 0.5, 0.9)
    enterprises = [Enterprise(markets={"US": share, "EU": 1 - share}) for share in shares]
    seen = portfolio(catalogue, enterprises, study)
    vector = resolve(EQUAL, appraise(catalogue, Enterprise(), study))
    method = make_method("topsis")
    forth = [found.scores.tolist() for found in seen.ranked(vector, method, np.arange(3))]
    back = [found.scores.tolist() for found in seen.ranked(vector, method, np.arange(3)[::-1])]
    assert back == forth[::-1]
    assert len({tuple(scores) for scores in forth}) == 3


def test_unknown_partners_are_told_by_enterprise_and_place(catalogue):
    enterprises = [
        Enterprise(),
        Enterprise(partners_in=["tcr", "nowhere"]),
        Enterprise(partners_in=["elsewhere"]),
    ]
    with pytest.raises(InvalidEnterprise) as refused:
        portfolio(catalogue, enterprises)
    assert [(fault.code, fault.path) for fault in refused.value.faults] == [
        ("unknown_park", (1, "partners_in", 1)),
        ("unknown_park", (2, "partners_in", 0)),
    ]


def test_a_method_that_cannot_take_the_data_refuses_it(catalogue, study):
    nothing = Override(alternative="tcr", criterion="hometown_ties", value=0.0, source="own")
    seen = portfolio(catalogue, [Enterprise(home="Zhejiang/Hangzhou")], study, overrides=[nothing])
    vector = resolve(EQUAL, appraise(catalogue, Enterprise(), study))
    with pytest.raises(UnsuitableData):
        list(seen.ranked(vector, make_method("weighted_product"), np.arange(1)))
