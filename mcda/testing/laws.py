"""Laws of ranking methods, one function each; `laws_for` selects the laws a method promises.

`check` counts in how many cases, drawn by number, a configured method keeps each law.

Every law takes a configured method and a `Case`, and raises `AssertionError` if broken.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np

from mcda.cells import FloatArray
from mcda.entrance.matrix_laws import (
    batch_of_matrices,
    batch_of_weights,
    columns_as_declared,
    contributions_add_up,
    gaps_add_up,
    rows_move_along,
)
from mcda.method import Matrix, Method, Prepared, competition_ranks
from mcda.prepare.missing_values import headline
from mcda.problem import Alternative, Criterion, Problem
from mcda.ranking import Ranking, rank
from mcda.robust.fact_changes import fact_changes
from mcda.testing.case import Case, random_case
from mcda.weight_vector import WeightVector

Law = Callable[[Method, Case], None]
CASES = 100
_THRESHOLDS = 6  # facts of a case whose thresholds are tried
_NEARLY = 1e-4  # of the way from a threshold
_PROMISED: dict[Law, Callable[[Method], bool]] = {}
"""Every law, with which methods must keep it."""


def _law(is_promised: Callable[[Method], bool] = lambda _: True) -> Callable[[Law], Law]:
    """Register a law, by default for all methods."""

    def enter(law: Law) -> Law:
        _PROMISED[law] = is_promised
        return law

    return enter


def _declares_columns(method: Method) -> bool:
    return method.column_law() is not None


@_law()
def order_of_alternatives_is_irrelevant(method: Method, case: Case) -> None:
    """Permuting the alternatives permutes scores and ranks."""
    matrix = _matrix(method, case)
    rows_move_along(method, method.prepare(matrix), matrix, case.weights.values, case.rows)


@_law()
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


@_law(lambda m: m.traits.unit_free or type(m).in_other_unit is not Method.in_other_unit)
def unit_is_irrelevant(method: Method, case: Case) -> None:
    """Scores and ranks stay when a column, its range and its thresholds change their unit."""
    before = rank(case.problem, case.weights, method)
    j, factor = case.column, case.factor
    problem = _with_column(case.problem, j, case.problem.values[:, j] * factor, factor, 0.0)
    moved = method.in_other_unit(case.problem.criterion_ids[j], factor)
    _unchanged(rank(problem, case.weights, moved), before)


@_law(lambda method: method.traits.shift_free)
def origin_is_irrelevant(method: Method, case: Case) -> None:
    """Adding a constant to a column and to its range changes no rank."""
    before = rank(case.problem, case.weights, method)
    j = case.column
    problem = _with_column(case.problem, j, case.problem.values[:, j] + case.shift, 1.0, case.shift)
    _same(rank(problem, case.weights, method).ranks, before.ranks, "ranks")


@_law()
def dominated_is_never_above(method: Method, case: Case) -> None:
    """Being nowhere better never puts an alternative above, where all cells are read."""
    if case.row == case.other or method.unused_columns(case.problem.criterion_ids):
        return
    worse = (_moved(case, case.row, j, -step) for j, step in enumerate(case.steps))
    ranking = _changed(method, case, {(case.other, j): cell for j, cell in enumerate(worse)})
    dominator, dominated = ranking.ranks[case.row], ranking.ranks[case.other]
    values = ranking.problem.values
    assert dominated >= dominator, f"dominated at {dominated}, dominator at {dominator}: {values}"


@_law(lambda method: method.traits.monotone)
def better_cell_never_lowers_rank(method: Method, case: Case) -> None:
    """Improving one cell of an alternative does not lower its rank."""
    before = rank(case.problem, case.weights, method)
    i, j = case.row, case.column
    after = _changed(method, case, {(i, j): _moved(case, i, j, case.steps[j])})
    assert after.ranks[i] <= before.ranks[i], f"rank {before.ranks[i]} fell to {after.ranks[i]}"


@_law()
def zero_weight_has_no_influence(method: Method, case: Case) -> None:
    """Scores and ranks stay when the cells of a criterion of weight 0 change."""
    j = case.column
    others = np.delete(case.weights.values, j)
    if not others.any():
        return
    weights = WeightVector.normalised(case.problem.criterion_ids, np.insert(others, j, 0.0))
    before = rank(case.problem, weights, method)
    cells = {(i, j): case.problem.values[row, j] for i, row in enumerate(case.rows)}
    cells[case.row, j] = _moved(case, case.rows[case.row], j, -case.steps[j])
    _unchanged(_changed(method, replace(case, weights=weights), cells), before)


@_law()
def contributions_sum_to_score(method: Method, case: Case) -> None:
    """Contributions add up to the score, or to its logarithm where the method says so."""
    contributions_add_up(method, *_scored(method, case))


@_law()
def gaps_sum_to_differences_of_scores(method: Method, case: Case) -> None:
    """Gaps that are declared to any alternative sum to the differences of the scores."""
    gaps_add_up(*_scored(method, case))


@_law(_declares_columns)
def columns_count_as_declared(method: Method, case: Case) -> None:
    """Columns differ between alternatives as the declared column law says, in what is weighed."""
    matrix = _matrix(method, case)
    columns_as_declared(method, method.prepare(matrix), matrix)


@_law(_declares_columns)
def exact_thresholds_hold_on_both_sides(method: Method, case: Case) -> None:
    """Before a threshold that is called exact the first stays, just past it another is level."""
    ranking = rank(case.problem, case.weights, method)
    names = case.problem.alternative_ids
    for fact in [fact for fact in fact_changes(ranking).facts if fact.exact][:_THRESHOLDS]:
        cell = names.index(fact.alternative), case.problem.criterion_ids.index(fact.criterion)
        for side, end in zip((fact.below, fact.above), fact.searched, strict=True):
            if side is not None:
                before = side.value + _NEARLY * (fact.value - side.value)
                past = side.value + _NEARLY * (end - side.value)
                first, other = names.index(fact.winner), names.index(side.winner)
                ranks = _changed(method, case, {cell: before}).ranks
                assert ranks[first] == 1, f"{fact} lost before, at {before}: {ranks}"
                ranks = _changed(method, case, {cell: past}).ranks
                assert ranks[other] <= ranks[first], f"{fact} held past it, at {past}: {ranks}"


@_law(lambda method: method.traits.independent)
def third_alternative_is_irrelevant(method: Method, case: Case) -> None:
    """Leaving out an alternative keeps the order of the others."""
    m = len(case.problem.alternatives)
    if m < 2:
        return
    before = rank(case.problem, case.weights, method)
    others = [i for i in range(m) if i != case.row]
    reduced = method.restricted(case.problem.alternative_ids, others)
    after = rank(case.problem.select(others), case.weights, reduced)
    _same(_signs(after.ranks), _signs(before.ranks[others]), "order of the others")


@_law(lambda method: method.traits.weighs_swings)
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


@_law()
def batch_of_weights_is_single_rankings(method: Method, case: Case) -> None:
    """Scores and keys of ``s`` weight vectors are those of ``s`` rankings."""
    batch_of_weights(method.prepare(_matrix(method, case)), _several(case), "order")


@_law()
def batch_of_matrices_is_single_rankings(method: Method, case: Case) -> None:
    """Scores and keys of ``s`` matrices, one weight vector each, are those of ``s`` rankings."""
    batch_of_matrices(method, _matrix(method, case), _several(case), "order")


@_law()
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


LAWS: tuple[Law, ...] = tuple(_PROMISED)
"""Every law; `laws_for` picks those of a method."""


def laws_for(method: Method) -> tuple[Law, ...]:
    """Return the laws that a configured method must keep, by its traits.

    Every method must keep dominance; a method that converts its values in a criterion's unit
    must also keep the law of units.

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
    return tuple(law for law, is_promised in _PROMISED.items() if is_promised(method))


def _moved(case: Case, i: int, j: int, step: float) -> float:
    """Return a cell improved by `step`, worsened if negative, within the column's allowed values.

    Without a range a cell does not become worse than the column's worst, since the method might
    refuse values below.
    """
    criterion, column = case.problem.criteria[j], case.problem.values[:, j]
    moved = column[i] + (step if criterion.direction == "benefit" else -step)
    span = criterion.range
    low = span[0] if span else column.min()
    high = span[1] if span else max(column.max(), moved)
    return float(np.clip(moved, low, high))


def _changed(method: Method, case: Case, cells: Mapping[tuple[int, int], float]) -> Ranking:
    """Return the ranking with other values in some cells."""
    values = case.problem.values.copy()
    for cell, value in cells.items():
        values[cell] = value
    return rank(replace(case.problem, performances=values.tolist()), case.weights, method)


def _with_column(
    problem: Problem, j: int, column: FloatArray, factor: float, shift: float
) -> Problem:
    values = problem.values.copy()
    values[:, j] = column
    old: Criterion = problem.criteria[j]
    span = old.range and (old.range[0] * factor + shift, old.range[1] * factor + shift)
    criteria = (*problem.criteria[:j], replace(old, range=span), *problem.criteria[j + 1 :])
    return replace(problem, criteria=criteria, performances=values.tolist())


def _matrix(method: Method, case: Case) -> Matrix:
    unused = method.unused_columns(case.problem.criterion_ids)
    return headline(case.problem, unused=unused).matrix


def _scored(method: Method, case: Case) -> tuple[Prepared, FloatArray, FloatArray]:
    ranking = rank(case.problem, case.weights, method)
    return ranking.prepared, ranking.weights.values, ranking.scores


def _several(case: Case) -> FloatArray:
    return np.stack([w.values for w in (case.weights, *case.more_weights)])


def _signs(ranks: Any) -> Any:
    return np.sign(ranks[:, None] - ranks[None, :])


def _unchanged(after: Ranking, before: Ranking) -> None:
    np.testing.assert_allclose(after.scores, before.scores, 1e-9, 1e-11, err_msg="scores")
    _same(after.ranks, before.ranks, "ranks")


def _same(found: Any, wanted: Any, what: str) -> None:
    np.testing.assert_array_equal(found, wanted, err_msg=what)


@dataclass(frozen=True, slots=True, kw_only=True)
class LawCount:
    """Counts of the cases in which a configured method kept a law that it must keep.

    Examples
    --------
    A TOPSIS that promised too much: which of two is better may depend on a third.

    >>> from dataclasses import replace
    >>> from mcda.methods.topsis import Topsis
    >>> from mcda.testing import check
    >>> class Boastful(Topsis):
    ...     traits = replace(Topsis().traits, independent=True)
    >>> [count.law for count in check(Boastful()) if count.kept < count.tried]
    ['third_alternative_is_irrelevant']
    """

    method: Method
    """Configured."""
    law: str
    """Name of a function of `mcda.testing.laws`."""
    kept: int
    """Cases in which it held, of those that were drawn."""
    tried: int
    """Cases in which it held, of those that were drawn."""
    counterexample: int | None = None
    """Number of the first case that breaks it, see `mcda.testing.case.random_case`."""
    said: str = ""
    """What went wrong there."""


def check(method: Method, numbers: Iterable[int] = range(CASES)) -> list[LawCount]:
    """Return how often a configured method keeps each law that its traits promise.

    Parameters
    ----------
    method
        Configured; without parameters that name criteria.
    numbers
        Of the cases.

    Examples
    --------
    SPOTIS promises all 16 laws.

    >>> from mcda.methods import make_method
    >>> from mcda.testing import check
    >>> counts = check(make_method("spotis"), range(10))
    >>> len(counts), {(count.kept, count.tried) for count in counts}
    (16, {(10, 10)})
    """
    cases = {number: random_case(method, number) for number in numbers}
    counts = []
    for law in laws_for(method):
        outcomes = {number: _broken(law, method, case) for number, case in cases.items()}
        broken = [(number, words) for number, words in outcomes.items() if words is not None]
        first, words = broken[0] if broken else (None, "")
        counts.append(
            LawCount(
                method=method,
                law=law.__name__,
                kept=len(cases) - len(broken),
                tried=len(cases),
                counterexample=first,
                said=words,
            )
        )
    return counts


def _broken(law: Law, method: Method, case: Case) -> str | None:
    """Return the error with which a case breaks a law; None if the case keeps the law."""
    try:
        law(method, case)
    except Exception as error:  # noqa: BLE001 - whatever another's method raises breaks the law
        return f"{type(error).__name__}: {error}"
    return None
