"""Hypothesis strategies: problems that a method can take, weights, and cases for laws.

This module alone imports Hypothesis, which is a test dependency (``parkwise[test]``).
"""

from hypothesis import strategies as st

from mcda.entrance.matrix_laws import FACTORS, takes
from mcda.method import Method
from mcda.problem import Alternative, Criterion, Direction, Problem
from mcda.testing.case import SHIFTS, Case
from mcda.weight_vector import WeightVector


@st.composite
def problems(
    draw: st.DrawFn,
    method: Method,
    *,
    alternatives: tuple[int, int] = (1, 6),
    criteria: tuple[int, int] = (1, 5),
) -> Problem:
    """Draw problems that a configured method can take.

    Columns hold whole numbers: spread, of few levels (so that ties occur), of very different
    sizes, or constant, each a benefit or a cost. Zeros and negative numbers occur where the
    method takes them, ranges always where it needs them. Ids are ``a0, a1, ...`` and
    ``c0, c1, ...``.

    Parameters
    ----------
    draw
        Supplied by Hypothesis.
    method
        The method's traits and refusals decide the data.
    alternatives, criteria
        Least and greatest number of each.
    """
    m, n = draw(st.integers(*alternatives)), draw(st.integers(*criteria))
    signed = takes(method, -1.0)
    ranged = method.traits.needs_range or draw(st.booleans())
    low = -20 if signed else 0 if takes(method, 0.0) else 1
    columns = [draw(_columns(m, low)) for _ in range(n)]
    margins = draw(st.lists(st.integers(1, 30), min_size=n, max_size=n))
    kinds: st.SearchStrategy[Direction] = st.sampled_from(["benefit", "cost"])
    return Problem(
        criteria=tuple(
            Criterion(
                id=f"c{j}",
                direction=draw(kinds),
                # Wider than the column, so that a law can move cells inside it.
                range=(float(min(column) - (margin if signed else 0)), float(max(column) + margin))
                if ranged
                else None,
            )
            for j, (column, margin) in enumerate(zip(columns, margins, strict=True))
        ),
        alternatives=tuple(Alternative(id=f"a{i}") for i in range(m)),
        performances=[[float(column[i]) for column in columns] for i in range(m)],
    )


def weightings(problem: Problem) -> st.SearchStrategy[WeightVector]:
    """Return a strategy of weights for a problem: small ratios, zeros among them."""
    n = len(problem.criteria)
    whole = st.lists(st.integers(0, 9), min_size=n, max_size=n).filter(any)
    return whole.map(lambda values: WeightVector.normalised(problem.criterion_ids, values))


@st.composite
def cases(
    draw: st.DrawFn,
    method: Method,
    *,
    alternatives: tuple[int, int] = (1, 6),
    criteria: tuple[int, int] = (1, 5),
) -> Case:
    """Draw a case for the laws of `mcda.testing.laws`.

    Parameters
    ----------
    draw
        Supplied by Hypothesis.
    method
        The problem is one that this method can take.
    alternatives, criteria
        Least and greatest number of each.
    """
    problem = draw(problems(method, alternatives=alternatives, criteria=criteria))
    m, n = len(problem.alternatives), len(problem.criteria)
    row = draw(st.integers(0, m - 1))
    return Case(
        problem=problem,
        weights=draw(weightings(problem)),
        rows=tuple(draw(st.permutations(range(m)))),
        columns=tuple(draw(st.permutations(range(n)))),
        row=row,
        other=(row + draw(st.integers(1, max(m - 1, 1)))) % m,
        column=draw(st.integers(0, n - 1)),
        factor=draw(st.sampled_from(FACTORS)),
        shift=draw(st.sampled_from(SHIFTS)),
        steps=tuple(draw(st.lists(st.integers(0, 9), min_size=n, max_size=n))),
        more_weights=tuple(draw(st.lists(weightings(problem), min_size=1, max_size=3))),
    )


def _columns(m: int, low: int) -> st.SearchStrategy[list[int]]:
    spread = st.lists(st.integers(low, 50), min_size=m, max_size=m)
    levels = st.lists(st.integers(max(low, -1), 3), min_size=m, max_size=m)
    constant = st.integers(low, 50).map(lambda value: [value] * m)
    sizes = st.lists(st.integers(0, 7).map(lambda k: 10**k), min_size=m, max_size=m)
    return st.one_of(spread, levels, levels, sizes, constant)
