"""Hypothesis strategies: cases for laws, and their problems and weights.

This module alone imports Hypothesis, which is a test dependency (``parkwise[test]``).
"""

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
from hypothesis import strategies as st

from mcda.method import Method
from mcda.problem import Problem
from mcda.testing.case import Bounds, Case, draw_case
from mcda.weight_vector import WeightVector


@st.composite
def cases(
    draw: st.DrawFn,
    method: Method,
    *,
    alternatives: Bounds = (1, 6),
    criteria: Bounds = (1, 5),
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
    return draw_case(method, cast("np.random.Generator", _Drawn(draw)), alternatives, criteria)


def problems(method: Method, **sizes: Bounds) -> st.SearchStrategy[Problem]:
    """Return a strategy of problems that a configured method can take.

    Columns hold whole numbers: spread, of few levels (so that ties occur), of very different
    sizes, or constant, each a benefit or a cost. Zeros and negative numbers occur where the
    method takes them, ranges always where it needs them. Ids are ``a0, a1, ...`` and
    ``c0, c1, ...``.

    Parameters
    ----------
    method
        The method's traits and refusals decide the data.
    **sizes
        As for `cases`.
    """
    return cases(method, **sizes).map(lambda case: case.problem)


def weightings(problem: Problem) -> st.SearchStrategy[WeightVector]:
    """Return a strategy of weights for a problem: small ratios, zeros among them."""
    n = len(problem.criteria)
    whole = st.lists(st.integers(0, 9), min_size=n, max_size=n).filter(any)
    return whole.map(lambda values: WeightVector.normalised(problem.criterion_ids, values))


class _Drawn:
    """What `draw_case` asks of a generator, drawn by Hypothesis, which shrinks it."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def integers(self, low: int, high: int | None = None, size: int | None = None) -> Any:
        each = st.integers(0, low - 1) if high is None else st.integers(low, high - 1)
        if size is None:
            return self._draw(each)
        return np.array(self._draw(st.lists(each, min_size=size, max_size=size)))

    def random(self) -> float:
        return self._draw(st.sampled_from((0.25, 0.75)))

    def choice(self, options: Sequence[float], p: Sequence[float] = (1.0,)) -> Any:
        often = np.rint(np.multiply(100, p)).astype(int)
        return self._draw(st.sampled_from(np.repeat(np.atleast_1d(options), often).tolist()))

    def permutation(self, n: int) -> Any:
        return np.array(self._draw(st.permutations(range(n))))
