"""First sign changes against polynomials made from their roots."""

from itertools import pairwise
from math import comb

import numpy as np
import pytest

from mcda.robust.fact_changes.leads import first_negative


def bernstein(powers):
    """Return Bernstein coefficients and the sums of their absolute terms, lowest power first."""
    d = len(powers) - 1
    shares = [
        [comb(r, i) / comb(d, i) if i <= r else 0 for i in range(d + 1)] for r in range(d + 1)
    ]
    return np.array(shares) @ powers, np.array(shares) @ np.abs(powers)


def from_roots(roots, sign):
    powers = np.polynomial.polynomial.polyfromroots(roots) * sign
    return bernstein(powers)


def first_of(*pairs):
    coefficients, sizes = zip(*pairs, strict=True)
    return first_negative(np.array(coefficients).T, np.array(sizes).T)


def expected(roots, sign):
    """Return the lower end of the first stretch between roots where the product is negative."""
    for low, high in pairwise([0.0, *sorted(r for r in roots if 0 < r < 1), 1.0]):
        if sign * np.prod(0.5 * (low + high) - np.array(roots)) < 0:
            return low
    return np.nan


@pytest.mark.parametrize("degree", [1, 2, 3, 4])
def test_simple_roots(degree):
    rng = np.random.default_rng(degree)
    cases = [(rng.uniform(-0.5, 1.5, degree), s) for s in (1.0, -1.0) for _ in range(300)]
    cases = [c for c in cases if degree == 1 or np.diff(np.sort(c[0])).min() > 1e-3]
    found = first_of(*(from_roots(*c) for c in cases))
    wanted = [expected(*c) for c in cases]
    np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-9)
    assert np.isnan(wanted).sum() >= 10
    assert (np.array(wanted) == 0).sum() > 20


def test_a_touch_is_passed_over():
    """(s - r)^2 times what turns negative later, or never; doubles are exact in binary."""
    found = first_of(
        from_roots([0.5, 0.5, 0.75, 2.0], 1.0),
        from_roots([0.25, 0.25, 0.625, 2.0], 1.0),
        from_roots([0.5, 0.5, 3.0, 2.0], 1.0),
        from_roots([0.25, 0.25, 0.75, 0.75], 1.0),
        from_roots([0.25, 0.25, 0.75, 0.75], -1.0),
    )
    np.testing.assert_allclose(found, [0.75, 0.625, np.nan, np.nan, 0.0], rtol=0, atol=1e-7)


def test_triple_roots_and_roots_at_the_ends():
    found = first_of(
        from_roots([0.25, 0.25, 0.25, 2.0], 1.0),  # + before, - after
        from_roots([0.0, 0.5, 2.0, 2.0], -1.0),  # + up to a half
        from_roots([0.0, 0.5, 2.0, 2.0], 1.0),  # - at once
        from_roots([1.0, 2.0, 2.0, 2.0], 1.0),  # + all the way to its end
    )
    np.testing.assert_allclose(found, [0.25, 0.5, 0.0, np.nan], rtol=0, atol=1e-5)


def test_a_root_near_0_of_nearly_a_power():
    """Newton's method alone comes nearer by a quarter a step."""
    roots = 10.0 ** -np.arange(1, 12)
    found = first_of(*(from_roots([r, -r, -r, -2 * r], -1.0) for r in roots))
    np.testing.assert_allclose(found, roots, rtol=1e-9)


def test_what_is_rounding_of_its_terms_is_not_negative():
    coefficients = np.array([[1.0, 1.0], [-1e-15, -1e-15]])
    found = first_negative(coefficients, np.array([[1.0, 1.0], [1.0, 1e-15]]))
    assert np.isnan(found[0])
    assert found[1] == pytest.approx(1 / (1 + 1e-15), abs=1e-15)


def test_steps_are_polynomials_of_degree_0():
    found = first_negative(np.array([[1.0, -1.0, 0.0]]), np.ones((1, 3)))
    np.testing.assert_array_equal(found, [np.nan, 0.0, np.nan])
