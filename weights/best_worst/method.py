"""The best-worst method: weights from comparing the best with each and each with the worst."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, get_args

import numpy as np

from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidWeights
from mcda.weight_set import WeightSet
from weights.best_worst.answers import Answers, read_answers
from weights.best_worst.consistency import (
    WorstAnswer,
    acceptable,
    input_ratio,
    input_threshold,
    output_ratio,
    worst_answer,
)
from weights.best_worst.optimum import Model, optimum
from weights.judgement_error import ErrorSize, error_factor, spread_out


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BestWorstSolution:
    """Weights of ``n`` items and how far the answers contradict each other."""

    answers: Answers
    """What was said; the order of its items is that of all arrays."""
    model: Model
    """``"linear"`` or ``"nonlinear"``."""
    weights: FloatArray
    """``(n,)``, sum 1. Where the optimum is not unique, the centres of the intervals divided by
    their sum; these weights are an optimum too."""
    xi: float
    """The largest deviation: of weight (linear), of a ratio (nonlinear). 0: all answers fit."""
    consistency_ratio: float | None
    """``xi`` itself (linear) or by the consistency index (nonlinear); smaller is better. None where
    it is undefined: best and worst called equal, yet the answers differ."""
    input_consistency_ratio: float | None
    """From the answers alone, the same for both models; None as above."""
    input_threshold: float | None
    """Published bound of the input-based ratio; None where none is published."""
    acceptable: bool | None
    """The input-based ratio is within its bound; None where that cannot be said."""
    worst_answer: WorstAnswer | None
    """Which answer fits least, and what would fit; None where all fit, or where no change of a
    single one helps."""
    alternatives_optimal: bool
    """Other weights fit as well: the optimum is not unique. Never so in the linear model."""
    intervals: FloatArray
    """``(n, 2)``: least and greatest weight over all optimal solutions."""


def best_worst(
    items: Sequence[str],
    best: str,
    worst: str,
    best_to_others: Mapping[str, Any],
    others_to_worst: Mapping[str, Any],
    model: Model = "linear",
) -> BestWorstSolution:
    r"""Return weights from the answers of the best-worst method.

    The best is ``a_Bj`` times as important as item j, and item j ``a_jW`` times as the worst. The
    weights, sum 1, minimise :math:`\xi` under

    - linear: :math:`|w_B - a_{Bj} w_j| \le \xi` and :math:`|w_j - a_{jW} w_W| \le \xi`,
    - nonlinear: :math:`|w_B / w_j - a_{Bj}| \le \xi` and :math:`|w_j / w_W - a_{jW}| \le \xi`.

    Both models have a closed form. One item weighs 1; two weigh in the ratio of their answer.

    Answers are real numbers >= 1, usually on a scale of 1 to 9.

    Raises
    ------
    InvalidWeights
        No such model, or as `read_answers`.

    References
    ----------
    Rezaei, J. (2015). Best-worst multi-criteria decision-making method. Omega 53, 49-57.
    doi:10.1016/j.omega.2014.11.009

    Rezaei, J. (2016). Best-worst multi-criteria decision-making method: some properties and a
    linear model. Omega 64, 126-130. doi:10.1016/j.omega.2015.12.001
    """
    if model not in get_args(Model):
        fields = {"value": str(model), "allowed": get_args(Model)}
        raise InvalidWeights([Fault("best_worst_model", ("model",), fields)])
    answers = read_answers(items, best, worst, best_to_others, others_to_worst)
    solution = optimum(answers, model)
    ratio, bound = input_ratio(answers), input_threshold(len(items), answers.best_to_worst)
    return BestWorstSolution(
        answers=answers,
        model=model,
        weights=solution.weights,
        xi=solution.xi,
        consistency_ratio=output_ratio(solution.xi, answers.best_to_worst, model),
        input_consistency_ratio=ratio,
        input_threshold=bound,
        acceptable=acceptable(ratio, bound),
        worst_answer=worst_answer(answers, model),
        alternatives_optimal=not solution.unique,
        intervals=solution.intervals,
    )


@dataclass(frozen=True, eq=False)
class BestWorstErrors(WeightSet):
    r"""Weights around the optimum, with the typical errors of people's answers.

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
    """What was said."""
    weights: FloatArray
    """``(n,)``, sum 1, all above 0: what was made of it."""

    @cached_property
    def size(self) -> ErrorSize:
        """Distribution of the standard deviation of the logarithm of an answer."""
        more, less, ratios = self._said
        residual = np.log(ratios * self.weights[less] / self.weights[more])
        return ErrorSize(float(residual @ residual), max(len(self.weights) - 2, 0))

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
        """Return the indices of the more and the less important items of all answers, and these."""
        answers, others = self.answers, self.answers.others
        if len(answers.items) == 1:
            return [], [], np.empty(0)
        more = [answers.best, *[answers.best] * len(others), *others]
        less = [answers.worst, *others, *[answers.worst] * len(others)]
        first, second = answers.best_to_others[others], answers.others_to_worst[others]
        return more, less, np.concatenate([[answers.best_to_worst], first, second])
