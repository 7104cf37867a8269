"""Claims in the reader's language."""

from dataclasses import replace

import pytest

from api.language import Language
from api.pages.catalogue.statements import dated, figure, statements
from api.parks.catalogue import catalogue_of
from api.settings import Settings
from mcda.parks import Catalogue, Claim

LANGUAGES: tuple[Language, ...] = ("en", "zh")


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


def test_private_words_name_their_language(claim: Claim, catalogue: Catalogue) -> None:
    def told(quote: str) -> str:
        own = replace(claim, private=True, quote=quote, translations={})
        return statements([own], catalogue, "tcr", "en")[0].quoted_in

    assert (told("可以再谈"), told("negotiable")) == ("zh", "")


def test_a_sentence_of_ours_stands_for_a_quotation_without_words(
    laid_over: Settings, claim: Claim
) -> None:
    laid = catalogue_of(laid_over)
    quoted = laid.claims["quotation.tcr.land_price"]
    said = [statements([quoted], laid, "tcr", language)[0].made for language in LANGUAGES]
    assert said == [
        "Quoted for Land price: 50..60 USD/m2",
        "土地价格报价：50..60 美元/平方米",
    ]
    assert statements([claim], laid, "tcr", "zh")[0].made == ""


def test_a_private_claim_of_a_level_names_it(claim: Claim, catalogue: Catalogue) -> None:
    own = replace(claim, private=True, attribute="infrastructure", value="5")
    cases = [own, replace(own, value="4"), replace(own, private=False), claim]
    told = statements(cases, catalogue, "tcr", "zh")
    assert [item.level for item in told] == ["五通一平", "", "", ""]


def test_a_local_figure_stands_with_its_dollars(catalogue: Catalogue) -> None:
    asked = [catalogue.claims[name] for name in ("karawang.industrial_land_price.1",
                                                 "kiic.land_price.1")]  # fmt: skip
    local, dollars = statements(asked, catalogue, "kiic", "en")
    assert local.figure == "2.41 million IDR/m2"
    assert local.usd == "about 145 USD/m2, at 16,622 IDR per USD (26 March 2025)"
    assert dollars.usd == ""
