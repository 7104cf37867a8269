"""Sales by market, and averages over them."""

from mcda.cells import Cell, Interval, Triangular
from mcda.parks import Catalogue, Enterprise
from mcda.parks.markets import SalesPart, average, is_at_home, parts, together


def _rate(market: str) -> Cell:
    return 4.0 if market == "US" else None


def test_parts_of_the_sales(catalogue: Catalogue) -> None:
    enterprise = Enterprise(markets={"US": 0.5, "Brazil": 0.125, "EU": 0.0, "host": 0.25})
    assert list(parts(enterprise, catalogue.country("vietnam"), _rate)) == [
        SalesPart("US", 0.5, 4.0),
        SalesPart("Brazil", 0.125, None),
        SalesPart("host", 0.25, 0.0),
        SalesPart(None, 0.125, None),
    ]


def test_the_country_itself_costs_nothing_by_any_name(catalogue: Catalogue) -> None:
    for name in ("host", "本地", "Vietnam", "越南"):
        (only,) = parts(Enterprise(markets={name: 1.0}), catalogue.country("vietnam"), _rate)
        assert only.cost == 0.0


def test_averages() -> None:
    known = [SalesPart("a", 0.5, 4.0), SalesPart("b", 0.5, Triangular(low=0, mode=2, high=8))]
    assert average(known[:1], 9.0) == 2.0
    assert average(known, 9.0) == Triangular(low=2, mode=3, high=6)
    # what is not recorded lies between 0 and the highest, and leaves nothing likeliest
    assert average([known[0], SalesPart(None, 0.5, None)], 10.0) == Interval(low=2, high=7)


def test_two_costs_together() -> None:
    spread = Triangular(low=1, mode=2, high=8)
    assert together(4.0, 3.0) == 7.0
    assert together(4.0, spread) == Triangular(low=5, mode=6, high=12)
    assert together(spread, Interval(low=0, high=9)) == Interval(low=1, high=17)
    assert together(spread, spread) == Triangular(low=2, mode=4, high=16)
    assert together(None, 3.0) is None
    assert together(3.0, None) is None


def test_the_parks_own_country_by_any_name(catalogue: Catalogue) -> None:
    vietnam = catalogue.country("vietnam")
    assert all(is_at_home(name, vietnam) for name in ("host", "VN", "越南"))
    assert not is_at_home("US", vietnam)
