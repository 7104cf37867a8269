"""Private claims on questions that stand in the list of contradictions."""

from dataclasses import replace

import pytest

from mcda.parks.overlay import Overlay, findings


@pytest.fixture
def told(catalogue, source, claim):
    def told(**changes):
        row = replace(
            claim, subject="vcep", attribute="operator_ownership", value="private", low=None,
            high=None, unit="", quote="民营企业", **changes,
        ) if "subject" not in changes else replace(
            claim, low=None, high=None, quote="quoted", **changes
        )  # fmt: skip
        overlay = Overlay(sources=(source,), claims=(row,))
        return findings(overlay, catalogue).questioned

    return told


def test_a_text_is_told_with_question_sides_and_reading(told, catalogue):
    (found,) = told()
    entry = catalogue.curated.contradictions["vcep_ownership"]
    for language, parts in (
        ("en", ("Ownership of the operator: your private", "a public enterprise from Shenzhen",
                "Cooperation between Hai Phong City and a private investor")),
        ("zh", ("运营方所有制：您的 private", "深圳的国有企业", "私人投资者", "日期不明")),
    ):  # fmt: skip
        said = found.say(language)
        for part in (*parts, entry.about[language], entry.reading[language]):
            assert part in said
        for claim in entry.claims:
            assert catalogue.claims[claim].source.title in said
        assert "operator_ownership" not in said
    assert found.fields["sides"]["en"].count(" / ") == len(entry.sides) - 1


def test_figures_are_told_as_figures(told):
    (found,) = told(
        subject="zambia", attribute="corporate_income_tax", value="45", unit="%", as_of="2026-03"
    )
    sides = found.fields["sides"]["en"].split(" / ")
    assert [side.split(" %")[0] for side in sides] == ["30", "35"]
    assert "您的 45 %" in found.say("zh")


def test_also_a_claim_that_agrees_with_a_side_bears_upon_it(told, catalogue):
    (found,) = told(subject="ljip", attribute="oetcz_certification", value="2011-07", unit="")
    entry = catalogue.curated.contradictions["ljip_certificate"]
    assert found.fields["about"] == entry.about


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "tcr", "attribute": "operator_ownership"},
        {"subject": "vcep", "attribute": "tenants"},
    ],
)
def test_other_things_are_no_question(told, changes):
    assert told(**changes, value="private", unit="") == ()
