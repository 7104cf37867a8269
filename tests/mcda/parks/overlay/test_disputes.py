"""Private claims beside shipped ones that say something else."""

from dataclasses import replace

import pytest

from mcda.parks.overlay import Overlay, findings


@pytest.fixture
def told(catalogue, source, claim):
    """Return what contradicts the catalogue in claims of LJIP's tenants, each changed as given."""
    row = replace(
        claim, subject="ljip", attribute="tenants", value="99", low=None, high=None,
        unit="companies", as_of="2022-12", quote="99 tenants",
    )  # fmt: skip

    def told(*others, **changes):
        every = [replace(row, id=f"own.{n}", **other) for n, other in enumerate(others)]
        claims = (*every, *([] if others else [replace(row, **changes)]))
        return findings(Overlay(sources=(source,), claims=claims), catalogue).disputed

    return told


def test_both_sides_are_told_with_their_sources(told, catalogue):
    (found,) = told()
    assert found.fields["claim"] == "ljip.tenants.3"
    for language, parts in (
        (
            "en",
            ("Longjiang Industrial Park", "99 companies", "2022-12", "52 companies", "2022-12-31"),
        ),
        ("zh", ("越南龙江工业园", "99 家企业", "2022年12月", "52 家企业", "2022年12月31日")),
    ):
        said = found.say(language)
        for part in (
            *parts,
            "claims!D2",
            "=Holley, offer",
            found.fields["shipped_source"],
            "ljip.tenants.3",
        ):
            assert part in said


def test_what_is_of_another_thing_does_not_contradict(told):
    others = (
        {"value": "52"},
        {"as_of": "2024"},
        {"unit": "companies (planned)"},
        {"unit": "Chinese companies"},
        {"attribute": "tenants_by_2030"},
        {"subject": "mckip"},
    )
    assert told(*others) == ()
    (found,) = told(*others, {"value": "98"})
    assert "98 companies" in found.say("en")


def test_without_unit_or_by_another_name(told):
    assert len(told(unit="")) == 1
    assert len(told(unit="enterprises")) == 1


def test_dates(told):
    found = told(subject="eiz", attribute="oetcz_certification", value="2012", unit="year")
    assert {item.fields["claim"] for item in found} == {
        "eiz.oetcz_certification.1",
        "eiz.oetcz_certification.2",
    }


def test_a_quotation_is_told_at_its_figure(catalogue, source, quotation):
    row = replace(
        quotation, park="tan_phu_trung", criterion="factory_rent", low=None, high=None, mode=5.0
    )
    overlay = Overlay(sources=(source,), quotations=(row,))
    (found,) = findings(overlay, catalogue).disputed
    assert found.fields["claim"] == "tan_phu_trung.factory_rent.1"
    assert "quotations!D2" in found.say()
    assert "5 USD/m2/month" in found.say()


def test_a_price_that_is_quoted_stands_against_one_in_the_same_unit(catalogue, source, quotation):
    row = replace(
        quotation, park="kiic", low=290.0, mode=300.0, high=310.0, as_of="2021-10",
        tenure="lease", lease_years=30.0,
    )  # fmt: skip
    overlay = Overlay(sources=(source,), quotations=(row,))
    (found,) = findings(overlay, catalogue).disputed
    said = found.say("en")
    assert "Land price: your 300 USD/m2" in said
    assert "the catalogue's 190 to 200 USD/m2 (offer)" in said
    later = replace(overlay, quotations=(replace(row, as_of="2026-03-12"),))
    assert findings(later, catalogue).disputed == ()


def test_a_claim_of_a_country(told):
    (found, *_) = told(
        subject="zambia", attribute="corporate_income_tax", value="20", unit="%", as_of="2024"
    )
    assert found.fields["subject"]["en"] == "Zambia"
    assert told(subject="overseas_parks", attribute="parks_total", unit="parks", as_of="2025")


def test_bounds_are_told_where_there_is_no_value_and_attributes_by_name(told):
    (found,) = told(
        subject="kiic", attribute="land_price", value="300", unit="USD/m2", as_of="2021-10"
    )
    assert "Land price: your 300 USD/m2" in found.say("en")
    assert "the catalogue's 190 to 200 USD/m2 (offer)" in found.say("en")
    assert "土地价格：您的 300 美元/平方米" in found.say("zh")
    assert "190 至 200 美元/平方米" in found.say("zh")
    tax = told(subject="zambia", attribute="corporate_income_tax", value="45", unit="%")
    assert "赞比亚，企业所得税：您的 45 %" in tax[0].say("zh")
    assert "corporate_income_tax" not in tax[0].say("en").replace(tax[0].fields["claim"], "")


def test_what_the_catalogue_holds_word_for_word_is_not_private(catalogue, source, claim):
    shipped = catalogue.claims["ljip.tenants.3"]
    fields = ("id", "subject", "attribute", "value", "low", "high", "unit", "as_of", "kind")
    row = replace(
        claim,
        **{name: getattr(shipped, name) for name in (*fields, "locator", "quote")},
        source=shipped.source.id,
    )
    overlay = Overlay(claims=(row,))
    assert findings(overlay, catalogue).disputed == ()
