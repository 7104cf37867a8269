"""The best-worst method: weights from comparing the best with each and each with the worst."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidWeights
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BestWorstSolution:
    """Weights of ``n`` items and how far the answers contradict each other.

    Parameters
    ----------
    answers
        What was said; the order of its items is that of all arrays.
    model
        ``"linear"`` or ``"nonlinear"``.
    weights
        ``(n,)``, sum 1. Where the optimum is not unique, the centres of the intervals divided by
        their sum; these weights are an optimum too.
    xi
        The largest deviation: of weight (linear), of a ratio (nonlinear). 0: all answers fit.
    consistency_ratio
        ``xi`` itself (linear) or by the consistency index (nonlinear); smaller is better. None
        where it is undefined: best and worst called equal, yet the answers differ.
    input_consistency_ratio
        From the answers alone, the same for both models; None as above.
    input_threshold
        Published bound of the input-based ratio; None where none is published.
    acceptable
        The input-based ratio is within its bound; None where that cannot be said.
    worst_answer
        Which answer fits least, and what would fit; None where all fit, or where no change of a
        single one helps.
    alternatives_optimal
        Other weights fit as well: the optimum is not unique. Never so in the linear model.
    intervals
        ``(n, 2)``: least and greatest weight over all optimal solutions.
    """

    answers: Answers
    model: Model
    weights: FloatArray
    xi: float
    consistency_ratio: float | None
    input_consistency_ratio: float | None
    input_threshold: float | None
    acceptable: bool | None
    worst_answer: WorstAnswer | None
    alternatives_optimal: bool
    intervals: FloatArray


def best_worst(
    items: Sequence[str],
    best: str,
    worst: str,
    best_to_others: Mapping[str, Any],
    others_to_worst: Mapping[str, Any],
    model: Model = "linear",
) -> BestWorstSolution:
    r"""Return weights from the answers of the best-worst method.

    The best is ``a_Bj`` times as important as item j, that one ``a_jW`` times as the worst. The
    weights, sum 1, minimise :math:`\xi` under

    - linear: :math:`|w_B - a_{Bj} w_j| \le \xi` and :math:`|w_j - a_{jW} w_W| \le \xi`,
    - nonlinear: :math:`|w_B / w_j - a_{Bj}| \le \xi` and :math:`|w_j / w_W - a_{jW}| \le \xi`.

    Both are solved in closed form. One item weighs 1; two weigh as their answer says.

    Parameters
    ----------
    items, best, worst
        Names of the ``n`` items, and the most and the least important of them.
    best_to_others, others_to_worst
        By item, real numbers >= 1, usually on a scale of 1 to 9.
    model
        See above.

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
    found = optimum(answers, model)
    ratio, bound = input_ratio(answers), input_threshold(len(items), answers.best_to_worst)
    return BestWorstSolution(
        answers=answers,
        model=model,
        weights=found.weights,
        xi=found.xi,
        consistency_ratio=output_ratio(found.xi, answers.best_to_worst, model),
        input_consistency_ratio=ratio,
        input_threshold=bound,
        acceptable=acceptable(ratio, bound),
        worst_answer=worst_answer(answers, model),
        alternatives_optimal=not found.unique,
        intervals=found.intervals,
    )
