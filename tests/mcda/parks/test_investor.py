"""Investor type, by hand."""

import pytest

from mcda.cells import Mixture
from mcda.parks import Enterprise
from mcda.parks.criteria.investor_type import investor_type, reliance_bounds
from mcda.parks.evidence import bounds, headline


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, (0, 0.25, 1)),
        ({"size": "sme", "first_investment": True}, (0.1, 0.4, 0.7)),
        ({"size": "large", "first_investment": False}, (0, 0.1, 0.4)),
        ({"size": "sme"}, (0.025, 0.325, 0.625)),
        ({"first_investment": False}, (0, 0.175, 0.475)),
        ({"investor_reliance": 0.3, "size": "sme"}, (0.3, 0.3, 0.3)),
    ],
)
def test_reliance(said, expected):
    assert reliance_bounds(Enterprise(**said)) == pytest.approx(expected)


def test_no_reliance_makes_parks_equal(catalogue):
    indifferent = Enterprise(investor_reliance=0)
    ladder = catalogue.ladders["investor_type"]
    owned = [park for park in catalogue.parks.values() if park.ownership is not None]
    cells = [investor_type(indifferent, park, ladder).cell for park in owned]
    assert cells == [0.5] * len(owned)
    assert len(owned) > 4


def test_an_owner_that_no_source_names_is_unknown(catalogue):
    found = investor_type(
        Enterprise(), catalogue.park("trang_due"), catalogue.ladders["investor_type"]
    )
    assert found.cell is None
    assert "No source says who owns Trang Due" in found.rationale["en"]


@pytest.mark.parametrize(
    ("park", "low", "mode", "high"),
    [("kitic", 0.6, 0.85, 1.0), ("tcr", 0.1, 0.35, 0.7), ("ljip", 0.1, 0.35, 0.8),
     ("vcep", 0.6, 0.85, 1.0), ("great_stone", 0.35, 0.85, 1.0)],
)  # fmt: skip
def test_full_reliance_shows_the_ladder(catalogue, park, low, mode, high):
    found = investor_type(
        Enterprise(investor_reliance=1), catalogue.park(park), catalogue.ladders["investor_type"]
    )
    assert (*bounds(found.cell), headline(found.cell)) == (low, high, mode)
    assert set(found.claims) <= set(catalogue.claims)


def test_a_reliance_that_is_not_stated_makes_cases(catalogue):
    found = investor_type(
        Enterprise(size="sme", first_investment=True),
        catalogue.park("kitic"),
        catalogue.ladders["investor_type"],
    )
    # reliance 0.1 .. 0.4 .. 0.7 in nine cases, assurance 0.6 .. 0.85 .. 1
    assert isinstance(found.cell, Mixture)
    assert found.cell.pick == (("firm.investor_reliance", 9),)
    assert headline(found.cell.parts[4]) == pytest.approx(0.5 + 0.4 * 0.35)
    assert headline(found.cell) == pytest.approx(0.5 + 0.4 * 0.35)
    assert 0.51 < bounds(found.cell)[0] < bounds(found.cell)[1] < 0.85
