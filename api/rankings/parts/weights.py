"""What changes of the weights, and of the judgements behind them, do to the winner."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from api.language import Language
from mcda.explain.sentences import change_sentence
from mcda.robust import SmallestChange, Stability
from mcda.robust.stability import Bounds
from weights.deciding import Judgements

Plain = dict[str, Any]
Names = Mapping[str, str]


def stability(found: Stability) -> list[Plain]:
    """Return how far each weight may move."""
    return [
        {
            "criterion": item.criterion,
            "weight": item.weight,
            "exact": item.exact,
            "winner": _bounds(item.winner),
            "order": _bounds(item.order),
        }
        for item in found.weights
    ]


def _bounds(found: Bounds | None) -> Plain | None:
    if found is None:
        return None
    return {
        "low": found.low,
        "high": found.high,
        "challenger_low": found.challenger_low,
        "challenger_high": found.challenger_high,
    }


def smallest_change(found: SmallestChange, names: Names, language: Language) -> Plain:
    """Return the nearest weights under which another is first."""
    return {
        "winner_becomes": found.winner_becomes,
        "weights": dict(zip(found.criteria, found.weights.tolist(), strict=True)),
        "distance": found.distance,
        "lower_bound": found.lower_bound,
        "certified": found.certified,
        "towards": found.towards,
        "sentence": change_sentence(found, language, names),
    }


def judgements(found: Judgements, names: Names, language: Language) -> Plain:
    """Return which judgement and which judge decide."""
    deciding = found.deciding
    return {
        "deciding": None
        if deciding is None
        else {**asdict(deciding), "sentence": deciding.note(names).say(language)},
        "steps_searched": found.steps_searched,
        "without_judge": [asdict(item) for item in found.without_judge],
    }
