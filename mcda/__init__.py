"""The decision engine: problems, methods, rankings and their robustness.

>>> import mcda
>>> problem = mcda.Problem(
...     criteria=[mcda.Criterion(id="price", direction="cost", unit="USD/m2"),
...               mcda.Criterion(id="utilities", direction="benefit", unit="connections")],
...     alternatives=[mcda.Alternative(id="north"), mcda.Alternative(id="south")],
...     performances=[[160, 5], [mcda.Interval(low=85, high=140), 3]])
>>> weights = mcda.WeightVector.normalised(problem.criterion_ids, {"price": 2, "utilities": 1})
>>> mcda.rank(problem, weights, method="topsis", normalisation="minmax").alternatives
('south', 'north')
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from mcda.cells import Beta, Cell, Interval, LogNormal, Normal, Triangular
from mcda.errors import Fault, McdaError, Note
from mcda.method import Method
from mcda.methods import METHODS, make_method
from mcda.prepare.screen import Requirement
from mcda.problem import Alternative, Criterion, Problem
from mcda.ranking import Ranking, rank
from mcda.weight_vector import WeightVector

if TYPE_CHECKING:
    from mcda import explain, parks, robust, tables

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
    "explain",
    "make_method",
    "parks",
    "rank",
    "robust",
    "tables",
]


def __getattr__(name: str) -> Any:
    if name in ("explain", "parks", "robust", "tables"):
        return import_module(f"mcda.{name}")
    raise AttributeError(name)
