"""Explanations in words: why the first is first, in sentences made from numbers in two languages.

>>> import mcda
>>> [part.criterion for part in mcda.explain.contrast(mcda.example()).pros]
['utilities', 'price']
"""

from mcda.explain.argument import Argument, Change, strongest_argument
from mcda.explain.contrast import Contrast, ContrastPart, contrast
from mcda.explain.dominance import Dominance, dominance
from mcda.explain.explanation import Explanation, explain
from mcda.explain.gaps import Gaps, Influence, apportioned, gaps, influence

__all__ = [
    "Argument",
    "Change",
    "Contrast",
    "ContrastPart",
    "Dominance",
    "Explanation",
    "Gaps",
    "Influence",
    "apportioned",
    "contrast",
    "dominance",
    "explain",
    "gaps",
    "influence",
    "strongest_argument",
]


def __dir__() -> list[str]:
    return __all__
