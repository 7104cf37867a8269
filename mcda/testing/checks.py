"""Laws of ranking methods, one function each; `laws_for` picks those that a method promises.

Every law takes a configured method and a `Case` and raises `AssertionError` where it is broken.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np

from mcda.cells import FloatArray
from mcda.method import Matrix, Method, competition_ranks
from mcda.prepare.unknowns import headline
from mcda.problem import Alternative, Criterion, Problem
from mcda.ranking import Ranking, rank
from mcda.testing.case import Case
from mcda.weight_vector import WeightVector

Law = Callable[[Method, Case], None]


def order_of_alternatives_is_irrelevant(method: Method, case: Case) -> None:
    """Permuting the alternatives permutes scores and ranks."""
    before = rank(case.problem, case.weights, method)
    moved = method.restricted(case.problem.alternative_ids, case.rows)
    after = rank(case.problem.select(case.rows), case.weights, moved)
    rows = list(case.rows)
    _close(after.scores, before.scores[rows], "scores")
    _same(after.ranks, before.ranks[rows], "ranks")


def order_of_criteria_is_irrelevant(method: Method, case: Case) -> None:
    """Permuting the criteria, with their weights, changes nothing."""
    before = rank(case.problem, case.weights, method)
    columns = list(case.columns)
    problem = replace(
        case.problem,
        criteria=tuple(case.problem.criteria[j] for j in columns),
        performances=case.problem.values[:, columns].tolist(),
    )
    weights = WeightVector.normalised(problem.criterion_ids, case.weights.values[columns])
    _unchanged(rank(problem, weights, method), before)
    _unchanged(rank(problem, case.weights, method), before)  # weights go by name, not by place


def unit_is_irrelevant(method: Method, case: Case) -> None:
    """Scores and ranks stay when a column, its range and its thresholds change their unit."""
    before = rank(case.problem, case.weights, method)
    j, factor = case.column, case.factor
    problem = _with_column(case.problem, j, case.problem.values[:, j] * factor, factor, 0.0)
    moved = method.in_other_unit(case.problem.criterion_ids[j], factor)
    _unchanged(rank(problem, case.weights, moved), before)


def origin_is_irrelevant(method: Method, case: Case) -> None:
    """Adding a constant to a column and to its range changes no rank."""
    before = rank(case.problem, case.weights, method)
    j = case.column
    problem = _with_column(case.problem, j, case.problem.values[:, j] + case.shift, 1.0, case.shift)
    _same(rank(problem, case.weights, method).ranks, before.ranks, "ranks")


def dominated_is_never_above(method: Method, case: Case) -> None:
    """Being nowhere better never puts an alternative above, where all cells are read."""
    if case.row == case.other or method.unused_columns(case.problem.criterion_ids):
        return
    values = case.problem.values.copy()
    values[case.other] = values[case.row]
    for j, step in enumerate(case.steps):
        values[case.other, j] = _moved(case.problem, j, values[case.row, j], -step)
    ranking = rank(_with_values(case.problem, values), case.weights, method)
    dominator, dominated = ranking.ranks[case.row], ranking.ranks[case.other]
    assert dominated >= dominator, f"dominated at {dominated}, dominator at {dominator}: {values}"


def better_cell_never_lowers_rank(method: Method, case: Case) -> None:
    """Improving one cell of an alternative does not lower its rank."""
    before = rank(case.problem, case.weights, method)
    values = case.problem.values.copy()
    i, j = case.row, case.column
    values[i, j] = _moved(case.problem, j, values[i, j], case.steps[j])
    after = rank(_with_values(case.problem, values), case.weights, method)
    assert after.ranks[i] <= before.ranks[i], f"rank {before.ranks[i]} fell to {after.ranks[i]}"


def zero_weight_has_no_influence(method: Method, case: Case) -> None:
    """Scores and ranks stay when the cells of a criterion of weight 0 change."""
    j = case.column
    left = np.delete(case.weights.values, j)
    if not left.any():
        return
    weights = WeightVector.normalised(case.problem.criterion_ids, np.insert(left, j, 0.0))
    before = rank(case.problem, weights, method)
    values = case.problem.values.copy()
    values[:, j] = values[list(case.rows), j]
    values[case.row, j] = _moved(case.problem, j, values[case.row, j], -case.steps[j])
    _unchanged(rank(_with_values(case.problem, values), weights, method), before)


def contributions_sum_to_score(method: Method, case: Case) -> None:
    """Contributions add up to the score, or to its logarithm where the method says so."""
    ranking = rank(case.problem, case.weights, method)
    wanted = ranking.scores
    if method.contributions_sum == "log_score":
        wanted = np.log(wanted)
    assert ranking.contributions.shape == case.problem.values.shape
    _close(ranking.contributions.sum(axis=1), wanted, "sum of contributions")


def third_alternative_is_irrelevant(method: Method, case: Case) -> None:
    """Leaving out an alternative keeps the order of the others."""
    m = len(case.problem.alternatives)
    if m < 2:
        return
    before = rank(case.problem, case.weights, method)
    kept = [i for i in range(m) if i != case.row]
    reduced = method.restricted(case.problem.alternative_ids, kept)
    after = rank(case.problem.select(kept), case.weights, reduced)
    _same(_signs(after.ranks), _signs(before.ranks[kept]), "order of the others")


def swings_are_worth_their_weights(method: Method, case: Case) -> None:
    """Alternatives at ends of every scale rank by the sum of the weights at whose best they are."""
    criteria = case.problem.criteria
    at_best = np.array(list(product((False, True), repeat=len(criteria))))
    ends = [c.range if c.direction == "benefit" else (c.range or ())[::-1] for c in criteria]
    worst, best = np.array(ends, dtype=np.float64).T
    corners = Problem(
        criteria=criteria,
        alternatives=tuple(Alternative(id=f"a{i}") for i in range(len(at_best))),
        performances=np.where(at_best, best, worst).tolist(),
    )
    wanted = competition_ranks((at_best @ case.weights.values)[None])[0]
    _same(rank(corners, case.weights, method).ranks, wanted, "ranks of corners")


def batch_of_weights_is_single_rankings(method: Method, case: Case) -> None:
    """Scores and keys of ``s`` weight vectors are those of ``s`` rankings."""
    prepared = rank(case.problem, case.weights, method).prepared
    batch = np.stack([w.values for w in (case.weights, *case.more_weights)])
    scores, keys = prepared.scores(batch), prepared.order(batch)
    for k, weights in enumerate((case.weights, *case.more_weights)):
        single = rank(case.problem, weights, method)
        _close(scores[k], single.scores, f"scores of batch member {k}")
        _close(keys[k], single.prepared.order(weights.values[None])[0], f"keys of member {k}")


def batch_of_matrices_is_single_rankings(method: Method, case: Case) -> None:
    """Scores and keys of ``s`` matrices, one weight vector each, are those of ``s`` rankings."""
    matrix = headline(case.problem, unused=method.unused_columns(case.problem.criterion_ids)).matrix
    given = (case.weights, *case.more_weights)
    tables = np.stack([np.roll(matrix.values, k, axis=0) for k in range(len(given))])
    weights = np.stack([w.values for w in given])
    together = method.prepare(_holding(matrix, tables))
    scores, keys = together.scores(weights), together.order(weights)
    for k, table in enumerate(tables):
        single = method.prepare(_holding(matrix, table))
        _close(scores[k], single.scores(weights[k : k + 1])[0], f"scores of matrix {k}")
        _close(keys[k], single.order(weights[k : k + 1])[0], f"keys of matrix {k}")


def ranks_follow_scores(method: Method, case: Case) -> None:
    """Ranks follow from the scores: better is better, equal within the tolerance is equal."""
    ranking = rank(case.problem, case.weights, method)
    scores = -ranking.scores if method.traits.lower_is_better else ranking.scores
    order = np.lexsort((-scores, ranking.ranks))
    drops = scores[order][:-1] - scores[order][1:]
    ranks = ranking.ranks[order]
    tied = ranks[1:] == ranks[:-1]
    allowed = 1e-9 * max(1.0, float(np.abs(scores).max()))
    assert (drops >= -allowed).all(), f"scores {ranking.scores} against ranks {ranking.ranks}"
    assert (drops[tied] <= allowed).all(), f"tied at {ranking.ranks} with scores {ranking.scores}"
    assert (ranks[1:][~tied] == np.flatnonzero(~tied) + 2).all(), f"not competition ranks: {ranks}"


LAWS: tuple[Law, ...] = (
    order_of_alternatives_is_irrelevant,
    order_of_criteria_is_irrelevant,
    unit_is_irrelevant,
    origin_is_irrelevant,
    dominated_is_never_above,
    better_cell_never_lowers_rank,
    zero_weight_has_no_influence,
    contributions_sum_to_score,
    third_alternative_is_irrelevant,
    swings_are_worth_their_weights,
    batch_of_weights_is_single_rankings,
    batch_of_matrices_is_single_rankings,
    ranks_follow_scores,
)
"""Every law; `laws_for` picks those of a method."""


def laws_for(method: Method) -> tuple[Law, ...]:
    """Return the laws that a configured method must keep, by its traits.

    Dominance is asked of every method; of one that moves what it states in a criterion's unit,
    that it then keeps the law of units.

    Parameters
    ----------
    method
        With its parameters, since traits depend on them.

    Examples
    --------
    On fixed scales a weighted sum promises more than on those that the alternatives span.

    >>> from mcda.methods.weighted_sum import WeightedSum
    >>> from mcda.testing import laws_for
    >>> fixed, spanned = WeightedSum(normalisation="range"), WeightedSum(normalisation="minmax")
    >>> [law.__name__ for law in laws_for(fixed) if law not in laws_for(spanned)]
    ['third_alternative_is_irrelevant', 'swings_are_worth_their_weights']
    """
    traits = method.traits
    moves = type(method).in_other_unit is not Method.in_other_unit
    dropped: dict[Law, bool] = {
        unit_is_irrelevant: not (traits.unit_free or moves),
        origin_is_irrelevant: not traits.shift_free,
        better_cell_never_lowers_rank: not traits.monotone,
        third_alternative_is_irrelevant: not traits.independent,
        swings_are_worth_their_weights: not traits.weighs_swings,
    }
    return tuple(law for law in LAWS if not dropped.get(law, False))


def _moved(problem: Problem, j: int, value: float, step: float) -> float:
    """Return a cell better by `step`, worse where that is negative, inside what the column takes.

    Without a range a cell does not become worse than the column's worst, since below that may lie
    what the method refuses.
    """
    benefit = problem.criteria[j].direction == "benefit"
    moved = value + step if benefit else value - step
    column, span = problem.values[:, j], problem.criteria[j].range
    low = span[0] if span else column.min()
    high = span[1] if span else max(column.max(), moved)
    return float(np.clip(moved, low, high))


def _with_values(problem: Problem, values: FloatArray) -> Problem:
    return replace(problem, performances=values.tolist())


def _with_column(
    problem: Problem, j: int, column: FloatArray, factor: float, shift: float
) -> Problem:
    values = problem.values.copy()
    values[:, j] = column
    old: Criterion = problem.criteria[j]
    span = old.range and (old.range[0] * factor + shift, old.range[1] * factor + shift)
    criteria = (*problem.criteria[:j], replace(old, range=span), *problem.criteria[j + 1 :])
    return replace(problem, criteria=criteria, performances=values.tolist())


def _holding(matrix: Matrix, values: FloatArray) -> Matrix:
    return replace(matrix, values=values)


def _signs(ranks: Any) -> Any:
    return np.sign(ranks[:, None] - ranks[None, :])


def _unchanged(after: Ranking, before: Ranking) -> None:
    _close(after.scores, before.scores, "scores")
    _same(after.ranks, before.ranks, "ranks")


def _close(found: FloatArray, wanted: FloatArray, what: str) -> None:
    np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-11, err_msg=what)


def _same(found: Any, wanted: Any, what: str) -> None:
    np.testing.assert_array_equal(found, wanted, err_msg=what)
