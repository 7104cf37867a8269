r"""The inputs from which a workbook computes a ranking: weights, and the worth of every value.

Unchanged cells have their worth in the answer, on average over their draws; a value that replaces
one is rated on the scale, linear between its points:

.. math:: v(x) = v_1 + \sum_k s_k \, (|x - a_k| - |x - b_k| + b_k - a_k) / 2

with the pieces from :math:`a_k` to :math:`b_k` and their slopes :math:`s_k`; values beyond an end
count as the end.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from mcda.plain import Plain

if TYPE_CHECKING:
    from api.document.result import Result

_FAR = 1000.0
"""How many times its width beyond its ends a scale that goes on is drawn."""
_SUMMED = ("weighted_sum", "ahp")
_ON_SCALE: Mapping[str, Mapping[str, str]] = {
    "ahp": {"mode": "ratings"},
    "topsis": {"normalisation": "range", "distance": "euclidean", "weighting": "distance"},
}


@dataclass(frozen=True, slots=True)
class Curve:
    """The scale of a criterion."""

    points: Sequence[tuple[float, float]]
    """Values and what they are worth, values rising."""
    unit: str
    """Of the values."""
    worst: Any
    """Its ends in words by language, or empty."""
    best: Any
    """Its ends in words by language, or empty."""
    demands: Sequence[Plain]
    """What the request requires of it: ``at_least``, ``at_most``, ``one_of``."""
    goes_on: bool = False
    """It is straight, and goes on beyond its ends."""

    @property
    def pieces(self) -> list[tuple[float, float, float, float]]:
        """The pieces as start, end, and the worth of both."""
        if self.goes_on:
            (a, v), (b, w) = self.points
            x, y = _FAR * (b - a), _FAR * (w - v)
            return [(a - x, b + x, v - y, w + y)]
        return [(a, b, v, w) for (a, v), (b, w) in pairwise(self.points)]


@dataclass(frozen=True, slots=True)
class ScoreModel:
    """The inputs from which a workbook computes a ranking again."""

    alternatives: Sequence[str]
    """Ids, the alternatives as the answer ranks them."""
    criteria: Sequence[str]
    """Ids, the alternatives as the answer ranks them."""
    weights: Mapping[str, float]
    """By criterion."""
    worth: Mapping[tuple[str, str], float]
    """Of each alternative on each criterion, as the answer has it."""
    known: Mapping[tuple[str, str], float | None]
    """The headline values, None where nothing is on record; empty where values cannot be
    changed."""
    curves: Mapping[str, Curve]
    """The scales; empty where values cannot be changed."""
    by_distance: bool = False
    """Whether the answer ranks by TOPSIS on the scales, and not by the sum."""

    @property
    def is_on_scale(self) -> bool:
        """Whether values can be changed, not only weights."""
        return bool(self.curves)

    def score(self, alternative: str) -> float:
        r"""Return :math:`\sum_j w_j v_j`."""
        return sum(self.weights[key] * self.worth[alternative, key] for key in self.criteria)

    def distances(self, alternative: str) -> tuple[float, float]:
        r"""Return :math:`\sqrt{\sum w_j v_j^2}` and :math:`\sqrt{\sum w_j (1 - v_j)^2}`."""
        parts = [(self.weights[key], self.worth[alternative, key]) for key in self.criteria]
        worst = math.sqrt(sum(w * v * v for w, v in parts))
        return worst, math.sqrt(sum(w * (1 - v) ** 2 for w, v in parts))

    def closeness(self, alternative: str) -> float:
        """Return the score by TOPSIS."""
        worst, best = self.distances(alternative)
        return worst / (worst + best)


def score_model(result: "Result") -> ScoreModel | None:
    """Return the inputs of an answer's ranking; None if scores are no sum on known values."""
    if not result.ranking:
        return None
    return _on_scale(result) or _summed(result.answer)


def _on_scale(result: "Result") -> ScoreModel | None:
    answer = result.answer
    method = answer["method"]
    wanted = _ON_SCALE.get(method["name"])
    scales, evidence = answer.get("scales") or {}, answer.get("evidence") or {}
    criteria = list(answer["weights"]["values"])
    ranked = [line["alternative"] for line in answer["ranking"]]
    is_like = wanted is not None and all(method.get(key) == value for key, value in wanted.items())
    if not is_like or not all(scales.get(key) for key in criteria):
        return None
    cells = {(key, name): evidence.get(key, {}).get(name) for key in ranked for name in criteria}
    worth: dict[tuple[str, str], Any] = {
        place: (cell or {}).get("worth") for place, cell in cells.items()
    }
    if any(value is None for value in worth.values()):
        return None
    return ScoreModel(
        alternatives=ranked,
        criteria=criteria,
        weights=answer["weights"]["values"],
        worth=worth,
        known={place: cell["value"] for place, cell in cells.items()},
        curves={key: _curve(result, key, scales[key]) for key in criteria},
        by_distance=method["name"] == "topsis",
    )


def _curve(result: "Result", criterion: str, scale: Plain) -> Curve:
    ends = [(float(scale["worst"]), 0.0), (float(scale["best"]), 1.0)]
    points = sorted((float(x), float(v)) for x, v in scale["points"] or ends)
    demands = result.spec.get("requirements") or ()
    cells = [row[criterion]["unit"] for row in result.evidence.values() if criterion in row]
    return Curve(
        points=points,
        unit=next(iter(cells), ""),
        worst=scale.get("worst_in_words", ""),
        best=scale.get("best_in_words", ""),
        demands=[wanted for wanted in demands if wanted["criterion"] == criterion],
        goes_on=scale.get("beyond") == "extrapolate",
    )


def _summed(answer: Plain) -> ScoreModel | None:
    """Return weights and local values of a score that is their sum; values are fixed."""
    method = answer["method"]
    contributions = answer["ranking"][0].get("contributions")
    if contributions is None or method["name"] not in _SUMMED or method["lower_is_better"]:
        return None
    weights = answer["weights"]["values"]
    criteria = [key for key in contributions if weights.get(key)]
    return ScoreModel(
        alternatives=[line["alternative"] for line in answer["ranking"]],
        criteria=criteria,
        weights={key: weights[key] for key in criteria},
        worth={
            (line["alternative"], key): line["contributions"][key] / weights[key]
            for line in answer["ranking"]
            for key in criteria
        },
        known={},
        curves={},
    )
