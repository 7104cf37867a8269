"""A user's figure may leave the catalogue's range; the range of the problem then follows it."""

from typing import Any

import pytest

from mcda import rank
from mcda.cells import Interval
from mcda.errors import InvalidProblem
from mcda.methods import make_method
from mcda.parks import Appraisal, Catalogue, Enterprise, Override, appraise
from mcda.parks.currency import usd_per_m2
from mcda.parks.evidence import Evidence
from mcda.parks.scale import widened
from weights.weightings import resolve

OPEN = {
    "land_price",
    "labour_cost",
    "port_distance",
    "freight_cost",
    "trade_cost_exposure",
    "profit_tax",
    "firms_inside",
}
PARKS = ("eiz", "tcr", "mckip")


def _view(catalogue: Catalogue, value: Any, criterion: str = "land_price") -> Appraisal:
    own = Override(park="eiz", criterion=criterion, value=value, source="quotation")
    return appraise(catalogue, Enterprise(), PARKS, [criterion, "infrastructure"], [own])


def _notes(view: Appraisal, code: str) -> list[Any]:
    return [note for note in view.notes if note.code == code]


def test_amounts_and_quantities_are_open_and_ladders_shares_and_scores_are_not(
    catalogue: Catalogue,
) -> None:
    opened = {info.id for info in catalogue.all_criteria if info.possible is not None}
    assert opened >= OPEN
    closed = [info for info in catalogue.all_criteria if info.id not in opened]
    assert {"infrastructure", "investor_type", "logistics", "political_stability"} <= {
        info.id for info in closed
    }
    for info in closed:
        assert info.allowed == info.range
    for name in opened:
        info = catalogue.criterion(name)
        assert 0 <= info.allowed[0] <= info.range[0]
        assert info.range[1] < info.allowed[1]
    assert catalogue.criterion("land_price").allowed[0] > 0
    assert not any(catalogue.criterion(name).possible for name in catalogue.ladders)


def test_every_shipped_price_lies_in_the_range_and_its_middle_stays(catalogue: Catalogue) -> None:
    low, high = catalogue.criterion("land_price").range
    assert (low + high) / 2 == 150
    rates = {rate.currency: rate for rate in catalogue.rates}
    found = []
    for claim in catalogue.claims.values():
        if claim.attribute not in ("land_price", "industrial_land_price"):
            continue
        if claim.unit.startswith("USD/m2"):
            given = [claim.low, claim.high, None if claim.low else float(claim.value)]
            found += [figure for figure in given if figure is not None]
        elif claim.unit.startswith("million"):
            currency = claim.unit.split("/")[0].removeprefix("million ")
            found += usd_per_m2(claim, rates[currency])
    assert len(found) > 25
    assert low <= min(found) == 17
    assert 254 < max(found) <= high


def test_every_shipped_rating_lies_in_its_range(catalogue: Catalogue) -> None:
    for (_, criterion), rating in catalogue.ratings.items():
        low, high = catalogue.criterion(criterion).range
        assert low <= rating.low <= rating.mode <= rating.high <= high
    every = [info.id for info in catalogue.all_criteria]
    view = appraise(catalogue, Enterprise(), tuple(catalogue.parks), every)
    assert _notes(view, "range_widened") == _notes(view, "figure_far_outside") == []
    assert [c.range for c in view.criteria] == [i.range for i in catalogue.all_criteria]


@pytest.mark.parametrize(
    ("park", "bounds"), [("haier_ruba", (17, 140, 280)), ("ssez", (31.5, 63, 126))]
)
def test_bounds_that_were_cut_are_those_of_the_claims(
    catalogue: Catalogue, park: str, bounds: tuple[float, ...]
) -> None:
    rating = catalogue.ratings[park, "land_price"]
    assert (rating.low, rating.mode, rating.high) == bounds
    assert "clipped" not in rating.rationale["en"]
    assert "截取" not in rating.rationale["zh"]


@pytest.mark.parametrize(
    ("value", "scale"),
    [
        (25, (10, 290)),
        (400, (10, 400)),
        (5, (5, 290)),
        (Interval(low=4, high=310), (4, 310)),
    ],
)
def test_the_problem_widens_its_own_range(
    catalogue: Catalogue, value: Any, scale: tuple[float, float]
) -> None:
    view = _view(catalogue, value)
    assert view.criteria[0].range == scale
    assert view.criteria[1].range == (0, 7)
    assert catalogue.criterion("land_price").range == (10, 290)
    notes = _notes(view, "range_widened")
    assert len(notes) == (scale != (10, 290))
    for note in notes:
        for language, park in (("en", "Eastern Industry Zone"), ("zh", "东方工业园")):
            said = note.say(language)
            for part in (
                park,
                "10",
                "290",
                f"{scale[0]:g}",
                f"{scale[1]:g}",
            ):
                assert part in said


def test_one_parks_price_moves_the_unknown_price_of_no_other(catalogue: Catalogue) -> None:
    view = _view(catalogue, 5000)
    weights = resolve({"kind": "objective", "scheme": "equal"}, view)
    found = rank(view, weights, make_method("spotis"))
    (unknown,) = [n for n in found.notes if n.code == "unknown_cell" and n.path[1:] == (2, 0)]
    assert [unknown.fields[name] for name in ("low", "value", "high")] == [10, 150, 290]
    with pytest.raises(InvalidProblem) as caught:
        rank(view, weights, make_method("spotis"), unknowns="refuse")
    assert {fault.code for fault in caught.value.faults} == {"unknown_refused"}


def test_spotis_measures_by_the_widened_range(catalogue: Catalogue) -> None:
    """400 is the far end of 10 to 400, 109.8 lies 99.8 of 390 from the better end."""
    view = _view(catalogue, 400)
    weights = resolve({"kind": "direct", "values": {"land_price": 1, "infrastructure": 0}}, view)
    scores = rank(view, weights, make_method("spotis")).scores
    assert scores[:2] == pytest.approx([1.0, 99.8 / 390])


@pytest.mark.parametrize(
    ("criterion", "value", "far"),
    [
        ("land_price", 400, False),
        ("land_price", 2900, False),
        ("land_price", 2901, True),
        ("land_price", 1, False),
        ("land_price", 0.99, True),
        ("labour_cost", 8001, True),
        ("labour_cost", 7, True),
        ("port_distance", 4000, False),
        ("firms_inside", 0, False),
    ],
)
def test_the_unit_of_a_far_figure_is_asked_about(
    catalogue: Catalogue, criterion: str, value: float, far: bool
) -> None:
    notes = _notes(_view(catalogue, value, criterion), "figure_far_outside")
    assert len(notes) == far
    for note in notes:
        assert note.path == ("evidence", "eiz", criterion)
        for language in ("en", "zh"):
            assert catalogue.criterion(criterion).measures[language] in note.say(language)
            assert f"{value:,.6g}" in note.say(language)


def test_a_closed_scale_stays_as_it_is(catalogue: Catalogue) -> None:
    found = Evidence(cell=9.0, unit="connections", kind="override", rationale={})
    assert widened(catalogue.criterion("infrastructure"), [found]) == (0, 7)
    assert widened(catalogue.criterion("land_price"), [found]) == (9, 290)
    assert widened(catalogue.criterion("land_price"), []) == (10, 290)
