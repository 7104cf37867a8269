"""The present cost of land: annuities checked year by year."""

import math

import pytest

from mcda.cells import Interval, Triangular
from mcda.parks import Catalogue
from mcda.parks.land_price import (
    UNSTATED,
    cell_at_cost,
    comparable,
    factors,
    has_sound_term,
    possible_price,
    present_cost,
)
from mcda.parks.model import Figures, PresentCost, Rating, Tenure

USE = PresentCost(years=20, rate=0.08)


def annuity(rate: float, years: int) -> float:
    return math.fsum((1 + rate) ** -year for year in range(1, years + 1))


@pytest.mark.parametrize("term", [10, 20, 30, 50, 99])
@pytest.mark.parametrize("rate", [0.03, 0.08, 0.15])
def test_a_lease_is_spread_over_its_term(term: int, rate: float) -> None:
    use = PresentCost(years=20, rate=rate)
    yearly = 1 / annuity(rate, term)
    found = factors(Tenure(kind="lease", years=term), use, 2026)
    assert found == pytest.approx((yearly * annuity(rate, 20),) * 2)


def test_land_that_is_kept_is_a_lease_without_end_and_a_rent_an_annuity() -> None:
    assert factors(Tenure(kind="sale"), USE, 2026) == pytest.approx((0.08 * annuity(0.08, 20),) * 2)
    assert factors(Tenure(kind="rent"), USE, 2026) == pytest.approx((annuity(0.08, 20),) * 2)


def test_of_a_term_until_a_year_the_rest_counts() -> None:
    rest = factors(Tenure(kind="lease", until=2058), USE, 2026)
    assert rest == factors(Tenure(kind="lease", years=32), USE, 2026)
    assert rest < factors(Tenure(kind="lease", until=2058), USE, 2036)


@pytest.mark.parametrize("until", [2025, 2026, 2027])
def test_a_lease_that_has_ended_is_one_of_a_year(until: int) -> None:
    found = factors(Tenure(kind="lease", until=until), USE, 2026)
    assert found == factors(Tenure(kind="lease", years=1), USE, 2026)
    assert found == pytest.approx((1.08 * annuity(0.08, 20),) * 2)


def test_an_unstated_term_lies_between_kept_land_and_thirty_years() -> None:
    below, above = factors(Tenure(kind="unstated"), USE, 2026)
    assert below == factors(Tenure(kind="sale"), USE, 2026)[0]
    assert above == factors(Tenure(kind="lease", years=30), USE, 2026)[0]
    assert factors(Tenure(kind="lease"), USE, 2026) == (below, above)


def test_a_rating_keeps_its_price_beside_the_cost() -> None:
    said = {"en": "A price.", "zh": "价格。"}
    rating = Rating(
        park="p", criterion="land_price", kind="stated", low=90, mode=100, high=120, level="",
        rationale=said, claims=("c",), tenure=Tenure(kind="sale"),
    )  # fmt: skip
    found = comparable(rating, USE, 2026)
    assert (found.price.low, found.price.mode, found.price.high) == (90, 100, 120)
    factor = 0.08 * annuity(0.08, 20)
    assert (found.low, found.high) == pytest.approx((90 * factor, 120 * factor))
    assert "78.55" in found.rationale["en"]
    assert "78.55" in found.rationale["zh"]


LEASE = Tenure(kind="lease", years=50)
LEASED = annuity(0.08, 20) / annuity(0.08, 50)
KEPT = 0.08 * annuity(0.08, 20)
LEASED_30 = annuity(0.08, 20) / annuity(0.08, 30)


def test_the_bounds_of_a_price_hold_all_that_it_may_buy() -> None:
    price = Figures(low=110, mode=118, high=126)
    found = present_cost(price, LEASE, USE)
    assert (found.low, found.mode, found.high) == pytest.approx(
        (110 * LEASED, 118 * LEASED, 126 * LEASED)
    )
    found = present_cost(price, UNSTATED, USE)
    middle = (KEPT + LEASED_30) / 2
    assert (found.low, found.mode, found.high) == pytest.approx(
        (110 * KEPT, 118 * middle, 126 * LEASED_30)
    )


def test_a_number_stays_one_where_it_is_known_what_it_buys() -> None:
    cell, reason = cell_at_cost(118, LEASE, USE)
    assert cell == pytest.approx(118 * LEASED)
    assert "a term (50)" in reason["en"]
    assert "（50）" in reason["zh"]
    for tenure in (UNSTATED, Tenure(kind="lease")):
        cell, reason = cell_at_cost(118, tenure, USE)
        assert isinstance(cell, Triangular)
        assert (cell.low, cell.mode, cell.high) == pytest.approx(
            (118 * KEPT, 118 * (KEPT + LEASED_30) / 2, 118 * LEASED_30)
        )
        assert "97.8" in reason["en"]


def test_bounds_stay_bounds_and_a_mode_a_mode() -> None:
    cell, _ = cell_at_cost(Interval(low=110, high=126), LEASE, USE)
    assert isinstance(cell, Interval)
    assert (cell.low, cell.high) == pytest.approx((110 * LEASED, 126 * LEASED))
    cell, _ = cell_at_cost(Interval(low=110, high=126), UNSTATED, USE)
    assert isinstance(cell, Interval)
    assert (cell.low, cell.high) == pytest.approx((110 * KEPT, 126 * LEASED_30))
    cell, _ = cell_at_cost(Triangular(low=5, mode=6, high=9), Tenure(kind="rent"), USE)
    assert isinstance(cell, Triangular)
    assert (cell.low, cell.mode, cell.high) == pytest.approx(
        tuple(rent * annuity(0.08, 20) for rent in (5, 6, 9))
    )


def test_a_price_is_possible_where_its_cost_is() -> None:
    found = possible_price(LEASE, USE, (0.01, 100_000))
    assert found == pytest.approx((0.01 / LEASED, 100_000 / LEASED))
    found = possible_price(UNSTATED, USE, (0.01, 100_000))
    assert found == pytest.approx((0.01 / KEPT, 100_000 / LEASED_30))
    # A term too short to be told from none: no price is.
    assert possible_price(Tenure(kind="lease", years=5e-324), USE, (0.01, 100_000)) == (0, 0)


@pytest.mark.parametrize(
    ("tenure", "sound"),
    [
        (UNSTATED, True),
        (Tenure(kind="lease"), True),
        (Tenure(kind="lease", years=0.5), True),
        (Tenure(kind="lease", years=999), True),
        (Tenure(kind="lease", years=1000), False),
        (Tenure(kind="lease", years=0), False),
        (Tenure(kind="lease", years=math.nan), False),
        (Tenure(kind="sale", years=50), False),
        (Tenure(kind="rent", years=1), False),
    ],
)
def test_only_a_lease_has_years(tenure: Tenure, sound: bool) -> None:
    assert has_sound_term(tenure) is sound


def test_every_price_of_the_catalogue_is_told_both_ways(catalogue: Catalogue) -> None:
    prices = [r for r in catalogue.ratings.values() if r.criterion == "land_price"]
    assert len(prices) > 15
    for rating in prices:
        assert rating.price is not None
        assert rating.tenure is not None
        assert rating.price.low * 0.78 < rating.low <= rating.mode <= rating.high
