"""The study of weak evidence on the catalogue as it is, and its numbers in the data file."""

import math

import numpy as np
import pytest
from scipy.stats import multivariate_normal

from mcda.parks import load_catalogue
from mcda.parks.data_files import document
from tests.studies.evidence import (
    CELLS,
    Figure,
    Group,
    around,
    best_factor,
    coverage,
    estimates,
    groups,
    is_copy,
    posterior,
    spreads,
)

NUMBERS = document("evidence.toml")
CHECK, ESTIMATED = NUMBERS["check"], NUMBERS["estimated"]
LEVELS = CELLS[1:]


def test_the_file_says_what_is_measured():
    measured = estimates(load_catalogue(), NUMBERS["width"])
    for name in ("pairs", "subjects", "coverage", "coverage_with_own_error"):
        assert measured[name] == pytest.approx(CHECK[name], abs=0.002), name
    for name in ("weak", "weak_low", "weak_high", "land_price"):
        assert measured[name] == pytest.approx(ESTIMATED[name], abs=0.02), name
    for name in LEVELS:
        assert measured[name] == pytest.approx(ESTIMATED[name], abs=0.02), name
        assert sum(NUMBERS[name].values()) > sum(ESTIMATED[name].values()), name


def test_what_fails_the_check_is_not_used():
    assert CHECK["pairs"] >= 60
    inside = CHECK["least"] <= CHECK["coverage"] <= CHECK["most"]
    assert CHECK["holds"] == inside
    used = {"weak": NUMBERS["width"]["weak"], "land_price": NUMBERS["land_price"]}
    assumed = {"weak": 1.5, "land_price": {"between": 0.5, "within": 0.3}}
    assert used == ({name: ESTIMATED[name] for name in used} if inside else assumed)


def test_the_numbers_are_plausible():
    width = NUMBERS["width"]
    assert 1 == width["strong"] <= width["fair"] <= width["weak"] <= width["unrecorded"] <= 3
    assert ESTIMATED["weak_low"] <= ESTIMATED["weak"] <= ESTIMATED["weak_high"]
    for name in ("land_price", *LEVELS):
        assert 0 <= NUMBERS[name]["between"] <= 1, name
        assert 0.1 <= NUMBERS[name]["within"] <= 1, name


def test_spreads_have_the_greatest_likelihood():
    rng = np.random.default_rng(5)
    places, variance = np.repeat(np.arange(12), 6), rng.uniform(0.01, 0.1, 72)
    values = 3 + rng.normal(0, 0.5, 12)[places] + rng.normal(0, np.sqrt(0.09 + variance))
    rows = [(str(p), float(y), float(v)) for p, y, v in zip(places, values, variance, strict=True)]
    mean, between, within = spreads(rows)

    def likelihood(m: float, b: float, w: float) -> float:
        cov = np.diag(variance + w**2) + b**2 * (places[:, None] == places)
        return float(multivariate_normal.logpdf(values, np.full(72, m), cov))

    best = likelihood(mean, between, within)
    for nearby in ((0.02, 0, 0), (-0.02, 0, 0), (0, 0.05, 0), (0, -0.05, 0), (0, 0, 0.03)):
        assert likelihood(*np.add((mean, between, within), nearby)) < best
    assert (between, within) == pytest.approx((0.5, 0.3), abs=0.2)


def drawn(weak: float, seed: int) -> tuple[Group, ...]:
    """Return true figures of 60 parks, each read by a fair source and a weak one."""
    catalogue, rng = load_catalogue(), np.random.default_rng(seed)
    sample, rows = list(catalogue.claims.values()), []
    for k, park in enumerate(list(catalogue.parks.values())[:60]):
        truth = rng.normal(4, 0.4)
        ends = (("fair", 0.2), ("weak", 0.2 * weak))
        figures = tuple(
            Figure(sample[60 * k + i], truth + rng.normal(0, sd), grade)
            for i, (grade, sd) in enumerate(ends)
        )
        extra = Figure(sample[60 * k + 9], truth + rng.normal(0, 0.2), "fair")
        rows.append(Group("land", park.id, ("p", "u"), park.country, (*figures, extra)))
    return tuple(rows)


def test_the_factor_and_the_coverage_are_those_of_a_made_up_world():
    rows = drawn(2.5, 3)
    assert best_factor(rows) == pytest.approx(2.5, rel=0.35)
    pairs = coverage(rows, load_catalogue())
    assert len(pairs) == 120
    assert np.mean([abs(pair.z) <= 1.645 for pair in pairs]) == pytest.approx(0.9, abs=0.06)


def test_the_posterior_and_what_is_typical():
    catalogue = load_catalogue()
    assert posterior(4.0, 0.1, None) == (4.0, 0.1)
    assert posterior(4.0, 0.1, (5.0, 0.3)) == pytest.approx((4.25, 0.075))
    votes = [("vietnam", 1.0), ("vietnam", 2.0), ("thailand", 6.0), ("mexico", 9.0)]
    spread = {"between": 0.4, "within": 0.3, "catalogue": catalogue}
    assert around("vietnam", votes, **spread) == pytest.approx((3.0, 0.25))
    assert around("vietnam", [*votes, ("vietnam", 3.0)], **spread) == pytest.approx((2.0, 0.09))
    assert around("mexico", votes, **spread) == pytest.approx((4.5, 0.25))


def test_copies_count_once():
    catalogue = load_catalogue()
    claims = [catalogue.claims[f"ssez.distance_port.{i}"] for i in (1, 2, 3)]
    figures = [Figure(claim, math.log(12), "weak") for claim in claims]
    assert is_copy(figures[0], figures[0])
    assert not is_copy(figures[0], Figure(claims[0], math.log(13), "weak"))
    for copies, size in ((is_copy, 2), (lambda *_: False, 3), (lambda *_: True, 1)):
        (row,) = [
            row
            for row in groups(catalogue, copies)
            if (row.subject, row.thing) == ("ssez", ("distance_port", "km"))
        ]
        assert len(row.figures) == size
