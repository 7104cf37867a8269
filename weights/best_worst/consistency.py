"""The consistency of best-worst answers, and the answer that fits the others least."""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from weights.best_worst.answers import Answers
from weights.best_worst.optimum import Model, contradicting, deviation, implied_best_to_worst

AnswerList = Literal["best_to_others", "others_to_worst"]
_ROUNDING = 1e-9
_FITS = 1e-9
# Rows: a_BW = 3..9; columns: 3..9 items.
_THRESHOLDS = (
    (0.1667, 0.1667, 0.1667, 0.1667, 0.1667, 0.1667, 0.1667),
    (0.1121, 0.1529, 0.1898, 0.2206, 0.2527, 0.2577, 0.2683),
    (0.1354, 0.1994, 0.2306, 0.2546, 0.2716, 0.2844, 0.2960),
    (0.1330, 0.1990, 0.2643, 0.3044, 0.3144, 0.3221, 0.3262),
    (0.1294, 0.2457, 0.2819, 0.3029, 0.3144, 0.3251, 0.3403),
    (0.1309, 0.2521, 0.2958, 0.3154, 0.3408, 0.3620, 0.3657),
    (0.1359, 0.2681, 0.3062, 0.3337, 0.3517, 0.3620, 0.3662),
)


def consistency_index(best_to_worst: float) -> float:
    r"""Return the largest deviation of the nonlinear model for a given ``a_BW``.

    It occurs if an item is said to be ``a_BW`` times less important than the best and also ``a_BW``
    times more important than the worst: the smaller root of :math:`(a - \xi)(a - \xi) = a + \xi`,
    which is :math:`(2a + 1 - \sqrt{8a + 1}) / 2`. Any real number >= 1 is accepted; 1 gives 0.

    References
    ----------
    Rezaei, J. (2015). Best-worst multi-criteria decision-making method. Omega 53, 49-57.
    doi:10.1016/j.omega.2014.11.009 (with a table of two digits for 1 to 9)
    """
    a = best_to_worst
    return 2.0 * (a * a - a) / (2.0 * a + 1.0 + math.sqrt(8.0 * a + 1.0))


def output_ratio(xi: float, best_to_worst: float, model: Model) -> float | None:
    """Return ``xi`` (linear), or ``xi`` / consistency index (nonlinear); 0 is consistent.

    The nonlinear ratio exceeds 1 only if an answer is greater than ``a_BW``. None if ``a_BW`` is 1,
    so that the index is 0, although the answers contradict each other.
    """
    if xi == 0 or model == "linear":
        return xi
    index = consistency_index(best_to_worst)
    return xi / index if index > 0 else None


def input_ratio(answers: Answers) -> float | None:
    r"""Return :math:`\max_j |a_{Bj} a_{jW} - a_{BW}| / (a_{BW}^2 - a_{BW})`; 0 is consistent.

    The ratio needs no optimum and is the same for both models. It exceeds 1 only if an answer is
    greater than ``a_BW``. None if ``a_BW`` is 1 although the answers contradict each other.

    References
    ----------
    Liang, F., Brunelli, M. & Rezaei, J. (2020). Consistency issues in the best worst method:
    measurements and thresholds. Omega 96, 102175. doi:10.1016/j.omega.2019.102175
    """
    others, a = answers.others, answers.best_to_worst
    implied = answers.best_to_others[others] * answers.others_to_worst[others]
    gap = float(np.abs(implied - a).max(initial=0.0))
    if gap <= _ROUNDING * a:
        return 0.0
    return gap / (a * a - a) if a > 1 else None


def input_threshold(n: int, best_to_worst: float) -> float | None:
    """Return the published threshold of the input-based ratio for ``n`` items, or None.

    Thresholds exist for 3 to 9 items and whole ``a_BW`` from 2 to 9; for 2 it is 0.

    References
    ----------
    Liang, F., Brunelli, M. & Rezaei, J. (2020). Consistency issues in the best worst method:
    measurements and thresholds. Omega 96, 102175. doi:10.1016/j.omega.2019.102175 (table 3)
    """
    if not (3 <= n <= 9 and 2 <= best_to_worst <= 9 and best_to_worst == int(best_to_worst)):
        return None
    scale = int(best_to_worst)
    return 0.0 if scale == 2 else _THRESHOLDS[scale - 3][n - 3]


def acceptable(ratio: float | None, threshold: float | None) -> bool | None:
    """Tell whether an input-based ratio is within its threshold; None without a threshold.

    A ratio of 0 needs no threshold.
    """
    if ratio == 0:
        return True
    return None if ratio is None or threshold is None else ratio <= threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class WorstAnswer:
    """An answer that the others contradict."""

    answers: AnswerList
    """The list it stands in; best against worst stands in both and is called the first."""
    item: str
    """Whose entry of the list it is."""
    pair: tuple[str, str]
    """The two items, the one called more important first."""
    given: float
    """The answer."""
    suggested: float
    """What fits the others best, >= 1; whole where all answers are."""
    xi_after: float
    """The deviation left with the suggestion instead."""
    consistency_ratio_after: float | None
    """The consistency ratio then."""


def worst_answer(answers: Answers, model: Model) -> WorstAnswer | None:
    """Return the answer whose change lowers the deviation most, with the smallest step.

    Each answer about the items that contradict each other most is replaced in turn by the value
    that the other answers imply. Both answers of an item link the best and the worst, so either
    could be wrong; among equally good changes the one with the smallest factor is returned.

    None if the answers agree, or if no change of a single answer helps.
    """
    before = deviation(answers, model)
    if before == 0:
        return None
    changes: list[tuple[float, float, WorstAnswer]] = []
    for name, at, stated, suggested in _proposals(answers, model):
        first, second = answers.best_to_others.copy(), answers.others_to_worst.copy()
        (first if name == "best_to_others" else second)[at] = suggested
        if at == answers.worst:
            second[answers.best] = suggested
        changed = replace(answers, best_to_others=first, others_to_worst=second)
        after = deviation(changed, model)
        if suggested == stated or after > before * (1.0 - _FITS):
            continue
        item = answers.items[at]
        best, worst = answers.items[answers.best], answers.items[answers.worst]
        judged = WorstAnswer(
            answers=name,
            item=item,
            pair=(best, item) if name == "best_to_others" else (item, worst),
            given=stated,
            suggested=suggested,
            xi_after=after,
            consistency_ratio_after=output_ratio(after, changed.best_to_worst, model),
        )
        changes.append((round(after / before, 9), abs(math.log(suggested / stated)), judged))
    return min(changes, key=lambda one: one[:2])[2] if changes else None


def _proposals(answers: Answers, model: Model) -> Iterator[tuple[AnswerList, int, float, float]]:
    """Yield list, index, answer and implied value; both nearest integers if all are integers."""
    stated = [*answers.best_to_others.tolist(), *answers.others_to_worst.tolist()]
    whole = all(value == int(value) for value in stated)
    pairs = list(zip(stated[: len(answers.items)], stated[len(answers.items) :], strict=True))
    alike = Counter(pairs[at] for at in answers.others)
    for at in contradicting(answers, model):
        a, b = pairs[at]
        if alike[a, b] > 1:  # another item says the same, so that changing this one helps nothing
            continue
        ratio = implied_best_to_worst(answers, model, at)
        wanted: list[tuple[AnswerList, float, float]] = [("best_to_others", a, ratio / b)]
        if at != answers.worst:
            wanted.append(("others_to_worst", b, ratio / a))
        for name, value, implied in wanted:
            near = (math.floor(implied), math.ceil(implied)) if whole else (implied,)
            for suggested in dict.fromkeys(max(1.0, float(step)) for step in near):
                yield name, at, value, suggested
