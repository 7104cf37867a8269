r"""The lead of the winner over each rival as one cell moves: polynomials, stretch by stretch.

Only column ``j`` depends on the cell. With :math:`g = u_a - u_k` the winner ``a`` leads ``k``

- by :math:`A + w_j g/N` where the order is a weighted sum: times ``N`` it is linear in the cell,
  and quadratic in the half angle where ``N`` is a length;
- where closeness is Euclidean by the sign of :math:`Q_a P_k - Q_k P_a = \Delta Q\, P_a -
  Q_a\, \Delta P`. Times ``N^4``, with :math:`e^+, e^-` the distances of ``u_a`` to the best and the
  worst entry, that is :math:`\Delta Q_0 N^2 P - \Delta P_0 N^2 Q + w_j^2 (g M + g^2 V)` with
  :math:`M = 2 (e^- P + e^+ Q)` and :math:`V = Q - P`: a polynomial of degree 4.

A and the zero-marked differences are sums over the other columns. Each is a difference of two
rows before anything is multiplied, so that near-duplicates keep their digits. Unless the cell is
one of the pair's, ``g`` is constant and all rivals share the polynomials that they combine.

Columns are described while one of their cells moves: entries, extremes and scale on each stretch.

Everything is kept in homogeneous coordinates :math:`(h_0, h_1)` with :math:`u = h_1 / h_0`:
``(1, x)``, or ``(x, 1)`` where ``u`` is ``1 / x``, or ``(1, \ln x)`` where it is the logarithm.
They are linear along the stretch and given by their values at its two ends. For a weighted sum
with the scale :math:`N = \sqrt{R + x^2}` the stretch is measured by
:math:`t = x / (\sqrt R + N)` instead, where ``(1/N, x/N, 1)`` is
:math:`((1 - t^2)/\sqrt R, 2 t, 1 + t^2)` but for a factor: three coefficients each.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import comb

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.column_law import ColumnLaw
from mcda.kernel import RatioForm, closeness_form
from mcda.method import Matrix, Prepared
from mcda.robust.fact_changes.losses import Pieces, others_extremes

Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class ColumnStretches:
    """The column of each of ``k`` stretches, ``b`` Bernstein coefficients a form."""

    law: ColumnLaw
    """How the method reads it."""
    row: Rows
    """Which cell moves, ``(k,)``."""
    column: Rows
    """Which cell moves, ``(k,)``."""
    u: FloatArray
    """Entries, ``(m, n)``, of values divided by `size`; at most 1 but for logarithms."""
    size: FloatArray
    """Of each column, ``(n,)``: what values are divided by; what the method makes of an entry of 1;
    -1 where larger entries are worse."""
    unit: FloatArray
    """Of each column, ``(n,)``: what values are divided by; what the method makes of an entry of 1;
    -1 where larger entries are worse."""
    sign: FloatArray
    """Of each column, ``(n,)``: what values are divided by; what the method makes of an entry of 1;
    -1 where larger entries are worse."""
    along: FloatArray
    """Coordinate of the two ends of each stretch, ``(2, k)``."""
    h: FloatArray
    """Homogeneous coordinates, ``(2, b, k)``."""
    top: FloatArray
    """Largest and smallest entry at the two ends, ``(2, k)``."""
    bottom: FloatArray
    """Largest and smallest entry at the two ends, ``(2, k)``."""
    scale: FloatArray
    """``N``, ``(b, k)``; 0 where it is a length and enters by its square."""
    squares: FloatArray
    """Sum of the squared entries of the other rows, ``(k,)``."""

    def values(self, part: Rows, at: FloatArray) -> FloatArray:
        """Return the values at shares 0..1 of some stretches, in the criterion's unit, ``(f,)``."""
        near, far = self.along[:, part]
        z = near + at * (far - near)
        if self.law.variable == "logarithm":
            return np.exp(z)
        if self.law.scale == "length" and self.law.power is None:
            # At +-1 the other rows are 0, and all that can happen is a jump at 0.
            cosine = (1.0 - z) * (1.0 + z)
            slope = np.where(cosine > 0, 2.0 * z / np.where(cosine > 0, cosine, 1.0), 0.0)
            z = np.sqrt(self.squares[part]) * slope
        return z * self.size[self.column[part]]

    @property
    def squared_scale(self) -> FloatArray:
        """Coefficients of ``N^2``, ``(3, k)``."""
        if self.scale.any():
            return polar(self.scale, self.scale)
        return self.squares * polar(self.h[0], self.h[0]) + polar(self.h[1], self.h[1])

    def gap(self, first: int, rival: Rows, part: Rows) -> tuple[FloatArray, FloatArray]:
        """Return the entry of one row less that of another on each of some stretches, ``(b, f)``.

        The moving cell is one of the two. The second array is the size of the terms of the
        difference.
        """
        h, j = self.h[:, :, part], self.column[part]
        own = self.row[part] == first
        still = np.where(own, self.u[rival, j], self.u[first, j]) * h[0]
        gap = np.where(own, h[1] - still, still - h[1])
        return gap, np.abs(still) + np.abs(h[1])

    def distances(self, row: int) -> tuple[FloatArray, FloatArray]:
        """Return how far one row is from the best and the worst entry, ``(2, k)`` each, signed."""
        entry = np.where(self.row == row, self.h[1], self.u[row, self.column] * self.h[0])
        better = self.sign[self.column] > 0
        best = np.where(better, self.top, self.bottom)
        return best - entry, entry - np.where(better, self.bottom, self.top)


def polar(one: FloatArray, other: FloatArray) -> FloatArray:
    """Return the Bernstein coefficients ``(3, ...)`` of a product of linear forms ``(2, ...)``."""
    return np.stack(
        [one[0] * other[0], 0.5 * (one[0] * other[1] + one[1] * other[0]), one[1] * other[1]]
    )


def column_of(matrix: Matrix, values: FloatArray, law: ColumnLaw, parts: Pieces) -> ColumnStretches:
    """Return the forms of the column of each stretch."""
    inverted = law.inverted(matrix)
    j, i = parts.column, parts.row
    u, size = _entries(values, law, inverted, parts)
    z = np.log(parts.ends) if law.variable == "logarithm" else parts.ends / size[j]
    flip, constant = inverted[j], np.ones_like(z)
    # At most 1 both of them where nothing is a logarithm, so that no product overflows.
    longest = np.where(flip, np.maximum(z.max(axis=0), 1.0), 1.0)
    h = np.stack([np.where(flip, z, constant), np.where(flip, constant, z)]) / longest
    if law.fixed == "clipped":
        ends = matrix.ranges / size[:, None]
        top, bottom = ends[j, 1] * h[0], ends[j, 0] * h[0]
    else:
        least, most = (ends[i, j] for ends in others_extremes(u))
        middle = (h[1, 0] + h[1, 1]) / (h[0, 0] + h[0, 1])
        top = np.where(middle > most, h[1], most * h[0])
        bottom = np.where(middle < least, h[1], least * h[0])
    squares = _of_others(u * u)[i, j]
    scale = _scale(law, h, (top, bottom), _of_others(u)[i, j])
    if law.scale == "length" and law.power is None:
        z, h, scale = _by_half_angle(z, squares)
    unit = (size if law.scale == "one" else np.ones_like(size)) / law.unit(matrix)
    return ColumnStretches(
        law=law,
        row=i,
        column=j,
        u=u,
        size=size,
        unit=unit,
        sign=law.sign(matrix),
        along=z,
        h=h,
        top=top,
        bottom=bottom,
        scale=scale,
        squares=squares,
    )


def _entries(
    values: FloatArray, law: ColumnLaw, inverted: npt.NDArray[np.bool_], parts: Pieces
) -> tuple[FloatArray, FloatArray]:
    if law.variable == "logarithm":
        return np.log(np.where(values > 0, values, 1.0)), np.ones(values.shape[1])
    size = np.abs(values).max(axis=0)
    np.maximum.at(size, parts.column, np.abs(parts.ends).max(axis=0))
    size = np.where(inverted, values.min(axis=0), size)
    size = np.where(size > 0, size, 1.0)
    scaled = values / size
    flip = inverted & (values != 0)
    return np.where(flip, 1.0 / np.where(flip, scaled, 1.0), scaled), size


def _scale(
    law: ColumnLaw, h: FloatArray, extremes: tuple[FloatArray, FloatArray], others: FloatArray
) -> FloatArray:
    """Return ``N`` at both ends; 0 for a length, which is no linear form."""
    top, bottom = extremes
    match law.scale:
        case "spread":
            return top - bottom
        case "largest":
            return top
        case "smallest":
            return bottom
        case "total":
            return others * h[0] + h[1]
        case "total_and_largest":
            return others * h[0] + h[1] + top
        case "length":
            return np.zeros_like(h[0])
    return h[0]


def _of_others(table: FloatArray) -> FloatArray:
    """Return the sum of the other rows for each row, ``(m, n)``."""
    return ~np.eye(len(table), dtype=bool) @ table


def _by_half_angle(x: FloatArray, squares: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the coordinate ``t`` and the forms ``(h_0, h_1)`` and ``N`` in it."""
    root = np.sqrt(squares)
    total = root + np.hypot(root, x)
    # Where the other rows are 0 the entry is its sign on the whole stretch.
    t = np.where(total > 0, x / np.where(total > 0, total, 1.0), np.sign(x.sum(axis=0)))
    constant = np.ones_like(t)
    square, double = polar(t, t), 2.0 * polar(t, constant)
    level = np.where(root > 0, 1.0 / np.where(root > 0, root, 1.0), 0.0)
    return t, np.stack([(1.0 - square) * level, double]), 1.0 + square


_NOISE = 1e-14  # of what a difference was summed from: less is rounding


@dataclass(frozen=True, slots=True, eq=False)
class Leads:
    """Polynomials of ``f`` pairs that may change places."""

    coefficients: FloatArray
    """Bernstein, and the sum of the absolute terms of each, ``(d + 1, f)``."""
    size: FloatArray
    """Bernstein, and the sum of the absolute terms of each, ``(d + 1, f)``."""
    rival: Rows
    """Place in the list of rivals, ``(f,)``."""
    part: Rows
    """Number of the stretch, ``(f,)``."""


@dataclass(frozen=True, slots=True, eq=False)
class _Terms:
    """Terms of the leads: ``sum_t factor_t shared_t``, and the part with ``g``."""

    factors: FloatArray
    """Without ``g``, by column, ``(n, r, t)``; and the sums of their absolute terms."""
    sizes: FloatArray
    """Without ``g``, by column, ``(n, r, t)``; and the sums of their absolute terms."""
    shared: FloatArray
    """Polynomials, ``(t, d + 1, k)``."""
    linear: FloatArray
    """What ``g`` and ``g^2`` are multiplied by; the latter None in weighted sums."""
    square: FloatArray | None
    """What ``g`` and ``g^2`` are multiplied by; the latter None in weighted sums."""


def leads(
    form: Prepared, weights: FloatArray, column: ColumnStretches, first: int, rivals: Rows
) -> Leads:
    """Return the leads that are negative somewhere.

    Shapes: `weights` ``(n,)``.
    """
    ratio = closeness_form(form)
    if form.worth is not None:
        terms = _of_sums(form.worth, weights, column, first, rivals)
    elif ratio is not None and ratio.power == 2:
        terms = _of_ratios(ratio, ratio.factors(weights), column, first, rivals)
    else:
        msg = "no closed form"
        raise TypeError(msg)
    parts = [*_leads_of_others(terms, column, first, rivals), _of_own(terms, column, first, rivals)]
    return Leads(
        coefficients=np.concatenate([part.coefficients for part in parts], axis=1),
        size=np.concatenate([part.size for part in parts], axis=1),
        rival=np.concatenate([part.rival for part in parts]),
        part=np.concatenate([part.part for part in parts]),
    )


def _of_sums(
    worth: FloatArray, weights: FloatArray, column: ColumnStretches, first: int, rivals: Rows
) -> _Terms:
    step, others = worth[first] - worth[rivals], _others(weights)
    size = np.abs(step) @ others.T
    own = (weights * column.unit * column.sign)[column.column]
    return _Terms(
        factors=_cleaned(step @ others.T, size).T[..., None],
        sizes=size.T[..., None],
        shared=column.scale[None],
        linear=np.broadcast_to(own, (1, len(own))),
        square=None,
    )


def _of_ratios(
    form: RatioForm, weights: FloatArray, column: ColumnStretches, first: int, rivals: Rows
) -> _Terms:
    j = column.column
    largest = (weights * column.unit).max()
    others = _others(weights / largest) ** 2
    own = (weights * column.unit / largest)[j] ** 2
    r = form.oriented
    step, both = r[first] - r[rivals], r[first] + r[rivals]
    tables = np.stack([step * (both - 2 * form.worst), -step * (both - 2 * form.best)])
    size = np.abs(tables) @ others.T
    squared = column.squared_scale
    to_best, to_worst = column.distances(first)
    P = (form.P[first] @ others.T)[j] * squared + own * polar(to_best, to_best)
    Q = (form.Q[first] @ others.T)[j] * squared + own * polar(to_worst, to_worst)
    return _Terms(
        factors=_cleaned(tables @ others.T, size).transpose(2, 1, 0),
        sizes=size.transpose(2, 1, 0),
        shared=np.stack([times(squared, P), times(squared, Q)]),
        linear=2.0 * own * (times(to_worst, P) + times(to_best, Q)),
        square=own * (Q - P),
    )


def _leads_of_others(
    terms: _Terms, column: ColumnStretches, first: int, rivals: Rows
) -> Iterator[Leads]:
    """Yield the leads that depend on the cell of a third alternative, column by column."""
    h = column.h[0]
    moving = [times(h, terms.linear)]
    if terms.square is not None:
        moving.append(times(polar(h, h), terms.square))
    shared = np.concatenate([terms.shared, moving])
    t, b, _ = shared.shape
    bounds = np.searchsorted(column.column, np.arange(column.u.shape[1] + 1))
    strangers = (column.row != first) & (column.row != rivals[:, None])
    for j in range(column.u.shape[1]):
        part = slice(bounds[j], bounds[j + 1])
        if part.start == part.stop:
            continue
        g = (column.u[first, j] - column.u[rivals, j])[:, None]
        powers = np.concatenate([g, g * g], axis=1)[:, : t - terms.shared.shape[0]]
        factors = np.concatenate([terms.factors[j], powers], axis=1)
        sizes = np.concatenate([terms.sizes[j], np.abs(powers)], axis=1)
        here = shared[:, :, part]
        coefficients = (factors @ here.reshape(t, -1)).reshape(len(rivals), b, -1)
        rival, place = np.nonzero((coefficients.min(axis=1) < 0) & strangers[:, part])
        size = np.einsum("ft,tbf->bf", sizes[rival], np.abs(here[:, :, place]))
        yield Leads(coefficients[rival, :, place].T, size, rival, place + part.start)


def _of_own(terms: _Terms, column: ColumnStretches, first: int, rivals: Rows) -> Leads:
    """Return the leads that depend on a cell of the winner or of the rival itself."""
    rival, part = np.nonzero((column.row == first) | (column.row == rivals[:, None]))
    j = column.column[part]
    g, g_size = column.gap(first, rivals[rival], part)
    factors, sizes = terms.factors[j, rival].T, terms.sizes[j, rival].T
    shared, linear = terms.shared[:, :, part], terms.linear[:, part]
    coefficients = (factors[:, None] * shared).sum(axis=0) + times(g, linear)
    size = (sizes[:, None] * np.abs(shared)).sum(axis=0) + times(g_size, np.abs(linear))
    if terms.square is not None:
        square = times(polar(g, g), terms.square[:, part])
        coefficients += square
        size += np.abs(square)
    negative = coefficients.min(axis=0) < 0
    return Leads(coefficients[:, negative], size[:, negative], rival[negative], part[negative])


def times(one: FloatArray, other: FloatArray) -> FloatArray:
    """Return the Bernstein coefficients of a product, ``(p + q + 1, ...)``."""
    p, q = len(one) - 1, len(other) - 1
    result = np.zeros((p + q + 1, *np.broadcast_shapes(one.shape[1:], other.shape[1:])))
    for i, j, share in _shares(p, q):
        result[i + j] += share * one[i] * other[j]
    return result


@cache
def _shares(p: int, q: int) -> tuple[tuple[int, int, float], ...]:
    pairs = ((i, j) for i in range(p + 1) for j in range(q + 1))
    return tuple((i, j, comb(p, i) * comb(q, j) / comb(p + q, i + j)) for i, j in pairs)


def _cleaned(total: FloatArray, size: FloatArray) -> FloatArray:
    """Return sums, with 0 for sums that have cancelled to rounding errors."""
    return np.where(np.abs(total) <= _NOISE * size, 0.0, total)


def _others(weights: FloatArray) -> FloatArray:
    """Return row j: the weights without j, ``(n, n)``."""
    return np.where(np.eye(len(weights), dtype=bool), 0.0, weights)


_NOISE = 1e-14  # of what a coefficient was summed from: less than this is rounding
_HALVINGS = 40
_STEPS = 100
_CLOSE = 1e-14


def first_negative(coefficients: FloatArray, size: FloatArray) -> FloatArray:
    r"""Return the first point from 0 upwards at which each polynomial turns negative.

    In 0..1; NaN where a polynomial is nowhere negative. A root at which it is negative on neither
    side is passed over. `size` is the sum of the absolute terms of each coefficient; 1e-14 of it is
    rounding. Shapes: `coefficients` ``(d + 1, k)``; returned ``(k,)``.

    A polynomial of degree d on 0..1 is given by its Bernstein coefficients,
    :math:`p(s) = \sum_r c_r \binom{d}{r} s^r (1-s)^{d-r}`. It has no root where the coefficients
    do not change sign and exactly one where they change it once (Descartes' rule); halving the
    interval comes to one of the two unless a root is double, and a double root is a touch.

    References
    ----------
    Lane, J. M. & Riesenfeld, R. F. (1981). Bounds on a polynomial. BIT 21(1), 112-117.
    doi:10.1007/BF01934076
    """
    roots = np.full(coefficients.shape[1], np.nan)
    which = np.arange(coefficients.shape[1])
    start, width = np.zeros(len(which)), 1.0
    single = []
    for _ in range(_HALVINGS):
        coefficients = np.where(np.abs(coefficients) <= _NOISE * size, 0.0, coefficients)
        negative = np.flatnonzero((coefficients < 0).any(axis=0))
        if not len(negative):
            break
        coefficients, size = coefficients[:, negative], size[:, negative]
        which, start = which[negative], start[negative]
        leading, changes = _signs(coefficients)
        np.fmin.at(roots, which[leading < 0], start[leading < 0])
        once = (leading > 0) & (changes == 1)
        if once.any():
            widths = np.full(once.sum(), width)
            single.append((which[once], start[once], widths, coefficients[:, once]))
        more = np.flatnonzero((leading > 0) & (changes > 1))
        if not len(more):
            break
        width *= 0.5
        coefficients = np.concatenate(_halves(coefficients[:, more]), axis=1)
        size = np.concatenate(_halves(size[:, more]), axis=1)
        start = np.concatenate([start[more], start[more] + width])
        which = np.concatenate([which[more], which[more]])
    if single:
        rows, starts, widths, alone = (
            np.concatenate(column, axis=-1) for column in zip(*single, strict=True)
        )
        np.fmin.at(roots, rows, starts + widths * _only_root(alone))
    return roots


def _signs(coefficients: FloatArray) -> tuple[FloatArray, npt.NDArray[np.int64]]:
    """Return the first sign that is not 0, and how often the signs change, zeros left out."""
    leading = np.zeros(coefficients.shape[1])
    last = leading.copy()
    changes = np.zeros(coefficients.shape[1], dtype=np.int64)
    for row in np.sign(coefficients):
        changes += row * last < 0
        last = np.where(row == 0, last, row)
        leading = np.where(leading == 0, last, leading)
    return leading, changes


def _halves(coefficients: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the coefficients on both halves of the interval, by de Casteljau's scheme."""
    lower, upper = [coefficients[0]], [coefficients[-1]]
    while len(coefficients) > 1:
        coefficients = 0.5 * (coefficients[:-1] + coefficients[1:])
        lower.append(coefficients[0])
        upper.append(coefficients[-1])
    return np.array(lower), np.array(upper[::-1])


def _only_root(coefficients: FloatArray) -> FloatArray:
    """Return the one root of polynomials that go from positive to negative, ``(k,)``.

    Newton's method, kept within an interval that is halved where a step would leave it or is more
    than half of the last one: towards a root near 0 of nearly ``-s^4`` steps shrink by a quarter.
    """
    low, high = np.zeros(coefficients.shape[1]), np.ones(coefficients.shape[1])
    first, last = coefficients[0], coefficients[-1]
    open_ = (first > 0) & (last < 0)
    at = np.where(open_, first / np.where(open_, first - last, 1.0), 0.5)
    moved = np.full_like(at, np.inf)
    for _ in range(_STEPS):
        value, slope = _value_and_slope(coefficients, at)
        above = value > 0
        low, high = np.where(above, at, low), np.where(above, high, at)
        falling = slope < 0
        step = value / np.where(falling, slope, 1.0)
        following = at - step
        outside = (following < low) | (following > high) | (np.abs(step) > 0.5 * moved)
        following = np.where(~falling | outside, 0.5 * (low + high), following)
        following = np.where(moved <= _CLOSE * at, at, following)
        moved, at = np.abs(following - at), following
        if (moved <= _CLOSE * at).all():
            break
    return at


def _value_and_slope(coefficients: FloatArray, at: FloatArray) -> tuple[FloatArray, FloatArray]:
    degree = len(coefficients) - 1
    before = coefficients
    for _ in range(degree - 1):
        before = before[:-1] + at * (before[1:] - before[:-1])
    slope = before[1] - before[0]
    return before[0] + at * slope, degree * slope
