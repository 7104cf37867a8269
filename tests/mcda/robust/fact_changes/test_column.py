"""The forms of a column on each stretch against the column with its cell changed."""

from math import comb

import numpy as np
import pytest

from mcda import make_method
from mcda.robust.fact_changes.leads import column_of, polar
from mcda.robust.fact_changes.losses import pieces

BENEFIT = (True, False, True)
KINDS = ("vector", "minmax", "max", "linear", "sum", "range", "none")
METHODS = [
    *(("topsis", {"normalisation": kind}) for kind in KINDS),
    *(("weighted_sum", {"normalisation": kind}) for kind in KINDS),
    ("weighted_product", {}),
    ("aras", {}),
    ("pymcdm_ocra", {}),
]


def at(coefficients, s):
    """Return the value of each polynomial at its own place."""
    d = len(coefficients) - 1
    return sum(c * comb(d, r) * s**r * (1 - s) ** (d - r) for r, c in enumerate(coefficients))


def drawn(method, make_matrix, rng):
    values = rng.uniform(1, 9, (int(rng.integers(2, 6)), 3))
    values[:, 2] = np.ceil(values[:, 2] / 4)
    matrix = make_matrix(values, BENEFIT, [(0.2, 12.0)] * 3)
    low, high = np.full_like(values, 0.3), np.full_like(values, 11.0)
    parts = pieces(values, np.arange(3), low, high)
    return matrix, parts, column_of(matrix, values, method.column_law(), parts)


def scale_of(u, kind):
    match kind:
        case "one":
            return 1.0
        case "spread":
            return u.max() - u.min()
        case "total_and_largest":
            return u.sum() + u.max()
        case "length":
            return np.sqrt(u @ u)
    return {"largest": u.max(), "smallest": u.min(), "total": u.sum()}[kind]


def entries(law, inverted, values):
    """Return ``u`` in the criterion's own unit."""
    if law.variable == "logarithm":
        return np.log(values)
    return 1.0 / values if inverted else values


@pytest.mark.parametrize(("name", "parameters"), METHODS)
def test_forms_are_the_changed_column(name, parameters, make_matrix):
    rng, method = np.random.default_rng(8), make_method(name, parameters)
    law = method.column_law()
    for _ in range(10):
        matrix, parts, column = drawn(method, make_matrix, rng)
        s = rng.uniform(0.02, 0.98, len(parts.row))
        every = np.arange(len(s))
        x = column.values(every, s)
        assert (np.sort(parts.ends, axis=0)[0] <= x).all()
        assert (np.sort(parts.ends, axis=0)[1] >= x).all()
        np.testing.assert_allclose(
            column.values(every, np.zeros_like(s)), parts.ends[0], rtol=1e-14
        )
        h = at(column.h[0], s), at(column.h[1], s)
        sums = law.scale == "length" and law.power is None
        scale = at(column.scale, s) if sums else np.sqrt(at(column.squared_scale, s))
        scale /= h[0]
        for k, (i, j) in enumerate(zip(parts.row, parts.column, strict=True)):
            changed = matrix.values[:, j].copy()
            changed[i] = x[k]
            inverted = law.inverted(matrix)[j]
            # Entries are of values divided by a size, which the logarithm does without.
            size = column.size[j] if not inverted else 1 / column.size[j]
            u = entries(law, inverted, changed) / size
            assert h[1][k] / h[0][k] == pytest.approx(u[i], rel=1e-12, abs=1e-12)
            assert scale[k] == pytest.approx(scale_of(u, law.scale), rel=1e-11)
            if law.fixed != "clipped" and not sums:
                assert at(column.top[:, k], s[k]) / h[0][k] == pytest.approx(u.max(), rel=1e-12)
                assert at(column.bottom[:, k], s[k]) / h[0][k] == pytest.approx(u.min(), rel=1e-12)


@pytest.mark.parametrize("kind", KINDS)
def test_gaps_and_distances(kind, make_matrix):
    rng, method = np.random.default_rng(9), make_method("topsis", {"normalisation": kind})
    for _ in range(10):
        matrix, parts, column = drawn(method, make_matrix, rng)
        s, first = rng.uniform(0, 1, len(parts.row)), int(rng.integers(len(matrix.values)))
        h0 = at(column.h[0], s)
        entry = np.array(column.u)[:, parts.column]
        entry[parts.row, np.arange(len(s))] = at(column.h[1], s) / h0
        size = column.size[parts.column]
        ends = (
            (12.0 / size, 0.2 / size) if kind == "range" else (entry.max(axis=0), entry.min(axis=0))
        )
        best, worst = np.where(column.sign[parts.column] > 0, ends, ends[::-1])
        to_best, to_worst = column.distances(first)
        np.testing.assert_allclose(at(to_best, s) / h0, best - entry[first], atol=1e-12)
        np.testing.assert_allclose(at(to_worst, s) / h0, entry[first] - worst, atol=1e-12)
        part = np.flatnonzero(parts.row != first)
        gap, gap_size = column.gap(first, parts.row[part], part)
        wanted = (entry[first] - entry[parts.row, np.arange(len(s))])[part]
        np.testing.assert_allclose(at(gap, s[part]) / h0[part], wanted, atol=1e-12)
        assert (gap_size >= np.abs(gap)).all()


def test_product_of_two_linear_forms():
    rng = np.random.default_rng(10)
    one, other, s = rng.normal(size=(2, 5)), rng.normal(size=(2, 5)), rng.uniform(0, 1, 5)
    np.testing.assert_allclose(at(polar(one, other), s), at(one, s) * at(other, s), atol=1e-12)
