"""Claims in the reader's language."""

from dataclasses import replace

import pytest

from api.pages.catalogue.statements import dated, figure, statements
from mcda.parks import Catalogue, Claim


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("2024-08-05", "5 August 2024", "2024年8月5日"),
        ("2024-08", "August 2024", "2024年8月"),
        ("2024", "2024", "2024年"),
        ("undated", "undated", "日期不明"),
        ("undated (after Nov 2020)", "undated (after Nov 2020)", "日期不明 (after Nov 2020)"),
        ("c.2019", "c.2019", "c.2019"),
    ],
)
def test_dates(text: str, english: str, chinese: str) -> None:
    assert (dated(text, "en"), dated(text, "zh")) == (english, chinese)


@pytest.fixture
def claim(catalogue: Catalogue) -> Claim:
    return catalogue.claims["tcr.operator.1"]


@pytest.mark.parametrize(
    ("value", "low", "high", "unit", "told"),
    [
        ("", 85.0, 140.0, "USD/m2", "85–140 USD/m2"),
        ("", 12.0, 12.0, "km", "12 km"),
        ("", 3.0, None, "firms", "at least 3 firms"),
        ("", None, 9.5, "", "at most 9.5"),
        ("1546", None, None, "rai", "1,546 rai"),
        ("2015", None, None, "year (April 2015)", ""),
        ("2015", None, None, "", ""),
        ("Holley Group", None, None, "text", ""),
    ],
)
def test_figures(
    claim: Claim, value: str, low: float | None, high: float | None, unit: str, told: str
) -> None:
    assert figure(replace(claim, value=value, low=low, high=high, unit=unit), "en") == told


def test_quotation_translation_and_subject(catalogue: Catalogue) -> None:
    asked = [
        catalogue.claims[name] for name in ("sheng.tcr.host_land", "amata_city_rayong.land_price.1")
    ]
    here, there = statements(asked, catalogue, "tcr", "zh")
    assert here.about == ""
    assert here.quoted_in == "en"
    assert here.translation
    assert there.about == "罗勇安美德工业城"
    english = statements(asked, catalogue, "tcr", "en")
    assert english[0].translation == ""


def test_a_quotation_in_a_third_language_names_none(catalogue: Catalogue) -> None:
    third = [c for c in catalogue.claims.values() if set(c.translations) == {"en", "zh"}]
    chinese = [c for c in catalogue.claims.values() if set(c.translations) == {"en"}]
    told = statements([third[0], chinese[0]], catalogue, "tcr", "en")
    assert [item.quoted_in for item in told] == ["", "zh"]
    assert all(item.translation for item in told)


def test_an_unknown_subject_speaks_for_itself(claim: Claim, catalogue: Catalogue) -> None:
    told = statements([replace(claim, subject="elsewhere")], catalogue, "tcr", "en")
    assert told[0].about == "elsewhere"
