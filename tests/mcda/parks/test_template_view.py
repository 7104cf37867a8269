"""A mixture lies between its parts; what is disputed in a part is so in the mixture."""

from datetime import date
from statistics import fmean

from mcda.parks import Catalogue, Override
from mcda.parks.evidence import bounds
from mcda.parks.template_view import appraise_template
from mcda.parks.templates import template

TODAY = date(2026, 11, 25)
PLACES = ("inland_china", "southeast_asia")


def test_a_mixture_is_bounded_by_its_parts(catalogue: Catalogue) -> None:
    found = appraise_template(template("location"), catalogue, today=TODAY)
    row = found.evidence["both_small"]
    unsaid = [key for key in row if key != "long_run_return"]
    assert len(unsaid) == 6
    for key in unsaid:
        parts = [found.evidence[place][key] for place in PLACES]
        low, high = row[key].low, row[key].high
        assert low == min(part.low for part in parts if part.low is not None)
        assert high == max(part.high for part in parts if part.high is not None)
        assert row[key].value == fmean(part.value for part in parts if part.value is not None)
        assert row[key].kind == "derived"
        graded = row[key].quality
        assert graded is not None
        assert "proxy" in graded.doubts
        cited = {claim.id for part in parts for claim in part.claims}
        assert {claim.id for claim in row[key].claims} == cited
        assert "mixture of the two" in row[key].rationale["en"]
        assert "介于两者之间" in row[key].rationale["zh"]
    own = row["long_run_return"]  # of this the text does speak
    assert (own.kind, own.low, own.value, own.high) == ("rated", 1, 3, 4)


def test_a_mixture_follows_the_users_own_figures(catalogue: Catalogue) -> None:
    own = [
        Override(park=place, criterion="production_cost", value=value, source="our study")
        for place, value in zip(PLACES, (1, 2), strict=True)
    ]
    found = appraise_template(
        template("location"), catalogue, ["both_small"], ["production_cost"], own, TODAY
    )
    cell = found.evidence["both_small"]["production_cost"]
    assert bounds(cell.cell) == (1, 2)
    assert cell.quality is not None
    assert "conflict" not in cell.quality.doubts  # as the disputed readings do not count


def test_disputes_stay(catalogue: Catalogue) -> None:
    found = appraise_template(template("location"), catalogue, today=TODAY)
    for place in ("southeast_asia", "both_small"):
        disputed = found.evidence[place]["trade_risk"].quality
        assert disputed is not None
        assert (disputed.grade, "conflict" in disputed.doubts) == ("weak", True)
