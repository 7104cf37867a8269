"""Scales: the catalogue's, one's own in their place, and figures beyond them."""

from datetime import date
from typing import Any

import numpy as np
import pytest

from mcda import rank
from mcda.cells import Triangular
from mcda.errors import InvalidEnterprise
from mcda.parks import Appraisal, Catalogue, Enterprise, Override, appraise
from mcda.parks.checks import MOST_PASSED, passing
from mcda.parks.criteria import CRITERIA, CriterionView
from mcda.parks.criteria.entrance import enterprises
from mcda.parks.currency import to_usd
from mcda.parks.posterior import Unknowns
from mcda.parks.scale import StatedScale
from mcda.scale import whole_scale
from weights.weightings import resolve

PARKS = ("eiz", "tcr", "mckip")


def _view(
    catalogue: Catalogue, value: Any, criterion: str = "land_price", unknowns: Unknowns = "bounds"
) -> Appraisal:
    own = Override(alternative="eiz", criterion=criterion, value=value, source="quotation")
    wanted = [criterion, "infrastructure"]
    return appraise(catalogue, Enterprise(), PARKS, wanted, [own], unknowns=unknowns)


def _notes(view: Appraisal, code: str) -> list[Any]:
    return [note for note in view.notes if note.code == code]


def test_the_scales_that_the_decision_model_names(catalogue):
    ends = {info.id: (info.scale.worst, info.scale.best) for info in catalogue.all_criteria}
    assert ends["land_price"] == (190, 20)
    assert ends["infrastructure"] == (3, 7)
    assert ends["hometown_ties"] == (0, 1)
    for info in catalogue.all_criteria:
        assert info.scale.as_of >= "2026-11"
        for said in (info.scale.reason, info.scale.worst_in_words, info.scale.best_in_words):
            assert said["en"]
            assert said["zh"]


def test_equal_ratios_of_a_price_are_worth_the_same(catalogue):
    scale = whole_scale(catalogue.criterion("land_price").criterion())
    # Half is worth the geometric middle: 61.644140 is the root of 20 x 190.
    worth = scale.value(np.array([20, 61.644140, 190, 10, 900]))
    assert worth == pytest.approx([1, 0.5, 0, 1, 0], abs=1e-8)


@pytest.mark.long
def test_no_end_is_passed_by_more_than_a_tenth_of_the_draws(catalogue):
    """Computed criteria over enterprises that state much, something and nothing, each scenario."""
    asked = [one for one in enterprises() if one.markets]
    for info in catalogue.all_criteria:
        if info.id not in CRITERIA or info.scale.beyond == "extrapolate":
            continue  # what goes on beyond its ends loses nothing there
        cells = [
            cell
            for one in asked
            for scenario in catalogue.scenarios.values()
            for park in catalogue.parks.values()
            for cell in [
                CRITERIA[info.id]().cell(
                    CriterionView(
                        catalogue=catalogue,
                        enterprise=one,
                        scenario=scenario,
                        today=date(2026, 11, 28),
                    ),
                    park,
                )
            ]
            if cell is not None
        ]
        assert max(passing(info, cells)) <= MOST_PASSED, info.id


def test_shares_past_an_end():
    class Info:
        range = (2.0, 4.0)

    cells = [1.0, 2.0, Triangular(low=1, mode=2, high=3), 4.0]
    below, above = passing(Info(), cells)  # type: ignore[arg-type]  # its range is all that counts
    assert (below, above) == pytest.approx(((1 + 0.5) / 4, 0))


def test_a_figure_beyond_an_end_counts_as_the_end_and_widens_nothing(catalogue):
    for value, worth in ((15, 1.0), (20, 1.0), (190, 0.0), (400, 0.0)):
        view = _view(catalogue, value)
        assert view.criteria[0].range == (20, 190)
        weights = resolve(
            {"kind": "direct", "values": {"land_price": 1, "infrastructure": 0}}, view
        )
        found = rank(view, weights)
        assert found.scores[0] == pytest.approx(worth, abs=1e-12)
        past = [n.fields["value"] for n in found.notes if n.code == "beyond_scale"]
        assert (value in past) == (value in (15, 400))


def test_every_shipped_price_is_one_that_can_be(catalogue):
    low, high = catalogue.criterion("land_price").possible
    found: list[float] = []
    for claim in catalogue.claims.values():
        if claim.attribute not in ("land_price", "industrial_land_price"):
            continue
        if claim.unit.startswith("USD/m2"):
            given = [claim.low, claim.high, None if claim.low else float(claim.value)]
            found += [figure for figure in given if figure is not None]
            continue
        told = to_usd(claim, catalogue.rates)
        if told is not None and told.unit == "USD/m2":
            found += [each for each in (told.low, told.value, told.high) if each is not None]
    assert len(found) > 80
    # In the zone of the Suez Canal 1 to 3, for a year or once; estates around Ho Chi Minh City 300.
    assert low <= min(found) == 1
    assert max(found) == 300 <= high


@pytest.mark.parametrize(
    ("park", "bounds"), [("haier_ruba", (17, 140, 280)), ("ssez", (31.5, 63, 126))]
)
def test_bounds_that_were_cut_are_those_of_the_claims(catalogue, park, bounds):
    rating = catalogue.ratings[park, "land_price"]
    assert rating.price is not None
    assert (rating.price.low, rating.price.mode, rating.price.high) == bounds
    # No source says for how long: from land that is kept to a lease of 30 years.
    kept, leased = 1 - 1.08**-20, (1 - 1.08**-20) / (1 - 1.08**-30)
    low, mode, high = bounds
    assert (rating.low, rating.mode, rating.high) == pytest.approx(
        (low * kept, mode * (kept + leased) / 2, high * leased)
    )
    assert "clipped" not in rating.rationale["en"]
    assert "截取" not in rating.rationale["zh"]


def test_one_parks_price_moves_the_unknown_price_of_no_other(catalogue):
    for unknowns in ("bounds", "typical", "cautious"):
        cells = [_view(catalogue, v, unknowns=unknowns).performances[2][0] for v in (90, 5000)]
        assert cells[0] == cells[1]


@pytest.mark.parametrize(
    ("criterion", "value", "far"),
    [
        ("land_price", 400, False),
        ("land_price", 1900, False),
        ("land_price", 1901, True),
        ("land_price", 2.0, False),
        ("land_price", 1.99, True),
        ("labour_cost", 10000, False),
        ("labour_cost", 10001, True),
        ("labour_cost", 1.49, True),
        ("port_distance", 1200, False),
        ("port_distance", 1201, True),
        ("firms_inside", 5, False),
    ],
)
def test_the_unit_of_a_far_figure_is_asked_about(catalogue, criterion, value, far):
    notes = _notes(_view(catalogue, value, criterion), "figure_far_outside")
    assert len(notes) == far
    for note in notes:
        assert note.path == ("evidence", "eiz", criterion)
        for language in ("en", "zh"):
            assert catalogue.criterion(criterion).measures[language] in note.say(language)
            assert f"{value:,.6g}" in note.say(language)


def test_a_scale_of_ones_own(catalogue):
    scales = {"land_price": StatedScale(worst=150, best=50, points=((50, 1), (100, 0.2), (150, 0)))}
    own = Override(alternative="tcr", criterion="land_price", value=75, source="quotation")
    view = appraise(
        catalogue, Enterprise(), PARKS, ["land_price", "infrastructure"], [own], scales=scales
    )
    assert view.criteria[0].range == (50, 150)
    weights = resolve({"kind": "direct", "values": {"land_price": 1, "infrastructure": 0}}, view)
    assert rank(view, weights).scores[1] == pytest.approx(0.6)
    assert rank(view, weights, "topsis").scores[1] == pytest.approx(0.6)  # one criterion: D- is v


@pytest.mark.parametrize(
    ("criterion", "scale", "code"),
    [
        ("nonsense", StatedScale(worst=1, best=0), "unknown_catalogue_criterion"),
        ("land_price", StatedScale(worst=60, best=200), "scale_ends"),
        ("land_price", StatedScale(worst=60, best=60), "scale_ends"),
        ("infrastructure", StatedScale(worst=0, best=9), "scale_ends"),
        ("infrastructure", StatedScale(worst=0, best=7, points=((0, 0), (5, 1))), "value_points"),
        (
            "infrastructure",
            StatedScale(worst=0, best=7, points=((0, 1), (7, 0))),
            "value_direction",
        ),
    ],
)
def test_scales_that_do_not_fit(catalogue, criterion, scale, code):
    with pytest.raises(InvalidEnterprise) as caught:
        appraise(catalogue, Enterprise(), PARKS, scales={criterion: scale})
    (fault,) = caught.value.faults
    assert fault.code == code
    assert fault.path[:2] == ("scales", criterion)
    assert fault.say("zh") != fault.say("en")
