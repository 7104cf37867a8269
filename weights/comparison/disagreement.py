"""What explains that two weightings have different winners."""

from collections.abc import Mapping, Sequence
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
    Value,
    attribute,
    effort,
    players,
)
from weights.comparison.batches import in_tiles

Rows = tuple[int, ...]
_MOSTLY = 0.5
"""Of the largest share: what a sentence names beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Two weightings without a common winner, and which criteria's weights explain it.

    Parameters
    ----------
    between
        Names of the first and the second weighting.
    winners
        Ids of all that are first under the first, and under the second.
    difference
        How far the first's winner leads the second's under the first weighting, less the same
        under the second; above 0, in the unit of the score (of its logarithm for methods whose
        contributions sum to that).
    shares
        Part of that difference by criterion; they sum to 1. Above 0 the criterion's change of
        weight speaks for the change of winner, below 0 against it.
    standard_errors
        Of the shares; None where exact.
    exact
        All coalitions of criteria were counted.
    """

    between: tuple[str, str]
    winners: tuple[tuple[str, ...], tuple[str, ...]]
    difference: Size
    shares: Mapping[str, float]
    standard_errors: Mapping[str, float] | None
    exact: bool
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
    r"""Return one for every two weightings that have no winner in common.

    With a the winner under the first weights and b that under the second, the lead
    :math:`D(w) = S_a(w) - S_b(w)` (larger scores better) falls from the first weights to the
    second. The fall is attributed as `attribution` says. Where several share a first
    place, S is the mean of their scores.

    Coalitions mix weights of both and need not sum to 1. No score here depends on their sum, but
    those linear in the weights, which are proportional to it. TOPSIS compares two distances that
    both grow with it; VIKOR divides by the span of its sums and maxima over the alternatives. A
    coalition in which all weights are 0 tells nothing apart: there D is 0. For scores linear in
    the weights (`LinearForm`, in its logarithmic variant the logarithm of the score) the part of
    a criterion is the change of its weight times the lead in its column, whatever the coalition.
    ARAS and MARCOS divide such sums by one that the weights change too, so that a part depends on
    the coalition as it does for TOPSIS.

    Parameters
    ----------
    form, matrix
        The prepared method and the numbers it was prepared from.
    weights
        Values ``(n,)`` by name, of ``s`` weightings.
    ranks
        ``(s, m)``.
    rng
        Draws orders of criteria where too many weights differ, see `attribution.effort`.
    """
    names, values = list(weights), np.array(list(weights.values()))
    ids, (m, n) = matrix.alternatives, matrix.values.shape
    groups = _without_common_winner(ranks)
    ends = [pair for pairs in groups.values() for pair in pairs]
    moved = players(values[[i for i, _ in ends]], values[[k for _, k in ends]])
    allowed = effort(moved, m * n if closeness_form(form) is None else 2 * n, rng)
    found: dict[tuple[int, int], Disagreement] = {}
    for winners, pairs in groups.items():
        change = values[[i for i, _ in pairs]], values[[k for _, k in pairs]]
        parts = _attributed(form, m, winners, change, allowed)
        named = _named(winners[0], ids), _named(winners[1], ids)
        for row, (i, k) in enumerate(pairs):
            found[i, k] = _told((names[i], names[k]), named, parts, row, matrix.criteria)
    return tuple(found[pair] for pair in sorted(found))


def _without_common_winner(
    ranks: npt.NDArray[np.int64],
) -> dict[tuple[Rows, Rows], list[tuple[int, int]]]:
    """Return the pairs of weightings by the pair of their winners."""
    first = [tuple(np.flatnonzero(row == 1).tolist()) for row in ranks]
    groups: dict[tuple[Rows, Rows], list[tuple[int, int]]] = {}
    for i, k in combinations(range(len(first)), 2):
        if not set(first[i]) & set(first[k]):
            groups.setdefault((first[i], first[k]), []).append((i, k))
    return groups


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
    return attribute(_lead(form, m, a, b), before, after, allowed)


def _lead(form: Prepared, m: int, a: Rows, b: Rows) -> Value:
    one, other = list(a), list(b)
    ratio = closeness_form(form)
    if ratio is not None:  # ideal and anti-ideal stay, so the other rows are not needed
        form, m = replace(ratio, oriented=ratio.oriented[one + other]), len(one + other)
        one, other = list(range(len(one))), list(range(len(one), m))
    sign = -1.0 if form.lower_is_better else 1.0

    def value(weights: FloatArray) -> FloatArray:
        scores = form.scores(weights)
        return np.asarray(sign * (scores[:, one].mean(axis=1) - scores[:, other].mean(axis=1)))

    return partial(in_tiles, m, value)


def _named(rows: Rows, ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(ids[row] for row in rows)


def _told(
    between: tuple[str, str],
    winners: tuple[tuple[str, ...], tuple[str, ...]],
    found: DifferenceAttribution,
    row: int,
    criteria: Sequence[str],
) -> Disagreement:
    total, exact = float(found.parts[row].sum()), bool(found.exact[row])
    shares, errors = (table[row] / total for table in (found.parts, found.errors))
    return Disagreement(
        between=between,
        winners=winners,
        difference=total,
        shares=dict(zip(criteria, shares.tolist(), strict=True)),
        standard_errors=None if exact else dict(zip(criteria, errors.tolist(), strict=True)),
        exact=exact,
    )
