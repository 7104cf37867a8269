"""Why the first is first, in sentences and figures."""

from collections.abc import Mapping
from typing import Any

from api.language import Language
from mcda.explain import Argument, Contrast, Dominance, Explanation

Plain = dict[str, Any]
Names = Mapping[str, str]


def explanation(found: Explanation, names: Names, language: Language) -> Plain:
    """Return sentences, contrasts with those that follow, dominance and the counter-argument."""
    return {
        "sentences": found.say(language, names),
        "contrasts": [_contrast(item) for item in found.contrasts],
        "dominance": _dominance(found.dominance),
        "argument": None if found.argument is None else _argument(found.argument),
    }


def _contrast(found: Contrast) -> Plain:
    return {
        "first": found.first,
        "second": found.second,
        "measure": found.measure,
        "lead": found.lead,
        "exact": found.exact,
        "parts": {part.criterion: part.part for part in found.parts},
    }


def _dominance(found: Dominance) -> Plain:
    return {
        "efficient": list(found.efficient),
        "possibly_efficient": list(found.possibly_efficient),
        "dominated_by": {
            name: list(found.dominators_of(name))
            for name in found.alternatives
            if found.dominators_of(name)
        },
    }


def _argument(found: Argument) -> Plain:
    change = found.change
    return {
        "kind": found.kind,
        "winner": found.winner,
        "rival": found.rival,
        "share": found.share,
        "change": None
        if change is None
        else {
            "criterion": change.criterion,
            "alternative": change.alternative,
            "before": change.before,
            "needed": change.needed,
        },
    }
