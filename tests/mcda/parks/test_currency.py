"""Local figures against arithmetic by hand."""

from dataclasses import replace

import pytest

from mcda.parks import Catalogue, Claim
from mcda.parks.currency import in_usd, rate_of, to_usd, usd_per_m2
from mcda.parks.dates import year_of
from mcda.parks.model import ExchangeRate


def rate(currency: str, per_usd: float, as_of: str = "2019") -> ExchangeRate:
    return ExchangeRate(currency=currency, per_usd=per_usd, as_of=as_of, claim=f"c.{as_of}")


@pytest.fixture
def claim(catalogue: Catalogue) -> Claim:
    return catalogue.claims["giic.land_price.2"]


def test_a_price_for_a_rai(catalogue):
    """4.5 million THB for 1600 m2 are 2812.5 THB/m2, at 31.05 THB 90.58 USD."""
    claim = catalogue.claims["amata_city_rayong.land_price.1"]
    assert usd_per_m2(claim, rate("THB", 31.05)) == pytest.approx((90.5797, 90.5797), rel=1e-5)


def test_bounds_for_a_square_metre(claim):
    claim = replace(claim, low=2.2, high=2.4, unit="million IDR/m2, list price")
    assert usd_per_m2(claim, rate("IDR", 10_000)) == pytest.approx((220, 240))
    open_ended = replace(claim, value="2.3", low=None, unit="IDR/m2")
    assert usd_per_m2(open_ended, rate("IDR", 0.5)) == pytest.approx((4.6, 4.8))


@pytest.mark.parametrize(
    ("unit", "currency"),
    [("million IDR/m2", "THB"), ("USD/m2", "IDR"), ("IDR/month", "IDR"), ("IDR/m2/year", "IDR")],
)
def test_what_is_no_land_price(claim, unit, currency):
    with pytest.raises(ValueError, match="giic"):
        usd_per_m2(replace(claim, unit=unit), rate(currency, 2.0))
    with pytest.raises(ValueError, match="giic"):
        usd_per_m2(replace(claim, low=None), rate("IDR", 2.0))


BY_HAND = {
    # 2.95 million / 16622; 2.41 million / 16622
    "bekasi.industrial_land_price.2": (None, 177.4756, None, "USD/m2", "2025-03-26"),
    "karawang.industrial_land_price.1": (None, 144.9886, None, "USD/m2", "2025-03-26"),
    # 6.2 million / 1600 = 3875; / 35.2845
    "thailand.industrial_land_price.2": (None, 109.8216, None, "USD/m2", "2024"),
    # 199.4 / 35.2845
    "thailand.standard_factory_rent.2": (None, 5.651207, None, "USD/m2/month", "2024"),
    # 337 and 400 / 32.8619
    "thailand.minimum_wage.1": (10.25504, None, 12.17215, "USD/day", "2025"),
    # 5558515 / 16312: the day nearest to the first of January
    "kitic.minimum_wage.1": (None, 340.7623, None, "USD/month", "2025-01-31"),
    # 300e12 / 15627 = 19.1975e9
    "giic.tenant_investment.1": (None, 19.19754, None, "billion USD", "2024-01-22"),
    # 30e9 / 4.2982 = 6.97967e9; the source itself says 7.03
    "mckip.tenant_investment.1": (None, 6.979666, None, "billion USD", "2017"),
    # 440e6 / 14.4475 = 30.4551e6
    "hisense_atlantis.developer_investment.1": (None, 30.4551, None, "million USD", "2019"),
    # 7000 / 50.84; another source says 139.36
    "egypt.minimum_wage.1": (None, 137.6869, None, "USD/month", "2025-01-02"),
    # 1826.22, 2204.0655 and 2444.09 / 24837
    "vietnam.electricity_average_retail_price.1": (
        *(0.07352821, 0.08874121, 0.09840520), "USD/kWh", "2025-03-31",
    ),
    # RM23 and RM80 for 0.09290304 m2 / 3.0564 and 4.5577
    "kulim.land_price.1": (None, 81.0005, None, "USD/m2", "2011"),
    "batu_kawan.land_price.2": (None, 188.9358, None, "USD/m2", "2023"),
    # 10.25e6 / 4046.8564224 / 150.03625
    "dhabeji.site_cost.1": (None, 16.88145, None, "USD/m2", "2019"),
    # 2010 and 2490 / 7.1957
    "zhejiang.minimum_wage.1": (279.3335, None, 346.0400, "USD/month", "2024"),
}  # fmt: skip


@pytest.mark.parametrize("name", BY_HAND)
def test_figures_of_the_catalogue(catalogue, name):
    found = to_usd(catalogue.claims[name], catalogue.rates)
    assert found is not None
    *ends, unit, as_of = BY_HAND[name]
    assert [found.low, found.value, found.high] == [
        None if end is None else pytest.approx(end, rel=1e-5) for end in ends
    ]
    assert (found.unit, found.rate.as_of) == (unit, as_of)


def test_every_local_figure_with_a_date_is_converted(catalogue):
    currencies = {rate.currency for rate in catalogue.rates} | {"RMB"}
    left = {
        claim.id
        for claim in catalogue.claims.values()
        if set(claim.unit.replace("/", " ").split()[:2]) & currencies
        and claim.attribute != "exchange_rate"
        and to_usd(claim, catalogue.rates) is None
    }
    years = {(rate.currency, int(rate.as_of[:4])) for rate in catalogue.rates}
    dated = {name for name in left if not catalogue.claims[name].as_of.startswith("undated")}
    assert 0 < len(dated) < len(left) < 60
    for name in dated:
        claim = catalogue.claims[name]
        (currency,) = set(claim.unit.replace("/", " ").split()[:2]) & currencies
        year = year_of(claim)
        assert year is not None
        assert not {(currency, near) for near in (year - 1, year, year + 1)} & years, name


@pytest.mark.parametrize(
    ("unit", "value"),
    [
        ("IDR per USD (period average)", "13308.33"),
        ("USD/month (at 50.23 EGP)", "139"),
        ("CPI 0-100", "42"),
        ("text", "3"),
        ("IDR-linked bonds", "3"),
        ("IDR/month", "low"),
    ],
)
def test_what_is_left_as_it_is(claim, unit, value):
    bare = replace(claim, unit=unit, value=value, low=None, high=None)
    assert to_usd(bare, [rate("IDR", 13_380, "2017"), rate("EGP", 50, "2017")]) is None


@pytest.mark.parametrize(
    ("unit", "said", "value"),
    [
        ("thousand IDR/ha", "USD/m2", 0.05),  # 1000 / 10000 / 2
        ("RMB/month (about)", "USD/month", 0.5),
        ("IDR", "USD", 0.5),
        ("million IDR", "USD", 500_000),
        ("billion IDR", "million USD", 500),
    ],
)
def test_scales_areas_and_the_name_of_a_currency(claim, unit, said, value):
    one = replace(claim, unit=unit, value="1", low=None, high=None)
    found = in_usd(one, rate("CNY" if "RMB" in unit else "IDR", 2.0))
    assert found.unit == said
    assert found.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("as_of", "chosen"),
    [
        ("2025-01-01", "2025-01-31"),
        ("2025-02-15", "2025-01-31"),
        ("2025-03-31", "2025-03-26"),
        ("2025", "2025-03-26"),  # the middle of the year
        ("2024-12-30", "2024"),  # of its own year, though January is nearer
        ("2026-11", "2025-03-26"),  # a year off at most
        ("2023-06", "2024"),
        ("c.2024", "2024"),
        ("2019 and 2024-05", "2024"),
        ("2022-12-31", None),
        ("2027-01-01", None),
        ("undated (c.2025)", None),
        ("undated", None),
    ],
)
def test_the_rate_of_a_claim(claim, as_of, chosen):
    rates = [rate("IDR", 1, day) for day in ("2025-03-26", "2024", "2025-01-31")]
    found = rate_of(replace(claim, as_of=as_of), [rate("THB", 1, "2022"), *rates])
    assert (found.as_of if found else None) == chosen
