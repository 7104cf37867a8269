"""Figures in US dollars as data and in words."""

import pytest

from api.http.language import Language
from api.parks.dollars import dollars, in_dollars
from mcda.parks import load_catalogue


@pytest.mark.parametrize(
    ("name", "english", "chinese"),
    [
        (
            "bekasi.industrial_land_price.2",
            "about 177.5 USD/m2, at 16,622 IDR per USD (26 March 2025)",
            "约合 177.5 美元/平方米（按 1 美元兑 16,622 印尼盾，2025年3月26日）",
        ),
        (
            "zhejiang.minimum_wage.1",
            "about 279.3–346 USD/month, at 7.1957 CNY per USD (2024)",
            "约合 279.3–346 美元/月（按 1 美元兑 7.1957 元人民币，2024年）",
        ),
        (
            "giic.tenant_investment.1",
            "about 19.2 billion USD, at 15,627 IDR per USD (22 January 2024)",
            "约合 192 亿美元（按 1 美元兑 15,627 印尼盾，2024年1月22日）",
        ),
        (
            "hisense_atlantis.developer_investment.1",
            "about 30.46 million USD, at 14.4475 ZAR per USD (2019)",
            "约合 3,046 万美元（按 1 美元兑 14.4475 南非兰特，2019年）",
        ),
    ],
)
def test_in_words(name: str, english: str, chinese: str) -> None:
    usd = dollars(load_catalogue().claims[name], load_catalogue().rates)
    assert in_dollars(usd, "en") == english
    assert in_dollars(usd, "zh") == chinese


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_is_said_without_a_rate(language: Language) -> None:
    assert (
        in_dollars(
            dollars(load_catalogue().claims["ljip.land_price.1"], load_catalogue().rates), language
        )
        == ""
    )


def test_as_data() -> None:
    usd = dollars(load_catalogue().claims["giic.land_price.2"], load_catalogue().rates)
    assert usd == {
        "low": pytest.approx(2.2e6 / 13380.83),
        "value": None,
        "high": pytest.approx(2.4e6 / 13380.83),
        "unit": "USD/m2",
        "rate": "indonesia.exchange_rate.2",
        "as_of": "2017",
        "per_usd": 13380.83,
        "currency": "IDR",
    }


def test_every_unit_and_currency_is_named_in_chinese() -> None:
    for claim in load_catalogue().claims.values():
        told = in_dollars(dollars(claim, load_catalogue().rates), "zh")
        assert not any(
            code in told for code in ("USD", "IDR", "THB", "VND", "MYR", "EGP", "ZAR", "HUF", "KES")
        )
