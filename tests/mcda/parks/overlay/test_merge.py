from dataclasses import replace

import pytest

from mcda.errors import InvalidTable
from mcda.parks import appraise, load_catalogue
from mcda.parks.model import Figures, Tenure
from mcda.parks.overlay import ClaimRow, Overlay, RatingRow, SourceRow, merge
from tests.prices import leased, untold


def test_private_data_lie_over_a_catalogue_that_stays_as_it_is(catalogue, overlay):
    before = (dict(catalogue.claims), dict(catalogue.ratings), dict(catalogue.sources))
    laid, _ = merge(catalogue, overlay)
    assert (catalogue.claims, catalogue.ratings, catalogue.sources) == before
    assert load_catalogue() == catalogue
    assert set(laid.claims) - set(catalogue.claims) == {"visit.power", "quotation.tcr.land_price"}
    assert {c.id for c in laid.claims.values() if c.private} == set(laid.claims) - set(
        catalogue.claims
    )
    assert set(laid.sources) - set(catalogue.sources) == {"offer"}
    assert laid.claims["visit.power"].source.title == "=Holley, offer"


def test_a_quotation_becomes_a_stated_rating_with_its_claim(catalogue, overlay, hangzhou):
    laid, _ = merge(catalogue, overlay)
    rating = laid.ratings["tcr", "land_price"]
    assert rating.kind == "stated"
    costs = (rating.low, rating.mode, rating.high)
    assert costs == pytest.approx(untold(110, 118, 126), rel=1e-9)
    assert rating.price == Figures(low=110, mode=118, high=126)
    assert rating.tenure == Tenure(kind="unstated")
    assert rating.claims == ("quotation.tcr.land_price",)
    claim = laid.claims["quotation.tcr.land_price"]
    assert (claim.subject, claim.value, claim.unit, claim.as_of) == (
        "tcr", "118", "USD/m2", "2026-03-12",
    )  # fmt: skip
    cell = appraise(laid, hangzhou).evidence["tcr"]["land_price"]
    assert (cell.low, cell.high) == (rating.low, rating.high)
    assert cell.value == pytest.approx(rating.mode)
    assert [c.private for c in cell.claims] == [True]


def test_a_quotation_of_a_lease_keeps_its_price_beside_the_cost(catalogue, overlay, quotation):
    leasing = replace(quotation, tenure="lease", lease_years=50.0)
    laid, _ = merge(catalogue, replace(overlay, quotations=(leasing,)))
    rating = laid.ratings["tcr", "land_price"]
    wanted = [price * leased(50) for price in (110, 118, 126)]
    assert [rating.low, rating.mode, rating.high] == pytest.approx(wanted, rel=1e-9)
    assert rating.price == Figures(low=110, mode=118, high=126)
    assert rating.tenure == Tenure(kind="lease", years=50)
    assert laid.claims["quotation.tcr.land_price"].tenure == rating.tenure
    for language in ("en", "zh"):
        assert f"{118 * leased(50):.4g}" in rating.rationale[language]


def test_a_rating_of_a_price_is_the_cost_already(catalogue, overlay, rating):
    own = replace(rating, criterion="land_price", level="", kind="stated", mode=95.0)
    laid, _ = merge(catalogue, replace(overlay, ratings=(own,), quotations=()))
    found = laid.ratings["tcr", "land_price"]
    assert (found.low, found.mode, found.high, found.price) == (95.0, 95.0, 95.0, None)


def test_a_quotation_without_words_gets_a_sentence_in_both_languages(catalogue, overlay):
    laid, _ = merge(catalogue, overlay)
    claim = laid.claims["quotation.tcr.land_price"]
    assert claim.quote == "Quoted for Land price: 110..126 USD/m2"
    assert claim.translations == {"zh": "土地价格报价：110..126 美元/平方米"}
    worded = replace(overlay, quotations=(replace(overlay.quotations[0], quote="可以再谈"),))
    claim = merge(catalogue, worded)[0].claims["quotation.tcr.land_price"]
    assert (claim.quote, claim.translations) == ("可以再谈", {})


def test_what_is_replaced_is_told_with_both_values(catalogue, overlay):
    _, conflicts = merge(catalogue, overlay)
    assert [note.fields["cell"] for note in conflicts] == ["ratings!A2", "quotations!A2"]
    shipped = catalogue.ratings["tcr", "land_price"]
    for language in ("en", "zh"):
        said = conflicts[1].say(language)
        for part in ("quotations!A2", "97.7968 [86.3997..109.887]", f"{shipped.mode:g}", "USD/m2"):
            assert part in said


def test_one_language_stands_in_for_the_other(catalogue, overlay):
    laid, _ = merge(catalogue, overlay)
    assert set(laid.ratings["tcr", "infrastructure"].rationale.values()) == {"Seen on site."}


@pytest.mark.parametrize(
    ("park", "criterion", "level"),
    [
        ("kitic", "one_stop_services", "centre"),  # of one source
        ("ssez", "speed_to_operation", "factories"),  # of which no claim speaks
        ("tcr", "speed_to_operation", "plots"),  # though claims speak of factories
    ],
)
def test_the_users_own_reading_need_not_follow_the_rules_of_the_ladder(
    catalogue, overlay, rating, park, criterion, level
):
    own = replace(rating, park=park, criterion=criterion, level=level, claims=("visit.power",))
    laid, _ = merge(catalogue, replace(overlay, ratings=(own,)))
    found = laid.ratings[park, criterion]
    assert (found.level, found.private) == (level, True)
    assert not any(item.private for item in catalogue.ratings.values())


@pytest.mark.parametrize("criterion", ["infrastructure", "land_price"])
def test_copies_of_what_is_shipped_change_nothing(catalogue, source, criterion):
    claim = next(c for c in catalogue.claims.values() if c.as_of == "2025")
    rating = catalogue.ratings["ljip", criterion]
    copied = ("id", "subject", "attribute", "value", "low", "high", "unit", "as_of", "kind",
              "locator", "quote")  # fmt: skip
    told = ("park", "criterion", "kind", "level", "low", "mode", "high", "claims")
    overlay = Overlay(
        sources=(
            SourceRow(
                place=source.place,
                weak="yes" if claim.source.weak else "no",
                **{n: getattr(claim.source, n) for n in ("id", "title", "url", "date")},
            ),
            replace(source, id="unused"),
        ),
        claims=(
            ClaimRow(
                place=source.place,
                source=claim.source.id,
                **{name: getattr(claim, name) for name in copied},
            ),
        ),
        ratings=(
            RatingRow(
                place=source.place,
                rationale_en=rating.rationale["en"],
                rationale_zh=rating.rationale["zh"],
                **{name: getattr(rating, name) for name in told},
            ),
        ),
    )
    laid, conflicts = merge(catalogue, overlay)
    assert conflicts == ()
    assert laid == catalogue
    with pytest.raises(InvalidTable):
        merge(catalogue, replace(overlay, claims=(replace(overlay.claims[0], value="other"),)))
