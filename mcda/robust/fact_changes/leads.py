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
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import comb

import numpy as np

from mcda.cells import FloatArray
from mcda.kernel import RatioForm, ratio_form
from mcda.method import Prepared
from mcda.robust.fact_changes.column import Column, Rows, polar

_NOISE = 1e-14  # of what a difference was summed from: less is rounding


@dataclass(frozen=True, slots=True, eq=False)
class Leads:
    """Polynomials of ``f`` pairs that may change places.

    Parameters
    ----------
    coefficients, size
        Bernstein, and the sum of the absolute terms of each, ``(d + 1, f)``.
    rival
        Place in the list of rivals, ``(f,)``.
    part
        Number of the stretch, ``(f,)``.
    """

    coefficients: FloatArray
    size: FloatArray
    rival: Rows
    part: Rows


@dataclass(frozen=True, slots=True, eq=False)
class _Terms:
    """What leads are made of: ``sum_t factor_t shared_t``, and the part with ``g``.

    Parameters
    ----------
    factors, sizes
        Without ``g``, by column, ``(n, r, t)``; and the sums of their absolute terms.
    shared
        Polynomials, ``(t, d + 1, k)``.
    linear, square
        What ``g`` and ``g^2`` are multiplied by; the latter None in weighted sums.
    """

    factors: FloatArray
    sizes: FloatArray
    shared: FloatArray
    linear: FloatArray
    square: FloatArray | None


def leads(form: Prepared, weights: FloatArray, column: Column, first: int, rivals: Rows) -> Leads:
    """Return the leads that are negative somewhere.

    Parameters
    ----------
    form
        Of a method whose order is a weighted sum, or Euclidean distances.
    weights
        Shape ``(n,)``.
    column
        Forms of the column of each stretch, ordered by column.
    first, rivals
        Rows of the winner and of the others.
    """
    ratio = ratio_form(form)
    if form.worth is not None:
        terms = _of_sums(form.worth, weights, column, first, rivals)
    elif ratio is not None and ratio.power == 2:
        terms = _of_ratios(ratio, weights, column, first, rivals)
    else:
        msg = "no closed form"
        raise TypeError(msg)
    found = [*_of_others(terms, column, first, rivals), _of_own(terms, column, first, rivals)]
    return Leads(
        coefficients=np.concatenate([part.coefficients for part in found], axis=1),
        size=np.concatenate([part.size for part in found], axis=1),
        rival=np.concatenate([part.rival for part in found]),
        part=np.concatenate([part.part for part in found]),
    )


def _of_sums(
    worth: FloatArray, weights: FloatArray, column: Column, first: int, rivals: Rows
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
    form: RatioForm, weights: FloatArray, column: Column, first: int, rivals: Rows
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


def _of_others(terms: _Terms, column: Column, first: int, rivals: Rows) -> Iterator[Leads]:
    """Yield the leads that rest on the cell of a third alternative, column by column."""
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
        found = (factors @ here.reshape(t, -1)).reshape(len(rivals), b, -1)
        rival, place = np.nonzero((found.min(axis=1) < 0) & strangers[:, part])
        size = np.einsum("ft,tbf->bf", sizes[rival], np.abs(here[:, :, place]))
        yield Leads(found[rival, :, place].T, size, rival, place + part.start)


def _of_own(terms: _Terms, column: Column, first: int, rivals: Rows) -> Leads:
    """Return the leads that rest on a cell of the winner or of the rival itself."""
    rival, part = np.nonzero((column.row == first) | (column.row == rivals[:, None]))
    j = column.column[part]
    g, g_size = column.gap(first, rivals[rival], part)
    factors, sizes = terms.factors[j, rival].T, terms.sizes[j, rival].T
    shared, linear = terms.shared[:, :, part], terms.linear[:, part]
    found = (factors[:, None] * shared).sum(axis=0) + times(g, linear)
    size = (sizes[:, None] * np.abs(shared)).sum(axis=0) + times(g_size, np.abs(linear))
    if terms.square is not None:
        square = times(polar(g, g), terms.square[:, part])
        found += square
        size += np.abs(square)
    kept = found.min(axis=0) < 0
    return Leads(found[:, kept], size[:, kept], rival[kept], part[kept])


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
    """Return sums, 0 where they have cancelled to rounding."""
    return np.where(np.abs(total) <= _NOISE * size, 0.0, total)


def _others(weights: FloatArray) -> FloatArray:
    """Return row j: the weights without j, ``(n, n)``."""
    return np.where(np.eye(len(weights), dtype=bool), 0.0, weights)
