"""The decision engine: problems, methods, rankings and their robustness.

>>> import mcda
>>> problem = mcda.Problem(
...     criteria=[mcda.Criterion(id="price", direction="cost", unit="USD/m2"),
...               mcda.Criterion(id="utilities", direction="benefit", unit="connections")],
...     alternatives=[mcda.Alternative(id="north"), mcda.Alternative(id="south")],
...     performances=[[160, 5], [mcda.Interval(low=85, high=140), 3]])
>>> ranking = mcda.rank(problem, {"price": 2, "utilities": 1}, method="topsis",
...                     normalisation="minmax")
>>> print(ranking.summary())
south is first of 2 (0.666667), before north (0.333333).
"""

import sys
from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from mcda.cells import Beta, Cell, Interval, LogNormal, Normal, Triangular
from mcda.errors import Fault, McdaError, Note
from mcda.example import example
from mcda.method import Method
from mcda.methods import METHODS, make_method
from mcda.prepare.screen import Requirement
from mcda.problem import Alternative, Criterion, Problem
from mcda.ranking import Ranking, rank
from mcda.weight_vector import WeightVector

if TYPE_CHECKING:
    from mcda import explain, parks, plot, robust, sheets
    from mcda.plot import ProblemPlots, RankingPlots
    from mcda.robust import Decision

__all__ = [
    "METHODS",
    "Alternative",
    "Beta",
    "Cell",
    "Criterion",
    "Fault",
    "Interval",
    "LogNormal",
    "McdaError",
    "Method",
    "Normal",
    "Note",
    "Problem",
    "Ranking",
    "Requirement",
    "Triangular",
    "WeightVector",
    "example",
    "explain",
    "make_method",
    "parks",
    "plot",
    "rank",
    "robust",
    "sheets",
]


def __getattr__(name: str) -> Any:
    if name in ("explain", "parks", "plot", "robust", "sheets"):
        return import_module(f"mcda.{name}")
    if name == "__version__":
        return version("parkwise")
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message, name=name, obj=sys.modules[__name__])


def __dir__() -> list[str]:
    return ["__version__", *__all__]


def _ranking_plots(ranking: Ranking) -> "RankingPlots":
    """Charts of the ranking: ``ranking.plot.gaps()``."""
    from mcda.plot import RankingPlots

    return RankingPlots(ranking)


def _problem_plots(problem: Problem) -> "ProblemPlots":
    """Charts of the problem: ``problem.plot.curves()``."""
    from mcda.plot import ProblemPlots

    return ProblemPlots(problem)


def _decision(ranking: Ranking, **options: Any) -> "Decision | None":
    """Return what to do and what may be lost by it: ``ranking.decision()``."""
    from mcda.robust import decision

    return decision(ranking, **options)


Ranking.plot = property(_ranking_plots)
Ranking.decision = _decision
Problem.plot = property(_problem_plots)
