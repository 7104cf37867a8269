"""Landed cost, by hand: its parts, what is typical, what is the user's own, and staying at home."""

import math
from datetime import date
from typing import Any

import numpy as np
import pytest

from mcda.cells import Interval, LogNormal, Mixture, loadings
from mcda.parks import Catalogue, Enterprise, Override, appraise
from mcda.parks.criteria import CriterionView
from mcda.parks.landed_cost import Factor, LandedCost, cost_at_home, landed_cost
from mcda.parks.model import Tenure
from mcda.parks.money import STAY, Exchange, draws, hosts, money
from mcda.ranking import rank

TODAY = date(2026, 12, 1)
ANNUITY = (1 - 1.08**-20) / 0.08
MAKER: dict[str, Any] = {
    "sectors": ["auto_parts"],
    "markets": {"US": 0.6, "EU": 0.4},
    "chinese_parts": 0.2,
}
SAID: dict[str, Any] = {"sales_per_area": 1000.0, "labour_share": 0.1, "container_value": 50_000.0}


def _view(catalogue: Catalogue, **facts: Any) -> CriterionView:
    enterprise = Enterprise(**{**MAKER, **facts})
    return CriterionView(
        catalogue=catalogue, enterprise=enterprise, scenario=catalogue.default_scenario, today=TODAY
    )


def _parts(cost: LandedCost | None) -> dict[str, float]:
    assert cost is not None
    return {part.id: part.mean for part in cost.parts}


def test_factors_multiply_and_name_what_moves_them() -> None:
    price = Factor(math.log(60), {"country": 0.3, "park": 0.4})
    sales = Factor(math.log(1000), {"firm": 1.2})
    cell = (price / sales).cell
    assert isinstance(cell, LogNormal)
    assert (cell.mu, cell.sigma) == pytest.approx((math.log(0.06), 1.3))
    assert dict(loadings(cell.shared)) == pytest.approx(
        {"country": 0.3 / 1.3, "park": 0.4 / 1.3, "firm": -1.2 / 1.3}
    )
    assert (price / price).cell == pytest.approx(1.0)


def test_a_factor_given_twice_is_the_square() -> None:
    assert (Factor(1.0, {"a": 0.5}) * Factor(1.0, {"a": 0.5})).moved == {"a": 1.0}


def test_the_parts_of_a_park_by_hand(catalogue: Catalogue) -> None:
    """A quotation and stated facts leave no doubt on land; 500 USD of freight are one point."""
    own = Override(alternative="ljip", criterion="land_price", value=60.0, source="quotation")
    view = _view(catalogue, **SAID)
    park = catalogue.park("ljip")
    cost = landed_cost(view, park)
    quoted = CriterionView(
        catalogue=catalogue,
        enterprise=view.enterprise,
        scenario=view.scenario,
        today=TODAY,
        overrides={("ljip", "land_price"): own},
    )
    parts = _parts(landed_cost(quoted, park))
    assert parts["land"] == pytest.approx(100 * 60 / (ANNUITY * 1000))
    lane = {name: catalogue.freight.rate(name, "vietnam") for name in ("US", "EU")}
    mean = {  # of a triangle
        name: (rate.low + rate.mode + rate.high) / 3
        for name, rate in lane.items()
        if rate is not None and rate.mode is not None
    }
    low, mode, high = (
        0.6 * getattr(lane["US"], end) + 0.4 * getattr(lane["EU"], end)
        for end in ("low", "mode", "high")
    )
    assert set(mean) == {"US", "EU"}
    assert parts["freight"] == pytest.approx((low + mode + high) / 3 / 500, rel=1e-3)
    assert _parts(cost)["land"] != parts["land"]


def test_duty_is_that_of_trade_cost_and_in_doubt_with_it(catalogue: Catalogue) -> None:
    facts = {**MAKER, "chinese_parts": None}
    view = appraise(catalogue, Enterprise(**facts), ["ljip"], ["trade_cost_exposure"], today=TODAY)
    (part, *_) = landed_cost(_view(catalogue, chinese_parts=None), catalogue.park("ljip")).parts  # type: ignore[union-attr]
    assert part.cell == view.performances[0][0]
    assert isinstance(part.cell, Mixture)


def test_what_the_firm_says_is_no_source_of_doubt(catalogue: Catalogue) -> None:
    def sources(**facts: Any) -> set[str]:
        cost = landed_cost(_view(catalogue, **facts), catalogue.park("ljip"))
        assert cost is not None
        laws = (part.cell for part in cost.parts if not isinstance(part.cell, float))
        return {name for law in laws for name, _ in loadings(law.shared)}

    silent = {name for name in sources() if name.startswith("firm.")}
    assert silent == {f"firm.{name}" for name in SAID}
    assert not {name for name in sources(**SAID) if name.startswith("firm.")}
    assert "alternative.ljip.land_price" in sources(**SAID)


def test_a_price_is_told_from_what_is_typical(catalogue: Catalogue) -> None:
    view = appraise(
        catalogue, Enterprise(**MAKER), ["ljip", "saysettha"], ["landed_cost"], today=TODAY
    )
    known, unknown = (view.evidence[park]["landed_cost"] for park in ("ljip", "saysettha"))
    assert known.kind == "derived"
    assert unknown.kind == "unknown"
    assert view.performances[1][0] is not None
    assert view.parts == ("land_price", "trade_cost_exposure")
    assert {part.layer for part in known.portions} == {"duty", "freight", "land", "wages"}


def test_own_figures_on_parts_count_and_are_not_unused(catalogue: Catalogue) -> None:
    own = [
        Override(
            alternative="ljip",
            criterion="land_price",
            value=Interval(low=5, high=6),
            tenure=Tenure(kind="rent"),
            source="quotation",
        ),
        Override(alternative="ljip", criterion="trade_cost_exposure", value=12.0, source="broker"),
    ]
    view = appraise(
        catalogue, Enterprise(**MAKER, **SAID), ["ljip"], ["landed_cost"], own, today=TODAY
    )
    assert "override_unused" not in {note.code for note in view.notes}
    parts = {part.layer: part.mode for part in view.evidence["ljip"]["landed_cost"].portions}
    assert parts["duty"] == 12.0
    assert parts["freight"] == 0.0
    assert parts["land"] == pytest.approx(100 * 5.5 / 1000, rel=1e-3)
    assert view.evidence["ljip"]["land_price"].kind == "override"


def test_staying_bears_the_duty_on_chinese_goods_and_labour_as_it_is(catalogue: Catalogue) -> None:
    mexico = catalogue.country("mexico")
    home = _parts(cost_at_home(_view(catalogue, **SAID, home="Zhejiang/Ningbo"), mexico))
    assert home["wages"] == pytest.approx(10.0)
    abroad = _parts(landed_cost(_view(catalogue, **SAID), catalogue.park("hofusan")))
    assert home["duty"] > abroad["duty"]
    assert cost_at_home(_view(catalogue, markets={}), mexico) is None
    both = ({"host": 0.5, "MX": 0.5}, {"MX": 1.0})
    sold, told = (_parts(cost_at_home(_view(catalogue, markets=each), mexico)) for each in both)
    assert sold == told


def test_outputs_on_record_lie_around_the_root_of_wages(catalogue: Catalogue) -> None:
    """Each between the ratio of wages and 1, and as a whole neither above nor below its root."""
    above = []
    for claim in catalogue.claims.values():
        if claim.attribute == "worker_output_against_china":
            park = next(p for p in catalogue.parks.values() if p.country == claim.subject)
            cost = landed_cost(_view(catalogue, **SAID), park)
            assert cost is not None
            wages = cost.parts[3].cell
            assert isinstance(wages, LogNormal)
            root = math.exp(wages.mu) / 10.0
            output = float(claim.value or claim.high or math.nan) / 100
            assert root**2 < output < 1
            above.append(math.log(output / root))
    assert len(above) == 5
    assert float(np.mean(above)) == pytest.approx(0.0, abs=0.15)


def test_sales_at_home_make_staying_cheaper(catalogue: Catalogue) -> None:
    maker = Enterprise(sectors=["furniture"], markets={"CN": 1.0}, home="Zhejiang/Hangzhou")
    view = appraise(catalogue, maker, ["hofusan"], ["landed_cost"], today=TODAY)
    told = money(catalogue, view, ["hofusan"])
    assert told is not None
    assert told.moving is not None
    assert told.moving.saves < 0 < told.moving.chance_to_lose
    assert [note.code for note in told.sentences][1] == "money_stay"


def test_money_adds_up_and_one_draw_moves_all_places(catalogue: Catalogue) -> None:
    view = appraise(
        catalogue, Enterprise(**MAKER), ["hofusan", "ljip"], ["landed_cost"], today=TODAY
    )
    told = money(catalogue, view, ["hofusan", "ljip"], loss=2.5)
    assert told is not None
    assert told.moving is not None
    assert list(told.per_100) == ["hofusan", "ljip", STAY]
    for cost in told.per_100.values():
        parts = (cost.duty, cost.freight, cost.land, cost.wages)
        assert cost.sum == pytest.approx(sum(parts))
        assert cost.low < cost.sum < cost.high
    saved = told.per_100[STAY].sum - told.per_100["hofusan"].sum
    assert told.moving.saves == pytest.approx(saved)
    seen = view.seen(catalogue)
    costs = {park: landed_cost(seen, catalogue.park(park)) for park in ("hofusan", "ljip")}
    drawn = draws({name: cost for name, cost in costs.items() if cost is not None})
    wages = [np.log(drawn[park][3]) for park in costs]
    assert np.corrcoef(wages)[0, 1] > 0.5  # the firm's share of labour is one
    means = [cost.cell.mean for cost in costs.values() if cost is not None]
    assert [told.per_100[park].sum for park in costs] == pytest.approx(means, rel=0.03)
    codes = [note.code for note in told.sentences]
    assert codes[0] == "money_first"
    assert codes[-2:] == ["money_loss", "money_without"]


def test_weights_that_contradict_the_books_are_told_once(catalogue: Catalogue) -> None:
    view = appraise(catalogue, Enterprise(**MAKER, sales_per_area=1000.0), ["hofusan"], today=TODAY)
    price = float(view.values[0, view.criterion_ids.index("land_price")])
    (dear, cheap), (much, none) = (
        (view.scales[name].worst, view.scales[name].best)
        for name in ("land_price", "trade_cost_exposure")
    )

    def told(land: float, duty: float) -> Exchange | None:
        weights = {"land_price": land, "trade_cost_exposure": duty}
        told = money(catalogue, view, ["hofusan"], weights=weights)
        assert told is not None
        codes = [note.code for note in told.sentences]
        assert codes.count("money_exchange") == (told.exchange is not None)
        return told.exchange

    found = told(0.3, 0.1)
    assert found is not None
    by_hand = price * math.log(dear / cheap) * 0.1 / ((much - none) * 0.3)
    assert (found.price, found.weights) == (price, pytest.approx(by_hand, rel=0.05))
    assert found.low == found.books == found.high == pytest.approx(98.18, rel=1e-3)
    assert told(0.3, 0.1 * found.books / found.weights) is None
    assert told(0.0, 1.0) is told(1.0, 0.0) is None


@pytest.mark.parametrize(
    ("markets", "share"),
    [({"host": 0.5, "MX": 0.2, "US": 0.3}, 0.7), ({"host": 0.2}, 0.2), ({"MX": 0.19}, None)],
)
def test_how_large_the_own_market_is_is_told(catalogue, markets, share) -> None:
    maker = Enterprise(sectors=["tyres"], markets=markets)
    view = appraise(catalogue, maker, ["hofusan"], ["landed_cost"], today=TODAY)
    told = money(catalogue, view, ["hofusan"])
    assert ("money_own_market" in {n.code for n in told.sentences}) == (share is not None)
    if told.own_market is not None:
        assert told.own_market.share == pytest.approx(share)
        here, home = (float(catalogue.claims[claim].value) for claim in told.own_market.claims)
        assert told.own_market.of_china == pytest.approx(here / home)
        assert told.own_market.claims == ("mexico.gdp.1", "china.gdp.1")


def test_no_sales_no_money(catalogue: Catalogue) -> None:
    view = appraise(catalogue, Enterprise(), ["ljip"], today=TODAY)
    assert money(catalogue, view, ["ljip"]) is None


def test_countries_stand_by_their_best_park(catalogue: Catalogue) -> None:
    parks = ["ljip", "vcep", "hofusan", "tcr"]
    view = appraise(catalogue, Enterprise(**MAKER), parks, ["landed_cost"], today=TODAY)
    ranking = rank(view, [1.0])
    told = list(hosts(catalogue, view, ranking))
    order = [view.countries[view.alternative_ids[i]] for i in ranking.order]
    assert [host.country for host in told] == list(dict.fromkeys(order))
    assert [host.rank for host in told] == [1, 2, 3]
    assert {host.country: host.parks for host in told} == {"mexico": 1, "vietnam": 2, "thailand": 1}
    for host in told:
        assert host.money == pytest.approx(view.evidence[host.best]["landed_cost"].value)
