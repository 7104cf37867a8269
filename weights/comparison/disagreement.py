"""The reason why two weightings have different winners."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.errors import Note
from mcda.kernel import LinearForm, closeness_form, linear_form
from mcda.method import Matrix, Prepared
from mcda.plain import Size
from mcda.texts import Label
from mcda.texts.phrases import listed
from weights.comparison.attribution import (
    DifferenceAttribution,
    Effort,
    attribute,
    effort,
    in_tiles,
    players,
)

Rows = tuple[int, ...]
_MOSTLY = 0.5
"""Of the largest share: what a sentence names beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Two weightings without a common winner, and which criteria's weights explain it."""

    between: tuple[str, str]
    """Names of the first and the second weighting."""
    winners: tuple[tuple[str, ...], tuple[str, ...]]
    """Ids of all that are first under the first, and under the second."""
    difference: Size
    """How far the first's winner leads the second's under the first weighting, less the same under
    the second; above 0, in the unit of the score (of its logarithm for methods whose contributions
    sum to that)."""
    shares: Mapping[str, float]
    """Part of that difference by criterion; they sum to 1. Above 0 the criterion's change of weight
    speaks for the change of winner, below 0 against it."""
    standard_errors: Mapping[str, float] | None
    """Of the shares; None where exact."""
    exact: bool
    """All coalitions of criteria were counted."""
    told: ClassVar = ("sentence",)

    @property
    def sentence(self) -> Note:
        """The criteria that explain most, in words."""
        greatest = max(self.shares.values())
        most = [key for key, share in self.shares.items() if share >= _MOSTLY * greatest]
        most.sort(key=lambda key: -self.shares[key])
        fields = {
            "one": self.between[0],
            "other": self.between[1],
            "criteria": listed([Label(key) for key in most]),
        }
        return Note("disagreement_cause", (), fields)


def disagreements(
    form: Prepared,
    matrix: Matrix,
    weights: Mapping[str, FloatArray],
    ranks: npt.NDArray[np.int64],
    rng: np.random.Generator,
) -> tuple[Disagreement, ...]:
    """Return a disagreement for every two weightings that have no winner in common.

    With a the winner under the first weights and b that under the second, the lead
    :math:`D(w) = S_a(w) - S_b(w)` (larger scores better) falls from the first weights to the
    second. The fall is attributed as `attribution` says. Where several share a first
    place, S is the mean of their scores.

    Coalitions mix weights of both, so that their sum need not be 1. No score here depends on this
    sum, except scores linear in the weights, which are proportional to it. TOPSIS compares two
    distances that both grow with it; VIKOR divides by the span of its sums and maxima over the
    alternatives. If all weights of a coalition are 0, D is 0. For scores linear in the weights
    (`LinearForm`, in its logarithmic variant the logarithm of the score) the part of a criterion is
    the change of its weight times the lead in its column, whatever the coalition. ARAS and MARCOS
    divide such sums by one that the weights change too, so that a part depends on the coalition as
    for TOPSIS.

    Shapes: `weights` ``(n,)``; `ranks` ``(s, m)``.
    """
    names, values = list(weights), np.array(list(weights.values()))
    ids, (m, n) = matrix.alternatives, matrix.values.shape
    first = [tuple(np.flatnonzero(row == 1).tolist()) for row in ranks]
    groups: dict[tuple[Rows, Rows], list[tuple[int, int]]] = {}
    for i, k in combinations(range(len(first)), 2):
        if not set(first[i]) & set(first[k]):
            groups.setdefault((first[i], first[k]), []).append((i, k))
    ends = [pair for pairs in groups.values() for pair in pairs]
    moved = players(values[[i for i, _ in ends]], values[[k for _, k in ends]])
    allowed = effort(moved, m * n if closeness_form(form) is None else 2 * n, rng)
    by_pair: dict[tuple[int, int], Disagreement] = {}
    for winners, pairs in groups.items():
        change = values[[i for i, _ in pairs]], values[[k for _, k in pairs]]
        attribution = _attributed(form, m, winners, change, allowed)
        first_winners, second_winners = (tuple(ids[row] for row in rows) for rows in winners)
        for row, (i, k) in enumerate(pairs):
            total, exact = float(attribution.parts[row].sum()), bool(attribution.exact[row])
            shares, errors = (
                dict(zip(matrix.criteria, (table[row] / total).tolist(), strict=True))
                for table in (attribution.parts, attribution.errors)
            )
            by_pair[i, k] = Disagreement(
                between=(names[i], names[k]),
                winners=(first_winners, second_winners),
                difference=total,
                shares=shares,
                standard_errors=None if exact else errors,
                exact=exact,
            )
    return tuple(by_pair[pair] for pair in sorted(by_pair))


def _attributed(
    form: Prepared,
    m: int,
    winners: tuple[Rows, Rows],
    change: tuple[FloatArray, FloatArray],
    allowed: Effort,
) -> DifferenceAttribution:
    (a, b), (before, after) = winners, change
    sums = linear_form(form)
    if sums is not None and type(sums).scores is LinearForm.scores:
        lead = sums.worth[list(a)].mean(axis=0) - sums.worth[list(b)].mean(axis=0)
        parts = (before - after) * lead + 0.0  # no negative zero
        return DifferenceAttribution(parts, np.zeros(parts.shape), np.ones(len(parts), dtype=bool))
    firsts, others = list(a), list(b)
    ratio = closeness_form(form)
    if ratio is not None:  # ideal and anti-ideal stay, so the other rows are not needed
        form, m = replace(ratio, oriented=ratio.oriented[firsts + others]), len(firsts + others)
        firsts, others = list(range(len(firsts))), list(range(len(firsts), m))
    sign = -1.0 if form.lower_is_better else 1.0

    def value(weights: FloatArray) -> FloatArray:
        scores = form.scores(weights)
        return np.asarray(sign * (scores[:, firsts].mean(axis=1) - scores[:, others].mean(axis=1)))

    return attribute(partial(in_tiles, m, value), before, after, allowed)
