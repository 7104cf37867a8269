"""Local figures against arithmetic by hand."""

from dataclasses import replace

import pytest

from mcda.parks import Catalogue
from mcda.parks.currency import usd_per_m2
from mcda.parks.model import ExchangeRate


def rate(currency: str, per_usd: float) -> ExchangeRate:
    return ExchangeRate(currency=currency, per_usd=per_usd, as_of="2019", claim="c")


def test_a_price_for_a_rai(catalogue: Catalogue) -> None:
    """4.5 million THB for 1600 m2 are 2812.5 THB/m2, at 31.05 THB 90.58 USD."""
    claim = catalogue.claims["amata_city_rayong.land_price.1"]
    assert usd_per_m2(claim, rate("THB", 31.05)) == pytest.approx((90.5797, 90.5797), rel=1e-5)


def test_bounds_for_a_square_metre(catalogue: Catalogue) -> None:
    claim = replace(
        catalogue.claims["giic.land_price.2"], low=2.2, high=2.4, unit="million IDR/m2, list price"
    )
    assert usd_per_m2(claim, rate("IDR", 10_000)) == pytest.approx((220, 240))
    open_ended = replace(claim, value="2.3", low=None, unit="IDR/m2")
    assert usd_per_m2(open_ended, rate("IDR", 0.5)) == pytest.approx((4.6, 4.8))


@pytest.mark.parametrize(
    ("unit", "currency"), [("million IDR/m2", "THB"), ("USD/m2", "IDR"), ("IDR/month", "IDR")]
)
def test_what_cannot_be_converted(catalogue: Catalogue, unit: str, currency: str) -> None:
    claim = replace(catalogue.claims["giic.land_price.2"], unit=unit)
    with pytest.raises(ValueError, match="giic"):
        usd_per_m2(claim, rate(currency, 2.0))
