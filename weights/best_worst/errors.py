"""Weights that are left open when the answers of the best-worst method are as wrong as people's."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from mcda.cells import FloatArray
from mcda.weight_set import WeightSet
from weights.best_worst.answers import Answers
from weights.judgement_error import ErrorSize, error_factor, spread_out


@dataclass(frozen=True, eq=False)
class BestWorstErrors(WeightSet):
    r"""Weights about the optimum, as far off as people's answers are.

    Parameters
    ----------
    answers
        What was said.
    weights
        ``(n,)``, sum 1, all above 0: what was made of it.

    Notes
    -----
    The ``2n - 3`` answers are judgements of ratios, :math:`\ln a_{Bj} = \ln w_B - \ln w_j +
    \epsilon` and :math:`\ln a_{jW} = \ln w_j - \ln w_W + \epsilon`; the standard deviation of the
    errors is drawn as for pairwise comparisons (`weights.judgement_error`), given the ``n - 2``
    residuals that are left over. The logarithms of the weights have the covariance
    :math:`\sigma^2 L^+`, L the Laplacian of the graph of answers.
    """

    name = "judgements"

    answers: Answers
    weights: FloatArray

    @cached_property
    def size(self) -> ErrorSize:
        """Distribution of the standard deviation of the logarithm of an answer."""
        more, less, given = self._said
        left = np.log(given * self.weights[less] / self.weights[more])
        return ErrorSize(float(left @ left), max(len(self.weights) - 2, 0))

    @property
    def facts(self) -> Mapping[str, Any]:
        """The factor by which an answer is typically off, >= 1."""
        return {"factor": float(np.exp(self.size.median))}

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw weights, ``(size, n)``."""
        more, less, _ = self._said
        answered = np.zeros((len(self.weights), len(self.weights)), dtype=bool)
        answered[more, less] = answered[less, more] = True
        factor = error_factor(answered)
        errors = rng.standard_normal((size, factor.shape[1]))
        errors *= self.size.sample(size, rng)[:, None]
        return spread_out(self.weights, errors @ factor.T)

    @property
    def _said(self) -> tuple[list[int], list[int], FloatArray]:
        """Return the places of the more and the less important item of each answer, and it."""
        found, others = self.answers, self.answers.others
        if len(found.items) == 1:
            return [], [], np.empty(0)
        more = [found.best, *[found.best] * len(others), *others]
        less = [found.worst, *others, *[found.worst] * len(others)]
        first, second = found.best_to_others[others], found.others_to_worst[others]
        return more, less, np.concatenate([[found.best_to_worst], first, second])
