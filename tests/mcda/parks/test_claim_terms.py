"""Units and dates of claims in both languages."""

import pytest

from mcda.parks import load_catalogue
from mcda.parks.claim_terms import _words, date_remark, date_text, unit_text
from mcda.texts.figures import known_units

UNTOLD = {"", "text", "degrees"}
"""Units of claims whose value is no figure, so that no page says them."""


@pytest.mark.parametrize(
    ("as_of", "chinese"),
    [
        ("2024-08-05", "2024年8月5日"),
        ("2024-08", "2024年8月"),
        ("2024", "2024年"),
        ("2025-W52", "2025年第52周"),
        ("2018-2019", "2018–2019年"),
        ("2018-03-18 and 2023-05-17", "2018年3月18日和2023年5月17日"),
        ("c.2013-06", "约2013年6月"),
        ("c.2019-06 (date not in stored text)", "约2019年6月（存档原文未载日期）"),
        ("undated", "日期不明"),
        ("undated (2025-2026)", "日期不明（2025–2026年）"),
        ("2019 (nobody translated this)", "2019年"),
    ],
)
def test_dates(as_of: str, chinese: str) -> None:
    assert date_text(as_of) == {"en": as_of, "zh": chinese}


def test_a_remark_alone() -> None:
    assert date_remark("c.2019 (c.2025)") == {"en": " (c.2025)", "zh": "（约2025年）"}
    assert date_remark("2019") == {"en": "", "zh": ""}


def test_units() -> None:
    assert unit_text("CPI 0-100") == {"en": "CPI 0-100", "zh": "分（清廉指数，0–100）"}
    assert unit_text("USD/m2")["zh"] == "美元/平方米"
    assert unit_text("USD/m2 (my own remark)")["zh"] == "USD/m2 (my own remark)"


def test_nothing_is_left_over_or_said_twice() -> None:
    claims = load_catalogue().claims.values()
    units, words = {claim.unit for claim in claims}, _words()
    assert set(words["units"]) == units - UNTOLD - set(known_units())
    remarks = {claim.as_of.partition(" (")[2].removesuffix(")") for claim in claims} - {""}
    assert set(words["dates"]) == remarks
