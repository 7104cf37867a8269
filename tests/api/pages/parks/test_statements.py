"""Claims in the reader's language."""

import re
from dataclasses import replace

import pytest

from api.http.language import Language
from api.pages.parks.statements import dated, figure, statements
from api.parks.catalogue import catalogue_of
from mcda.parks import Catalogue, Claim
from mcda.parks.claim_terms import _words, date_remark
from mcda.texts.figures import known_units

LANGUAGES: tuple[Language, ...] = ("en", "zh")
NAMES = {"IEEPA", "JISDOR", "GIIC", "TCR", "Realty", "Bourbon", "FIEDMC", "Azizi"}
"""Of a law, a rate, parks, firms and a port: they have no Chinese name of their own here."""


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("2024-08-05", "5 August 2024", "2024年8月5日"),
        ("2024-08", "August 2024", "2024年8月"),
        ("2024", "2024", "2024年"),
        ("undated", "undated", "日期不明"),
        ("undated (after Nov 2020)", "undated (after Nov 2020)", "日期不明（2020年11月之后）"),
        ("c.2019", "c.2019", "约2019年"),
    ],
)
def test_dates(text, english, chinese):
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
        ("10", None, 15.0, "%", "10 (at most 15) %"),
        ("45000", 45000.0, None, "jobs", "at least 45,000 jobs"),
    ],
)
def test_figures(claim, value, low, high, unit, told):
    assert figure(replace(claim, value=value, low=low, high=high, unit=unit), "en") == told


@pytest.mark.parametrize(
    ("name", "english", "chinese"),
    [
        (
            "all_origins.us_section_122_surcharge.1",
            "10 (at most 15) % import",
            "10（不高于 15）%，",
        ),
        (
            "all_origins.us_section_122_surcharge.2",
            "10 (at most 15) % import",
            "10（不高于 15）%，",
        ),
        (
            "bekasi.industrial_land_price.1",
            "221.1 (195 to 254.1) USD/m2",
            "221.1（195 至 254.1）美元",
        ),
        (
            "thailand.political_stability_percentile.1",
            "36 (22.7 to 48.3) WGI",
            "36（22.7 至 48.3）",
        ),
        ("haier_ruba.land_price.1", "140 (17 to 140) USD/m2", "140（17 至 140）美元/平方米"),
        ("tcr.jobs.2", "at least 3,000 jobs", "不低于 3,000 个岗位"),
        ("deep_c.land_price.1", "95–115 USD/m2", "95–115 美元/平方米"),
    ],
)
def test_a_value_stands_before_its_bounds(catalogue, name, english, chinese):
    claim = catalogue.claims[name]
    assert figure(claim, "en").startswith(english)
    assert figure(claim, "zh").startswith(chinese)


def test_no_figure_of_the_catalogue_hides_its_value(catalogue):
    for claim in catalogue.claims.values():
        told = figure(claim, "en").replace(",", "").replace("at most ", "").replace("at least ", "")
        if told and claim.value and "year" not in claim.unit:
            assert float(told.split()[0]) == pytest.approx(float(claim.value), rel=1e-5), claim.id


@pytest.mark.parametrize("word", ["unit", "date"])
def test_every_word_of_ours_beside_a_figure_is_said_in_chinese(catalogue, word):
    left = [
        claim.id
        for claim in catalogue.claims.values()
        if not (
            "(" not in claim.as_of or date_remark(claim.as_of)["zh"]
            if word == "date"
            else not figure(claim, "zh") or claim.unit in {*known_units(), *_words()["units"]}
        )
    ]
    assert left == []


def test_figures_and_dates_hold_no_english(catalogue):
    for claim in catalogue.claims.values():
        told = f"{figure(claim, 'zh')} {dated(claim.as_of, 'zh')}"
        assert set(re.findall(r"[A-Za-z]{2,}", told)) <= NAMES, (claim.id, told)


def test_quotation_translation_and_subject(catalogue):
    asked = [
        catalogue.claims[name] for name in ("sheng.tcr.host_land", "amata_city_rayong.land_price.1")
    ]
    here, there = statements(asked, catalogue, "tcr", "zh")
    assert here["about"] == ""
    assert here["quoted_in"] == "en"
    assert here["translation"]
    assert there["about"] == "罗勇安美德工业城"
    assert statements(asked, catalogue, "tcr", "en")[0]["translation"] == ""


def test_a_quotation_in_a_third_language_names_none(catalogue):
    third = [c for c in catalogue.claims.values() if set(c.translations) == {"en", "zh"}]
    chinese = [c for c in catalogue.claims.values() if set(c.translations) == {"en"}]
    told = statements([third[0], chinese[0]], catalogue, "tcr", "en")
    assert [item["quoted_in"] for item in told] == ["", "zh"]
    assert all(item["translation"] for item in told)


def test_an_unknown_subject_speaks_for_itself(claim, catalogue):
    told = statements([replace(claim, subject="elsewhere")], catalogue, "tcr", "en")
    assert told[0]["about"] == "elsewhere"


def test_private_words_name_their_language(claim, catalogue):
    def told(quote: str) -> str:
        own = replace(claim, private=True, quote=quote, translations={})
        return statements([own], catalogue, "tcr", "en")[0]["quoted_in"]

    assert (told("可以再谈"), told("negotiable")) == ("zh", "")


def test_a_sentence_of_ours_stands_for_a_quotation_without_words(laid_over, claim):
    laid = catalogue_of(laid_over)
    quoted = laid.claims["quotation.tcr.land_price"]
    said = [statements([quoted], laid, "tcr", language)[0]["made"] for language in LANGUAGES]
    assert said == ["Quoted for Land price: 50..60 USD/m2", "土地价格报价：50..60 美元/平方米"]
    assert statements([claim], laid, "tcr", "zh")[0]["made"] == ""


def test_a_private_claim_of_a_level_names_it(claim, catalogue):
    own = replace(claim, private=True, attribute="infrastructure", value="5")
    cases = [own, replace(own, value="4"), replace(own, private=False), claim]
    told = statements(cases, catalogue, "tcr", "zh")
    assert [item["level"] for item in told] == ["五通一平", "", "", ""]


def test_a_local_figure_stands_with_its_dollars(catalogue):
    asked = [catalogue.claims[name] for name in ("karawang.industrial_land_price.1",
                                                 "kiic.land_price.1")]  # fmt: skip
    local, dollars = statements(asked, catalogue, "kiic", "en")
    assert local["figure"] == "2.41 million IDR/m2"
    assert local["usd"] == "about 145 USD/m2, at 16,622 IDR per USD (26 March 2025)"
    assert dollars["usd"] == ""
